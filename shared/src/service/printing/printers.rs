//! The printers of a branch, set up by its manager.

use crate::auth::secret;
use crate::domain::DomainError;
use crate::domain::audit::Deed;
use crate::domain::branch::Profile;
use crate::domain::id::{BranchId, PrinterId, StationId};
use crate::domain::printer::{Printer, PrinterState, with_printer, without_printer};
use crate::service::{By, Refusal};
use crate::store::{Retry, Store};

/// A branch's printers, and what was heard of them.
#[derive(Debug, Clone)]
pub struct Printers {
    /// How the branch works, with its printers.
    pub profile: Profile,
    /// Of those that have a secret.
    pub states: Vec<PrinterState>,
}

/// A branch's printers, fresh.
///
/// # Errors
/// `NotFound`; or when the store fails.
pub async fn read(store: &Store, branch: &BranchId) -> Result<Printers, Refusal> {
    let profile = profile(store, branch).await?;
    let ids = profile.printers.iter().map(|printer| &printer.id);
    let states = store.printer_states(branch, ids).await?;
    Ok(Printers { profile, states })
}

async fn profile(store: &Store, branch: &BranchId) -> Result<Profile, Refusal> {
    let profile = store.profile(branch).await?;
    profile.ok_or(Refusal::NotFound("branch"))
}

/// Makes a printer so, a new one where there is none of its ID. `version` is the branch's that its
/// manager saw, if they say so; whoever asks for what is so already is not in anybody's way.
///
/// # Errors
/// What [`with_printer`] refuses, `Invalid` for a station that is not there, `VersionConflict`, `NotFound`; or when the store fails.
pub async fn put(
    store: &Store,
    branch: &BranchId,
    (printer, version): (&Printer, Option<u64>),
    by: &By,
) -> Result<Printers, Refusal> {
    let entry = by.entry(branch, Deed::PrinterChanged)?.about(&printer.id);
    let entry = entry.with("name", printer.name.as_str());
    let mut tries = Retry::USUAL.tries();
    loop {
        let profile = profile(store, branch).await?;
        let printers = with_printer(&profile.printers, printer.clone())?;
        if printers == profile.printers {
            return read(store, branch).await;
        }
        require_version(&profile, version)?;
        require_stations(store, &profile, printer).await?;
        let next = profile.with_printers(printers);
        if store.save_profile(&next, None, &entry).await? {
            return read(store, branch).await;
        }
        tries.again().await?;
    }
}

/// Whether the branch has the stations that a printer is new for. Those that it had before stay:
/// a station that the menu has lost meanwhile is in nobody's way.
async fn require_stations(
    store: &Store,
    profile: &Profile,
    printer: &Printer,
) -> Result<(), Refusal> {
    let before = profile.printer(&printer.id);
    let is_new =
        |station: &&StationId| before.is_none_or(|before| !before.stations.contains(*station));
    let mut wanted = printer.stations.iter().filter(is_new).peekable();
    if wanted.peek().is_none() {
        return Ok(());
    }
    let stock = store.stock(&profile.id).await?;
    let branch = match &stock {
        Some(stock) => store.branch(&profile.id, stock).await?,
        None => None,
    };
    let stations = branch.as_ref().map(|branch| &branch.menu.stations);
    let is_there = |id: &StationId| {
        stations.is_some_and(|stations| stations.iter().any(|station| station.id == *id))
    };
    match wanted.find(|station| !is_there(station)) {
        Some(station) => {
            let message = format!("the branch has no station {station}");
            Err(DomainError::invalid("stations", message).into())
        }
        None => Ok(()),
    }
}

fn require_version(profile: &Profile, version: Option<u64>) -> Result<(), DomainError> {
    match version.filter(|version| *version != profile.version) {
        Some(expected) => Err(DomainError::VersionConflict {
            expected,
            actual: profile.version,
        }),
        None => Ok(()),
    }
}

/// Takes a printer away: its secret is void, and what lies in its queue stays to be moved or
/// dismissed. One that is not there is no error.
///
/// # Errors
/// `NotFound` without such a branch; or when the store fails.
pub async fn remove(
    store: &Store,
    branch: &BranchId,
    id: &PrinterId,
    by: &By,
) -> Result<Printers, Refusal> {
    let entry = by.entry(branch, Deed::PrinterRemoved)?.about(id);
    let mut tries = Retry::USUAL.tries();
    loop {
        let profile = profile(store, branch).await?;
        if profile.printer(id).is_none() {
            return read(store, branch).await;
        }
        // First of all: a printer of this name that is set up later has none of this secret.
        if let Some(state) = store.printer_state(branch, id).await? {
            let void = PrinterState {
                secret_hash: String::new(),
                heard: None,
                version: state.version + 1,
                ..state
            };
            if !store.save_printer_state(&void, None).await? {
                tries.again().await?;
                continue;
            }
        }
        let left = without_printer(&profile.printers, id);
        let next = profile.with_printers(left);
        if store.save_profile(&next, None, &entry).await? {
            return read(store, branch).await;
        }
        tries.again().await?;
    }
}

/// A new secret for a printer, and the printer; the one before is void. The table holds only its
/// hash, so it is told this once, and whoever lost the answer asks for another one.
///
/// # Errors
/// `NotFound` without such a printer, or for one that never asks; or when the store fails.
pub async fn issue_secret(
    store: &Store,
    branch: &BranchId,
    id: &PrinterId,
    by: &By,
) -> Result<(Printer, String), Refusal> {
    let profile = profile(store, branch).await?;
    let printer = profile.printer(id).filter(|printer| printer.kind.asks());
    let printer = printer.cloned().ok_or(Refusal::NotFound("printer"))?;
    let entry = by.entry(branch, Deed::PrinterSecretIssued)?.about(id);
    let secret = secret::random()?;
    let mut tries = Retry::USUAL.tries();
    loop {
        let before = store.printer_state(branch, id).await?;
        let state = PrinterState {
            branch_id: branch.clone(),
            printer_id: id.clone(),
            secret_hash: secret::hash(&secret),
            issued_at: by.at,
            version: before.as_ref().map_or(1, |state| state.version + 1),
            heard: before.and_then(|state| state.heard),
        };
        if store.save_printer_state(&state, &entry).await? {
            return Ok((printer, secret));
        }
        tries.again().await?;
    }
}
