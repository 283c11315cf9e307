//! The token of a branch's status screens: `<branch id>.<secret>`. It stands in their link, behind
//! the `#`, and the table holds the secret's hash.

use super::AuthError;
use super::secret;
use salver_domain::id::BranchId;

/// A token taken apart; nothing in it is verified yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ScreenToken {
    /// The branch that it claims.
    pub branch: BranchId,
    secret: String,
}

impl ScreenToken {
    /// A new token for a branch.
    ///
    /// # Errors
    /// When the system has no randomness.
    pub fn issue(branch: BranchId) -> Result<Self, AuthError> {
        let secret = secret::random()?;
        Ok(Self { branch, secret })
    }

    /// Takes a token apart. Neither a guest's nor one of the staff has this form.
    ///
    /// # Errors
    /// `Invalid` when it has another form.
    pub fn parse(text: &str) -> Result<Self, AuthError> {
        let mut parts = text.split('.');
        match (parts.next(), parts.next(), parts.next()) {
            (Some(branch), Some(secret), None) if !secret.is_empty() => Ok(Self {
                branch: branch.parse().map_err(|_| AuthError::Invalid)?,
                secret: secret.to_owned(),
            }),
            _ => Err(AuthError::Invalid),
        }
    }

    /// The token as it stands in the link.
    pub fn text(&self) -> String {
        format!("{}.{}", self.branch, self.secret)
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::guest_token::GuestToken;

    #[test]
    fn tokens_survive_the_way_and_nothing_else_passes() {
        let lane: BranchId = "lane".parse().unwrap();
        let token = ScreenToken::issue(lane.clone()).unwrap();
        let back = ScreenToken::parse(&token.text()).unwrap();
        assert_eq!(back, token);
        assert!(back.fits(&token.hash()));
        assert!(!ScreenToken::issue(lane).unwrap().fits(&token.hash()));
        for bad in ["", "lane", "lane.", ".secret", "la ne.secret", "a.b.c"] {
            assert!(ScreenToken::parse(bad).is_err(), "{bad}");
        }
        assert!(GuestToken::parse(&token.text()).is_err());
    }
}
