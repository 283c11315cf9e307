//! A whole set of things at once, as a file brings them.

use std::collections::BTreeSet;
use std::fmt::Display;

use super::after::After;
use super::apply::require_refers;
use super::apply_own::require_sold;
use super::arrange::{find, insert, take};
use super::bounds::{MAX_OPTIONS, MAX_PREP_MINUTES};
use super::combos;
use super::doing::require_few;
use super::overrides;
use super::plain::plain_text;
use super::price_lists;
use super::refused::WhyRefused;
use super::thing::Thing;
use super::wording::{MenuDescription, MenuName};
use crate::id::{CategoryId, PriceListId};
use crate::language::{Language, Text};
use crate::menu::{Category, Item, Menu, OptionGroup, PRICES, Station};
use crate::price_list::{Percent, PriceList};
use crate::serving_times::ServingTimes;

/// A category without its items.
#[derive(Debug, Clone, PartialEq)]
pub struct Heading {
    pub id: CategoryId,
    pub name: Text,
    /// A line below the name.
    pub description: Option<Text>,
    /// When its items are served; `None` leaves that as it is.
    pub times: Option<ServingTimes>,
}

/// An item with where it stands.
#[derive(Debug, Clone, PartialEq)]
pub struct Placed {
    pub category: CategoryId,
    pub item: Item,
}

/// What is put into a draft: each thing takes the place of the one with its ID, or is added
/// behind the others of its list. What an import does not name stays as it is.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Import {
    pub stations: Vec<Station>,
    /// Whole groups with their options.
    pub option_groups: Vec<OptionGroup>,
    pub categories: Vec<Heading>,
    /// An item that names another category than its own moves there, to the end.
    pub items: Vec<Placed>,
    /// Whole price lists with all their prices.
    pub price_lists: Vec<PriceList>,
}

/// Puts an import into a menu.
pub(super) fn put(menu: &mut Menu, import: &Import) -> Result<(), WhyRefused> {
    for station in &import.stations {
        require_typed::<MenuName>("stations", &station.id, &station.name)?;
        match find(&mut menu.stations, &station.id) {
            Some(known) => *known = station.clone(),
            None => menu.stations.push(station.clone()),
        }
    }
    let own = menu.language.clone();
    let said = |text: &Text| plain_text(text, &own);
    for group in &import.option_groups {
        require_group(group)?;
        let mut group = group.clone();
        group.name = name("option_groups", &group.id, &group.name, &own)?;
        for option in &mut group.options {
            option.name = name("options", &option.id, &option.name, &own)?;
        }
        overrides::forget_gone(menu, &group);
        match find(&mut menu.option_groups, &group.id) {
            Some(known) => *known = group,
            None => menu.option_groups.push(group),
        }
    }
    for heading in &import.categories {
        let called = name("categories", &heading.id, &heading.name, &own)?;
        if let Some(text) = &heading.description {
            require_text::<MenuDescription>("categories", &heading.id, text)?;
        }
        let description = heading.description.as_ref().map(said);
        match find(&mut menu.categories, &heading.id) {
            Some(known) => {
                (known.name, known.description) = (called, description);
                if let Some(times) = &heading.times {
                    known.times = times.clone();
                }
            }
            None => menu.categories.push(Category {
                id: heading.id.clone(),
                name: called,
                description,
                items: Vec::new(),
                times: heading.times.clone().unwrap_or_default(),
            }),
        }
    }
    for Placed { category, item } in &import.items {
        require_refers(menu, item)?;
        combos::require_bounds(&item.parts)?;
        require_price("price", item.price)?;
        require_variants(item)?;
        let offers = item.option_groups.iter();
        for price in offers.flat_map(|offer| offer.prices.values()) {
            require_price("price", *price)?;
        }
        if item.prep_minutes > MAX_PREP_MINUTES {
            let message = format!("at most {MAX_PREP_MINUTES}");
            return Err(WhyRefused::invalid("prep_minutes", message));
        }
        let mut item = item.clone();
        item.name = said(&item.name);
        item.description = item.description.as_ref().map(said);
        for variant in &mut item.variants {
            let id = format!("{} {}", item.id, variant.id);
            variant.name = name("variants", &id, &variant.name, &own)?;
        }
        for part in &mut item.parts {
            let id = format!("{} {}", item.id, part.id);
            part.name = name("parts", &id, &part.name, &own)?;
        }
        let to = find(&mut menu.categories, category);
        let to = to.ok_or_else(|| WhyRefused::gone(Thing::Category, category))?;
        if let Some(known) = find(&mut to.items, &item.id) {
            *known = item;
            continue;
        }
        // Of another category until now, or new.
        let mut lists = menu.categories.iter_mut();
        lists.find_map(|c| take(&mut c.items, &item.id));
        if let Some(to) = find(&mut menu.categories, category) {
            insert(&mut to.items, item, &After::All);
        }
    }
    for list in &import.price_lists {
        let mut list = list.clone();
        list.name = name("price_lists", &list.id, &list.name, &own)?;
        require_list(menu, &list)?;
        match find(&mut menu.price_lists, &list.id) {
            Some(known) => *known = list,
            None => menu.price_lists.push(list),
        }
    }
    price_lists::forget_gone(menu);
    // A combo may offer what stands further down in the file.
    for Placed { item, .. } in &import.items {
        require_sold(menu, &item.parts)?;
    }
    combos::forget_gone(menu);
    Ok(())
}

/// A name in its plainest form.
fn name(
    field: &'static str,
    id: &impl Display,
    text: &Text,
    own: &Language,
) -> Result<Text, WhyRefused> {
    require_text::<MenuName>(field, id, text)?;
    Ok(plain_text(text, own))
}

/// In whatever language: a text that nobody could type keeps the whole menu from being published.
fn require_text<T: TryFrom<String, Error = &'static str>>(
    field: &'static str,
    id: &impl Display,
    text: &Text,
) -> Result<(), WhyRefused> {
    match text {
        Text::Plain(text) => require_typed::<T>(field, id, text),
        Text::Translated(texts) => {
            let mut texts = texts.values();
            texts.try_for_each(|text| require_typed::<T>(field, id, text))
        }
    }
}

fn require_typed<T: TryFrom<String, Error = &'static str>>(
    field: &'static str,
    id: &impl Display,
    text: &str,
) -> Result<(), WhyRefused> {
    let refused = |why| WhyRefused::invalid(field, format!("{id}: {why}"));
    T::try_from(text.to_owned()).map(drop).map_err(refused)
}

fn require_price(field: &'static str, price: i64) -> Result<(), WhyRefused> {
    match PRICES.contains(&price) {
        true => Ok(()),
        false => Err(WhyRefused::invalid(field, "below 0 or too large")),
    }
}

fn require_variants(item: &Item) -> Result<(), WhyRefused> {
    require_few("variants", item.variants.len())?;
    let mut ids = BTreeSet::new();
    for variant in &item.variants {
        require_price("price", variant.price)?;
        if !ids.insert(&variant.id) {
            return Err(WhyRefused::taken(Thing::Variant, &variant.id));
        }
    }
    Ok(())
}

/// Refuses a list that no commands could have made.
fn require_list(menu: &Menu, list: &PriceList) -> Result<(), WhyRefused> {
    let id = &list.id;
    if *id == PriceListId::base() {
        return Err(WhyRefused::taken(Thing::PriceList, id));
    }
    if let Some((field, message)) = list.percent.as_ref().and_then(Percent::fault) {
        return Err(WhyRefused::invalid(field, format!("{id}: {message}")));
    }
    for own in list.prices.values() {
        for price in own.price.iter().chain(own.variants.values()) {
            require_price("price", *price)?;
        }
    }
    let mut known = list.clone();
    known.keep_known(menu);
    match known == *list {
        true => Ok(()),
        false => {
            let message = format!("{id} names something that is not on the menu");
            Err(WhyRefused::invalid("price_lists", message))
        }
    }
}

fn require_group(group: &OptionGroup) -> Result<(), WhyRefused> {
    let [min, max, free] = [group.min, group.max, group.free].map(usize::from);
    let most = [group.options.len(), min, max, free];
    if most.into_iter().any(|count| count > MAX_OPTIONS) {
        let message = format!("at most {MAX_OPTIONS} options");
        return Err(WhyRefused::invalid("option_groups", message));
    }
    let mut ids = BTreeSet::new();
    for option in &group.options {
        require_price("price", option.price)?;
        if !ids.insert(&option.id) {
            return Err(WhyRefused::taken(Thing::Option, &option.id));
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::fixtures::menu;

    #[test]
    fn an_import_holds_no_text_that_nobody_could_type() {
        let long = "x".repeat(121);
        let check = |import: Import, expected: &str| {
            let refused = put(&mut menu(), &import).unwrap_err();
            assert_eq!(refused.to_string(), expected);
        };
        let group = |name: &str, option: serde_json::Value| Import {
            option_groups: vec![
                serde_json::from_value(json!({"id": "sauces", "name": name, "min": 0, "max": 1,
                    "options": [{"id": "mint", "name": option, "price": 0}]}))
                .unwrap(),
            ],
            ..Import::default()
        };
        put(&mut menu(), &group("Sauces", json!("Mint"))).unwrap();
        let controls = "control characters are not allowed";
        check(
            group(&long, json!("Mint")),
            "option_groups: sauces: at most 120 characters",
        );
        check(
            group("Sauces", json!({"en": "Mint", "hi": "a\u{7}"})),
            &format!("options: mint: {controls}"),
        );
        let heading = |name: &str, description: &str| Import {
            categories: vec![Heading {
                id: "food".parse().unwrap(),
                name: name.into(),
                description: Some(description.into()),
                times: None,
            }],
            ..Import::default()
        };
        check(
            heading("a\u{1B}b", "x"),
            &format!("categories: food: {controls}"),
        );
        check(
            heading("Food", &"x".repeat(601)),
            "categories: food: at most 600 characters",
        );
        let station = Station {
            id: "bar".parse().unwrap(),
            name: long.clone(),
        };
        let stations = Import {
            stations: vec![station],
            ..Import::default()
        };
        check(stations, "stations: bar: at most 120 characters");
        let mut dosa = menu().item(&"dosa".parse().unwrap()).unwrap().clone();
        dosa.variants =
            serde_json::from_value(json!([{"id": "half", "name": long, "price": 100}])).unwrap();
        let items = Import {
            items: vec![Placed {
                category: "food".parse().unwrap(),
                item: dosa,
            }],
            ..Import::default()
        };
        check(items, "variants: dosa half: at most 120 characters");
    }
}
