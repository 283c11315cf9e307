//! What the columns of a file say: the names that spreadsheets and point-of-sale programs give
//! them, in whatever case, with whatever spaces, underscores, accents and shop names.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use salver_domain::language::Language;

use crate::fold::loose;
use crate::meaning::{Meaning, NAMES};

static BY_NAME: LazyLock<BTreeMap<String, Meaning>> = LazyLock::new(|| {
    let names = NAMES
        .iter()
        .flat_map(|(meaning, names)| names.iter().map(move |name| (meaning, name)));
    names
        .map(|(meaning, name)| (loose(name), meaning.clone()))
        .collect()
});

/// What a column of this name says; nothing that is known for most.
pub(crate) fn meaning(header: &str) -> Option<Meaning> {
    let header = header.trim();
    let named = |rest: &str| {
        let rest = rest.trim_start_matches([' ', '-', '–', ':']);
        let name = without_rate(rest).trim().trim_matches('"').trim();
        (!name.is_empty()).then(|| name.to_owned())
    };
    // `Tax - "GST 5%" (5%)`, `Modifier Set - Toppings`: the name of the tax or list is in the column's.
    for (begin, make) in NAMED {
        let Some(rest) = begins(header, begin) else {
            continue;
        };
        if rest.trim_start().starts_with(['-', '–', ':']) {
            return named(rest).map(make);
        }
    }
    let plain = without_shop(header);
    if let Some((name, language)) = in_language(plain) {
        match BY_NAME.get(&loose(name)) {
            Some(Meaning::Name) => return Some(Meaning::NameIn(language)),
            Some(Meaning::Description) => return Some(Meaning::DescriptionIn(language)),
            _ => {}
        }
    }
    let number = plain.chars().find_map(|c| c.to_digit(10));
    let without_number: String = plain.chars().filter(|c| !c.is_ascii_digit()).collect();
    let number = number
        .and_then(|n| u8::try_from(n).ok())
        .filter(|n| (1..=3).contains(n));
    if let Some(found) = BY_NAME.get(&loose(plain)) {
        return Some(found.clone());
    }
    match (BY_NAME.get(&loose(&without_number)), number) {
        (Some(Meaning::SizeName(_)), Some(n)) => Some(Meaning::SizeName(n)),
        (Some(Meaning::Size(_)), Some(n)) => Some(Meaning::Size(n)),
        _ => None,
    }
}

type Named = fn(String) -> Meaning;

const NAMED: [(&str, Named); 9] = [
    ("tax", Meaning::TaxNamed),
    ("impuesto", Meaning::TaxNamed),
    ("imposto", Meaning::TaxNamed),
    ("steuer", Meaning::TaxNamed),
    ("taxe", Meaning::TaxNamed),
    ("modifier set", Meaning::ListNamed),
    ("modifier", Meaning::ListNamed),
    ("modificador", Meaning::ListNamed),
    ("modifikator", Meaning::ListNamed),
];

/// What follows a word at the beginning, in whatever case.
fn begins<'a>(text: &'a str, word: &str) -> Option<&'a str> {
    let begin = text.get(..word.len())?;
    begin
        .eq_ignore_ascii_case(word)
        .then(|| text.get(word.len()..))?
}

/// `Price [The Lane]` without the shop.
fn without_shop(header: &str) -> &str {
    match header.find('[') {
        Some(at) if header.ends_with(']') => header.get(..at).unwrap_or(header).trim(),
        _ => header,
    }
}

/// `"GST 5%" (5%)` without the rate at its end.
fn without_rate(name: &str) -> &str {
    match name.rfind('(') {
        Some(at) if name.ends_with("%)") => name.get(..at).unwrap_or(name),
        _ => name,
    }
}

/// `Name (hi)` in its parts.
fn in_language(header: &str) -> Option<(&str, Language)> {
    let (name, tag) = header.strip_suffix(')')?.rsplit_once('(')?;
    Some((name.trim(), Language::try_from(tag.trim().to_owned()).ok()?))
}

/// What a spreadsheet calls a column: A to Z, then AA.
pub(crate) fn letters(mut column: usize) -> String {
    let mut letters = Vec::new();
    loop {
        letters.push(char::from(
            b'A' + u8::try_from(column % 26).unwrap_or_default(),
        ));
        match column / 26 {
            0 => break,
            more => column = more - 1,
        }
    }
    letters.iter().rev().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headers_are_known_as_other_programs_write_them() {
        let check = |header: &str, expected: Option<Meaning>| {
            assert_eq!(meaning(header), expected, "{header}");
        };
        for name in [
            "Name",
            "NAME ",
            " item_name",
            "Artikel",
            "Nombre",
            "Item Name",
        ] {
            check(name, Some(Meaning::Name));
        }
        for price in [
            "Price",
            "Preis",
            "Precio [Salver Test Kitchen]",
            "Default price",
            "PRIX",
            "Preço",
        ] {
            check(price, Some(Meaning::Price));
        }
        for category in ["Kategorie", "Categoria", "Catégorie", "CATEGORY"] {
            check(category, Some(Meaning::Category));
        }
        for not in [
            "Cost",
            "Coste",
            "Codigo de barras",
            "Barcode",
            "Track stock",
            "",
            "Price list",
            "Option 4 value",
        ] {
            check(not, None);
        }
        check("Descripción", Some(Meaning::Description));
        check("Descripcion", Some(Meaning::Description));
        check("Opción 1 nombre", Some(Meaning::SizeName(1)));
        check("Opción 2 valor", Some(Meaning::Size(2)));
        check("Option 3 value", Some(Meaning::Size(3)));
        check("Variation Name", Some(Meaning::Size(1)));
        check(
            "Disponibles para la venta [Salver Test Kitchen]",
            Some(Meaning::ForSale),
        );
        check(
            "impuesto - \"GST 5%\" (5%)",
            Some(Meaning::TaxNamed("GST 5%".to_owned())),
        );
        check("Tax - VAT (20%)", Some(Meaning::TaxNamed("VAT".to_owned())));
        check(
            "Modifier - \"Toppings\"",
            Some(Meaning::ListNamed("Toppings".to_owned())),
        );
        check(
            "Modifier Set - Toppings",
            Some(Meaning::ListNamed("Toppings".to_owned())),
        );
        check(
            "Name (hi)",
            Some(Meaning::NameIn(
                Language::try_from("hi".to_owned()).unwrap(),
            )),
        );
    }

    #[test]
    fn no_two_meanings_have_one_name() {
        let count: usize = NAMES.iter().map(|(_, names)| names.len()).sum();
        let mut seen: BTreeMap<String, &Meaning> = BTreeMap::new();
        for (meaning, names) in &NAMES {
            for name in *names {
                let other = seen.insert(loose(name), meaning);
                assert!(
                    other.is_none_or(|other| other == meaning),
                    "{name}: {other:?} and {meaning:?}"
                );
            }
        }
        assert!(seen.len() <= count && seen.len() == BY_NAME.len());
    }

    #[test]
    fn columns_are_called_as_in_a_spreadsheet() {
        let names: Vec<_> = [0, 25, 26, 51, 52, 701, 702].map(letters).into();
        assert_eq!(names, ["A", "Z", "AA", "AZ", "BA", "ZZ", "AAA"]);
    }
}
