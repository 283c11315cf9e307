//! From the open table to the closed one, seen by everybody who is part of it.

use std::collections::BTreeSet;

use salver::domain::role::Role;
use salver_tests::{Phone, Socket, Stack};
use serde_json::{Value, json};

/// The names of all fields in it, at any depth.
fn fields(value: &Value) -> BTreeSet<String> {
    match value {
        Value::Object(map) => map
            .iter()
            .flat_map(|(name, inner)| {
                let mut names = fields(inner);
                names.insert(name.clone());
                names
            })
            .collect(),
        Value::Array(list) => list.iter().flat_map(fields).collect(),
        _ => BTreeSet::new(),
    }
}

/// No event of a topic is missing between the first and the last that was heard.
fn assert_no_gap(socket: &Socket, topic: &str) {
    let all = socket.messages();
    let heard: BTreeSet<u64> = all
        .iter()
        .filter(|m| m["topic"] == topic)
        .filter_map(|m| m["seq"].as_u64())
        .collect();
    let span = heard.last().unwrap() - heard.first().unwrap() + 1;
    assert_eq!(heard.len() as u64, span, "{topic}: {heard:?}");
}

fn has_line(cart: &Value, line: &str) -> bool {
    let lines = cart["lines"].as_array();
    lines.is_some_and(|all| all.iter().any(|l| l["id"] == line))
}

#[tokio::test]
async fn two_phones_a_kitchen_and_a_floor_share_one_order() {
    let stack = Stack::start().await;
    let dish = stack.menu().await.dish();
    let waiter = stack.staff(Role::Waiter).await;
    let cook = stack.staff(Role::Cook).await;
    let mut floor = Socket::open(&waiter.caller).await;
    let mut kitchen = Socket::open(&cook.caller).await;
    let table = &stack.tables[0];
    let code = format!("/tables/{}", table.code);
    let looked_up = stack.nobody().get(&code).await.expect_status(200);
    assert_eq!(
        looked_up["session"],
        json!({"open": false, "join": "ask_staff", "asked": false})
    );

    let party = waiter.open(table, "family").await;
    floor
        .event("table.changed", |t| {
            t["id"] == table.id && t["session"]["id"] == party.session
        })
        .await;
    let looked_up = stack.nobody().get(&code).await.expect_status(200);
    assert_eq!(
        looked_up["session"],
        json!({"open": true, "asked": false, "mode": "family", "join": "pin"})
    );
    let asha = party.join(&stack, "asha-phone").await;
    let ravi = party.join(&stack, "ravi-phone").await;
    let mut ashas = Socket::open(&asha.caller).await;
    let mut ravis = Socket::open(&ravi.caller).await;

    // Each sees the other's line.
    asha.put("line-a", &dish, 2).await;
    ravis
        .event("cart.changed", |cart| has_line(cart, "line-a"))
        .await;
    let cart = ravi.put("line-r", &dish, 1).await;
    let told = ashas
        .event("cart.changed", |cart| has_line(cart, "line-r"))
        .await;
    assert_eq!(told["data"], cart, "the event carries what the answer said");
    assert_eq!(cart["total"]["minor"], 3 * dish.price);
    assert_eq!(cart["lines"][1]["added_by"]["name"], "ravi-phone");

    // The kitchen hears of the order by itself, without a price or a guest.
    let order = asha.order(&cart).await;
    let ticket = kitchen
        .event("order.changed", |o| o["id"] == order["id"])
        .await;
    let shown = fields(&ticket["data"]);
    for hidden in [
        "price",
        "unit_price",
        "total",
        "placed_by",
        "added_by",
        "payment_method",
    ] {
        assert!(!shown.contains(hidden), "{hidden} in {ticket}");
    }
    assert_eq!(cook.board().await[0]["id"], order["id"]);
    for phone in [&mut ashas, &mut ravis] {
        let told = phone
            .event("order.changed", |o| o["id"] == order["id"])
            .await;
        assert_eq!(told["data"], order);
        phone
            .event("cart.changed", |c| {
                c["version"].as_u64() > cart["version"].as_u64() && c["lines"] == json!([])
            })
            .await;
    }
    let row = floor
        .event("table.changed", |t| {
            t["id"] == table.id && t["session"]["order_count"] == 1
        })
        .await;
    assert_eq!(row["data"]["session"]["total"], order["total"]);
    assert_eq!(row["data"], waiter.table(table).await);

    // Its statuses come back to the phones.
    for status in ["accepted", "preparing", "ready", "served"] {
        cook.move_order(&order, status).await.expect_status(200);
        for phone in [&mut ashas, &mut ravis] {
            phone
                .event("order.changed", |o| o["status"] == status)
                .await;
        }
        kitchen
            .event("order.changed", |o| o["status"] == status)
            .await;
    }
    assert_eq!(cook.board().await, Vec::<Value>::new());
    let mut last = Value::Null;
    for message in ravis.messages() {
        if message["type"] == "order.changed" {
            last = message["data"].clone();
        }
    }
    assert_eq!(ravi.snapshot().await["orders"], json!([last]));
    assert_no_gap(&ashas, &format!("session:{}", party.session));
    assert_no_gap(&kitchen, &format!("branch:{}:kitchen", stack.branch));
    assert_no_gap(&floor, &format!("branch:{}:floor", stack.branch));

    // The table closes: tokens and sockets are over.
    let closed = waiter.close(&party).await.expect_status(200);
    assert_eq!(closed["status"], "closed");
    floor
        .event("table.changed", |t| {
            t["id"] == table.id && t["status"] == "free"
        })
        .await;
    for (phone, socket) in [(&asha, &mut ashas), (&ravi, &mut ravis)] {
        assert_eq!(socket.ends().await, 4401);
        let messages = socket.messages();
        assert_eq!(
            messages.last().unwrap(),
            &json!({"type": "closed", "code": 4401})
        );
        refuses_all(phone, &cart).await;
    }
    assert!(floor.is_alive().await && kitchen.is_alive().await);

    // The next party at the same table has nothing of the last one.
    let next = waiter.open(table, "family").await;
    let newcomer = next.join(&stack, "asha-phone").await;
    let fresh = newcomer.snapshot().await;
    assert_eq!(
        (
            &fresh["orders"],
            &fresh["cart"]["lines"],
            &fresh["check"]["total"]["minor"]
        ),
        (&json!([]), &json!([]), &json!(0))
    );
    refuses_all(&asha, &cart).await;
}

/// Everything that a phone of a closed session asks for.
async fn refuses_all(phone: &Phone, cart: &Value) {
    for path in ["/session", "/cart", "/orders"] {
        phone.caller.get(path).await.refused(401, "session_closed");
    }
    let body = Phone::order_body(cart);
    let order = phone.try_order(&salver_tests::key(), &body).await;
    order.refused(401, "session_closed");
    let ticket = salver_tests::ticket(&phone.caller, None).await;
    ticket.refused(401, "session_closed");
}
