//! A guest's token: `<check id>.<guest id>.<secret>`. The table holds the secret's hash.

use sha2::{Digest, Sha256};

use super::AuthError;
use super::secret;
use salver_domain::id::{CheckId, GuestId};

/// A token taken apart; nothing in it is verified yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GuestToken {
    /// The session that it claims.
    pub check: CheckId,
    /// The guest that it claims.
    pub guest: GuestId,
    secret: String,
}

impl GuestToken {
    /// A new token for a guest.
    ///
    /// # Errors
    /// When the system has no randomness.
    pub fn issue(check: CheckId, guest: GuestId) -> Result<Self, AuthError> {
        Ok(Self {
            check,
            guest,
            secret: secret::random()?,
        })
    }

    /// Takes a token apart.
    ///
    /// # Errors
    /// `Invalid` when it has another form.
    pub fn parse(text: &str) -> Result<Self, AuthError> {
        let mut parts = text.split('.');
        match (parts.next(), parts.next(), parts.next(), parts.next()) {
            (Some(check), Some(guest), Some(secret), None) if !secret.is_empty() => Ok(Self {
                check: check.parse().map_err(|_| AuthError::Invalid)?,
                guest: guest.parse().map_err(|_| AuthError::Invalid)?,
                secret: secret.to_owned(),
            }),
            _ => Err(AuthError::Invalid),
        }
    }

    /// Whose an `Idempotency-Key` is that comes with it.
    pub fn scope(&self) -> String {
        format!("{}.{}", self.check, self.guest)
    }

    /// The token as the phone keeps it.
    pub fn text(&self) -> String {
        format!("{}.{}.{}", self.check, self.guest, self.secret)
    }

    /// What the table keeps.
    pub fn hash(&self) -> String {
        secret::hash(&self.secret)
    }

    /// Whether the table's hash is of this token's secret.
    pub fn fits(&self, hash: &str) -> bool {
        secret::same(&self.hash(), hash)
    }
}

/// The guest that a device is in a session: always the same one, so that a phone that
/// lost its token finds its own lines again.
///
/// # Errors
/// Never in practice; the type follows the ID's parser.
pub fn guest_of(check: &CheckId, device_id: &str) -> Result<GuestId, AuthError> {
    let mut hasher = Sha256::new();
    hasher.update(check.as_str().as_bytes());
    hasher.update([0]);
    hasher.update(device_id.as_bytes());
    let digest = hex::encode(hasher.finalize());
    digest[..24]
        .parse()
        .map_err(|_| AuthError::Failed("a guest ID could not be made"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tokens_survive_the_way_and_nothing_else_passes() {
        let check: CheckId = "lane_01ck".parse().unwrap();
        let guest = guest_of(&check, "device-0001").unwrap();
        let token = GuestToken::issue(check.clone(), guest.clone()).unwrap();
        let back = GuestToken::parse(&token.text()).unwrap();
        assert!(back.fits(&token.hash()));
        assert!(
            !GuestToken::issue(check.clone(), guest)
                .unwrap()
                .fits(&token.hash())
        );
        for bad in [
            "",
            "a.b.c",
            "lane_01ck.g",
            "lane_01ck.g.",
            "lane_01ck.g.s.x",
            "lane_01ck.#.s",
        ] {
            assert!(GuestToken::parse(bad).is_err(), "{bad}");
        }
        assert_eq!(
            guest_of(&check, "d1").unwrap(),
            guest_of(&check, "d1").unwrap()
        );
        assert_ne!(
            guest_of(&check, "d1").unwrap(),
            guest_of(&check, "d2").unwrap()
        );
    }
}
