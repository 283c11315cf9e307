//! The people who sign in, what they are where, and the lists of those who work somewhere.

use salver_domain::account::{Access, Account, Membership, Person};
use salver_domain::branch::Profile;
use salver_domain::id::{BranchId, BrandId, StaffId};
use salver_domain::staff::Staff;
use serde::{Deserialize, Serialize};

use super::client::Store;
use super::codec::read_item;
use super::error::StoreError;
use super::keys::{self, Key, Row};

/// Where a login leads.
#[derive(Serialize, Deserialize)]
pub(super) struct LoginItem {
    pub(super) account_id: StaffId,
}

/// A branch in its brand's list.
#[derive(Deserialize)]
struct BrandBranch {
    id: BranchId,
    name: String,
}

/// The key of the membership that an access was given by.
pub(super) fn membership_of(account: &StaffId, access: &Access) -> Key {
    if access.whole_brand {
        keys::brand_membership(account, &access.brand)
    } else {
        keys::branch_membership(account, &access.branch)
    }
}

impl Store {
    /// A person with all of their memberships, in one round trip.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn person(&self, id: &StaffId) -> Result<Option<Person>, StoreError> {
        let items = self.query(&keys::account_partition(id), "").await?;
        let mut account: Option<Account> = None;
        let mut memberships: Vec<Membership> = Vec::new();
        for item in items {
            match Row::of(&item) {
                Some(Row::Account(_)) => account = Some(read_item(item)?),
                Some(Row::MembershipOfBranch(..) | Row::MembershipOfBrand(..)) => {
                    memberships.push(read_item(item)?);
                }
                // Nothing else lies in a person's partition.
                _ => {}
            }
        }
        Ok(account.map(|account| Person {
            account,
            memberships,
        }))
    }

    /// Whether a branch is one of a brand's.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn is_branch_of(
        &self,
        brand: &BrandId,
        branch: &BranchId,
    ) -> Result<bool, StoreError> {
        let item = self.get_item(&keys::brand_branch(brand, branch)).await?;
        Ok(item.is_some())
    }

    /// The branches of a brand by ID, those after `after`; at most `limit` of them.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn branches_of(
        &self,
        brand: &BrandId,
        after: Option<&BranchId>,
        limit: usize,
    ) -> Result<Vec<BranchId>, StoreError> {
        let branches = self.listed_branches(brand, after, limit).await?;
        Ok(branches.into_iter().map(|branch| branch.id).collect())
    }

    /// The branches of a brand by ID, each with its name; at most `limit` of them.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn names_of_branches(
        &self,
        brand: &BrandId,
        limit: usize,
    ) -> Result<Vec<(BranchId, String)>, StoreError> {
        let branches = self.listed_branches(brand, None, limit).await?;
        let named = branches.into_iter().map(|branch| (branch.id, branch.name));
        Ok(named.collect())
    }

    async fn listed_branches(
        &self,
        brand: &BrandId,
        after: Option<&BranchId>,
        limit: usize,
    ) -> Result<Vec<BrandBranch>, StoreError> {
        let items = self
            .query_after(
                &keys::brand_partition(brand),
                keys::BRANCH_PREFIX,
                after.map(|after| keys::brand_branch(brand, after)),
                limit,
            )
            .await?;
        items.into_iter().map(read_item::<BrandBranch>).collect()
    }

    /// What branches are called, in their order; empty for one that is not there.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn branch_names(&self, branches: &[Access]) -> Result<Vec<String>, StoreError> {
        let keys = branches.iter();
        let keys = keys.map(|access| keys::brand_branch(&access.brand, &access.branch));
        let keys: Vec<_> = keys.collect();
        let mut found = self.batch_get(&keys).await?;
        let mut names = Vec::new();
        for key in &keys {
            let branch = found.take::<BrandBranch>(key)?;
            names.push(branch.map_or_else(String::new, |branch| branch.name));
        }
        Ok(names)
    }

    /// A person in the list of a branch, else in that of its brand.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn colleague(
        &self,
        branch: &BranchId,
        id: &StaffId,
    ) -> Result<Option<Staff>, StoreError> {
        let (profile, here) = (keys::profile(branch), keys::staff(branch, id));
        let mut found = self.batch_get(&[profile.clone(), here.clone()]).await?;
        let here = found.take::<Staff>(&here)?.filter(|staff| !staff.left);
        match (here, found.take::<Profile>(&profile)?) {
            (None, Some(profile)) => self.get(&keys::brand_staff(&profile.brand_id, id)).await,
            (here, _) => Ok(here),
        }
    }

    /// Who works at a branch, by ID: those of the branch, then those of all of its brand.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn colleagues(
        &self,
        brand: &BrandId,
        branch: &BranchId,
    ) -> Result<Vec<Staff>, StoreError> {
        let (here, everywhere) = (keys::branch_partition(branch), keys::brand_partition(brand));
        let (here, everywhere) = tokio::try_join!(
            self.query(&here, keys::STAFF_PREFIX),
            self.query(&everywhere, keys::STAFF_PREFIX),
        )?;
        let mut staff: Vec<Staff> = Vec::new();
        for item in here.into_iter().chain(everywhere) {
            let person: Staff = read_item(item)?;
            if !person.left && staff.iter().all(|known| known.id != person.id) {
                staff.push(person);
            }
        }
        Ok(staff)
    }
}
