//! What an order counts in the branch's figures, and how the figures follow its changes.
//!
//! Figures are sums that are kept, not made: each order says what it counts now, a fact
//! remembers what of it was counted, and the difference is added. So the same change told
//! twice, or an older one told late, adds nothing.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::business_day::BusinessDay;
use super::id::{ItemId, OrderId};
use super::order::Order;
use super::transitions::OrderStatus;

/// What is added up: how many, and for how much.
///
/// A sum that leaves 64 bits stays at their end: each amount in it is checked where it is
/// made ([`Money`](super::money::Money)), and figures must not stop the stream that brings them.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tally {
    /// Orders of a day or an hour, pieces of an item.
    pub count: i64,
    /// In minor units of the branch's currency, before tax and discounts.
    pub revenue: i64,
}

/// What a business day adds up to.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct DaySums {
    /// All of it.
    pub tally: Tally,
    /// Its hours on the branch's clock, 0 to 23, in which something was counted.
    pub hours: BTreeMap<u8, Tally>,
}

impl Tally {
    fn minus(self, other: Self) -> Self {
        Self {
            count: self.count.saturating_sub(other.count),
            revenue: self.revenue.saturating_sub(other.revenue),
        }
    }

    /// Both together.
    #[must_use]
    pub fn plus(self, other: Self) -> Self {
        Self {
            count: self.count.saturating_add(other.count),
            revenue: self.revenue.saturating_add(other.revenue),
        }
    }
}

/// What was sold of one item in an order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SoldItem {
    /// Pieces and their price.
    #[serde(flatten)]
    pub tally: Tally,
    /// Its name when it was ordered.
    pub name: String,
}

/// What an order counts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Contribution {
    /// The business day.
    pub day: BusinessDay,
    /// The hour on the branch's clock when it was placed, 0 to 23.
    pub hour: u8,
    /// One order and its total; nothing before it is accepted, and when it was rejected or
    /// cancelled.
    #[serde(flatten)]
    pub tally: Tally,
    /// Its items without the pieces that were voided.
    pub items: BTreeMap<ItemId, SoldItem>,
}

impl Contribution {
    /// What `order` counts, when it was placed in this hour.
    pub fn of(order: &Order, hour: u8) -> Self {
        let mut contribution = Self {
            day: order.business_day,
            hour,
            tally: Tally::default(),
            items: BTreeMap::new(),
        };
        // Before somebody agrees to it nothing is sold: as an order without revenue it would
        // pull down the average of the others.
        if order.status == OrderStatus::Placed || !order.status.is_billable() {
            return contribution;
        }
        contribution.tally = Tally {
            count: 1,
            revenue: order.total.minor,
        };
        for line in order.lines.iter().filter(|line| line.quantity > 0) {
            let more = Tally {
                count: line.quantity.into(),
                revenue: line.total.minor,
            };
            contribution
                .items
                .entry(line.item_id.clone())
                .and_modify(|sold| sold.tally = sold.tally.plus(more))
                .or_insert_with(|| SoldItem {
                    tally: more,
                    name: line.name.clone(),
                });
        }
        contribution
    }

    /// What it adds to each figure.
    pub fn figures(&self) -> BTreeMap<Figure, Tally> {
        let of_items = self
            .items
            .iter()
            .map(|(item, sold)| (Figure::Item(self.day, item.clone()), sold.tally));
        [
            (Figure::Day(self.day), self.tally),
            (Figure::Hour(self.day, self.hour), self.tally),
        ]
        .into_iter()
        .chain(of_items)
        .collect()
    }
}

/// Whether two states of one order count the same, so that the change between them is
/// nothing to the figures.
pub fn counts_alike(before: &Order, after: &Order) -> bool {
    // The hour follows from the moment of placing, which never changes.
    Contribution::of(before, 0) == Contribution::of(after, 0)
}

/// A sum that is kept.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Figure {
    /// Orders of a business day.
    Day(BusinessDay),
    /// Orders of one of its hours.
    Hour(BusinessDay, u8),
    /// Pieces of an item on a business day.
    Item(BusinessDay, ItemId),
}

/// What of one order was counted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fact {
    pub order_id: OrderId,
    /// The version of the order that was counted.
    pub version: u64,
    /// As this.
    pub contribution: Contribution,
}

/// An order's new fact with what it adds to the figures.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// The new fact.
    pub next: Fact,
    /// What is added to each figure that changes; it may be negative.
    pub added: BTreeMap<Figure, Tally>,
}

/// How the figures follow `order`, when `known` is what was counted of it so far;
/// `None` when this state of it, or a newer one, was counted already.
pub fn count(known: Option<&Fact>, order: &Order, hour: u8) -> Option<Step> {
    if known.is_some_and(|fact| fact.version >= order.version) {
        return None;
    }
    let contribution = Contribution::of(order, hour);
    let mut added = contribution.figures();
    for (figure, before) in known
        .map(|fact| fact.contribution.figures())
        .unwrap_or_default()
    {
        let tally = added.entry(figure).or_default();
        *tally = tally.minus(before);
    }
    added.retain(|_, tally| *tally != Tally::default());
    Some(Step {
        next: Fact {
            order_id: order.id.clone(),
            version: order.version,
            contribution,
        },
        added,
    })
}

#[cfg(test)]
#[path = "figures_tests.rs"]
mod tests;
