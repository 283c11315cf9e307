//! What a draft refuses, and all that keeps it from being published.

use super::*;

#[test]
fn what_is_gone_is_named_and_nothing_of_the_rest_is_done() {
    let draft = Draft::of(&menu());
    let both = json!([{"do": "remove_item", "id": "water"},
        {"do": "edit_item", "id": "vada", "set": {"price": inr(1)}}]);
    match done(&draft, both).unwrap_err() {
        DraftError::Command(refused) => {
            assert_eq!(refused.command, 1);
            assert_eq!(refused.why, WhyRefused::gone(Thing::Item, &"vada"));
        }
        other => panic!("{other}"),
    }
    for (command, thing, id) in [
        (
            json!({"do": "move_item", "id": "dosa", "category": "c9"}),
            Thing::Category,
            "c9",
        ),
        (
            json!({"do": "move_item", "id": "vada", "category": "food"}),
            Thing::Item,
            "vada",
        ),
        (
            json!({"do": "move_category", "id": "c9"}),
            Thing::Category,
            "c9",
        ),
        (
            json!({"do": "remove_category", "id": "c9"}),
            Thing::Category,
            "c9",
        ),
        (
            json!({"do": "remove_group", "id": "g9"}),
            Thing::Group,
            "g9",
        ),
        (
            json!({"do": "attach_group", "item": "dosa", "group": "g9"}),
            Thing::Group,
            "g9",
        ),
        (
            json!({"do": "remove_option", "group": "size", "id": "o9"}),
            Thing::Option,
            "o9",
        ),
        (
            json!({"do": "edit_item", "id": "dosa", "set": {"station": "s9"}}),
            Thing::Station,
            "s9",
        ),
    ] {
        assert_eq!(
            refused(json!([command])),
            WhyRefused::gone(thing, &id),
            "{command}"
        );
    }
}

#[test]
fn what_is_there_already_is_not_added() {
    for (command, thing, id) in [
        (
            json!({"do": "add_category", "id": "food", "name": "F"}),
            Thing::Category,
            "food",
        ),
        (
            json!({"do": "add_group", "id": "size", "name": "S", "min": 0, "max": 1}),
            Thing::Group,
            "size",
        ),
        (
            json!({"do": "add_option", "group": "size", "id": "large", "name": "L", "price": inr(0)}),
            Thing::Option,
            "large",
        ),
        // Also not into another category: the kitchen's figures know it by its ID.
        (
            json!({"do": "add_item", "id": "dosa", "category": "drinks", "name": "D", "price": inr(0),
            "diet": "veg"}),
            Thing::Item,
            "dosa",
        ),
    ] {
        assert_eq!(
            refused(json!([command])),
            WhyRefused::taken(thing, &id),
            "{command}"
        );
    }
}

#[test]
fn what_cannot_be_typed_is_no_command() {
    for (command, why) in [
        (
            json!({"do": "add_category", "id": "c", "name": "a\u{202E}b"}),
            "turn text around",
        ),
        (
            json!({"do": "add_category", "id": "c", "name": "x".repeat(121)}),
            "at most 120",
        ),
        (
            json!({"do": "add_category", "id": "c", "name": 7}),
            "a text was expected",
        ),
        (
            json!({"do": "add_category", "id": "c#", "name": "a"}),
            "category ID",
        ),
        (
            json!({"do": "add_category", "id": "c", "name": "a", "price": 1}),
            "unknown field",
        ),
        (
            json!({"do": "edit_item", "id": "dosa", "set": {"prise": 1}}),
            "unknown field",
        ),
        (
            json!({"do": "edit_item", "id": "dosa", "set": ["Dosa"]}),
            "an object",
        ),
        (json!({"do": "paint_item", "id": "dosa"}), "unknown variant"),
    ] {
        let error = serde_json::from_value::<Command>(command.clone()).unwrap_err();
        assert!(error.to_string().contains(why), "{command}: {error}");
    }
    let rupees = json!([{"do": "edit_item", "id": "dosa", "set": {"price": {"minor": 1, "currency": "EUR"}}}]);
    assert!(matches!(
        refused(rupees),
        WhyRefused::Invalid { field: "price", .. }
    ));
    let negative = json!([{"do": "edit_item", "id": "dosa", "set": {"price": inr(-1)}}]);
    assert!(matches!(
        refused(negative),
        WhyRefused::Invalid { field: "price", .. }
    ));
    let slow = json!([{"do": "edit_item", "id": "dosa", "set": {"prep_minutes": 601}}]);
    assert!(matches!(
        refused(slow),
        WhyRefused::Invalid {
            field: "prep_minutes",
            ..
        }
    ));
}

#[test]
fn all_problems_are_listed_and_what_blocks_comes_first() {
    let draft = done(&Draft::of(&menu()), json!([
        {"do": "add_category", "id": "c1", "name": ""},
        {"do": "add_category", "id": "c2", "name": "Empty"},
        {"do": "add_item", "id": "i1", "category": "food", "name": "masala dosa ", "price": inr(0), "diet": "veg",
            "option_groups": ["size"]},
        {"do": "add_group", "id": "g1", "name": "Sauce", "min": 1, "max": 1},
        {"do": "edit_group", "id": "size", "set": {"min": 3}},
        {"do": "add_option", "group": "extras", "id": "large", "name": "", "price": inr(0)},
        {"do": "edit_group", "id": "extras", "set": {"free": 9}},
    ])).unwrap();
    use ProblemCode::{
        CategoryEmpty, GroupEmpty, GroupFreeTooMany, GroupUnfulfillable, NameMissing, NameTwice,
        NoStation, OptionTwice, PriceZero,
    };
    let found = problems(&draft.menu);
    let seen: Vec<_> = found.iter().map(|p| (p.code, p.id.as_str())).collect();
    assert_eq!(
        seen,
        [
            (OptionTwice, "dosa"),
            (NameMissing, "c1"),
            (GroupUnfulfillable, "size"),
            (GroupFreeTooMany, "extras"),
            (NameMissing, "large"),
            (GroupEmpty, "g1"),
            (NameTwice, "dosa"),
            (PriceZero, "i1"),
            (NoStation, "i1"),
            (NameTwice, "i1"),
            (NoStation, "water"),
            (CategoryEmpty, "c1"),
            (CategoryEmpty, "c2"),
        ]
    );
    let group = found
        .iter()
        .find(|p| p.id == "large")
        .unwrap()
        .group_id
        .clone();
    assert_eq!(group.unwrap().as_str(), "extras");
    match draft.publish(by("Asha")).unwrap_err() {
        DraftError::NotReady(blocking) => assert_eq!(blocking.len(), 6),
        other => panic!("{other}"),
    }
}
