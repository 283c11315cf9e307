//! How much a menu holds.

use super::*;

#[test]
fn a_menu_has_room_for_so_much() {
    let add = |n: usize| json!({"do": "add_category", "id": format!("c{n}"), "name": "C"});
    let draft = Draft::of(&menu());
    let full = done(&draft, (2..MAX_CATEGORIES).map(add).collect()).unwrap();
    let error = done(&full, json!([add(MAX_CATEGORIES)])).unwrap_err();
    assert_eq!(
        error,
        DraftError::Domain(DomainError::invalid("categories", "at most 100 in a menu"))
    );
    let long = "ह".repeat(600);
    let texts = (2..MAX_CATEGORIES).chain(200..250);
    let edit = |n| {
        json!({"do": "add_item", "id": format!("i{n}"), "category": "food", "name": "I",
        "description": long, "price": inr(0), "diet": "veg"})
    };
    let error = done(&draft, texts.map(edit).collect()).unwrap_err();
    assert_eq!(
        error,
        DraftError::Domain(DomainError::invalid(
            "texts",
            "at most 250000 bytes in a menu"
        ))
    );
}

#[test]
fn ids_take_room_as_texts_do() {
    let mut menu = menu();
    let dish = menu.categories[1].items[0].clone();
    let long = |n: usize| format!("{n:0>120}");
    let dishes = (0..900).map(|n| crate::menu::Item {
        id: long(n).parse().unwrap(),
        ..dish.clone()
    });
    menu.categories[1].items.extend(dishes);
    let draft = Draft::of(&menu);
    let offered = |count: usize| -> Vec<Value> {
        let choices = (0..count).map(|n| json!({"item": long(n)}));
        choices.collect()
    };
    let lists = |count: usize| -> Vec<Value> {
        let list = |n: usize| {
            let id = format!("list-{n}");
            let list =
                json!({"do": "add_price_list", "id": id, "name": "L", "channels": ["dine_in"]});
            let price = move |of: usize| {
                json!({"do": "set_list_price", "list": format!("list-{n}"), "item": long(of),
                    "set": {"price": {"minor": 100, "currency": "INR"}}})
            };
            [list].into_iter().chain((0..400).map(price))
        };
        (0..count).flat_map(list).collect()
    };
    // 108,000 bytes of dishes, and 48,000 with each list.
    let full = done(&draft, json!(lists(5))).unwrap();
    let refused = DomainError::invalid("ids", "at most 400000 bytes with the texts in a menu");
    let refused = Err(DraftError::Domain(refused));
    assert_eq!(done(&full, json!(lists(6)[401 * 5..].to_vec())), refused);
    let parts: Vec<_> = (0..5)
        .map(|n| json!({"id": long(n), "name": "P", "choices": offered(50)}))
        .collect();
    let combos: Vec<_> = ["dosa", "tikka"]
        .map(|id| json!({"do": "set_combo", "item": id, "set": {"parts": parts}}))
        .into();
    assert_eq!(done(&full, json!(combos)), refused);
}
