use serde_json::{Value, json};

use super::*;
use crate::fixtures::{branch, menu, now};

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

#[test]
fn what_is_published_is_the_draft_under_its_number() {
    let draft = done(
        &Draft::of(&menu()),
        json!([{"do": "remove_item", "id": "water"}]),
    )
    .unwrap();
    let (published, next) = draft.publish(by("Asha")).unwrap();
    let water = published.item(&"water".parse().unwrap());
    assert_eq!((published.version, water), (2, None));
    assert_eq!((next.version, next.base), (2, 2));
    // After a roll-back the next number is still one that no menu had.
    let (third, _) = next.clone().based_on(1).publish(by("Asha")).unwrap();
    assert_eq!(third.version, 3);
    assert!(next.knows(1) && next.knows(2) && !next.knows(3));
    let many = (0..60).fold(next.clone(), |draft, _| {
        draft.publish(by("Asha")).unwrap().1
    });
    assert_eq!((many.published.len(), many.base), (MAX_PUBLISHED, 62));
    assert!(!many.knows(1), "that long ago");
    let seen = changes(&published, &next.menu).unwrap();
    assert_eq!(seen, []);
}

#[test]
fn a_difference_says_what_was_and_what_is() {
    let published = menu();
    let draft = done(
        &Draft::of(&published),
        json!([
            {"do": "edit_item", "id": "water", "set": {"price": inr(5000), "name": "Still Water"}},
            {"do": "move_item", "id": "tikka", "category": "food", "after": null},
            {"do": "remove_group", "id": "extras"},
        ]),
    )
    .unwrap();
    let seen = serde_json::to_value(changes(&published, &draft.menu).unwrap()).unwrap();
    assert_eq!(
        seen,
        json!([
            {"thing": "group", "name": "Extras", "command": {"do": "remove_group", "id": "extras"}},
            {"thing": "item", "name": "Still Water", "within": "Drinks", "command": {"do": "edit_item",
                "id": "water", "set": {"name": "Still Water", "price": inr(5000)},
                "expected": {"name": "Water", "price": inr(4000)}}},
            {"thing": "item", "name": "Masala Dosa", "within": "Food", "command": {"do": "move_item",
                "id": "dosa", "category": "food", "after": "tikka"}},
        ])
    );
}

#[test]
fn what_the_kitchen_is_told_and_what_is_free_are_differences() {
    let published = menu();
    let draft = done(
        &Draft::of(&published),
        json!([
            {"do": "edit_item", "id": "dosa", "set": {"kitchen_note": " Serve with chutney "}},
            {"do": "edit_group", "id": "extras", "set": {"free": 1}},
            {"do": "add_group", "id": "g1", "name": "Sauce", "min": 0, "max": 3, "free": 2},
            {"do": "add_item", "id": "i1", "category": "food", "name": "Idli", "price": inr(6000),
                "diet": "veg", "kitchen_note": "Two chutneys"},
        ]),
    )
    .unwrap();
    let found = changes(&published, &draft.menu).unwrap();
    let told = serde_json::to_value(&found).unwrap();
    let told: Vec<_> = told
        .as_array()
        .unwrap()
        .iter()
        .map(|c| &c["command"])
        .collect();
    let note = |command: &Value| command["kitchen_note"].clone();
    assert_eq!(told[0]["set"], json!({"free": 1}));
    assert_eq!(told[0]["expected"], json!({"free": 0}));
    assert_eq!(told[1]["free"], json!(2));
    assert_eq!(note(&told[2]["set"]), json!("Serve with chutney"));
    assert_eq!(note(&told[2]["expected"]), json!(""));
    assert_eq!(note(told[3]), json!("Two chutneys"));
    // What is told is what would be done; an empty note is none.
    let again: Vec<_> = found.into_iter().map(|change| change.command).collect();
    let again = Draft::of(&published)
        .apply(&again, &published, by("Ravi"))
        .unwrap();
    assert_eq!(again.menu, draft.menu);
    let none = json!([{"do": "edit_item", "id": "dosa", "set": {"kitchen_note": ""}}]);
    let none = done(&draft, none).unwrap();
    assert_eq!(
        none.menu
            .item(&"dosa".parse().unwrap())
            .unwrap()
            .kitchen_note,
        None
    );
}

#[test]
fn a_photo_is_set_changed_and_taken_away_and_each_is_a_difference() {
    let published = menu();
    let put = json!([
        {"do": "edit_item", "id": "dosa", "set": {"photo": "00ff"}, "expected": {"photo": null}},
        {"do": "add_item", "id": "i1", "category": "food", "name": "Idli", "price": inr(6000),
            "diet": "veg", "photo": "11ee"},
    ]);
    let draft = done(&Draft::of(&published), put.clone()).unwrap();
    let commands: Vec<Command> = serde_json::from_value(put).unwrap();
    let named: Vec<_> = commands
        .iter()
        .map(|c| c.photo().unwrap().as_str())
        .collect();
    assert_eq!(named, ["00ff", "11ee"]);
    let found = changes(&published, &draft.menu).unwrap();
    let told = serde_json::to_value(&found).unwrap();
    assert_eq!(told[0]["command"]["set"], json!({"photo": "00ff"}));
    assert_eq!(told[0]["command"]["expected"], json!({"photo": null}));
    assert_eq!(told[1]["command"]["photo"], json!("11ee"));
    let again: Vec<_> = found.into_iter().map(|change| change.command).collect();
    let again = Draft::of(&published).apply(&again, &published, by("Ravi"));
    assert_eq!(again.unwrap().menu, draft.menu);
    // Somebody else was faster.
    let late = json!([{"do": "edit_item", "id": "dosa", "set": {"photo": "22dd"},
        "expected": {"photo": null}}]);
    let refused = done(&draft, late).unwrap_err();
    assert!(matches!(
        refused,
        DraftError::Command(CommandRefused {
            why: WhyRefused::Changed { .. },
            ..
        })
    ));
    let none = json!([{"do": "edit_item", "id": "dosa", "set": {"photo": null}}]);
    let none = done(&draft, none).unwrap();
    assert_eq!(
        none.menu.item(&"dosa".parse().unwrap()).unwrap().photo,
        None
    );
    // Another edit leaves it alone.
    let dearer = json!([{"do": "edit_item", "id": "dosa", "set": {"price": inr(1)}}]);
    let dearer = done(&draft, dearer).unwrap();
    let kept = dearer
        .menu
        .item(&"dosa".parse().unwrap())
        .unwrap()
        .photo
        .clone();
    assert_eq!(kept, Some("00ff".parse().unwrap()));
}

#[test]
fn discarded_changes_leave_what_is_published() {
    let draft = done(
        &Draft::of(&menu()),
        json!([{"do": "remove_item", "id": "dosa"}]),
    )
    .unwrap();
    let draft = done(&draft, json!([{"do": "discard_changes"}])).unwrap();
    assert_eq!((draft.menu, draft.version), (menu(), 2));
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
