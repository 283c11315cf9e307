//! Quirks of prices.

use super::*;

#[test]
fn prices_are_read_as_the_file_writes_them() {
    let menu = imported(
        "Name;Price;Category\nA;7,50;X\nB;1.299;X\nC;₹ 120,-;X\n".as_bytes(),
        &empty("INR"),
    );
    assert_eq!(listed(&menu), ["X / A 750", "X / B 129900", "X / C 12000"]);
    check(
        "Name,Price,Category\nIdli,12.5,Food\nVada,12.345,Food\n",
        &[
            "2 created",
            "3 refused [B error: \"12.345\": an amount in INR has 2 decimals]",
        ],
    );
}

#[test]
fn a_price_that_can_be_two_numbers_is_asked_about() {
    check(
        "Name,Price,Category\nThali,\"1,299\",Food\n",
        &["2 asked [B question: \"1,299\": are these thousands, or decimals? -> 1299.00]"],
    );
    let menu = imported(
        b"Name,Price,Category\nThali,\"1,299\",Food\n",
        &fixtures::menu(),
    );
    assert_eq!(item(&menu, "Thali").price, 129_900);
    // What the menu has already is in no doubt.
    let again = decided(
        b"Name,Price,Category\nThali,\"1,299\",Food\n",
        &menu,
        &Answers::None,
    );
    assert_eq!(rows(&again), ["2 same"]);
}

#[test]
fn prices_that_differ_between_shops_are_asked_about() {
    check(
        "Name,Category,Price [Lane],Price [Mill]\nIdli,Food,80,80\nVada,Food,60,65\n",
        &[
            "2 created",
            "3 asked [D question: another shop's price in column D is 65.00 -> 60.00]",
        ],
    );
}

#[test]
fn whether_a_price_of_nothing_is_meant_is_asked_once() {
    let file = "Category,Name,Price\nFood,Papad,0\nFood,Masala Dosa,0\n";
    check(
        file,
        &[
            "2 asked [C question: \"0\": does it cost nothing? -> 0.00]",
            "3 asked [C question: \"0\": does it cost nothing? -> 0.00]",
        ],
    );
    let taken = decided(file.as_bytes(), &fixtures::menu(), &Answers::All);
    let import = taken.import.unwrap();
    let free: Vec<_> = import
        .items
        .iter()
        .map(|placed| (placed.item.price, placed.item.may_be_free))
        .collect();
    assert_eq!(free, [(0, true), (0, true)]);
    // What the menu gives away already is in no doubt, said or not.
    let mut menu = fixtures::menu();
    let dosa = &mut menu.categories[0].items[0];
    (dosa.name, dosa.price) = ("Masala Dosa".into(), 0);
    let again = b"Category,Name,Price\nFood,Masala Dosa,0\n";
    assert_eq!(rows(&decided(again, &menu, &Answers::None)), ["2 same"]);
}
