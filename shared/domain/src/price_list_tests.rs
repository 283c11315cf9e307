use proptest::prelude::*;
use serde_json::{Value, json};

use super::*;
use crate::fixtures::{inr, later, menu, moment, now, profile, stock};
use crate::menu::PricedItem;
use crate::money::MAX_MINOR;
use crate::price_list::{Channel, MAX_UNIT, MOST_OFF, MOST_ON, Percent};
use crate::priced::NotNow;
use crate::{BadChoice, DomainError};

#[path = "staff_price_tests.rs"]
mod by_staff;

fn lists(lists: Value) -> Menu {
    let mut menu = menu();
    menu.price_lists = serde_json::from_value(lists).unwrap();
    menu.check().unwrap();
    menu
}

fn percent(basis_points: i32, round_to: i64) -> Percent {
    Percent {
        basis_points,
        round_to,
        categories: None,
    }
}

/// What one piece of an item costs, and by which list.
fn costs(menu: &Menu, item: &str, variant: Option<&str>, at: &Moment<'_>) -> (i64, String) {
    let (category, found) = menu.found(&item.parse().unwrap()).unwrap();
    let variant = variant.map(|id| id.parse().unwrap());
    let base = found
        .variants
        .iter()
        .find(|v| Some(&v.id) == variant.as_ref());
    let base = base.map_or(found.price, |v| v.price);
    let cost = menu
        .counting(at)
        .cost((category, found), variant.as_ref(), base);
    let list = cost.list.map_or("base", |list| list.id.as_str());
    (cost.price, list.to_owned())
}

/// A Friday in India, where it is seven in the evening.
fn happy(closes: &str) -> Value {
    json!({"id": "happy", "name": "Happy hour", "channels": ["dine_in"],
        "times": [{"day": "friday", "opens": "17:00", "closes": closes}],
        "percent": {"basis_points": -2500, "round_to": 100, "categories": ["drinks"]}})
}

#[test]
fn a_percent_is_rounded_once_to_its_unit() {
    for (base, basis_points, round_to, price) in [
        (12_000, -2_000, 1, 9_600),
        (12_000, 1_000, 1, 13_200),
        // 89.99, half upwards to whole rupees and to fives.
        (9_999, -1_000, 1, 8_999),
        (9_999, -1_000, 100, 9_000),
        (250, -1_000, 50, 250),
        (225, -5_000, 25, 125),
        (12_345, -3_333, 500, 8_000),
        (0, 2_000, 100, 0),
        (12_000, -10_000, 100, 0),
        (12_000, 0, 500, 12_000),
        // What is cheaper never gets dearer, nor free.
        (95, -500, 500, 95),
        (700, -5_000, 1_000, 700),
        // What is dearer never gets cheaper.
        (120, 100, 500, 120),
        (MAX_MINOR, 20_000, 1, MAX_MINOR),
    ] {
        let got = percent(basis_points, round_to).of(base);
        assert_eq!(got, price, "{base} {basis_points} {round_to}");
    }
}

proptest! {
    #[test]
    fn a_percent_keeps_to_its_side_and_to_its_unit(
        base in 0..=MAX_MINOR, basis_points in MOST_OFF..=MOST_ON, round_to in 1..=MAX_UNIT,
    ) {
        let price = percent(basis_points, round_to).of(base);
        prop_assert!((0..=MAX_MINOR).contains(&price));
        let on_its_side = if basis_points <= 0 { price <= base } else { price >= base };
        prop_assert!(on_its_side, "{}", price);
        prop_assert!(price > 0 || base == 0 || basis_points == MOST_OFF);
        let kept = price == base || price == MAX_MINOR || price % round_to == 0;
        prop_assert!(kept, "{price}");
    }

    /// More off is never dearer.
    #[test]
    fn a_percent_grows_with_what_it_puts_on(
        base in 0..1_000_000_000_i64, one in MOST_OFF..0_i32, other in MOST_OFF..0_i32, round_to in 1..1000_i64,
    ) {
        let (low, high) = (one.min(other), one.max(other));
        prop_assert!(percent(low, round_to).of(base) <= percent(high, round_to).of(base));
    }

    /// Whatever the lists say, the first one that counts and says something wins.
    #[test]
    fn the_first_list_that_says_something_wins(
        rows in prop::collection::vec((any::<bool>(), any::<bool>(), prop::option::of(0..500_i64)), 0..6)
    ) {
        let made: Vec<_> = rows.iter().enumerate().map(|(at, (dine_in, open, price))| json!({
            "id": format!("l{at}"), "name": "L",
            "channels": [if *dine_in { "dine_in" } else { "pickup" }],
            "times": [{"day": "friday", "opens": if *open { "18:00" } else { "20:00" }, "closes": "23:00"}],
            "prices": if price.is_some() { json!({"tikka": {"price": price}, "water": {"price": 1}}) } else { json!({"water": {"price": 1}}) },
        })).collect();
        let menu = lists(json!(made));
        let expected = rows.iter().enumerate().find_map(|(at, (dine_in, open, price))| {
            price.filter(|_| *dine_in && *open).map(|price| (price, format!("l{at}")))
        });
        let expected = expected.unwrap_or((32_000, "base".to_owned()));
        prop_assert_eq!(costs(&menu, "tikka", None, &moment(&stock())), expected);
    }
}

#[test]
fn a_happy_hour_counts_from_its_first_second_to_its_last() {
    let menu = lists(json!([happy("19:30")]));
    let (stock, profile) = (stock(), profile());
    let at = |seconds| profile.moment(Channel::DineIn, &stock, later(seconds));
    let base = |price| (price, "base".to_owned());
    assert_eq!(
        costs(&menu, "water", None, &at(0)),
        (3_000, "happy".to_owned())
    );
    assert_eq!(costs(&menu, "dosa", None, &at(0)), base(12_000));
    assert_eq!(costs(&menu, "water", None, &at(1_799)).0, 3_000);
    assert_eq!(costs(&menu, "water", None, &at(1_800)), base(4_000));
    assert_eq!(menu.turns_at(&at(0)), Some(later(1_800)));
    // A week later, less the two and a half hours that it lasts.
    assert_eq!(
        menu.turns_at(&at(1_800)),
        Some(later(1_800 + 7 * 86_400 - 9_000))
    );
    let (category, water) = menu.found(&"water".parse().unwrap()).unwrap();
    let cost = menu
        .counting(&at(0))
        .cost((category, water), None, water.price);
    assert_eq!((cost.until, cost.usual), (Some(later(1_800)), 4_000));
}

#[test]
fn over_midnight_it_goes_on_into_the_next_day() {
    let menu = lists(json!([happy("01:00")]));
    let (stock, profile) = (stock(), profile());
    let at = |seconds| profile.moment(Channel::DineIn, &stock, later(seconds));
    // Six hours after seven in the evening.
    assert_eq!(costs(&menu, "water", None, &at(6 * 3600 - 1)).0, 3_000);
    assert_eq!(costs(&menu, "water", None, &at(6 * 3600)).0, 4_000);
}

#[test]
fn each_way_of_ordering_has_its_own_lists() {
    let menu = lists(json!([
        {"id": "out", "name": "Delivery", "channels": ["delivery", "pickup"],
            "percent": {"basis_points": 1000, "round_to": 1},
            "prices": {"tikka": {"price": 30_000}}},
        {"id": "fetch", "name": "Pickup", "channels": ["pickup"], "prices": {"dosa": {"price": 1}}}]));
    let (stock, profile) = (stock(), profile());
    for (channel, item, price, list) in [
        (Channel::DineIn, "dosa", 12_000, "base"),
        (Channel::Delivery, "dosa", 13_200, "out"),
        // Its own price comes before the percent; the second list is never asked.
        (Channel::Delivery, "tikka", 30_000, "out"),
        (Channel::Pickup, "dosa", 13_200, "out"),
    ] {
        let at = profile.moment(channel, &stock, now());
        let got = costs(&menu, item, None, &at);
        assert_eq!(got, (price, list.to_owned()), "{channel:?} {item}");
    }
    let swapped: Vec<_> = menu.price_lists.iter().rev().cloned().collect();
    let menu = Menu {
        price_lists: swapped,
        ..menu
    };
    let at = profile.moment(Channel::Pickup, &stock, now());
    assert_eq!(costs(&menu, "dosa", None, &at).0, 1);
    assert_eq!(costs(&menu, "tikka", None, &at).0, 30_000);
}

#[test]
fn what_it_costs_else_is_said_by_the_first_list_that_always_counts() {
    let menu = lists(json!([happy("19:30"),
        {"id": "hall", "name": "Hall", "channels": ["dine_in"], "percent": {"basis_points": 5000, "round_to": 1}}]));
    let (category, water) = menu.found(&"water".parse().unwrap()).unwrap();
    let stock = stock();
    let cost = menu
        .counting(&moment(&stock))
        .cost((category, water), None, water.price);
    assert_eq!((cost.price, cost.usual), (3_000, 6_000));
}

#[test]
fn variants_have_prices_of_their_own_and_options_cost_the_same() {
    let mut menu = lists(json!([]));
    let dosa = &mut menu.categories[0].items[0];
    dosa.variants = serde_json::from_value(json!([
        {"id": "half", "name": "Half", "price": 7_000}, {"id": "full", "name": "Full", "price": 12_000}]))
    .unwrap();
    menu.price_lists = serde_json::from_value(json!([
        {"id": "l", "name": "L", "channels": ["dine_in"],
            "prices": {"dosa": {"variants": {"half": 6_000}}}}]))
    .unwrap();
    menu.check().unwrap();
    let stock = stock();
    let at = moment(&stock);
    assert_eq!(
        costs(&menu, "dosa", Some("half"), &at),
        (6_000, "l".to_owned())
    );
    assert_eq!(
        costs(&menu, "dosa", Some("full"), &at),
        (12_000, "base".to_owned())
    );
    let options = ["large", "cheese"].map(|id| id.parse().unwrap());
    let half = "half".parse().unwrap();
    let priced: PricedItem<'_> = menu
        .price(&"dosa".parse().unwrap(), Some(&half), &options, &at)
        .unwrap();
    assert_eq!(
        (priced.list_price, priced.unit_price),
        (inr(6_000), inr(13_000))
    );
    assert_eq!(priced.price_list.as_str(), "l");
}

#[test]
fn what_is_not_on_the_menu_is_forgotten_and_all_categories_gone_is_none_left() {
    let mut list: PriceList = serde_json::from_value(json!({
        "id": "l", "name": "L", "channels": ["dine_in"],
        "percent": {"basis_points": -1000, "round_to": 1, "categories": ["drinks"]},
        "prices": {"dosa": {"price": 1, "variants": {"gone": 1}}, "gone": {"price": 1},
            "tikka": {"variants": {"gone": 2}}}}))
    .unwrap();
    let mut menu = menu();
    menu.categories.pop();
    list.keep_known(&menu);
    let left = json!(list);
    assert_eq!(left["prices"], json!({"dosa": {"price": 1}}));
    // Not "for all": that would be cheap.
    assert_eq!(left["percent"]["categories"], json!([]));
    list.prices.clear();
    assert!(list.is_empty());
}

#[test]
fn a_menu_with_a_list_that_cannot_be_is_not_published() {
    let wrong = |list: Value| {
        let mut menu = menu();
        menu.price_lists = serde_json::from_value(json!([list])).unwrap();
        menu.check().unwrap_err().to_string()
    };
    let with = |field: &str, value: Value| {
        let mut list = happy("19:30");
        list[field] = value;
        list
    };
    for (list, expected) in [
        (with("id", json!("base")), "stands twice"),
        (with("name", json!("")), "no name"),
        (with("channels", json!([])), "says nothing"),
        (with("percent", Value::Null), "says nothing"),
        (
            with("percent", json!({"basis_points": -10_001, "round_to": 1})),
            "no price falls below 0",
        ),
        (
            with("percent", json!({"basis_points": -100, "round_to": 0})),
            "round_to",
        ),
        (
            with("prices", json!({"dosa": {"price": -1}})),
            "out of range",
        ),
        (
            with("prices", json!({"gone": {"price": 1}})),
            "not on the menu",
        ),
    ] {
        let refused = wrong(list.clone());
        assert!(refused.contains(expected), "{list}: {refused}");
    }
}

/// The order's line keeps the list and its price, whatever the menu says later.
#[test]
fn an_order_says_which_list_counted() {
    use crate::cart::{Cart, FAMILY_CART};
    use crate::fixtures::{adder, check, guest, line, order_for};
    use crate::placing::{Naming, Situation, place};

    let menu = lists(json!([happy("19:30")]));
    let (stock, profile, check) = (stock(), profile(), check());
    let cart = Cart::empty(FAMILY_CART, menu.currency);
    let put = |cart: &Cart, line| cart.put(&menu, &moment(&stock), &line, &adder()).unwrap();
    let cart = put(&cart, line("a", "water", 2, &[]));
    let cart = put(&cart, line("b", "tikka", 1, &[]));
    let guest = guest(&check, 1);
    let at = Situation {
        check: &check,
        guest: &guest,
        cart: &cart,
        menu: &menu,
        stock: &stock,
        profile: &profile,
    };
    let naming = || Naming {
        id: format!("{}_order1", check.id).parse().unwrap(),
        request_hash: None,
        number: 1,
        business_day: profile.business_day(now()),
    };
    let placed = place(at, &order_for(&cart), naming(), now()).unwrap();
    let lines: Vec<_> = placed
        .order
        .lines
        .iter()
        .map(|l| (l.price_list.as_str(), l.list_price, l.total))
        .collect();
    assert_eq!(
        lines,
        [
            ("happy", inr(3_000), inr(6_000)),
            ("base", inr(32_000), inr(32_000))
        ]
    );
    let refused = place(at, &order_for(&cart), naming(), later(1_800));
    assert_eq!(refused.unwrap_err(), DomainError::PricesChanged);
}
