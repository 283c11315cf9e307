//! The floor: its sections, tables and parties.

use std::collections::BTreeMap;

use jiff::Timestamp;
use serde::Serialize;

use super::call::CallView;
use super::order::OrderView;
use crate::domain::check::{Check, Mode};
use crate::domain::id::{BranchId, CheckId, SectionId, StaffId, TableId};
use crate::domain::money::{Currency, Money};
use crate::domain::role::Role;
use crate::domain::table::Table;
use crate::domain::topic::Topic;
use crate::domain::transitions::{CheckStatus, TableStatus};
use crate::domain::upi::UpiId;

/// A party as the floor sees it.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct FloorSession {
    /// The session.
    pub id: CheckId,
    /// Who shares a cart.
    pub mode: Mode,
    /// When it was opened.
    #[cfg_attr(feature = "openapi", schema(value_type = String, format = DateTime))]
    pub opened_at: Timestamp,
    /// How many people.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub party_size: Option<u16>,
    /// Whose table it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub waiter_id: Option<StaffId>,
    /// Until when its PIN lets nobody in, because it was guessed at too often. A new PIN does.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>, format = DateTime))]
    pub pin_locked_until: Option<Timestamp>,
    /// Phones that joined.
    pub guest_count: u32,
    /// Orders placed.
    pub order_count: u32,
    /// When the last of them was placed.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>, format = DateTime))]
    pub last_order_at: Option<Timestamp>,
    /// What the party owes so far.
    pub total: Money,
    /// Whether nothing that staff keep goes to the kitchen for now.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    #[cfg_attr(feature = "openapi", schema(required = false))]
    pub on_hold: bool,
    /// Grows with every change.
    pub version: u64,
}

impl From<&Check> for FloorSession {
    fn from(check: &Check) -> Self {
        Self {
            id: check.id.clone(),
            mode: check.mode,
            opened_at: check.opened_at,
            party_size: check.party_size,
            waiter_id: check.waiter_id.clone(),
            pin_locked_until: check.pin_locked_until,
            guest_count: check.guest_count,
            order_count: check.order_count,
            last_order_at: check.last_order_at,
            total: check.total,
            on_hold: check.on_hold,
            version: check.version,
        }
    }
}

/// A table as the floor sees it.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct FloorTable {
    /// The table.
    pub id: TableId,
    pub name: String,
    /// How many can sit there.
    pub seats: u16,
    /// What goes on there.
    pub status: TableStatus,
    /// The party that sits there.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub session: Option<FloorSession>,
    /// When guests at it asked that it be opened, while nobody sits there.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>, format = DateTime))]
    pub asked_at: Option<Timestamp>,
    /// Until when that counts; whoever is still there then asks again.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>, format = DateTime))]
    pub asked_until: Option<Timestamp>,
    /// Grows with every change of the table or its party.
    pub version: u64,
}

/// One version for two items: the table's own counts high, its party's counts low. A party
/// would have to change a million times to run over.
fn joint_version(table: u64, check: u64) -> u64 {
    table * 1_000_000 + check.min(999_999)
}

/// What a table is called while its party has its bill: that follows from the check, and is
/// written nowhere else.
fn billed(check: &Check) -> Option<TableStatus> {
    (check.status == CheckStatus::Billed).then_some(TableStatus::Billed)
}

impl FloorTable {
    /// A table, with its party when there is one.
    pub fn of(table: &Table, check: Option<&Check>) -> Self {
        let check = check.filter(|c| table.session.as_ref() == Some(&c.id) && c.is_open());
        // A party keeps the table as it sat down at it: so its tickets and its events call it.
        let seated = check.and_then(|c| c.place.table());
        Self {
            id: table.id.clone(),
            name: seated.map_or(&table.name, |seated| &seated.name).clone(),
            seats: seated.map_or(table.seats, |seated| seated.seats),
            status: check.and_then(billed).unwrap_or(table.status),
            session: check.map(FloorSession::from),
            asked_at: table.asked_at,
            asked_until: table.asked_until(),
            // As `of_check` has it: what changes at the table itself while a party sits there,
            // such as its code, must not make the party's next event look older.
            version: check
                .and_then(|c| Some(joint_version(c.place.table()?.version, c.version)))
                .unwrap_or_else(|| joint_version(table.version, 0)),
        }
    }

    /// The table of an open party, as far as the party's check knows it; `None` for a check
    /// that is for no table.
    pub fn of_check(check: &Check) -> Option<Self> {
        let table = check.place.table()?;
        Some(Self {
            id: table.id.clone(),
            name: table.name.clone(),
            seats: table.seats,
            status: billed(check).unwrap_or(TableStatus::Occupied),
            session: Some(FloorSession::from(check)),
            asked_at: None,
            asked_until: None,
            version: joint_version(table.version, check.version),
        })
    }
}

/// An area of the floor with its tables.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct FloorSection {
    pub id: SectionId,
    pub name: String,
    /// In their order.
    pub tables: Vec<FloorTable>,
}

/// The branch as the floor needs it.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct FloorBranch {
    /// The branch.
    pub id: BranchId,
    pub name: String,
    /// Of all its prices.
    pub currency: Currency,
    /// Digits of its minor unit: 2 when 35000 are 350.00.
    #[cfg_attr(feature = "openapi", schema(maximum = 4))]
    pub currency_digits: u8,
    /// Whether orders are accepted without a person.
    pub auto_accept: bool,
    /// At which guests pay by UPI, if anybody has said so.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub upi_id: Option<UpiId>,
    /// The smallest coin in minor units: what is paid or given back in cash is rounded to it.
    pub smallest_coin: u32,
}

/// Somebody who serves tables, or brings deliveries.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Colleague {
    pub id: StaffId,
    pub name: String,
    /// What they are.
    pub role: Role,
}

/// The floor at one moment.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Floor {
    pub branch: FloorBranch,
    /// In their order.
    pub sections: Vec<FloorSection>,
    /// The oldest open orders, oldest first.
    pub orders: Vec<OrderView>,
    /// Open orders of the branch that are newer than these and did not fit the answer.
    pub more_orders: usize,
    /// Open calls, oldest first.
    pub calls: Vec<CallView>,
    /// Who can have a table, by name.
    pub waiters: Vec<Colleague>,
    /// Who brings deliveries and does nothing else, by name.
    pub riders: Vec<Colleague>,
    /// The last event of each topic when this was read.
    #[cfg_attr(feature = "openapi", schema(value_type = BTreeMap<String, u64>))]
    pub topics: BTreeMap<Topic, u64>,
    /// The server's clock, for timers.
    #[cfg_attr(feature = "openapi", schema(value_type = String, format = DateTime))]
    pub server_time: Timestamp,
}
