//! Files of other programs and a dish that is sold in variants already.

use super::*;

/// The menu of the fixtures with the tikka sold so.
fn sold_in(variants: serde_json::Value) -> Menu {
    let mut menu = fixtures::menu();
    menu.categories[0].items[1].variants = serde_json::from_value(variants).unwrap();
    menu
}

fn half_and_full() -> Menu {
    sold_in(
        serde_json::json!([{"id": "half", "name": "Half", "price": 18000},
        {"id": "full", "name": "Full", "price": 32000}]),
    )
}

/// What the tikka is sold in after the file, whose only dish it is, with what its rows say.
fn check(menu: &Menu, file: &str, expected_rows: &[&str], expected: &[&str]) {
    assert_eq!(
        rows(&decided(file.as_bytes(), menu, &Answers::None)),
        expected_rows
    );
    let after = imported(file.as_bytes(), menu);
    let told = item(&after, "Paneer Tikka").variants.iter();
    let told: Vec<_> = told
        .map(|v| format!("{} {} {}", v.id, after.say(&v.name), v.price))
        .collect();
    assert_eq!(told, expected);
    after.check().unwrap();
}

#[test]
fn a_size_that_every_row_has_takes_no_variant_off() {
    check(
        &half_and_full(),
        "Token,Item Name,Variation Name,Category,Price\nT1,Paneer Tikka,Regular,Food,350\n",
        &["2 updated [- note: the dish has variants, which stay; \"Regular\" is none of them]"],
        &["half Half 18000", "full Full 32000"],
    );
}

#[test]
fn variants_that_a_file_does_not_name_stay_where_they_are() {
    let head = "Category,Name,Size,Price\nFood,Paneer Tikka,";
    check(
        &half_and_full(),
        &format!("{head}Full,340\n"),
        &["2 updated"],
        &["half Half 18000", "full Full 34000"],
    );
    check(
        &half_and_full(),
        &format!("{head}Family,600\nFood,Paneer Tikka,half,190\n"),
        &["2 updated", "3 updated"],
        &["half Half 19000", "full Full 32000", "family Family 60000"],
    );
}

#[test]
fn a_variant_that_a_file_says_is_not_for_sale_stays() {
    check(
        &half_and_full(),
        "Category,Name,Size,Price,Available\nFood,Paneer Tikka,Full,320,Y\nFood,Paneer Tikka,Half,200,N\nFood,Paneer Tikka,Tiny,90,N\n",
        &[
            "2 same",
            "3 same [E note: this size is not for sale; an import takes nothing off the menu, so it stays as it is]",
            "4 same [E note: this size is not for sale and left out]",
        ],
        &["half Half 18000", "full Full 32000"],
    );
}

#[test]
fn a_size_is_known_by_its_name_whatever_ids_say() {
    let renamed = sold_in(
        serde_json::json!([{"id": "half", "name": "Full plate", "price": 32000},
        {"id": "half-2", "name": "Half", "price": 18000}]),
    );
    check(
        &renamed,
        "Category,Name,Size,Price\nFood,Paneer Tikka,half,150\n",
        &["2 updated"],
        &["half Full plate 32000", "half-2 Half 15000"],
    );
}

#[test]
fn what_cannot_be_put_beside_the_variants_is_refused_with_its_row() {
    let refused = |menu: &Menu, file: String| {
        let decision = decided(file.as_bytes(), menu, &Answers::All);
        assert_eq!(decision.import, None);
        rows(&decision).remove(0)
    };
    let row = |size: &str| format!("Food,Paneer Tikka,{size},100\n");
    let head = "Category,Name,Size,Price\n";
    let alike = sold_in(serde_json::json!([{"id": "a", "name": "Half", "price": 1},
        {"id": "b", "name": "half", "price": 2}]));
    let said = refused(&alike, format!("{head}{}", row("Half")));
    assert!(said.contains("rename them on the menu first"), "{said}");
    let many: String = (0..59).map(|at| row(&format!("S{at}"))).collect();
    let said = refused(&half_and_full(), format!("{head}{many}"));
    assert!(said.contains("a dish has at most 60 sizes"), "{said}");
    let long = "x".repeat(80);
    let two = format!(
        "Category,Name,Option 1 value,Option 2 value,Price\nFood,Paneer Tikka,{long},a,1\nFood,Paneer Tikka,{long},{long},2\n"
    );
    let said = refused(&half_and_full(), two);
    assert!(said.contains("at most 120 characters"), "{said}");
}

#[test]
fn one_size_that_makes_no_variant_leaves_the_choice_with_what_the_dish_says_of_it() {
    let mut menu = fixtures::menu();
    let dosa = &mut menu.categories[0].items[0];
    dosa.option_groups = serde_json::from_value(serde_json::json!([
        {"group": "size", "prices": {"large": 5000}}, "extras"]))
    .unwrap();
    let offered = dosa.option_groups.clone();
    let file = b"Category,Name,Size,Price\nFood,Masala Dosa,Regular,125\n";
    let after = imported(file, &menu);
    let dosa = item(&after, "Masala Dosa");
    assert_eq!((dosa.price, dosa.variants.len()), (12_500, 0));
    assert_eq!(dosa.option_groups, offered);
}
