use serde_json::{Value, json};

use super::*;
use crate::fixtures::{branch, menu, now};

#[path = "draft_difference_tests.rs"]
mod differences;
#[path = "draft_refusal_tests.rs"]
mod refusals;
#[path = "draft_room_tests.rs"]
mod room;

fn by(name: &str) -> Edited {
    Edited {
        by: name.to_lowercase().parse().unwrap(),
        name: name.to_owned(),
        at: now(),
        branch: branch(),
    }
}

fn commands(value: Value) -> Vec<Command> {
    serde_json::from_value(value).unwrap()
}

fn done(draft: &Draft, value: Value) -> Result<Draft, DraftError> {
    draft.apply(&commands(value), &menu(), by("Ravi"))
}

fn refused(value: Value) -> WhyRefused {
    match done(&Draft::of(&menu()), value).unwrap_err() {
        DraftError::Command(refused) => refused.why,
        other => panic!("{other}"),
    }
}

fn order(draft: &Draft, category: usize) -> Vec<&str> {
    let items = &draft.menu.categories[category].items;
    items.iter().map(|item| item.id.as_str()).collect()
}

fn inr(minor: i64) -> Value {
    json!({"minor": minor, "currency": "INR"})
}

#[test]
fn two_people_edit_different_fields_of_one_item_and_both_stay() {
    let draft = Draft::of(&menu());
    let price = json!([{"do": "edit_item", "id": "dosa", "set": {"price": inr(13000)},
        "expected": {"price": inr(12000)}}]);
    let name = json!([{"do": "edit_item", "id": "dosa", "set": {"name": "Mysore Dosa"},
        "expected": {"name": "Masala Dosa"}}]);
    let draft = done(&done(&draft, price).unwrap(), name).unwrap();
    let dosa = draft.menu.item(&"dosa".parse().unwrap()).unwrap();
    assert_eq!(
        (dosa.price, draft.menu.say(&dosa.name)),
        (13000, "Mysore Dosa")
    );
    assert_eq!((draft.version, draft.base), (2, 1));
    assert_eq!(draft.edited.unwrap().name, "Ravi");
}

#[test]
fn two_people_edit_one_field_and_the_second_is_told_what_stands_there() {
    let draft = Draft::of(&menu());
    let edit = |price| {
        json!([{"do": "edit_item", "id": "dosa", "set": {"price": inr(price)},
        "expected": {"price": inr(12000), "diet": "veg"}}])
    };
    let draft = done(&draft, edit(13000)).unwrap();
    let DraftError::Command(refused) = done(&draft, edit(14000)).unwrap_err() else {
        panic!("another refusal");
    };
    let WhyRefused::Changed { thing, id, now } = refused.why else {
        panic!("another reason");
    };
    assert_eq!((thing, id.as_str()), (Thing::Item, "dosa"));
    let now = serde_json::to_value(now).unwrap();
    assert_eq!(now, json!({"price": inr(13000), "diet": "veg"}));
}

#[test]
fn things_stand_where_they_are_put() {
    let draft = Draft::of(&menu());
    let move_to = |after: Value| {
        let mut command = json!({"do": "move_item", "id": "tikka", "category": "food"});
        if after != json!("last") {
            command["after"] = after;
        }
        json!([command])
    };
    let check = |after: Value, expected: [&str; 2]| {
        let draft = done(&draft, move_to(after)).unwrap();
        assert_eq!(order(&draft, 0), expected);
    };
    check(Value::Null, ["tikka", "dosa"]);
    check(json!("dosa"), ["dosa", "tikka"]);
    check(json!("last"), ["dosa", "tikka"]);
    check(json!("tikka"), ["dosa", "tikka"]);
    check(json!("gone"), ["dosa", "tikka"]);
    let other = json!([{"do": "move_item", "id": "dosa", "category": "drinks", "after": null}]);
    let draft = done(&draft, other).unwrap();
    assert_eq!(
        (order(&draft, 0), order(&draft, 1)),
        (vec!["tikka"], vec!["dosa", "water"])
    );
}

#[test]
fn a_category_goes_only_with_the_items_that_its_remover_saw() {
    let saw = |items: Value| json!([{"do": "remove_category", "id": "food", "items": items}]);
    assert_eq!(
        refused(saw(json!(["dosa"]))),
        WhyRefused::NotEmpty {
            id: "food".to_owned(),
            items: vec!["tikka".to_owned()]
        }
    );
    // One that moved elsewhere meanwhile stays there.
    let moved = json!([{"do": "move_item", "id": "dosa", "category": "drinks"}]);
    let draft = done(&Draft::of(&menu()), moved).unwrap();
    let draft = done(&draft, saw(json!(["dosa", "tikka"]))).unwrap();
    assert_eq!(order(&draft, 0), ["water", "dosa"]);
}

#[test]
fn a_name_is_set_in_the_menus_language_and_the_others_stay() {
    let mut published = menu();
    published.categories[0].items[0].name =
        serde_json::from_value(json!({"en": "Dosa", "hi": "डोसा"})).unwrap();
    let draft = Draft::of(&published);
    let put = |name: Value| {
        let commands = commands(json!([{"do": "edit_item", "id": "dosa", "set": {"name": name}}]));
        let draft = draft.apply(&commands, &published, by("Ravi")).unwrap();
        serde_json::to_value(&draft.menu.categories[0].items[0].name).unwrap()
    };
    assert_eq!(
        put(json!("Paper Dosa")),
        json!({"en": "Paper Dosa", "hi": "डोसा"})
    );
    assert_eq!(put(json!({"en": "Dosa"})), json!("Dosa"));
    assert_eq!(put(json!({"en": "D", "hi": ""})), json!("D"));
}

#[test]
fn what_is_published_is_the_draft_under_its_number() {
    let draft = done(
        &Draft::of(&menu()),
        json!([{"do": "remove_item", "id": "water"}]),
    )
    .unwrap();
    let (published, next) = draft.publish(MenuRules::default(), by("Asha")).unwrap();
    let water = published.item(&"water".parse().unwrap());
    assert_eq!((published.version, water), (2, None));
    assert_eq!((next.version, next.base), (2, 2));
    // After a roll-back the next number is still one that no menu had.
    let (third, _) = next
        .clone()
        .based_on(1)
        .publish(MenuRules::default(), by("Asha"))
        .unwrap();
    assert_eq!(third.version, 3);
    assert!(next.knows(1) && next.knows(2) && !next.knows(3));
    let many = (0..60).fold(next.clone(), |draft, _| {
        draft.publish(MenuRules::default(), by("Asha")).unwrap().1
    });
    assert_eq!((many.published.len(), many.base), (MAX_PUBLISHED, 62));
    assert!(!many.knows(1), "that long ago");
    let seen = changes(&published, &next.menu).unwrap();
    assert_eq!(seen, []);
}

#[test]
fn an_import_replaces_adds_and_leaves_the_rest() {
    let published = menu();
    let mut dosa = published.item(&"dosa".parse().unwrap()).unwrap().clone();
    dosa.price = 15000;
    let mut vada = dosa.clone();
    (vada.id, vada.name) = ("vada".parse().unwrap(), "Vada".into());
    let snacks: crate::id::CategoryId = "snacks".parse().unwrap();
    let import = Import {
        categories: vec![Heading {
            id: snacks.clone(),
            name: "Snacks".into(),
            description: None,
            times: None,
        }],
        items: vec![
            Placed {
                category: "drinks".parse().unwrap(),
                item: dosa,
            },
            Placed {
                category: snacks,
                item: vada,
            },
        ],
        ..Import::default()
    };
    let draft = Draft::of(&published).import(&import, by("Asha")).unwrap();
    let orders = [order(&draft, 0), order(&draft, 1), order(&draft, 2)];
    assert_eq!(orders, [vec!["tikka"], vec!["water", "dosa"], vec!["vada"]]);
    assert_eq!(
        draft.menu.item(&"dosa".parse().unwrap()).unwrap().price,
        15000
    );
    let nowhere = Import {
        items: vec![Placed {
            category: "gone".parse().unwrap(),
            item: published.item(&"dosa".parse().unwrap()).unwrap().clone(),
        }],
        ..Import::default()
    };
    let refused = Draft::of(&published)
        .import(&nowhere, by("Asha"))
        .unwrap_err();
    assert!(matches!(refused, DraftError::Command(_)), "{refused}");
}
