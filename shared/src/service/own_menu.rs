//! What a branch says otherwise of its brand's menu: its own prices, what it does not offer, and
//! where in its kitchen dishes are made.

use std::sync::Arc;

use super::by::By;
use super::refusal::Refusal;
use super::{brand, looks};
use crate::domain::audit::Deed;
use crate::domain::branch::Profile;
use crate::domain::id::BranchId;
use crate::domain::looks::Brand;
use crate::domain::menu::Menu;
use crate::domain::overrides::{Change, Overrides};
use crate::store::{Retry, Store};

/// So many changes stand on record in words; of more, only how many they are.
const IN_WORDS: usize = 20;

/// A brand's menu, beside what a branch says otherwise of it.
#[derive(Debug, Clone)]
pub struct OwnMenu {
    /// How the branch works.
    pub profile: Arc<Profile>,
    /// Whose branch it is.
    pub brand: Brand,
    /// The brand's menu that counts there.
    pub brands: Arc<Menu>,
    /// What the branch says otherwise.
    pub ours: Overrides,
    /// Whether the brand has other branches.
    pub has_others: bool,
}

/// What a branch says otherwise, fresh.
///
/// # Errors
/// `NotFound`; or when the store fails.
pub async fn read(store: &Store, branch: &BranchId) -> Result<OwnMenu, Refusal> {
    let missing = || Refusal::NotFound("branch");
    let stock = store.stock(branch).await?.ok_or_else(missing)?;
    let (known, ours) = tokio::try_join!(store.branch(branch, &stock), store.overrides(branch))?;
    let profile = known.ok_or_else(missing)?.profile;
    let id = &stock.brand_id;
    // In memory since the branch was read.
    let brands = store.published_menu(id, stock.menu_version).await?;
    let (brand, has_others) =
        tokio::try_join!(looks::brand(store, id), brand::has_others(store, id))?;
    Ok(OwnMenu {
        profile,
        brand,
        brands: brands.ok_or_else(missing)?,
        ours,
        has_others,
    })
}

/// Changes what the branch says otherwise: all of it, or nothing. It counts from that commit on.
///
/// # Errors
/// `NotFound` for what is not on the menu, `Invalid` for a price or a station that is none here; or
/// when the store fails.
pub async fn change(
    store: &Store,
    branch: &BranchId,
    changes: &[Change],
    by: &By,
) -> Result<OwnMenu, Refusal> {
    let entry = by.entry(branch, Deed::OverridesChanged)?;
    let mut tries = Retry::USUAL.tries();
    loop {
        let at = read(store, branch).await?;
        let next = at.ours.changed(changes, &at.brands, at.profile.currency)?;
        if next == at.ours {
            // It is so already: no phone needs to fetch its menu again.
            return Ok(at);
        }
        let mut told = at.ours.differences(&next);
        let entry = entry.clone().with("count", told.len());
        told.truncate(IN_WORDS);
        let entry = entry.with("changes", told.join(", "));
        if store.save_overrides(branch, &next, &entry).await? {
            return Ok(OwnMenu { ours: next, ..at });
        }
        tries.again().await?;
    }
}
