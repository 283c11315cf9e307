//! The words for what is sold by weight, and of how much its price is.

use salver_domain::money::Currency;
use salver_domain::priced::PriceKind;

use crate::fold::fold;
use crate::said::{Said, question};
use crate::words::yes_or_no;

/// The kinds of price by weight, as our files write them and as others do; as names of dishes end.
static UNITS: [(PriceKind, &[&str]); 3] = [
    (
        PriceKind::PerKg,
        &[
            "per kg", "/kg", "kg", "kilo", "kilogram", "pro kg", "por kg", "par kg", "le kg",
        ],
    ),
    (
        PriceKind::Per100G,
        &[
            "per 100 g",
            "/100 g",
            "100 g",
            "per 100g",
            "/100g",
            "100g",
            "pro 100 g",
            "por 100 g",
        ],
    ),
    (
        PriceKind::PerLb,
        &["per lb", "/lb", "lb", "lbs", "pound", "per pound"],
    ),
];

/// The word of ours for what a price is for.
pub(crate) fn unit_word(kind: PriceKind) -> &'static str {
    let mut units = UNITS.iter();
    let own = units.find(|(unit, _)| *unit == kind);
    own.and_then(|(_, words)| words.first())
        .copied()
        .unwrap_or("no")
}

/// Reads a cell that says whether a dish is sold by weight, or of how much its price is; nothing
/// where it says neither. Who says only that it is, says not of how much: that is asked.
pub(crate) fn by_weight(cell: &str, column: &str, currency: Currency) -> Option<Said<PriceKind>> {
    let word = fold(cell);
    let named = UNITS
        .iter()
        .find(|(_, words)| words.contains(&word.as_str()));
    if let Some((kind, _)) = named {
        return Some(Said::certain(*kind));
    }
    if !yes_or_no(cell)? {
        return Some(Said::certain(PriceKind::Fixed));
    }
    // Where goods are priced by the pound.
    let kind = match currency.code() {
        "USD" => PriceKind::PerLb,
        _ => PriceKind::PerKg,
    };
    let reason = "it is sold by weight, and the file does not say of how much this is the price";
    Some(Said::doubtful(
        kind,
        question(Some(column), reason, unit_word(kind)),
    ))
}

/// What the end of a dish's name says of how much its price is: "Plum cake per kg".
pub(crate) fn unit_in(name: &str) -> Option<PriceKind> {
    let name = fold(name);
    let name = name.trim_end_matches([')', ' ', '.']);
    let mut units = UNITS.iter();
    let found = units.find(|(_, words)| words.iter().any(|word| ends_with(name, word)));
    found.map(|(kind, _)| *kind)
}

/// Whether a name ends with these words, and not with a word that ends like them.
fn ends_with(name: &str, words: &str) -> bool {
    let before = name.strip_suffix(words);
    before.is_some_and(|before| words.starts_with('/') || before.ends_with([' ', '(']))
}
