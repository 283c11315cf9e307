use std::collections::BTreeMap;

use jiff::Timestamp;
use serde::Serialize;

use super::{CallView, CartView, OrderView};
use crate::domain::check::{Check, Mode};
use crate::domain::guest::Guest;
use crate::domain::id::{BranchId, CheckId, GuestId, TableId};
use crate::domain::money::Money;
use crate::domain::table::TableRef;
use crate::domain::topic::Topic;

/// Where a party sits.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct TableName {
    /// The table.
    pub id: TableId,
    /// Its name.
    pub name: String,
    /// The section's name.
    pub section: String,
}

impl From<&TableRef> for TableName {
    fn from(table: &TableRef) -> Self {
        Self {
            id: table.id.clone(),
            name: table.name.clone(),
            section: table.section.clone(),
        }
    }
}

/// Whether a session goes on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum SessionStatus {
    /// Guests can order.
    Open,
    /// It is over.
    Closed,
}

/// A session as its guests and the staff see it.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SessionView {
    /// Its ID.
    pub id: CheckId,
    /// Its branch.
    pub branch_id: BranchId,
    /// Where the party sits.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub table: Option<TableName>,
    /// Who shares a cart.
    pub mode: Mode,
    /// Whether it goes on.
    pub status: SessionStatus,
    /// How many people, if somebody said so.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub party_size: Option<u16>,
    /// When staff opened it.
    #[cfg_attr(feature = "openapi", schema(value_type = String, format = DateTime))]
    pub opened_at: Timestamp,
    /// When it ended.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>, format = DateTime))]
    pub closed_at: Option<Timestamp>,
    /// Phones that are here.
    pub guest_count: u32,
    /// Grows with every change.
    pub version: u64,
}

impl From<&Check> for SessionView {
    fn from(check: &Check) -> Self {
        Self {
            id: check.id.clone(),
            branch_id: check.branch_id.clone(),
            table: check.place.table().map(TableName::from),
            mode: check.mode,
            status: if check.is_open() {
                SessionStatus::Open
            } else {
                SessionStatus::Closed
            },
            party_size: check.party_size,
            opened_at: check.opened_at,
            closed_at: check.closed_at,
            guest_count: check.guest_count,
            version: check.version,
        }
    }
}

/// A guest as the others of the session see them.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct GuestView {
    /// Their ID.
    pub id: GuestId,
    /// Their name, or "Guest 2".
    pub name: String,
    /// When they joined.
    #[cfg_attr(feature = "openapi", schema(value_type = String, format = DateTime))]
    pub joined_at: Timestamp,
    /// Grows with every change.
    pub version: u64,
}

impl From<&Guest> for GuestView {
    fn from(guest: &Guest) -> Self {
        Self {
            id: guest.id.clone(),
            name: guest.display_name(),
            joined_at: guest.joined_at,
            version: guest.version,
        }
    }
}

/// What the party owes so far.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CheckSummary {
    /// Before tax and discounts.
    pub total: Money,
    /// Orders placed.
    pub order_count: u32,
}

/// All that a guest's phone shows, at one moment.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Snapshot {
    /// The session.
    pub session: SessionView,
    /// The guest who asks.
    pub me: GuestView,
    /// All guests.
    pub guests: Vec<GuestView>,
    /// The cart that the guest edits.
    pub cart: CartView,
    /// All orders of the session, oldest first.
    pub orders: Vec<OrderView>,
    /// All calls of the session, oldest first.
    pub calls: Vec<CallView>,
    /// What the party owes so far.
    pub check: CheckSummary,
    /// The last event of each topic when this was read.
    #[cfg_attr(feature = "openapi", schema(value_type = BTreeMap<String, u64>))]
    pub topics: BTreeMap<Topic, u64>,
}
