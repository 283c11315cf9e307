//! Words for yes and no, diets, allergens and taxes.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use salver_domain::id::TaxClass;
use salver_domain::menu::{Allergen, Diet};

use crate::fold::{fold, loose, slug};

const YES: [&str; 21] = [
    "y",
    "yes",
    "true",
    "1",
    "x",
    "ja",
    "j",
    "wahr",
    "si",
    "sí",
    "s",
    "verdadero",
    "oui",
    "o",
    "vrai",
    "sim",
    "active",
    "aktiv",
    "available",
    "हाँ",
    "✓",
];
const NO: [&str; 17] = [
    "n",
    "no",
    "false",
    "0",
    "nein",
    "falsch",
    "falso",
    "non",
    "faux",
    "não",
    "nao",
    "inactive",
    "inaktiv",
    "unavailable",
    "archived",
    "hidden",
    "नहीं",
];

/// What a word says to a question; nothing for other words.
pub(crate) fn yes_or_no(word: &str) -> Option<bool> {
    let word = fold(word);
    let is = |words: &[&str]| words.contains(&word.as_str());
    if is(&YES) {
        Some(true)
    } else {
        is(&NO).then_some(false)
    }
}

const DIETS: [(Diet, &[&str]); 4] = [
    (
        Diet::Veg,
        &[
            "veg",
            "vegetarian",
            "pure veg",
            "vegetarisch",
            "vegetariano",
            "végétarien",
            "शाकाहारी",
        ],
    ),
    (
        Diet::NonVeg,
        &[
            "non veg",
            "nonveg",
            "non vegetarian",
            "meat",
            "fish",
            "chicken",
            "mit fleisch",
            "fleisch",
            "carne",
            "viande",
        ],
    ),
    (
        Diet::Egg,
        &["egg", "with egg", "contains egg", "eggetarian", "mit ei"],
    ),
    (Diet::Vegan, &["vegan", "vegano", "végan"]),
];

type Words<T> = LazyLock<BTreeMap<String, T>>;

fn by_word<T: Copy>(list: &[(T, &[&str])]) -> BTreeMap<String, T> {
    let words = list
        .iter()
        .flat_map(|(one, words)| words.iter().map(move |word| (loose(word), *one)));
    words.collect()
}

static DIET_BY_WORD: Words<Diet> = LazyLock::new(|| by_word(&DIETS));
static ALLERGEN_BY_WORD: Words<Allergen> = LazyLock::new(|| by_word(&ALLERGENS));

/// What something is made of.
pub(crate) fn diet(word: &str) -> Option<Diet> {
    DIET_BY_WORD.get(&loose(word)).copied()
}

/// The word of our own files.
pub(crate) fn diet_word(diet: Diet) -> &'static str {
    match diet {
        Diet::Veg => "veg",
        Diet::NonVeg => "non-veg",
        Diet::Egg => "egg",
        Diet::Vegan => "vegan",
    }
}

/// Each with the word of our own files first.
const ALLERGENS: [(Allergen, &[&str]); 14] = [
    (Allergen::Gluten, &["gluten", "wheat", "weizen", "cereals"]),
    (
        Allergen::Crustaceans,
        &[
            "crustaceans",
            "crustacean",
            "shellfish",
            "krebstiere",
            "crustáceos",
        ],
    ),
    (
        Allergen::Egg,
        &["egg", "eggs", "ei", "eier", "huevo", "œuf"],
    ),
    (Allergen::Fish, &["fish", "fisch", "pescado", "poisson"]),
    (
        Allergen::Peanuts,
        &[
            "peanuts",
            "peanut",
            "groundnut",
            "erdnuss",
            "erdnüsse",
            "cacahuete",
        ],
    ),
    (Allergen::Soy, &["soy", "soya", "soybeans", "soja"]),
    (
        Allergen::Milk,
        &[
            "milk", "dairy", "lactose", "milch", "laktose", "leche", "lait",
        ],
    ),
    (
        Allergen::TreeNuts,
        &[
            "tree nuts",
            "nuts",
            "tree nut",
            "nüsse",
            "schalenfrüchte",
            "frutos secos",
        ],
    ),
    (Allergen::Celery, &["celery", "sellerie", "apio", "céleri"]),
    (
        Allergen::Mustard,
        &["mustard", "senf", "mostaza", "moutarde"],
    ),
    (Allergen::Sesame, &["sesame", "sesam", "sésamo", "sésame"]),
    (
        Allergen::Sulphites,
        &[
            "sulphites",
            "sulfites",
            "sulphur dioxide",
            "sulfite",
            "sulfitos",
        ],
    ),
    (
        Allergen::Lupin,
        &["lupin", "lupine", "lupinen", "altramuces"],
    ),
    (
        Allergen::Molluscs,
        &["molluscs", "mollusks", "mollusc", "weichtiere", "moluscos"],
    ),
];

/// An allergen by its name.
pub(crate) fn allergen(word: &str) -> Option<Allergen> {
    ALLERGEN_BY_WORD.get(&loose(word)).copied()
}

/// The word of our own files.
pub(crate) fn allergen_word(allergen: Allergen) -> &'static str {
    let found = ALLERGENS.iter().find(|(one, _)| *one == allergen);
    found
        .and_then(|(_, words)| words.first())
        .copied()
        .unwrap_or_default()
}

/// A tax as a file names it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Tax {
    Class(TaxClass),
    /// `0,19`, which is 19 % where a spreadsheet shows percents as parts of one.
    Doubtful(TaxClass, String),
}

/// The class of a tax that is written as a word or a rate: `7%`, `7 %`, `7,0` and `7` are one.
pub(crate) fn tax(text: &str) -> Option<Tax> {
    let class = |name: &str| name.parse::<TaxClass>().ok();
    let trimmed = text.trim();
    let (number, percent) = match trimmed.strip_suffix('%') {
        Some(number) => (number.trim_end(), true),
        None => (trimmed, false),
    };
    if let Some(rate) = basis_points(number) {
        // Parts of one: no tax is below one percent, and none is above 100.
        if !percent && (1..100).contains(&rate) {
            let rate = rate * 100;
            return Some(Tax::Doubtful(
                class(&rate_class(rate))?,
                format!("{} %", percents(rate)),
            ));
        }
        return (rate <= 10_000).then(|| class(&rate_class(rate)).map(Tax::Class))?;
    }
    // A word that is a class as it stands, as in our own files.
    class(trimmed)
        .or_else(|| class(&slug(text)))
        .map(Tax::Class)
}

/// The class of something with these taxes on it, which are named by columns.
pub(crate) fn taxes(names: &[&str]) -> Option<TaxClass> {
    let words: Vec<String> = names
        .iter()
        .map(|name| slug(name))
        .filter(|word| !word.is_empty())
        .collect();
    if words.len() != names.len() {
        return None;
    }
    let name = if words.is_empty() {
        "untaxed".to_owned()
    } else {
        words.join("-and-")
    };
    name.parse().ok()
}

fn rate_class(rate: u32) -> String {
    format!("tax-{}", percents(rate).replace('.', "-"))
}

fn percents(rate: u32) -> String {
    match rate % 100 {
        0 => format!("{}", rate / 100),
        part if part % 10 == 0 => format!("{}.{}", rate / 100, part / 10),
        part => format!("{}.{part:02}", rate / 100),
    }
}

/// Hundredths of a percent of a number with at most two decimals.
fn basis_points(number: &str) -> Option<u32> {
    let (whole, part) = number.split_once(['.', ',']).unwrap_or((number, ""));
    let digits = |text: &str| text.bytes().all(|b| b.is_ascii_digit());
    let part = part.trim_end_matches('0');
    if whole.is_empty() || whole.len() > 3 || part.len() > 2 || !digits(whole) || !digits(part) {
        return None;
    }
    let part = format!("{part:0<2}");
    Some(whole.parse::<u32>().ok()? * 100 + part.parse::<u32>().ok()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn yes_and_no_in_the_words_of_other_programs() {
        for word in [
            "Y", "yes", "TRUE", "ja", "JA ", "1", "x", "Sí", "WAHR", "Active",
        ] {
            assert_eq!(yes_or_no(word), Some(true), "{word}");
        }
        for word in ["N", "no", "FALSE", "nein", "0", "Falso", "NON"] {
            assert_eq!(yes_or_no(word), Some(false), "{word}");
        }
        for word in ["", "maybe", "2", "-"] {
            assert_eq!(yes_or_no(word), None, "{word}");
        }
    }

    #[test]
    fn one_tax_rate_in_its_spellings_is_one_class() {
        let name = |text: &str| match tax(text) {
            Some(Tax::Class(class)) => class.to_string(),
            Some(Tax::Doubtful(class, reading)) => format!("{class}? {reading}"),
            None => "none".to_owned(),
        };
        for text in ["7%", "7 %", "7", "7,0", "7.00 %"] {
            assert_eq!(name(text), "tax-7", "{text}");
        }
        assert_eq!(name("0,19"), "tax-19? 19 %");
        assert_eq!(name("0.07"), "tax-7? 7 %");
        assert_eq!(name("7.5%"), "tax-7-5");
        assert_eq!(name("0"), "tax-0");
        assert_eq!(name("0,5 %"), "tax-0-5");
        assert_eq!(name("standard"), "standard");
        assert_eq!(name("GST 5%"), "gst-5");
        assert_eq!(name("120 %"), "none");
        assert_eq!(
            taxes(&["GST 5%", "VAT 20%"]).unwrap().as_str(),
            "gst-5-and-vat-20"
        );
        assert_eq!(taxes(&[]).unwrap().as_str(), "untaxed");
    }

    #[test]
    fn diets_and_allergens_come_back_from_their_own_words() {
        for (one, _) in DIETS {
            assert_eq!(diet(diet_word(one)), Some(one));
        }
        for (one, _) in ALLERGENS {
            assert_eq!(allergen(allergen_word(one)), Some(one));
        }
        assert_eq!(diet("Non-Veg"), Some(Diet::NonVeg));
        assert_eq!(diet("Keto"), None);
        assert_eq!(allergen("Nüsse"), Some(Allergen::TreeNuts));
    }
}
