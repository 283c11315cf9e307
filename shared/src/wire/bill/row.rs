//! The rows of a bill: its lines, its taxes, and what was taken off.

use serde::Serialize;

use crate::domain::bill::discount::{Cut, Discount};
use crate::domain::bill::form::{Bill, BillLine, TaxRow};
use crate::domain::id::{ItemId, LineId, OrderId};
use crate::domain::money::Money;
use crate::domain::name::TaxName;
use crate::domain::text::Reason;

/// A line of a bill. One without a name is a part of all that is taxed alike, as of a check that was
/// split by amounts.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct BillLineView {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub order_id: Option<OrderId>,
    /// Unique within its order.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub line_id: Option<LineId>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub item_id: Option<ItemId>,
    /// What it was called, with its variant.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// How many pieces.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub quantity: Option<u32>,
    /// One piece with its options.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unit_price: Option<Money>,
    /// What was taken off.
    pub discount: Money,
    /// The menu's price of the pieces without what was taken off.
    pub total: Money,
}

impl BillLineView {
    pub(in crate::wire) fn of(line: &BillLine, bill: &Bill) -> Self {
        let money = |minor| Money::new(minor, bill.currency);
        let of = line.of.as_ref();
        Self {
            order_id: of.map(|charged| charged.key.order_id.clone()),
            line_id: of.map(|charged| charged.key.line_id.clone()),
            item_id: of.map(|charged| charged.item_id.clone()),
            name: of.map(|charged| charged.name.clone()),
            quantity: of.map(|charged| charged.pieces),
            unit_price: of.map(|charged| money(charged.unit_price)),
            discount: money(line.amounts.discount),
            total: money(line.amounts.net),
        }
    }

    pub(super) fn all(bill: &Bill) -> Vec<Self> {
        bill.lines.iter().map(|line| Self::of(line, bill)).collect()
    }
}

/// A tax on a bill.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct BillTax {
    pub name: TaxName,
    /// Hundredths of a percent: 250 are 2.5 %.
    pub rate_bp: u32,
    /// What it is of, without any tax.
    pub taxable: Money,
    pub amount: Money,
}

impl BillTax {
    pub(in crate::wire) fn all(bill: &Bill) -> Vec<Self> {
        let money = |minor| Money::new(minor, bill.currency);
        let row = |row: TaxRow| Self {
            name: row.name,
            rate_bp: row.rate_bp.0,
            taxable: money(row.taxable),
            amount: money(row.amount),
        };
        bill.totals().taxes.into_iter().map(row).collect()
    }
}

/// What was taken off.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DiscountView {
    /// `flat`, `percent` or `comp`.
    pub kind: &'static str,
    /// Of a flat one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub amount: Option<Money>,
    /// Of a percentage, in hundredths of a percent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rate_bp: Option<u32>,
    /// Pieces on the house.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub quantity: Option<u32>,
    /// Of one line; of the whole check without.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub line_id: Option<LineId>,
    pub reason: Reason,
}

impl DiscountView {
    pub(super) fn of(discount: &Discount, bill: &Bill) -> Self {
        let (kind, amount, rate_bp, quantity) = match discount.cut {
            Cut::Flat { minor } => {
                let amount = Money::new(minor, bill.currency);
                ("flat", Some(amount), None, None)
            }
            Cut::Percent { rate_bp } => ("percent", None, Some(rate_bp.0), None),
            Cut::Comp { pieces } => ("comp", None, None, Some(pieces)),
        };
        Self {
            kind,
            amount,
            rate_bp,
            quantity,
            line_id: discount.line.as_ref().map(|key| key.line_id.clone()),
            reason: discount.reason.clone(),
        }
    }
}
