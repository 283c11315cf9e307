//! By whom, from where and when something is done.

use jiff::Timestamp;

use crate::auth::{AuthError, secret};
use crate::domain::audit::{Actor, AuditEntry, Deed, Origin, Record};
use crate::domain::id::StaffId;

/// By whom, from where and when. The time is the one that everything in a call happens at.
#[derive(Debug, Clone)]
pub struct By {
    pub who: Actor,
    /// From where.
    pub origin: Origin,
    /// When.
    pub at: Timestamp,
}

impl By {
    /// An entry about what they do, for a branch's or a brand's record of who did what.
    ///
    /// # Errors
    /// When the system has no randomness.
    pub fn entry(&self, record: impl Into<Record>, what: Deed) -> Result<AuditEntry, AuthError> {
        let id = secret::unique(self.at)?;
        let who = self.who.clone();
        Ok(AuditEntry::new(
            id,
            record,
            who,
            what,
            &self.origin,
            self.at,
        ))
    }

    /// Who of the staff it is.
    pub fn staff(&self) -> Option<&StaffId> {
        match &self.who {
            Actor::Staff { id, .. } => Some(id),
            Actor::Guest { .. } | Actor::Operator | Actor::Nobody => None,
        }
    }

    /// The same call by somebody else: it is known only later who calls.
    #[must_use]
    pub fn or_rather(&self, who: Actor) -> Self {
        Self {
            who,
            ..self.clone()
        }
    }
}
