//! Variants are edited by single commands, and what is wrong with them is told.

use serde_json::{Value, json};

use super::*;
use crate::fixtures::{branch, menu, now};
use crate::variant::Variant;

pub(crate) fn done(draft: &Draft, commands: Value) -> Result<Draft, DraftError> {
    let commands: Vec<Command> = serde_json::from_value(commands).unwrap();
    let edited = Edited {
        by: "ravi".parse().unwrap(),
        name: "Ravi".to_owned(),
        at: now(),
        branch: branch(),
    };
    draft.apply(&commands, &menu(), edited)
}

pub(crate) fn why(draft: &Draft, command: Value) -> WhyRefused {
    match done(draft, json!([command])).unwrap_err() {
        DraftError::Command(refused) => refused.why,
        other => panic!("{other}"),
    }
}

fn inr(minor: i64) -> Value {
    json!({"minor": minor, "currency": "INR"})
}

fn add(id: &str, name: &str, price: i64) -> Value {
    json!({"do": "add_variant", "item": "tikka", "id": id, "name": name, "price": inr(price)})
}

/// `tikka` half and full.
fn halves() -> Draft {
    let both = json!([add("half", "Half", 18_000), add("full", "Full", 32_000)]);
    done(&Draft::of(&menu()), both).unwrap()
}

fn names(draft: &Draft) -> Vec<String> {
    let tikka = draft.menu.item(&"tikka".parse().unwrap()).unwrap();
    let said = |v: &Variant| format!("{} {}", draft.menu.say(&v.name), v.price);
    tikka.variants.iter().map(said).collect()
}

#[test]
fn variants_are_added_edited_moved_and_removed() {
    let draft = halves();
    assert_eq!(names(&draft), ["Half 18000", "Full 32000"]);
    let next = json!([
        {"do": "edit_variant", "item": "tikka", "id": "half", "set": {"price": inr(19_000)},
            "expected": {"price": inr(18_000)}},
        {"do": "move_variant", "item": "tikka", "id": "full", "after": null},
        {"do": "add_variant", "item": "tikka", "id": "quarter", "after": "full",
            "name": {"en": "Quarter", "hi": "पाव"}, "price": inr(9_500)}]);
    let draft = done(&draft, next).unwrap();
    assert_eq!(names(&draft), ["Full 32000", "Quarter 9500", "Half 19000"]);
    let less = json!([{"do": "remove_variant", "item": "tikka", "id": "full"}]);
    assert_eq!(
        names(&done(&draft, less).unwrap()),
        ["Quarter 9500", "Half 19000"]
    );
}

#[test]
fn two_people_edit_the_variants_of_one_dish_and_nothing_is_lost() {
    let draft = halves();
    let price = json!([{"do": "edit_variant", "item": "tikka", "id": "half",
        "set": {"price": inr(19_000)}, "expected": {"price": inr(18_000)}}]);
    let name = json!([{"do": "edit_variant", "item": "tikka", "id": "half",
        "set": {"name": "Half plate"}, "expected": {"name": "Half"}}]);
    let both = done(&done(&draft, price.clone()).unwrap(), name).unwrap();
    assert_eq!(names(&both), ["Half plate 19000", "Full 32000"]);
    match why(&both, price[0].clone()) {
        WhyRefused::Changed { thing, id, now } => {
            assert_eq!((thing, id.as_str()), (Thing::Variant, "half"));
            assert_eq!(
                serde_json::to_value(now).unwrap(),
                json!({"price": inr(19_000)})
            );
        }
        other => panic!("{other}"),
    }
}

#[test]
fn what_cannot_be_done_is_refused() {
    let draft = halves();
    let edit = |item: &str, id: &str| json!({"do": "edit_variant", "item": item, "id": id, "set": {"price": inr(1)}});
    assert_eq!(
        why(&draft, edit("tikka", "third")),
        WhyRefused::gone(Thing::Variant, &"third")
    );
    assert_eq!(
        why(&draft, edit("vada", "half")),
        WhyRefused::gone(Thing::Item, &"vada")
    );
    assert_eq!(
        why(&draft, add("half", "H", 1)),
        WhyRefused::taken(Thing::Variant, &"half")
    );
    let dollars = json!({"do": "add_variant", "item": "tikka", "id": "v", "name": "V",
        "price": {"minor": 1, "currency": "USD"}});
    assert!(why(&draft, dollars).to_string().contains("INR"));
    let many: Vec<_> = (0..60).map(|n| add(&format!("v{n}"), "V", 1)).collect();
    let error = done(&draft, json!(many)).unwrap_err();
    assert!(error.to_string().contains("at most 60"), "{error}");
}

#[test]
fn a_variant_without_a_name_or_a_price_blocks_and_doubtful_ones_are_for_a_person_to_confirm() {
    let more = json!([add("a", "", 100), add("b", "half ", 0)]);
    let draft = done(&halves(), more).unwrap();
    let found = problems(&draft.menu, MenuRules::default());
    let of: Vec<_> = found
        .iter()
        .filter(|p| p.thing == Thing::Variant)
        .map(|p| (p.code, p.id.as_str(), p.item_id.as_ref().unwrap().as_str()))
        .collect();
    assert_eq!(
        of,
        [
            (ProblemCode::NameMissing, "a", "tikka"),
            (ProblemCode::PriceZero, "b", "tikka"),
            (ProblemCode::NameTwice, "half", "tikka"),
            (ProblemCode::NameTwice, "b", "tikka"),
        ]
    );
    assert!(found[0].code.blocks() && found[1].code.blocks());
}

#[test]
fn the_difference_names_each_variant_within_its_dish() {
    let draft = halves();
    let made = changes(&menu(), &draft.menu).unwrap();
    let told: Vec<_> = made
        .iter()
        .map(|c| (c.thing, c.name.as_str(), c.within.as_deref()))
        .collect();
    let within = Some("Paneer Tikka");
    assert_eq!(
        told,
        [
            (Thing::Variant, "Half", within),
            (Thing::Variant, "Full", within)
        ]
    );
    // The way back, as a roll-back shows it.
    let back = changes(&draft.menu, &menu()).unwrap();
    assert!(
        back.iter()
            .all(|c| matches!(c.command, Command::RemoveVariant { .. }))
    );
}
