//! What a branch says otherwise of its brand's menu.

use std::collections::BTreeSet;

use serde::Serialize;

use crate::domain::branch::Profile;
use crate::domain::id::{CategoryId, GroupId, ItemId, StationId};
use crate::domain::looks::Brand;
use crate::domain::menu::{Category, Item, Menu, OptionGroup, Station};
use crate::domain::money::{Currency, Money};
use crate::domain::overrides::Overrides;
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
    /// The brand's station that makes it; absent when it needs no kitchen there.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub station: Option<StationId>,
    /// The station that makes it at this branch, where the branch says so of this very item.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub own_station: Option<StationId>,
    /// Whether it is a combo, which is made where its parts are.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    #[cfg_attr(feature = "openapi", schema(required = false))]
    pub combo: bool,
}

/// A station of the brand's kitchens or of this branch's own.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct OwnStation {
    pub id: StationId,
    /// Its name on the kitchen's screens.
    pub name: String,
    /// Whether it is of this branch alone.
    pub own: bool,
    /// The station at which all that the brand sends to this one is made here. It is no station of
    /// the branch then.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub made_at: Option<StationId>,
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
    /// The brand's stations, then the branch's own.
    pub stations: Vec<OwnStation>,
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
            stations: at.stations(),
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
    fn stations(&self) -> Vec<OwnStation> {
        let (menu, said) = (self.menu, self.ours.stations());
        let of = |station: &Station, own| OwnStation {
            id: station.id.clone(),
            name: station.name.clone(),
            own,
            made_at: said.made_at(menu, &station.id).cloned(),
        };
        let brands = menu.stations.iter().map(|station| of(station, false));
        let own = said.own(menu).map(|station| of(station, true));
        brands.chain(own).collect()
    }

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
            station: item.station.clone(),
            own_station: self.ours.stations().of_item(self.menu, item).cloned(),
            combo: item.is_combo(),
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
