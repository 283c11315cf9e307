//! What files of ours say of a dish in whole things.

use serde_json::{Value, json};

use super::*;

/// A file of the fixtures' menu with the tikka changed.
fn file(change: impl FnOnce(&mut Value)) -> Vec<u8> {
    let menu = write_json(&fixtures::menu()).unwrap();
    let mut file: Value = serde_json::from_slice(&menu).unwrap();
    change(&mut file["items"][1]);
    serde_json::to_vec(&file).unwrap()
}

/// What is said of the tikka's row, which is refused.
fn refused(change: impl FnOnce(&mut Value)) -> String {
    let decision = decided(&file(change), &fixtures::menu(), &Answers::All);
    assert_eq!(decision.import, None);
    rows(&decision).remove(1)
}

#[test]
fn a_variants_name_is_one_that_can_be_typed() {
    let named = |name: Value| {
        refused(|tikka| tikka["variants"] = json!([{"id": "half", "name": name, "price": 100}]))
    };
    let check = |name: Value, reason: &str| {
        let expected = format!("2 refused [variants error: half: {reason}]");
        assert_eq!(named(name), expected);
    };
    check(json!("x".repeat(300)), "at most 120 characters");
    check(json!("a\u{7}"), "control characters are not allowed");
    check(
        json!({"en": "Half", "hi": "a\u{202E}b"}),
        "characters that turn text around are not allowed",
    );
    let half = json!([{"id": "half", "name": {"en": " Half\n plate "}, "price": 100}]);
    let menu = imported(&file(|tikka| tikka["variants"] = half), &fixtures::menu());
    let half = &item(&menu, "Paneer Tikka").variants[0];
    assert_eq!(half.name, "Half plate".into());
}

#[test]
fn variants_that_a_draft_would_refuse_are_refused_with_their_row() {
    let sold_in = |variants: Value| refused(|tikka| tikka["variants"] = variants);
    let half = |price: i64| json!({"id": "half", "name": "Half", "price": price});
    assert_eq!(
        sold_in(json!([half(1), half(2)])),
        "2 refused [variants error: half: two variants have this ID]"
    );
    assert_eq!(
        sold_in(json!([half(-1)])),
        "2 refused [variants error: half: the price is below 0 or too large]"
    );
    let many: Vec<_> = (0..61).map(|_| half(1)).collect();
    assert_eq!(
        sold_in(json!(many)),
        "2 refused [variants error: a dish has at most 60 variants]"
    );
}

#[test]
fn a_field_of_an_option_list_that_nobody_knows_is_refused() {
    let said = refused(|tikka| {
        tikka["option_groups"] = json!([{"group": "extras", "witout": ["cheese"]}]);
    });
    assert!(
        said.starts_with("2 refused [option_groups error: unknown field `witout`"),
        "{said}"
    );
    let free = refused(|tikka| {
        tikka["option_groups"] = json!([{"group": "extras", "prices": {"cheese": -1}}]);
    });
    assert_eq!(
        free,
        "2 refused [option_groups error: extras: a price is below 0 or too large]"
    );
}
