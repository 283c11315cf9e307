//! Sold out, counted and paused: said by staff, seen on phones, kept by the server.

use jiff::SignedDuration;
use reqwest::Method;
use salver::domain::role::Role;
use salver_tests::{Answer, Phone, Socket, Stack, Staff, key};
use serde_json::{Value, json};

async fn mark(staff: &Staff, item: &str, said: &Value) -> Answer {
    let path = staff.path(&format!("stock/{item}"));
    staff.caller.send(Method::PUT, &path, said).await
}

async fn ordering(staff: &Staff, said: &Value) -> Answer {
    let path = staff.path("ordering");
    staff.caller.send(Method::PUT, &path, said).await
}

fn in_minutes(minutes: i64) -> String {
    (salver::api::clock::now() + SignedDuration::from_mins(minutes)).to_string()
}

fn of<'a>(list: &'a Value, item: &str) -> &'a Value {
    let mut items = list["items"].as_array().unwrap().iter();
    items.find(|one| one["id"] == item).unwrap()
}

#[tokio::test]
async fn a_cook_says_what_is_sold_out_and_phones_hear_of_it() {
    let stack = Stack::start().await;
    let (cook, waiter) = (
        stack.staff(Role::Cook).await,
        stack.staff(Role::Waiter).await,
    );
    let dish = stack.menu().await.dish();
    let party = waiter.open(&stack.tables[0], "family").await;
    let phone = party.join(&stack, "phone-one").await;
    let cart = phone.put("line-1", &dish, 2).await;
    let mut guest = Socket::open(&phone.caller).await;

    let said = mark(&cook, &dish.item_id, &json!({"available": false})).await;
    let said = said.expect_status(200);
    assert_eq!(
        (&said["available"], &said["until"]),
        (&json!(false), &Value::Null)
    );
    // Without data: the phone fetches the menu, which names the dish.
    let heard = guest.event("stock.changed", |data| data.is_null()).await;
    assert_eq!(heard["entity"]["kind"], "stock", "{heard}");
    let menu = stack.menu().await;
    let gone = menu
        .items()
        .find(|i| i["id"] == dish.item_id.as_str())
        .unwrap();
    assert_eq!(gone["available"], false);
    let refused = phone.try_order(&key(), &Phone::order_body(&cart)).await;
    let refused = refused.refused(409, "item_sold_out");
    assert_eq!(
        (&refused["item_id"], &refused["line_id"]),
        (&json!(dish.item_id), &json!("line-1"))
    );
    assert_eq!(refused["left"], Value::Null);

    // Until a time, which the answer has; then back.
    let until = in_minutes(60);
    let said = mark(
        &waiter,
        &dish.item_id,
        &json!({"available": false, "until": until}),
    )
    .await;
    let said = said.expect_status(200);
    assert_eq!(
        said["until"]
            .as_str()
            .unwrap()
            .parse::<jiff::Timestamp>()
            .unwrap(),
        until.parse().unwrap()
    );
    let list = waiter
        .caller
        .get(&waiter.path("stock"))
        .await
        .expect_status(200);
    assert_eq!(of(&list, &dish.item_id)["until"], said["until"]);
    assert_eq!(list["changes_at"], said["until"]);
    mark(&cook, &dish.item_id, &json!({"available": true}))
        .await
        .expect_status(200);
    phone
        .try_order(&key(), &Phone::order_body(&cart))
        .await
        .expect_status(201);
}

#[tokio::test]
async fn a_count_goes_down_with_orders_and_back_with_what_is_rejected() {
    let stack = Stack::start().await;
    let waiter = stack.staff(Role::Waiter).await;
    let dish = stack.menu().await.dish();
    let party = waiter.open(&stack.tables[0], "individual").await;
    let phones = [
        party.join(&stack, "phone-one").await,
        party.join(&stack, "phone-two").await,
    ];
    let said = mark(
        &waiter,
        &dish.item_id,
        &json!({"available": true, "count": 3}),
    )
    .await;
    assert_eq!(said.expect_status(200)["count"], 3);
    let left = async || {
        let menu = stack.menu().await;
        menu.items()
            .find(|i| i["id"] == dish.item_id.as_str())
            .unwrap()["left"]
            .clone()
    };
    assert_eq!(left().await, 3);
    let carts = [
        phones[0].put("line-1", &dish, 2).await,
        phones[1].put("line-2", &dish, 2).await,
    ];
    let order = phones[0].order(&carts[0]).await;
    assert_eq!(left().await, 1);
    let refused = phones[1]
        .try_order(&key(), &Phone::order_body(&carts[1]))
        .await;
    let refused = refused.refused(409, "item_sold_out");
    assert_eq!(
        (&refused["left"], &refused["line_id"]),
        (&json!(1), &json!("line-2"))
    );
    phones[1]
        .try_put("line-2", &dish.line(3))
        .await
        .refused(409, "item_sold_out");
    let path = waiter.path(&format!("orders/{}", order["id"].as_str().unwrap()));
    let rejected = json!({"status": "rejected", "reason": "too late"});
    waiter
        .caller
        .send(Method::PATCH, &path, &rejected)
        .await
        .expect_status(200);
    assert_eq!(left().await, 3);
    phones[1].order(&carts[1]).await;
    assert_eq!(left().await, 1);
}

#[tokio::test]
async fn ordering_rests_with_a_word_and_the_menu_stays_readable() {
    let stack = Stack::start().await;
    let (cook, waiter) = (
        stack.staff(Role::Cook).await,
        stack.staff(Role::Waiter).await,
    );
    let dish = stack.menu().await.dish();
    let party = waiter.open(&stack.tables[0], "family").await;
    let phone = party.join(&stack, "phone-one").await;
    let cart = phone.put("line-1", &dish, 1).await;
    let mut guest = Socket::open(&phone.caller).await;
    ordering(&cook, &json!({"open": false}))
        .await
        .refused(403, "forbidden");

    let word = "The kitchen closes for 20 minutes";
    let pause = json!({"open": false, "word": word, "until": in_minutes(20)});
    let paused = ordering(&waiter, &pause).await.expect_status(200);
    assert_eq!(
        (&paused["open"], &paused["word"]),
        (&json!(false), &json!(word))
    );
    guest.event("stock.changed", |data| data.is_null()).await;
    assert_eq!(stack.menu().await.0["ordering"], paused);
    let table = format!("/tables/{}", stack.tables[0].code);
    let table = stack.nobody().get(&table).await.expect_status(200);
    assert_eq!(table["branch"]["ordering_open"], false);
    let refused = phone.try_order(&key(), &Phone::order_body(&cart)).await;
    let refused = refused.refused(409, "ordering_paused");
    assert_eq!(
        (&refused["word"], &refused["until"]),
        (&json!(word), &paused["until"])
    );
    // Nothing is lost, and the cart can still be filled.
    phone.put("line-2", &dish, 1).await;

    let open = ordering(&waiter, &json!({"open": true}))
        .await
        .expect_status(200);
    assert_eq!(open, json!({"open": true}));
    let cart = phone.caller.get("/cart").await.expect_status(200);
    phone.order(&cart).await;
}

#[tokio::test]
async fn what_makes_no_sense_is_refused_by_its_field() {
    let stack = Stack::start().await;
    let (waiter, rider) = (
        stack.staff(Role::Waiter).await,
        stack.staff(Role::Rider).await,
    );
    let dish = stack.menu().await.dish().item_id;
    let before = waiter
        .caller
        .get(&waiter.path("stock"))
        .await
        .expect_status(200);
    for (said, field) in [
        (json!({"available": true, "count": 1000}), "count"),
        (json!({"available": false, "count": 1}), "count"),
        (json!({"available": true, "until": in_minutes(5)}), "until"),
        (
            json!({"available": false, "until": in_minutes(-5)}),
            "until",
        ),
        (
            json!({"available": false, "until": in_minutes(60 * 24 * 32)}),
            "until",
        ),
    ] {
        let refused = mark(&waiter, &dish, &said).await.refused(422, "validation");
        assert_eq!(refused["errors"][0]["field"], field, "{said}");
    }
    for said in [
        json!({"available": true, "count": -1}),
        json!({"available": true, "count": 1.5}),
        json!({"count": 3}),
        json!({"available": true, "price": 3}),
    ] {
        mark(&waiter, &dish, &said).await.refused(422, "validation");
    }
    for (said, field) in [
        (json!({"open": true, "word": "why"}), "word"),
        (json!({"open": true, "until": in_minutes(5)}), "until"),
        (json!({"open": false, "until": in_minutes(-5)}), "until"),
        (json!({"open": false, "word": "x".repeat(121)}), "word"),
    ] {
        let refused = ordering(&waiter, &said).await.refused(422, "validation");
        assert_eq!(refused["errors"][0]["field"], field, "{said}");
    }
    let sold_out = json!({"available": false});
    mark(&waiter, "no-such-dish", &sold_out)
        .await
        .refused(404, "not_found");
    mark(&rider, &dish, &sold_out)
        .await
        .refused(403, "forbidden");
    let after = waiter
        .caller
        .get(&waiter.path("stock"))
        .await
        .expect_status(200);
    assert_eq!(
        (&after["version"], &after["items"]),
        (&before["version"], &before["items"])
    );
}
