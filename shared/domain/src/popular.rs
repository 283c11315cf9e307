//! What guests order most, by a branch's figures of its last days.
//!
//! Only true figures: nothing is chosen, paid for or invented, and where too little was sold
//! nothing is called popular.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use super::business_day::BusinessDay;
use super::id::ItemId;
use super::menu::{Item, Menu};
use super::moment::Moment;

/// Business days that count, of those that are over. Today's do not: all guests of a day read
/// the same list, and it does not move while they choose.
pub const DAYS: u16 = 7;
/// Pieces sold in these days, below which nothing is popular.
const LEAST_PIECES: i64 = 5;
/// Fewer are no list.
const FEWEST: usize = 3;
/// More are a second menu.
const MOST: usize = 6;

/// Pieces sold of each item on each of some business days.
pub type SoldByDay = BTreeMap<BusinessDay, BTreeMap<ItemId, i64>>;

/// The items that were sold most on the business days before `today`, most pieces first, then
/// by ID: of those that are on the menu and to be had, and that somebody makes. A bottle of
/// water goes with everything and says nothing of a kitchen. Empty where too few were sold.
pub fn popular(sold: &SoldByDay, today: BusinessDay, menu: &Menu, at: &Moment<'_>) -> Vec<ItemId> {
    let mut sums = BTreeMap::<&ItemId, i64>::new();
    for (_, items) in sold.range(today.days_before(DAYS)..today) {
        for (item, pieces) in items {
            let sum = sums.entry(item).or_default();
            *sum = sum.saturating_add(*pieces);
        }
    }
    let items = || {
        let categories = menu.categories.iter();
        categories.flat_map(|category| category.items.iter().map(move |item| (category, item)))
    };
    // Where no item has a station, none is told from a bottle of water.
    let has_stations = items().any(|(_, item)| item.station.is_some());
    let made = |item: &Item| item.station.is_some() || !has_stations;
    let dishes = menu.dishes();
    let mut best: Vec<_> = items()
        .filter(|(_, item)| made(item) && dishes.has(item, at))
        .filter(|(category, item)| item.not_now(category, at).is_none())
        .filter_map(|(_, item)| Some((*sums.get(&item.id)?, &item.id)))
        .filter(|(pieces, _)| *pieces >= LEAST_PIECES)
        .collect();
    best.sort_by_key(|(pieces, id)| (Reverse(*pieces), *id));
    // Nothing stands on a menu twice, but a list that did would count it twice.
    best.dedup();
    if best.len() < FEWEST {
        return Vec::new();
    }
    best.truncate(MOST);
    best.into_iter().map(|(_, id)| id.clone()).collect()
}

#[cfg(test)]
#[path = "popular_tests.rs"]
mod tests;
