//! The floor: parties are read and changed, tables are kept, and every screen hears of it.

use futures::future::join_all;
use salver::domain::role::Role;
use salver_tests::{Socket, Stack};
use serde_json::{Value, json};

#[tokio::test]
async fn a_party_is_read_while_it_sits_and_after_it_left() {
    let stack = Stack::start().await;
    let dish = stack.menu().await.dish();
    let waiter = stack.staff(Role::Waiter).await;
    let party = waiter.open(&stack.tables[0], "family").await;
    let fresh = waiter.party(&party).await.expect_status(200);
    for nothing in ["guests", "orders", "calls"] {
        assert_eq!(fresh[nothing], json!([]), "{nothing}");
    }
    assert_eq!(fresh["check"]["total"]["minor"], 0);

    let asha = party.join(&stack, "asha-phone").await;
    let ravi = party.join(&stack, "ravi-phone").await;
    let first = asha.order(&asha.put("line-1", &dish, 2).await).await;
    let second = ravi.order(&ravi.put("line-2", &dish, 1).await).await;
    let called = asha
        .caller
        .request(reqwest::Method::POST, "/calls")
        .header("idempotency-key", salver_tests::key())
        .json(&json!({"reason": "bill"}));
    let called = salver_tests::Answer::to(called).await.expect_status(201);

    let seen = waiter.party(&party).await.expect_status(200);
    let ids = |list: &str| -> Vec<Value> {
        let all = seen[list].as_array().unwrap().iter();
        all.map(|one| one["id"].clone()).collect()
    };
    assert_eq!(ids("guests"), [json!(asha.guest), json!(ravi.guest)]);
    assert_eq!(ids("orders"), [first["id"].clone(), second["id"].clone()]);
    assert_eq!(ids("calls"), [called["id"].clone()]);
    assert_eq!(seen["session"]["status"], "open");
    assert_eq!(seen["check"]["total"]["minor"], 3 * dish.price);
    assert_eq!(seen["check"]["order_count"], 2);
    // The floor's row says the same, and when the last order came.
    let row = waiter.table(&stack.tables[0]).await;
    assert_eq!(row["session"]["total"], seen["check"]["total"]);
    assert_eq!(row["session"]["waiter_id"], seen["waiter_id"]);
    assert_eq!(row["session"]["last_order_at"], second["placed_at"]);
    // Nothing that only the guest or the server may know.
    let text = seen.to_string();
    for hidden in ["token", "phone_number", "pin", "device"] {
        assert!(!text.contains(&format!("\"{hidden}")), "{hidden} in {text}");
    }

    waiter.close(&party).await.expect_status(200);
    // What hung on the session is tidied up by whoever follows the stream.
    stack.caught_up().await;
    let closed = waiter.party(&party).await.expect_status(200);
    assert_eq!(closed["session"]["status"], "closed");
    assert_eq!(closed["guests"], seen["guests"]);
    assert_eq!(closed["calls"][0]["status"], "resolved");
    assert_eq!(closed["check"], seen["check"]);
}

#[tokio::test]
async fn another_waiter_and_party_size_reach_every_floor_screen() {
    let stack = Stack::start().await;
    let waiter = stack.staff(Role::Waiter).await;
    let manager = stack.staff(Role::Manager).await;
    let table = &stack.tables[0];
    let party = waiter.open(table, "family").await;
    let mut floor = Socket::open(&manager.caller).await;
    let other = waiter.colleague("manager").await;
    let to = json!({"waiter_id": other["id"], "party_size": 200});
    let changed = waiter.change(&party, &to).await.expect_status(200);
    assert_eq!(
        (&changed["waiter_id"], &changed["party_size"]),
        (&other["id"], &json!(200))
    );
    let told = floor
        .event("table.changed", |t| {
            t["session"]["waiter_id"] == other["id"]
        })
        .await;
    assert_eq!(told["data"]["session"], changed);
    let row = waiter.table(table).await;
    assert_eq!(
        (&row["session"], &row["version"]),
        (&changed, &told["data"]["version"])
    );
    // What is not named stays.
    let changed = waiter.change(&party, &json!({"party_size": 3})).await;
    assert_eq!(changed.expect_status(200)["waiter_id"], other["id"]);

    // Phones join and waiters change the party at the same moment: each of them counts.
    let before = waiter.table(table).await["session"].clone();
    let phones = join_all((0..8).map(|n| {
        let (party, stack) = (&party, &stack);
        async move { party.join(stack, &format!("phone-{n:04}")).await }
    }));
    let sizes = join_all((1..=8).map(|n| {
        let (waiter, party) = (&waiter, &party);
        async move { waiter.change(party, &json!({"party_size": n})).await }
    }));
    let (phones, sizes) = tokio::join!(phones, sizes);
    assert_eq!(phones.len(), 8);
    for answer in sizes {
        answer.expect_status(200);
    }
    let row = waiter.table(table).await["session"].clone();
    let version = |session: &Value| session["version"].as_u64().unwrap();
    let moved = version(&row) - version(&before);
    assert_eq!(moved, 16, "each change was one of its own");
    assert_eq!(row["guest_count"], 8);
    assert_eq!(row["waiter_id"], other["id"]);
}

#[tokio::test]
async fn a_table_is_booked_freed_and_taken_in_sight_of_all() {
    let stack = Stack::start().await;
    let waiter = stack.staff(Role::Waiter).await;
    let manager = stack.staff(Role::Manager).await;
    let table = &stack.tables[0];
    let mut floor = Socket::open(&manager.caller).await;
    let mut last = waiter.table(table).await["version"].as_u64().unwrap();
    for status in ["booked", "free", "booked"] {
        let moved = waiter.move_table(table, &json!({"status": status})).await;
        let moved = moved.expect_status(200);
        assert_eq!(
            (&moved["id"], &moved["status"]),
            (&json!(table.id), &json!(status))
        );
        let version = moved["version"].as_u64().unwrap();
        assert!(version > last, "versions only grow");
        last = version;
        let told = floor
            .event("table.changed", |t| t["version"] == version)
            .await;
        assert_eq!(told["data"], moved);
        assert_eq!(waiter.table(table).await, moved);
    }
    // The party for whom it was kept.
    let party = waiter.open(table, "family").await;
    assert!(waiter.table(table).await["version"].as_u64() > Some(last));
    for status in ["free", "booked"] {
        let answer = waiter.move_table(table, &json!({"status": status})).await;
        let problem = answer.refused(409, "illegal_transition");
        assert_eq!(problem["current"], "occupied");
    }
    waiter.close(&party).await.expect_status(200);
    assert_eq!(waiter.table(table).await["status"], "free");

    // Of one booking and one party at the same moment, one is refused and nobody is lost.
    for round in 0..6 {
        let path = waiter.path(&format!("tables/{}/open", table.id));
        let body = json!({"mode": "family"});
        let (booked, opened) = tokio::join!(
            async { waiter.move_table(table, &json!({"status": "booked"})).await },
            waiter.caller.post(&path, &body)
        );
        let opened = match opened.status {
            201 => opened.body,
            // The booking came in between; a booked table can be taken.
            _ => {
                opened.refused(409, "table_not_free");
                waiter.caller.post(&path, &body).await.expect_status(201)
            }
        };
        if booked.status != 200 {
            let problem = booked.refused(409, "illegal_transition");
            assert_eq!(problem["current"], "occupied", "round {round}");
        }
        let row = waiter.table(table).await;
        assert_eq!(
            row["session"]["id"], opened["session"]["id"],
            "round {round}"
        );
        let id = opened["session"]["id"].as_str().unwrap();
        let close = waiter.path(&format!("sessions/{id}/close"));
        waiter
            .caller
            .post(&close, &json!({}))
            .await
            .expect_status(200);
    }
}

#[tokio::test]
async fn guests_ask_for_a_table_in_sight_of_the_floor_until_it_is_opened() {
    let stack = Stack::start().await;
    let waiter = stack.staff(Role::Waiter).await;
    let (table, nobody) = (&stack.tables[0], stack.nobody());
    let path = format!("/tables/{}/opening-requests", table.code.to_lowercase());
    let ask = async || {
        let request = nobody.request(reqwest::Method::POST, &path);
        salver_tests::Answer::to(request).await
    };
    let looked = async || {
        let looked = nobody.get(&format!("/tables/{}", table.code)).await;
        looked.expect_status(200)["session"].clone()
    };
    assert_eq!(looked().await["asked"], false);
    let mut floor = Socket::open(&waiter.caller).await;
    for status in ["free", "booked"] {
        if status == "booked" {
            let moved = waiter.move_table(table, &json!({"status": status})).await;
            assert_eq!(moved.expect_status(200)["asked_at"], Value::Null);
            assert_eq!(looked().await["asked"], false);
        }
        ask().await.expect_status(204);
        let told = floor
            .event("table.changed", |t| {
                t["asked_at"].is_string() && t["status"] == status
            })
            .await;
        let row = waiter.table(table).await;
        assert_eq!((&told["data"], &row["status"]), (&row, &json!(status)));
        assert_eq!(looked().await["asked"], true);
        // Asking again is done already, and nothing moves.
        ask().await.expect_status(204);
        assert_eq!(waiter.table(table).await, row);
    }
    let party = waiter.open(table, "family").await;
    assert_eq!(waiter.table(table).await["asked_at"], Value::Null);
    let session = looked().await;
    assert_eq!(
        (&session["asked"], &session["join"]),
        (&json!(false), &json!("pin"))
    );
    ask().await.refused(409, "table_not_free");
    waiter.close(&party).await.expect_status(200);
    assert_eq!(waiter.table(table).await["asked_at"], Value::Null);
    let nowhere = nobody.request(reqwest::Method::POST, "/tables/NOSUCHCD/opening-requests");
    let nowhere = salver_tests::Answer::to(nowhere).await;
    nowhere.refused(404, "not_found");
}

#[tokio::test]
async fn a_table_whose_name_another_one_has_is_told_by_its_section_to_the_kitchen_too() {
    let stack = Stack::start().await;
    let dish = stack.menu().await.dish();
    let waiter = stack.staff(Role::Waiter).await;
    let cook = stack.staff(Role::Cook).await;
    // Another table gets the name of the first; the third keeps its own.
    let [first, second, third] = &stack.tables[..3] else {
        panic!("the branch has tables");
    };
    let items = stack.items("BRANCH#").await;
    let item = |id: &str| {
        let mut all = items.iter();
        let found = all.find(|item| item["sk"]["S"] == format!("TABLE#{id}"));
        found.unwrap()
    };
    let name = item(&first.id)["name"]["S"].as_str().unwrap();
    let section = item(&first.id)["section"]["S"].as_str().unwrap();
    stack
        .set(item(&second.id), "name", json!({"S": name}))
        .await;
    let mut kitchen = Socket::open(&cook.caller).await;
    let mut placed = Vec::new();
    for table in [first, third] {
        let party = waiter.open(table, "family").await;
        let phone = party.join(&stack, "phone-one").await;
        placed.push(phone.order(&phone.put("line-1", &dish, 1).await).await);
    }
    let [twin, single] = &placed[..] else {
        panic!("two orders");
    };
    assert_eq!(
        (&twin["table"], &twin["section"], &twin["table_id"]),
        (&json!(name), &json!(section), &json!(first.id))
    );
    assert_eq!(single.get("section"), None);
    assert_eq!(single["table_id"], json!(third.id));
    // The kitchen's event and its board.
    let told = kitchen
        .event("order.changed", |order| order["id"] == twin["id"])
        .await;
    assert_eq!(told["data"]["section"], section);
    let board = cook.board().await;
    let sections: Vec<_> = board.iter().map(|order| order.get("section")).collect();
    assert_eq!(sections, [Some(&json!(section)), None]);
}
