//! The smallest coin of a branch: no cash is taken or given back in less.

use std::ops::RangeInclusive;

use serde::{Deserialize, Serialize};

use super::lay_out::to_unit;
use crate::DomainError;
use crate::money::Money;

/// Minor units of the smallest coin.
pub const COINS: RangeInclusive<u32> = 1..=100_000;

/// The smallest coin, in minor units: 5 where there is nothing below 0.05. One of 1 rounds nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "u32", into = "u32")]
pub struct Coin(u32);

impl Coin {
    /// Any amount can be counted out.
    pub const ONE: Self = Self(1);

    /// Whether it rounds nothing.
    pub fn is_one(&self) -> bool {
        *self == Self::ONE
    }

    /// The cash that is counted out for an amount: the nearest that its coins make, of two the
    /// larger.
    ///
    /// # Errors
    /// `AmountTooLarge`.
    pub fn round(self, amount: Money) -> Result<Money, DomainError> {
        let minor = to_unit(amount.minor, self.0)?;
        Ok(Money::new(minor, amount.currency))
    }

    /// What that cash is more, or less where it is negative, than the amount.
    ///
    /// # Errors
    /// `AmountTooLarge`.
    pub fn rounding(self, amount: Money) -> Result<Money, DomainError> {
        self.round(amount)?.minus(amount)
    }
}

impl Default for Coin {
    fn default() -> Self {
        Self::ONE
    }
}

impl TryFrom<u32> for Coin {
    type Error = DomainError;

    fn try_from(minor: u32) -> Result<Self, DomainError> {
        match COINS.contains(&minor) {
            true => Ok(Self(minor)),
            false => {
                let message = format!("{} to {} in minor units", COINS.start(), COINS.end());
                Err(DomainError::invalid("smallest_coin", message))
            }
        }
    }
}

impl From<Coin> for u32 {
    fn from(coin: Coin) -> Self {
        coin.0
    }
}
