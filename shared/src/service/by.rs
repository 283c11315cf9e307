//! By whom, from where and when something is done.

use jiff::Timestamp;

use crate::auth::{AuthError, secret};
use crate::domain::audit::{Actor, AuditEntry, Deed, Origin};
use crate::domain::id::{BranchId, StaffId};

/// By whom, from where and when. The time is the one that everything in a call happens at.
#[derive(Debug, Clone)]
pub struct By {
    /// Who.
    pub who: Actor,
    /// From where.
    pub origin: Origin,
    /// When.
    pub at: Timestamp,
}

impl By {
    /// An entry about what they do at a branch, for the record of who did what.
    ///
    /// # Errors
    /// When the system has no randomness.
    pub fn entry(&self, branch: &BranchId, what: Deed) -> Result<AuditEntry, AuthError> {
        let id = secret::unique(self.at)?;
        let who = self.who.clone();
        Ok(AuditEntry::new(
            id,
            branch,
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
            Actor::Guest { .. } | Actor::Nobody => None,
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
