//! Price lists and times are edited by single commands, and what is wrong with them is told.

use serde_json::{Value, json};

use super::variants_tests::{done, why};
use super::*;
use crate::fixtures::menu;
use crate::id::ItemId;

fn inr(minor: i64) -> Value {
    json!({"minor": minor, "currency": "INR"})
}

fn add(id: &str, more: Value) -> Value {
    let mut command =
        json!({"do": "add_price_list", "id": id, "name": "Happy hour", "channels": ["dine_in"]});
    for (name, value) in more.as_object().unwrap() {
        command[name] = value.clone();
    }
    command
}

#[test]
fn a_way_of_ordering_that_is_named_twice_is_a_mistake() {
    let read = |command: Value| serde_json::from_value::<crate::draft::Command>(command);
    let twice = json!(["dine_in", "dine_in"]);
    assert!(read(add("happy", json!({"channels": twice}))).is_err());
    let edit = |channels: Value| json!({"do": "edit_price_list", "id": "happy", "set": {"channels": channels}});
    assert!(read(edit(twice)).is_err());
    assert!(read(edit(json!(["dine_in", "pickup"]))).is_ok());
    assert!(read(edit(json!([]))).is_ok());
}

fn evening() -> Value {
    json!([{"day": "friday", "opens": "17:00", "closes": "19:30"}])
}

fn off(basis_points: i32) -> Value {
    json!({"basis_points": basis_points, "round_to": 100})
}

fn price(item: &str, set: Value, expected: Value) -> Value {
    json!({"do": "set_list_price", "list": "happy", "item": item, "set": {"price": set},
        "expected": {"price": expected}})
}

fn happy() -> Draft {
    let list = add("happy", json!({"times": evening(), "percent": off(-2000)}));
    done(
        &Draft::of(&menu()),
        json!([list, price("dosa", inr(9_000), json!(null))]),
    )
    .unwrap()
}

#[test]
fn lists_are_added_edited_moved_and_removed() {
    let draft = happy();
    let more = json!([
        add("late", json!({"channels": ["delivery"], "after": null, "percent": off(1000)})),
        {"do": "edit_price_list", "id": "happy", "set": {"name": "Sundowner", "times": [],
            "percent": null}, "expected": {"times": evening()}},
        price("dosa", inr(8_000), inr(9_000))]);
    let draft = done(&draft, more).unwrap();
    let ids = |draft: &Draft| -> Vec<String> {
        let lists = draft.menu.price_lists.iter();
        lists.map(|list| list.id.to_string()).collect()
    };
    assert_eq!(ids(&draft), ["late", "happy"]);
    let list = json!(draft.menu.price_lists[1]);
    assert_eq!(
        list,
        json!({"id": "happy", "name": "Sundowner", "channels": ["dine_in"],
            "prices": {"dosa": {"price": 8_000}}})
    );
    let next = json!([{"do": "move_price_list", "id": "happy", "after": null},
        {"do": "remove_price_list", "id": "late"}, price("dosa", json!(null), inr(8_000))]);
    let draft = done(&draft, next).unwrap();
    assert_eq!(ids(&draft), ["happy"]);
    assert!(draft.menu.price_lists[0].prices.is_empty());
}

#[test]
fn what_is_sold_in_variants_has_a_price_of_each_in_a_list() {
    let half = json!([{"do": "add_variant", "item": "dosa", "id": "half", "name": "Half",
        "price": inr(7_000)}]);
    let draft = happy();
    assert!(!draft.menu.price_lists[0].prices.is_empty());
    let draft = done(&draft, half).unwrap();
    assert!(
        draft.menu.price_lists[0].prices.is_empty(),
        "it counts no more"
    );
    let refused = why(&draft, price("dosa", inr(8_000), json!(null))).to_string();
    assert!(refused.starts_with("variant: needed"), "{refused}");
    let mut of_half = price("dosa", inr(5_000), json!(null));
    of_half["variant"] = json!("half");
    let draft = done(&draft, json!([of_half])).unwrap();
    let whole = json!([{"do": "remove_variant", "item": "dosa", "id": "half"}]);
    let draft = done(&draft, whole).unwrap();
    assert!(draft.menu.price_lists[0].prices.is_empty());
    draft.menu.check().unwrap();
}

#[test]
fn what_cannot_be_done_is_refused() {
    let draft = happy();
    for (command, expected) in [
        (
            add("happy", json!({})),
            "there is a price list happy already",
        ),
        (add("base", json!({})), "there is a price list base already"),
        (
            add("l", json!({"percent": off(-10_001)})),
            "no price falls below 0",
        ),
        (
            add("l", json!({"percent": {"basis_points": 0, "round_to": 0}})),
            "1 to 1000000",
        ),
        (
            add(
                "l",
                json!({"percent": {"basis_points": 0, "round_to": 1, "categories": ["gone"]}}),
            ),
            "the category gone is not in the draft any more",
        ),
        (
            json!({"do": "edit_price_list", "id": "happy", "set": {"name": "x"},
                "expected": {"percent": null}}),
            "somebody else has changed this price list meanwhile",
        ),
        (
            price("dosa", inr(1), json!(null)),
            "somebody else has changed this item meanwhile",
        ),
        (
            price("gone", inr(1), json!(null)),
            "the item gone is not in the draft any more",
        ),
        (
            price("dosa", inr(-1), inr(9_000)),
            "price: below 0 or too large",
        ),
        (
            json!({"do": "set_list_price", "list": "happy", "item": "dosa", "variant": "half",
                "set": {"price": null}}),
            "the variant half is not in the draft any more",
        ),
    ] {
        let refused = why(&draft, command.clone()).to_string();
        assert!(refused.contains(expected), "{command}: {refused}");
    }
    let overlapping = json!([{"day": "friday", "opens": "17:00", "closes": "19:30"},
        {"day": "friday", "opens": "19:00", "closes": "20:00"}]);
    let command = add("l", json!({"times": overlapping}));
    let refused = serde_json::from_value::<Command>(command).unwrap_err();
    assert!(refused.to_string().contains("overlap"), "{refused}");
    let many: Vec<_> = (0..20).map(|n| add(&format!("l{n}"), json!({}))).collect();
    let refused = done(&draft, json!(many)).unwrap_err().to_string();
    assert_eq!(refused, "price_lists: at most 20 in a menu");
}

#[test]
fn a_list_forgets_what_goes_and_one_that_says_nothing_blocks() {
    let some = json!({"basis_points": -2000, "round_to": 1, "categories": ["drinks"]});
    let edit = json!({"do": "edit_price_list", "id": "happy", "set": {"percent": some}});
    let draft = done(&happy(), json!([edit])).unwrap();
    let gone = json!([{"do": "remove_item", "id": "dosa"},
        {"do": "remove_category", "id": "drinks", "items": ["water"]}]);
    let draft = done(&draft, gone).unwrap();
    let found = problems(&draft.menu, MenuRules::default());
    assert_eq!(
        (found[0].code, found[0].thing),
        (ProblemCode::ListEmpty, Thing::PriceList)
    );
    assert!(found[0].code.blocks());
    let free = json!([{"do": "edit_price_list", "id": "happy", "set": {"percent": off(-10_000)}}]);
    let found = problems(&done(&happy(), free).unwrap().menu, MenuRules::default());
    let of_list: Vec<_> = found
        .iter()
        .filter(|p| p.thing == Thing::PriceList)
        .collect();
    assert!(of_list.iter().all(|p| p.code == ProblemCode::ListFree));
    assert!(!of_list[0].code.blocks());
    // Each dish by itself: who has confirmed one has not confirmed the next.
    let dishes = of_list.iter().map(|p| p.item_id.as_ref().unwrap());
    let dishes: Vec<_> = dishes.map(ItemId::as_str).collect();
    assert_eq!(dishes, ["tikka", "water"]);
}

#[test]
fn what_staff_price_needs_no_price_and_has_no_variants() {
    let market = json!([{"do": "edit_item", "id": "water", "set": {"priced": "market", "price": inr(0)},
        "expected": {"priced": "fixed"}}]);
    let draft = done(&happy(), market).unwrap();
    let about = |draft: &Draft| -> Vec<ProblemCode> {
        let found = problems(&draft.menu, MenuRules::default()).into_iter();
        found.filter(|p| p.id == "water").map(|p| p.code).collect()
    };
    assert_eq!(about(&draft), []);
    let half = json!([{"do": "add_variant", "item": "water", "id": "half", "name": "Half", "price": inr(1)}]);
    let draft = done(&draft, half).unwrap();
    assert_eq!(about(&draft)[0], ProblemCode::VariantsUnpriced);
    assert!(about(&draft)[0].blocks());
}

#[test]
fn the_difference_names_each_price_within_its_list() {
    let draft = done(
        &happy(),
        json!([{"do": "edit_category", "id": "food", "set": {"times": evening()}, "expected": {"times": []}},
            {"do": "edit_item", "id": "water", "set": {"times": evening()}}]),
    )
    .unwrap();
    let made = changes(&menu(), &draft.menu).unwrap();
    let told: Vec<_> = made
        .iter()
        .map(|c| (c.thing, c.name.as_str(), c.within.as_deref()))
        .collect();
    assert_eq!(
        told,
        [
            (Thing::Category, "Food", None),
            (Thing::Item, "Water", Some("Drinks")),
            (Thing::PriceList, "Happy hour", None),
            (Thing::PriceList, "Masala Dosa", Some("Happy hour")),
        ]
    );
    let back = changes(&draft.menu, &menu()).unwrap();
    let commands: Vec<_> = back.into_iter().map(|change| change.command).collect();
    let again = draft.apply(&commands, &menu(), draft.edited.clone().unwrap());
    assert_eq!(again.unwrap().menu, menu());
}
