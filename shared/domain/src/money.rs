//! Money in integer minor units with its currency.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::DomainError;

/// An ISO 4217 currency code.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(value_type = String, example = "INR", pattern = "^[A-Z]{3}$"))]
pub struct Currency([u8; 3]);

impl Currency {
    /// Indian rupees, 100 paise each.
    pub const INR: Self = Self(*b"INR");

    /// The three letters.
    pub fn code(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or("XXX")
    }
}

impl fmt::Debug for Currency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl TryFrom<String> for Currency {
    type Error = String;
    fn try_from(code: String) -> Result<Self, String> {
        match <[u8; 3]>::try_from(code.as_bytes()) {
            Ok(letters) if letters.iter().all(u8::is_ascii_uppercase) => Ok(Self(letters)),
            _ => Err(format!(
                "{code} is not a currency code of three capital letters"
            )),
        }
    }
}

impl From<Currency> for String {
    fn from(currency: Currency) -> String {
        currency.code().to_owned()
    }
}

/// An amount in minor units (paise, cents), so 35000 INR is 350 rupees.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Money {
    /// Minor units of the currency.
    #[cfg_attr(feature = "openapi", schema(example = 35000))]
    pub minor: i64,
    /// Which currency.
    pub currency: Currency,
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
            Some(minor) if minor.abs() <= MAX_MINOR => Ok(Self { minor, currency }),
            _ => Err(DomainError::AmountTooLarge),
        }
    }

    /// The sum of two amounts of one currency.
    ///
    /// # Errors
    /// `AmountTooLarge` past [`MAX_MINOR`]; `Invalid` when the currencies differ.
    pub fn plus(self, other: Self) -> Result<Self, DomainError> {
        if self.currency != other.currency {
            return Err(DomainError::invalid(
                "currency",
                "two currencies cannot be added",
            ));
        }
        Self::checked(self.minor.checked_add(other.minor), self.currency)
    }

    /// This amount `quantity` times.
    ///
    /// # Errors
    /// `AmountTooLarge` past [`MAX_MINOR`].
    pub fn times(self, quantity: u32) -> Result<Self, DomainError> {
        Self::checked(self.minor.checked_mul(i64::from(quantity)), self.currency)
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

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn inr(minor: i64) -> Money {
        Money::new(minor, Currency::INR)
    }

    proptest! {
        #[test]
        fn sums_do_not_depend_on_the_order(mut parts in prop::collection::vec(0_i64..=10_000_000, 0..40)) {
            let forward = Money::sum(Currency::INR, parts.iter().map(|m| inr(*m))).unwrap();
            parts.reverse();
            let backward = Money::sum(Currency::INR, parts.iter().map(|m| inr(*m))).unwrap();
            prop_assert_eq!(forward, backward);
            prop_assert_eq!(forward.minor, parts.iter().sum::<i64>());
        }

        #[test]
        fn times_is_repeated_addition(minor in 0_i64..=1_000_000, quantity in 0_u32..60) {
            let added = Money::sum(Currency::INR, (0..quantity).map(|_| inr(minor))).unwrap();
            prop_assert_eq!(inr(minor).times(quantity).unwrap(), added);
        }

        #[test]
        fn nothing_wraps(a in any::<i64>(), b in any::<i64>(), q in any::<u32>()) {
            for result in [inr(a).plus(inr(b)), inr(a).times(q)] {
                match result {
                    Ok(m) => prop_assert!(m.minor.abs() <= MAX_MINOR),
                    Err(e) => prop_assert_eq!(e, DomainError::AmountTooLarge),
                }
            }
        }

        #[test]
        fn json_is_exact(minor in -MAX_MINOR..=MAX_MINOR) {
            let text = serde_json::to_string(&inr(minor)).unwrap();
            prop_assert_eq!(serde_json::from_str::<Money>(&text).unwrap(), inr(minor));
        }
    }

    #[test]
    fn currencies_do_not_mix() {
        let usd = Currency::try_from("USD".to_owned()).unwrap();
        assert!(inr(1).plus(Money::new(1, usd)).is_err());
        for bad in ["", "inr", "RUPEE", "₹₹₹"] {
            assert!(Currency::try_from(bad.to_owned()).is_err(), "{bad}");
        }
    }

    #[test]
    fn fractions_are_refused() {
        assert!(serde_json::from_str::<Money>(r#"{"minor":1.5,"currency":"INR"}"#).is_err());
    }
}
