//! What a branch says otherwise of its brand's menu: its own prices, and what it does not offer.
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
use super::id::{CategoryId, GroupId, ItemId, OptionId, VariantId};
use super::menu::{Item, Menu, OptionGroup, PRICES};
use super::money::{Currency, Money};

/// The most own prices of a branch, and the most things that it does not offer: twice what a
/// menu holds, as what is gone may come back.
pub const MAX_OVERRIDES: usize = 10_000;

/// Which of a menu's prices is meant.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(tag = "of", rename_all = "snake_case", deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum PriceOf {
    /// An item's, where it has no variants.
    Item { item_id: ItemId },
    /// A variant's of an item.
    Variant {
        item_id: ItemId,
        variant_id: VariantId,
    },
    /// An option's, wherever no item prices it otherwise.
    Option {
        group_id: GroupId,
        option_id: OptionId,
    },
    /// An option's on one item, which prices it otherwise than its group does.
    OptionOfItem {
        item_id: ItemId,
        group_id: GroupId,
        option_id: OptionId,
    },
}

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

    /// Whether nothing is otherwise.
    pub fn is_empty(&self) -> bool {
        self.prices.is_empty() && self.hidden_items.is_empty() && self.hidden_categories.is_empty()
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
    /// `NotFound` for what is not on the menu; `Invalid` for a price in another currency or out
    /// of range, or for too many of them; `AmountTooLarge`.
    pub fn changed(
        &self,
        changes: &[Change],
        menu: &Menu,
        currency: Currency,
    ) -> Result<Self, DomainError> {
        let mut next = self.clone();
        for change in changes {
            next.change(change, menu, currency)?;
        }
        next.sized()?;
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
        prices.chain(items).chain(categories).collect()
    }

    fn sized(&self) -> Result<(), DomainError> {
        let hidden = self.hidden_items.len() + self.hidden_categories.len();
        if self.prices.len() > MAX_OVERRIDES || hidden > MAX_OVERRIDES {
            let message = format!("at most {MAX_OVERRIDES} own prices of one branch");
            return Err(DomainError::invalid("changes", message));
        }
        Ok(())
    }

    /// The menu as the branch sells it, in its own currency: at its own prices, without what it
    /// does not offer and without what has no price there.
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
        own
    }
}

impl fmt::Display for PriceOf {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Item { item_id } => write!(f, "{item_id}"),
            Self::Variant {
                item_id,
                variant_id,
            } => write!(f, "{item_id}/{variant_id}"),
            Self::Option {
                group_id,
                option_id,
            } => write!(f, "{group_id}/{option_id}"),
            Self::OptionOfItem {
                item_id,
                group_id,
                option_id,
            } => write!(f, "{item_id}/{group_id}/{option_id}"),
        }
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
        if item.variants.is_empty() {
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
        self.price_options(item)
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

/// Each price of a menu that a branch may have otherwise, with the brand's, in the menu's order.
pub fn prices(menu: &Menu) -> Vec<(PriceOf, i64)> {
    let items = menu.categories.iter().flat_map(|c| &c.items);
    let of_groups = menu.option_groups.iter().flat_map(group_prices);
    items.flat_map(item_prices).chain(of_groups).collect()
}

/// The prices of an item: its own or its variants', and those of the options that it prices.
pub fn item_prices(item: &Item) -> impl Iterator<Item = (PriceOf, i64)> + '_ {
    let own = item.variants.is_empty().then(|| {
        let item_id = item.id.clone();
        (PriceOf::Item { item_id }, item.price)
    });
    let variants = item.variants.iter().map(|variant| {
        let of = PriceOf::Variant {
            item_id: item.id.clone(),
            variant_id: variant.id.clone(),
        };
        (of, variant.price)
    });
    let options = item.option_groups.iter().flat_map(|offer| {
        offer.prices.iter().map(|(option, price)| {
            let of = PriceOf::OptionOfItem {
                item_id: item.id.clone(),
                group_id: offer.group.clone(),
                option_id: option.clone(),
            };
            (of, *price)
        })
    });
    own.into_iter().chain(variants).chain(options)
}

/// The prices of a group's options.
pub fn group_prices(group: &OptionGroup) -> impl Iterator<Item = (PriceOf, i64)> + '_ {
    group.options.iter().map(|option| {
        let of = PriceOf::Option {
            group_id: group.id.clone(),
            option_id: option.id.clone(),
        };
        (of, option.price)
    })
}

/// What the brand asks; `None` when its menu has no such price.
fn brands_price(menu: &Menu, of: &PriceOf) -> Option<i64> {
    let mut found = match of {
        PriceOf::Item { item_id }
        | PriceOf::Variant { item_id, .. }
        | PriceOf::OptionOfItem { item_id, .. } => {
            item_prices(menu.item(item_id)?).collect::<Vec<_>>()
        }
        PriceOf::Option { group_id, .. } => {
            let mut groups = menu.option_groups.iter();
            group_prices(groups.find(|group| group.id == *group_id)?).collect()
        }
    }
    .into_iter();
    found.find(|(known, _)| known == of).map(|(_, price)| price)
}

#[cfg(test)]
#[path = "overrides_tests.rs"]
mod tests;
