//! The check: the running account of one party. A dine-in check with guests is a session.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::DomainError;
use super::cart::FAMILY_CART;
use super::id::{BranchId, CheckId, GuestId, StaffId};
use super::money::{Currency, Money};
use super::table::{Table, TableRef};
use super::transitions::CheckStatus;

/// Who shares a cart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum Mode {
    /// One cart for all phones.
    Family,
    /// A cart for each phone, one check.
    Individual,
}

/// The most people of one party.
pub const MAX_PARTY: u16 = 200;

/// A party's running account.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Check {
    /// Its ID.
    pub id: CheckId,
    /// Its branch.
    pub branch_id: BranchId,
    /// Where the party sits.
    pub table: TableRef,
    /// Who shares a cart.
    pub mode: Mode,
    /// How far the account is.
    pub status: CheckStatus,
    /// How many people.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub party_size: Option<u16>,
    /// Whose table it is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub waiter_id: Option<StaffId>,
    /// When staff opened it.
    pub opened_at: Timestamp,
    /// When it ended; from then on no token of it is good.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub closed_at: Option<Timestamp>,
    /// Counts the PINs of this session; the PIN itself is never stored.
    pub pin_rotation: u32,
    /// Phones that are here: that joined and did not leave.
    pub guest_count: u32,
    /// Phones that ever joined; it numbers the guests.
    pub joined_count: u32,
    /// Orders placed.
    pub order_count: u32,
    /// When the last order was placed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last_order_at: Option<Timestamp>,
    /// What the party owes before tax and discounts.
    pub total: Money,
    /// Grows with every change.
    pub version: u64,
}

/// How staff open a table.
#[derive(Debug, Clone, PartialEq)]
pub struct OpenTable {
    /// Who shares a cart.
    pub mode: Mode,
    /// How many people.
    pub party_size: Option<u16>,
    /// Whose table it is.
    pub waiter_id: Option<StaffId>,
}

/// What staff say about a party that sits already. What is `None` stays.
#[derive(Debug, Clone, PartialEq)]
pub struct ChangeParty {
    /// How many people.
    pub party_size: Option<u16>,
    /// Whose table it is.
    pub waiter_id: Option<StaffId>,
}

fn require_party(size: Option<u16>) -> Result<(), DomainError> {
    if size.is_some_and(|n| n == 0 || n > MAX_PARTY) {
        return Err(DomainError::invalid(
            "party_size",
            format!("1 to {MAX_PARTY}"),
        ));
    }
    Ok(())
}

impl Check {
    /// Opens a session at `table`, which must have been taken by [`Table::occupy`] already.
    ///
    /// # Errors
    /// `Invalid` for a party of nobody or of more than [`MAX_PARTY`].
    pub fn open(
        id: CheckId,
        table: &Table,
        currency: Currency,
        open: &OpenTable,
        now: Timestamp,
    ) -> Result<Self, DomainError> {
        require_party(open.party_size)?;
        Ok(Self {
            branch_id: id.branch(),
            id,
            table: table.reference(),
            mode: open.mode,
            status: CheckStatus::Saved,
            party_size: open.party_size,
            waiter_id: open.waiter_id.clone(),
            opened_at: now,
            closed_at: None,
            pin_rotation: 1,
            guest_count: 0,
            joined_count: 0,
            order_count: 0,
            last_order_at: None,
            total: Money::zero(currency),
            version: 1,
        })
    }

    /// Whether guests can still do something.
    pub fn is_open(&self) -> bool {
        self.closed_at.is_none()
    }

    /// Passes an open session on.
    ///
    /// # Errors
    /// `SessionClosed`.
    pub fn require_open(&self) -> Result<&Self, DomainError> {
        if self.is_open() {
            Ok(self)
        } else {
            Err(DomainError::SessionClosed)
        }
    }

    /// The cart that a guest of this session edits.
    pub fn cart_id(&self, guest: &GuestId) -> String {
        match self.mode {
            Mode::Family => FAMILY_CART.to_owned(),
            Mode::Individual => guest.as_str().to_owned(),
        }
    }

    /// Ends the session.
    ///
    /// # Errors
    /// `SessionClosed` when it has ended already.
    pub fn close(&self, now: Timestamp) -> Result<Self, DomainError> {
        self.require_open()?;
        Ok(Self {
            closed_at: Some(now),
            version: self.version + 1,
            ..self.clone()
        })
    }

    /// A new PIN: the old one stops working, phones that joined stay.
    ///
    /// # Errors
    /// `SessionClosed`.
    pub fn rotate_pin(&self) -> Result<Self, DomainError> {
        self.require_open()?;
        Ok(Self {
            pin_rotation: self.pin_rotation + 1,
            version: self.version + 1,
            ..self.clone()
        })
    }
    /// Another waiter, another number of people.
    ///
    /// # Errors
    /// `SessionClosed`; `Invalid` when nothing is to change, or for a party of nobody or of
    /// more than [`MAX_PARTY`].
    pub fn change(&self, change: &ChangeParty) -> Result<Self, DomainError> {
        self.require_open()?;
        if change.party_size.is_none() && change.waiter_id.is_none() {
            let message = "this or waiter_id is needed";
            return Err(DomainError::invalid("party_size", message));
        }
        require_party(change.party_size)?;
        Ok(Self {
            party_size: change.party_size.or(self.party_size),
            waiter_id: change.waiter_id.clone().or_else(|| self.waiter_id.clone()),
            version: self.version + 1,
            ..self.clone()
        })
    }
}

#[cfg(test)]
#[path = "check_tests.rs"]
mod tests;
