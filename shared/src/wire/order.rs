//! Orders, for guests and the floor.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::combo::InComboView;
use super::kitchen::KitchenOrder;
use super::to_pay::{Foot, TaxAmount};
use crate::domain::bill::tax::TaxRules;
use crate::domain::cart::AddedBy;
use crate::domain::id::{CartId, CheckId, ItemId, LineId, OrderId, TableId, VariantId};
use crate::domain::menu::ChosenOption;
use crate::domain::money::Money;
use crate::domain::object::optional;
use crate::domain::order::{Order, OrderLine, PaymentMethod};
use crate::domain::text::{Note, Reason};
use crate::domain::transitions::{LineStatus, OrderStatus};
use crate::domain::weight::Weight;

/// "Send the cart to the kitchen."
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PlaceOrderRequest {
    /// The cart that the guest saw. Whoever says it spares a look at the other one that guests
    /// may have.
    pub cart_id: Option<CartId>,
    /// The version of the cart that the guest saw.
    pub cart_version: u64,
    /// The total that the guest saw, as the menu has the prices.
    #[serde(default, deserialize_with = "optional")]
    pub expected_total: Option<Money>,
    /// What the guest saw is to be paid, with taxes. Whoever says it is told when taxes are others
    /// by now; who leaves it out agrees to whatever they are.
    #[serde(default, deserialize_with = "optional")]
    pub expected_to_pay: Option<Money>,
    /// How they mean to pay.
    pub payment_method: Option<PaymentMethod>,
    /// A wish for the kitchen about the whole order.
    #[cfg_attr(feature = "openapi", schema(value_type = Option<Note>))]
    pub note: Option<String>,
}

/// A line of an order as guests and floor see it.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct OrderLineView {
    pub id: LineId,
    /// What.
    pub item_id: ItemId,
    /// Its name when it was ordered, and that of its variant or its weight behind it.
    pub name: String,
    /// Which of its variants, where it had some.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub variant_id: Option<VariantId>,
    /// Pieces that are to be made.
    pub quantity: u32,
    /// Pieces that were voided.
    pub voided: u32,
    /// The chosen options.
    pub options: Vec<ChosenOption>,
    /// A wish for the kitchen.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<Note>,
    /// Whether that note is about an allergy, as the guest said.
    pub allergy: bool,
    /// One piece with its options.
    pub unit_price: Money,
    /// The pieces that count on the check.
    pub total: Money,
    /// How far it is.
    pub status: LineStatus,
    /// Why it was voided.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<Reason>,
    /// Who put it into the cart.
    pub added_by: AddedBy,
    /// The combo that it is a part of.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub combo: Option<InComboView>,
    /// What staff weighed of it, where it is sold by weight.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub weight: Option<Weight>,
}

impl From<&OrderLine> for OrderLineView {
    fn from(line: &OrderLine) -> Self {
        let (name, line) = (line.full_name(), line.clone());
        Self {
            id: line.id,
            item_id: line.item_id,
            name,
            variant_id: line.variant.map(|variant| variant.id),
            quantity: line.quantity,
            voided: line.voided,
            options: line.options,
            note: line.note,
            allergy: line.allergy,
            unit_price: line.unit_price,
            total: line.total,
            status: line.status,
            reason: line.reason,
            added_by: line.added_by,
            combo: line.combo.map(InComboView::from),
            weight: line.weighed.map(|weighed| weighed.weight),
        }
    }
}

/// An order as guests and floor see it.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct OrderView {
    pub id: OrderId,
    /// Its number of the day.
    pub number: u32,
    /// Whose it is.
    pub session_id: CheckId,
    /// The table that it goes to.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub table_id: Option<TableId>,
    /// Where it goes: the table's name, "Pickup 12", "Delivery 13".
    pub table: String,
    /// Where it stands, when another table had the same name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub section: Option<String>,
    /// How far it is.
    pub status: OrderStatus,
    /// When it was sent.
    #[cfg_attr(feature = "openapi", schema(value_type = String, format = DateTime))]
    pub placed_at: Timestamp,
    /// Who sent it.
    pub placed_by: AddedBy,
    /// A wish for the kitchen.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<Note>,
    /// Why it was rejected or cancelled.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<Reason>,
    /// How the guest means to pay.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub payment_method: Option<PaymentMethod>,
    /// When the branch took it on; nobody has promised a time before.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>, format = DateTime))]
    pub accepted_at: Option<Timestamp>,
    /// When everything should be ready, counted from its acceptance.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>, format = DateTime))]
    pub estimated_ready_at: Option<Timestamp>,
    /// When the last of it came to the pass.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>, format = DateTime))]
    pub ready_at: Option<Timestamp>,
    /// When its party left, although it was still to be served.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>, format = DateTime))]
    pub party_left_at: Option<Timestamp>,
    /// What was ordered.
    pub lines: Vec<OrderLineView>,
    /// The sum of the lines that count, as the menu had their prices.
    pub total: Money,
    /// The taxes of the lines, as a bill of nothing else would have them: a row for each name and
    /// rate.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(feature = "openapi", schema(required = false))]
    pub taxes: Vec<TaxAmount>,
    /// What rounding adds to or takes off what is to be paid, where it does.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub round_off: Option<Money>,
    /// What a bill of this order alone would come to by the taxes of today. Left out where an
    /// order is one of many or is only moved.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub to_pay: Option<Money>,
    /// Grows with every change.
    pub version: u64,
}

impl From<&Order> for OrderView {
    fn from(order: &Order) -> Self {
        Self {
            id: order.id.clone(),
            number: order.number,
            session_id: order.check_id.clone(),
            table_id: order.place.table().map(|table| table.id.clone()),
            table: order.place.name(),
            section: order.place.section().map(str::to_owned),
            status: order.status,
            placed_at: order.placed_at,
            placed_by: order.placed_by.clone(),
            note: order.note.clone(),
            reason: order.reason.clone(),
            payment_method: order.payment_method,
            accepted_at: order.accepted_at,
            estimated_ready_at: order.estimated_ready_at,
            ready_at: order.ready_at,
            party_left_at: order.party_left_at,
            lines: order.lines.iter().map(OrderLineView::from).collect(),
            total: order.total,
            taxes: Vec::new(),
            round_off: None,
            to_pay: None,
            version: order.version,
        }
    }
}

impl OrderView {
    /// The order with what is to be paid for it by these rules.
    pub fn taxed(order: &Order, rules: &TaxRules) -> Self {
        let Foot {
            taxes,
            round_off,
            to_pay,
        } = order.to_pay(rules).into();
        Self {
            taxes,
            round_off,
            to_pay,
            ..Self::from(order)
        }
    }
}

/// A session's orders.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct OrderList {
    /// Oldest first.
    pub orders: Vec<OrderView>,
    /// Where the next page begins, if there is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next: Option<String>,
}

/// "The whole order shall be so."
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct MoveOrderRequest {
    /// The wanted status.
    pub status: OrderStatus,
    /// Why; needed for `rejected` and `cancelled`.
    #[cfg_attr(feature = "openapi", schema(value_type = Option<Reason>))]
    pub reason: Option<String>,
    /// The version that the caller decided on; another one is refused.
    pub version: Option<u64>,
}

/// "This line shall be so."
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct MoveLineRequest {
    /// The wanted status.
    pub status: LineStatus,
    /// For `cancelled`: how many pieces; all of them when absent.
    #[cfg_attr(feature = "openapi", schema(minimum = 1, maximum = 99))]
    pub quantity: Option<u32>,
    /// Why; needed for `cancelled`.
    #[cfg_attr(feature = "openapi", schema(value_type = Option<Reason>))]
    pub reason: Option<String>,
    /// The version of the order that the caller decided on; another one is refused.
    pub version: Option<u64>,
}

/// An order that was moved, as the caller may see it.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(untagged)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[expect(
    clippy::large_enum_variant,
    reason = "one is made for each answer, and written at once"
)]
pub enum MovedOrder {
    /// For those who see the floor.
    Floor(OrderView),
    /// For the kitchen.
    Kitchen(KitchenOrder),
}
