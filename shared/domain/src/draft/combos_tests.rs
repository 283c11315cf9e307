//! The parts of a combo are set by one command, follow what becomes of what they offer, and what
//! is wrong with them is told.

use serde_json::{Value, json};

use super::variants_tests::{done, why};
use super::*;
use crate::fixtures::menu;

fn set(parts: &Value) -> Value {
    json!({"do": "set_combo", "item": "thali", "set": {"parts": parts}})
}

fn parts() -> Value {
    json!([
        {"id": "main", "name": "Main", "choices": [{"item": "dosa"},
            {"item": "tikka", "surcharge": {"minor": 5_000, "currency": "INR"}}]},
        {"id": "drink", "name": "Drink", "count": 2, "choices": [{"item": "water"}]}])
}

/// A draft with a combo.
fn thali() -> Draft {
    let add = json!({"do": "add_item", "id": "thali", "category": "food", "name": "Thali",
        "price": {"minor": 30_000, "currency": "INR"}, "diet": "veg"});
    done(&Draft::of(&menu()), json!([add, set(&parts())])).unwrap()
}

fn offered(draft: &Draft) -> Vec<String> {
    let thali = draft.menu.item(&"thali".parse().unwrap()).unwrap();
    let said = |part: &crate::combo::ComboPart| {
        let choices = part.choices.iter().map(|c| match &c.variant {
            Some(variant) => format!("{}/{variant}", c.item),
            None => c.item.to_string(),
        });
        format!("{}: {}", part.id, choices.collect::<Vec<_>>().join(" "))
    };
    thali.parts.iter().map(said).collect()
}

#[test]
fn a_combo_is_set_as_a_whole_and_taken_off_again() {
    let draft = thali();
    assert_eq!(offered(&draft), ["main: dosa tikka", "drink: water"]);
    assert!(
        !problems(&draft.menu, MenuRules::default())
            .iter()
            .any(|p| p.code.blocks())
    );
    let other = json!([{"id": "drink", "name": {"en": "Drink", "hi": "पेय"},
        "choices": [{"item": "water"}]}]);
    let mut seen = set(&other);
    seen["expected"] = json!({"parts": parts()});
    let next = done(&draft, json!([seen])).unwrap();
    assert_eq!(offered(&next), ["drink: water"]);
    // A name in the menu's own language leaves the others as they are.
    let named = json!([{"id": "drink", "name": "Drinks", "choices": [{"item": "water"}]}]);
    let mut again = set(&named);
    again["expected"] = json!({"parts": [{"id": "drink", "name": "Drink",
        "choices": [{"item": "water", "surcharge": {"minor": 0, "currency": "INR"}}]}]});
    let next = done(&next, json!([again])).unwrap();
    let item = next.menu.item(&"thali".parse().unwrap()).unwrap();
    let name = serde_json::to_value(&item.parts[0].name).unwrap();
    assert_eq!(name, json!({"en": "Drinks", "hi": "पेय"}));
    let none = done(&next, json!([set(&json!([]))])).unwrap();
    assert!(offered(&none).is_empty());
}

#[test]
fn two_people_do_not_overwrite_each_others_parts() {
    let draft = thali();
    let mut late = set(&json!([]));
    late["expected"] = json!({"parts": []});
    match why(&draft, late) {
        WhyRefused::Changed { thing, id, now } => {
            assert_eq!((thing, id.as_str()), (Thing::Item, "thali"));
            assert_eq!(
                serde_json::to_value(now).unwrap(),
                json!({"parts": parts()})
            );
        }
        other => panic!("{other}"),
    }
}

#[test]
fn what_cannot_be_a_combo_is_refused() {
    let draft = thali();
    let refused = |parts: Value| why(&draft, set(&parts)).to_string();
    let part = |choices: Value| json!({"id": "p", "name": "P", "choices": choices});
    assert_eq!(
        why(&draft, set(&json!([part(json!([{"item": "vada"}]))]))),
        WhyRefused::gone(Thing::Item, &"vada")
    );
    assert_eq!(
        why(
            &draft,
            set(&json!([part(
                json!([{"item": "water", "variant": "half"}])
            )]))
        ),
        WhyRefused::gone(Thing::Variant, &"half")
    );
    let twice = json!([part(json!([{"item": "water"}, {"item": "water"}]))]);
    assert_eq!(refused(twice), "parts: p offers water twice");
    let same = json!([part(json!([])), part(json!([]))]);
    assert_eq!(refused(same), "parts: two have the ID p");
    let dollars = json!({"minor": 1, "currency": "USD"});
    let foreign = json!([part(json!([{"item": "water", "surcharge": dollars}]))]);
    assert!(refused(foreign).contains("INR"));
    let many: Vec<_> = (0..11)
        .map(|n| json!({"id": format!("p{n}"), "name": "P"}))
        .collect();
    assert_eq!(refused(json!(many)), "parts: at most 10");
    let much = json!([{"id": "p", "name": "P", "count": 13}]);
    assert_eq!(refused(much), "parts: 1 to 12 to pick in all");
}

#[test]
fn a_combo_offers_no_longer_what_is_gone() {
    let halves = json!([
        {"do": "add_variant", "item": "water", "id": "half", "name": "Half",
            "price": {"minor": 2_000, "currency": "INR"}},
        {"do": "add_variant", "item": "water", "id": "full", "name": "Full",
            "price": {"minor": 4_000, "currency": "INR"}}]);
    let draft = done(&thali(), halves).unwrap();
    let code = |draft: &Draft| {
        let found = problems(&draft.menu, MenuRules::default()).into_iter();
        let of = found.filter(|p| p.thing == Thing::Part);
        of.map(|p| (p.code, p.id, p.item_id.unwrap().to_string()))
            .collect::<Vec<_>>()
    };
    let of = |code, id: &str| (code, id.to_owned(), "thali".to_owned());
    assert_eq!(code(&draft), [of(ProblemCode::PartVariantMissing, "drink")]);
    let mut chosen = parts();
    chosen[1]["choices"] = json!([{"item": "water", "variant": "half"}]);
    let draft = done(&draft, json!([set(&chosen)])).unwrap();
    assert_eq!(code(&draft), []);
    let less = json!([{"do": "remove_item", "id": "tikka"},
        {"do": "remove_variant", "item": "water", "id": "half"}]);
    let less = done(&draft, less).unwrap();
    assert_eq!(offered(&less), ["main: dosa", "drink: "]);
    assert_eq!(code(&less), [of(ProblemCode::PartEmpty, "drink")]);
    assert!(
        less.publish(MenuRules::default(), less.edited.clone().unwrap())
            .is_err()
    );
    let whole = json!([{"do": "remove_category", "id": "drinks", "items": ["water"]}]);
    assert_eq!(
        offered(&done(&draft, whole).unwrap()),
        ["main: dosa tikka", "drink: "]
    );
}

#[test]
fn a_combo_is_no_part_of_another_and_has_nothing_of_its_own_to_choose() {
    let draft = thali();
    let nested = json!([{"id": "p", "name": "P", "choices": [{"item": "thali"}]}]);
    let group = json!({"do": "attach_group", "item": "thali", "group": "size"});
    let draft = done(&draft, json!([set(&nested), group])).unwrap();
    let found = problems(&draft.menu, MenuRules::default()).into_iter();
    let found: Vec<_> = found
        .filter(|p| p.code.blocks())
        .map(|p| (p.code, p.id))
        .collect();
    assert_eq!(
        found,
        [
            (ProblemCode::ComboNotPlain, "thali".to_owned()),
            (ProblemCode::PartNested, "p".to_owned()),
        ]
    );
}

#[test]
fn a_part_that_nobody_can_order_and_one_against_the_combos_mark_are_told() {
    let found = |edits| {
        let draft = done(&thali(), edits).unwrap();
        let found = problems(&draft.menu, MenuRules::default()).into_iter();
        let of = found.filter(|p| p.thing == Thing::Part);
        of.map(|p| (p.code, p.code.blocks(), p.id))
            .collect::<Vec<_>>()
    };
    let edit = |id: &str, set| json!({"do": "edit_item", "id": id, "set": set});
    let weighed = edit("dosa", json!({"priced": "per_100g"}));
    assert_eq!(found(json!([weighed])), [], "there is another choice");
    let both = json!([weighed, edit("tikka", json!({"priced": "per_kg"}))]);
    let main = || "main".to_owned();
    assert_eq!(found(both), [(ProblemCode::PartWeighed, true, main())]);
    let market = json!([
        edit("dosa", json!({"priced": "market"})),
        edit("tikka", json!({"priced": "market"}))
    ]);
    assert_eq!(found(market), [], "of which staff say a price");
    let meat = json!([
        edit("dosa", json!({"diet": "egg"})),
        edit("tikka", json!({"diet": "non_veg"}))
    ]);
    assert_eq!(
        found(meat.clone()),
        [(ProblemCode::PartDiet, false, main())]
    );
    let mut plain = meat;
    plain
        .as_array_mut()
        .unwrap()
        .push(edit("thali", json!({"diet": "non_veg"})));
    assert_eq!(found(plain), []);
}

#[test]
fn the_difference_tells_of_a_combo_once_and_can_be_done() {
    let draft = thali();
    let made = changes(&menu(), &draft.menu).unwrap();
    let last = made.last().unwrap();
    assert_eq!(
        (last.thing, last.name.as_str(), last.within.as_deref()),
        (Thing::Item, "Thali", Some("Food"))
    );
    let Command::SetCombo { set, .. } = &last.command else {
        panic!("{last:?}")
    };
    assert_eq!(set.parts.len(), 2);
    // What goes with an item is not told again.
    let less = done(&draft, json!([{"do": "remove_item", "id": "tikka"}])).unwrap();
    let made = changes(&draft.menu, &less.menu).unwrap();
    assert_eq!(made.len(), 1);
}
