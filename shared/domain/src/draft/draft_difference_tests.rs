//! What differs between a draft and what is published.

use super::*;

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
