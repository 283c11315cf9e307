//! Sessions: opened, joined, changed, and what a phone shows of its own.

use std::collections::BTreeMap;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::call::CallView;
use super::cart::CartView;
use super::guest::{GuestRequest, GuestView};
use super::order::OrderView;
use super::table::TableName;
use super::to_pay::{Foot, TaxAmount};
use crate::domain::bill::tax::TaxRules;
use crate::domain::bill::to_pay::ToPay;
use crate::domain::check::{Check, Mode};
use crate::domain::guest::Guest;
use crate::domain::id::{BranchId, CheckId, GuestId, StaffId, TableCode};
use crate::domain::money::Money;
use crate::domain::object::object;
use crate::domain::order::Order;
use crate::domain::text::Phone;
use crate::domain::topic::Topic;

/// How to open a table.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct OpenTableRequest {
    /// Who shares a cart.
    pub mode: Mode,
    /// How many people.
    #[cfg_attr(feature = "openapi", schema(minimum = 1, maximum = 200))]
    pub party_size: Option<u16>,
    /// Whose table it is; who opens it when absent.
    pub waiter_id: Option<StaffId>,
}

/// A session that was opened, with the PIN to tell the guests.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct OpenedTable {
    pub session: SessionView,
    pub pin: String,
}

/// A session's PIN.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PinView {
    /// The digits.
    pub pin: String,
    /// Counts the PINs of this session, from 1.
    pub rotation: u32,
}

/// A guest as the staff see them.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PartyGuest {
    pub id: GuestId,
    /// Their name, or "Guest 2".
    pub name: String,
    /// Their telephone number, if they gave one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub phone: Option<Phone>,
    /// When they joined.
    #[cfg_attr(feature = "openapi", schema(value_type = String, format = DateTime))]
    pub joined_at: Timestamp,
    /// Grows with every change.
    pub version: u64,
}

impl From<&Guest> for PartyGuest {
    fn from(guest: &Guest) -> Self {
        Self {
            id: guest.id.clone(),
            name: guest.display_name(),
            phone: guest.phone.clone(),
            joined_at: guest.joined_at,
            version: guest.version,
        }
    }
}

/// One party with all that belongs to it.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PartyView {
    pub session: SessionView,
    /// Whose table it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub waiter_id: Option<StaffId>,
    /// Its phones, in the order in which they joined.
    pub guests: Vec<PartyGuest>,
    /// All its orders, oldest first.
    pub orders: Vec<OrderView>,
    /// All its calls, oldest first.
    pub calls: Vec<CallView>,
    /// What it owes so far.
    pub check: CheckSummary,
}

/// "The party shall be so." What is left out stays.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ChangeSessionRequest {
    /// How many people.
    #[cfg_attr(feature = "openapi", schema(minimum = 1, maximum = 200))]
    pub party_size: Option<u16>,
    /// Whose table it is.
    pub waiter_id: Option<StaffId>,
}

/// "Let this phone in."
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct JoinRequest {
    /// From the QR code.
    pub table_code: TableCode,
    /// As the staff told it.
    #[cfg_attr(feature = "openapi", schema(value_type = String, required = true, pattern = r"^\s*[0-9]{4,6}\s*$"))]
    pub pin: Option<String>,
    /// Random, made once by the phone and kept there: 8 to 128 visible characters. It is
    /// what makes joining twice the same guest.
    #[cfg_attr(
        feature = "openapi",
        schema(min_length = 8, max_length = 128, pattern = "^[!-~]+$")
    )]
    pub device_id: String,
    /// Who they are.
    #[serde(default, deserialize_with = "object")]
    pub guest: GuestRequest,
}

/// "I was here, my token is lost."
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ResumeRequest {
    /// From the QR code.
    pub table_code: TableCode,
    /// As the staff told it.
    #[cfg_attr(feature = "openapi", schema(value_type = String, required = true, pattern = r"^\s*[0-9]{4,6}\s*$"))]
    pub pin: Option<String>,
    /// The same as at joining.
    #[cfg_attr(
        feature = "openapi",
        schema(min_length = 8, max_length = 128, pattern = "^[!-~]+$")
    )]
    pub device_id: String,
}

/// A phone that is in.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Joined {
    pub session: SessionView,
    /// Who the phone is.
    pub guest: GuestView,
    /// For `Authorization: Bearer`.
    pub token: String,
    /// When the token is over.
    #[cfg_attr(feature = "openapi", schema(value_type = String, format = DateTime))]
    pub expires_at: Timestamp,
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
    pub id: CheckId,
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

/// What the party owes so far.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CheckSummary {
    /// Before tax and discounts.
    pub total: Money,
    /// The taxes of all orders, as a bill of them would have them: a row for each name and
    /// rate.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(feature = "openapi", schema(required = false))]
    pub taxes: Vec<TaxAmount>,
    /// What rounding adds to or takes off what is to be paid, where it does.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub round_off: Option<Money>,
    /// What a bill of all orders would come to now, with taxes and rounded, without discounts and
    /// service charge.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub to_pay: Option<Money>,
    /// Orders placed.
    pub order_count: u32,
}

impl CheckSummary {
    /// What a check's orders come to by these rules.
    pub fn of(check: &Check, orders: &[Order], rules: &TaxRules) -> Self {
        let Foot {
            taxes,
            round_off,
            to_pay,
        } = ToPay::of_orders(check.total.currency, rules, orders).into();
        Self {
            total: check.total,
            taxes,
            round_off,
            to_pay,
            order_count: check.order_count,
        }
    }
}

/// All that a guest's phone shows, at one moment.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Snapshot {
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
