//! How a branch's sales are taxed, changed by its manager.

use std::sync::Arc;

use jiff::Timestamp;

use super::by::By;
use super::refusal::Refusal;
use crate::domain::DomainError;
use crate::domain::audit::{AuditEntry, Deed};
use crate::domain::bill::tax::{Registration, TaxProfile, TaxRules};
use crate::domain::branch::Profile;
use crate::domain::business_day::BusinessDay;
use crate::domain::id::BranchId;
use crate::domain::menu::Menu;
use crate::store::{Party, Retry, Store};

/// What a manager wants of a branch's taxes.
#[derive(Debug, Clone, PartialEq)]
pub struct Wish {
    /// From which business day on; the branch's own when nobody says so.
    pub from: Option<BusinessDay>,
    pub rules: TaxRules,
    pub registrations: Vec<Registration>,
    /// The branch's version that the manager saw, if they say so.
    pub version: Option<u64>,
}

/// A branch whose taxes are changed.
#[derive(Debug, Clone)]
pub struct Taxed {
    /// How the branch works, with its taxes.
    pub profile: Profile,
    /// Its menu, whose items name the classes.
    pub menu: Arc<Menu>,
}

/// A branch's taxes, fresh.
///
/// # Errors
/// `NotFound`; or when the store fails.
pub async fn read(store: &Store, branch: &BranchId) -> Result<Taxed, Refusal> {
    let missing = || Refusal::NotFound("branch");
    let (profile, stock) = tokio::try_join!(store.profile(branch), store.stock(branch))?;
    let (profile, stock) = (profile.ok_or_else(missing)?, stock.ok_or_else(missing)?);
    let known = store.branch(branch, &stock).await?.ok_or_else(missing)?;
    let menu = known.menu;
    Ok(Taxed { profile, menu })
}

/// How the branch of a party works, to say what is to be paid: as of the last minute, and no older
/// than what the party's orders were decided by. Who has asked for [`Store::recent_profile`] beside
/// the party mostly finds it in memory.
///
/// # Errors
/// `NotFound`; or when the store fails.
pub async fn of_party(
    store: &Store,
    party: &Party,
    now: Timestamp,
) -> Result<Arc<Profile>, Refusal> {
    let (branch, version) = (&party.check.branch_id, party.profile_version());
    let profile = store.recent_profile_from(branch, version, now).await?;
    profile.ok_or(Refusal::NotFound("branch"))
}

/// Changes the taxes of a branch that was [`read`]; they count for what is billed from that day
/// on. Whoever asks for what is so already is not in anybody's way.
///
/// # Errors
/// What [`TaxProfile::with`] refuses, `VersionConflict`, `NotFound`; or when the store fails.
pub async fn change(
    store: &Store,
    at: Taxed,
    wish: &Wish,
    by: &By,
    now: Timestamp,
) -> Result<Taxed, Refusal> {
    let Taxed { mut profile, menu } = at;
    let branch = profile.id.clone();
    let entry = by.entry(&branch, Deed::TaxesChanged)?;
    let mut tries = Retry::USUAL.tries();
    loop {
        let today = profile.business_day(now);
        let from = wish.from.unwrap_or(today);
        let (rules, registrations) = (wish.rules.clone(), wish.registrations.clone());
        let taxes = profile.taxes.with(from, rules, registrations, today)?;
        if taxes == profile.taxes {
            return Ok(Taxed { profile, menu });
        }
        if let Some(expected) = wish.version.filter(|v| *v != profile.version) {
            let actual = profile.version;
            return Err(DomainError::VersionConflict { expected, actual }.into());
        }
        let entry = told(entry.clone(), from, &taxes);
        let next = profile.with_taxes(taxes);
        if store.save_profile(&next, None, &entry).await? {
            let profile = next;
            return Ok(Taxed { profile, menu });
        }
        tries.again().await?;
        let fresh = store.profile(&branch).await?;
        profile = fresh.ok_or(Refusal::NotFound("branch"))?;
    }
}

/// The entry with what counts from that day on, in words.
fn told(entry: AuditEntry, from: BusinessDay, taxes: &TaxProfile) -> AuditEntry {
    let rules = taxes.on(from);
    let classes = rules.classes.iter().map(|(class, taxes)| {
        let taxes = taxes.iter();
        let taxes = taxes.map(|tax| format!("{} {}", tax.name.as_str(), tax.rate_bp.0));
        format!("{class}: {}", taxes.collect::<Vec<_>>().join(" + "))
    });
    let numbers = taxes.registrations.iter();
    let numbers = numbers.map(|of| format!("{} {}", of.name.as_str(), of.number.as_str()));
    let unit = rules.round_to;
    entry
        .with("from", from)
        .with("pricing", rules.pricing.name())
        .with("classes", classes.collect::<Vec<_>>().join("; "))
        .with("service_charge_taxed", rules.service_charge_taxed)
        .with(
            "round_to",
            unit.map_or_else(|| "none".to_owned(), |unit| unit.to_string()),
        )
        .with("registrations", numbers.collect::<Vec<_>>().join("; "))
}
