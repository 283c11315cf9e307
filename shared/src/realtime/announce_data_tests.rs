//! What goes along with an event, and what never does.

use super::*;
use crate::store::keys;

pub(super) fn full_order() -> Order {
    let party = party();
    let mut cart = cart(&[
        line("a", "dosa", 2, &["large", "cheese"]),
        line("b", "tikka", 1, &[]),
        line("c", "water", 1, &[]),
    ]);
    for line in &mut cart.lines {
        line.added_by = g1().as_adder();
        line.note = Note::parse(Some("no onion")).unwrap();
    }
    let mut order = order(&party, &cart, 4);
    order.placed_by = g1().as_adder();
    order.payment_method = Some(crate::domain::order::PaymentMethod::Upi);
    order
}

#[test]
fn an_order_is_told_to_its_phones_the_kitchen_and_the_floor() {
    let order = full_order();
    let said = of(&keys::order(&order.id), &order);
    let events = [SESSION, KITCHEN, FLOOR].map(|t| (t, "order.changed", "order", 1));
    check(&said, &events, &Audience::All);
    assert_eq!(
        said.events[0].data.as_ref().unwrap()["total"]["minor"],
        order.total.minor
    );
    let kitchen = said.events[1].data.as_ref().unwrap();
    assert_eq!(kitchen["table"], "T1");
    let stations: Vec<_> = kitchen["lines"]
        .as_array()
        .unwrap()
        .iter()
        .map(|l| l["station"].as_str().unwrap())
        .collect();
    assert_eq!(
        stations,
        ["griddle", "tandoor"],
        "bottles are not the kitchen's"
    );
}

/// Every key of an object, however deep.
fn keys_in(value: &Value, found: &mut Vec<String>) {
    match value {
        Value::Object(fields) => {
            for (name, value) in fields {
                found.push(name.clone());
                keys_in(value, found);
            }
        }
        Value::Array(values) => values.iter().for_each(|v| keys_in(v, found)),
        _ => {}
    }
}

#[test]
fn the_kitchen_sees_no_price_guest_or_payment() {
    let forbidden = [
        "price",
        "unit_price",
        "total",
        "minor",
        "currency",
        "guest",
        "guest_id",
        "guest_name",
        "placed_by",
        "added_by",
        "phone",
        "payment",
        "payment_method",
        "check_id",
    ];
    for status in OrderStatus::ALL {
        let order = Order {
            status: *status,
            ..full_order()
        };
        let said = of(&keys::order(&order.id), &order);
        let kitchen = said
            .events
            .iter()
            .find(|e| e.topic.as_str() == KITCHEN)
            .unwrap();
        let envelope = Envelope::new(kitchen, 1, now()).to_message().unwrap();
        let message: Value = serde_json::from_str(&envelope).unwrap();
        let mut found = Vec::new();
        keys_in(&message, &mut found);
        assert!(found.contains(&"station".to_owned()), "{envelope}");
        for name in forbidden {
            assert!(!found.iter().any(|f| f == name), "{name} in {envelope}");
        }
        for text in ["Meera", "upi", "g1\"", "INR"] {
            assert!(!envelope.contains(text), "{text} in {envelope}");
        }
    }
}

#[test]
fn the_stock_is_told_without_a_price() {
    let tikka = "tikka".parse().unwrap();
    let price = crate::domain::stock::DayPrice {
        price: 45_000,
        until: later(3600),
    };
    let stock = Stock {
        overrides_version: 3,
        taken: 2,
        ..stock().with_price(&tikka, Some(Supply::Left(4)), Some(price), now())
    };
    let said = of(&keys::stock(&branch()), &stock);
    assert_eq!(said.events.len(), 2);
    for event in &said.events {
        assert_eq!(
            event.data,
            Some(
                json!({"brand_id": "lanes", "menu_version": 1, "profile_version": 1,
                "ordering_open": true, "sold_out": [], "left": {"tikka": 4}, "version": 2,
                "taken": 2})
            )
        );
    }
}

/// Data goes along up to exactly one frame of the gateway; past it the client fetches.
#[test]
fn large_data_is_left_out() {
    let said = |name: String| {
        let mut event = of(&keys::order(&full_order().id), &full_order())
            .events
            .remove(0);
        event.data = Some(json!({ "name": name }));
        event
    };
    let empty = Envelope::new(&said(String::new()), 1, now())
        .to_message()
        .unwrap()
        .len();
    let check = |bytes: usize, with_data: bool| {
        let event = said("x".repeat(bytes - empty));
        let message = Envelope::new(&event, 1, now()).to_message().unwrap();
        let value: Value = serde_json::from_str(&message).unwrap();
        assert_eq!(value.get("data").is_some(), with_data, "{bytes}");
        assert!(message.len() <= MAX_BYTES);
        assert_eq!(
            value["entity"]["id"], event.entity.id,
            "it still says what changed"
        );
    };
    check(MAX_BYTES - 1, true);
    check(MAX_BYTES, true);
    check(MAX_BYTES + 1, false);
    check(4 * MAX_BYTES, false);
}

#[test]
fn an_envelope_has_the_documented_members() {
    let said = of(&keys::order(&full_order().id), &full_order());
    let message = Envelope::new(&said.events[0], 12, now())
        .to_message()
        .unwrap();
    let mut value: Value = serde_json::from_str(&message).unwrap();
    assert!(value.as_object_mut().unwrap().remove("data").is_some());
    let expected = json!({
        "v": 1, "topic": SESSION, "seq": 12, "type": "order.changed", "at": "2026-11-20T13:30:00Z",
        "entity": {"kind": "order", "id": "lane_check1_order4", "version": 1},
    });
    assert_eq!(value, expected);
}
