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

/// A brand that asks for all that one can ask for.
const RULES: MenuRules = MenuRules { stations: true };

#[test]
fn all_problems_are_listed_and_what_blocks_comes_first() {
    let draft = done(&Draft::of(&menu()), json!([
        {"do": "add_category", "id": "c1", "name": ""},
        {"do": "add_category", "id": "c2", "name": "Empty"},
        {"do": "add_item", "id": "i1", "category": "food", "name": "masala dosa ", "price": inr(0), "diet": "veg"},
        {"do": "add_group", "id": "g1", "name": "Sauce", "min": 1, "max": 1},
        {"do": "edit_group", "id": "size", "set": {"min": 3}},
        {"do": "add_option", "group": "extras", "id": "large", "name": "", "price": inr(0)},
        {"do": "edit_group", "id": "extras", "set": {"free": 9}},
    ])).unwrap();
    use ProblemCode::{
        CategoryEmpty, GroupEmpty, GroupFreeTooMany, GroupUnfulfillable, NameMissing, NameTwice,
        NoStation, OptionTwice, PriceZero,
    };
    let found = problems(&draft.menu, RULES);
    let seen: Vec<_> = found.iter().map(|p| (p.code, p.id.as_str())).collect();
    assert_eq!(
        seen,
        [
            (OptionTwice, "dosa"),
            (PriceZero, "i1"),
            (NoStation, "i1"),
            (NoStation, "water"),
            (NameMissing, "c1"),
            (GroupUnfulfillable, "size"),
            (GroupFreeTooMany, "extras"),
            (NameMissing, "large"),
            (GroupEmpty, "g1"),
            (NameTwice, "dosa"),
            (NameTwice, "i1"),
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
    match draft.publish(RULES, by("Asha")).unwrap_err() {
        DraftError::NotReady(blocking) => assert_eq!(blocking.len(), 9),
        other => panic!("{other}"),
    }
}

#[test]
fn what_costs_nothing_blocks_until_somebody_says_that_it_may() {
    let about = |draft: &Draft| -> Vec<_> {
        let found = problems(&draft.menu, MenuRules::default()).into_iter();
        let found = found.filter(|p| p.code == ProblemCode::PriceZero);
        found.map(|p| (p.thing, p.id)).collect()
    };
    let free = json!([{"do": "edit_item", "id": "water", "set": {"price": inr(0)}}]);
    let draft = done(&Draft::of(&menu()), free).unwrap();
    assert_eq!(about(&draft), [(Thing::Item, "water".to_owned())]);
    assert!(ProblemCode::PriceZero.blocks());
    assert!(draft.publish(MenuRules::default(), by("Asha")).is_err());
    let meant = json!([{"do": "edit_item", "id": "water", "set": {"may_be_free": true}, "expected": {"may_be_free": false}}]);
    let draft = done(&draft, meant).unwrap();
    assert_eq!(about(&draft), []);
    let (published, _) = draft.publish(MenuRules::default(), by("Asha")).unwrap();
    assert!(
        published
            .item(&"water".parse().unwrap())
            .unwrap()
            .may_be_free
    );
    // What has to be chosen with it costs something.
    let by_size = json!([
        {"do": "edit_item", "id": "water", "set": {"price": inr(0), "may_be_free": false}},
        {"do": "add_group", "id": "bottle", "name": "Bottle", "min": 1, "max": 1},
        {"do": "add_option", "group": "bottle", "id": "small", "name": "Small", "price": inr(2000)},
        {"do": "attach_group", "item": "water", "group": "bottle"},
    ]);
    let draft = done(&draft, by_size).unwrap();
    assert_eq!(about(&draft), []);
    let tap = json!([{"do": "add_option", "group": "bottle", "id": "tap", "name": "Tap", "price": inr(0)}]);
    let draft = done(&draft, tap).unwrap();
    assert_eq!(about(&draft), [(Thing::Item, "water".to_owned())]);
}

#[test]
fn an_item_without_a_station_is_in_nobodys_way_where_nobody_asks_for_one() {
    let draft = Draft::of(&menu());
    let codes = |rules| {
        let found = problems(&draft.menu, rules).into_iter();
        found.map(|p| (p.code, p.id)).collect::<Vec<_>>()
    };
    assert_eq!(codes(MenuRules::default()), []);
    assert_eq!(codes(RULES), [(ProblemCode::NoStation, "water".to_owned())]);
    assert!(draft.publish(MenuRules::default(), by("Asha")).is_ok());
    assert!(draft.publish(RULES, by("Asha")).is_err());
}
