//! Staff passwords: Argon2id with m = 19 MiB, t = 2, p = 1 (OWASP password storage cheat sheet).

use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{PasswordHasher, PasswordVerifier};
use argon2::{Algorithm, Argon2, Params, Version};

use super::AuthError;

fn hasher() -> Result<Argon2<'static>, AuthError> {
    let params = Params::new(19 * 1024, 2, 1, None)
        .map_err(|_| AuthError::Failed("the password parameters are wrong"))?;
    Ok(Argon2::new(Algorithm::Argon2id, Version::V0x13, params))
}

/// Hashes a password with a fresh salt, as a PHC string.
///
/// # Errors
/// When the system has no randomness or memory.
pub fn hash(password: &str) -> Result<String, AuthError> {
    let hash = hasher()?
        .hash_password(password.as_bytes())
        .map_err(|_| AuthError::Failed("the password could not be hashed"))?;
    Ok(hash.to_string())
}

/// Whether a password is the one that was hashed. Without a hash (an unknown login) it
/// works just as long and says no, so that time does not tell which logins exist.
///
/// # Errors
/// When the parameters cannot be used.
pub fn verify(password: &str, stored: Option<&str>) -> Result<bool, AuthError> {
    /// A hash of nobody's password, with the same cost.
    const NOBODY: &str = "$argon2id$v=19$m=19456,t=2,p=1$c2FsdmVyLW5vYm9keQ$\
                          WTZrYzPZ5kXhPFvM7DgYl3o0yH0nZpYyJ9w4ZC8qL9k";
    let parsed = PasswordHash::new(stored.unwrap_or(NOBODY))
        .map_err(|_| AuthError::Failed("a stored hash is broken"))?;
    let fits = hasher()?
        .verify_password(password.as_bytes(), &parsed)
        .is_ok();
    Ok(fits && stored.is_some())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_password_fits() {
        let stored = hash("open sesame").unwrap();
        assert!(
            stored.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"),
            "{stored}"
        );
        assert!(verify("open sesame", Some(&stored)).unwrap());
        assert!(!verify("open sesam", Some(&stored)).unwrap());
        assert!(!verify("open sesame", None).unwrap());
    }
}
