//! What an order counts in the branch's figures.
//!
//! Figures are sums of facts that can be made again at any time, and nothing is ever added to
//! them ([`fold`](super::fold)). The fact of an order is the order itself, as it stood when
//! what it counts last changed, or when it ended.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::id::ItemId;
use super::order::Order;
use super::transitions::OrderStatus;

/// What is summed up: how many, and for how much.
///
/// A sum that leaves 64 bits stays at their end: each amount in it is checked where it is
/// made ([`Money`](super::money::Money)), and figures must not stop the stream that brings them.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tally {
    /// Orders of a span, pieces of an item.
    pub count: i64,
    /// In minor units of the branch's currency, before tax and discounts.
    pub amount: i64,
}

impl Tally {
    /// Both together.
    #[must_use]
    pub fn plus(self, other: Self) -> Self {
        Self {
            count: self.count.saturating_add(other.count),
            amount: self.amount.saturating_add(other.amount),
        }
    }
}

/// What was sold of one item.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SoldItem {
    /// Pieces and their price.
    #[serde(flatten)]
    pub tally: Tally,
    /// Its name when it was last ordered.
    pub name: String,
}

/// What orders count.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Sums {
    /// Orders that the branch took on, and their totals: what was sold.
    pub accepted: Tally,
    /// Orders that nobody has agreed to yet: ordered, and not sold.
    pub waiting: Tally,
    /// Pieces that were voided of orders that the branch had taken on, and what they cost: by one,
    /// or all of an order that was cancelled.
    pub voided: Tally,
    /// What was sold of each item, without the pieces that were voided.
    pub items: BTreeMap<ItemId, SoldItem>,
}

impl Sums {
    /// What one order counts: nothing once it was rejected, and nothing but its voided pieces once
    /// it was cancelled.
    pub fn of(order: &Order) -> Self {
        let mut sums = Self {
            voided: voided(order),
            ..Self::default()
        };
        let all = Tally {
            count: 1,
            amount: order.total.minor,
        };
        if !order.status.is_billable() {
            return sums;
        }
        // Before somebody agrees to it nothing is sold: as an order of no amount it would
        // pull down the average of the others.
        if order.status == OrderStatus::Placed {
            sums.waiting = all;
            return sums;
        }
        sums.accepted = all;
        for line in order.lines.iter().filter(|line| line.quantity > 0) {
            let tally = Tally {
                count: line.quantity.into(),
                amount: line.total.minor,
            };
            let name = line.name.clone();
            sums.take(line.item_id.clone(), SoldItem { tally, name });
        }
        sums
    }

    /// What several orders count together, in whatever order they come. Of an item's names the
    /// one of the order that was placed last stands.
    pub fn fold<'a>(orders: impl IntoIterator<Item = &'a Order>) -> Self {
        let mut orders: Vec<_> = orders.into_iter().collect();
        orders.sort_by_key(|order| (order.placed_at, &order.id));
        let each = orders.into_iter().map(Self::of);
        each.fold(Self::default(), |sums, next| sums.plus(&next))
    }

    /// Both together; of an item's names the one in `later` stands.
    #[must_use]
    pub fn plus(mut self, later: &Self) -> Self {
        self.accepted = self.accepted.plus(later.accepted);
        self.waiting = self.waiting.plus(later.waiting);
        self.voided = self.voided.plus(later.voided);
        for (item, sold) in &later.items {
            self.take(item.clone(), sold.clone());
        }
        self
    }

    /// What was ordered, whether or not somebody has agreed to it.
    pub fn ordered(&self) -> Tally {
        self.accepted.plus(self.waiting)
    }

    fn take(&mut self, item: ItemId, more: SoldItem) {
        match self.items.get_mut(&item) {
            Some(sold) => {
                sold.tally = sold.tally.plus(more.tally);
                sold.name = more.name;
            }
            None => drop(self.items.insert(item, more)),
        }
    }
}

/// What of an order was voided since the branch took it on; what it never agreed to is none.
fn voided(order: &Order) -> Tally {
    let lines = order.lines.iter().filter(|line| line.voided > 0);
    let lines = lines.filter(|_| order.accepted_at.is_some());
    let tally = lines.map(|line| Tally {
        count: line.voided.into(),
        amount: line.unit_price.minor.saturating_mul(line.voided.into()),
    });
    tally.fold(Tally::default(), Tally::plus)
}

/// Whether two states of one order count the same.
pub fn counts_alike(before: &Order, after: &Order) -> bool {
    Sums::of(before) == Sums::of(after)
}

/// What a change of an order is to the figures.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Change {
    /// Nothing: it is being cooked, say. Whoever shows open orders has them from elsewhere.
    Nothing,
    /// It counts as before, but has left the open orders, or changed afterwards: the list of the
    /// last orders is to show it so.
    Shown,
    /// It counts otherwise.
    Counts,
}

/// What the change from `before` to `after` is; `None` before a new order.
pub fn change(before: Option<&Order>, after: &Order) -> Change {
    match before {
        Some(before) if counts_alike(before, after) => match after.status.is_open() {
            true => Change::Nothing,
            false => Change::Shown,
        },
        _ => Change::Counts,
    }
}

#[cfg(test)]
#[path = "figures_tests.rs"]
mod tests;
