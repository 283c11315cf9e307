//! Amounts as they stand on paper.

use salver::domain::money::{Currency, Money};

/// Digits with marks between them, as the currency's country groups them: `1,23,456.78` rupees,
/// `123,456.78` elsewhere; a minus as on a typewriter.
pub fn plain(money: Money) -> String {
    let digits = usize::from(money.currency.digits());
    let text = format!(
        "{:0>width$}",
        money.minor.unsigned_abs(),
        width = digits + 1
    );
    let (whole, part) = text.split_at(text.len() - digits);
    let sign = if money.minor < 0 { "-" } else { "" };
    let whole = grouped(whole, money.currency);
    match part.is_empty() {
        true => format!("{sign}{whole}"),
        false => format!("{sign}{whole}.{part}"),
    }
}

/// With its currency: `₹1,595.00`, `EUR 12.50`.
pub fn whole(money: Money) -> String {
    match money.currency == Currency::INR {
        true => format!("₹{}", plain(money)),
        false => format!("{} {}", money.currency, plain(money)),
    }
}

/// A rate in hundredths of a percent: `2.5%`.
pub fn rate(rate_bp: u32) -> String {
    let text = format!("{}.{:02}", rate_bp / 100, rate_bp % 100);
    let text = text.trim_end_matches('0').trim_end_matches('.');
    format!("{text}%")
}

fn grouped(whole: &str, currency: Currency) -> String {
    let is_mark = |left: usize| match currency == Currency::INR {
        true => left == 3 || (left > 3 && (left - 3).is_multiple_of(2)),
        false => left.is_multiple_of(3),
    };
    let count = whole.len();
    let mut text = String::with_capacity(count * 2);
    for (at, digit) in whole.chars().enumerate() {
        if at > 0 && is_mark(count - at) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn money(minor: i64, currency: &str) -> Money {
        Money::new(minor, currency.to_owned().try_into().unwrap())
    }

    #[test]
    fn amounts_are_grouped_as_people_read_them() {
        for (minor, currency, text) in [
            (0, "INR", "0.00"),
            (5, "INR", "0.05"),
            (-45, "INR", "-0.45"),
            (100_000, "INR", "1,000.00"),
            (12_345_678, "INR", "1,23,456.78"),
            (1_234_567_890, "INR", "1,23,45,678.90"),
            (12_345_678, "EUR", "123,456.78"),
            (1_234_567, "JPY", "1,234,567"),
            (1_234_567, "KWD", "1,234.567"),
        ] {
            assert_eq!(plain(money(minor, currency)), text);
        }
        assert_eq!(whole(money(159_500, "INR")), "₹1,595.00");
        assert_eq!(whole(money(1_250, "EUR")), "EUR 12.50");
        let rates = [(250, "2.5%"), (1_800, "18%"), (0, "0%"), (1_025, "10.25%")];
        for (bp, text) in rates {
            assert_eq!(rate(bp), text);
        }
    }
}
