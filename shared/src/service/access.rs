//! What a person is at a branch, by their memberships.

use crate::domain::account::{Access, Person};
use crate::domain::id::BranchId;
use crate::store::{Store, StoreError};

/// What they are at a branch; `None` when it is none of theirs. A membership of that very
/// branch goes before one of its whole brand, and needs no look at the brand.
///
/// # Errors
/// When the store fails.
pub async fn at(
    store: &Store,
    person: &Person,
    branch: &BranchId,
) -> Result<Option<Access>, StoreError> {
    if let Some(access) = person.at(branch) {
        return Ok(Some(access));
    }
    for membership in person.of_brands() {
        if store.is_branch_of(&membership.brand_id, branch).await? {
            return Ok(membership.access(branch));
        }
    }
    Ok(None)
}

/// What they are at each of their branches, by the branch's ID: those after `after`, at most
/// `limit` of them.
///
/// # Errors
/// When the store fails.
pub async fn everywhere(
    store: &Store,
    person: &Person,
    after: Option<&BranchId>,
    limit: usize,
) -> Result<Vec<Access>, StoreError> {
    let single = person.branches().into_iter();
    let single = single.filter(|branch| after.is_none_or(|after| *branch > after));
    let mut all: Vec<Access> = single.filter_map(|branch| person.at(branch)).collect();
    for membership in person.of_brands() {
        let brand = &membership.brand_id;
        for branch in store.branches_of(brand, after, limit).await? {
            all.extend(membership.access(&branch));
        }
    }
    // Stable, so that of two for one branch the one that goes before stays.
    all.sort_by(|one, other| one.branch.cmp(&other.branch));
    all.dedup_by(|one, other| one.branch == other.branch);
    all.truncate(limit);
    Ok(all)
}
