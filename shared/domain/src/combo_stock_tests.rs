//! What of a combo is to be had.

use super::*;

#[test]
fn a_cart_says_what_of_a_combo_cannot_be_had_any_more() {
    let cart = one_thali(&with_tikka());
    let repriced = |menu: &Menu, stock: &Stock| cart.repriced(menu, &moment(stock));
    assert_eq!(repriced(&combo_menu(), &stock()).unwrap(), cart);
    let mut dearer = combo_menu();
    dearer.categories[0].items[2].parts[0].choices[1].surcharge = 6_000;
    assert_eq!(repriced(&dearer, &stock()).unwrap().total, inr(72_000));
    let sold_out = |item: &str| {
        let stock = stock().with(&item.parse().unwrap(), Supply::SoldOut(None), now());
        match repriced(&combo_menu(), &stock).unwrap_err() {
            DomainError::ItemSoldOut(line) => (line.line_id.to_string(), line.name.clone()),
            other => panic!("{other}"),
        }
    };
    assert_eq!(
        sold_out("tikka"),
        ("l1".to_owned(), "Paneer Tikka".to_owned())
    );
    assert_eq!(
        sold_out("thali"),
        ("l1".to_owned(), "Thali for One".to_owned())
    );
    let mut without = combo_menu();
    without.categories[0].items[2].parts[0].choices.remove(1);
    match repriced(&without, &stock()).unwrap_err() {
        DomainError::OptionsInvalid { line, choice } => {
            assert_eq!(line.line_id.as_str(), "l1");
            assert!(matches!(*choice, BadChoice::PartNotOffered { .. }));
        }
        other => panic!("{other}"),
    }
}

#[test]
fn pieces_of_parts_and_of_single_dishes_are_counted_together() {
    let menu = combo_menu();
    let few = stock().with(&"water".parse().unwrap(), Supply::Left(3), now());
    let two = put(&cart(&[]), &menu, &few, &thali("l1", 2, &with_dosa())).unwrap();
    let error = put(&two, &menu, &few, &line("l2", "water", 2, &[])).unwrap_err();
    assert!(
        matches!(error, DomainError::TooFewLeft { left: 3, .. }),
        "{error}"
    );
    let all = put(&two, &menu, &few, &line("l2", "water", 1, &[])).unwrap();
    assert!(all.repriced(&menu, &moment(&few)).is_ok());
    // Less of it is always possible.
    let none = stock().with(&"water".parse().unwrap(), Supply::Left(0), now());
    put(&all, &menu, &none, &thali("l1", 1, &with_dosa())).unwrap();
    let pieces = |order: &Order| {
        let mut all = crate::stock::Pieces::new();
        for (item, pieces) in order.pieces() {
            *all.entry(item.clone()).or_default() += pieces;
        }
        let all = all.into_iter().map(|(item, n)| (item.to_string(), n));
        all.collect::<Vec<_>>()
    };
    let taken = [("dosa", 2), ("thali", 2), ("water", 3)].map(|(i, n)| (i.to_owned(), n));
    assert_eq!(pieces(&placed(&menu, &all)), taken);
}

#[test]
fn a_combo_that_nobody_began_can_be_sold_again_as_a_whole() {
    let order = placed(&combo_menu(), &one_thali(&with_dosa()));
    let voided = |order: &Order, line: &str| {
        let command = MoveLine {
            line: line.parse().unwrap(),
            to: LineStatus::Cancelled,
            quantity: None,
            reason: Reason::parse(Some("Mistake")).unwrap(),
            version: None,
            at: now(),
        };
        order.move_line(&command).unwrap()
    };
    let back = |before: &Order, after: &Order| {
        let back = before.unmade(after).map(|(item, n)| (item.to_string(), n));
        back.collect::<Vec<_>>()
    };
    let first = voided(&order, "l1_1");
    assert_eq!(back(&order, &first), [("dosa".to_owned(), 2)]);
    assert_eq!(
        first.total,
        inr(2 * 6_800),
        "the other part keeps its share"
    );
    let both = voided(&first, "l1_2");
    assert_eq!(
        back(&first, &both),
        [("water".to_owned(), 2), ("thali".to_owned(), 2)]
    );
    assert_eq!(both.status, OrderStatus::Cancelled);
}

#[test]
fn a_combo_is_to_be_had_while_each_part_has_something() {
    let menu = combo_menu();
    let thali = menu.item(&"thali".parse().unwrap()).unwrap();
    let gone = |stock: &Stock, item: &str| {
        stock.with(&item.parse().unwrap(), Supply::SoldOut(None), now())
    };
    assert!(menu.dishes().has(thali, &moment(&gone(&stock(), "tikka"))));
    assert!(
        !menu
            .dishes()
            .has(thali, &moment(&gone(&gone(&stock(), "tikka"), "dosa")))
    );
    assert!(!menu.dishes().has(thali, &moment(&gone(&stock(), "thali"))));
    assert!(!menu.dishes().has(thali, &moment(&gone(&stock(), "water"))));
    assert_eq!(menu.dishes().prep_minutes(thali), 15);
    assert_eq!(
        menu.dishes().allergens(thali),
        [crate::menu::Allergen::Milk]
    );
}

#[test]
fn what_is_not_served_now_cannot_be_picked() {
    let menu = half_price(true);
    let combo = menu.item(&"thali".parse().unwrap()).unwrap();
    assert!(!menu.dishes().has(combo, &moment(&stock())));
    let wish = thali("l1", 1, &with_dosa());
    let refused = put(&cart(&[]), &menu, &stock(), &wish);
    let expected = matches!(&refused, Err(DomainError::ItemNotServed { line, .. }) if line.item_id.as_str() == "water");
    assert!(expected, "{refused:?}");
}

#[test]
fn a_combo_says_what_it_waits_for() {
    use crate::priced::{NotNow, PriceKind};
    let from = |opens: &str| {
        let times = json!([{"day": "friday", "opens": opens, "closes": "23:30"}]);
        serde_json::from_value(times).unwrap()
    };
    // It is seven in the evening of a Friday.
    let eight = Some(NotNow::From(crate::fixtures::later(3_600)));
    let nine = Some(NotNow::From(crate::fixtures::later(2 * 3_600)));
    let waits = |menu: &Menu, stock: &Stock| {
        let thali = menu.item(&"thali".parse().unwrap()).unwrap();
        menu.dishes().parts_not_now(thali, &moment(stock))
    };
    let mut menu = combo_menu();
    assert_eq!(waits(&menu, &stock()), None);
    menu.categories[0].items[0].times = from("21:00");
    assert_eq!(waits(&menu, &stock()), None, "there is tikka");
    menu.categories[0].items[1].times = from("20:00");
    assert_eq!(waits(&menu, &stock()), eight, "the first of the part");
    menu.categories[1].items[0].times = from("21:00");
    assert_eq!(waits(&menu, &stock()), nine, "the last of the parts");
    let out =
        |stock: Stock, id: &str| stock.with(&id.parse().unwrap(), Supply::SoldOut(None), now());
    assert_eq!(
        waits(&menu, &out(stock(), "water")),
        None,
        "no time ends that"
    );
    let one = out(stock(), "tikka");
    let mut menu = combo_menu();
    menu.categories[0].items[0].priced = PriceKind::Market;
    assert_eq!(waits(&menu, &stock()), None);
    assert_eq!(waits(&menu, &one), Some(NotNow::NoPrice));
}

#[test]
fn a_branch_sells_a_combo_of_what_it_offers_and_in_its_own_currency() {
    use crate::overrides::{Change, Overrides};
    let hide = |id: &str| {
        let (id, hidden) = (id.parse().unwrap(), true);
        Change::Item { id, hidden }
    };
    let said = |changes: &[Change], currency| {
        let said = Overrides::default().changed(changes, &combo_menu(), currency);
        said.unwrap().applied(&combo_menu(), currency)
    };
    let rupees = combo_menu().currency;
    let thali = |menu: &Menu| menu.item(&"thali".parse().unwrap()).cloned();
    let choices = |menu: &Menu| thali(menu).map(|it| it.parts[0].choices.len());
    assert_eq!(choices(&said(&[], rupees)), Some(2));
    assert_eq!(choices(&said(&[hide("tikka")], rupees)), Some(1));
    assert_eq!(choices(&said(&[hide("tikka"), hide("dosa")], rupees)), None);
    // What a choice adds is said in the brand's currency alone, so it is not offered elsewhere.
    let euros = crate::money::Currency::try_from("EUR".to_owned()).unwrap();
    let own = |id: &str, minor| {
        let of = serde_json::from_value(json!({"of": "item", "item_id": id})).unwrap();
        let own = Some(crate::money::Money::new(minor, euros));
        Change::Price { of, own }
    };
    let abroad = |ids: &[&str]| {
        let changes: Vec<_> = ids.iter().map(|id| own(id, 500)).collect();
        said(&changes, euros)
    };
    assert_eq!(
        choices(&abroad(&["dosa", "tikka", "water", "thali"])),
        Some(1)
    );
    assert_eq!(choices(&abroad(&["dosa", "tikka", "thali"])), None);
}
