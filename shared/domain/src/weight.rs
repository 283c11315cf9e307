//! What is sold by weight: staff weigh it, and the server prices what they weighed.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::money::Money;
use super::priced::PriceKind;
use super::{BadChoice, DomainError};

/// In what a weight is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum WeightUnit {
    /// Grams: of what has a price per kilogram or per 100 grams.
    #[serde(rename = "g")]
    Gram,
    /// Hundredths of a pound, as scales that weigh in pounds show them; ounces would make a
    /// fraction of most of what they show.
    #[serde(rename = "hundredth_lb")]
    HundredthLb,
}

impl WeightUnit {
    /// How many of them one may weigh at most: 50 kg, or 110 lb.
    pub fn most(self) -> u32 {
        match self {
            Self::Gram => 50_000,
            Self::HundredthLb => 11_000,
        }
    }

    fn said(self) -> &'static str {
        match self {
            Self::Gram => "grams",
            Self::HundredthLb => "hundredths of a pound",
        }
    }
}

/// What something weighs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Weight {
    pub unit: WeightUnit,
    /// How many of them: at least 1, at most 50,000 g or 11,000 hundredths of a pound.
    #[cfg_attr(
        feature = "openapi",
        schema(minimum = 1, maximum = 50_000, example = 450)
    )]
    pub amount: u32,
}

/// As scales show it: `0.450 kg`, `1.25 lb`.
impl fmt::Display for Weight {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { unit, amount } = self;
        match unit {
            WeightUnit::Gram => write!(f, "{}.{:03} kg", amount / 1_000, amount % 1_000),
            WeightUnit::HundredthLb => write!(f, "{}.{:02} lb", amount / 100, amount % 100),
        }
    }
}

impl PriceKind {
    /// Of what is weighed: in what, and how many of that its price is for.
    pub fn weighed_in(self) -> Option<(WeightUnit, u32)> {
        match self {
            Self::Per100G => Some((WeightUnit::Gram, 100)),
            Self::PerKg => Some((WeightUnit::Gram, 1_000)),
            Self::PerLb => Some((WeightUnit::HundredthLb, 100)),
            Self::Fixed | Self::Market => None,
        }
    }

    /// How the amount is said that a price is for, behind a slash.
    fn per(self) -> &'static str {
        match self {
            Self::Per100G => "100 g",
            Self::PerKg => "kg",
            Self::PerLb => "lb",
            Self::Fixed | Self::Market => "piece",
        }
    }
}

/// What was weighed, with the price of that moment.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Weighed {
    pub weight: Weight,
    /// Of how much the price is.
    pub per: PriceKind,
    /// Of so much, as the menu had it.
    pub price: Money,
}

impl Weighed {
    /// What somebody weighed of the item of this name, which has this price.
    ///
    /// # Errors
    /// `BadChoice` for an item that is not sold by weight or in another unit, or a weight out of
    /// bounds.
    pub(super) fn parse(
        item: &str,
        (price, per): (Money, PriceKind),
        weight: Weight,
    ) -> Result<Self, BadChoice> {
        let name = || item.to_owned();
        let Some((unit, _)) = per.weighed_in() else {
            return Err(BadChoice::NotWeighed { item: name() });
        };
        if weight.unit != unit || !(1..=unit.most()).contains(&weight.amount) {
            return Err(BadChoice::Weight {
                item: name(),
                most: unit.most(),
                unit: unit.said(),
            });
        }
        Ok(Self { weight, per, price })
    }

    /// What that weight costs, to the nearest minor unit, a half up: the only place that rounds it.
    ///
    /// # Errors
    /// `AmountTooLarge`.
    pub fn cost(&self) -> Result<Money, DomainError> {
        let of = self.per.weighed_in().map_or(0, |(_, of)| of);
        self.price.part(self.weight.amount.into(), of.into())
    }
}

/// As a bill says it: `0.450 kg x 1,200.00/kg`.
impl fmt::Display for Weighed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { weight, per, price } = self;
        write!(f, "{weight} x {}/{}", price.plain(), per.per())
    }
}

/// A name with what was weighed behind it.
pub(super) fn and_weight(name: String, weighed: Option<&Weighed>) -> String {
    match weighed {
        Some(weighed) => format!("{name}, {}", weighed.weight),
        None => name,
    }
}

#[cfg(test)]
#[path = "weight_tests.rs"]
mod tests;
