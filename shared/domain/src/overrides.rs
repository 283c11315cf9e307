//! What a branch says otherwise of its brand's menu: its own prices, what it does not offer, and
//! where in its kitchen dishes are made.
//!
//! The brand has one menu. What a branch sells is made of it and of this, whenever it is read:
//! nothing is copied, so what the brand edits reaches each branch, and what a branch says of its
//! own stays until the branch takes it back. What it says of things that are not on the menu
//! says nothing, until an earlier menu brings them back.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use serde::{Deserialize, Serialize};

use super::DomainError;
use super::exchange::Exchange;
use super::id::{CategoryId, ItemId};
use super::menu::{Menu, PRICES};
use super::money::{Currency, Money};
use super::own_stations::{OwnStations, StationChange};
use super::price_of::{PriceOf, brands_price, prices};

/// The most own prices of a branch, and the most things that it does not offer: twice what a
/// menu holds, as what is gone may come back.
pub const MAX_OVERRIDES: usize = 10_000;
/// The most bytes that the IDs of all that it says may be together: what is stored is one item of
/// at most 400 KB, and IDs hardly shrink.
const MAX_ID_BYTES: usize = 400_000;

/// A branch's own price, in minor units of its currency.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct OwnPrice {
    #[serde(flatten)]
    of: PriceOf,
    price: i64,
}

/// What a branch says otherwise of its brand's menu.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Overrides {
    /// In minor units of the branch's currency.
    #[serde(
        default,
        with = "own_prices",
        skip_serializing_if = "BTreeMap::is_empty"
    )]
    prices: BTreeMap<PriceOf, i64>,
    /// What the branch does not offer.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    hidden_items: BTreeSet<ItemId>,
    /// The same of all that stands in a category.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    hidden_categories: BTreeSet<CategoryId>,
    /// Where in its kitchen dishes are made.
    #[serde(default, skip_serializing_if = "OwnStations::is_empty")]
    stations: OwnStations,
    /// Grows with every change; 0 when nobody has ever said anything.
    pub version: u64,
}

/// JSON has no keys but texts, so prices are stored as a list.
mod own_prices {
    use std::collections::BTreeMap;

    use serde::{Deserialize, Deserializer, Serializer};

    use super::{OwnPrice, PriceOf};

    pub(super) fn serialize<S: Serializer>(
        prices: &BTreeMap<PriceOf, i64>,
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(prices.iter().map(|(of, price)| OwnPrice {
            of: of.clone(),
            price: *price,
        }))
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(
        deserializer: D,
    ) -> Result<BTreeMap<PriceOf, i64>, D::Error> {
        let listed = Vec::<OwnPrice>::deserialize(deserializer)?;
        Ok(listed.into_iter().map(|own| (own.of, own.price)).collect())
    }
}

/// "This shall be otherwise here." What is said twice is done once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Change {
    /// An own price, or the brand's again.
    Price { of: PriceOf, own: Option<Money> },
    /// Whether an item is offered here.
    Item { id: ItemId, hidden: bool },
    /// Whether anything of a category is offered here.
    Category { id: CategoryId, hidden: bool },
    /// An own price for whatever has no price here, made of the brand's. What has one keeps it.
    Fill(Exchange),
    /// Where in the kitchen dishes are made here.
    Station(StationChange),
}

/// Why changes are not made, none of them: which one cannot be, from 0, or all of them together.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[error("{why}")]
pub struct ChangeRefused {
    pub change: Option<usize>,
    pub why: DomainError,
}

impl Overrides {
    /// A branch's own price, in minor units of its currency.
    pub fn own(&self, of: &PriceOf) -> Option<i64> {
        self.prices.get(of).copied()
    }

    /// Whether the branch does not offer an item, by what it says of that very item.
    pub fn hides(&self, item: &ItemId) -> bool {
        self.hidden_items.contains(item)
    }

    /// Whether the branch offers nothing of a category.
    pub fn hides_category(&self, category: &CategoryId) -> bool {
        self.hidden_categories.contains(category)
    }

    /// What the branch says of its kitchen.
    pub fn stations(&self) -> &OwnStations {
        &self.stations
    }

    /// Whether nothing is otherwise.
    pub fn is_empty(&self) -> bool {
        let offers_all = self.hidden_items.is_empty() && self.hidden_categories.is_empty();
        offers_all && self.prices.is_empty() && self.stations.is_empty()
    }

    /// What counts at the branch where the brand's price is `brand`; `None` when there is no
    /// price: the brand's is in another currency, and the branch has none of its own. What costs
    /// nothing costs nothing in any currency.
    pub fn counts(&self, of: &PriceOf, brand: i64, is_foreign: bool) -> Option<i64> {
        let brands = (!is_foreign || brand == 0).then_some(brand);
        self.own(of).or(brands)
    }

    /// What shall be otherwise, all of it or nothing. Said of a menu: what is not on it gets no
    /// own price and is not hidden, but whatever was said of it can be taken back. `currency` is
    /// the branch's.
    ///
    /// # Errors
    /// The first that cannot be: `NotFound` for what is not on the menu; `Invalid` for a price in
    /// another currency or out of range, for a station that cannot be so, or for too many of them;
    /// `AmountTooLarge`.
    pub fn changed(
        &self,
        changes: &[Change],
        menu: &Menu,
        currency: Currency,
    ) -> Result<Self, ChangeRefused> {
        let mut next = self.clone();
        let refused = |change| move |why| ChangeRefused { change, why };
        for (at, change) in changes.iter().enumerate() {
            let done = next.change(change, menu, currency);
            done.map_err(refused(Some(at)))?;
        }
        next.sized().map_err(refused(None))?;
        if next != *self {
            next.version += 1;
        }
        Ok(next)
    }

    fn change(
        &mut self,
        change: &Change,
        menu: &Menu,
        currency: Currency,
    ) -> Result<(), DomainError> {
        match change {
            Change::Price { of, own: None } => drop(self.prices.remove(of)),
            Change::Price { of, own: Some(own) } => {
                if own.currency != currency {
                    let message = format!("in {currency}, the currency of this branch");
                    return Err(DomainError::invalid("price", message));
                }
                if !PRICES.contains(&own.minor) {
                    let message = format!("0 to {} minor units", PRICES.end());
                    return Err(DomainError::invalid("price", message));
                }
                if brands_price(menu, of).is_none() {
                    return Err(DomainError::NotFound("price"));
                }
                self.prices.insert(of.clone(), own.minor);
            }
            Change::Item { id, hidden: false } => drop(self.hidden_items.remove(id)),
            Change::Item { id, hidden: true } => {
                menu.item(id).ok_or(DomainError::NotFound("item"))?;
                self.hidden_items.insert(id.clone());
            }
            Change::Category { id, hidden: false } => drop(self.hidden_categories.remove(id)),
            Change::Category { id, hidden: true } => {
                let mut categories = menu.categories.iter();
                let found = categories.find(|category| category.id == *id);
                found.ok_or(DomainError::NotFound("category"))?;
                self.hidden_categories.insert(id.clone());
            }
            Change::Fill(exchange) => self.fill(exchange, menu, currency)?,
            Change::Station(change) => self.stations.change(change, menu)?,
        }
        Ok(())
    }

    fn fill(
        &mut self,
        exchange: &Exchange,
        menu: &Menu,
        currency: Currency,
    ) -> Result<(), DomainError> {
        let is_foreign = menu.currency != currency;
        for (of, brand) in prices(menu) {
            if self.counts(&of, brand, is_foreign).is_none() {
                let brand = Money::new(brand, menu.currency);
                self.prices.insert(of, exchange.price(brand, currency)?);
            }
        }
        Ok(())
    }

    /// What is otherwise in `next`, for the record of who did what: prices in minor units.
    pub fn differences(&self, next: &Self) -> Vec<String> {
        let all: BTreeSet<_> = self.prices.keys().chain(next.prices.keys()).collect();
        let prices = all.into_iter().filter_map(|of| {
            let (from, to) = (self.own(of), next.own(of));
            let said =
                |own: Option<i64>| own.map_or("the brand's".to_owned(), |own| own.to_string());
            (from != to).then(|| format!("{of} {} -> {}", said(from), said(to)))
        });
        let items = differing(&self.hidden_items, &next.hidden_items);
        let categories = differing(&self.hidden_categories, &next.hidden_categories);
        let stations = self.stations.differences(&next.stations);
        let told = prices.chain(items).chain(categories);
        told.chain(stations).collect()
    }

    fn sized(&self) -> Result<(), DomainError> {
        let hidden = self.hidden_items.len() + self.hidden_categories.len();
        let most = self.prices.len().max(hidden).max(self.stations.count());
        if most > MAX_OVERRIDES {
            let message = format!("at most {MAX_OVERRIDES} own prices of one branch");
            return Err(DomainError::invalid("changes", message));
        }
        let prices = self.prices.keys().map(|of| of.to_string().len());
        let items = self.hidden_items.iter().map(|id| id.as_str().len());
        let categories = self.hidden_categories.iter().map(|id| id.as_str().len());
        let bytes: usize = prices.chain(items).chain(categories).sum();
        if bytes + self.stations.bytes() > MAX_ID_BYTES {
            let message = "too much to be kept; take some back first";
            return Err(DomainError::invalid("changes", message));
        }
        Ok(())
    }
}

/// What one of two sets of hidden things holds and the other does not.
fn differing<'a, T: Ord + fmt::Display>(
    before: &'a BTreeSet<T>,
    after: &'a BTreeSet<T>,
) -> impl Iterator<Item = String> + 'a {
    let moved = before.symmetric_difference(after);
    moved.map(|id| match after.contains(id) {
        true => format!("{id} hidden"),
        false => format!("{id} shown"),
    })
}

#[cfg(test)]
#[path = "overrides_tests.rs"]
mod tests;
