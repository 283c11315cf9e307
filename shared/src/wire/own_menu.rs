//! What a branch says otherwise of its brand's menu.

use std::collections::BTreeSet;

use serde::de::Error;
use serde::{Deserialize, Deserializer, Serialize};
use serde_json::{Map, Value};

use crate::domain::branch::Profile;
use crate::domain::exchange::{Exchange, Factor};
use crate::domain::id::{CategoryId, GroupId, ItemId};
use crate::domain::looks::Brand;
use crate::domain::menu::{Category, Item, Menu, OptionGroup};
use crate::domain::money::{Currency, Money};
use crate::domain::object::{object, objects};
use crate::domain::overrides::{Change, Overrides};
use crate::domain::price_of::{PriceOf, group_prices, item_prices};

/// A price of the menu, at the brand and at this branch.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct OwnPrice {
    pub which: PriceOf,
    /// What is sold for it: the item, the variant, the option, or what is picked for a part of a
    /// combo.
    pub name: String,
    /// The part of the combo for which it is picked, by name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub part: Option<String>,
    /// What the brand asks.
    pub brand: Money,
    /// What this branch asks instead, until it takes that back.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub own: Option<Money>,
    /// Whether there is no price here: the brand's is in another currency, and the branch has
    /// none of its own.
    pub missing: bool,
}

/// An item of the brand's menu, as this branch has it.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct OwnItem {
    pub id: ItemId,
    pub name: String,
    /// Whether the branch does not offer it.
    pub hidden: bool,
    /// Whether guests of the branch see it: it is not hidden, nor is its category, and it has a
    /// price there.
    pub offered: bool,
    /// Its own or its variants', then those of options that it prices by itself, then what is added
    /// for a choice of a combo: where the brand or this branch asks something for it.
    pub prices: Vec<OwnPrice>,
}

/// A heading of the brand's menu, as this branch has it.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct OwnCategory {
    pub id: CategoryId,
    pub name: String,
    /// Whether the branch offers nothing of it.
    pub hidden: bool,
    /// What stands below it.
    pub items: Vec<OwnItem>,
}

/// A choice that items share, with what its options cost.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct OwnGroup {
    pub id: GroupId,
    pub name: String,
    /// In their order.
    pub prices: Vec<OwnPrice>,
}

/// The brand's published menu with what this branch says otherwise.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct OwnMenuView {
    /// Grows with every change of what the branch says; 0 when it never said anything.
    pub version: u64,
    /// The version of the brand's menu.
    pub menu_version: u64,
    /// What the branch is called.
    pub branch: String,
    /// What the brand is called.
    pub brand: String,
    /// Whether the brand has other branches.
    pub has_others: bool,
    /// Of the branch's prices.
    pub currency: Currency,
    /// Digits of its minor unit: 2 when 35000 are 350.00.
    #[cfg_attr(feature = "openapi", schema(maximum = 4))]
    pub currency_digits: u8,
    /// Of the brand's prices.
    pub brand_currency: Currency,
    /// Digits of its minor unit.
    #[cfg_attr(feature = "openapi", schema(maximum = 4))]
    pub brand_currency_digits: u8,
    /// In their order.
    pub categories: Vec<OwnCategory>,
    /// Choices that items share.
    pub option_groups: Vec<OwnGroup>,
}

impl OwnMenuView {
    /// The brand's menu beside what the branch says otherwise of it.
    pub fn of(
        (menu, ours): (&Menu, &Overrides),
        (profile, brand): (&Profile, &Brand),
        has_others: bool,
    ) -> Self {
        let at = At {
            menu,
            ours,
            currency: profile.currency,
        };
        let sold = ours.applied(menu, profile.currency);
        let sold = sold.categories.iter().flat_map(|category| &category.items);
        let sold: BTreeSet<&ItemId> = sold.map(|item| &item.id).collect();
        Self {
            version: ours.version,
            menu_version: menu.version,
            branch: profile.name.clone(),
            brand: brand.name.clone(),
            has_others,
            currency: profile.currency,
            currency_digits: profile.currency.digits(),
            brand_currency: menu.currency,
            brand_currency_digits: menu.currency.digits(),
            categories: menu
                .categories
                .iter()
                .map(|category| at.category(category, &sold))
                .collect(),
            option_groups: menu.option_groups.iter().map(|g| at.group(g)).collect(),
        }
    }
}

/// A menu at a branch.
struct At<'a> {
    menu: &'a Menu,
    ours: &'a Overrides,
    /// The branch's.
    currency: Currency,
}

impl At<'_> {
    fn category(&self, category: &Category, sold: &BTreeSet<&ItemId>) -> OwnCategory {
        let items = category.items.iter();
        OwnCategory {
            id: category.id.clone(),
            name: self.menu.say(&category.name).to_owned(),
            hidden: self.ours.hides_category(&category.id),
            items: items.map(|item| self.item(item, sold)).collect(),
        }
    }

    fn item(&self, item: &Item, sold: &BTreeSet<&ItemId>) -> OwnItem {
        // Nearly all choices of combos add nothing, which nobody wants to read of each.
        let is_told = |(which, brand): &(PriceOf, i64)| {
            let is_choice = matches!(which, PriceOf::Surcharge { .. });
            !is_choice || *brand > 0 || self.ours.own(which).is_some()
        };
        let prices = item_prices(item).filter(is_told).map(|(which, brand)| {
            let name = self.menu.name_at(Some(item), &which);
            let part = which.part(self.menu, item).map(str::to_owned);
            let price = self.price(which, name, brand);
            OwnPrice { part, ..price }
        });
        OwnItem {
            id: item.id.clone(),
            name: self.menu.say(&item.name).to_owned(),
            hidden: self.ours.hides(&item.id),
            offered: sold.contains(&item.id),
            prices: prices.collect(),
        }
    }

    fn group(&self, group: &OptionGroup) -> OwnGroup {
        let options = group_prices(group).zip(&group.options);
        let prices = options.map(|((which, brand), option)| {
            let name = self.menu.say(&option.name).to_owned();
            self.price(which, name, brand)
        });
        OwnGroup {
            id: group.id.clone(),
            name: self.menu.say(&group.name).to_owned(),
            prices: prices.collect(),
        }
    }

    fn price(&self, which: PriceOf, name: String, brand: i64) -> OwnPrice {
        let own = self.ours.own(&which);
        let is_foreign = self.menu.currency != self.currency;
        OwnPrice {
            missing: self.ours.counts(&which, brand, is_foreign).is_none(),
            name,
            part: None,
            brand: Money::new(brand, self.menu.currency),
            own: own.map(|own| Money::new(own, self.currency)),
            which,
        }
    }
}

/// "This shall be otherwise here." What is said twice is done once.
#[derive(Debug, Deserialize)]
#[serde(tag = "do", rename_all = "snake_case", deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum OwnChange {
    /// An own price.
    SetPrice {
        #[serde(deserialize_with = "price_of")]
        which: PriceOf,
        /// In the branch's currency.
        #[serde(deserialize_with = "object")]
        price: Money,
    },
    /// The brand's price again.
    RemovePrice {
        #[serde(deserialize_with = "price_of")]
        which: PriceOf,
    },
    /// An item that the branch does not offer.
    HideItem { id: ItemId },
    /// An item that the branch offers again.
    ShowItem { id: ItemId },
    /// A category of which the branch offers nothing.
    HideCategory { id: CategoryId },
    /// A category that the branch offers again.
    ShowCategory { id: CategoryId },
    /// An own price for whatever has no price here, as the brand's is in another currency: the
    /// brand's, so many times, rounded. What has an own price keeps it.
    FillPrices {
        /// So many units of the branch's currency for one of the brand's: a number above 0 with
        /// up to nine digits before its point and behind it.
        #[cfg_attr(
            feature = "openapi",
            schema(value_type = String, pattern = "^[0-9]{1,9}([.][0-9]{0,9})?$", example = "0.011")
        )]
        factor: Factor,
        /// To what prices are rounded, in the branch's currency; a half goes up.
        #[serde(deserialize_with = "object")]
        step: Money,
    },
}

/// Which price is meant. What is derived for it would also take the number of its kind.
fn price_of<'de, D: Deserializer<'de>>(deserializer: D) -> Result<PriceOf, D::Error> {
    let fields = Map::<String, Value>::deserialize(deserializer)?;
    if !fields.get("of").is_some_and(Value::is_string) {
        return Err(D::Error::custom("`of` names what it is a price of"));
    }
    serde_json::from_value(Value::Object(fields)).map_err(D::Error::custom)
}

impl From<OwnChange> for Change {
    fn from(change: OwnChange) -> Self {
        match change {
            OwnChange::SetPrice { which, price } => Self::Price {
                of: which,
                own: Some(price),
            },
            OwnChange::RemovePrice { which } => Self::Price {
                of: which,
                own: None,
            },
            OwnChange::HideItem { id } => Self::Item { id, hidden: true },
            OwnChange::ShowItem { id } => Self::Item { id, hidden: false },
            OwnChange::HideCategory { id } => Self::Category { id, hidden: true },
            OwnChange::ShowCategory { id } => Self::Category { id, hidden: false },
            OwnChange::FillPrices { factor, step } => Self::Fill(Exchange { factor, step }),
        }
    }
}

/// "Change this of what the branch says otherwise", all of it or nothing.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ChangeOwnMenuRequest {
    /// Done in this order.
    #[serde(deserialize_with = "objects")]
    #[cfg_attr(feature = "openapi", schema(min_items = 1, max_items = 200))]
    pub changes: Vec<OwnChange>,
}

/// So many changes may be asked for at once.
pub const MAX_CHANGES: usize = 200;
