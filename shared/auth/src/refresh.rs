//! Refresh tokens: `<family>.<counter>.<mac>`. The MAC is derived from a secret key, so a
//! repeated request within the grace time gets the very same successor, and a stolen
//! table holds no token.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use jiff::Timestamp;

use super::AuthError;
use super::secret::{Key, same};
use salver_domain::id::FamilyId;

/// How long a sign-in lasts without being used, in seconds: 14 days.
pub const REFRESH_SECONDS: i64 = 14 * 24 * 3600;
/// How long the token before the current one still gets the current one, in seconds: the
/// reply may have been lost on the way.
pub const GRACE_SECONDS: i64 = 10;

/// A token whose MAC was right.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RefreshToken {
    /// The sign-in.
    pub family: FamilyId,
    /// Which token of its chain.
    pub counter: u64,
}

/// What a good token leads to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Turn {
    /// It is the current one: move on to the next.
    Rotate,
    /// It was the current one a moment ago: hand out the current one again.
    Repeat,
    /// It is an old one: somebody copied it, so the whole family ends.
    Reuse,
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

    /// What to do with it when the family is at `current` since `rotated_at`.
    pub fn turn(&self, current: u64, rotated_at: i64, now: Timestamp) -> Turn {
        let in_grace = now.as_second() - rotated_at <= GRACE_SECONDS;
        if self.counter == current {
            Turn::Rotate
        } else if self.counter + 1 == current && in_grace {
            Turn::Repeat
        } else {
            Turn::Reuse
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

    #[test]
    fn an_old_token_ends_the_family_except_for_a_lost_reply() {
        let token = |counter| RefreshToken {
            family: "f1".parse().unwrap(),
            counter,
        };
        let at = |s| Timestamp::from_second(1_000_000 + s).unwrap();
        assert_eq!(token(5).turn(5, 1_000_000, at(500)), Turn::Rotate);
        assert_eq!(token(4).turn(5, 1_000_000, at(GRACE_SECONDS)), Turn::Repeat);
        assert_eq!(
            token(4).turn(5, 1_000_000, at(GRACE_SECONDS + 1)),
            Turn::Reuse
        );
        assert_eq!(token(3).turn(5, 1_000_000, at(1)), Turn::Reuse);
        assert_eq!(token(6).turn(5, 1_000_000, at(1)), Turn::Reuse);
    }
}
