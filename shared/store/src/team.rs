//! The team: who works where, and what becomes of colleagues.
//!
//! Whatever somebody does to others stands only while the memberships stand by which they lead
//! them: each commit asks for these (`Part::Leader`).

use salver_domain::account::{Account, Membership};
use salver_domain::audit::AuditEntry;
use salver_domain::id::{BranchId, BrandId, StaffId};
use salver_domain::staff::Staff;
use serde::Deserialize;

use super::client::Store;
use super::codec::{read_item, value};
use super::commit::{Commit, Part};
use super::error::StoreError;
use super::expression::Expression;
use super::item;
use super::keys::{self, Key};

/// What a brand or a branch is called.
#[derive(Deserialize)]
struct Called {
    name: String,
}

fn membership_key(membership: &Membership) -> Key {
    let account = &membership.account_id;
    match &membership.branch_id {
        Some(branch) => keys::branch_membership(account, branch),
        None => keys::brand_membership(account, &membership.brand_id),
    }
}

impl Store {
    /// What a brand and branches of it are called; `None` for what is not there.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn names_of_brand(
        &self,
        brand: &BrandId,
        branches: &[&BranchId],
    ) -> Result<(Option<String>, Vec<Option<String>>), StoreError> {
        let own = keys::brand(brand);
        let branches = branches.iter().map(|id| keys::brand_branch(brand, id));
        let branches: Vec<Key> = branches.collect();
        let wanted: Vec<Key> = std::iter::once(&own).chain(&branches).cloned().collect();
        let mut found = self.batch_get(&wanted).await?;
        let mut name = |key| Ok(found.take::<Called>(key)?.map(|called| called.name));
        let own = name(&own)?;
        let names = branches.iter().map(name);
        Ok((own, names.collect::<Result<_, StoreError>>()?))
    }

    /// Who works at a branch, without those of its whole brand, by ID.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn staff_of_branch(&self, branch: &BranchId) -> Result<Vec<Staff>, StoreError> {
        self.listed(&keys::branch_partition(branch)).await
    }

    /// Who works for a whole brand, by ID.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn staff_of_brand(&self, brand: &BrandId) -> Result<Vec<Staff>, StoreError> {
        self.listed(&keys::brand_partition(brand)).await
    }

    async fn listed(&self, partition: &str) -> Result<Vec<Staff>, StoreError> {
        let items = self.query(partition, keys::STAFF_PREFIX).await?;
        let staff = items.into_iter().map(read_item::<Staff>);
        let staff = staff.filter(|staff| staff.as_ref().map_or(true, |staff| !staff.left));
        staff.collect()
    }

    /// People without what they are anywhere, in one round trip for each hundred.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn accounts(&self, ids: &[&StaffId]) -> Result<Vec<Account>, StoreError> {
        let keys: Vec<Key> = ids.iter().map(|id| keys::account(id)).collect();
        let mut found = self.batch_get(&keys).await?;
        let accounts = keys.iter().map(|key| found.take::<Account>(key));
        accounts.filter_map(Result::transpose).collect()
    }

    /// Writes what a person is where from now on, with the lists of staff. `false` when any of
    /// it moved meanwhile, or `by` stands no more.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn change_memberships(
        &self,
        account: &Account,
        memberships: &[Membership],
        by: &[Membership],
        entry: &AuditEntry,
    ) -> Result<bool, StoreError> {
        let commit = Commit::new(self);
        let commit = memberships.iter().fold(commit, |commit, membership| {
            commit.membership(account, membership)
        });
        commit.led_by(by, memberships).record(entry).stands().await
    }
}

impl Commit<'_> {
    /// Writes what a person is somewhere, and their entry in the list of who works there. Whoever
    /// leaves is in no list any more, so that it is no longer for all who ever worked there.
    pub(super) fn membership(self, account: &Account, membership: &Membership) -> Self {
        let before = || Expression::before(membership.version);
        let commit = self.put(Part::Membership, item::membership(membership), before());
        if membership.ended {
            let key = match &membership.branch_id {
                Some(branch) => keys::staff(branch, &account.id),
                None => keys::brand_staff(&membership.brand_id, &account.id),
            };
            return commit.delete(Part::Staff, &key, before());
        }
        let free = match membership.version {
            0 | 1 => before(),
            later => Expression {
                text: "attribute_not_exists(pk) or #version = :version".to_owned(),
                ..Expression::at_version(later - 1)
            },
        };
        commit.put(Part::Staff, item::staff(account, membership), free)
    }

    /// Asks that each of these stands as it was read, but for those that the commit itself
    /// writes, which asks for more.
    pub(super) fn led_by(self, by: &[Membership], written: &[Membership]) -> Self {
        let written: Vec<Key> = written.iter().map(membership_key).collect();
        let asked = by.iter().map(|m| (membership_key(m), m));
        let asked = asked.filter(|(key, _)| !written.contains(key));
        asked.fold(self, |commit, (key, membership)| {
            let values = (value(&membership.role), value(&false));
            let stands = match values {
                (Ok(role), Ok(no)) => Expression::new("#role = :role and ended = :no")
                    .name("#role", "role")
                    .value(":role", role)
                    .value(":no", no),
                // Never in practice; a version asks for more than is needed.
                _ => Expression::at_version(membership.version),
            };
            commit.ask(Part::Leader, &key, stands)
        })
    }
}
