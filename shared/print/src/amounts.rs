//! Amounts and rates as they stand on paper.

use salver_domain::money::{BasisPoints, Currency, Money};

/// An amount without its currency: `1,23,456.50`. Groups are India's where it is in rupees, and of
/// three digits elsewhere.
pub fn plain(minor: i64, currency: Currency) -> String {
    Money::new(minor, currency).plain()
}

/// The same with its currency: what is to be paid.
pub fn with_currency(minor: i64, currency: Currency) -> String {
    let plain = plain(minor, currency);
    match currency.code() {
        "INR" => format!("₹{plain}"),
        "EUR" => format!("€{plain}"),
        "GBP" => format!("£{plain}"),
        code => format!("{code} {plain}"),
    }
}

/// A rate: `2.5 %`.
pub fn rate(rate: BasisPoints) -> String {
    let (whole, part) = (rate.0 / 100, rate.0 % 100);
    match (part, part % 10) {
        (0, _) => format!("{whole} %"),
        (_, 0) => format!("{whole}.{} %", part / 10),
        _ => format!("{whole}.{part:02} %"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_are_grouped_as_the_currency_is_written() {
        let of = |minor, code: &str| plain(minor, code.to_owned().try_into().unwrap());
        for (minor, code, said) in [
            (0, "INR", "0.00"),
            (5, "INR", "0.05"),
            (99_900, "INR", "999.00"),
            (-50, "INR", "-0.50"),
            (123_456_789, "INR", "12,34,567.89"),
            (123_456_789, "EUR", "1,234,567.89"),
            (100_000_000_000_000, "INR", "10,00,00,00,00,000.00"),
            (1_500, "JPY", "1,500"),
            (1_500, "KWD", "1.500"),
        ] {
            assert_eq!(of(minor, code), said);
        }
        assert_eq!(with_currency(61_000, Currency::INR), "₹610.00");
        let francs = "CHF".to_owned().try_into().unwrap();
        assert_eq!(with_currency(1_000, francs), "CHF 10.00");
    }

    #[test]
    fn a_rate_has_no_empty_decimals() {
        for (basis, said) in [(500, "5 %"), (250, "2.5 %"), (725, "7.25 %"), (5, "0.05 %")] {
            assert_eq!(rate(BasisPoints(basis)), said);
        }
    }
}
