//! A branch's status screen: what hangs there for those who wait shows, and the link by which it is
//! read.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::DomainError;
use super::id::BranchId;

/// The link of a branch's screens. Its secret is in the link alone.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ScreenLink {
    /// SHA-256 of the secret, hexadecimal.
    pub hash: String,
    /// When it was made.
    pub made_at: Timestamp,
}

/// What a branch's screens show, and by which link.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StatusScreen {
    pub branch_id: BranchId,
    /// The one link that is good; `None` while nobody has made one, and once it was taken back.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub link: Option<ScreenLink>,
    /// Whether a first name stands beside the number of a pickup or a delivery.
    #[serde(default)]
    pub names: bool,
    /// Whether orders of tables are shown too, by their order numbers.
    #[serde(default)]
    pub dine_in: bool,
    /// Grows with every change; 0 while nobody has said anything.
    pub version: u64,
}

/// "The screens shall show this." What is `None` stays.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct ChangeScreen {
    /// See [`StatusScreen::names`].
    pub names: Option<bool>,
    /// See [`StatusScreen::dine_in`].
    pub dine_in: Option<bool>,
}

impl StatusScreen {
    /// Of a branch where nobody has said anything: numbers of pickups and deliveries, and no link.
    #[must_use]
    pub fn first(branch_id: BranchId) -> Self {
        Self {
            branch_id,
            link: None,
            names: false,
            dine_in: false,
            version: 0,
        }
    }

    /// The screens as they shall be; the same version when that is how they are.
    ///
    /// # Errors
    /// `Invalid` when nothing is said.
    pub fn changed(&self, wish: ChangeScreen) -> Result<Self, DomainError> {
        if wish == ChangeScreen::default() {
            return Err(DomainError::invalid("body", "at least one setting"));
        }
        let next = Self {
            names: wish.names.unwrap_or(self.names),
            dine_in: wish.dine_in.unwrap_or(self.dine_in),
            ..self.clone()
        };
        Ok(match next == *self {
            true => next,
            false => next.next(),
        })
    }

    /// With a new link; the one before leads nowhere.
    #[must_use]
    pub fn linked(&self, hash: String, now: Timestamp) -> Self {
        let link = Some(ScreenLink { hash, made_at: now });
        Self {
            link,
            ..self.clone()
        }
        .next()
    }

    /// Without a link; the same version when there is none.
    #[must_use]
    pub fn unlinked(&self) -> Self {
        match &self.link {
            None => self.clone(),
            Some(_) => Self {
                link: None,
                ..self.clone()
            }
            .next(),
        }
    }

    fn next(self) -> Self {
        Self {
            version: self.version + 1,
            ..self
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn first() -> StatusScreen {
        StatusScreen::first("lane".parse().unwrap())
    }

    fn wish(names: Option<bool>, dine_in: Option<bool>) -> ChangeScreen {
        ChangeScreen { names, dine_in }
    }

    #[test]
    fn a_screen_shows_no_name_and_no_table_until_somebody_says_so() {
        let screen = first();
        assert_eq!(
            (screen.names, screen.dine_in, screen.version),
            (false, false, 0)
        );
        let named = screen.changed(wish(Some(true), None)).unwrap();
        assert_eq!(
            (named.names, named.dine_in, named.version),
            (true, false, 1)
        );
        assert_eq!(named.changed(wish(Some(true), Some(false))).unwrap(), named);
        assert!(named.changed(wish(None, None)).is_err());
    }

    #[test]
    fn a_new_link_takes_the_place_of_the_one_before_and_goes_once() {
        let now = Timestamp::UNIX_EPOCH;
        let hash = |screen: &StatusScreen| screen.link.clone().map(|link| link.hash);
        let one = first().linked("a".to_owned(), now);
        let two = one.linked("b".to_owned(), now);
        assert_eq!((hash(&two), two.version), (Some("b".to_owned()), 2));
        let none = two.unlinked();
        assert_eq!((hash(&none), none.version), (None, 3));
        assert_eq!(none.unlinked(), none);
    }
}
