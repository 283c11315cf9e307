//! What staff price and weigh, and when an item is served.

use super::*;

/// Served from seven to eleven; it is seven in the evening.
fn breakfast() -> Value {
    let days = crate::hours::Weekday::ALL;
    json!(days.map(|day| json!({"day": day, "opens": "07:00", "closes": "11:00"})))
}

#[test]
fn an_item_is_served_at_its_own_times_or_else_at_those_of_its_category() {
    let mut menu = menu();
    menu.categories[0].times = serde_json::from_value(breakfast()).unwrap();
    menu.categories[0].items[1].times =
        serde_json::from_value(json!([{"day": "friday", "opens": "18:00", "closes": "22:00"}]))
            .unwrap();
    let (stock, profile) = (stock(), profile());
    let seven = later(12 * 3600);
    for (item, seconds, expected) in [
        ("dosa", 0, Some(NotNow::From(seven))),
        ("dosa", 12 * 3600 - 1, Some(NotNow::From(seven))),
        ("dosa", 12 * 3600, None),
        ("dosa", 16 * 3600, Some(NotNow::From(later(36 * 3600)))),
        ("tikka", 0, None),
        (
            "tikka",
            3 * 3600,
            Some(NotNow::From(later(7 * 86_400 - 3600))),
        ),
        ("water", 0, None),
    ] {
        let (category, found) = menu.found(&item.parse().unwrap()).unwrap();
        let at = profile.moment(Channel::DineIn, &stock, later(seconds));
        assert_eq!(found.not_now(category, &at), expected, "{item} {seconds}");
    }
    assert_eq!(menu.turns_at(&moment(&stock)), Some(later(3 * 3600)));
}

#[test]
fn what_staff_price_costs_what_they_said_until_the_day_ends() {
    let mut menu = lists(json!([happy("19:30")]));
    let water = &mut menu.categories[1].items[0];
    (water.priced, water.price) = (crate::priced::PriceKind::Market, 0);
    menu.check().unwrap();
    let id = "water".parse().unwrap();
    let bare = stock();
    let refused = menu.price(&id, None, &[], &moment(&bare)).unwrap_err();
    assert_eq!(
        refused,
        DomainError::from(BadChoice::NotPriced {
            item: "Water".to_owned()
        })
    );
    let until = profile().day_ends(now());
    let found = menu.item(&id).unwrap();
    let said = crate::stock::DayPrice::parse(&menu, found, inr(5_500), until).unwrap();
    let priced = bare.with_price(&id, None, Some(said), now());
    assert_eq!(priced.next_end(now()), Some(until));
    // No list touches it.
    let cost = menu.price(&id, None, &[], &moment(&priced)).unwrap();
    assert_eq!(
        (cost.unit_price, cost.price_list.as_str()),
        (inr(5_500), "base")
    );
    let at = profile().moment(Channel::DineIn, &priced, until);
    assert!(menu.price(&id, None, &[], &at).is_err());
    assert_eq!(priced.as_of(until).day_prices, [].into());
    // Only what has a market price is priced so, in the menu's currency.
    let dosa = menu.item(&"dosa".parse().unwrap()).unwrap();
    for (item, price) in [
        (dosa, inr(1)),
        (
            found,
            crate::money::Money::new(
                1,
                crate::money::Currency::try_from("EUR".to_owned()).unwrap(),
            ),
        ),
        (found, inr(-1)),
    ] {
        assert!(crate::stock::DayPrice::parse(&menu, item, price, until).is_err());
    }
}

#[test]
fn what_staff_weigh_is_not_ordered_by_guests() {
    let mut menu = menu();
    menu.categories[1].items[0].priced = crate::priced::PriceKind::PerKg;
    menu.check().unwrap();
    let (category, water) = menu.found(&"water".parse().unwrap()).unwrap();
    let stock = stock();
    assert_eq!(
        water.not_now(category, &moment(&stock)),
        Some(NotNow::NoPrice)
    );
    // Nothing that staff price has variants.
    menu.categories[1].items[0].variants =
        serde_json::from_value(json!([{"id": "half", "name": "Half", "price": 1}])).unwrap();
    assert!(menu.check().is_err());
}

#[test]
fn a_line_whose_price_of_the_day_has_ended_is_said_to_have_none() {
    let mut menu = crate::fixtures::combo_menu();
    menu.categories[1].items[0].priced = crate::priced::PriceKind::Market;
    let id: crate::id::ItemId = "water".parse().unwrap();
    let until = profile().day_ends(now());
    let price = crate::stock::DayPrice {
        price: 5_500,
        until,
    };
    let priced = stock().with_price(&id, None, Some(price), now());
    let picks = [
        crate::fixtures::pick("main", "dosa", &["regular"]),
        crate::fixtures::pick("drink", "water", &[]),
    ];
    for wish in [
        |quantity, _: &[crate::combo::Pick]| crate::fixtures::line("l1", "water", quantity, &[]),
        |quantity, picks: &[crate::combo::Pick]| crate::fixtures::thali("l1", quantity, picks),
    ] {
        let adder = crate::fixtures::adder();
        let at = moment(&priced);
        let cart = crate::fixtures::cart(&[]);
        let cart = cart.put(&menu, &at, &wish(3, &picks), &adder).unwrap();
        let late = profile().moment(Channel::DineIn, &priced, until);
        for quantity in [1, 3, 4] {
            let refused = cart.put(&menu, &late, &wish(quantity, &picks), &adder);
            let Err(DomainError::ItemNotPriced(line)) = refused else {
                panic!("{refused:?}");
            };
            assert_eq!((line.line_id.as_str(), &line.item_id), ("l1", &id));
        }
        assert!(
            cart.put(&menu, &late, &wish(0, &picks), &adder)
                .unwrap()
                .lines
                .is_empty()
        );
    }
}
