//! Combos in files: whole in JSON, and left as they are by a spreadsheet.

use serde_json::{Value, json};

use super::*;

fn menu() -> Menu {
    let mut menu = fixtures::combo_menu();
    let name = json!({"en": "Main", "hi": "मुख्य"});
    menu.categories[0].items[2].parts[0].name = serde_json::from_value(name).unwrap();
    menu
}

fn thali(menu: &Menu) -> &Item {
    item(menu, "Thali for One")
}

#[test]
fn an_export_brings_combos_back_and_makes_them_elsewhere() {
    let menu = menu();
    let file = write_json(&menu).unwrap();
    let decision = decided(&file, &menu, &Answers::All);
    assert!(
        rows(&decision).iter().all(|row| row.ends_with("same")),
        "{:?}",
        rows(&decision)
    );
    // Onto a menu that has none of it, though the combo may stand before what it offers.
    let mut value: Value = serde_json::from_slice(&file).unwrap();
    value["items"].as_array_mut().unwrap().rotate_right(2);
    let made = imported(&serde_json::to_vec(&value).unwrap(), &empty("INR"));
    assert_eq!(thali(&made).parts, thali(&menu).parts);
    made.check().unwrap();
}

#[test]
fn a_spreadsheet_leaves_the_parts_of_a_combo_as_they_are() {
    let menu = menu();
    let file = String::from_utf8(write_csv(&menu)).unwrap();
    let same = decided(file.as_bytes(), &menu, &Answers::All);
    assert_eq!(same.import, Some(Default::default()), "{:?}", rows(&same));
    let dearer = file.replace("\"300.00\"", "\"310.00\"");
    let after = imported(dearer.as_bytes(), &menu);
    assert_eq!(thali(&after).price, 31_000);
    assert_eq!(thali(&after).parts, thali(&menu).parts);
}

#[test]
fn parts_that_no_combo_could_have_are_refused_with_their_row() {
    let refused = |change: &dyn Fn(&mut Value)| {
        let file = write_json(&menu()).unwrap();
        let mut file: Value = serde_json::from_slice(&file).unwrap();
        change(&mut file["items"][2]["parts"]);
        let file = serde_json::to_vec(&file).unwrap();
        let decision = decided(&file, &menu(), &Answers::All);
        assert_eq!(decision.import, None);
        rows(&decision).remove(2)
    };
    let check = |reason: &str, change: &dyn Fn(&mut Value)| {
        assert_eq!(
            refused(change),
            format!("3 refused [parts error: {reason}]")
        );
    };
    check("there is no item vada", &|parts| {
        parts[1]["choices"][0]["item"] = json!("vada");
    });
    check("drink: water stands there twice", &|parts| {
        let water = parts[1]["choices"][0].clone();
        parts[1]["choices"] = json!([water, water]);
    });
    check("main: a price is below 0 or too large", &|parts| {
        parts[0]["choices"][0]["surcharge"] = json!(-1);
    });
    check("drink: nothing is picked", &|parts| {
        parts[1]["count"] = json!(0)
    });
    check("main: two parts have this ID", &|parts| {
        parts[1]["id"] = json!("main");
    });
    check("main: control characters are not allowed", &|parts| {
        parts[0]["name"] = json!("a\u{7}");
    });
    let many = refused(&|parts| parts[0]["count"] = json!(12));
    assert!(many.contains("at most 10 parts"), "{many}");
    let mistyped = refused(&|parts| parts[0]["choises"] = json!([]));
    assert!(mistyped.contains("unknown field `choises`"), "{mistyped}");
}

#[test]
fn an_older_file_that_says_nothing_of_parts_leaves_them() {
    let menu = menu();
    let mut file: Value = serde_json::from_slice(&write_json(&menu).unwrap()).unwrap();
    for item in file["items"].as_array_mut().unwrap() {
        item.as_object_mut().unwrap().remove("parts");
    }
    let file = serde_json::to_vec(&file).unwrap();
    let decision = decided(&file, &menu, &Answers::All);
    assert_eq!(
        decision.import,
        Some(Default::default()),
        "{:?}",
        rows(&decision)
    );
}
