use proptest::prelude::*;

use super::*;
use crate::cart::Cart;
use crate::cart::{AddedBy, CartLine, PutLine, STAFF_CART};
use crate::fixtures::{adder, line, menu, moment, stock};
use crate::menu::Menu;
use crate::money::Currency;

const KINDS: [PriceKind; 3] = [PriceKind::Per100G, PriceKind::PerKg, PriceKind::PerLb];

fn grams(amount: u32) -> Weight {
    Weight {
        unit: WeightUnit::Gram,
        amount,
    }
}

/// The water of the menu, by weight.
fn by_weight(per: PriceKind, price: i64) -> Menu {
    let mut menu = menu();
    let water = &mut menu.categories[1].items[0];
    (water.priced, water.price) = (per, price);
    menu
}

fn water(id: &str, weight: Option<Weight>) -> PutLine {
    PutLine {
        weight,
        ..line(id, "water", 1, &[])
    }
}

fn put(menu: &Menu, cart: &Cart, line: &PutLine, by: &AddedBy) -> Result<Cart, DomainError> {
    cart.put(menu, &moment(&stock()), line, by)
}

fn empty() -> Cart {
    Cart::empty(STAFF_CART, Currency::INR)
}

fn field(refused: Result<Cart, DomainError>) -> &'static str {
    match refused.unwrap_err() {
        DomainError::Invalid { field, .. } => field,
        other => panic!("{other:?}"),
    }
}

#[test]
fn what_staff_weigh_is_priced_once_rounded_half_up() {
    let pounds = |amount| Weight {
        unit: WeightUnit::HundredthLb,
        amount,
    };
    for (per, price, weight, cost, said) in [
        (
            PriceKind::PerKg,
            120_000,
            grams(450),
            54_000,
            "Water, 0.450 kg x 1,200.00/kg",
        ),
        (
            PriceKind::PerKg,
            99_999,
            grams(1),
            100,
            "Water, 0.001 kg x 999.99/kg",
        ),
        (
            PriceKind::PerKg,
            1_500,
            grams(1),
            2,
            "Water, 0.001 kg x 15.00/kg",
        ),
        (
            PriceKind::PerKg,
            1_499,
            grams(1),
            1,
            "Water, 0.001 kg x 14.99/kg",
        ),
        (
            PriceKind::PerKg,
            120_000,
            grams(50_000),
            6_000_000,
            "Water, 50.000 kg x 1,200.00/kg",
        ),
        (
            PriceKind::Per100G,
            9_500,
            grams(1_250),
            118_750,
            "Water, 1.250 kg x 95.00/100 g",
        ),
        (
            PriceKind::PerLb,
            1_299,
            pounds(45),
            585,
            "Water, 0.45 lb x 12.99/lb",
        ),
        (
            PriceKind::PerLb,
            1_299,
            pounds(11_000),
            142_890,
            "Water, 110.00 lb x 12.99/lb",
        ),
    ] {
        let menu = by_weight(per, price);
        let cart = put(
            &menu,
            &empty(),
            &water("l1", Some(weight)),
            &AddedBy::staff(),
        )
        .unwrap();
        let line = &cart.lines[0];
        assert_eq!(
            (line.total.minor, line.unit_price.minor),
            (cost, cost),
            "{said}"
        );
        let stock = stock();
        let lines = crate::placing::lines_of(&cart, &menu, &moment(&stock)).unwrap();
        assert_eq!(lines[0].charged_name(), said);
        // The kitchen reads what it weighs, and no price.
        let (name, _) = said.split_once(" x ").unwrap();
        assert_eq!(
            (line.full_name(), lines[0].full_name()),
            (name.to_owned(), name.to_owned())
        );
        assert_eq!((lines[0].quantity, lines[0].total.minor), (1, cost));
        assert_eq!(cart.repriced(&menu, &moment(&stock)).unwrap(), cart);
    }
}

#[test]
fn a_weight_that_is_none_is_refused_by_its_field() {
    let staff = AddedBy::staff();
    let kilo = by_weight(PriceKind::PerKg, 120_000);
    let pound = Weight {
        unit: WeightUnit::HundredthLb,
        amount: 45,
    };
    for weight in [
        None,
        Some(grams(0)),
        Some(grams(50_001)),
        Some(grams(u32::MAX)),
        Some(pound),
    ] {
        let refused = put(&kilo, &empty(), &water("l1", weight), &staff);
        assert_eq!(field(refused), "weight", "{weight:?}");
    }
    let pounds = by_weight(PriceKind::PerLb, 1_299);
    for weight in [
        grams(45),
        Weight {
            amount: 11_001,
            ..pound
        },
    ] {
        assert_eq!(
            field(put(&pounds, &empty(), &water("l1", Some(weight)), &staff)),
            "weight"
        );
    }
    for quantity in [2, 99] {
        let two = PutLine {
            quantity,
            ..water("l1", Some(grams(450)))
        };
        assert_eq!(field(put(&kilo, &empty(), &two, &staff)), "quantity");
    }
    // What is sold by the piece has no weight, and what a combo is made of neither.
    let refused = put(&menu(), &empty(), &water("l1", Some(grams(450))), &staff);
    assert_eq!(field(refused), "weight");
    // Guests order none of it: not with a weight of their own, nor without one.
    let guest = adder();
    let refused = put(&kilo, &empty(), &water("l1", Some(grams(450))), &guest);
    assert_eq!(field(refused), "weight");
    let refused = put(&kilo, &empty(), &water("l1", None), &guest);
    assert!(
        matches!(refused, Err(DomainError::ItemNotPriced(_))),
        "{refused:?}"
    );
}

#[test]
fn what_is_kept_has_the_price_of_now_and_its_unit() {
    let staff = AddedBy::staff();
    let kept = by_weight(PriceKind::PerKg, 120_000);
    let kept = put(&kept, &empty(), &water("l1", Some(grams(450))), &staff).unwrap();
    let stock = stock();
    let now = |menu: &Menu| kept.repriced(menu, &moment(&stock));
    for (per, price, cost) in [
        (PriceKind::PerKg, 100_000, 45_000),
        (PriceKind::Per100G, 9_500, 42_750),
    ] {
        assert_eq!(now(&by_weight(per, price)).unwrap().total.minor, cost);
    }
    // Grams are no pounds, and no pieces.
    for menu in [by_weight(PriceKind::PerLb, 1_299), menu()] {
        let refused = now(&menu);
        assert!(
            matches!(refused, Err(DomainError::OptionsInvalid { .. })),
            "{refused:?}"
        );
    }
}

#[test]
fn a_line_from_before_has_no_weight() {
    let cart = put(
        &menu(),
        &empty(),
        &line("l1", "water", 2, &[]),
        &AddedBy::staff(),
    )
    .unwrap();
    let stored = serde_json::to_value(&cart.lines[0]).unwrap();
    assert!(stored.get("weighed").is_none());
    let read: CartLine = serde_json::from_value(stored).unwrap();
    assert_eq!(read.weighed, None);
}

/// Counts up unit by unit of a thousandth, as a child would: no division, no rounding helper.
fn independent(price: i64, amount: u32, of: u32) -> i64 {
    let exact = i128::from(price) * i128::from(amount) * 2;
    let (of, mut cost) = (i128::from(of) * 2, 0_i128);
    let mut step = 1_i128 << 60;
    while step > 0 {
        // The largest cost whose lower half unit is not above what is exact.
        if (cost + step) * of - of / 2 <= exact {
            cost += step;
        }
        step >>= 1;
    }
    i64::try_from(cost).unwrap()
}

proptest! {
    #[test]
    fn every_weight_costs_what_is_reckoned_apart(
        kind in 0..3_usize,
        price in 0..=10_000_000_i64,
        share in 1..=50_000_u32,
        more in 0..=100_u32,
    ) {
        let per = KINDS[kind];
        let (unit, of) = per.weighed_in().unwrap();
        let amount = share.min(unit.most());
        let cost = |amount| {
            let (weight, price) = (Weight { unit, amount }, Money::new(price, Currency::INR));
            Weighed { weight, per, price }.cost().unwrap().minor
        };
        prop_assert_eq!(cost(amount), independent(price, amount, of));
        // More never costs less, and the unit of the price costs just that.
        prop_assert!(cost(amount + more) >= cost(amount));
        prop_assert_eq!(cost(of), price);
    }
}
