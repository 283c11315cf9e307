//! Somebody's word that a colleague may, given at the colleague's own screen: good once, for a
//! short while.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::client::Store;
use super::codec::{number, write_item};
use super::commit::{Commit, Part};
use super::error::StoreError;
use super::expression::Expression;
use super::keys;
use super::rate::{Full, Window};
use salver_domain::audit::AuditEntry;
use salver_domain::id::{BranchId, StaffId};

/// An approval as it is kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Approval {
    /// SHA-256 of its secret, hexadecimal.
    pub hash: String,
    /// Where it counts.
    pub branch_id: BranchId,
    /// Who asked for it, who alone uses it.
    pub for_whom: StaffId,
    /// Who gave it.
    pub approved_by: StaffId,
    /// Seconds since 1970; afterwards it counts no more.
    pub expires_at: i64,
}

impl Approval {
    /// Whether somebody may use it at a branch and a time.
    pub fn counts(&self, branch: &BranchId, whom: &StaffId, now: Timestamp) -> bool {
        self.branch_id == *branch && self.for_whom == *whom && self.expires_at > now.as_second()
    }
}

impl Store {
    /// An approval, used or not, as far as it is still there.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn approval(&self, hash: &str) -> Result<Option<Approval>, StoreError> {
        self.get(&keys::approval(hash)).await
    }

    /// Keeps an approval, while each of the windows of tries has room.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn give_approval(
        &self,
        approval: &Approval,
        windows: &[Window],
        entry: &AuditEntry,
        now: Timestamp,
    ) -> Result<Result<(), Full>, StoreError> {
        let key = keys::approval(&approval.hash);
        self.begin_within(windows, entry, now, |commit| {
            let item = write_item(&key, approval);
            commit.put(Part::Approval, item, Expression::absent())
        })
        .await
    }
}

impl Commit<'_> {
    /// Uses an approval up.
    pub(super) fn use_approval(self, approval: &Approval, now: Timestamp) -> Self {
        let counts = Expression::new("expires_at > :now").value(":now", number(now.as_second()));
        self.delete(Part::Approval, &keys::approval(&approval.hash), counts)
    }
}
