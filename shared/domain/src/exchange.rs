//! Own prices in another currency, made of the brand's: so many of ours for one of theirs, and
//! rounded to what people pay with. In whole numbers throughout.

use serde::Deserialize;

use super::DomainError;
use super::money::{Currency, MAX_MINOR, Money};

/// Digits that a factor may have before its point and behind it.
const MAX_DIGITS: usize = 9;

/// So many of one currency for one of another: a number of `1 / 10^digits`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub struct Factor {
    /// More than 0, and less than `10^18`.
    parts: u64,
    /// At most [`MAX_DIGITS`].
    digits: u32,
}

impl TryFrom<String> for Factor {
    type Error = String;

    /// As it is typed, with a point: `0.011`. Nothing, and more than nine digits on a side, is
    /// refused.
    fn try_from(text: String) -> Result<Self, String> {
        let wrong = || "a number above 0, such as 0.011".to_owned();
        let (whole, rest) = text.split_once('.').unwrap_or((&text, ""));
        let is_plain = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
        let fits = whole.len() <= MAX_DIGITS && rest.len() <= MAX_DIGITS;
        if whole.is_empty() || !fits || !is_plain(whole) || !is_plain(rest) {
            return Err(wrong());
        }
        let parts = format!("{whole}{rest}").parse().map_err(|_| wrong())?;
        let digits = u32::try_from(rest.len()).map_err(|_| wrong())?;
        match parts {
            0 => Err(wrong()),
            parts => Ok(Self { parts, digits }),
        }
    }
}

/// To what prices of a currency are rounded, in its minor units.
fn step_of(step: Money, currency: Currency) -> Result<u64, DomainError> {
    if step.currency != currency {
        let message = format!("in {currency}, the currency of this branch");
        return Err(DomainError::invalid("step", message));
    }
    match u64::try_from(step.minor) {
        Ok(minor) if (1..=MAX_MINOR).contains(&step.minor) => Ok(minor),
        _ => Err(DomainError::invalid("step", "1 minor unit or more")),
    }
}

fn ten_to(digits: u32) -> u128 {
    10_u128.pow(digits)
}

/// A price of the other currency: to the nearest step, a half goes up, and never to nothing.
fn exchanged(
    brand: i64,
    (from, to): (Currency, Currency),
    factor: Factor,
    step: u64,
) -> Result<i64, DomainError> {
    // 40 bits, 60 and 14: together they fit 128.
    let exact = u128::from(brand.unsigned_abs())
        * u128::from(factor.parts)
        * ten_to(u32::from(to.digits()));
    let step = u128::from(step);
    let of_step = ten_to(factor.digits) * ten_to(u32::from(from.digits())) * step;
    // 30 bits, 14 and 40, doubled.
    let steps = (2 * exact + of_step) / (2 * of_step);
    let price = i64::try_from(steps.max(1) * step).ok();
    let price = price.filter(|price| *price <= MAX_MINOR);
    price.ok_or(DomainError::AmountTooLarge)
}

/// How own prices are made of the brand's.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Exchange {
    /// So many of the branch's currency for one of the brand's.
    pub factor: Factor,
    /// To what prices are rounded, 50 cents for example.
    pub step: Money,
}

impl Exchange {
    /// The brand's price as one of the branch.
    ///
    /// # Errors
    /// `Invalid` for a step of nothing or of another currency than the branch's; `AmountTooLarge`.
    pub(super) fn price(&self, brand: Money, currency: Currency) -> Result<i64, DomainError> {
        let step = step_of(self.step, currency)?;
        let both = (brand.currency, currency);
        exchanged(brand.minor, both, self.factor, step)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    fn currency(code: &str) -> Currency {
        Currency::try_from(code.to_owned()).unwrap()
    }

    fn price(brand: i64, to: &str, factor: &str, step: u64) -> Result<i64, DomainError> {
        let both = (Currency::INR, currency(to));
        let factor = Factor::try_from(factor.to_owned()).unwrap();
        exchanged(brand, both, factor, step)
    }

    #[test]
    fn a_price_is_rounded_to_the_step_and_a_half_goes_up() {
        for (brand, to, factor, step, expected) in [
            // 420.00 rupees at 0.011 are 4.62 euros.
            (42_000, "EUR", "0.011", 1, 462),
            (42_000, "EUR", "0.011", 10, 460),
            (42_000, "EUR", "0.011", 50, 450),
            (42_500, "EUR", "0.01", 50, 450),
            (42_499, "EUR", "0.01", 50, 400),
            // No minor units, and three digits of them.
            (42_000, "JPY", "1.8", 10, 760),
            (42_000, "KWD", "0.0037", 5, 1_555),
            // Never to nothing.
            (1, "EUR", "0.000000001", 1, 1),
            (100, "EUR", "0.011", 50, 50),
        ] {
            assert_eq!(price(brand, to, factor, step), Ok(expected), "{brand} {to}");
        }
        let most = "999999999.999999999";
        assert_eq!(
            price(MAX_MINOR, "KWD", most, 1),
            Err(DomainError::AmountTooLarge)
        );
    }

    #[test]
    fn a_factor_is_a_number_above_nothing() {
        for bad in [
            "",
            "0",
            "0.000",
            ".5",
            "-1",
            "1e3",
            "1,5",
            "1.2.3",
            "1234567890",
            "0.0123456789",
            "٣",
        ] {
            assert!(Factor::try_from(bad.to_owned()).is_err(), "{bad}");
        }
        let [one, plain] = ["1.", "1"].map(|one| Factor::try_from(one.to_owned()));
        assert_eq!(one.unwrap(), plain.unwrap());
        let euros = currency("EUR");
        let step = |minor, code| step_of(Money::new(minor, currency(code)), euros);
        assert_eq!(step(50, "EUR"), Ok(50));
        for (minor, code) in [(0, "EUR"), (-5, "EUR"), (MAX_MINOR + 1, "EUR"), (50, "USD")] {
            assert!(step(minor, code).is_err(), "{minor} {code}");
        }
    }
}
