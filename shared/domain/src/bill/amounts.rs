//! The columns of a bill, for a line or for several together.

use serde::{Deserialize, Serialize};

use super::tax::{Pricing, TaxRules};
use crate::DomainError;
use crate::ratio::nearest;

/// How the columns of one bill make up its total.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Basis {
    /// Whether the taxes are within the other columns, or on top of them.
    pub pricing: Pricing,
    /// Whether the service charge is taxed too.
    pub service_charge_taxed: bool,
}

impl From<&TaxRules> for Basis {
    fn from(rules: &TaxRules) -> Self {
        Self {
            pricing: rules.pricing,
            service_charge_taxed: rules.service_charge_taxed,
        }
    }
}

/// What somebody is charged, or given back, in minor units. Nothing of it is negative but
/// `round_off`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Amounts {
    /// Less than what the menu says.
    pub discount: i64,
    /// The menu's prices after discounts.
    pub net: i64,
    pub service_charge: i64,
    /// One for each tax, in the order of the taxes.
    pub taxes: Vec<i64>,
    /// What rounding the total added.
    pub round_off: i64,
}

impl Amounts {
    /// What the menu says.
    pub fn subtotal(&self) -> i64 {
        self.net + self.discount
    }

    /// All taxes.
    pub fn tax(&self) -> i64 {
        self.taxes.iter().sum()
    }

    /// What the taxes are of: with them in it where prices hold them.
    pub(super) fn base(&self, basis: Basis) -> i64 {
        match basis.service_charge_taxed {
            true => self.net + self.service_charge,
            false => self.net,
        }
    }

    /// What is taxed, without the taxes.
    pub fn taxable(&self, basis: Basis) -> i64 {
        match basis.pricing {
            Pricing::Inclusive => self.base(basis) - self.tax(),
            Pricing::Exclusive => self.base(basis),
        }
    }

    /// What is to be paid.
    pub fn total(&self, basis: Basis) -> i64 {
        let on_top = match basis.pricing {
            Pricing::Inclusive => 0,
            Pricing::Exclusive => self.tax(),
        };
        self.net + self.service_charge + on_top + self.round_off
    }

    /// Column by column; both have the same taxes, or one has none yet.
    #[must_use]
    pub fn plus(&self, other: &Self) -> Self {
        self.with(other, |a, b| a + b)
    }

    /// What is left without `other`, column by column.
    #[must_use]
    pub fn minus(&self, other: &Self) -> Self {
        self.with(other, |a, b| a - b)
    }

    fn with(&self, other: &Self, both: impl Fn(i64, i64) -> i64) -> Self {
        let longest = self.taxes.len().max(other.taxes.len());
        let tax = |of: &Self, n: usize| of.taxes.get(n).copied().unwrap_or(0);
        Self {
            discount: both(self.discount, other.discount),
            net: both(self.net, other.net),
            service_charge: both(self.service_charge, other.service_charge),
            taxes: (0..longest)
                .map(|n| both(tax(self, n), tax(other, n)))
                .collect(),
            round_off: both(self.round_off, other.round_off),
        }
    }

    /// So many `parts` `of` these amounts, which come to exactly `total`: every column but `net`
    /// is rounded by itself, so that equal taxes stay equal, and `net` is the rest. No column of
    /// the part, nor of what remains without it, leaves the range from 0 to what is here.
    ///
    /// # Errors
    /// `AmountTooLarge` for parts of nothing.
    pub(super) fn part(
        &self,
        (parts, of): (u64, u64),
        total: i64,
        basis: Basis,
    ) -> Result<Self, DomainError> {
        let taxes = self.taxes.iter().map(|tax| nearest(*tax, parts, of));
        let mut part = Self {
            discount: nearest(self.discount, parts, of)?,
            net: 0,
            service_charge: nearest(self.service_charge, parts, of)?,
            taxes: taxes.collect::<Result<_, _>>()?,
            round_off: nearest(self.round_off, parts, of)?,
        };
        let mut gap = total - part.total(basis);
        shift(&mut part.net, self.net, &mut gap);
        // Only of the smallest amounts something is left here.
        shift(&mut part.service_charge, self.service_charge, &mut gap);
        if basis.pricing == Pricing::Exclusive {
            for (tax, here) in part.taxes.iter_mut().zip(&self.taxes) {
                shift(tax, *here, &mut gap);
            }
        }
        shift(&mut part.round_off, self.round_off, &mut gap);
        let taxable = part.taxable(basis);
        let mut gap = taxable - taxable.clamp(0, self.taxable(basis).max(0));
        if basis.pricing == Pricing::Inclusive {
            for (tax, here) in part.taxes.iter_mut().zip(&self.taxes) {
                shift(tax, *here, &mut gap);
            }
        }
        Ok(part)
    }
}

/// Moves a column by as much of `gap` as keeps it between 0 and what there is.
fn shift(column: &mut i64, here: i64, gap: &mut i64) {
    let wanted = column.saturating_add(*gap);
    let kept = wanted.clamp(here.min(0), here.max(0));
    *gap -= kept - *column;
    *column = kept;
}
