//! How a branch works, changed by its manager.

use super::brand;
use super::by::By;
use super::refusal::Refusal;
use crate::domain::DomainError;
use crate::domain::address::Address;
use crate::domain::audit::{AuditEntry, Deed};
use crate::domain::bill::number::InvoicePrefix;
use crate::domain::branch::Profile;
use crate::domain::id::BranchId;
use crate::domain::invoice::CallingCode;
use crate::domain::settings::{ChangeSettings, Settings};
use crate::domain::text::{InvoiceFooter, LegalName};
use crate::store::{Retry, Store};

/// How a branch works, fresh.
///
/// # Errors
/// `NotFound`; or when the store fails.
pub async fn profile(store: &Store, branch: &BranchId) -> Result<Profile, Refusal> {
    let profile = store.profile(branch).await?;
    profile.ok_or(Refusal::NotFound("branch"))
}

/// Changes the settings; they count from the next order on. `version` is the one that the
/// manager saw, if they say so.
///
/// # Errors
/// What the settings refuse, `Invalid` for a name that another branch has, `VersionConflict`, `NotFound`; or when the store fails.
pub async fn change_settings(
    store: &Store,
    branch: &BranchId,
    (wish, version): (&ChangeSettings, Option<u64>),
    by: &By,
) -> Result<Profile, Refusal> {
    let entry = by.entry(branch, Deed::SettingsChanged)?;
    let mut tries = Retry::USUAL.tries();
    loop {
        let known = profile(store, branch).await?;
        if let Some(expected) = version.filter(|v| *v != known.version) {
            let actual = known.version;
            return Err(DomainError::VersionConflict { expected, actual }.into());
        }
        let settings = known.settings().change(wish)?;
        if settings == known.settings() {
            // It works so already: no reason to have every function read it again.
            return Ok(known);
        }
        let renamed = match settings.name == known.name {
            true => None,
            false => Some(brand::with_free_name(store, &known, &settings.name).await?),
        };
        let entry = moves(entry.clone(), &known.settings(), &settings);
        let next = known.with(settings);
        if store.save_profile(&next, renamed.as_ref(), &entry).await? {
            return Ok(next);
        }
        tries.again().await?;
    }
}

/// The entry with what each setting that changed was, and what it is now.
fn moves(entry: AuditEntry, from: &Settings, to: &Settings) -> AuditEntry {
    let both = named(from).into_iter().zip(named(to));
    let changed = both.filter(|(from, to)| from != to);
    changed.fold(entry, |entry, ((name, from), (_, to))| {
        entry.with(name, format!("{from} -> {to}"))
    })
}

fn in_one_line(address: &Address) -> String {
    let lines = address
        .given()
        .map(|given| given.as_str().replace('\n', ", "));
    lines.unwrap_or_else(|| "none".to_owned())
}

fn or_none(said: Option<&str>) -> String {
    said.map_or_else(|| "none".to_owned(), |said| said.replace('\n', " "))
}

fn named(settings: &Settings) -> [(&'static str, String); 24] {
    let invoice = &settings.invoice;
    [
        ("name", settings.name.clone()),
        ("address", in_one_line(&settings.address)),
        ("upi_id", settings.upi_id.as_str().to_owned()),
        ("time_zone", settings.time_zone.name().to_owned()),
        ("closing_hour", settings.closing_hour.hour().to_string()),
        ("auto_accept", settings.auto_accept.to_string()),
        ("urgent_minutes", settings.urgent_minutes.to_string()),
        ("critical_minutes", settings.critical_minutes.to_string()),
        ("table_list", settings.table_list.to_string()),
        ("opening_hours", settings.opening_hours.to_string()),
        ("pin_length", settings.pin_length.to_string()),
        (
            "orders_per_session",
            settings.limits.orders_per_session.to_string(),
        ),
        (
            "orders_per_window",
            settings.limits.orders_per_window.to_string(),
        ),
        (
            "lines_per_order",
            settings.limits.lines_per_order.to_string(),
        ),
        (
            "lines_per_session",
            settings.limits.lines_per_session.to_string(),
        ),
        (
            "legal_name",
            or_none(invoice.legal_name.as_ref().map(LegalName::as_str)),
        ),
        (
            "invoice_prefix",
            or_none(invoice.prefix.as_ref().map(InvoicePrefix::as_str)),
        ),
        (
            "invoice_footer",
            or_none(invoice.footer.as_ref().map(InvoiceFooter::as_str)),
        ),
        (
            "calling_code",
            or_none(invoice.calling_code.as_ref().map(CallingCode::as_str)),
        ),
        (
            "smallest_coin",
            u32::from(settings.smallest_coin).to_string(),
        ),
        ("message_via", settings.messages.via.name().to_owned()),
        (
            "message_order_confirmed",
            settings.messages.order_confirmed.to_string(),
        ),
        (
            "message_out_for_delivery",
            settings.messages.out_for_delivery.to_string(),
        ),
        ("message_bill", settings.messages.bill.to_string()),
    ]
}
