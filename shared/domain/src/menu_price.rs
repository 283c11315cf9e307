//! What an item costs at a moment, and whether it can be had then.

use std::cell::OnceCell;
use std::collections::BTreeMap;

use jiff::Timestamp;

use crate::DomainError;
use crate::hours::Standing;
use crate::id::VariantId;
use crate::menu::{Category, Item, Menu, PRICES};
use crate::moment::Moment;
use crate::money::Money;
use crate::price_list::PriceList;
use crate::priced::{NotNow, PriceKind};
use crate::serving_times::ServingTimes;
use crate::stock::DayPrice;

/// The price that counts at a moment, in minor units.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Listed<'a> {
    /// What one piece costs, without options.
    pub price: i64,
    /// Which list says so; `None` is the menu itself.
    pub list: Option<&'a PriceList>,
    /// Until when that list counts, if it ends within a week.
    pub until: Option<Timestamp>,
    /// What it costs while no list counts that has times.
    pub usual: i64,
}

/// The price lists that are for a way of ordering, in their order; each is looked at no more than
/// once for all items of a menu.
#[derive(Debug)]
pub struct Counting<'m, 'a> {
    lists: Vec<(&'m PriceList, OnceCell<Standing>)>,
    at: &'a Moment<'a>,
}

impl<'m> Counting<'m, '_> {
    /// What an item or a variant of it, whose own price is `base`, costs. No list touches what
    /// staff price.
    pub fn cost(
        &self,
        (category, item): (&Category, &Item),
        variant: Option<&VariantId>,
        base: i64,
    ) -> Listed<'m> {
        let mut cost = Listed {
            price: base,
            list: None,
            until: None,
            usual: base,
        };
        if !item.priced.is_fixed() {
            return cost;
        }
        for (list, standing) in &self.lists {
            let Some(price) = list.says((&category.id, &item.id), variant, base) else {
                continue;
            };
            if cost.list.is_none()
                && let Standing::Open(until) =
                    standing.get_or_init(|| list.times.at(self.at.now, &self.at.zone))
            {
                (cost.price, cost.list, cost.until) = (price, Some(*list), *until);
            }
            // One that always counts leaves nothing to those behind it.
            if list.times.is_always() {
                cost.usual = price;
                break;
            }
        }
        cost
    }
}

impl Menu {
    /// What counts at a moment.
    pub fn counting<'m, 'a>(&'m self, at: &'a Moment<'a>) -> Counting<'m, 'a> {
        let lists = self.price_lists.iter();
        let lists = lists.filter(|list| list.channels.contains(&at.channel));
        Counting {
            lists: lists.map(|list| (list, OnceCell::new())).collect(),
            at,
        }
    }

    /// When a price or what is served changes by itself next.
    pub fn turns_at(&self, at: &Moment<'_>) -> Option<Timestamp> {
        let lists = self.price_lists.iter();
        let lists = lists.filter(|list| list.channels.contains(&at.channel));
        let categories = self.categories.iter();
        let items = categories.clone().flat_map(|c| &c.items).map(|i| &i.times);
        let times = lists.map(|list| &list.times);
        let times = times.chain(categories.map(|c| &c.times)).chain(items);
        let times = times.filter(|times| !times.is_always());
        times
            .filter_map(|times| times.turns_at(at.now, &at.zone))
            .min()
    }
}

impl PriceList {
    /// Says nothing more of what a menu does not hold: where an item has variants, each of them
    /// has its own price, and the item none.
    pub(crate) fn keep_known(&mut self, menu: &Menu) {
        if let Some(categories) = self.percent.as_mut().and_then(|p| p.categories.as_mut()) {
            categories.retain(|id| menu.categories.iter().any(|c| c.id == *id));
        }
        if self.prices.is_empty() {
            return;
        }
        let items = menu.categories.iter().flat_map(|c| &c.items);
        let items: BTreeMap<_, _> = items.map(|item| (&item.id, item)).collect();
        for (id, own) in &mut self.prices {
            let variants = items.get(id).map_or(&[][..], |item| &item.variants);
            own.variants
                .retain(|id, _| variants.iter().any(|v| v.id == *id));
            own.price = own.price.filter(|_| variants.is_empty());
        }
        self.prices
            .retain(|id, own| items.contains_key(id) && !own.is_empty());
    }
}

impl Item {
    /// When it is served: its own times, or else those of the category in which it stands.
    pub fn served<'a>(&'a self, category: &'a Category) -> &'a ServingTimes {
        match self.times.is_always() {
            true => &category.times,
            false => &self.times,
        }
    }

    /// What its price is reckoned from at a moment, in minor units: the menu's own, or that of
    /// the day; `None` while it has none.
    pub fn base_price(&self, at: &Moment<'_>) -> Option<i64> {
        match self.priced {
            PriceKind::Fixed => Some(self.price),
            PriceKind::Market => at.stock.day_price(&self.id, at.now),
            PriceKind::Per100G | PriceKind::PerKg | PriceKind::PerLb => None,
        }
    }

    /// Why guests cannot order it at a moment; what is left of it does not count here.
    pub fn not_now(&self, category: &Category, at: &Moment<'_>) -> Option<NotNow> {
        if let Standing::Closed(from) = self.served(category).at(at.now, &at.zone) {
            return Some(NotNow::From(from));
        }
        self.base_price(at).is_none().then_some(NotNow::NoPrice)
    }
}

impl DayPrice {
    /// What somebody says that an item costs until a business day ends.
    ///
    /// # Errors
    /// `Invalid` for an item that the menu prices, another currency than the menu's, or an
    /// amount that no menu could hold.
    pub fn parse(
        menu: &Menu,
        item: &Item,
        price: Money,
        until: Timestamp,
    ) -> Result<Self, DomainError> {
        let wrong = |message: String| Err(DomainError::invalid("price", message));
        if item.priced != PriceKind::Market {
            return wrong("only an item with a market price gets one here".to_owned());
        }
        if price.currency != menu.currency {
            return wrong(format!(
                "this menu's prices are in {}",
                menu.currency.code()
            ));
        }
        if !PRICES.contains(&price.minor) {
            return wrong("below 0 or too large".to_owned());
        }
        let price = price.minor;
        Ok(Self { price, until })
    }
}

#[cfg(test)]
#[path = "price_list_tests.rs"]
mod tests;
