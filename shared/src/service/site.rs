//! The address at which a brand's guests find it: confirmed by its owner, or the deployment's.

use super::by::By;
use super::looks::brand;
use super::refusal::Refusal;
use crate::domain::DomainError;
use crate::domain::audit::{Deed, Record};
use crate::domain::claims::Claims;
use crate::domain::id::BrandId;
use crate::domain::looks::Brand;
use crate::domain::site::Site;
use crate::domain::site_origin::SiteOrigin;
use crate::store::{Retry, Store, StoreError};

/// What a brand's cards carry: what its owner confirmed; until then what the deployment says of
/// itself, where it can.
pub fn origin_of(brand: &Brand, deployment: Option<&SiteOrigin>) -> Option<SiteOrigin> {
    let confirmed = brand.site.as_ref().map(|site| &site.origin);
    confirmed.or(deployment).cloned()
}

/// Confirms where a brand's guests find it, or changes that. `version` is the one that the owner
/// saw, if they say so; whoever confirms what is confirmed already is not in anybody's way.
///
/// # Errors
/// `VersionConflict`, `NotFound`; or when the store fails.
pub async fn change(
    store: &Store,
    id: &BrandId,
    deployment: Option<&SiteOrigin>,
    (origin, version): (&SiteOrigin, Option<u64>),
    by: &By,
) -> Result<Brand, Refusal> {
    let entry = by.entry(Record::Brand(id.clone()), Deed::SiteChanged)?;
    let mut tries = Retry::USUAL.tries();
    loop {
        let known = brand(store, id).await?;
        let own = known.site.as_ref();
        if own.is_some_and(|site| site.origin == *origin) {
            return Ok(known);
        }
        if let Some(expected) = version.filter(|v| *v != known.site_version) {
            let actual = known.site_version;
            return Err(DomainError::VersionConflict { expected, actual }.into());
        }
        let before = origin_of(&known, deployment);
        let from = before.as_ref().map_or("none", SiteOrigin::as_str);
        let entry = entry.clone().with("origin", format!("{from} -> {origin}"));
        let site = Site::after(before.as_ref(), own, origin.clone(), by.at);
        let next = known.clone().at(site);
        if store.save_brand(&known, &next, &entry).await? {
            return Ok(next);
        }
        tries.again().await?;
    }
}

/// Whether an origin is the one that the brand of these claims has confirmed as its own.
///
/// # Errors
/// When the store fails.
pub(super) async fn is_own(
    store: &Store,
    claims: &Claims,
    origin: &str,
) -> Result<bool, StoreError> {
    let brand = match claims {
        Claims::Staff { access, .. } => Some(access.brand.clone()),
        Claims::Guest { check_id, .. } => {
            let profile = store.profile(&check_id.branch()).await?;
            profile.map(|profile| profile.brand_id)
        }
        Claims::Screen { branch_id, .. } => {
            let profile = store.profile(branch_id).await?;
            profile.map(|profile| profile.brand_id)
        }
    };
    let Some(brand) = brand else {
        return Ok(false);
    };
    let site = store.brand(&brand).await?.and_then(|brand| brand.site);
    Ok(site.is_some_and(|site| site.origin.as_str() == origin))
}
