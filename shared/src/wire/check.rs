//! Checks at the counter: opened, looked at, moved along, and what staff order on them.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::cart::{CartView, PutLineRequest};
use super::combo::PickRequest;
use super::order::OrderView;
use super::printing::PrintJobView;
use super::table::TableName;
use super::to_pay::{Foot, TaxAmount};
use crate::domain::DomainError;
use crate::domain::bill::tax::TaxRules;
use crate::domain::bill::to_pay::ToPay;
use crate::domain::cart::PutLine;
use crate::domain::check::Check;
use crate::domain::counter::{MoveCheck, OpenCheck};
use crate::domain::customer::{Customer, Person};
use crate::domain::id::{BranchId, CheckId, ItemId, LineId, OptionId, StaffId, TableId, VariantId};
use crate::domain::money::Money;
use crate::domain::object::{objects, optional};
use crate::domain::order::Order;
use crate::domain::price_list::Channel;
use crate::domain::taking::Action;
use crate::domain::text::{Address, GuestName, Phone};
use crate::domain::transitions::CheckStatus;
use crate::domain::weight::Weight;

/// Who a pickup or a delivery is for. A delivery needs all of it; a pickup has no address.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CustomerRequest {
    /// How they are called.
    #[cfg_attr(feature = "openapi", schema(value_type = Option<GuestName>))]
    pub name: Option<String>,
    /// Where they can be called; of a delivery with at least 7 digits.
    #[cfg_attr(feature = "openapi", schema(value_type = Option<Phone>))]
    pub phone: Option<String>,
    /// Where it is brought.
    #[cfg_attr(feature = "openapi", schema(value_type = Option<Address>))]
    pub address: Option<String>,
}

/// How to open a check.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct OpenCheckRequest {
    /// How it is ordered.
    pub kind: Channel,
    /// Of a dine-in check, which needs one: where the party sits. The table must be free.
    pub table_id: Option<TableId>,
    /// Of a dine-in check: whose table it is; who opens it when absent.
    pub waiter_id: Option<StaffId>,
    /// Who it is for; a delivery needs it.
    #[serde(default, deserialize_with = "optional")]
    pub customer: Option<CustomerRequest>,
    /// Of a pickup: when they mean to come, within a week.
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>, format = DateTime))]
    pub pickup_at: Option<Timestamp>,
}

impl TryFrom<OpenCheckRequest> for OpenCheck {
    type Error = DomainError;

    fn try_from(request: OpenCheckRequest) -> Result<Self, DomainError> {
        let customer = request.customer.map(|said| {
            Ok::<_, DomainError>(Person {
                name: GuestName::parse_as("customer.name", said.name.as_deref())?,
                phone: Phone::parse_as("customer.phone", said.phone.as_deref())?,
                address: Address::parse(said.address.as_deref())?,
            })
        });
        Ok(Self {
            kind: request.kind,
            table_id: request.table_id,
            waiter_id: request.waiter_id,
            customer: customer.transpose()?,
            pickup_at: request.pickup_at,
        })
    }
}

/// Who a check is for.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CustomerView {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<GuestName>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub phone: Option<Phone>,
    /// Where it is brought.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub address: Option<Address>,
}

impl From<&Customer> for CustomerView {
    fn from(customer: &Customer) -> Self {
        let customer = customer.clone();
        Self {
            name: customer.name,
            phone: customer.phone,
            address: customer.address,
        }
    }
}

/// A check as those see it who take orders, and whoever brings it.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CheckView {
    /// Of a dine-in check that of its session.
    pub id: CheckId,
    pub branch_id: BranchId,
    /// How it is ordered.
    pub kind: Channel,
    /// What staff call it: a table's name, "Pickup 12".
    pub name: String,
    /// The number of a pickup or a delivery, of its day.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub number: Option<u32>,
    /// Where the party sits.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub table: Option<TableName>,
    /// How far it is.
    pub status: CheckStatus,
    /// Whether nothing of what is kept goes to the kitchen.
    pub on_hold: bool,
    /// When staff opened it.
    #[cfg_attr(feature = "openapi", schema(value_type = String, format = DateTime))]
    pub opened_at: Timestamp,
    /// When it ended.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>, format = DateTime))]
    pub closed_at: Option<Timestamp>,
    /// When its bills were made, while they are of all that was ordered: a delivery that is brought
    /// already says by this that it is billed.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>, format = DateTime))]
    pub billed_at: Option<Timestamp>,
    /// When all of it was paid: a pickup waits at the counter after that.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>, format = DateTime))]
    pub paid_at: Option<Timestamp>,
    /// When whoever fetches it means to come.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>, format = DateTime))]
    pub pickup_at: Option<Timestamp>,
    /// Whose table it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub waiter_id: Option<StaffId>,
    /// Who brings it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rider_id: Option<StaffId>,
    /// Who it is for, for 30 days. An answer that is kept for a retry leaves it out.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub customer: Option<CustomerView>,
    /// Orders placed.
    pub order_count: u32,
    /// What is owed so far, before tax and discounts.
    pub total: Money,
    /// The taxes of all orders, as a bill of them would have them: a row for each name and rate.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(feature = "openapi", schema(required = false))]
    pub taxes: Vec<TaxAmount>,
    /// What rounding adds to or takes off what is to be paid, where it does.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub round_off: Option<Money>,
    /// What a bill of all orders would come to now, with taxes and rounded, without discounts and
    /// service charge: where the orders are shown beside it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub to_pay: Option<Money>,
    /// Grows with every change.
    pub version: u64,
}

impl CheckView {
    /// A check that stands there, and who it is for.
    pub fn of(check: &Check, status: CheckStatus, customer: Option<&Customer>) -> Self {
        Self {
            id: check.id.clone(),
            branch_id: check.branch_id.clone(),
            kind: Channel::from(&check.place),
            name: check.place.name(),
            number: check.place.number(),
            table: check.place.table().map(TableName::from),
            status,
            on_hold: check.on_hold,
            opened_at: check.opened_at,
            closed_at: check.closed_at,
            billed_at: check.billed_at,
            paid_at: check.paid_at,
            pickup_at: check.pickup_at,
            waiter_id: check.waiter_id.clone(),
            rider_id: check.rider_id.clone(),
            customer: customer.map(CustomerView::from),
            order_count: check.order_count,
            total: check.total,
            taxes: Vec::new(),
            round_off: None,
            to_pay: None,
            version: check.version,
        }
    }

    /// The same with what its orders come to by these rules.
    #[must_use]
    pub fn taxed(self, orders: &[Order], rules: &TaxRules) -> Self {
        let Foot {
            taxes,
            round_off,
            to_pay,
        } = ToPay::of_orders(self.total.currency, rules, orders).into();
        Self {
            taxes,
            round_off,
            to_pay,
            ..self
        }
    }
}

/// A branch's open checks.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CheckList {
    /// Oldest first.
    pub checks: Vec<CheckView>,
    /// The server's clock, for timers.
    #[cfg_attr(feature = "openapi", schema(value_type = String, format = DateTime))]
    pub server_time: Timestamp,
}

/// A check with all that was ordered on it.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CheckDetail {
    pub check: CheckView,
    /// Oldest first.
    pub orders: Vec<OrderView>,
    /// What staff have kept and not sent.
    pub saved: CartView,
}

/// A line that staff take.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct TakenLineRequest {
    /// Made by the client: the same twice is one line.
    pub id: LineId,
    /// What.
    pub item_id: ItemId,
    /// Which of its variants: needed where it has some, refused where it has none.
    pub variant_id: Option<VariantId>,
    /// How many.
    #[cfg_attr(feature = "openapi", schema(minimum = 1, maximum = 99))]
    pub quantity: u32,
    /// The chosen options.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(max_items = 30))]
    pub options: Vec<OptionId>,
    /// A wish for the kitchen.
    #[cfg_attr(feature = "openapi", schema(value_type = Option<crate::domain::text::Note>))]
    pub note: Option<String>,
    /// Whether the note is about an allergy.
    pub allergy: Option<bool>,
    /// What is picked for the parts of a combo.
    #[serde(default, deserialize_with = "objects")]
    #[cfg_attr(feature = "openapi", schema(required = false, max_items = 12))]
    pub parts: Vec<PickRequest>,
    /// What it weighs: needed of what is sold by weight, refused of anything else. In grams, or in
    /// hundredths of a pound where the price is per pound. Such a line is one piece.
    #[serde(default, deserialize_with = "optional")]
    pub weight: Option<Weight>,
}

impl TryFrom<TakenLineRequest> for PutLine {
    type Error = DomainError;

    fn try_from(line: TakenLineRequest) -> Result<Self, DomainError> {
        if line.quantity == 0 {
            return Err(DomainError::invalid("lines.quantity", "at least 1"));
        }
        let request = PutLineRequest {
            item_id: line.item_id,
            variant_id: line.variant_id,
            quantity: line.quantity,
            options: line.options,
            note: line.note,
            allergy: line.allergy,
            parts: line.parts,
            weight: line.weight,
        };
        request.of_line(line.id)
    }
}

/// "Take this."
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct TakeOrderRequest {
    /// What becomes of the lines.
    pub action: Action,
    /// What is ordered beside what is saved already.
    #[serde(default, deserialize_with = "objects")]
    #[cfg_attr(feature = "openapi", schema(required = false, max_items = 60))]
    pub lines: Vec<TakenLineRequest>,
    /// A wish for the kitchen about the whole order; of a KOT.
    #[cfg_attr(feature = "openapi", schema(value_type = Option<crate::domain::text::Note>))]
    pub note: Option<String>,
}

/// What came of it.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct TakenOrder {
    /// What went to the kitchen.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub order: Option<OrderView>,
    /// What of it is printed. Nothing where it was to be printed and no printer is there for it:
    /// then it can be printed from a page.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(feature = "openapi", schema(required = false))]
    pub print_jobs: Vec<PrintJobView>,
    /// What is saved on the check and not sent.
    pub saved: CartView,
    pub check: CheckView,
}

/// "Nothing of it goes to the kitchen", or "it goes on".
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct HoldRequest {
    /// The version of the check that the caller decided on; another one is refused.
    pub version: Option<u64>,
}

/// "The check shall be so." What is left out stays.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct MoveCheckRequest {
    /// The wanted status: of a delivery `preparing`, `out_for_delivery` and `delivered`, of a
    /// pickup `ready_for_pickup`. All else follows from its orders and payments.
    pub status: Option<CheckStatus>,
    /// Who brings it, of a delivery.
    pub rider_id: Option<StaffId>,
    /// The version of the check that the caller decided on; another one is refused.
    pub version: Option<u64>,
}

impl From<MoveCheckRequest> for MoveCheck {
    fn from(request: MoveCheckRequest) -> Self {
        Self {
            to: request.status,
            rider_id: request.rider_id,
            version: request.version,
        }
    }
}
