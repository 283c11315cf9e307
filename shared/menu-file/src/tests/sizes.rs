//! Quirks of dishes in several sizes.

use super::*;

#[test]
fn sizes_with_the_name_again_are_one_dish() {
    let file = "Token,Item Name,Variation Name,Category,Price\nT1,Chai,Small,Tea,10\nT1,Chai,Large,Tea,15\nT2,Lassi,Regular,Tea,40\n";
    let menu = imported(file.as_bytes(), &empty("INR"));
    assert_eq!(listed(&menu), ["Tea / Chai 1000", "Tea / Lassi 4000"]);
    let chai = item(&menu, "Chai").variants.iter();
    let chai: Vec<_> = chai.map(|v| (v.id.as_str(), v.price)).collect();
    assert_eq!(chai, [("small", 1_000), ("large", 1_500)]);
    assert_eq!(item(&menu, "Lassi").variants, []);
    assert_eq!(item(&menu, "Lassi").option_groups, []);
}

#[test]
fn a_size_of_a_dish_that_is_refused_is_refused_with_it() {
    check(
        "Name,Size,Category,Price\nChai,Small,Tea,10\n,Large,,x\n",
        &[
            "2 refused [- note: belongs to the dish of row 3, which is refused]",
            "3 refused [D error: \"x\": this is no price]",
        ],
    );
}

#[test]
fn sizes_take_the_place_of_the_choice_that_the_dish_offered() {
    let before = fixtures::menu();
    let file =
        b"Category,Name,Size,Price\nFood,Masala Dosa,Regular,120\nFood,Masala Dosa,Large,190\n";
    let menu = imported(file, &before);
    let dosa = item(&menu, "Masala Dosa");
    let groups: Vec<_> = dosa
        .option_groups
        .iter()
        .map(|o| o.group.as_str())
        .collect();
    assert_eq!(groups, ["extras"]);
    let prices: Vec<_> = dosa
        .variants
        .iter()
        .map(|v| (v.id.as_str(), v.price))
        .collect();
    assert_eq!(prices, [("regular", 12_000), ("large", 19_000)]);
    assert_eq!(
        menu.option_groups, before.option_groups,
        "the others' stays"
    );
    menu.check().unwrap();
}

#[test]
fn a_file_without_sizes_leaves_variants_as_they_are_and_says_so() {
    let sizes =
        b"Category,Name,Size,Price\nFood,Paneer Tikka,Half,180\nFood,Paneer Tikka,Full,320\n";
    let menu = imported(sizes, &fixtures::menu());
    let file = b"Category,Name,Price\nFood,Paneer Tikka,350\n";
    let decision = decided(file, &menu, &Answers::None);
    assert_eq!(
        rows(&decision),
        ["2 updated [- note: the dish has variants, whose prices stay]"]
    );
    let after = after(&menu, &decision.import.unwrap());
    assert_eq!(
        item(&after, "Paneer Tikka").variants,
        item(&menu, "Paneer Tikka").variants
    );
}

#[test]
fn a_file_of_ours_edits_variants_by_their_rows() {
    let sizes =
        b"Category,Name,Size,Price\nFood,Paneer Tikka,Half,180\nFood,Paneer Tikka,Full,320\n";
    let mut menu = imported(sizes, &fixtures::menu());
    let half = &mut menu.categories[0].items[1].variants[0];
    half.name = serde_json::from_value(serde_json::json!({"en": "Half", "hi": "आधा"})).unwrap();
    let file = String::from_utf8(write_csv(&menu)).unwrap();
    assert!(file.contains("\"Half\",\"180.00\""), "{file}");
    let edited = file.replace("\"Half\",\"180.00\"", "\"Half\",\"190.00\"");
    let after = imported(edited.as_bytes(), &menu);
    let half = &item(&after, "Paneer Tikka").variants[0];
    assert_eq!((half.id.as_str(), half.price), ("half", 19_000));
    assert_eq!(half.name, menu.categories[0].items[1].variants[0].name);
    // Without any of them the dish has its own price again.
    let none = file.replace("\"Half\",\"180.00\"", "\"\",\"300.00\"");
    let none: String = none
        .lines()
        .filter(|l| !l.contains("\"Full\""))
        .map(|l| format!("{l}\n"))
        .collect();
    let after = imported(none.as_bytes(), &menu);
    let tikka = item(&after, "Paneer Tikka");
    assert_eq!((tikka.price, tikka.variants.len()), (30_000, 0));
}

#[test]
fn a_dish_that_is_paid_by_its_size_costs_something() {
    let mut menu = fixtures::menu();
    let mut groups = menu.option_groups.iter_mut();
    let size = groups.find(|g| g.min > 0).unwrap();
    size.options.iter_mut().for_each(|o| o.price += 100);
    let name = size.name.clone();
    let name = menu.say(&name).to_owned();
    let file = format!("Category,Name,Price,Option lists\nFood,Pizza,0,{name}\n");
    let decision = decided(file.as_bytes(), &menu, &Answers::All);
    let placed = &decision.import.unwrap().items[0];
    assert_eq!((placed.item.price, placed.item.may_be_free), (0, false));
}
