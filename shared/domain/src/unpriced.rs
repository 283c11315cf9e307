//! What a branch in another currency would not offer of a menu that is about to be published,
//! since nobody has said there what it costs.

use std::collections::{BTreeMap, BTreeSet};

use super::id::OptionId;
use super::menu::{Item, Menu};
use super::money::Currency;
use super::overrides::Overrides;
use super::price_of::{PriceOf, prices};

/// Something that has no price at a branch.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unpriced {
    /// An item stands for all of it: neither it nor any variant of it has a price, or something
    /// that has to be chosen with it, or for a part of it, has none.
    pub which: PriceOf,
    /// Whether guests of the branch can order it now.
    pub leaves: bool,
}

/// What is on a menu, by what is asked for it.
type Things = BTreeSet<PriceOf>;

impl Overrides {
    /// What `next` holds that the branch would not offer for want of a price, in the menu's order:
    /// not what lacks one in `published` too, which the branch's own page tells anyway, nor
    /// anything of an item that is missing as a whole.
    pub fn unpriced(&self, published: &Menu, next: &Menu, currency: Currency) -> Vec<Unpriced> {
        if next.currency == currency {
            return Vec::new();
        }
        let (known, sold) = self.lost(published, currency);
        let (lost, _) = self.lost(next, currency);
        let mut new: Vec<_> = lost.difference(&known).cloned().collect();
        let mut order = BTreeMap::new();
        for (at, which) in things(next).enumerate() {
            order.entry(which).or_insert(at);
        }
        new.sort_by_key(|which| order.get(which).copied());
        let told = new.into_iter().map(|which| Unpriced {
            leaves: sold.contains(&which) || was_shared(&which, &sold),
            which,
        });
        told.collect()
    }

    /// What the branch does not offer of a menu for want of a price, and what it offers.
    fn lost(&self, menu: &Menu, currency: Currency) -> (Things, Things) {
        // With the brand's prices it would offer all but what it has hidden.
        let wanted: Things = things(&self.applied(menu, menu.currency)).collect();
        let sold: Things = things(&self.applied(menu, currency)).collect();
        let unpriced = prices(menu).into_iter();
        let unpriced = unpriced.filter(|(of, brand)| self.counts(of, *brand, true).is_none());
        let unpriced: Things = unpriced.map(|(of, _)| of).collect();
        let gone = |of: &PriceOf| !sold.contains(of);
        let is_told = |of: &PriceOf| match of {
            PriceOf::Item { .. } => gone(of),
            _ => {
                let item_id = of.item().cloned();
                let whole = item_id.map(|item_id| PriceOf::Item { item_id });
                gone(of) && unpriced.contains(of) && !whole.is_some_and(|item| gone(&item))
            }
        };
        let lost = wanted.iter().filter(|of| is_told(of)).cloned().collect();
        (lost, sold)
    }
}

/// What is on a menu, in its order; what items share comes where it is offered first.
fn things(menu: &Menu) -> impl Iterator<Item = PriceOf> + '_ {
    let items = menu.categories.iter().flat_map(|c| &c.items);
    items.flat_map(|item| {
        let own = PriceOf::Item {
            item_id: item.id.clone(),
        };
        let variants = item.variants.iter().map(|variant| PriceOf::Variant {
            item_id: item.id.clone(),
            variant_id: variant.id.clone(),
        });
        let choices = item.parts.iter().flat_map(|part| {
            let choices = part.choices.iter();
            choices.map(|choice| PriceOf::surcharge(&item.id, part, choice))
        });
        let all = [own].into_iter().chain(variants).chain(choices);
        all.chain(options(menu, item))
    })
}

/// The options that an item offers, each by the price that counts for it there.
fn options(menu: &Menu, item: &Item) -> Vec<PriceOf> {
    let options = menu.groups_of(item).flat_map(|group| {
        let mut offers = item.option_groups.iter();
        let offer = offers.find(|offer| offer.group == group.id);
        let own = |id: &OptionId| offer.is_some_and(|offer| offer.prices.contains_key(id));
        let of = |id: &OptionId| {
            let (group_id, option_id) = (group.id.clone(), id.clone());
            match own(id) {
                true => PriceOf::OptionOfItem {
                    item_id: item.id.clone(),
                    group_id,
                    option_id,
                },
                false => PriceOf::Option {
                    group_id,
                    option_id,
                },
            }
        };
        group.options.iter().map(|o| of(&o.id)).collect::<Vec<_>>()
    });
    options.collect()
}

/// Whether an option that an item prices by itself was offered there before, at the price that
/// items share.
fn was_shared(which: &PriceOf, sold: &Things) -> bool {
    let PriceOf::OptionOfItem {
        item_id,
        group_id,
        option_id,
    } = which
    else {
        return false;
    };
    let item = PriceOf::Item {
        item_id: item_id.clone(),
    };
    let shared = PriceOf::Option {
        group_id: group_id.clone(),
        option_id: option_id.clone(),
    };
    sold.contains(&item) && sold.contains(&shared)
}

#[cfg(test)]
#[path = "unpriced_tests.rs"]
mod tests;
