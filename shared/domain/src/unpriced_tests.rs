//! What a publication would take from a branch in another currency.

use serde_json::{Value, json};

use super::*;
use crate::exchange::Exchange;
use crate::fixtures::combo_menu;
use crate::menu::MenuOption;
use crate::money::Money;
use crate::overrides::Change;

fn euros() -> Currency {
    Currency::try_from("EUR".to_owned()).unwrap()
}

/// A branch in euros that has a price for all of a menu.
fn priced(menu: &Menu) -> Overrides {
    let fill = Change::Fill(Exchange {
        factor: "0.01".to_owned().try_into().unwrap(),
        step: Money::new(5, euros()),
    });
    Overrides::default()
        .changed(&[fill], menu, euros())
        .unwrap()
}

fn dish(id: &str, more: Value) -> Item {
    let mut item = json!({"id": id, "name": id, "price": 9_000, "diet": "veg", "allergens": [],
        "station": null, "prep_minutes": 5, "option_groups": []});
    let fields = item.as_object_mut().unwrap();
    fields.extend(more.as_object().unwrap().clone());
    serde_json::from_value(item).unwrap()
}

fn item_of<'a>(menu: &'a mut Menu, id: &str) -> &'a mut Item {
    let mut items = menu.categories.iter_mut().flat_map(|c| &mut c.items);
    items.find(|item| item.id.as_str() == id).unwrap()
}

/// What is told of an edit, with a "-" before whatever leaves.
fn told(ours: &Overrides, edit: impl FnOnce(&mut Menu)) -> Vec<String> {
    let published = combo_menu();
    let mut next = published.clone();
    edit(&mut next);
    next.check().unwrap();
    let unpriced = ours.unpriced(&published, &next, euros());
    let words = |it: &Unpriced| match it.leaves {
        true => format!("-{}", it.which),
        false => it.which.to_string(),
    };
    unpriced.iter().map(words).collect()
}

#[test]
fn nothing_is_told_of_an_edit_that_needs_no_price() {
    let ours = priced(&combo_menu());
    assert_eq!(told(&ours, |_| {}), [""; 0]);
    // A dearer dish has its own price there; a free one needs none.
    let edit = |menu: &mut Menu| {
        item_of(menu, "dosa").price = 99_000;
        menu.categories[0]
            .items
            .push(dish("tap", json!({"price": 0})));
    };
    assert_eq!(told(&ours, edit), [""; 0]);
    let mut next = combo_menu();
    next.categories[0].items.push(dish("soup", json!({})));
    let home = ours.unpriced(&combo_menu(), &next, next.currency);
    assert_eq!(home, [], "in the brand's own currency all has a price");
}

#[test]
fn what_is_new_and_what_leaves_is_told_apart() {
    let ours = priced(&combo_menu());
    let new = |menu: &mut Menu| menu.categories[0].items.push(dish("soup", json!({})));
    assert_eq!(told(&ours, new), ["soup"]);
    // What was free, and what is sold in sizes from now on.
    let sized = |menu: &mut Menu| {
        let sizes = json!([{"id": "half", "name": "Half", "price": 20_000},
            {"id": "full", "name": "Full", "price": 32_000}]);
        let tikka = item_of(menu, "tikka");
        tikka.variants = serde_json::from_value(sizes).unwrap();
        let half = tikka.variants[0].id.clone();
        let main = &mut item_of(menu, "thali").parts[0];
        main.choices[1].variant = Some(half);
    };
    // The choice in the combo is another one by that; of it the dish tells enough.
    assert_eq!(told(&ours, sized), ["-tikka", "thali/main/tikka/half"]);
}

#[test]
fn a_combo_leaves_with_all_that_there_is_of_a_part() {
    let ours = priced(&combo_menu());
    let edit = |menu: &mut Menu| {
        menu.categories[0].items.push(dish("lassi", json!({})));
        let drink = &mut item_of(menu, "thali").parts[1];
        drink.choices[0].item = "lassi".parse().unwrap();
    };
    assert_eq!(told(&ours, edit), ["-thali", "lassi"]);
}

#[test]
fn a_choice_that_costs_extra_from_now_on_is_told() {
    let ours = priced(&combo_menu());
    let edit = |menu: &mut Menu| item_of(menu, "thali").parts[0].choices[0].surcharge = 1_000;
    assert_eq!(told(&ours, edit), ["-thali/main/dosa"]);
}

#[test]
fn options_are_told_once_wherever_they_are_shared_and_by_the_dish_that_prices_them() {
    let ours = priced(&combo_menu());
    let shared = |menu: &mut Menu| {
        let mut groups = menu.option_groups.iter_mut();
        let extras = groups.find(|group| group.id.as_str() == "extras").unwrap();
        extras.options.push(MenuOption {
            id: "nuts".parse().unwrap(),
            name: "Nuts".into(),
            price: 1_000,
        });
    };
    assert_eq!(told(&ours, shared), ["extras/nuts"]);
    let by_dish = |menu: &mut Menu| {
        let offers = &mut item_of(menu, "dosa").option_groups;
        let extras = offers.iter_mut().find(|o| o.group.as_str() == "extras");
        let prices = &mut extras.unwrap().prices;
        prices.insert("ghee".parse().unwrap(), 3_000);
    };
    assert_eq!(told(&ours, by_dish), ["-dosa/extras/ghee"]);
}

#[test]
fn what_the_branch_has_hidden_or_lacks_anyway_is_not_told() {
    let hide = Change::Item {
        id: "water".parse().unwrap(),
        hidden: true,
    };
    let ours = priced(&combo_menu());
    let ours = ours.changed(&[hide], &combo_menu(), euros()).unwrap();
    // Water is hidden, and with it the thali is not offered: neither has anything to lose.
    let edit = |menu: &mut Menu| {
        item_of(menu, "water").variants =
            serde_json::from_value(json!([{"id": "big", "name": "Big", "price": 5_000}])).unwrap();
        let drink = &mut item_of(menu, "thali").parts[1];
        drink.choices[0].variant = Some("big".parse().unwrap());
    };
    assert_eq!(told(&ours, edit), [""; 0]);
    // A branch that has said nothing yet lacks nearly all of it, before and after.
    let edit = |menu: &mut Menu| item_of(menu, "dosa").price = 13_000;
    assert_eq!(told(&Overrides::default(), edit), [""; 0]);
}
