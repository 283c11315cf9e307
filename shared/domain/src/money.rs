//! Money in integer minor units with its currency.

use serde::{Deserialize, Serialize};

use crate::DomainError;
pub use crate::currency::Currency;
use crate::ratio;

/// An amount in minor units (paise, cents), so 35000 INR is 350 rupees.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Money {
    /// Minor units of the currency.
    #[cfg_attr(feature = "openapi", schema(example = 35000))]
    pub minor: i64,
    pub currency: Currency,
}

/// A rate in hundredths of a percent: 1800 are 18 %.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct BasisPoints(pub u32);

impl BasisPoints {
    /// All of it: 100 %.
    pub const WHOLE: Self = Self(10_000);
}

/// The largest amount that one line or total may reach: far above any bill, and
/// small enough that a browser's numbers hold every sum of them exactly.
pub const MAX_MINOR: i64 = 1_000_000_000_000;

impl Money {
    /// An amount of `minor` units.
    pub fn new(minor: i64, currency: Currency) -> Self {
        Self { minor, currency }
    }

    /// Nothing, in this currency.
    pub fn zero(currency: Currency) -> Self {
        Self::new(0, currency)
    }

    fn checked(minor: Option<i64>, currency: Currency) -> Result<Self, DomainError> {
        match minor {
            Some(minor) if minor.unsigned_abs() <= MAX_MINOR.unsigned_abs() => {
                Ok(Self { minor, currency })
            }
            _ => Err(DomainError::AmountTooLarge),
        }
    }

    /// Without its currency: `1,23,456.50`. Groups are India's where it is in rupees, and of three
    /// digits elsewhere.
    pub fn plain(self) -> String {
        let digits = usize::from(self.currency.digits());
        let all = format!("{:0>width$}", self.minor.unsigned_abs(), width = digits + 1);
        let (whole, decimals) = all.split_at(all.len() - digits);
        let sign = if self.minor < 0 { "-" } else { "" };
        let whole = grouped(whole, self.currency);
        match digits {
            0 => format!("{sign}{whole}"),
            _ => format!("{sign}{whole}.{decimals}"),
        }
    }

    /// The sum of two amounts of one currency.
    ///
    /// # Errors
    /// `AmountTooLarge` past [`MAX_MINOR`]; `Invalid` when the currencies differ.
    pub fn plus(self, other: Self) -> Result<Self, DomainError> {
        self.require_same(other)?;
        Self::checked(self.minor.checked_add(other.minor), self.currency)
    }

    fn require_same(self, other: Self) -> Result<(), DomainError> {
        if self.currency == other.currency {
            Ok(())
        } else {
            let message = "two currencies cannot be added";
            Err(DomainError::invalid("currency", message))
        }
    }

    /// What is left of this amount without `other`.
    ///
    /// # Errors
    /// As [`Money::plus`].
    pub fn minus(self, other: Self) -> Result<Self, DomainError> {
        self.require_same(other)?;
        Self::checked(self.minor.checked_sub(other.minor), self.currency)
    }

    /// This amount `quantity` times.
    ///
    /// # Errors
    /// `AmountTooLarge` past [`MAX_MINOR`].
    pub fn times(self, quantity: u32) -> Result<Self, DomainError> {
        Self::checked(self.minor.checked_mul(i64::from(quantity)), self.currency)
    }

    /// So much of this amount, to the nearest minor unit; a half goes away from zero.
    ///
    /// # Errors
    /// `AmountTooLarge` past [`MAX_MINOR`].
    pub fn percent(self, rate: BasisPoints) -> Result<Self, DomainError> {
        self.part(rate.0.into(), BasisPoints::WHOLE.0.into())
    }

    /// So many `parts` `of` this amount, to the nearest minor unit; a half goes away from zero.
    ///
    /// # Errors
    /// `AmountTooLarge` past [`MAX_MINOR`], or for parts of nothing.
    pub(crate) fn part(self, parts: u64, of: u64) -> Result<Self, DomainError> {
        Self::checked(ratio::nearest(self.minor, parts, of).ok(), self.currency)
    }

    /// Shares of this amount in proportion to `weights`, which sum to it exactly: each gets the
    /// whole units that it is due, and the units that are left go to the largest remainders, of
    /// equal ones to the first.
    ///
    /// # Errors
    /// `Invalid` when all weights are 0 or there are none; `AmountTooLarge` when this amount is
    /// past [`MAX_MINOR`].
    pub fn allocate(self, weights: &[u64]) -> Result<Vec<Self>, DomainError> {
        Self::checked(Some(self.minor), self.currency)?;
        let weights: Vec<_> = weights.iter().map(|weight| u128::from(*weight)).collect();
        let shares = ratio::spread(self.minor, &weights)?;
        let shares = shares.into_iter();
        Ok(shares
            .map(|share| Self::new(share, self.currency))
            .collect())
    }

    /// The sum of many amounts of `currency`.
    ///
    /// # Errors
    /// As [`Money::plus`].
    pub fn sum(
        currency: Currency,
        amounts: impl IntoIterator<Item = Self>,
    ) -> Result<Self, DomainError> {
        amounts
            .into_iter()
            .try_fold(Self::zero(currency), Self::plus)
    }
}

fn grouped(whole: &str, currency: Currency) -> String {
    let further = if currency == Currency::INR { 2 } else { 3 };
    let mut text = String::with_capacity(whole.len() * 2);
    for (place, digit) in whole.chars().enumerate() {
        let behind = whole.len() - place;
        let parts = behind >= 3 && (behind - 3).is_multiple_of(further);
        if place > 0 && parts {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
#[path = "money_tests.rs"]
mod tests;
