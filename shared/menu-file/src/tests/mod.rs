//! Files as other programs write them, and what they make of a menu.

use salver_domain::draft::{Draft, Edited};
use salver_domain::fixtures;
use salver_domain::menu::{Item, Menu};
use salver_domain::money::Currency;

use super::*;

mod combos;
mod excel;
mod loyverse;
mod priced;
mod prices;
mod quirks;
mod round_trip;
mod size;
mod sizes;
mod variants;
mod whole;

/// A menu of nothing, in this currency.
fn empty(currency: &str) -> Menu {
    Menu {
        version: 1,
        language: salver_domain::language::Language::english(),
        currency: Currency::try_from(currency.to_owned()).unwrap(),
        stations: Vec::new(),
        option_groups: Vec::new(),
        categories: Vec::new(),
        price_lists: Vec::new(),
    }
}

/// The menu after an import.
fn after(menu: &Menu, import: &salver_domain::draft::Import) -> Menu {
    let edited = Edited {
        by: "asha".parse().unwrap(),
        name: "Asha".to_owned(),
        at: fixtures::now(),
        branch: fixtures::branch(),
    };
    Draft::of(menu).import(import, edited).unwrap().menu
}

/// What a file is decided to be, with answers to all that is asked or none.
fn decided(file: &[u8], menu: &Menu, answers: &Answers) -> Decision {
    let table = if is_json(file) {
        read_json(file)
    } else {
        read_csv(file)
    };
    decide(&table.unwrap(), menu, answers).unwrap()
}

/// The rows of a file that asks nothing, or whose questions stay open: number, action, reasons.
fn rows(decision: &Decision) -> Vec<String> {
    let rows = decision.report.rows.iter();
    rows.map(|row| {
        let problems = row.problems.iter().map(|problem| {
            let column = problem.column.as_deref().unwrap_or("-");
            let reading = problem
                .reading
                .as_ref()
                .map_or(String::new(), |r| format!(" -> {r}"));
            let weight = match problem.weight {
                ProblemWeight::Note => "note",
                ProblemWeight::Question => "question",
                ProblemWeight::Error => "error",
            };
            format!(" [{column} {weight}: {}{reading}]", problem.reason)
        });
        let action = format!("{:?}", row.action).to_lowercase();
        format!("{} {action}{}", row.row, problems.collect::<String>())
    })
    .collect()
}

/// The menu that a file makes when everything that is asked is answered with yes. The same file
/// again changes nothing.
fn imported(file: &[u8], menu: &Menu) -> Menu {
    let decision = decided(file, menu, &Answers::All);
    let import = decision
        .import
        .unwrap_or_else(|| panic!("{:#?}", decision.report.rows));
    let menu = after(menu, &import);
    let again = decided(file, &menu, &Answers::All);
    let same = again
        .report
        .rows
        .iter()
        .all(|row| row.action == RowAction::Same);
    assert!(same, "the same file again: {:#?}", rows(&again));
    assert_eq!(again.import, Some(Default::default()));
    menu
}

fn item<'a>(menu: &'a Menu, name: &str) -> &'a Item {
    let mut items = menu.categories.iter().flat_map(|category| &category.items);
    items.find(|item| menu.say(&item.name) == name).unwrap()
}

/// Categories and what stands below them, with prices.
fn listed(menu: &Menu) -> Vec<String> {
    let mut lines = Vec::new();
    for category in &menu.categories {
        for item in &category.items {
            let (category, name) = (menu.say(&category.name), menu.say(&item.name));
            lines.push(format!("{category} / {name} {}", item.price));
        }
    }
    lines
}

/// The rows of a file for the menu of the fixtures: dosa and tikka in Food, water in Drinks.
fn check(file: &str, expected: &[&str]) {
    let decision = decided(file.as_bytes(), &fixtures::menu(), &Answers::None);
    assert_eq!(rows(&decision), expected, "{file}");
}
