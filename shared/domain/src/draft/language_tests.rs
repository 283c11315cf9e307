//! What a draft says in more than one language.

use serde_json::{Value, json};

use super::*;
use crate::fixtures::{branch, menu, now};
use crate::language::Language;

fn by(name: &str) -> Edited {
    Edited {
        by: name.to_lowercase().parse().unwrap(),
        name: name.to_owned(),
        at: now(),
        branch: branch(),
    }
}

fn done(draft: &Draft, value: Value) -> Result<Draft, DraftError> {
    let commands: Vec<Command> = serde_json::from_value(value).unwrap();
    draft.apply(&commands, &menu(), by("Ravi"))
}

fn told(draft: &Draft) -> Value {
    let found = changes(&menu(), &draft.menu).unwrap();
    let told = serde_json::to_value(&found).unwrap();
    // What is told is what would be done.
    let commands: Vec<_> = found.into_iter().map(|change| change.command).collect();
    let again = Draft::of(&menu()).apply(&commands, &menu(), by("Ravi"));
    assert_eq!(again.unwrap().menu, draft.menu);
    told
}

fn dosa(draft: &Draft) -> &Text {
    &draft.menu.item(&"dosa".parse().unwrap()).unwrap().name
}

fn tags(draft: &Draft) -> Vec<String> {
    let others = draft.menu.other_languages();
    others.into_iter().map(String::from).collect()
}

#[test]
fn a_name_in_another_language_stands_beside_the_menus_own_until_it_is_taken_away() {
    let draft = Draft::of(&menu());
    assert!(tags(&draft).is_empty());
    let both = json!([{"do": "edit_item", "id": "dosa",
        "set": {"name": {"en": "Masala Dosa", "hi": " मसाला डोसा ", "ar": ""}},
        "expected": {"name": {"en": "Masala Dosa"}}}]);
    let draft = done(&draft, both).unwrap();
    assert_eq!(tags(&draft), ["hi"]);
    assert_eq!(
        told(&draft)[0]["command"]["set"]["name"],
        json!({"en": "Masala Dosa", "hi": "मसाला डोसा"})
    );
    // Who edits the own name alone leaves the other as it is.
    let own = json!([{"do": "edit_item", "id": "dosa", "set": {"name": "Mysore Dosa"},
        "expected": {"name": "Masala Dosa"}}]);
    let draft = done(&draft, own).unwrap();
    assert_eq!(draft.menu.say(dosa(&draft)), "Mysore Dosa");
    assert_eq!(tags(&draft), ["hi"]);
    let none = json!([{"do": "edit_item", "id": "dosa", "set": {"name": {"en": "Masala Dosa"}},
        "expected": {"name": {"en": "Mysore Dosa", "hi": "मसाला डोसा"}}}]);
    let draft = done(&draft, none).unwrap();
    assert_eq!(draft.menu, Draft::of(&menu()).menu);
}

#[test]
fn what_says_nothing_in_a_published_menu_is_not_expected_of_who_edits_it() {
    let mut published = menu();
    published.categories[0].items[0].name =
        serde_json::from_value(json!({"en": "Masala Dosa", "fr": " ", "hi": "डोसा"})).unwrap();
    let commands = json!([{"do": "edit_item", "id": "dosa", "set": {"name": {"en": "Dosa", "hi": "डोसा"}},
        "expected": {"name": {"en": "Masala Dosa", "hi": "डोसा"}}}]);
    let commands: Vec<Command> = serde_json::from_value(commands).unwrap();
    let draft = Draft::of(&published).apply(&commands, &published, by("Ravi"));
    assert_eq!(tags(&draft.unwrap()), ["hi"]);
}

#[test]
fn a_menu_whose_language_was_named_wrongly_says_the_same_under_another_name() {
    let set = json!([
        {"do": "edit_item", "id": "dosa", "set": {"name": {"en": "मसाला डोसा", "ar": "دوسا"}}},
        {"do": "set_language", "language": "hi"},
    ]);
    let draft = done(&Draft::of(&menu()), set).unwrap();
    assert_eq!(String::from(draft.menu.language.clone()), "hi");
    assert_eq!(tags(&draft), ["ar"]);
    assert_eq!(draft.menu.say(dosa(&draft)), "मसाला डोसा");
    let told = told(&draft);
    assert_eq!(
        (&told[0], told.as_array().unwrap().len()),
        (
            &json!({"thing": "menu", "name": "", "command": {"do": "set_language", "language": "hi"}}),
            2
        )
    );

    // Twice is once, and what is said in that language already would be said twice.
    let again = json!([{"do": "set_language", "language": "hi"}]);
    assert_eq!(done(&draft, again).unwrap().menu, draft.menu);
    let taken = done(&draft, json!([{"do": "set_language", "language": "ar"}]));
    let DraftError::Command(refused) = taken.unwrap_err() else {
        panic!("another refusal");
    };
    assert_eq!(
        refused.why.to_string(),
        "language: something is said in it beside the menu's own language"
    );
    let back = done(&draft, json!([{"do": "discard_changes"}])).unwrap();
    assert_eq!(back.menu.language, Language::english());
    assert_eq!(back.menu, Draft::of(&menu()).menu);
}
