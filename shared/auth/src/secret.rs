//! Random secrets, their hashes, and keyed derivation.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use hmac::{Hmac, KeyInit, Mac};
use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq;

use super::AuthError;

/// A fresh secret of 256 random bits, as 43 characters that may stand in a URL.
///
/// # Errors
/// When the system has no randomness.
pub fn random() -> Result<String, AuthError> {
    let mut bytes = [0_u8; 32];
    getrandom::fill(&mut bytes).map_err(|_| AuthError::Failed("no randomness"))?;
    Ok(URL_SAFE_NO_PAD.encode(bytes))
}

/// A fresh unique ID that sorts by time, 26 lower-case characters.
///
/// # Errors
/// When the system has no randomness.
pub fn unique(now: jiff::Timestamp) -> Result<String, AuthError> {
    let mut bytes = [0_u8; 16];
    getrandom::fill(&mut bytes).map_err(|_| AuthError::Failed("no randomness"))?;
    let millis = u64::try_from(now.as_millisecond()).unwrap_or_default();
    Ok(ulid::Ulid::from_parts(millis, u128::from_be_bytes(bytes))
        .to_string()
        .to_lowercase())
}

/// The ID that this text always gives, in the form of [`unique`], though its order says nothing.
pub fn unique_of(text: &str) -> String {
    let mut half = [0_u8; 16];
    for (byte, hashed) in half.iter_mut().zip(Sha256::digest(text.as_bytes())) {
        *byte = hashed;
    }
    let id = ulid::Ulid::from(u128::from_be_bytes(half));
    id.to_string().to_lowercase()
}

/// The ID that this text always gives with this time, in the form and the order of [`unique`].
pub fn unique_at(at: jiff::Timestamp, text: &str) -> String {
    let mut half = [0_u8; 16];
    for (byte, hashed) in half.iter_mut().zip(Sha256::digest(text.as_bytes())) {
        *byte = hashed;
    }
    let millis = u64::try_from(at.as_millisecond()).unwrap_or_default();
    let id = ulid::Ulid::from_parts(millis, u128::from_be_bytes(half));
    id.to_string().to_lowercase()
}

/// SHA-256 of a text, hexadecimal: what the table holds instead of a secret.
pub fn hash(text: &str) -> String {
    hex::encode(Sha256::digest(text.as_bytes()))
}

/// Compares without telling by its time where the difference is.
pub fn same(a: &str, b: &str) -> bool {
    a.as_bytes().ct_eq(b.as_bytes()).into()
}

/// A key from the environment. Different uses get different keys out of one by `label`.
#[derive(Clone)]
pub struct Key(String);

/// Shortest key that is taken, in characters.
const MIN_KEY: usize = 32;

impl Key {
    /// Takes a key.
    ///
    /// # Errors
    /// When it is shorter than 32 characters.
    pub fn new(text: impl Into<String>) -> Result<Self, AuthError> {
        let text = text.into();
        if text.len() < MIN_KEY {
            return Err(AuthError::Failed("a key must have at least 32 characters"));
        }
        Ok(Self(text))
    }

    /// HMAC-SHA-256 of `parts` for the use `label`. Parts are told apart by their lengths.
    ///
    /// # Errors
    /// Never in practice: HMAC takes keys of any length.
    pub fn derive(&self, label: &str, parts: &[&[u8]]) -> Result<[u8; 32], AuthError> {
        let mut mac = Hmac::<Sha256>::new_from_slice(self.0.as_bytes())
            .map_err(|_| AuthError::Failed("the key cannot be used"))?;
        for part in std::iter::once(&label.as_bytes()).chain(parts) {
            mac.update(&u64::try_from(part.len()).unwrap_or(u64::MAX).to_be_bytes());
            mac.update(part);
        }
        Ok(mac.finalize().into_bytes().into())
    }
}

impl std::fmt::Debug for Key {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Key(..)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn uses_and_parts_are_told_apart() {
        let key = Key::new("k".repeat(32)).unwrap();
        let derive = |label, parts: &[&[u8]]| key.derive(label, parts).unwrap();
        assert_ne!(derive("pin", &[b"ab", b"c"]), derive("pin", &[b"a", b"bc"]));
        assert_ne!(derive("pin", &[b"a"]), derive("jwt", &[b"a"]));
        assert!(Key::new("short").is_err());
        assert_eq!(format!("{key:?}"), "Key(..)");
    }

    #[test]
    fn unique_ids_sort_by_time() {
        let at = |text: &str| unique(text.parse().unwrap()).unwrap();
        let (a, b) = (at("2026-11-20T10:00:00Z"), at("2026-11-20T10:00:01Z"));
        assert!(a < b && a.len() == 26, "{a} {b}");
        assert_ne!(random().unwrap(), random().unwrap());
        assert_eq!(random().unwrap().len(), 43);
    }
}
