//! Staff and their sign-ins.

use serde::{Deserialize, Serialize};

use super::client::Store;
use super::codec::{read_item, write_item};
use super::commit::{Commit, Part};
use super::error::StoreError;
use super::expression::Expression;
use super::keys;
use salver_domain::audit::AuditEntry;
use salver_domain::id::{BranchId, FamilyId, StaffId};
use salver_domain::staff::Staff;

/// One sign-in with its chain of refresh tokens. The tokens themselves are derived from
/// the family and the counter by a secret key, so none of them is in the table.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct RefreshFamily {
    /// Its ID.
    pub id: FamilyId,
    /// Who signed in.
    pub staff_id: StaffId,
    /// The branch that keeps them.
    pub branch_id: BranchId,
    /// Their session version at sign-in.
    pub session_version: u64,
    /// Which token of the chain is good now, from 1.
    pub counter: u64,
    /// When it became good, seconds since 1970.
    pub rotated_at: i64,
    /// Whether the chain was ended.
    pub revoked: bool,
    /// Seconds since 1970.
    pub expires_at: i64,
    /// Grows with every change.
    pub version: u64,
}

#[derive(Serialize, Deserialize)]
pub(super) struct LoginItem {
    pub(super) branch_id: BranchId,
    pub(super) staff_id: StaffId,
}

impl Store {
    /// Who signs in with `login`; it is looked up in lower case.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn staff_by_login(&self, login: &str) -> Result<Option<Staff>, StoreError> {
        let key = keys::login(&login.trim().to_lowercase());
        let Some(target) = self.get::<LoginItem>(&key).await? else {
            return Ok(None);
        };
        self.staff(&target.branch_id, &target.staff_id).await
    }

    /// A person.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn staff(
        &self,
        branch: &BranchId,
        id: &StaffId,
    ) -> Result<Option<Staff>, StoreError> {
        self.get(&keys::staff(branch, id)).await
    }

    /// Who works at a branch, by ID.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn colleagues(&self, branch: &BranchId) -> Result<Vec<Staff>, StoreError> {
        let items = self
            .query(&keys::branch_partition(branch), keys::STAFF_PREFIX)
            .await?;
        items.into_iter().map(read_item).collect()
    }

    /// A person and one of their sign-ins, in one round trip.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn staff_and_sign_in(
        &self,
        branch: &BranchId,
        staff: &StaffId,
        family: &FamilyId,
    ) -> Result<(Option<Staff>, Option<RefreshFamily>), StoreError> {
        let (staff, family) = (keys::staff(branch, staff), keys::refresh(family));
        let mut found = self.batch_get(&[staff.clone(), family.clone()]).await?;
        Ok((found.take(&staff)?, found.take(&family)?))
    }

    /// A sign-in.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn refresh_family(&self, id: &FamilyId) -> Result<Option<RefreshFamily>, StoreError> {
        self.get(&keys::refresh(id)).await
    }

    /// Writes a sign-in: a new one (version 1), or one that moved on by one version.
    /// `false` when it moved meanwhile. A token that is only turned has no `entry`.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn save_refresh_family<'e>(
        &self,
        family: &RefreshFamily,
        entry: impl Into<Option<&'e AuditEntry>>,
    ) -> Result<bool, StoreError> {
        let item = write_item(&keys::refresh(&family.id), family);
        let commit = Commit::new(self).put(Part::SignIn, item, Expression::before(family.version));
        commit.record(entry).stands().await
    }
}
