//! What colleagues become, and their leaving.

use super::make::{home, require_branches};
use super::{leader, named};
use crate::domain::DomainError;
use crate::domain::account::{Membership, Person};
use crate::domain::audit::{AuditEntry, Deed};
use crate::domain::id::{BrandId, StaffId};
use crate::domain::role::Role;
use crate::domain::team::{Leader, NotLed, Post};
use crate::service::{By, Refusal};
use crate::store::{Retry, Store};

/// Makes something else of a colleague, within the caller's reach: what they are elsewhere
/// stays. What they were signed in with at a place that changes ends with the commit.
///
/// # Errors
/// `NotFound` for nobody they work with, `Forbidden` when it is not theirs to say, `Invalid`
/// for a branch that there is not, `LastOwner`; or when the store fails.
pub async fn change(
    store: &Store,
    (brand, id): (&BrandId, &StaffId),
    post: &Post,
    by: &By,
) -> Result<(), Refusal> {
    let entry = |person: &Person| {
        let entry = by.entry(home(person, brand), Deed::ColleagueChanged)?;
        let entry = entry.about(id).with("role", post.role.name());
        Ok(entry.with("at", named(post)))
    };
    make(store, (brand, id), Some(post), entry, by).await
}

/// Parts with a colleague, within the caller's reach. What they were signed in with there ends
/// with the commit.
///
/// # Errors
/// `NotFound` for nobody they work with, `Forbidden` when it is not theirs to say,
/// `LastOwner`; or when the store fails.
pub async fn part_with(
    store: &Store,
    (brand, id): (&BrandId, &StaffId),
    by: &By,
) -> Result<(), Refusal> {
    let entry = |person: &Person| {
        let entry = by.entry(home(person, brand), Deed::ColleagueLeft)?;
        Ok(entry.about(id))
    };
    make(store, (brand, id), None, entry, by).await
}

async fn make(
    store: &Store,
    (brand, id): (&BrandId, &StaffId),
    post: Option<&Post>,
    entry: impl Fn(&Person) -> Result<AuditEntry, Refusal>,
    by: &By,
) -> Result<(), Refusal> {
    let mut tries = Retry::USUAL.tries();
    loop {
        let leader = leader(store, brand, by).await?;
        let person = store.person(id).await?.ok_or(NotLed::Unknown)?;
        let mut changes = leader.make(&person, post)?;
        if let Some(post) = post {
            require_branches(store, brand, post).await?;
        }
        if changes.memberships.is_empty() {
            return Ok(());
        }
        if changes.ends_owner {
            let stays = staying_owner(store, brand, (&person, &leader)).await?;
            if !changes.by.contains(&stays) {
                changes.by.push(stays);
            }
        }
        let entry = entry(&person)?;
        let entry = changes.memberships.iter().fold(entry, |entry, to| {
            let from = person.memberships.iter();
            let from = from.filter(|m| m.branch_id == to.branch_id && m.brand_id == to.brand_id);
            let from = from.filter(|m| !m.ended).map(|m| m.role.name()).next();
            let to_role = if to.ended { "none" } else { to.role.name() };
            let place = to
                .branch_id
                .as_ref()
                .map_or("all", |branch| branch.as_str());
            entry.with(place, format!("{} -> {to_role}", from.unwrap_or("none")))
        });
        let done =
            store.change_memberships(&person.account, &changes.memberships, &changes.by, &entry);
        if done.await? {
            return Ok(());
        }
        tries.again().await?;
    }
}

/// The membership of an owner who stays. The commit asks that it stands, so that of two owners
/// who part with each other at one moment one stays.
async fn staying_owner(
    store: &Store,
    brand: &BrandId,
    (leaving, leader): (&Person, &Leader),
) -> Result<Membership, Refusal> {
    let listed = store.staff_of_brand(brand).await?;
    let others = listed.iter().filter(|staff| staff.role == Role::Owner);
    let mut others: Vec<_> = others
        .filter(|staff| staff.id != leaving.account.id)
        .collect();
    // Whoever does it is at hand.
    others.sort_by_key(|staff| staff.id != leader.id);
    for other in others {
        let person = store.person(&other.id).await?;
        let Some(person) = person.filter(|person| !person.account.disabled) else {
            continue;
        };
        let mut all = person.memberships.into_iter();
        let owns = |m: &Membership| {
            m.brand_id == *brand && m.branch_id.is_none() && m.role == Role::Owner && !m.ended
        };
        if let Some(stays) = all.find(owns) {
            return Ok(stays);
        }
    }
    Err(DomainError::LastOwner.into())
}
