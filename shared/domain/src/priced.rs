//! How an item gets its price, and why it cannot be had.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

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

    /// Whether staff weigh it, so that no guest orders it.
    pub fn is_weighed(&self) -> bool {
        matches!(self, Self::Per100G | Self::PerKg | Self::PerLb)
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
