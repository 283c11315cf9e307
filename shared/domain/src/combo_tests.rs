//! What a combo costs and how its price is spread, and what a cart and an order make of it.

use proptest::prelude::*;
use serde_json::json;

use super::*;
use crate::branch::Profile;
use crate::cart::{Cart, MAX_LINES, PutLine};
use crate::combo::{MAX_PARTS, MAX_PICKS};
use crate::fixtures::{
    adder, cart, check, combo_menu, guest, inr, line, menu, moment, now, order_for, pick, profile,
    stock, thali,
};
use crate::menu::Menu;
use crate::order::Order;
use crate::placing::{Naming, Situation, place};
use crate::progress::MoveLine;
use crate::stock::Stock;
use crate::stock::Supply;
use crate::text::Reason;
use crate::transitions::{LineStatus, OrderStatus};
use crate::{BadChoice, DomainError};

#[path = "combo_stock_tests.rs"]
mod stock_of_parts;

fn put(cart: &Cart, menu: &Menu, stock: &Stock, put: &PutLine) -> Result<Cart, DomainError> {
    cart.put(menu, &moment(stock), put, &adder())
}

fn with_dosa() -> [Pick; 2] {
    [
        pick("main", "dosa", &["large"]),
        pick("drink", "water", &[]),
    ]
}

fn with_tikka() -> [Pick; 2] {
    [pick("drink", "water", &[]), pick("main", "tikka", &[])]
}

fn placed(menu: &Menu, cart: &Cart) -> Order {
    let at = Situation {
        check: &check(),
        guest: &guest(&check(), 1),
        cart,
        menu,
        stock: &stock(),
        profile: &Profile {
            auto_accept: true,
            ..profile()
        },
    };
    let naming = Naming {
        id: format!("{}_order1", check().id).parse().unwrap(),
        request_hash: None,
        number: 1,
        business_day: "2026-11-20".parse().unwrap(),
    };
    place(at, &order_for(cart), naming, now()).unwrap().order
}

fn one_thali(parts: &[Pick]) -> Cart {
    put(&cart(&[]), &combo_menu(), &stock(), &thali("l1", 2, parts)).unwrap()
}

#[test]
fn a_combo_costs_its_price_the_surcharges_and_the_options_within_it() {
    let large = one_thali(&with_dosa());
    assert_eq!(large.lines[0].unit_price, inr(30_000 + 4_000));
    let dearer = one_thali(&with_tikka());
    assert_eq!(dearer.total, inr(2 * (30_000 + 5_000)));
    let parts = &dearer.lines[0].parts;
    let said: Vec<_> = parts
        .iter()
        .map(|p| (p.part.as_str(), p.full_name()))
        .collect();
    // In the menu's order, whatever the page sends.
    assert_eq!(
        said,
        [
            ("Main", "Paneer Tikka".to_owned()),
            ("Drink", "Water".to_owned())
        ]
    );
}

#[test]
fn what_a_part_does_not_offer_or_wants_is_refused() {
    let refused =
        |parts: &[Pick]| match put(&cart(&[]), &combo_menu(), &stock(), &thali("l1", 1, parts))
            .unwrap_err()
        {
            DomainError::Invalid { field, message } => format!("{field}: {message}"),
            other => panic!("{other}"),
        };
    let drink = || pick("drink", "water", &[]);
    let main = || pick("main", "tikka", &[]);
    assert_eq!(refused(&[]), "parts: Main: pick 1, not 0");
    assert_eq!(
        refused(&[main(), main(), drink()]),
        "parts: Main: pick 1, not 2"
    );
    assert_eq!(
        refused(&[pick("main", "water", &[]), drink()]),
        "parts: Thali for One does not offer water there"
    );
    assert_eq!(
        refused(&[main(), drink(), pick("sweet", "water", &[])]),
        "parts: Thali for One does not offer water there"
    );
    // The dosa's own choices count within the combo.
    assert_eq!(
        refused(&[pick("main", "dosa", &[]), drink()]),
        "options: Size: choose 1 to 1, not 0"
    );
    let many = vec![drink(); MAX_PICKS + 1];
    assert!(refused(&many).starts_with("parts: at most 12"));
    let plain = PutLine {
        parts: vec![drink()],
        ..line("l1", "water", 1, &[])
    };
    let error = put(&cart(&[]), &combo_menu(), &stock(), &plain).unwrap_err();
    assert_eq!(error.to_string(), "parts: Water does not offer water there");
}

#[test]
fn each_part_becomes_a_line_with_its_share_and_its_own_tax_class() {
    let mut menu = combo_menu();
    menu.categories[1].items[0].tax_class = "drinks".parse().unwrap();
    let cart = put(&cart(&[]), &menu, &stock(), &thali("l1", 2, &with_dosa())).unwrap();
    let order = placed(&menu, &cart);
    let said: Vec<_> = order
        .lines
        .iter()
        .map(|l| {
            let combo = l.combo.as_ref().unwrap();
            let of = format!("{}/{}/{}", combo.line, combo.name, combo.part);
            (l.id.to_string(), l.name.as_str(), of, l.unit_price.minor)
        })
        .collect();
    // 340.00 by 160.00 to 40.00.
    assert_eq!(
        said,
        [
            (
                "l1_1".to_owned(),
                "Masala Dosa",
                "l1/Thali for One/Main".to_owned(),
                27_200
            ),
            (
                "l1_2".to_owned(),
                "Water",
                "l1/Thali for One/Drink".to_owned(),
                6_800
            ),
        ]
    );
    assert_eq!(order.total, cart.total);
    assert_eq!(order.sum().unwrap(), cart.total);
    let classes: Vec<_> = order
        .lines
        .iter()
        .map(|l| l.tax_class.to_string())
        .collect();
    assert_eq!(classes, ["standard", "drinks"]);
    // What needs no kitchen is ready at once, as ever.
    let statuses: Vec<_> = order.lines.iter().map(|l| l.status).collect();
    assert_eq!(statuses, [LineStatus::New, LineStatus::Ready]);
    assert_eq!(order.lines[0].options[0].name, "Large");
}

#[test]
fn no_name_of_a_line_meets_another() {
    let menu = combo_menu();
    let empty = cart(&[]);
    let both = put(&empty, &menu, &stock(), &thali("l1", 1, &with_dosa())).unwrap();
    let both = put(&both, &menu, &stock(), &line("l1_1", "water", 1, &[])).unwrap();
    let long = "x".repeat(120);
    let all = put(&both, &menu, &stock(), &thali(&long, 1, &with_dosa())).unwrap();
    let order = placed(&menu, &all);
    let ids: std::collections::BTreeSet<_> = order.lines.iter().map(|l| &l.id).collect();
    assert_eq!(ids.len(), 5);
}

#[test]
fn a_combo_counts_as_many_lines_as_it_has_parts() {
    let menu = combo_menu();
    let mut cart = cart(&[]);
    for n in 0..MAX_LINES / 2 {
        cart = put(
            &cart,
            &menu,
            &stock(),
            &thali(&format!("l{n}"), 1, &with_dosa()),
        )
        .unwrap();
    }
    let error = put(&cart, &menu, &stock(), &line("w", "water", 1, &[])).unwrap_err();
    assert_eq!(error.to_string(), "lines: at most 60 lines");
    // What is there can be made other.
    put(&cart, &menu, &stock(), &thali("l0", 2, &with_tikka())).unwrap();
    assert!(cart.clone().require_at_most(60).is_ok());
    assert!(cart.require_at_most(59).is_err());
}

#[test]
fn figures_count_the_parts_and_not_the_combo() {
    let order = placed(&combo_menu(), &one_thali(&with_dosa()));
    let counted = crate::figures::Sums::of(&order);
    let of = |id: &str| counted.items.get(&id.parse().unwrap());
    assert_eq!(of("dosa").unwrap().tally.count, 2);
    assert_eq!(of("dosa").unwrap().tally.amount, 2 * 27_200);
    assert!(of("thali").is_none());
    assert_eq!(counted.accepted.amount, order.total.minor);
}

#[test]
fn menus_carts_and_orders_of_before_are_read_and_written_as_they_were() {
    let stored = serde_json::to_value(menu()).unwrap();
    assert!(stored["categories"][0]["items"][0].get("parts").is_none());
    let cart = cart(&[line("l1", "water", 1, &[])]);
    let order = placed(&menu(), &cart);
    let cart = serde_json::to_value(&cart).unwrap();
    assert!(cart["lines"][0].get("parts").is_none());
    let order = serde_json::to_value(&order).unwrap();
    assert!(order["lines"][0].get("combo").is_none());
    // And what is stored of a combo says no more than it needs.
    let stored = serde_json::to_value(combo_menu()).unwrap();
    let parts = &stored["categories"][0]["items"][2]["parts"];
    assert_eq!(
        parts[1],
        json!({"id": "drink", "name": "Drink", "choices": [{"item": "water"}]})
    );
}

#[test]
fn combos_that_cannot_be_sold_are_not_published() {
    let check = |what: &str, break_it: &dyn Fn(&mut Menu)| {
        let mut menu = combo_menu();
        break_it(&mut menu);
        let error = menu.check().unwrap_err().to_string();
        assert!(error.contains(what), "{error}");
    };
    fn parts(menu: &mut Menu) -> &mut Vec<ComboPart> {
        &mut menu.categories[0].items[2].parts
    }
    check("main has no name", &|m| parts(m)[0].name = " ".into());
    check("offers nothing", &|m| parts(m)[1].choices.clear());
    check("offers nothing", &|m| parts(m)[1].count = 0);
    check("part main twice", &|m| {
        parts(m)[1].id = "main".parse().unwrap()
    });
    check("offers the combo thali", &|m| {
        parts(m)[1].choices[0].item = "thali".parse().unwrap();
    });
    check("offers vada, which is not there", &|m| {
        parts(m)[1].choices[0].item = "vada".parse().unwrap();
    });
    check("offers dosa twice", &|m| {
        parts(m)[0].choices[1].item = "dosa".parse().unwrap();
    });
    check("price of dosa out of range", &|m| {
        parts(m)[0].choices[0].surcharge = -1
    });
    check("12 picks", &|m| parts(m)[0].count = 12);
    check("offers more than 50", &|m| {
        let choice = parts(m)[1].choices[0].clone();
        parts(m)[1].choices = vec![choice; 51];
    });
    check("which variant of water", &|m| {
        let half = json!([{"id": "half", "name": "Half", "price": 100}]);
        m.categories[1].items[0].variants = serde_json::from_value(half).unwrap();
    });
    check("variants or groups of its own", &|m| {
        m.categories[0].items[2].option_groups = m.categories[0].items[0].option_groups.clone();
    });
}

/// A combo of one part for each price, what is picked for it costing that alone.
fn combo_of(price: i64, alone: &[(i64, i64)]) -> (Menu, Vec<Pick>) {
    let mut menu = menu();
    let mut parts = Vec::new();
    let mut picks = Vec::new();
    let water = menu.categories[1].items[0].clone();
    for (at, (cost, surcharge)) in alone.iter().enumerate() {
        let (id, part) = (format!("dish{at}"), format!("part{at}"));
        let dish = Item {
            id: id.parse().unwrap(),
            price: *cost,
            ..water.clone()
        };
        menu.categories[1].items.push(dish);
        let choices = json!([{"item": id, "surcharge": surcharge}]);
        parts.push(json!({"id": part, "name": part, "choices": choices}));
        picks.push(pick(&part, &id, &[]));
    }
    let combo = Item {
        id: "combo".parse().unwrap(),
        price,
        parts: serde_json::from_value(json!(parts)).unwrap(),
        ..water
    };
    menu.categories[1].items.push(combo);
    menu.check().unwrap();
    (menu, picks)
}

proptest! {
    /// Whatever a combo and its parts cost: no share is below nothing, and all of them are the
    /// price of the combo, for one and for many.
    #[test]
    fn shares_are_never_below_nothing_and_sum_to_the_price(
        price in 0..5_000_000_i64,
        alone in prop::collection::vec((0..2_000_000_i64, 0..50_000_i64), 1..=MAX_PARTS),
        quantity in 1..99_u32,
    ) {
        let (menu, picks) = combo_of(price, &alone);
        let line = PutLine { parts: picks, ..line("l1", "combo", quantity, &[]) };
        let cart = put(&cart(&[]), &menu, &stock(), &line).unwrap();
        let unit = price + alone.iter().map(|(_, surcharge)| surcharge).sum::<i64>();
        prop_assert_eq!(cart.lines[0].unit_price, inr(unit));
        let order = placed(&menu, &cart);
        prop_assert!(order.lines.iter().all(|l| l.unit_price.minor >= 0));
        prop_assert_eq!(order.lines.iter().map(|l| l.unit_price.minor).sum::<i64>(), unit);
        prop_assert_eq!(order.sum().unwrap(), cart.total);
        let weights: i64 = alone.iter().map(|(cost, _)| cost).sum();
        for (line, (cost, _)) in order.lines.iter().zip(&alone) {
            // Within one unit of what it is due; of nothing, all the same.
            let due = match weights {
                0 => i128::from(unit) / alone.len() as i128,
                _ => i128::from(unit) * i128::from(*cost) / i128::from(weights),
            };
            let got = i128::from(line.unit_price.minor);
            prop_assert!(got == due || got == due + 1, "{got} of {due}");
        }
    }
}

/// The combo's menu with a list by which all of it costs half, and a drink that is served later.
fn half_price(served_later: bool) -> Menu {
    let mut menu = combo_menu();
    let list = json!({"id": "half", "name": "Half", "channels": ["dine_in"],
        "percent": {"basis_points": -5000, "round_to": 1}});
    menu.price_lists = vec![serde_json::from_value(list).unwrap()];
    if served_later {
        // Monday's first minute, by the fixtures' clock long over or far ahead.
        let times = json!([{"day": "monday", "opens": "00:00", "closes": "00:01"}]);
        let drinks = menu.categories.last_mut().unwrap();
        drinks.times = serde_json::from_value(times).unwrap();
    }
    menu
}

#[test]
fn a_list_changes_the_price_of_a_combo_and_its_parts_share_that() {
    let menu = half_price(false);
    let wish = thali("l1", 2, &with_dosa());
    let halved = put(&cart(&[]), &menu, &stock(), &wish).unwrap();
    let order = placed(&menu, &halved);
    // Options cost the same in every list.
    assert_eq!(order.total, inr(2 * (15_000 + 4_000)));
    let sum: i64 = order.lines.iter().map(|line| line.total.minor).sum();
    assert_eq!(sum, order.total.minor);
}
