//! The shape of the demo data: counts, identifiers and references.
//!
//! It reads the JSON as plain values, so a mistake in the data shows here by
//! name and not as a failed start of the one-machine stack.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

const ALLERGENS: [&str; 14] = [
    "gluten",
    "crustaceans",
    "egg",
    "fish",
    "peanuts",
    "soy",
    "milk",
    "tree_nuts",
    "celery",
    "mustard",
    "sesame",
    "sulphites",
    "lupin",
    "molluscs",
];
const DIETS: [&str; 4] = ["veg", "non_veg", "egg", "vegan"];
const ROLES: [&str; 6] = ["owner", "manager", "cashier", "waiter", "cook", "rider"];

fn restaurant() -> Value {
    serde_json::from_str(include_str!("restaurant.json")).expect("restaurant.json is JSON")
}

fn menu() -> Value {
    serde_json::from_str(include_str!("menu.json")).expect("menu.json is JSON")
}

fn list<'a>(value: &'a Value, key: &str) -> &'a [Value] {
    value[key]
        .as_array()
        .unwrap_or_else(|| panic!("no list {key:?} in {value}"))
}

fn text<'a>(value: &'a Value, key: &str) -> &'a str {
    value[key]
        .as_str()
        .unwrap_or_else(|| panic!("no text {key:?} in {value}"))
}

fn number(value: &Value, key: &str) -> u64 {
    value[key]
        .as_u64()
        .unwrap_or_else(|| panic!("no whole number {key:?} in {value}"))
}

fn nested<'a>(value: &'a Value, outer: &str, inner: &str) -> Vec<&'a Value> {
    list(value, outer)
        .iter()
        .flat_map(|parent| list(parent, inner))
        .collect()
}

/// Identifiers become parts of keys, topics and tokens, whose separators they
/// must not hold.
fn unique_slugs<'a>(what: &str, values: impl IntoIterator<Item = &'a Value>) -> BTreeSet<&'a str> {
    let mut seen = BTreeSet::new();
    for value in values {
        let id = text(value, "id");
        let allowed = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
        assert!(
            !id.is_empty() && id.chars().all(allowed),
            "{what} id {id:?}"
        );
        assert!(seen.insert(id), "{what} id {id:?} twice");
        assert!(
            !text(value, "name").trim().is_empty(),
            "{what} {id:?} has no name"
        );
    }
    seen
}

fn unique_texts<'a>(what: &str, key: &str, values: impl IntoIterator<Item = &'a Value>) {
    let mut seen = BTreeSet::new();
    for value in values {
        assert!(
            seen.insert(text(value, key)),
            "{what} {key} {:?} twice",
            text(value, key)
        );
    }
}

#[test]
fn the_restaurant_has_its_rooms_and_people() {
    let data = restaurant();
    assert_eq!(unique_slugs("brand", [&data["brand"]]).len(), 1);
    assert_eq!(unique_slugs("branch", [&data["branch"]]).len(), 1);
    assert_eq!(unique_slugs("station", list(&data, "stations")).len(), 5);
    assert_eq!(unique_slugs("section", list(&data, "sections")).len(), 4);

    let tables = nested(&data, "sections", "tables");
    assert_eq!(unique_slugs("table", tables.iter().copied()).len(), 40);
    unique_texts("table", "name", tables.iter().copied());
    assert!(
        tables
            .iter()
            .all(|table| (1..=20).contains(&number(table, "seats")))
    );

    let staff = list(&data, "staff");
    assert_eq!(unique_slugs("staff", staff).len(), 18);
    unique_texts("staff", "login", staff);
    let mut roles = BTreeMap::new();
    for person in staff {
        assert!(text(person, "login").ends_with(".example"), "{person}");
        *roles.entry(text(person, "role")).or_insert(0) += 1;
    }
    assert_eq!(roles, ROLES.into_iter().map(|role| (role, 3)).collect());
}

#[test]
fn the_branch_is_set_up() {
    let data = restaurant();
    let branch = &data["branch"];
    assert_eq!(text(branch, "currency"), "INR");
    assert_eq!(text(branch, "time_zone"), "Asia/Kolkata");
    assert!(number(branch, "closing_hour") < 24);
    assert!(number(branch, "urgent_minutes") < number(branch, "critical_minutes"));
    assert!((4..=6).contains(&number(branch, "pin_length")));
    assert!(branch["auto_accept"].is_boolean());
}

#[test]
fn option_groups_can_be_satisfied() {
    let data = menu();
    let groups = list(&data, "option_groups");
    assert_eq!(unique_slugs("group", groups).len(), 24);
    // A cart line names options without their group, so they are unique over all.
    unique_slugs("option", nested(&data, "option_groups", "options"));
    for group in groups {
        let (min, max) = (number(group, "min"), number(group, "max"));
        let options = list(group, "options");
        unique_texts("option", "name", options);
        assert!(
            min <= max && max >= 1 && max <= options.len() as u64,
            "{group}"
        );
        let free = options
            .iter()
            .filter(|option| number(option, "price") == 0)
            .count() as u64;
        assert!(free >= min, "{} forces a surcharge", text(group, "id"));
    }
}

#[test]
fn items_refer_to_what_exists() {
    let (data, place) = (menu(), restaurant());
    let stations = unique_slugs("station", list(&place, "stations"));
    let groups = unique_slugs("group", list(&data, "option_groups"));
    let categories = list(&data, "categories");
    assert_eq!(unique_slugs("category", categories).len(), 16);
    let items = nested(&data, "categories", "items");
    assert_eq!(unique_slugs("item", items.iter().copied()).len(), 151);
    // A cook reads the name alone, without its category.
    unique_texts("item", "name", items.iter().copied());

    let (mut used_stations, mut used_groups) = (BTreeSet::new(), BTreeSet::new());
    for item in &items {
        let id = text(item, "id");
        match item["station"].as_str() {
            Some(station) => {
                assert!(stations.contains(station), "{id}: station {station:?}");
                assert!(number(item, "prep_minutes") > 0, "{id}");
                used_stations.insert(station);
            }
            None => {
                assert!(item["station"].is_null(), "{id}");
                assert_eq!(number(item, "prep_minutes"), 0, "{id}");
            }
        }
        let own: Vec<_> = list(item, "option_groups")
            .iter()
            .filter_map(Value::as_str)
            .collect();
        assert_eq!(own.len(), list(item, "option_groups").len(), "{id}");
        let distinct: BTreeSet<_> = own.iter().copied().collect();
        assert_eq!(distinct.len(), own.len(), "{id}: a group twice");
        assert!(distinct.is_subset(&groups), "{id}: {distinct:?}");
        used_groups.extend(distinct);
    }
    assert_eq!(used_stations, stations);
    assert_eq!(used_groups, groups);
    assert!(items.iter().any(|item| item["station"].is_null()));
}

/// A new user sees what a combo and a happy hour are.
#[test]
fn there_is_a_combo_of_dishes_and_an_hour_at_which_drinks_cost_less() {
    let data = menu();
    let items = nested(&data, "categories", "items");
    let prices: BTreeMap<_, _> = items
        .iter()
        .map(|item| (text(item, "id"), number(item, "price")))
        .collect();
    let combos: Vec<_> = items.iter().filter(|i| i["parts"].is_array()).collect();
    assert_eq!(combos.len(), 1);
    for combo in combos {
        let parts = list(combo, "parts");
        unique_slugs("part", parts);
        // Whatever is picked, it saves something.
        let least = parts.iter().map(|part| {
            let choices = list(part, "choices").iter();
            let alone = choices.map(|choice| {
                let extra = choice["surcharge"].as_u64().unwrap_or(0);
                prices[text(choice, "item")] - extra
            });
            alone.min().expect("a part without choices")
        });
        assert!(number(combo, "price") < least.sum(), "{combo}");
    }
    let lists = list(&data, "price_lists");
    assert_eq!(unique_slugs("price list", lists).len(), 1);
    let categories = list(&data, "categories");
    for list_of in lists {
        assert_eq!(list(list_of, "times").len(), 5, "on weekdays");
        let off = list_of["percent"]["basis_points"].as_i64();
        assert!(off.is_some_and(|off| off < 0));
        for of in list(&list_of["percent"], "categories") {
            let known = categories.iter().any(|category| category["id"] == *of);
            assert!(known, "{of}");
        }
    }
}

#[test]
fn items_are_priced_and_labelled() {
    let (data, place) = (menu(), restaurant());
    let critical = number(&place["branch"], "critical_minutes");
    let mut diets = BTreeSet::new();
    for item in nested(&data, "categories", "items") {
        let (id, diet) = (text(item, "id"), text(item, "diet"));
        assert!(
            (4_000..=100_000).contains(&number(item, "price")),
            "{id}: price in paise"
        );
        assert!(
            (1..=90).contains(&text(item, "description").chars().count()),
            "{id}"
        );
        // A dish that is on time must not look late in the kitchen.
        assert!(number(item, "prep_minutes") <= critical, "{id}");
        assert!(DIETS.contains(&diet), "{id}: {diet}");
        diets.insert(diet);

        let allergens: Vec<_> = list(item, "allergens")
            .iter()
            .filter_map(Value::as_str)
            .collect();
        assert_eq!(allergens.len(), list(item, "allergens").len(), "{id}");
        let distinct: BTreeSet<_> = allergens.iter().copied().collect();
        assert_eq!(distinct.len(), allergens.len(), "{id}: an allergen twice");
        assert!(
            distinct.iter().all(|allergen| ALLERGENS.contains(allergen)),
            "{id}"
        );
        let animal = ["fish", "crustaceans", "molluscs"];
        assert!(
            diet == "non_veg" || !animal.iter().any(|a| distinct.contains(a)),
            "{id}"
        );
        assert!(
            !matches!(diet, "veg" | "vegan") || !distinct.contains("egg"),
            "{id}"
        );
        assert!(diet != "egg" || distinct.contains("egg"), "{id}");
        assert!(diet != "vegan" || !distinct.contains("milk"), "{id}");
    }
    assert_eq!(diets, DIETS.into_iter().collect());
}
