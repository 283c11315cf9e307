//! The check: the running account of one party. A dine-in check with guests is a session.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::DomainError;
use super::cart::FAMILY_CART;
use super::id::{BranchId, CheckId, GuestId, StaffId};
use super::limits::{OrderWindow, Terms};
use super::money::{Currency, Money};
use super::place::Place;
use super::table::Table;
use super::transitions::{CheckStatus, Status};

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
    pub id: CheckId,
    pub branch_id: BranchId,
    /// What it is for: a table, a pickup, a delivery.
    pub place: Place,
    /// What was fixed when the party sat down.
    pub terms: Terms,
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
    /// When whoever fetches a pickup means to come.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pickup_at: Option<Timestamp>,
    /// Who brings a delivery.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rider_id: Option<StaffId>,
    /// Whether what is kept on it stays there: staff send nothing to the kitchen until it is
    /// resumed.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub on_hold: bool,
    /// When staff opened it.
    pub opened_at: Timestamp,
    /// When it ended; from then on no token of it is good.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub closed_at: Option<Timestamp>,
    /// Counts the PINs of this session; the PIN itself is never stored.
    pub pin_rotation: u32,
    /// Until when nobody joins with this PIN, because it was guessed at too often.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pin_locked_until: Option<Timestamp>,
    /// Phones that are here: that joined and did not leave.
    pub guest_count: u32,
    /// Phones that ever joined; it numbers the guests.
    pub joined_count: u32,
    /// Orders placed.
    pub order_count: u32,
    /// Their lines.
    #[serde(default)]
    pub line_count: u32,
    /// When the last order was placed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last_order_at: Option<Timestamp>,
    /// The last orders, as far as they are counted together.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub order_window: Option<OrderWindow>,
    /// When its bills were issued, while they are of all that was ordered.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub billed_at: Option<Timestamp>,
    /// When it was settled. From then on the total stands, whatever the status is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub paid_at: Option<Timestamp>,
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

/// How many people a party is, as `field` of a request says.
///
/// # Errors
/// `Invalid` for a party of nobody or of more than [`MAX_PARTY`].
pub fn party_size(field: &'static str, said: Option<u16>) -> Result<Option<u16>, DomainError> {
    match said {
        Some(n) if n == 0 || n > MAX_PARTY => {
            Err(DomainError::invalid(field, format!("1 to {MAX_PARTY}")))
        }
        _ => Ok(said),
    }
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
        terms: Terms,
        open: &OpenTable,
        now: Timestamp,
    ) -> Result<Self, DomainError> {
        let place = Place::Table(table.reference());
        Ok(Self {
            mode: open.mode,
            party_size: party_size("party_size", open.party_size)?,
            waiter_id: open.waiter_id.clone(),
            ..Self::fresh(id, place, currency, terms, now)
        })
    }

    /// Opens the check of a pickup, for somebody who means to come at `pickup_at`, or of a
    /// delivery. No phone leads to it, so nobody joins it.
    pub fn open_away(
        id: CheckId,
        (place, pickup_at): (Place, Option<Timestamp>),
        (currency, terms): (Currency, Terms),
        now: Timestamp,
    ) -> Self {
        Self {
            pickup_at,
            ..Self::fresh(id, place, currency, terms, now)
        }
    }

    fn fresh(id: CheckId, place: Place, currency: Currency, terms: Terms, now: Timestamp) -> Self {
        Self {
            branch_id: id.branch(),
            id,
            place,
            terms,
            mode: Mode::Family,
            status: CheckStatus::Saved,
            party_size: None,
            waiter_id: None,
            pickup_at: None,
            rider_id: None,
            on_hold: false,
            opened_at: now,
            closed_at: None,
            pin_rotation: 1,
            pin_locked_until: None,
            guest_count: 0,
            joined_count: 0,
            order_count: 0,
            line_count: 0,
            last_order_at: None,
            order_window: None,
            billed_at: None,
            paid_at: None,
            total: Money::zero(currency),
            version: 1,
        }
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

    /// Puts an order of so many lines and of `total` on the account.
    ///
    /// # Errors
    /// `SessionClosed`; `CheckBilled` when it was settled or the account is past taking
    /// orders; `SessionOrderLimit`, `SessionLineLimit` or `OrderedTooOften` when the party has ordered as much
    /// as its terms allow; `AmountTooLarge`.
    pub fn take_order(
        &self,
        lines: usize,
        total: Money,
        now: Timestamp,
    ) -> Result<Self, DomainError> {
        self.require_taking()?;
        let limit = self.terms.limits.orders_per_session;
        if self.order_count >= limit {
            return Err(DomainError::SessionOrderLimit { limit });
        }
        Ok(Self {
            order_window: Some(self.next_window(now)?),
            ..self.with_order(lines, total, now)?
        })
    }

    /// As [`Self::take_order`], for an order that staff take: how often guests may order and how
    /// often in a short time does not bind them. What bounds everything that is read of a check
    /// does.
    ///
    /// # Errors
    /// What [`Self::require_in_house`] refuses, `CheckOnHold`, `SessionLineLimit`,
    /// `AmountTooLarge`.
    pub fn take_from_staff(
        &self,
        lines: usize,
        total: Money,
        now: Timestamp,
    ) -> Result<Self, DomainError> {
        self.require_in_house()?;
        if self.on_hold {
            return Err(DomainError::CheckOnHold);
        }
        self.with_order(lines, total, now)
    }

    /// As [`Self::require_taking`], and names where a check is that has left the house or
    /// waits at the counter.
    ///
    /// # Errors
    /// `SessionClosed`, `IllegalTransition`, `CheckBilled`.
    pub fn require_in_house(&self) -> Result<&Self, DomainError> {
        use CheckStatus::{Delivered, OutForDelivery, ReadyForPickup, SentToKitchen};
        self.require_open()?;
        match self.status {
            OutForDelivery | Delivered | ReadyForPickup => Err(self.status.refuse(SentToKitchen)),
            _ => self.require_taking(),
        }
    }

    /// Refuses a check that takes no orders any more.
    ///
    /// # Errors
    /// `SessionClosed`, `CheckBilled`.
    pub fn require_taking(&self) -> Result<&Self, DomainError> {
        self.require_open()?;
        self.require_unpaid()?;
        if !CheckStatus::TAKING_ORDERS.contains(&self.status) {
            return Err(DomainError::CheckBilled);
        }
        Ok(self)
    }

    fn with_order(&self, lines: usize, total: Money, now: Timestamp) -> Result<Self, DomainError> {
        let limit = self.terms.limits.lines_per_session;
        let line_count = u32::try_from(lines)
            .ok()
            .and_then(|lines| self.line_count.checked_add(lines))
            .filter(|count| *count <= limit)
            .ok_or(DomainError::SessionLineLimit { limit })?;
        let status = match self.status {
            CheckStatus::SentToKitchen | CheckStatus::Preparing => self.status,
            before => before.step(CheckStatus::SentToKitchen)?,
        };
        Ok(Self {
            status,
            order_count: self.order_count + 1,
            line_count,
            last_order_at: Some(now),
            // Its bills are older than it from now on.
            billed_at: None,
            total: self.total.plus(total)?,
            version: self.version + 1,
            ..self.clone()
        })
    }

    /// Orders that the party may place within one window.
    pub fn orders_per_window(&self) -> u32 {
        let carts = match self.mode {
            Mode::Family => 1,
            Mode::Individual => self.guest_count.max(1),
        };
        self.terms.limits.orders_per_window.saturating_mul(carts)
    }

    /// The window with one order more in it, or a new one with this order alone.
    fn next_window(&self, now: Timestamp) -> Result<OrderWindow, DomainError> {
        let running = self.order_window.filter(|w| now < w.ends_at());
        let Some(window) = running else {
            return Ok(OrderWindow {
                began_at: now,
                orders: 1,
            });
        };
        if window.orders >= self.orders_per_window() {
            let seconds = window.ends_at().as_second() - now.as_second();
            return Err(DomainError::OrderedTooOften {
                retry_after: seconds.max(1).unsigned_abs(),
            });
        }
        Ok(OrderWindow {
            orders: window.orders + 1,
            ..window
        })
    }

    /// Changes what the party owes by a void, also after it has left.
    ///
    /// # Errors
    /// `CheckBilled`; `AmountTooLarge`.
    pub fn adjust(&self, by: Money) -> Result<Self, DomainError> {
        self.require_unpaid()?;
        Ok(Self {
            total: self.total.plus(by)?,
            version: self.version + 1,
            ..self.clone()
        })
    }

    /// Refuses an account that was settled.
    ///
    /// # Errors
    /// `CheckBilled`.
    pub(crate) fn require_unpaid(&self) -> Result<(), DomainError> {
        match self.paid_at {
            None => Ok(()),
            Some(_) => Err(DomainError::CheckBilled),
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

    /// The party is so many, as a guest says who joins; what is known already stays.
    #[must_use]
    pub fn of_party(self, said: Option<u16>) -> Self {
        let party_size = self.party_size.or(said);
        Self { party_size, ..self }
    }

    /// A new PIN: the old one stops working, phones that joined stay.
    ///
    /// # Errors
    /// `SessionClosed`.
    pub fn rotate_pin(&self) -> Result<Self, DomainError> {
        self.require_open()?;
        Ok(Self {
            pin_rotation: self.pin_rotation + 1,
            pin_locked_until: None,
            version: self.version + 1,
            ..self.clone()
        })
    }

    /// Its PIN was guessed at too often and lets nobody in until then; `None` when that is
    /// known already.
    #[must_use]
    pub fn lock_pin(&self, until: Timestamp, now: Timestamp) -> Option<Self> {
        let is_known = self.pin_locked_until.is_some_and(|until| until > now);
        (!is_known).then(|| Self {
            pin_locked_until: Some(until),
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
        let said = party_size("party_size", change.party_size)?;
        Ok(Self {
            party_size: said.or(self.party_size),
            waiter_id: change.waiter_id.clone().or_else(|| self.waiter_id.clone()),
            version: self.version + 1,
            ..self.clone()
        })
    }
}

#[cfg(test)]
#[path = "check_tests.rs"]
mod tests;
