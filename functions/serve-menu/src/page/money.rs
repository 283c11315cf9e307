//! Amounts as English menus write them: by the shortest sign of their currency, `₹350`.

use salver::domain::money::Money;
use salver::wire::menu::{ItemView, MenuView};

/// The signs that people know without the currency's code.
const SIGNS: &[(&str, &str)] = &[
    ("AUD", "$"),
    ("BDT", "৳"),
    ("BRL", "R$"),
    ("CAD", "$"),
    ("CNY", "¥"),
    ("EUR", "€"),
    ("GBP", "£"),
    ("HKD", "$"),
    ("IDR", "Rp"),
    ("ILS", "₪"),
    ("INR", "₹"),
    ("JPY", "¥"),
    ("KRW", "₩"),
    ("MXN", "$"),
    ("MYR", "RM"),
    ("NGN", "₦"),
    ("NZD", "$"),
    ("PHP", "₱"),
    ("PLN", "zł"),
    ("SGD", "$"),
    ("THB", "฿"),
    ("TRY", "₺"),
    ("UAH", "₴"),
    ("USD", "$"),
    ("VND", "₫"),
    ("ZAR", "R"),
];

/// An amount. Whole ones go without their empty decimals, unless others that stand with them
/// have some (`exact`).
pub(super) fn written(amount: Money, exact: bool) -> String {
    let code = amount.currency.to_string();
    let sign = SIGNS.iter().find(|(known, _)| *known == code);
    let sign = sign.map_or_else(|| format!("{code}\u{a0}"), |(_, sign)| (*sign).to_owned());
    let digits = usize::from(amount.currency.digits());
    let all = format!(
        "{:0>width$}",
        amount.minor.unsigned_abs(),
        width = digits + 1
    );
    let (whole, decimals) = all.split_at(all.len() - digits);
    let minus = if amount.minor < 0 { "-" } else { "" };
    let whole = grouped(whole, code == "INR");
    match digits > 0 && (exact || decimals.bytes().any(|digit| digit != b'0')) {
        true => format!("{minus}{sign}{whole}.{decimals}"),
        false => format!("{minus}{sign}{whole}"),
    }
}

/// With commas between thousands, or as India counts: 12,34,567.
fn grouped(whole: &str, indian: bool) -> String {
    let mut text = String::with_capacity(whole.len() + whole.len() / 2);
    for (at, digit) in whole.char_indices() {
        let left = whole.len() - at;
        let parts = match indian {
            true => left == 3 || (left > 3 && left % 2 == 1),
            false => left.is_multiple_of(3),
        };
        if at > 0 && parts {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// Whether any amount of the menu is no whole one: then all are shown with decimals.
pub(super) fn has_decimals(menu: &MenuView) -> bool {
    let unit = 10_i64.pow(u32::from(menu.currency_digits));
    let items = menu.categories.iter().flat_map(|category| &category.items);
    items.flat_map(amounts).any(|minor| minor % unit != 0)
}

fn amounts(item: &ItemView) -> impl Iterator<Item = i64> {
    let variants = item.variants.iter().flat_map(|one| {
        let usual = one.usual_price.map(|price| price.minor);
        [Some(one.price.minor), usual]
    });
    let groups = item.option_groups.iter();
    let options = groups.flat_map(|group| &group.options);
    let parts = item.parts.iter().flat_map(|part| &part.choices);
    let more = parts.map(|choice| choice.surcharge.map(|price| price.minor));
    let own = [Some(item.price.minor), item.usual_price.map(|p| p.minor)];
    own.into_iter()
        .chain(variants)
        .chain(options.map(|option| Some(option.price.minor)))
        .chain(more)
        .flatten()
}

#[cfg(test)]
mod tests {
    use salver::domain::money::Currency;

    use super::*;

    #[test]
    fn amounts_are_written_as_menus_do() {
        for (minor, currency, exact, expected) in [
            (35_000, "INR", false, "₹350"),
            (35_050, "INR", false, "₹350.50"),
            (35_000, "INR", true, "₹350.00"),
            (123_456_700, "INR", false, "₹12,34,567"),
            (123_456_700, "USD", false, "$1,234,567"),
            (5, "EUR", false, "€0.05"),
            (1_500, "JPY", true, "¥1,500"),
            (1_500, "KWD", false, "KWD\u{a0}1.500"),
            (-50, "GBP", false, "-£0.50"),
            (0, "INR", false, "₹0"),
        ] {
            let amount = Money::new(minor, Currency::try_from(currency.to_owned()).unwrap());
            assert_eq!(written(amount, exact), expected);
        }
    }
}
