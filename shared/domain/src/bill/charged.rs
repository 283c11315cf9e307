//! What is charged: pieces of lines that were ordered.

use serde::{Deserialize, Serialize};

use crate::cart::AddedBy;
use crate::id::{ItemId, LineId, OrderId, TaxClass};
use crate::order::Order;

/// Which line of a party's orders.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct LineKey {
    pub order_id: OrderId,
    /// Unique within its order.
    pub line_id: LineId,
}

/// Pieces of a line that are charged; a bill refers to lines and never makes any.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Charged {
    pub key: LineKey,
    pub item_id: ItemId,
    /// What it was called, with its variant or its weight and what so much of it costs.
    pub name: String,
    /// How many pieces; what was voided is not among them.
    pub pieces: u32,
    /// Minor units of one piece with its options.
    pub unit_price: i64,
    pub tax_class: TaxClass,
    pub added_by: AddedBy,
}

impl Charged {
    /// The lines of an order that are charged: none of one that was rejected or cancelled.
    pub fn of(order: &Order) -> Vec<Self> {
        let is_charged = order.status.is_billable();
        let lines = order
            .lines
            .iter()
            .filter(|line| is_charged && line.quantity > 0);
        let charged = lines.map(|line| Self {
            key: LineKey {
                order_id: order.id.clone(),
                line_id: line.id.clone(),
            },
            item_id: line.item_id.clone(),
            name: line.charged_name(),
            pieces: line.quantity,
            unit_price: line.unit_price.minor,
            tax_class: line.tax_class.clone(),
            added_by: line.added_by.clone(),
        });
        charged.collect()
    }
}
