//! How an item gets its price, and whether it can be had at a moment.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::hours::Standing;
use crate::menu::{Category, Item};
use crate::price_list::Moment;
use crate::serving_times::ServingTimes;

/// Who says what an item costs, and of how much of it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum PriceKind {
    /// The menu, of one piece.
    #[default]
    Fixed,
    /// Staff at each branch, anew each business day: the market price.
    Market,
    /// The menu, of 100 grams; staff weigh it.
    #[serde(rename = "per_100g")]
    Per100G,
    /// The menu, of a kilogram; staff weigh it.
    PerKg,
    /// The menu, of a pound; staff weigh it.
    PerLb,
}

impl PriceKind {
    /// Whether the menu says what one piece costs.
    pub fn is_fixed(&self) -> bool {
        *self == Self::Fixed
    }
}

/// Why an item cannot be ordered at a moment, whatever is left of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NotNow {
    /// It is served from then on.
    From(Timestamp),
    /// Nobody has said yet what it costs, or has to weigh it first.
    NoPrice,
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
