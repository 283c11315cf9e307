//! Sessions from the staff's side: change, PIN, close; and what a closed one leaves behind.

use super::by::By;
use super::refusal::Refusal;
use crate::auth::pin;
use crate::auth::secret::Key;
use crate::domain::DomainError;
use crate::domain::audit::Deed;
use crate::domain::check::{ChangeParty, Check};
use crate::domain::id::{BranchId, CheckId, StaffId};
use crate::domain::role::Permission;
use crate::store::{Retry, Store};

/// A PIN with its place in the session's row of PINs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pin {
    /// The digits.
    pub pin: String,
    /// Counts the PINs of the session.
    pub rotation: u32,
}

/// A table can only be given to somebody who runs the floor of the branch.
///
/// # Errors
/// `Invalid` for anybody else; or when the store fails.
pub async fn require_waiter(store: &Store, branch: &BranchId, id: &StaffId) -> Result<(), Refusal> {
    match store.colleague(branch, id).await? {
        Some(staff) if !staff.left && staff.role.may(Permission::RunFloor) => Ok(()),
        _ => Err(DomainError::invalid("waiter_id", "nobody who serves here").into()),
    }
}

/// The PIN that a session has now.
///
/// # Errors
/// When the key cannot be used.
pub fn pin_of(key: &Key, check: &Check) -> Result<String, Refusal> {
    let (id, rotation) = (&check.id, check.pin_rotation);
    Ok(pin::derive(key, id, rotation, check.terms.pin_length)?)
}

/// Another waiter, another number of people.
///
/// # Errors
/// `NotFound`, `SessionEnded`, what the check refuses; or when the store fails.
pub async fn change(
    store: &Store,
    (branch, id): (&BranchId, &CheckId),
    wish: &ChangeParty,
    by: &By,
) -> Result<Check, Refusal> {
    let mut entry = by.entry(branch, Deed::PartyChanged)?.about(id);
    if let Some(people) = wish.party_size {
        entry = entry.with("party_size", people);
    }
    if let Some(waiter) = &wish.waiter_id {
        require_waiter(store, branch, waiter).await?;
        entry = entry.with("waiter_id", waiter);
    }
    let mut tries = Retry::USUAL.tries();
    loop {
        open_party(store, id).await?.change(wish)?;
        if store.change_party(id, wish, &entry).await? {
            return as_committed(store, id).await;
        }
        tries.again().await?;
    }
}

/// Reads the PIN out again.
///
/// # Errors
/// `NotFound`, `SessionEnded`; or when the store fails.
pub async fn read_pin(store: &Store, key: &Key, id: &CheckId) -> Result<Pin, Refusal> {
    let check = open_party(store, id).await?;
    Ok(Pin {
        pin: pin_of(key, &check)?,
        rotation: check.pin_rotation,
    })
}

/// Makes a new PIN; phones that joined stay.
///
/// # Errors
/// `NotFound`, `SessionEnded`; or when the store fails.
pub async fn rotate_pin(
    store: &Store,
    key: &Key,
    (branch, id): (&BranchId, &CheckId),
    by: &By,
) -> Result<Pin, Refusal> {
    let entry = by.entry(branch, Deed::PinRotated)?.about(id);
    let mut tries = Retry::USUAL.tries();
    loop {
        let check = open_party(store, id).await?.rotate_pin()?;
        if store.rotate_pin(&check, &entry).await? {
            return Ok(Pin {
                pin: pin_of(key, &check)?,
                rotation: check.pin_rotation,
            });
        }
        tries.again().await?;
    }
}

/// A check that staff have changed, with all that its phones did until then.
async fn as_committed(store: &Store, id: &CheckId) -> Result<Check, Refusal> {
    let check = store.check(id).await?;
    check.ok_or(Refusal::NotFound("session"))
}

/// A pickup or a delivery has neither a PIN nor people at a table.
async fn open_party(store: &Store, id: &CheckId) -> Result<Check, Refusal> {
    let check = open_check(store, id).await?;
    match check.place.table() {
        Some(_) => Ok(check),
        None => Err(Refusal::NotFound("session")),
    }
}

async fn open_check(store: &Store, id: &CheckId) -> Result<Check, Refusal> {
    let check = store.check(id).await?;
    let check = check.ok_or(Refusal::NotFound("session"))?;
    // For staff a closed session is a state, not the end of their own sign-in.
    check.require_open().map_err(|_| Refusal::SessionEnded)?;
    Ok(check)
}

/// Ends a session: its tokens are over and its table is free. That is one small commit,
/// however much hangs on the session; [`super::after_close`] does the rest, and the kitchen keeps
/// what it still cooks.
///
/// It asks only that the session is open, and everything that a party does asks the same: an
/// order is on the account before the close or refused after it, and no phone that renames
/// itself again and again keeps the table from being closed.
///
/// # Errors
/// `NotFound` without such a session, `SessionEnded`; or when the store fails.
pub async fn close(
    store: &Store,
    (branch, id): (&BranchId, &CheckId),
    by: &By,
) -> Result<Check, Refusal> {
    let entry = by.entry(branch, Deed::SessionClosed)?.about(id);
    let mut tries = Retry::USUAL.tries();
    loop {
        let check = open_check(store, id).await?.close(by.at)?;
        let table = match check.place.table() {
            Some(table) => store.table_of(&check.branch_id, &table.id).await?,
            None => None,
        };
        let table = table
            .filter(|table| table.session.as_ref() == Some(&check.id))
            .map(|table| table.vacate())
            .transpose()?;
        let closed = store.close_check(&check, table.as_ref(), &entry).await?;
        if closed {
            return as_committed(store, id).await;
        }
        tries.again().await?;
    }
}
