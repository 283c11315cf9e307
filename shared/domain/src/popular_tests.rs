//! What is popular. The fixtures' menu has three items, one of which nobody makes; these have more.

use super::*;
use crate::fixtures::{menu, moment, stock};
use crate::stock::Stock;

fn day(text: &str) -> BusinessDay {
    text.parse().unwrap()
}

fn today() -> BusinessDay {
    day("2026-11-20")
}

fn id(text: &str) -> ItemId {
    text.parse().unwrap()
}

/// The fixtures' menu with so many dishes more: `a`, `b` and so on.
fn long_menu(more: u8) -> Menu {
    let mut menu = menu();
    for number in 0..more {
        let mut item = menu.categories[0].items[0].clone();
        item.id = id(&char::from(b'a' + number).to_string());
        menu.categories[0].items.push(item);
    }
    menu
}

fn sold(days: &[(&str, &[(&str, i64)])]) -> SoldByDay {
    let of = |items: &[(&str, i64)]| items.iter().map(|(item, n)| (id(item), *n)).collect();
    days.iter()
        .map(|(when, items)| (day(when), of(items)))
        .collect()
}

fn shown(days: &[(&str, &[(&str, i64)])], menu: &Menu, stock: &Stock) -> Vec<String> {
    let found = popular(&sold(days), today(), menu, &moment(stock));
    found.iter().map(|id| id.as_str().to_owned()).collect()
}

#[test]
fn the_most_sold_of_the_days_before_come_first_and_equals_by_id() {
    let days: [(&str, &[(&str, i64)]); 3] = [
        ("2026-11-13", &[("dosa", 4), ("b", 3)]),
        ("2026-11-18", &[("tikka", 9), ("b", 4)]),
        ("2026-11-19", &[("dosa", 3), ("a", 7)]),
    ];
    let shown = shown(&days, &long_menu(2), &stock());
    assert_eq!(shown, ["tikka", "a", "b", "dosa"]);
}

#[test]
fn today_and_what_is_longer_ago_do_not_count() {
    let days: [(&str, &[(&str, i64)]); 3] = [
        ("2026-11-12", &[("b", 50)]),
        ("2026-11-15", &[("dosa", 5), ("tikka", 6), ("a", 7)]),
        ("2026-11-20", &[("b", 50), ("dosa", 50)]),
    ];
    let shown = shown(&days, &long_menu(2), &stock());
    assert_eq!(shown, ["a", "tikka", "dosa"]);
}

#[test]
fn below_a_minimum_of_pieces_or_dishes_nothing_is_popular() {
    let menu = long_menu(1);
    let of = |dosa, tikka, a| {
        let items = [("dosa", dosa), ("tikka", tikka), ("a", a)];
        shown(&[("2026-11-19", &items)], &menu, &stock())
    };
    assert_eq!(of(5, 6, 7), ["a", "tikka", "dosa"]);
    assert_eq!(of(4, 600, 700), [""; 0], "two are no list");
    assert_eq!(of(-5, 6, 7), [""; 0], "more was voided than sold");
    assert_eq!(shown(&[], &menu, &stock()), [""; 0]);
}

#[test]
fn what_nobody_makes_what_is_sold_out_and_what_is_gone_give_their_place_up() {
    let menu = long_menu(2);
    let items = [
        ("water", 90),
        ("gone", 80),
        ("dosa", 9),
        ("tikka", 8),
        ("a", 7),
        ("b", 6),
    ];
    let days: [(&str, &[(&str, i64)]); 1] = [("2026-11-19", &items)];
    assert_eq!(shown(&days, &menu, &stock()), ["dosa", "tikka", "a", "b"]);
    let out = Stock {
        sold_out: [id("dosa")].into(),
        ..stock()
    };
    assert_eq!(shown(&days, &menu, &out), ["tikka", "a", "b"]);
    let mut bare = menu;
    for item in bare.categories.iter_mut().flat_map(|c| &mut c.items) {
        item.station = None;
    }
    assert_eq!(shown(&days, &bare, &stock())[0], "water");
}

#[test]
fn six_are_the_most() {
    let items = [("a", 9), ("b", 9), ("c", 9), ("d", 9), ("e", 9), ("f", 9)];
    let items = [&items[..], &[("dosa", 10)]].concat();
    let days: [(&str, &[(&str, i64)]); 1] = [("2026-11-14", &items)];
    let shown = shown(&days, &long_menu(6), &stock());
    assert_eq!(shown, ["dosa", "a", "b", "c", "d", "e"]);
}
