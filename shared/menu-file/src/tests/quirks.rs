//! One quirk of files each, by name.

use super::*;

#[test]
fn a_known_dish_is_the_same_or_updated_and_a_new_one_created() {
    check(
        "Category,Name,Price\nFood,Masala Dosa,120\nFood,Paneer Tikka,350\nFood,Idli,80\n",
        &["2 same", "3 updated", "4 created"],
    );
    let file = b"Category,Name,Price\nFood,Paneer Tikka,350\nFood,Idli,80\n";
    let menu = imported(file, &fixtures::menu());
    let tikka = item(&menu, "Paneer Tikka");
    let before = fixtures::menu();
    let before = item(&before, "Paneer Tikka");
    assert_eq!(
        *tikka,
        Item {
            price: 35_000,
            ..before.clone()
        },
        "what the file does not say stays"
    );
    let idli = item(&menu, "Idli");
    assert_eq!((idli.id.as_str(), idli.price), ("idli", 8_000));
    assert_eq!(
        idli.station.as_ref().unwrap().as_str(),
        "griddle",
        "as the others of its category"
    );
}

#[test]
fn a_dish_that_the_file_does_not_name_stays() {
    let menu = imported(b"Category,Name,Price\nFood,Idli,80\n", &fixtures::menu());
    assert_eq!(
        listed(&menu),
        [
            "Food / Masala Dosa 12000",
            "Food / Paneer Tikka 32000",
            "Food / Idli 8000",
            "Drinks / Water 4000"
        ]
    );
}

#[test]
fn an_empty_cell_of_another_program_changes_nothing() {
    check(
        "Category,Name,Price,Description\nFood,Masala Dosa,,\n,Water,40,\n",
        &["2 same", "3 same"],
    );
}

#[test]
fn categories_in_twelve_spellings_are_one() {
    check(
        "Category,Name,Price\n Food ,Idli,80\nFOOD,Vada,60\nfo\u{AD}od,Upma,60\nFo-od,Poha,50\n",
        &[
            "2 created",
            "3 created",
            "4 created",
            "5 asked [A question: \"Fo-od\" is not written as the category \"Food\" -> Food]",
        ],
    );
}

#[test]
fn a_known_name_in_another_category_is_asked_about() {
    check(
        "Category,Name,Price\nSnacks,Water,40\n",
        &[
            "2 asked [A question: a dish of this name stands in \"Drinks\" -> it moves to \"Snacks\"]",
        ],
    );
    let menu = imported(b"Category,Name,Price\nSnacks,Water,40\n", &fixtures::menu());
    assert_eq!(listed(&menu)[2], "Snacks / Water 4000");
    // Both are in the file, so none of them moves.
    check(
        "Category,Name,Price\nSnacks,Water,40\nDrinks,Water,40\n",
        &["2 created", "3 same"],
    );
}

#[test]
fn a_dish_is_known_by_its_handle_when_its_name_changes() {
    let file = |name: &str| format!("Handle,Name,Category,Price\ncurd-rice,{name},Food,90\n");
    let menu = imported(file("Curd rice").as_bytes(), &fixtures::menu());
    let menu = imported(
        file("Curd Rice, cold")
            .replace("Curd Rice, cold", "\"Curd Rice, cold\"")
            .as_bytes(),
        &menu,
    );
    assert_eq!(item(&menu, "Curd Rice, cold").id.as_str(), "curd-rice");
    assert_eq!(listed(&menu).len(), 4);
}

#[test]
fn two_handles_with_one_name_are_two_dishes() {
    let file = b"Handle,Name,Category,Price\na,Thali,Food,90\nb,Thali,Food,95\n";
    assert_eq!(
        listed(&imported(file, &empty("INR"))),
        ["Food / Thali 9000", "Food / Thali 9500"]
    );
}

#[test]
fn an_id_that_a_spreadsheet_cut_off_is_refused() {
    check(
        "Handle,Name,Category,Price\n8.90103E+12,Idli,Food,90\n",
        &[
            "2 refused [A error: a spreadsheet has cut this number off; format the column as text and put it in again]",
        ],
    );
    // Not one that only names a size beside the dish's own name.
    check(
        "SKU,Name,Category,Price\n8.90103E+12,Idli,Food,90\n",
        &["2 created"],
    );
}

#[test]
fn rows_that_say_the_same_are_one_dish_and_others_refused() {
    check(
        "Category,Name,Price\nFood,Idli,80\nfood,idli,80\nFood,Idli,90\n",
        &[
            "2 created",
            "3 same [- note: says the same as row 2]",
            "4 refused [- error: is the same dish as row 2, with something else about it]",
        ],
    );
    check(
        "Handle,Category,Name,Price\nx,Food,Idli,80\nx,Food,Idli,80\n",
        &["2 created", "3 same [- note: says the same as row 2]"],
    );
}

#[test]
fn empty_rows_count_for_the_numbers_and_say_nothing() {
    check(
        "Name,Price,Category\r\n\r\n;;\r\n,,\r\nIdli,80,Food\r\n",
        &["3 refused [- error: the row has no name]", "5 created"],
    );
    check(
        "Name,Price,Category\r\n\r\n,,\r\nIdli,80,Food\r\n",
        &["4 created"],
    );
}

#[test]
fn a_row_of_sums_is_asked_about() {
    check(
        "Name,Price,Category\nIdli,80,Food\nTotal,80,\nGrand total: ,80,\n",
        &[
            "2 created",
            "3 asked [- question: looks like a row of sums -> left out]",
            "4 asked [- question: looks like a row of sums -> left out]",
        ],
    );
    assert_eq!(
        listed(&imported(b"Name,Price\nTotal,80\n", &empty("INR"))),
        [""; 0]
    );
}

#[test]
fn a_line_break_in_a_cell_keeps_the_numbers_of_a_spreadsheet() {
    check(
        "Name,Description,Price,Category\n\"Idli\n(2)\",\"soft\n\nwarm\",80,Food\nVada,,x,Food\n",
        &["2 created", "3 refused [C error: \"x\": this is no price]"],
    );
}

#[test]
fn an_unquoted_comma_is_seen_by_the_cells_that_are_too_many() {
    check(
        "Name,Category,Price\nIdli, soft,Food,80\n",
        &[
            "2 refused [C error: \"Food\": this is no price] [D error: the row has more cells than the header; is there a delimiter in a text without quotation marks?]",
        ],
    );
}

#[test]
fn what_a_guard_protects_comes_without_it() {
    let menu = imported(
        "Name,Price,Category\n'+49 Limonade,5,X\n'n Broodje,5,X\n".as_bytes(),
        &empty("EUR"),
    );
    assert_eq!(
        listed(&menu),
        ["X / +49 Limonade 500", "X / 'n Broodje 500"]
    );
}

#[test]
fn windows_letters_are_read_and_said() {
    let bytes = b"Name;Preis;Kategorie\nK\xE4se f\xFCr 5 \x80;5,00;K\xE4se\n";
    let decision = decided(bytes, &empty("EUR"), &Answers::None);
    assert_eq!(
        decision.report.rows[0].item.as_ref().unwrap().name,
        "Käse für 5 €"
    );
    assert!(
        decision.report.notes[0].contains("Windows-1252"),
        "{:?}",
        decision.report.notes
    );
}

#[test]
fn columns_of_modifiers_attach_the_menus_option_lists() {
    let file = "Category,Name,Price,Modifier - \"Extras\",Modifier - \"Sauces\"\nFood,Paneer Tikka,320,Y,N\nFood,Idli,80,N,Y\n";
    check(
        file,
        &[
            "2 updated",
            "3 asked [E question: the menu has no option list \"Sauces\" -> without it]",
        ],
    );
    let menu = imported(file.as_bytes(), &fixtures::menu());
    assert_eq!(
        item(&menu, "Paneer Tikka").option_groups[0].group.as_str(),
        "extras"
    );
}

#[test]
fn diets_allergens_stations_and_times_are_read_in_words() {
    let file = "Category,Name,Price,Diet,Allergens,Station,Prep time (min)\n\
                Food,Idli,80,Veg,\"Milk, nuts\",Tandoor,12\n\
                Food,Vada,80,Keto,Sun,Bar,soon\n";
    check(
        file,
        &[
            "2 created",
            "3 refused [D error: say veg, non-veg, egg or vegan] [E error: \"Sun\" is none of the 14 allergens] \
             [G error: say whole minutes, 600 at most] [F error: the kitchen has no station \"Bar\"]",
        ],
    );
}

#[test]
fn a_dish_that_is_not_for_sale_stays_where_it_is_or_out() {
    check(
        "Category,Name,Price,Available\nFood,Masala Dosa,120,N\nFood,Idli,80,no\nFood,Vada,60,maybe\n",
        &[
            "2 same [D note: is not for sale; an import takes nothing off the menu, so it stays as it is]",
            "3 same [D note: is not for sale and left off the menu]",
            "4 refused [D error: say yes or no]",
        ],
    );
}

#[test]
fn answers_count_for_the_rows_that_they_name() {
    let file = "Name,Price,Category\nThali,\"1,299\",Food\nFeast,\"2,500\",Food\n";
    let one = decided(file.as_bytes(), &fixtures::menu(), &"2".parse().unwrap());
    assert_eq!(
        one.report.summary,
        ImportSummary {
            created: 1,
            asked: 1,
            ..ImportSummary::default()
        }
    );
    assert_eq!(one.import, None, "all or nothing");
    let both = decided(file.as_bytes(), &fixtures::menu(), &"2-3".parse().unwrap());
    assert_eq!(both.import.unwrap().items.len(), 2);
}

#[test]
fn json_with_fields_of_another_program_is_read_as_its_columns_are() {
    let file = r#"[
        {"name": "Idli", "category": "Food", "price": 80.5, "vegetarian": true},
        {"name": {"en": "Vada", "hi": "वड़ा"}, "category": "Food", "price": {"minor": 6000, "currency": "INR"}},
        {"name": "Upma", "category": "Food", "price": {"minor": 6000, "currency": "EUR"}, "cost": 1}
    ]"#;
    check(
        file,
        &[
            "1 created",
            "2 created",
            "3 refused [price error: \"60.00 EUR\": the price is in EUR, the menu's in INR]",
        ],
    );
    let file = file.replace("EUR", "INR");
    let menu = imported(file.as_bytes(), &fixtures::menu());
    assert_eq!(item(&menu, "Idli").price, 8_050);
    let vada = serde_json::to_value(&item(&menu, "Vada").name).unwrap();
    assert_eq!(vada, serde_json::json!({"en": "Vada", "hi": "वड़ा"}));
}

#[test]
fn json_that_is_no_menu_is_refused() {
    let refused = |file: &str| read_json(file.as_bytes()).unwrap_err().to_string();
    assert!(refused("{\"items\": 1}").contains("a list of items"));
    assert!(refused("[1]").contains("item 1 is no object"));
    assert!(refused("[{").contains("EOF"));
    assert_eq!(read_json(b"[{\"cost\": 1}]"), Err(FileFault::NoHeader));
    assert_eq!(read_json(b" "), Err(FileFault::Empty));
    let many = format!("[{}{{}}]", "{},".repeat(limits::MAX_ROWS));
    assert_eq!(read_json(many.as_bytes()), Err(FileFault::TooManyRows));
    let twice = r#"{"format": "salver-menu", "items": [], "stations": [{"id": "a", "name": "A"}, {"id": "a", "name": "B"}]}"#;
    assert!(refused(twice).contains("two have one ID"));
    let faulty =
        r#"{"format": "salver-menu", "items": [{"name": "A", "variants": [{"id": "v"}]}]}"#;
    assert!(refused(faulty).contains("item 1: variants"));
    let table = read_json(br#"{"format": "salver-menu", "currency": "EUR", "items": []}"#).unwrap();
    let other = decide(&table, &fixtures::menu(), &Answers::None).unwrap_err();
    assert_eq!(
        other.to_string(),
        "the file's prices are in EUR, the menu's in INR"
    );
}

#[test]
fn a_name_that_two_columns_say_in_different_words_is_refused_and_none_is_lost() {
    let reason = "another column says \"Käsespätzle\", and this menu is written in \"en\": say of which language that column is, as in \"Name (de)\"";
    let files = [
        "Name;Name (en);Category;Price\nKäsespätzle;Cheese noodles;Food;95\n",
        "Name;Name (en);Category;Price\nWater;Water;Drinks;40\n",
        "Name (de);Name (en);Category;Price\nKäsespätzle;Cheese noodles;Food;95\n",
    ];
    check(files[0], &[&format!("2 refused [B error: {reason}]")]);
    check(files[1], &["2 same"]);
    check(files[2], &["2 created"]);
}
