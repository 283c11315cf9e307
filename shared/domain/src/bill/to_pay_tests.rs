//! What a cart, an order and a check say before there is a bill is what the bill then says.

use proptest::prelude::*;

use super::charged::Charged;
use super::compute::compute;
use super::form::Totals;
use super::properties::{lines, rules};
use super::tax::{Component, Pricing, TaxRules};
use super::to_pay::ToPay;
use super::worked::{taxes, terms};
use crate::DomainError;
use crate::branch::Profile;
use crate::cart::{Cart, CartLine, PutLine};
use crate::fixtures::{
    adder, check, combo_menu, gst, guest, inr, line, moment, now, order_for, pick, profile, stock,
    thali,
};
use crate::menu::Menu;
use crate::money::{Currency, MAX_MINOR, Money};
use crate::order::Order;
use crate::placing::{Naming, PlaceOrder, Situation, place};
use crate::transitions::OrderStatus;

fn billed(rules: &TaxRules, lines: &[Charged]) -> Totals {
    compute(terms(rules, 0), lines, &[]).unwrap().bill.totals()
}

/// The menu of the fixtures, whose drinks are of a class of their own.
fn menu_with_drinks() -> Menu {
    let mut menu = combo_menu();
    for category in &mut menu.categories {
        for item in &mut category.items {
            if item.id.as_str() == "water" {
                item.tax_class = "drinks".parse().unwrap();
            }
        }
    }
    menu
}

fn cart_of(menu: &Menu, lines: &[PutLine]) -> Cart {
    let empty = Cart::empty("family", Currency::INR);
    lines.iter().fold(empty, |cart, line| {
        cart.put(menu, &moment(&stock()), line, &adder()).unwrap()
    })
}

fn try_place(
    menu: &Menu,
    cart: &Cart,
    wish: &PlaceOrder,
    rules: &TaxRules,
) -> Result<Order, DomainError> {
    let mut profile: Profile = profile();
    let today = profile.business_day(now());
    profile.taxes.rules.insert(today, rules.clone());
    let at = Situation {
        check: &check(),
        guest: &guest(&check(), 1),
        cart,
        menu,
        stock: &stock(),
        profile: &profile,
    };
    let naming = Naming {
        id: "lane_check1_o1".parse().unwrap(),
        request_hash: None,
        number: 1,
        business_day: today,
    };
    place(at, wish, naming, now()).map(|placed| placed.order)
}

fn placed(menu: &Menu, cart: &Cart, rules: &TaxRules) -> Order {
    try_place(menu, cart, &order_for(cart), rules).unwrap()
}

fn drinks_at(rate: u32, pricing: Pricing) -> TaxRules {
    let mut rules = TaxRules {
        pricing,
        round_to: None,
        ..gst()
    };
    let vat = taxes(&[("VAT", rate)]);
    rules.classes.insert("drinks".parse().unwrap(), vat);
    rules
}

fn rows(totals: &Totals) -> Vec<(&str, i64, i64)> {
    let rows = totals.taxes.iter();
    rows.map(|row| (row.name.as_str(), row.taxable, row.amount))
        .collect()
}

/// A thali with a large dosa and water, and water beside it.
fn thali_and_water(quantity: u32) -> [PutLine; 2] {
    let parts = [
        pick("main", "dosa", &["large"]),
        pick("drink", "water", &[]),
    ];
    [thali("t", quantity, &parts), line("w", "water", 1, &[])]
}

#[test]
fn each_part_of_a_combo_is_taxed_as_itself_on_top() {
    let (menu, rules) = (menu_with_drinks(), drinks_at(1_800, Pricing::Exclusive));
    let cart = cart_of(&menu, &thali_and_water(1));
    let to_pay = cart.to_pay(&rules).unwrap();
    // 340.00 by 160.00 to 40.00: 272.00 and 68.00, and 40.00 of water beside it.
    let expected = [
        ("CGST", 27_200, 680),
        ("SGST", 27_200, 680),
        ("VAT", 10_800, 1_944),
    ];
    assert_eq!(rows(&to_pay.totals), expected);
    assert_eq!(to_pay.total(), inr(38_000 + 680 + 680 + 1_944));
    assert_eq!((cart.total, to_pay.totals.subtotal), (inr(38_000), 38_000));
}

#[test]
fn each_part_of_a_combo_is_taxed_as_itself_within_its_price() {
    let (menu, rules) = (menu_with_drinks(), drinks_at(1_800, Pricing::Inclusive));
    let cart = cart_of(&menu, &thali_and_water(1));
    let to_pay = cart.to_pay(&rules).unwrap();
    // 272.00 holds 12.95; 108.00 holds 16.47.
    let expected = [
        ("CGST", 25_904, 648),
        ("SGST", 25_904, 648),
        ("VAT", 9_153, 1_647),
    ];
    assert_eq!(rows(&to_pay.totals), expected);
    assert_eq!(to_pay.total(), cart.total);
}

#[test]
fn the_whole_is_rounded_as_a_bill_is_and_nothing_is_nothing() {
    let (menu, rules) = (combo_menu(), gst());
    let cart = cart_of(&menu, &[line("w", "water", 3, &[])]);
    let totals = cart.to_pay(&rules).unwrap().totals;
    assert_eq!(
        (totals.subtotal, totals.round_off, totals.total),
        (12_000, 0, 12_600)
    );
    let coarse = TaxRules {
        round_to: Some(1_000),
        ..gst()
    };
    let totals = cart.to_pay(&coarse).unwrap().totals;
    assert_eq!((totals.round_off, totals.total), (400, 13_000));
    let empty = Cart::empty("family", Currency::INR);
    assert_eq!(empty.to_pay(&coarse).unwrap().totals, Totals::default());
}

#[test]
fn what_is_not_charged_is_not_taxed() {
    let (menu, rules) = (menu_with_drinks(), drinks_at(1_800, Pricing::Exclusive));
    let mut order = placed(&menu, &cart_of(&menu, &thali_and_water(1)), &rules);
    let water = order.lines.last_mut().unwrap();
    (water.quantity, water.voided) = (0, 1);
    let totals = order.to_pay(&rules).unwrap().totals;
    assert_eq!(totals, billed(&rules, &Charged::of(&order)));
    assert_eq!(rows(&totals)[2], ("VAT", 6_800, 1_224));
    for status in [OrderStatus::Rejected, OrderStatus::Cancelled] {
        order.status = status;
        assert_eq!(order.to_pay(&rules).unwrap().totals, Totals::default());
    }
}

#[test]
fn a_cart_from_before_taxes_is_of_the_standard_class_until_it_is_priced_again() {
    let (menu, rules) = (menu_with_drinks(), drinks_at(1_800, Pricing::Exclusive));
    let cart = cart_of(&menu, &thali_and_water(1));
    let mut old = serde_json::to_value(&cart.lines[0]).unwrap();
    let parts = old["parts"].as_array_mut().unwrap();
    for part in parts {
        let part = part.as_object_mut().unwrap();
        part.remove("share").unwrap();
        part.remove("tax_class");
    }
    let line: CartLine = serde_json::from_value(old).unwrap();
    let old = Cart {
        lines: vec![line],
        ..cart.clone()
    };
    let expected = [("CGST", 34_000, 850), ("SGST", 34_000, 850)];
    assert_eq!(rows(&old.to_pay(&rules).unwrap().totals), expected);
    let again = old.repriced(&menu, &moment(&stock())).unwrap();
    assert_eq!(again.lines[0], cart.lines[0]);
}

#[test]
fn more_than_any_bill_may_be_is_said_by_nobody() {
    let class = "standard".parse().unwrap();
    let amounts = [(&class, Money::new(MAX_MINOR, Currency::INR))];
    let refused = ToPay::of(Currency::INR, &gst(), amounts);
    assert_eq!(refused, Err(DomainError::AmountTooLarge));
}

#[test]
fn who_saw_what_is_to_be_paid_is_told_when_taxes_are_others() {
    let (menu, five) = (menu_with_drinks(), drinks_at(500, Pricing::Exclusive));
    let cart = cart_of(&menu, &thali_and_water(1));
    let saw = |to_pay: Money| PlaceOrder {
        expected_to_pay: Some(to_pay),
        ..order_for(&cart)
    };
    let agreed = cart.to_pay(&five).unwrap().total();
    let order = try_place(&menu, &cart, &saw(agreed), &five).unwrap();
    assert_eq!(order.to_pay(&five).unwrap().total(), agreed);
    let eighteen = drinks_at(1_800, Pricing::Exclusive);
    for (seen, rules) in [(agreed, &eighteen), (cart.total, &five)] {
        let refused = try_place(&menu, &cart, &saw(seen), rules);
        assert_eq!(refused.unwrap_err(), DomainError::PricesChanged);
    }
    // Who does not say it, as pages from before, agrees to whatever they are.
    assert!(try_place(&menu, &cart, &order_for(&cart), &eighteen).is_ok());
}

/// The menu with its items in these classes, one after the other.
fn classed(menu: &Menu, classes: &[&str]) -> Menu {
    let mut menu = menu.clone();
    let items = menu.categories.iter_mut().flat_map(|c| &mut c.items);
    for (item, class) in items.zip(classes.iter().cycle()) {
        item.tax_class = class.parse().unwrap();
    }
    menu
}

proptest! {
    #[test]
    fn it_is_what_a_bill_of_the_same_lines_says(rules in rules(), lines in lines()) {
        let amounts = lines.iter().map(|line| {
            let unit = Money::new(line.unit_price, Currency::INR);
            (&line.tax_class, unit.times(line.pieces).unwrap())
        });
        let said = ToPay::of(Currency::INR, &rules, amounts).unwrap();
        prop_assert_eq!(said.totals, billed(&rules, &lines));
        prop_assert_eq!(said.pricing, rules.pricing);
    }

    #[test]
    fn a_cart_the_order_of_it_and_the_bill_of_that_say_the_same(
        rules in rules(),
        classes in prop::collection::vec(
            prop::sample::select(vec!["standard", "drinks", "deposit", "other"]), 1..6),
        quantities in (1_u32..5, 1_u32..5, 1_u32..5),
    ) {
        let menu = classed(&combo_menu(), &classes);
        let (thalis, dosas, waters) = quantities;
        let [meal, _] = thali_and_water(thalis);
        let lines = [meal, line("d", "dosa", dosas, &["large"]), line("w", "water", waters, &[])];
        let cart = cart_of(&menu, &lines);
        let order = placed(&menu, &cart, &rules);
        let said = cart.to_pay(&rules).unwrap();
        prop_assert_eq!(&said, &order.to_pay(&rules).unwrap());
        prop_assert_eq!(&said.totals, &billed(&rules, &Charged::of(&order)));
        let twice = [order.clone(), order.clone()];
        let both = ToPay::of_orders(Currency::INR, &rules, &twice).unwrap();
        let charged: Vec<_> = twice.iter().flat_map(Charged::of).collect();
        prop_assert_eq!(both.totals, billed(&rules, &charged));
    }
}

/// Rules that nobody has made tax nothing.
#[test]
fn without_rules_it_is_the_total() {
    let cart = cart_of(&combo_menu(), &thali_and_water(2));
    let none = TaxRules::default();
    let said = cart.to_pay(&none).unwrap();
    assert_eq!((said.total(), said.totals.taxes.len()), (cart.total, 0));
    assert_eq!(none.of(&cart.lines[0].tax_class), &[] as &[Component]);
}
