//! One-time links of the staff: an invitation to the team, or a new password for a colleague.
//!
//! Whoever makes a link passes it on themselves. It says nothing but its code; of the code the
//! table holds the hash, which is also the link's ID.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::DomainError;
use crate::id::{BrandId, LinkId, StaffId};
use crate::team::Post;

/// How long an invitation is good, in seconds: 7 days.
const INVITATION_SECONDS: i64 = 7 * 24 * 3600;
/// How long a link to a new password is good, in seconds: 24 hours.
const RESET_SECONDS: i64 = 24 * 3600;

/// A link that is good once.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StaffLink {
    /// SHA-256 of its code, hexadecimal.
    pub id: LinkId,
    /// Whose team it is about.
    pub brand_id: BrandId,
    /// Who made it; nobody of the staff when it was whoever runs the stack. It is good while
    /// they might make it again.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub made_by: Option<StaffId>,
    /// When.
    pub made_at: Timestamp,
    /// What for.
    #[serde(flatten)]
    pub purpose: Purpose,
    /// SHA-256 of the request that made it, so that its retry is known.
    pub request_hash: String,
    /// Whether it is still to be used.
    pub state: LinkState,
    /// When it ends if it is not used before, seconds since 1970.
    pub expires_at: i64,
    /// Grows with every change.
    pub version: u64,
}

/// What a link is for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "purpose", rename_all = "snake_case")]
pub enum Purpose {
    /// Somebody may join the team.
    Invitation {
        /// How they are called.
        name: String,
        /// What they will be, and where.
        #[serde(flatten)]
        post: Post,
    },
    /// A colleague may choose a new password.
    Reset {
        account_id: StaffId,
        /// Their session version then: once it has grown, the link has ended.
        session_version: u64,
    },
}

/// What has become of a link.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LinkState {
    /// Nothing yet.
    Open,
    /// It did what it is for.
    Used,
    /// It was taken back.
    Withdrawn,
}

/// What every new link is made of.
#[derive(Debug, Clone)]
pub struct NewLink {
    pub id: LinkId,
    pub brand: BrandId,
    /// Who makes it; `None` is whoever runs the stack.
    pub by: Option<StaffId>,
    /// SHA-256 of the request.
    pub request_hash: String,
}

impl StaffLink {
    /// A new link.
    #[must_use]
    pub fn make(new: NewLink, purpose: Purpose, now: Timestamp) -> Self {
        let lasts = match purpose {
            Purpose::Invitation { .. } => INVITATION_SECONDS,
            Purpose::Reset { .. } => RESET_SECONDS,
        };
        Self {
            id: new.id,
            brand_id: new.brand,
            made_by: new.by,
            made_at: now,
            purpose,
            request_hash: new.request_hash,
            state: LinkState::Open,
            expires_at: now.as_second() + lasts,
            version: 1,
        }
    }

    /// Whether it may still be used.
    pub fn is_open(&self, now: Timestamp) -> bool {
        self.state == LinkState::Open && now.as_second() < self.expires_at
    }

    /// The link once it was used.
    ///
    /// # Errors
    /// `LinkUsed` when it was used before, `LinkEnded` when it may not be used any more.
    pub fn used(&self, now: Timestamp) -> Result<Self, DomainError> {
        match self.state {
            LinkState::Used => Err(DomainError::LinkUsed),
            LinkState::Open if self.is_open(now) => Ok(self.moved_to(LinkState::Used)),
            LinkState::Open | LinkState::Withdrawn => Err(DomainError::LinkEnded),
        }
    }

    /// The link once it was taken back.
    #[must_use]
    pub fn withdrawn(&self) -> Self {
        self.moved_to(LinkState::Withdrawn)
    }

    fn moved_to(&self, state: LinkState) -> Self {
        Self {
            state,
            version: self.version + 1,
            ..self.clone()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn link(purpose: Purpose) -> StaffLink {
        let new = NewLink {
            id: "00ff".parse().unwrap(),
            brand: "lanes".parse().unwrap(),
            by: Some("vera".parse().unwrap()),
            request_hash: String::new(),
        };
        StaffLink::make(new, purpose, Timestamp::UNIX_EPOCH)
    }

    fn reset() -> StaffLink {
        link(Purpose::Reset {
            account_id: "asha".parse().unwrap(),
            session_version: 1,
        })
    }

    #[test]
    fn a_link_is_good_once_and_not_after_its_end() {
        let link = reset();
        let at = |second| Timestamp::from_second(second).unwrap();
        let last = RESET_SECONDS - 1;
        let used = link.used(at(last)).unwrap();
        assert_eq!((used.state, used.version), (LinkState::Used, 2));
        assert_eq!(used.used(at(last)), Err(DomainError::LinkUsed));
        assert_eq!(used.used(at(last + 1)), Err(DomainError::LinkUsed));
        assert_eq!(link.used(at(last + 1)), Err(DomainError::LinkEnded));
        assert_eq!(link.withdrawn().used(at(1)), Err(DomainError::LinkEnded));
        assert!(link.is_open(at(last)) && !link.is_open(at(last + 1)));
        assert!(!link.withdrawn().is_open(at(1)));
    }

    #[test]
    fn a_link_by_whoever_runs_the_stack_names_no_maker() {
        let link = StaffLink {
            made_by: None,
            ..reset()
        };
        let stored = serde_json::to_value(&link).unwrap();
        assert_eq!(stored.get("made_by"), None);
        assert_eq!(serde_json::from_value::<StaffLink>(stored).unwrap(), link);
        let stored = serde_json::to_value(reset()).unwrap();
        assert_eq!(stored["made_by"], "vera");
        assert_eq!(
            serde_json::from_value::<StaffLink>(stored).unwrap(),
            reset()
        );
    }

    #[test]
    fn an_invitation_lasts_a_week() {
        let link = link(Purpose::Invitation {
            name: "Asha".to_owned(),
            post: Post::of(crate::role::Role::Cook, Some(vec!["lane".parse().unwrap()])).unwrap(),
        });
        assert_eq!(link.expires_at, 7 * 24 * 3600);
        let stored = serde_json::to_value(&link).unwrap();
        assert_eq!(stored["purpose"], "invitation");
        assert_eq!(stored["branches"], serde_json::json!(["lane"]));
        assert_eq!(serde_json::from_value::<StaffLink>(stored).unwrap(), link);
    }
}
