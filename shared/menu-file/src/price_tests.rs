//! Prices by example, each with what it is read as.

use proptest::prelude::*;

use super::*;

fn currency(code: &str) -> Currency {
    Currency::try_from(code.to_owned()).unwrap()
}

fn read(text: &str, code: &str, decimals: Decimals) -> String {
    match price(text, currency(code), decimals) {
        Price::Certain(minor) => minor.to_string(),
        Price::Doubtful(minor, _) => format!("{minor}?"),
        Price::Open => "open".to_owned(),
        Price::Wrong(reason) => reason,
    }
}

#[test]
fn prices_in_local_notation() {
    let check = |text: &str, code: &str, expected: &str| {
        assert_eq!(
            read(text, code, Decimals::Unknown),
            expected,
            "{text} {code}"
        );
    };
    for text in [
        "1.234,50",
        "1,234.50",
        "1 234,50",
        "1'234.50",
        "1\u{202F}234,5",
        "1234.5",
        "€ 1.234,50",
        "1.234,50 €",
        "EUR 1234,50",
    ] {
        check(text, "EUR", "123450");
    }
    for text in [
        "₹ 120",
        "120,-",
        "120/-",
        "Rs. 120",
        "Rs 120",
        "INR 120",
        "120 INR",
        "120.00",
        "१२०",
        "120.0",
        "₹120/-",
        "120",
    ] {
        check(text, "INR", "12000");
    }
    check("12.5", "INR", "1250");
    check("7,50", "EUR", "750");
    check("4,9", "EUR", "490");
    check("1.299,00 €", "EUR", "129900");
    check("₹1,23,456.78", "INR", "12345678");
    check("1,234,567", "USD", "123456700");
    check("CHF 12.50", "CHF", "1250");
    check("Fr. 12.50", "CHF", "1250");
    check("1’200.00", "CHF", "120000");
    check("$5", "USD", "500");
    check("kr 99,-", "SEK", "9900");
    check("R$ 12,90", "BRL", "1290");
    check("12,90 zł", "PLN", "1290");
    check("¥1,200", "JPY", "1200");
    check("1200.00", "JPY", "1200");
    check(".50", "USD", "50");
    check("1,250.500", "KWD", "1250500");
}

#[test]
fn a_price_with_more_decimals_than_the_currency_is_refused() {
    let check = |text: &str, code: &str, decimals, expected: &str| {
        assert_eq!(read(text, code, decimals), expected, "{text} {code}");
    };
    check(
        "12.345",
        "INR",
        Decimals::Point,
        "an amount in INR has 2 decimals",
    );
    check(
        "0.125",
        "INR",
        Decimals::Unknown,
        "an amount in INR has 2 decimals",
    );
    check(
        "12.3456",
        "INR",
        Decimals::Unknown,
        "an amount in INR has 2 decimals",
    );
    check(
        "12.50",
        "JPY",
        Decimals::Unknown,
        "an amount in JPY has no decimals",
    );
    check(
        "0.30000000000000004",
        "INR",
        Decimals::Point,
        "an amount in INR has 2 decimals",
    );
}

#[test]
fn three_digits_behind_one_mark_are_asked_about_unless_the_file_shows_it() {
    let check = |text: &str, code: &str, decimals, expected: &str| {
        assert_eq!(read(text, code, decimals), expected, "{text} {code}");
    };
    check("1.299", "EUR", Decimals::Unknown, "129900?");
    check("1,299", "INR", Decimals::Unknown, "129900?");
    check("1.299", "EUR", Decimals::Comma, "129900");
    check("1,299", "INR", Decimals::Point, "129900");
    check("1.250", "KWD", Decimals::Unknown, "1250?");
    check("1.250", "KWD", Decimals::Point, "1250");
    check("1.250", "KWD", Decimals::Comma, "1250000");
    check("1.200", "JPY", Decimals::Unknown, "1200");
}

#[test]
fn a_file_shows_its_decimals_by_the_prices_that_leave_no_doubt() {
    let check = |prices: &[&str], expected| {
        assert_eq!(
            decimals(prices.iter().copied(), currency("EUR")),
            expected,
            "{prices:?}"
        );
    };
    check(&["7,50", "1.299", "x"], Decimals::Comma);
    check(&["1.299,00 €"], Decimals::Comma);
    check(&["7.5", "1,299"], Decimals::Point);
    check(&["1,299", "5"], Decimals::Unknown);
    check(&["7,50", "7.50"], Decimals::Unknown);
    check(&["1.299.000"], Decimals::Unknown);
}

#[test]
fn what_is_no_price_is_refused_with_the_reason() {
    let check = |text: &str, expected: &str| {
        let said = read(text, "INR", Decimals::Unknown);
        assert!(said.contains(expected), "{text}: {said}");
    };
    check("-5", "not below nothing");
    check("€ 5", "not in INR");
    check("5 EUR", "in EUR");
    check("12-15", "no price");
    check("12 / 15", "no price");
    check("from 12", "no price");
    check("5%", "percentage");
    check("1,2345,6", "grouped");
    check("12,34", "1234");
    check("01.05.2026", "date");
    check("12. Mai", "date");
    check("8.90103E+12", "cut this number off");
    check("#REF!", "error");
    check("99999999999999999999", "too large");
    check("10000000001", "too large");
    check("", "no price");
    check("₹", "no price");
}

#[test]
fn open_and_free_prices_are_not_numbers() {
    for text in ["variable", "Open", "market price", "MP"] {
        assert_eq!(read(text, "INR", Decimals::Unknown), "open");
    }
    for text in ["free", "0", "0.00", "Gratis"] {
        assert_eq!(read(text, "INR", Decimals::Unknown), "0?");
    }
}

proptest! {
    #[test]
    fn a_written_price_is_read_again(minor in 1..=MAX_MINOR, at in 0..Currency::all().count()) {
        let currency = Currency::all().nth(at).unwrap();
        let text = written(minor, currency);
        prop_assert_eq!(price(&text, currency, Decimals::Point), Price::Certain(minor), "{}", text);
    }

    #[test]
    fn any_text_is_read_or_refused(text in "[0-9.,' €₹$a-z%/-]{0,16}") {
        price(&text, Currency::INR, Decimals::Unknown);
        price(&text, currency("JPY"), Decimals::Comma);
    }
}
