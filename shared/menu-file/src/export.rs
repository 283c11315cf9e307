//! A menu as a file that a spreadsheet opens, and that comes back as the same menu.

use std::collections::BTreeSet;

use salver_domain::language::{Language, Text};
use salver_domain::menu::{Category, Item, Menu};
use salver_domain::priced::PriceKind;
use salver_domain::variant::Variant;
use serde_json::{Value, json};

use crate::fold::fold;
use crate::guard::guarded;
use crate::index::{Found, Index};
use crate::json::{FORMAT, JsonCategory};
use crate::price::written;
use crate::said::{Kind, clean};
use crate::sizes::called;
use crate::table::Table;
use crate::units::unit_word;
use crate::words::{allergen_word, diet_word};

/// What stands for a price that staff say each day.
const MARKET: &str = "market price";

/// A menu's items as CSV for spreadsheets: UTF-8 with its mark, every cell in quotation marks,
/// none that a spreadsheet would take for a formula. A dish with variants has a row for each,
/// the further ones without a name, as point-of-sale programs write sizes. Options stay with the
/// menu: an item names its lists; so do the parts of a combo.
pub fn write_csv(menu: &Menu) -> Vec<u8> {
    let nothing = Table::of(std::iter::empty(), Vec::new());
    let index = Index::of(menu, &nothing);
    let names = languages(menu, |item| Some(&item.name));
    let descriptions = languages(menu, |item| item.description.as_ref());
    let mut out = String::from("\u{FEFF}");
    let mut head: Vec<String> = vec![
        "Salver ID".to_owned(),
        "Category".to_owned(),
        "Name".to_owned(),
    ];
    head.extend(
        names
            .iter()
            .map(|language| format!("Name ({})", String::from(language.clone()))),
    );
    head.push("Description".to_owned());
    head.extend(
        descriptions
            .iter()
            .map(|language| format!("Description ({})", String::from(language.clone()))),
    );
    let rest = [
        "Variant",
        "Price",
        "Sold by weight",
        "Tax class",
        "Diet",
        "Allergens",
        "Station",
        "Prep minutes",
        "Kitchen note",
        "Option lists",
    ];
    head.extend(rest.map(str::to_owned));
    line(&mut out, &head);
    for (category, item) in items(menu) {
        let mut cells = vec![
            item.id.to_string(),
            menu.say(&category.name).to_owned(),
            own(Some(&item.name), menu),
        ];
        cells.extend(
            names
                .iter()
                .map(|language| in_language(Some(&item.name), language)),
        );
        cells.push(own(item.description.as_ref(), menu));
        cells.extend(
            descriptions
                .iter()
                .map(|language| in_language(item.description.as_ref(), language)),
        );
        let allergens: Vec<&str> = item
            .allergens
            .iter()
            .map(|allergen| allergen_word(*allergen))
            .collect();
        let before = cells.len();
        let (first, further) = priced(item, menu);
        cells.extend([
            first.0,
            first.1,
            unit_word(item.priced).to_owned(),
            item.tax_class.to_string(),
            diet_word(item.diet).to_owned(),
            allergens.join(", "),
            station(item, menu, &index),
            item.prep_minutes.to_string(),
            item.kitchen_note.clone().unwrap_or_default(),
            lists(item, menu, &index),
        ]);
        line(&mut out, &cells);
        for (name, price) in further {
            let mut cells = vec![String::new(); cells.len()];
            for (cell, text) in cells.iter_mut().skip(before).zip([name, price]) {
                *cell = text;
            }
            line(&mut out, &cells);
        }
    }
    out.into_bytes()
}

/// Name and price of the first variant and of the others; without variants the dish's own price.
fn priced(item: &Item, menu: &Menu) -> ((String, String), Vec<(String, String)>) {
    let mut variants = item.variants.iter().map(|variant| {
        let price = written(variant.price, menu.currency);
        (variant_cell(variant, item, menu), price)
    });
    let own = || {
        let price = match item.priced {
            PriceKind::Market => MARKET.to_owned(),
            _ => written(item.price, menu.currency),
        };
        (String::new(), price)
    };
    let first = variants.next().unwrap_or_else(own);
    (first, variants.collect())
}

/// A variant by its name, where that says which one.
fn variant_cell(variant: &Variant, item: &Item, menu: &Menu) -> String {
    let name = menu.say(&variant.name);
    let clean = clean(name, Kind::Name).unwrap_or_default();
    match called(&clean, item, menu, true) {
        Found::One(found) if found.id == variant.id && !clean.is_empty() => name.to_owned(),
        _ => variant.id.to_string(),
    }
}

fn items(menu: &Menu) -> impl Iterator<Item = (&Category, &Item)> {
    menu.categories
        .iter()
        .flat_map(|category| category.items.iter().map(move |item| (category, item)))
}

fn line(out: &mut String, cells: &[String]) {
    for (at, cell) in cells.iter().enumerate() {
        out.push_str(if at == 0 { "\"" } else { ",\"" });
        out.push_str(&guarded(cell).replace('"', "\"\""));
        out.push('"');
    }
    out.push_str("\r\n");
}

/// The languages beside the menu's own in which anything is written.
fn languages<'a>(menu: &'a Menu, of: impl Fn(&'a Item) -> Option<&'a Text>) -> Vec<Language> {
    let texts = items(menu).filter_map(|(_, item)| of(item));
    let used: BTreeSet<&Language> = texts
        .filter_map(|text| match text {
            Text::Plain(_) => None,
            Text::Translated(texts) => Some(texts.keys()),
        })
        .flatten()
        .filter(|language| **language != menu.language)
        .collect();
    used.into_iter().cloned().collect()
}

fn own(text: Option<&Text>, menu: &Menu) -> String {
    match text {
        None => String::new(),
        Some(Text::Plain(text)) => text.clone(),
        Some(text) => in_language(Some(text), &menu.language),
    }
}

fn in_language(text: Option<&Text>, language: &Language) -> String {
    match text {
        Some(Text::Translated(texts)) => texts.get(language).cloned().unwrap_or_default(),
        _ => String::new(),
    }
}

/// The station by its name, where that says which one.
fn station(item: &Item, menu: &Menu, index: &Index<'_>) -> String {
    let Some(id) = &item.station else {
        return String::new();
    };
    let mut stations = menu.stations.iter();
    let name = stations
        .find(|station| station.id == *id)
        .map(|station| station.name.as_str());
    match name.map(|name| (name, index.station(name))) {
        Some((name, Found::One(found))) if found == id && !fold(name).is_empty() => name.to_owned(),
        _ => id.to_string(),
    }
}

/// The option lists by name, where that says which one.
fn lists(item: &Item, menu: &Menu, index: &Index<'_>) -> String {
    let named = item.option_groups.iter().map(|offer| {
        let id = &offer.group;
        let name = index.group(id).map(|group| menu.say(&group.name));
        let whole =
            name.filter(|name| !name.contains(['|', '\n', '\r']) && !name.trim().is_empty());
        match whole.map(|name| (name, index.group_called(name))) {
            Some((name, Found::One(found))) if found == id => name.to_owned(),
            _ => id.to_string(),
        }
    });
    let named: Vec<String> = named.collect();
    named.join(" | ")
}

/// A menu as JSON, with its stations, option groups and categories.
///
/// # Errors
/// None that a menu could cause.
pub fn write_json(menu: &Menu) -> Result<Vec<u8>, serde_json::Error> {
    let items: Vec<Value> = items(menu)
        .map(|(category, item)| {
            // A file holds words: whoever imports it finds the photos where they were.
            let Item { id, name, description, price, variants, tax_class, diet, allergens, station, prep_minutes, kitchen_note, photo: _, option_groups, priced, may_be_free, times, parts } =
                item;
            let allergens: Vec<&str> = allergens.iter().map(|allergen| allergen_word(*allergen)).collect();
            json!({
                "id": id, "category": menu.say(&category.name), "name": by_language(Some(name), menu),
                "description": by_language(description.as_ref(), menu),
                "price": {"minor": price, "currency": menu.currency}, "variants": variants, "tax_class": tax_class,
                "diet": diet_word(*diet), "allergens": allergens, "station": station,
                "prep_minutes": prep_minutes, "kitchen_note": kitchen_note, "option_groups": option_groups,
                "priced": priced, "may_be_free": may_be_free, "times": times, "parts": parts,
            })
        })
        .collect();
    let categories = menu.categories.iter().map(|category| JsonCategory {
        id: category.id.clone(),
        name: category.name.clone(),
        description: category.description.clone(),
        times: Some(category.times.clone()),
    });
    let categories: Vec<_> = categories.collect();
    serde_json::to_vec_pretty(&json!({
        "format": FORMAT, "language": menu.language, "currency": menu.currency, "stations": menu.stations,
        "categories": categories, "option_groups": menu.option_groups,
        "price_lists": menu.price_lists, "items": items,
    }))
}

/// A text as itself, or by language with the menu's own among them.
fn by_language(text: Option<&Text>, menu: &Menu) -> Value {
    match text {
        None => Value::Null,
        Some(Text::Plain(text)) => json!({ String::from(menu.language.clone()): text }),
        Some(Text::Translated(texts)) => json!(texts),
    }
}
