//! A branch's menu: the brand's, with what the branch says otherwise.

use std::collections::BTreeSet;

use super::id::{GroupId, OptionId};
use super::menu::{Item, Menu, OptionGroup};
use super::money::Currency;
use super::overrides::Overrides;
use super::price_list::PriceList;
use super::price_of::PriceOf;
use super::priced::PriceKind;

impl Overrides {
    /// The menu as the branch sells it, in its own currency: at its own prices, without what it
    /// does not offer and without what has no price there, made at the places of its kitchen.
    #[must_use]
    pub fn applied(&self, menu: &Menu, currency: Currency) -> Menu {
        let is_foreign = menu.currency != currency;
        let mut own = menu.clone();
        own.currency = currency;
        let mut groups = Groups {
            overrides: self,
            is_foreign,
            groups: own.option_groups,
            unpriced: BTreeSet::new(),
        };
        groups.price();
        own.categories.retain_mut(|category| {
            if self.hides_category(&category.id) {
                return false;
            }
            let was_empty = category.items.is_empty();
            let offered = |item: &mut Item| !self.hides(&item.id) && groups.price_item(item);
            category.items.retain_mut(offered);
            was_empty || !category.items.is_empty()
        });
        own.option_groups = groups.groups;
        own.drop_combos();
        self.stations().apply(menu, &mut own);
        let mut lists = std::mem::take(&mut own.price_lists);
        lists.retain_mut(|list| {
            self.apply_to(list, &own, is_foreign);
            !list.is_empty()
        });
        own.price_lists = lists;
        own
    }

    /// Makes of a list what it says here. A single price of it is the brand's, so it does not
    /// count where the branch has said its own: its percent does. In another currency it is said
    /// in money that is not taken here: there the list leaves those dishes as they are, so that its
    /// percent does not fall on just the ones that the brand kept from it; what costs nothing in
    /// it costs nothing here.
    fn apply_to(&self, list: &mut PriceList, sold: &Menu, is_foreign: bool) {
        list.keep_known(sold);
        if is_foreign && let Some(percent) = &mut list.percent {
            percent.round_to = 1;
        }
        let mut prices = std::mem::take(&mut list.prices);
        for category in &sold.categories {
            let has_percent = list.percent.as_ref();
            let has_percent = has_percent.is_some_and(|percent| percent.is_for(&category.id));
            let here = |of: &PriceOf, listed: i64, own: i64| match (is_foreign, listed) {
                (true, 0) => Some(0),
                (true, _) => has_percent.then_some(own),
                (false, _) => self.own(of).is_none().then_some(listed),
            };
            for item in &category.items {
                let Some(said) = prices.get_mut(&item.id) else {
                    continue;
                };
                let item_id = &item.id;
                let of = PriceOf::Item {
                    item_id: item_id.clone(),
                };
                said.price = said.price.and_then(|listed| here(&of, listed, item.price));
                said.variants.retain(|id, listed| {
                    let mut variants = item.variants.iter();
                    let variant = variants.find(|variant| variant.id == *id);
                    let of = PriceOf::Variant {
                        item_id: item_id.clone(),
                        variant_id: id.clone(),
                    };
                    let price = variant.and_then(|variant| here(&of, *listed, variant.price));
                    *listed = price.unwrap_or(*listed);
                    price.is_some()
                });
            }
        }
        prices.retain(|_, said| !said.is_empty());
        list.prices = prices;
    }
}

impl Menu {
    /// Takes from combos what is not offered here, and combos with a part of which nothing is left.
    fn drop_combos(&mut self) {
        let sold = self.clone();
        let sold = sold.dishes();
        for item in self.categories.iter_mut().flat_map(|c| &mut c.items) {
            for part in &mut item.parts {
                part.choices.retain(|choice| sold.sells(choice));
            }
        }
        let is_whole = |item: &Item| item.parts.iter().all(|part| !part.choices.is_empty());
        self.categories.retain_mut(|category| {
            let was_empty = category.items.is_empty();
            category.items.retain(is_whole);
            was_empty || !category.items.is_empty()
        });
    }
}

/// The option groups of a menu, while it is priced for a branch.
struct Groups<'a> {
    overrides: &'a Overrides,
    is_foreign: bool,
    groups: Vec<OptionGroup>,
    /// Options without a price here, unless an item prices them.
    unpriced: BTreeSet<(GroupId, OptionId)>,
}

impl Groups<'_> {
    fn counts(&self, of: &PriceOf, brand: i64) -> Option<i64> {
        self.overrides.counts(of, brand, self.is_foreign)
    }

    fn price(&mut self) {
        let mut groups = std::mem::take(&mut self.groups);
        for group in &mut groups {
            for option in &mut group.options {
                let (group_id, option_id) = (group.id.clone(), option.id.clone());
                let of = PriceOf::Option {
                    group_id: group_id.clone(),
                    option_id: option_id.clone(),
                };
                match self.counts(&of, option.price) {
                    Some(price) => option.price = price,
                    None => drop(self.unpriced.insert((group_id, option_id))),
                }
            }
        }
        self.groups = groups;
    }

    /// Prices an item; `false` when it cannot be sold here: neither it nor a variant of it has a
    /// price, or too few options of a choice that must be made.
    fn price_item(&self, item: &mut Item) -> bool {
        let id = item.id.clone();
        if item.priced == PriceKind::Market {
            // Staff of the branch say what it costs, in its currency.
        } else if item.variants.is_empty() {
            let of = PriceOf::Item { item_id: id };
            match self.counts(&of, item.price) {
                Some(price) => item.price = price,
                None => return false,
            }
        } else {
            item.variants.retain_mut(|variant| {
                let of = PriceOf::Variant {
                    item_id: id.clone(),
                    variant_id: variant.id.clone(),
                };
                let price = self.counts(&of, variant.price);
                variant.price = price.unwrap_or(variant.price);
                price.is_some()
            });
            if item.variants.is_empty() {
                return false;
            }
            // Nobody pays it, but nothing of the brand's currency stays.
            item.price = item.least_price();
        }
        self.price_choices(item);
        self.price_options(item)
    }

    /// Prices what choices of a combo add; those without a price here are none. A part of which
    /// nothing is left is for [`Menu::drop_combos`].
    fn price_choices(&self, item: &mut Item) {
        for part in &mut item.parts {
            let mut choices = std::mem::take(&mut part.choices);
            choices.retain_mut(|choice| {
                let of = PriceOf::surcharge(&item.id, part, choice);
                let price = self.counts(&of, choice.surcharge);
                choice.surcharge = price.unwrap_or(choice.surcharge);
                price.is_some()
            });
            part.choices = choices;
        }
    }

    fn price_options(&self, item: &mut Item) -> bool {
        let item_id = item.id.clone();
        let mut can_be_chosen = true;
        item.option_groups.retain_mut(|offer| {
            let Some(group) = self.groups.iter().find(|group| group.id == offer.group) else {
                return true;
            };
            let mut unpriced = BTreeSet::new();
            for option in &group.options {
                let of = PriceOf::OptionOfItem {
                    item_id: item_id.clone(),
                    group_id: group.id.clone(),
                    option_id: option.id.clone(),
                };
                let key = (group.id.clone(), option.id.clone());
                match offer.prices.get(&option.id) {
                    Some(brand) => match self.counts(&of, *brand) {
                        Some(price) => drop(offer.prices.insert(option.id.clone(), price)),
                        None => drop(unpriced.insert(option.id.clone())),
                    },
                    None if self.unpriced.contains(&key) => {
                        unpriced.insert(option.id.clone());
                    }
                    None => {}
                }
            }
            if unpriced.is_empty() {
                return true;
            }
            offer.prices.retain(|id, _| !unpriced.contains(id));
            offer.without.extend(unpriced);
            let left = group.offered(offer);
            can_be_chosen &= left.options.len() >= usize::from(left.min);
            let most = u8::try_from(left.options.len()).unwrap_or(u8::MAX);
            if left.max > most {
                offer.max = Some(most);
            }
            if left.free > most {
                offer.free = Some(most);
            }
            !left.options.is_empty()
        });
        can_be_chosen
    }
}
