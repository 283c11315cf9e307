//! The kitchen's board: no price, guest or payment.

use std::collections::BTreeMap;

use jiff::Timestamp;
use serde::Serialize;

use crate::domain::branch::Profile;
use crate::domain::id::{BranchId, ItemId, LineId, OrderId, StationId};
use crate::domain::menu::Station;
use crate::domain::order::{Order, OrderLine};
use crate::domain::text::{Note, Reason};
use crate::domain::topic::Topic;
use crate::domain::transitions::{LineStatus, OrderStatus};

/// The branch's thresholds in minutes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct KitchenBranch {
    /// The branch.
    pub id: BranchId,
    pub name: String,
    /// Minutes after which an order is urgent.
    pub urgent_minutes: u32,
    /// Minutes after which an order is critical.
    pub critical_minutes: u32,
}

impl From<&Profile> for KitchenBranch {
    fn from(profile: &Profile) -> Self {
        Self {
            id: profile.id.clone(),
            name: profile.name.clone(),
            urgent_minutes: profile.urgent_minutes,
            critical_minutes: profile.critical_minutes,
        }
    }
}

/// A line as a cook sees it: no price, no guest.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct KitchenLine {
    pub id: LineId,
    /// What.
    pub item_id: ItemId,
    /// Its name, and that of its variant behind it.
    pub name: String,
    /// The end of the name that says which variant, where there are some: half is not full.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub variant: Option<String>,
    /// Pieces to make.
    pub quantity: u32,
    /// Pieces that were voided.
    pub voided: u32,
    /// Names of the chosen options.
    pub options: Vec<String>,
    /// A wish for the kitchen.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<Note>,
    /// Whether that note is about an allergy, as the guest said.
    pub allergy: bool,
    /// Who makes it.
    pub station: StationId,
    /// Minutes from its start until it is ready.
    pub prep_minutes: u16,
    /// What the menu tells the kitchen about it; guests never see it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kitchen_note: Option<String>,
    /// How far it is.
    pub status: LineStatus,
    /// Why it was voided.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<Reason>,
    /// The name of the combo that it is a part of.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub combo: Option<String>,
}

impl KitchenLine {
    /// The cook's view of a line; `None` when it needs no kitchen.
    fn of(line: &OrderLine) -> Option<Self> {
        Some(Self {
            station: line.station.clone()?,
            id: line.id.clone(),
            item_id: line.item_id.clone(),
            name: line.full_name(),
            variant: line.variant.as_ref().map(|variant| variant.name.clone()),
            quantity: line.quantity,
            voided: line.voided,
            options: line.options.iter().map(|o| o.name.clone()).collect(),
            note: line.note.clone(),
            allergy: line.allergy,
            prep_minutes: line.prep_minutes,
            kitchen_note: line.kitchen_note.clone(),
            status: line.status,
            reason: line.reason.clone(),
            combo: line.combo.as_ref().map(|combo| combo.name.clone()),
        })
    }
}

/// An order as the kitchen sees it: no price, no guest, no payment.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct KitchenOrder {
    pub id: OrderId,
    /// Its number of the day.
    pub number: u32,
    /// Where it goes: the table's name, "Pickup 12", "Delivery 13".
    pub table: String,
    /// Where it stands, when another table had the same name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub section: Option<String>,
    /// When it was placed.
    #[cfg_attr(feature = "openapi", schema(value_type = String, format = DateTime))]
    pub placed_at: Timestamp,
    /// When the branch took it on.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>, format = DateTime))]
    pub accepted_at: Option<Timestamp>,
    /// When the last of it came to the pass.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>, format = DateTime))]
    pub ready_at: Option<Timestamp>,
    /// When its party left, although it was still to be served.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>, format = DateTime))]
    pub party_left_at: Option<Timestamp>,
    /// How far it is.
    pub status: OrderStatus,
    /// A wish about the whole order.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<Note>,
    /// Why it was rejected or cancelled.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<Reason>,
    /// What the kitchen makes.
    pub lines: Vec<KitchenLine>,
    /// Grows with every change.
    pub version: u64,
}

impl From<&Order> for KitchenOrder {
    fn from(order: &Order) -> Self {
        Self {
            id: order.id.clone(),
            number: order.number,
            table: order.place.name(),
            section: order.place.section().map(str::to_owned),
            placed_at: order.placed_at,
            accepted_at: order.accepted_at,
            ready_at: order.ready_at,
            party_left_at: order.party_left_at,
            status: order.status,
            note: order.note.clone(),
            reason: order.reason.clone(),
            lines: order.lines.iter().filter_map(KitchenLine::of).collect(),
            version: order.version,
        }
    }
}

/// The kitchen's board at one moment.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct KitchenBoard {
    /// The branch and its thresholds.
    pub branch: KitchenBranch,
    /// The stations of this branch: the brand's that are made there, and its own. A line that was
    /// sent before may name one that is none any more.
    pub stations: Vec<Station>,
    /// The oldest open orders, oldest first; with `?station=` only its lines, and
    /// those of stations that there are no more.
    pub orders: Vec<KitchenOrder>,
    /// Open orders of the branch that are newer than these and did not fit the answer.
    pub more_orders: usize,
    /// The last event of each topic when this was read.
    #[cfg_attr(feature = "openapi", schema(value_type = BTreeMap<String, u64>))]
    pub topics: BTreeMap<Topic, u64>,
    /// The server's clock, for ages.
    #[cfg_attr(feature = "openapi", schema(value_type = String, format = DateTime))]
    pub server_time: Timestamp,
}
