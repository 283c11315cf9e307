//! The counter's own side of checks: which are opened there, and how they move besides their
//! orders.

use jiff::{SignedDuration, Timestamp};

use super::DomainError;
use super::check::Check;
use super::customer::Person;
use super::id::{StaffId, TableId};
use super::order::Order;
use super::place::Place;
use super::price_list::Channel;
use super::transitions::{CheckStatus, OrderStatus, Status};

/// How long ahead somebody may say that they come: a week.
const AHEAD: SignedDuration = SignedDuration::from_hours(7 * 24);
/// How long ago that may be: somebody typed it, and the clock went on.
const AGO: SignedDuration = SignedDuration::from_mins(10);

/// What staff say to open a check.
#[derive(Debug, Clone, PartialEq)]
pub struct OpenCheck {
    /// How it is ordered.
    pub kind: Channel,
    /// Where the party sits.
    pub table_id: Option<TableId>,
    /// Whose table it is.
    pub waiter_id: Option<StaffId>,
    /// Who it is for; `None` where nothing was said of them.
    pub customer: Option<Person>,
    /// When they mean to fetch it.
    pub pickup_at: Option<Timestamp>,
}

/// A check that may be opened so, with what its kind needs and nothing else.
#[derive(Debug, Clone, PartialEq)]
pub enum Opening {
    /// A party sits down.
    Table {
        table: TableId,
        waiter: Option<StaffId>,
    },
    /// Somebody fetches it.
    Pickup {
        customer: Person,
        pickup_at: Option<Timestamp>,
    },
    /// It is brought.
    Delivery { customer: Person },
}

impl OpenCheck {
    /// What it comes to, at `now`.
    ///
    /// # Errors
    /// `Invalid` for what the kind needs and has not, and for what is not of its kind.
    pub fn opening(self, now: Timestamp) -> Result<Opening, DomainError> {
        let not_of = |there: bool, field, of: &str| match there {
            true => Err(DomainError::invalid(field, format!("only of {of}"))),
            false => Ok(()),
        };
        if self.kind != Channel::DineIn {
            not_of(self.table_id.is_some(), "table_id", "a dine-in check")?;
            not_of(self.waiter_id.is_some(), "waiter_id", "a dine-in check")?;
        }
        if self.kind != Channel::Pickup {
            not_of(self.pickup_at.is_some(), "pickup_at", "a pickup")?;
        }
        match self.kind {
            Channel::DineIn => {
                let away = "a pickup or a delivery";
                not_of(self.customer.is_some(), "customer", away)?;
                let table = self.table_id;
                let table = table.ok_or_else(|| {
                    DomainError::invalid("table_id", "a dine-in check needs a table")
                })?;
                let waiter = self.waiter_id;
                Ok(Opening::Table { table, waiter })
            }
            Channel::Pickup => {
                let customer = self.customer.unwrap_or_default();
                not_of(customer.address.is_some(), "customer.address", "a delivery")?;
                let at = self.pickup_at;
                if at.is_some_and(|at| at < now - AGO || at > now + AHEAD) {
                    let message = "between now and in a week";
                    return Err(DomainError::invalid("pickup_at", message));
                }
                Ok(Opening::Pickup {
                    customer,
                    pickup_at: at,
                })
            }
            Channel::Delivery => {
                let customer = self.customer.unwrap_or_default();
                customer.require_for_delivery()?;
                Ok(Opening::Delivery { customer })
            }
        }
    }
}

/// "The check shall be so": a step of a delivery or a pickup, and who brings it.
#[derive(Debug, Clone, PartialEq)]
pub struct MoveCheck {
    /// The wanted status.
    pub to: Option<CheckStatus>,
    /// Who brings it.
    pub rider_id: Option<StaffId>,
    /// The version that the caller decided on, if it insists.
    pub version: Option<u64>,
}

impl Check {
    fn require_version(&self, expected: Option<u64>) -> Result<(), DomainError> {
        match expected {
            Some(expected) if expected != self.version => Err(DomainError::VersionConflict {
                expected,
                actual: self.version,
            }),
            _ => Ok(()),
        }
    }

    /// Keeps what is not sent from the kitchen, or lets it go on. A check that is so already
    /// stays as it is, whichever version was seen: a retry says the same.
    ///
    /// # Errors
    /// `VersionConflict`, or what [`Check::require_in_house`] refuses.
    pub fn held(&self, on_hold: bool, version: Option<u64>) -> Result<Self, DomainError> {
        self.require_in_house()?;
        if self.on_hold == on_hold {
            return Ok(self.clone());
        }
        self.require_version(version)?;
        Ok(Self {
            on_hold,
            version: self.version + 1,
            ..self.clone()
        })
    }

    /// Brings a delivery or a pickup a step further, or says who brings it. `unsent` says whether
    /// lines are kept that the kitchen does not know.
    ///
    /// # Errors
    /// `SessionClosed`, `VersionConflict`; `IllegalTransition` for a step that the table of
    /// transitions does not hold, that a check of another kind takes, or that is no step by hand;
    /// `LinesUnsent` where one leaves the house without them; `Invalid` when nothing is to change,
    /// or nobody brings it.
    pub fn moved(&self, wish: &MoveCheck, unsent: bool) -> Result<Self, DomainError> {
        self.require_open()?;
        self.require_version(wish.version)?;
        let is_delivery = matches!(self.place, Place::Delivery(_));
        if wish.to.is_none() && wish.rider_id.is_none() {
            let message = "this or rider_id is needed";
            return Err(DomainError::invalid("status", message));
        }
        if wish.rider_id.is_some() && !is_delivery {
            return Err(DomainError::invalid("rider_id", "only of a delivery"));
        }
        if wish.rider_id.is_some() && self.status == CheckStatus::Delivered {
            return Err(DomainError::invalid("rider_id", "it was brought already"));
        }
        let mut next = self.clone();
        next.version += 1;
        next.rider_id = wish.rider_id.clone().or(next.rider_id);
        if let Some(to) = wish.to {
            if !self.takes_by_hand(to) {
                return Err(self.status.refuse(to));
            }
            next.status = self.status.step(to)?;
            if unsent && to != CheckStatus::Preparing {
                return Err(DomainError::LinesUnsent);
            }
            if to == CheckStatus::OutForDelivery && next.rider_id.is_none() {
                return Err(DomainError::invalid("rider_id", "say who brings it"));
            }
        }
        Ok(next)
    }

    /// Whether somebody brings a check of this kind there by a tap. What follows from orders,
    /// bills and payments nobody says.
    fn takes_by_hand(&self, to: CheckStatus) -> bool {
        use CheckStatus::{Delivered, OutForDelivery, Preparing, ReadyForPickup};
        match self.place {
            Place::Table(_) => false,
            Place::Pickup(_) => to == ReadyForPickup,
            Place::Delivery(_) => matches!(to, Preparing | OutForDelivery | Delivered),
        }
    }

    /// How far it is, beside its orders: a table whose every order is served is ready for its bill.
    /// That follows from them, and is written nowhere.
    pub fn standing<'a>(&self, orders: impl IntoIterator<Item = &'a Order>) -> CheckStatus {
        let mut counting = orders
            .into_iter()
            .filter(|order| order.status.is_billable())
            .peekable();
        let any = counting.peek().is_some();
        let served = |status| matches!(status, OrderStatus::Served | OrderStatus::Completed);
        self.standing_when(any && counting.all(|order| served(order.status)))
    }

    /// The same, where it is known whether there are orders and all of them are served.
    pub fn standing_when(&self, served: bool) -> CheckStatus {
        let at_table = self.place.table().is_some();
        match at_table && served && self.status == CheckStatus::SentToKitchen {
            true => CheckStatus::ReadyToBill,
            false => self.status,
        }
    }
}

#[cfg(test)]
#[path = "counter_tests.rs"]
mod tests;
