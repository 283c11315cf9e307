//! What an item says of a shared group is edited by single commands, goes with what it is about,
//! and blocks where it cannot be fulfilled.

use serde_json::{Value, json};

use super::variants_tests::{done, why};
use super::*;
use crate::fixtures::menu;

fn inr(minor: i64) -> Value {
    json!({"minor": minor, "currency": "INR"})
}

fn limits(set: Value, expected: Value) -> Value {
    json!({"do": "override_group", "item": "dosa", "group": "extras", "set": set,
        "expected": expected})
}

fn option(id: &str, set: Value) -> Value {
    json!({"do": "override_option", "item": "dosa", "group": "extras", "option": id, "set": set})
}

/// What `dosa` says of its extras, as it is stored.
fn extras(draft: &Draft) -> Value {
    let dosa = draft.menu.item(&"dosa".parse().unwrap()).unwrap();
    serde_json::to_value(&dosa.option_groups[1]).unwrap()
}

fn after(commands: Value) -> Draft {
    done(&Draft::of(&menu()), commands).unwrap()
}

fn codes(draft: &Draft) -> Vec<(ProblemCode, Option<String>)> {
    let found = problems(&draft.menu, MenuRules::default()).into_iter();
    let blocking = found.filter(|p| p.code.blocks());
    blocking
        .map(|p| (p.code, p.group_id.map(|g| g.to_string())))
        .collect()
}

#[test]
fn an_item_says_what_is_otherwise_and_takes_it_back() {
    let draft = after(json!([
        limits(
            json!({"max": 1, "free": 1}),
            json!({"max": null, "free": null})
        ),
        option("cheese", json!({"price": inr(2_500)})),
        option("podi", json!({"offered": false}))
    ]));
    assert_eq!(
        extras(&draft),
        json!({"group": "extras", "max": 1, "free": 1, "prices": {"cheese": 2_500},
            "without": ["podi"]})
    );
    let back = json!([
        limits(
            json!({"max": null, "free": null}),
            json!({"max": 1, "free": 1})
        ),
        option("cheese", json!({"price": null})),
        option("podi", json!({"offered": true}))
    ]);
    assert_eq!(done(&draft, back).unwrap().menu, menu());
}

#[test]
fn an_edit_of_the_group_counts_for_all_but_what_says_otherwise() {
    let draft = after(json!([
        {"do": "attach_group", "item": "tikka", "group": "extras"},
        limits(json!({"max": 3}), json!({"max": null})),
        option("cheese", json!({"price": inr(2_500)})),
        {"do": "edit_group", "id": "extras", "set": {"min": 1, "max": 1}},
        {"do": "edit_option", "group": "extras", "id": "cheese", "set": {"price": inr(9_900)}}]));
    let offered = |item: &str| {
        let item = draft.menu.item(&item.parse().unwrap()).unwrap();
        let group = draft.menu.groups_of(item).last().unwrap().into_owned();
        (group.min, group.max, group.options[0].price)
    };
    assert_eq!(offered("dosa"), (1, 3, 2_500));
    assert_eq!(offered("tikka"), (1, 1, 9_900));
}

#[test]
fn two_people_edit_what_one_item_says_and_the_second_is_told_what_stands_there() {
    let max = |to: u8| limits(json!({"max": to}), json!({"max": null}));
    let draft = after(json!([
        max(1),
        limits(json!({"min": 1}), json!({"min": null}))
    ]));
    match why(&draft, max(3)) {
        WhyRefused::Changed { thing, id, now } => {
            assert_eq!((thing, id.as_str()), (Thing::Group, "extras"));
            assert_eq!(serde_json::to_value(now).unwrap(), json!({"max": 1}));
        }
        other => panic!("{other}"),
    }
    let price = json!({"do": "override_option", "item": "dosa", "group": "extras",
        "option": "cheese", "set": {"price": inr(1)}, "expected": {"price": inr(2), "offered": true}});
    match why(&draft, price) {
        WhyRefused::Changed { now, .. } => {
            let now = serde_json::to_value(now).unwrap();
            assert_eq!(now, json!({"price": null, "offered": true}));
        }
        other => panic!("{other}"),
    }
}

#[test]
fn what_is_said_of_something_gone_goes_with_it() {
    let said = || {
        vec![
            limits(json!({"max": 1}), json!({"max": null})),
            option("cheese", json!({"price": inr(2_500)})),
            option("podi", json!({"offered": false})),
        ]
    };
    let with = |more: Value| {
        let mut commands = said();
        commands.push(more);
        after(json!(commands))
    };
    let less = with(json!({"do": "remove_option", "group": "extras", "id": "podi"}));
    assert_eq!(extras(&less)["prices"], json!({"cheese": 2_500}));
    assert_eq!(extras(&less).get("without"), None);
    let mut again = said();
    again.push(json!({"do": "detach_group", "item": "dosa", "group": "extras"}));
    again.push(json!({"do": "attach_group", "item": "dosa", "group": "extras"}));
    assert_eq!(extras(&after(json!(again))), json!("extras"));
    let moved = with(json!({"do": "attach_group", "item": "dosa", "group": "size"}));
    let dosa = moved.menu.item(&"dosa".parse().unwrap()).unwrap();
    assert_eq!(
        dosa.option_groups[0].max,
        Some(1),
        "a move keeps what is said"
    );

    let gone = |command: Value, thing, id: &str| {
        assert_eq!(
            why(&Draft::of(&menu()), command),
            WhyRefused::gone(thing, &id)
        );
    };
    gone(
        option("large", json!({"offered": false})),
        Thing::Option,
        "large",
    );
    let tikka =
        json!({"do": "override_group", "item": "tikka", "group": "extras", "set": {"max": 1}});
    gone(tikka, Thing::Group, "extras");
    let wide = limits(json!({"max": 61}), json!({}));
    assert!(
        why(&Draft::of(&menu()), wide)
            .to_string()
            .contains("at most 60")
    );
}

#[test]
fn what_cannot_be_fulfilled_with_an_item_blocks_and_names_the_group() {
    let check = |commands: Value, code: ProblemCode| {
        let draft = after(commands);
        assert_eq!(codes(&draft), [(code, Some("extras".to_owned()))]);
        assert!(draft.menu.check().is_err() || code == ProblemCode::GroupEmpty);
    };
    let out = |id| option(id, json!({"offered": false}));
    check(
        json!([limits(json!({"min": 3}), json!({}))]),
        ProblemCode::GroupUnfulfillable,
    );
    check(
        json!([
            limits(json!({"min": 2}), json!({})),
            out("cheese"),
            out("podi")
        ]),
        ProblemCode::GroupUnfulfillable,
    );
    check(
        json!([out("cheese"), out("podi"), out("ghee")]),
        ProblemCode::GroupEmpty,
    );
    check(
        json!([limits(json!({"free": 3}), json!({}))]),
        ProblemCode::GroupFreeTooMany,
    );
}

#[test]
fn the_difference_names_group_and_option_within_the_dish() {
    let draft = after(json!([
        limits(json!({"max": 1}), json!({"max": null})),
        option("cheese", json!({"price": inr(2_500)}))
    ]));
    let made = changes(&menu(), &draft.menu).unwrap();
    let told: Vec<_> = made
        .iter()
        .map(|c| (c.thing, c.name.as_str(), c.within.as_deref()))
        .collect();
    let within = Some("Masala Dosa");
    assert_eq!(
        told,
        [
            (Thing::Group, "Extras", within),
            (Thing::Option, "Cheese", within)
        ]
    );
}
