//! Prices besides those on the menu itself: by how something is ordered, and by the time of day.
//!
//! The first list in the owner's order that counts at the moment and says something of the item
//! gives its price; when none does, the menu's own price counts. Within a list the price of an
//! item or variant of its own comes before the percent. Options cost the same in every list, and
//! what staff price is not touched by any.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::id::{CategoryId, ItemId, PriceListId, VariantId};
use crate::language::Text;
use crate::money::MAX_MINOR;
use crate::place::Place;
use crate::serving_times::ServingTimes;

/// The most that a percent may take off, in basis points: all of it.
pub(crate) const MOST_OFF: i32 = -10_000;
/// The most that it may put on: as much again, twice.
pub(crate) const MOST_ON: i32 = 20_000;
/// The largest unit that prices are rounded to, in minor units.
pub const MAX_UNIT: i64 = 1_000_000;

/// How something is ordered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum Channel {
    /// At a table.
    DineIn,
    /// To be fetched.
    Pickup,
    /// To be brought.
    Delivery,
}

impl From<&Place> for Channel {
    fn from(place: &Place) -> Self {
        match place {
            Place::Table(_) => Self::DineIn,
            Place::Pickup(_) => Self::Pickup,
            Place::Delivery(_) => Self::Delivery,
        }
    }
}

/// So much off, or on top, of what the menu says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Percent {
    /// Hundredths of a percent: -2000 is 20 % off, 1000 is 10 % on top.
    #[cfg_attr(feature = "openapi", schema(minimum = -10000, maximum = 20000))]
    pub basis_points: i32,
    /// Minor units that the price is a multiple of: 100 rounds rupees to whole ones. The
    /// nearest one counts, half upwards; what is cheaper never gets dearer by it, what is
    /// dearer never cheaper, and only all off makes nothing of something.
    #[cfg_attr(feature = "openapi", schema(minimum = 1, maximum = 1_000_000))]
    pub round_to: i64,
    /// For these categories alone; without it for all of them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<Vec<CategoryId>>, max_items = 100))]
    pub categories: Option<BTreeSet<CategoryId>>,
}

impl Percent {
    /// Why it cannot be so: the field and what is wrong with it.
    pub(crate) fn fault(&self) -> Option<(&'static str, String)> {
        if !(MOST_OFF..=MOST_ON).contains(&self.basis_points) {
            let message = format!("{MOST_OFF} to {MOST_ON}: no price falls below 0");
            return Some(("percent.basis_points", message));
        }
        let wrong = !(1..=MAX_UNIT).contains(&self.round_to);
        wrong.then(|| ("percent.round_to", format!("1 to {MAX_UNIT}")))
    }

    /// What becomes of a price, both in minor units.
    pub fn of(&self, base: i64) -> i64 {
        let unit = i128::from(self.round_to.max(1));
        let exact = i128::from(base) * (10_000 + i128::from(self.basis_points));
        let parts = 10_000 * unit;
        let rounded = (2 * exact + parts).div_euclid(2 * parts) * unit;
        let rounded = i64::try_from(rounded).unwrap_or(MAX_MINOR);
        let price = match self.basis_points {
            ..0 if rounded == 0 && exact > 0 => self.round_to.min(base),
            ..0 => rounded.min(base),
            0 => base,
            _ => rounded.max(base),
        };
        price.clamp(0, MAX_MINOR)
    }

    /// Whether it falls on what stands in a category.
    pub(crate) fn is_for(&self, category: &CategoryId) -> bool {
        let some = self.categories.as_ref();
        some.is_none_or(|some| some.contains(category))
    }
}

/// What one item costs in a list, in minor units.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct OwnPrices {
    /// Of the item, where it has no variants.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub price: Option<i64>,
    /// Of each of its variants that is named.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub variants: BTreeMap<VariantId, i64>,
}

impl OwnPrices {
    /// Whether nothing is said.
    pub fn is_empty(&self) -> bool {
        self.price.is_none() && self.variants.is_empty()
    }
}

/// Prices that count for some ways of ordering, and maybe at some times.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PriceList {
    pub id: PriceListId,
    /// What guests read beside a price that counts for a while: "Happy hour".
    pub name: Text,
    /// For which ways of ordering it counts.
    pub channels: BTreeSet<Channel>,
    /// When it counts.
    #[serde(default, skip_serializing_if = "ServingTimes::is_always")]
    pub times: ServingTimes,
    /// What it makes of the menu's prices.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub percent: Option<Percent>,
    /// What items cost in it.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub prices: BTreeMap<ItemId, OwnPrices>,
}

impl PriceList {
    /// What it says an item or a variant of it costs; `base` is the menu's price.
    pub fn says(
        &self,
        (category, item): (&CategoryId, &ItemId),
        variant: Option<&VariantId>,
        base: i64,
    ) -> Option<i64> {
        let own = self.prices.get(item).and_then(|own| match variant {
            Some(variant) => own.variants.get(variant).copied(),
            None => own.price,
        });
        let percent = self.percent.as_ref();
        let percent = percent.filter(|percent| percent.is_for(category));
        own.or_else(|| percent.map(|percent| percent.of(base)))
    }

    /// How many prices of its own it holds.
    pub fn own_prices(&self) -> usize {
        let prices = self.prices.values();
        prices
            .map(|own| usize::from(own.price.is_some()) + own.variants.len())
            .sum()
    }

    /// Whether it changes no price of any item.
    pub fn is_empty(&self) -> bool {
        let all = self.percent.as_ref();
        let percent =
            all.is_some_and(|percent| percent.categories.as_ref().is_none_or(|c| !c.is_empty()));
        self.channels.is_empty() || (!percent && self.prices.values().all(OwnPrices::is_empty))
    }
}
