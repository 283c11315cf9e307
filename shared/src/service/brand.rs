//! A brand and its branches, named and made by who owns it.

use super::by::By;
use super::intent::{Answer, Intent};
use super::looks::brand;
use super::refusal::Refusal;
use crate::auth::AuthError;
use crate::auth::table_code;
use crate::domain::DomainError;
use crate::domain::account::Access;
use crate::domain::audit::{Deed, Record};
use crate::domain::branch::Profile;
use crate::domain::id::{BranchId, BrandId};
use crate::domain::looks::Brand;
use crate::domain::name::Name;
use crate::domain::new_branch::{ItsBrand, NewBranch};
use crate::store::{MAX_BRANCHES, MakingBranch, Retry, Store};

/// Makes another branch of the brand: it sells the brand's menu, and has no tables yet. Whoever
/// works for the whole brand works there at once. `answer` makes the answer of it.
///
/// # Errors
/// `Forbidden` for who does not own the whole brand, `Invalid` for a name that another branch has
/// and when there are as many branches as a menu is published to, `KeyReused`; or when the store
/// fails.
pub async fn make_branch(
    store: &Store,
    intent: &Intent,
    access: &Access,
    wish: &NewBranch,
    answer: impl Fn(&Profile) -> Result<Answer, Refusal>,
    by: &By,
) -> Result<Answer, Refusal> {
    require_whole(access)?;
    let entry = by.entry(Record::Brand(access.brand.clone()), Deed::BranchMade)?;
    let entry = entry
        .with("name", wish.name.as_str())
        .with("currency", wish.currency)
        .with("time_zone", wish.time_zone.name());
    let mut tries = Retry::USUAL.tries();
    loop {
        // First the brand, which moves on with every branch of it; then what it holds.
        let brand = brand(store, &access.brand).await?;
        let stock = store.stock(&access.branch).await?;
        let stock = stock.ok_or(Refusal::NotFound("branch"))?;
        if let Err(refusal) = require_room(store, &brand, wish).await {
            return intent.replay_or(store, by.at, refusal).await;
        }
        // Guests without a camera type it, so it is short.
        let id = table_code::fresh()?.as_str().to_lowercase().parse()?;
        let its_brand = ItsBrand {
            id: brand.id.clone(),
            name: brand.name.clone(),
            menu_version: stock.menu_version,
        };
        let (profile, stock) = wish.clone().make(id, its_brand);
        let answer = answer(&profile)?;
        let record = intent.record(&answer, by.at);
        let entry = entry.clone().about(&profile.id);
        let beside = (&brand, &access.branch);
        let made = store.make_branch(beside, (&profile, &stock), &record, &entry, by.at);
        match made.await? {
            MakingBranch::Made => return Ok(answer),
            MakingBranch::Answered(record) => return intent.replay(record),
            MakingBranch::Again => tries.again().await?,
        }
    }
}

/// Calls a brand by another name, at all of its branches: each reads it from the brand. `version`
/// is the one that the owner saw, if they say so; whoever asks for what is so already is not in
/// anybody's way.
///
/// # Errors
/// `VersionConflict`, `NotFound`; or when the store fails.
pub async fn rename(
    store: &Store,
    id: &BrandId,
    (name, version): (&Name, Option<u64>),
    by: &By,
) -> Result<Brand, Refusal> {
    let entry = by.entry(Record::Brand(id.clone()), Deed::BrandRenamed)?;
    let mut tries = Retry::USUAL.tries();
    loop {
        let known = brand(store, id).await?;
        if known.name == name.as_str() {
            return Ok(known);
        }
        if let Some(expected) = version.filter(|v| *v != known.name_version) {
            let actual = known.name_version;
            return Err(DomainError::VersionConflict { expected, actual }.into());
        }
        let step = format!("{} -> {}", known.name, name.as_str());
        let entry = entry.clone().with("name", step);
        let next = known.clone().named(name.clone());
        if store.save_brand(&known, &next, &entry).await? {
            return Ok(next);
        }
        tries.again().await?;
    }
}

/// Refuses a branch too many, and one that nobody could tell from another by its name.
async fn require_room(store: &Store, brand: &Brand, wish: &NewBranch) -> Result<(), Refusal> {
    let names = store.names_of_branches(&brand.id, MAX_BRANCHES).await?;
    if names.len() >= MAX_BRANCHES {
        let message = format!("a brand has at most {MAX_BRANCHES} branches");
        return Err(DomainError::invalid("branches", message).into());
    }
    require_free(&names, wish.name.as_str(), None)
}

/// Refuses a name by which nobody could tell a branch from another of the list. `own` is the one
/// that is to be called so, if it is listed already.
fn require_free(
    names: &[(BranchId, String)],
    name: &str,
    own: Option<&BranchId>,
) -> Result<(), Refusal> {
    let wished = name.to_lowercase();
    let is_taken =
        |(id, name): &(BranchId, String)| Some(id) != own && name.to_lowercase() == wished;
    if names.iter().any(is_taken) {
        let message = "another branch of the brand has this name";
        return Err(DomainError::invalid("name", message).into());
    }
    Ok(())
}

/// The brand as it is while a branch of it may be called `name`; whoever writes the name asks
/// that it still is.
///
/// # Errors
/// `Invalid` for a name that another branch has; or when the store fails.
pub async fn with_free_name(
    store: &Store,
    profile: &Profile,
    name: &str,
) -> Result<Brand, Refusal> {
    let brand = brand(store, &profile.brand_id).await?;
    let names = store.names_of_branches(&brand.id, MAX_BRANCHES).await?;
    require_free(&names, name, Some(&profile.id))?;
    Ok(brand)
}

/// Whether a brand has more than one branch.
///
/// # Errors
/// When the store fails.
pub async fn has_others(store: &Store, brand: &BrandId) -> Result<bool, Refusal> {
    Ok(store.branches_of(brand, None, 2).await?.len() > 1)
}

/// Refuses who is what they are at one branch alone.
///
/// # Errors
/// `Forbidden`.
pub fn require_whole(access: &Access) -> Result<(), Refusal> {
    match access.whole_brand {
        true => Ok(()),
        false => Err(AuthError::Forbidden.into()),
    }
}

/// Whether the brand's menu is theirs to change: each branch of the brand sells it, so whoever is
/// what they are at one of several only reads it.
///
/// # Errors
/// When the store fails.
pub async fn has_menu(store: &Store, access: &Access) -> Result<bool, Refusal> {
    Ok(access.whole_brand || !has_others(store, &access.brand).await?)
}

/// Refuses whose the brand's menu is not, see [`has_menu`].
///
/// # Errors
/// `BrandsMenu`; or when the store fails.
pub async fn require_menu(store: &Store, access: &Access) -> Result<(), Refusal> {
    match has_menu(store, access).await? {
        true => Ok(()),
        false => Err(Refusal::BrandsMenu),
    }
}
