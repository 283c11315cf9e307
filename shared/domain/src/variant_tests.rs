//! What a variant costs, that one is chosen where there are any, and what carts and orders say
//! of it.

use proptest::prelude::*;
use serde_json::{Value, json};

use super::*;
use crate::DomainError;
use crate::cart::{Cart, PutLine};
use crate::fixtures::{adder, cart, check, inr, line, menu, moment, order, order_for, stock};
use crate::id::{ItemId, OptionId};
use crate::language::Text;
use crate::menu::PricedItem;
use crate::variant::Variant;

/// The fixtures' menu, whose `tikka` is sold half (180.00) and full (320.00).
fn halves() -> Menu {
    let mut menu = menu();
    let variants = json!([{"id": "half", "name": "Half", "price": 18_000},
        {"id": "full", "name": {"en": "Full", "hi": "पूरा"}, "price": 32_000}]);
    menu.categories[0].items[1].variants = serde_json::from_value(variants).unwrap();
    menu.check().unwrap();
    menu
}

fn half(id: &str, quantity: u32) -> PutLine {
    PutLine {
        variant_id: Some("half".parse().unwrap()),
        ..line(id, "tikka", quantity, &[])
    }
}

fn put(cart: &Cart, menu: &Menu, put: &PutLine) -> Result<Cart, DomainError> {
    cart.put(menu, &moment(&stock()), put, &adder())
}

#[derive(serde::Deserialize)]
struct Case {
    says: String,
    /// Of an item as it is stored.
    item: Value,
    /// A group as it is stored.
    group: Value,
    /// The group as the item offers it.
    offered: Value,
    variant: Option<VariantId>,
    chosen: Vec<OptionId>,
    /// What one piece costs; nothing when it cannot be had so.
    unit: Option<i64>,
}

#[test]
fn a_piece_costs_its_variant_and_its_options_as_the_item_offers_them() {
    let cases: Vec<Case> = serde_json::from_str(include_str!("variant-prices.json")).unwrap();
    assert!(cases.len() > 8);
    for case in cases {
        let says = &case.says;
        let whole = json!({"version": 1, "currency": "INR", "stations": [],
            "option_groups": [case.group],
            "categories": [{"id": "c", "name": "C", "items": [case.item]}]});
        let menu: Menu = serde_json::from_value(whole).unwrap();
        menu.check().unwrap();
        let item = &menu.categories[0].items[0];
        let offered = menu.groups_of(item).next().unwrap().into_owned();
        assert_eq!(
            serde_json::to_value(offered).unwrap(),
            case.offered,
            "{says}"
        );
        let priced = menu.price(
            &item.id,
            case.variant.as_ref(),
            &case.chosen,
            &moment(&stock()),
        );
        let unit = priced.as_ref().ok().map(|p| p.unit_price.minor);
        assert_eq!(unit, case.unit, "{says}: {priced:?}");
    }
}

#[test]
fn a_line_names_a_variant_exactly_where_there_are_some() {
    let (menu, empty) = (halves(), cart(&[]));
    let field = |put_line: &PutLine| match put(&empty, &menu, put_line).unwrap_err() {
        DomainError::Invalid { field, .. } => field,
        other => panic!("{other}"),
    };
    assert_eq!(field(&line("l1", "tikka", 1, &[])), "variant_id");
    let third = PutLine {
        variant_id: Some("third".parse().unwrap()),
        ..line("l1", "tikka", 1, &[])
    };
    assert_eq!(field(&third), "variant_id");
    let water = PutLine {
        variant_id: Some("half".parse().unwrap()),
        ..line("l1", "water", 1, &[])
    };
    assert_eq!(field(&water), "variant_id");
}

#[test]
fn cart_and_order_say_which_variant_and_cost_what_it_costs() {
    let menu = halves();
    let full = PutLine {
        variant_id: Some("full".parse().unwrap()),
        ..half("l2", 1)
    };
    let cart = put(
        &put(&cart(&[]), &menu, &half("l1", 2)).unwrap(),
        &menu,
        &full,
    )
    .unwrap();
    let names: Vec<_> = cart.lines.iter().map(|l| l.full_name()).collect();
    assert_eq!(names, ["Paneer Tikka, Half", "Paneer Tikka, Full"]);
    assert_eq!(cart.total, inr(68_000));
    let at = crate::placing::Situation {
        check: &check(),
        guest: &crate::fixtures::guest(&check(), 1),
        cart: &cart,
        menu: &menu,
        stock: &stock(),
        profile: &crate::branch::Profile {
            auto_accept: true,
            ..crate::fixtures::profile()
        },
    };
    let naming = crate::placing::Naming {
        id: format!("{}_order1", check().id).parse().unwrap(),
        request_hash: None,
        number: 1,
        business_day: "2026-11-20".parse().unwrap(),
    };
    let now = crate::fixtures::now();
    let placed = crate::placing::place(at, &order_for(&cart), naming, now).unwrap();
    let line = &placed.order.lines[0];
    assert_eq!(
        (line.name.as_str(), line.full_name().as_str()),
        ("Paneer Tikka", "Paneer Tikka, Half")
    );
    assert_eq!(
        (line.list_price, line.unit_price),
        (inr(18_000), inr(18_000))
    );
    // The figures of a dish count all its variants.
    let counted = crate::figures::Sums::of(&placed.order);
    let sold = counted.items.values().next().unwrap();
    assert_eq!((sold.name.as_str(), sold.tally.count), ("Paneer Tikka", 3));
}

#[test]
fn another_price_of_a_variant_is_told_and_one_that_is_gone_wants_another_choice() {
    let menu = halves();
    let cart = put(&cart(&[]), &menu, &half("l1", 1)).unwrap();
    let mut dearer = menu.clone();
    dearer.categories[0].items[1].variants[0].price = 19_000;
    // What the other variant costs changes nothing here.
    dearer.categories[0].items[1].variants[1].price = 1;
    dearer.categories[0].items[1].price = 2;
    assert_eq!(
        cart.repriced(&dearer, &moment(&stock())).unwrap().total,
        inr(19_000)
    );
    assert_eq!(cart.repriced(&menu, &moment(&stock())).unwrap(), cart);

    let refused =
        |menu: &Menu, cart: &Cart| match cart.repriced(menu, &moment(&stock())).unwrap_err() {
            DomainError::OptionsInvalid { line, choice } => (line.line_id.to_string(), *choice),
            other => panic!("{other}"),
        };
    let mut without = menu.clone();
    without.categories[0].items[1].variants.remove(0);
    let gone = BadChoice::VariantNotOffered {
        item: "Paneer Tikka".to_owned(),
        variant_id: "half".parse().unwrap(),
    };
    assert_eq!(refused(&without, &cart), ("l1".to_owned(), gone));
    // A line of before the dish had any.
    let plain = self::cart(&[line("l2", "tikka", 1, &[])]);
    let missing = BadChoice::VariantMissing {
        item: "Paneer Tikka".to_owned(),
    };
    assert_eq!(refused(&menu, &plain), ("l2".to_owned(), missing));
}

#[test]
fn menus_carts_and_orders_of_before_are_read_and_written_as_they_were() {
    let stored = serde_json::to_value(menu()).unwrap();
    let item = &stored["categories"][0]["items"][0];
    assert_eq!(item["option_groups"], json!(["size", "extras"]));
    assert!(item.get("variants").is_none(), "{item}");
    let cart = cart(&[line("l1", "water", 1, &[])]);
    let order = order(&check(), &cart, 1);
    for stored in [serde_json::to_value(&cart), serde_json::to_value(&order)] {
        assert!(stored.unwrap()["lines"][0].get("variant").is_none());
    }
}

#[test]
fn variants_that_cannot_be_sold_are_not_published() {
    let check = |what: &str, break_it: &dyn Fn(&mut Vec<Variant>)| {
        let mut menu = halves();
        break_it(&mut menu.categories[0].items[1].variants);
        let error = menu.check().unwrap_err().to_string();
        assert!(error.contains(what), "{error}");
    };
    check("half has no name", &|v| v[0].name = " ".into());
    check("tikka has a price out of range", &|v| v[1].price = -1);
    check("tikka has one variant ID twice", &|v| {
        v[1].id = v[0].id.clone()
    });
}

#[test]
fn a_dish_costs_at_least_its_cheapest_variant() {
    let menu = halves();
    let least = |id: &str| menu.item(&id.parse().unwrap()).unwrap().least_price();
    assert_eq!((least("tikka"), least("water")), (18_000, 4_000));
}

/// What one piece of `x` costs, of a menu with these variants and overridden options.
fn priced<'a>(
    menu: &'a mut Menu,
    variants: &[i64],
    own: &[(usize, Option<i64>)],
    variant: usize,
    chosen: &[OptionId],
) -> Result<PricedItem<'a>, DomainError> {
    let item = &mut menu.categories[0].items[0];
    item.variants = variants
        .iter()
        .enumerate()
        .map(|(at, price)| Variant {
            id: format!("v{at}").parse().unwrap(),
            name: Text::Plain(format!("Variant {at}")),
            price: *price,
        })
        .collect();
    let extras = &mut item.option_groups[1];
    for (at, price) in own {
        let id: OptionId = ["cheese", "ghee", "podi"][*at].parse().unwrap();
        match price {
            Some(price) => drop(extras.prices.insert(id, *price)),
            None => drop(extras.without.insert(id)),
        }
    }
    let variant = (!variants.is_empty()).then(|| format!("v{variant}").parse().unwrap());
    let dosa: ItemId = "dosa".parse().unwrap();
    menu.price(&dosa, variant.as_ref(), chosen, &moment(&stock()))
}

proptest! {
    /// A piece costs its variant and each chosen option at the item's own price, else the
    /// group's; what is left out cannot be chosen.
    #[test]
    fn the_price_is_the_variant_and_the_options_under_the_overrides(
        variants in prop::collection::vec(0..50_000_i64, 0..4),
        own in prop::collection::vec((0..3_usize, prop::option::of(0..9_000_i64)), 0..4),
        which in 0..4_usize,
        picks in prop::collection::btree_set(0..3_usize, 0..3),
    ) {
        let names = ["cheese", "ghee", "podi"];
        let mut chosen: Vec<OptionId> = vec!["regular".parse().unwrap()];
        chosen.extend(picks.iter().map(|at| names[*at].parse::<OptionId>().unwrap()));
        let mut menu = menu();
        let usual = [3_000, 1_500, 1_000];
        let last = |at: usize| own.iter().rev().find(|(o, price)| *o == at && price.is_some());
        let out = |at: &usize| own.iter().any(|(o, price)| o == at && price.is_none());
        let extra: i64 = picks
            .iter()
            .map(|at| last(*at).and_then(|(_, price)| *price).unwrap_or(usual[*at]))
            .sum();
        let base = if variants.is_empty() { Some(12_000) } else { variants.get(which).copied() };
        let expected = base.filter(|_| !picks.iter().any(out)).map(|base| base + extra);
        let got = priced(&mut menu, &variants, &own, which, &chosen);
        prop_assert_eq!(got.ok().map(|p| p.unit_price.minor), expected);
    }
}
