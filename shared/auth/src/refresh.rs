//! Refresh tokens: `<family>.<counter>.<mac>`. The MAC is derived from a secret key, so
//! requests at the same time get the very same successor, and a stolen table holds no token.
//! Which of them is good, the family says: `salver_domain::sign_in`.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

use super::AuthError;
use super::secret::{Key, same};
use salver_domain::id::FamilyId;

/// A token whose MAC was right.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RefreshToken {
    /// The sign-in.
    pub family: FamilyId,
    /// Which token of its chain.
    pub counter: u64,
}

impl RefreshToken {
    fn mac(&self, key: &Key) -> Result<String, AuthError> {
        let parts: [&[u8]; 2] = [self.family.as_str().as_bytes(), &self.counter.to_be_bytes()];
        Ok(URL_SAFE_NO_PAD.encode(key.derive("staff-refresh-token", &parts)?))
    }

    /// The token as the cookie holds it.
    ///
    /// # Errors
    /// When the key cannot be used.
    pub fn text(&self, key: &Key) -> Result<String, AuthError> {
        Ok(format!(
            "{}.{}.{}",
            self.family,
            self.counter,
            self.mac(key)?
        ))
    }

    /// Reads a token.
    ///
    /// # Errors
    /// `Invalid` when it is not one of ours.
    pub fn parse(key: &Key, text: &str) -> Result<Self, AuthError> {
        let mut parts = text.splitn(3, '.');
        let (Some(family), Some(counter), Some(mac)) = (parts.next(), parts.next(), parts.next())
        else {
            return Err(AuthError::Invalid);
        };
        let token = Self {
            family: family.parse().map_err(|_| AuthError::Invalid)?,
            counter: counter.parse().map_err(|_| AuthError::Invalid)?,
        };
        if same(&token.mac(key)?, mac) {
            Ok(token)
        } else {
            Err(AuthError::Invalid)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tokens_are_ours_or_nothing() {
        let key = Key::new("a key of the tests with 32 letters").unwrap();
        let token = RefreshToken {
            family: "f1".parse().unwrap(),
            counter: 7,
        };
        let text = token.text(&key).unwrap();
        assert_eq!(RefreshToken::parse(&key, &text).unwrap(), token);
        let other = Key::new("another key of the tests, 32 long!").unwrap();
        for (key, text) in [
            (&other, text.clone()),
            (&key, text.replacen(".7.", ".8.", 1)),
            (&key, text.replacen("f1.", "f2.", 1)),
            (&key, "f1.7".to_owned()),
            (&key, String::new()),
        ] {
            assert!(RefreshToken::parse(key, &text).is_err(), "{text}");
        }
    }
}
