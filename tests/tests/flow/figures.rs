//! The owner's figures: a recount of the raw orders, told while it changes.

use reqwest::Method;
use salver::domain::role::Role;
use salver_tests::{Socket, Stack, Staff, Today, ticket};
use serde_json::{Value, json};

/// Voids pieces of a line.
async fn void(waiter: &Staff, order: &Value, line: &str, pieces: u32) -> Value {
    let path = format!("orders/{}/lines/{line}", order["id"].as_str().unwrap());
    let body = json!({"status": "cancelled", "quantity": pieces, "reason": "sent back"});
    let path = waiter.path(&path);
    let answer = waiter.caller.send(Method::PATCH, &path, &body).await;
    answer.expect_status(200)
}

/// Moves an order to where a reason is needed.
async fn refuse(waiter: &Staff, order: &Value, status: &str) {
    let path = waiter.path(&format!("orders/{}", order["id"].as_str().unwrap()));
    let body = json!({"status": status, "reason": "no more rice"});
    let answer = waiter.caller.send(Method::PATCH, &path, &body).await;
    answer.expect_status(200);
}

#[tokio::test]
async fn the_owner_s_figures_are_a_recount_of_the_raw_orders() {
    let stack = Stack::start().await;
    let dishes = stack.menu().await.dishes();
    let owner = stack.staff(Role::Owner).await;
    let waiter = stack.staff(Role::Waiter).await;
    let mut socket = Socket::open(&owner.caller).await;
    let nothing = owner.figures_of(&Today::default()).await;
    assert_eq!(nothing["recent"], json!([]));
    assert_eq!(
        (
            nothing["days"].as_array().unwrap().len(),
            nothing["hours"].as_array().unwrap().len()
        ),
        (14, 24)
    );
    assert_eq!(nothing["days"][13]["day"], nothing["business_day"]);

    let mut sessions = Vec::new();
    let mut orders = Vec::new();
    for table in 0..3 {
        let party = waiter.open(&stack.tables[table], "family").await;
        let phone = party.join(&stack, "phone-one").await;
        for round in 0..2 {
            phone.put(&format!("a-{round}"), &dishes[table], 3).await;
            let cart = phone.put(&format!("b-{round}"), &dishes[round], 1).await;
            orders.push(phone.order(&cart).await);
        }
        sessions.push(party);
    }
    let ids: Vec<_> = sessions.iter().map(|p| p.session.as_str()).collect();
    let recounted = async || {
        let raw = stack.raw_orders(&ids).await;
        Today::recounted(&stack, &raw).await
    };
    // Nobody has accepted them, so nothing is sold, but something is ordered.
    let waiting = recounted().await;
    let ordered = waiting.ordered;
    assert_eq!((ordered.0, ordered.1 > 0), (6, true), "{waiting:?}");
    let only_ordered = Today {
        ordered,
        ..Today::default()
    };
    assert_eq!(waiting, only_ordered);
    stack.caught_up().await;
    owner.figures_of(&waiting).await;
    for order in &orders[1..] {
        waiter
            .move_order(order, "accepted")
            .await
            .expect_status(200);
    }
    let all = recounted().await;
    assert_eq!(all.day.0, 5);
    let figures = owner.figures_of(&all).await;

    // Newest first, whatever their status.
    let recent = |figures: &Value| -> Vec<Value> {
        let recent = figures["recent"].as_array().unwrap().iter();
        recent.map(|order| order["id"].clone()).collect()
    };
    let placed: Vec<_> = orders.iter().rev().map(|o| o["id"].clone()).collect();
    assert_eq!(recent(&figures), placed);

    refuse(&waiter, &orders[0], "rejected").await;
    refuse(&waiter, &orders[1], "cancelled").await;
    void(&waiter, &orders[2], "a-0", 2).await;
    void(&waiter, &orders[3], "b-1", 1).await;
    for status in ["preparing", "ready", "served"] {
        let moved = waiter.move_order(&orders[4], status).await;
        moved.expect_status(200);
    }
    waiter.close(&sessions[2]).await.expect_status(200);
    let less = recounted().await;
    assert_eq!((less.day.0, less.ordered), (4, less.day));
    // Three pieces by themselves, and the four of the order that was cancelled.
    assert_eq!(less.voided.0, 7);
    let figures = owner.figures_of(&less).await;
    assert_eq!(recent(&figures), placed);
    let day = &figures["days"][13]["sales"];
    assert_eq!(day, &figures["today"]);

    // It was told: six orders and nine changes that count, as few times as their batches make,
    // without data, and the versions grow.
    let topic = format!("branch:{}:owner", stack.branch);
    // The answer names the topic's sequence of before its figures, so it tells too little here.
    stack.caught_up().await;
    let facts = format!("FIGURES#{} FACT#", stack.branch);
    let facts = stack.items(&facts).await;
    assert_eq!(facts.len(), 6, "one for each order");
    socket
        .hears("a change", |m| m["type"] == "stats.changed")
        .await;
    let messages = socket.messages();
    let told: Vec<_> = messages
        .iter()
        .filter(|m| m["type"] == "stats.changed")
        .collect();
    assert!((1..=15).contains(&told.len()), "{told:?}");
    for event in &told {
        assert_eq!(event["topic"], topic.as_str());
        assert_eq!(event["entity"]["kind"], "stats");
        assert_eq!(event["entity"]["id"], figures["business_day"]);
        assert!(event.get("data").is_none_or(Value::is_null), "{event}");
    }
    let versions: Vec<_> = told
        .iter()
        .map(|m| m["entity"]["version"].as_u64().unwrap())
        .collect();
    assert!(versions.is_sorted(), "{versions:?}");
}

#[tokio::test]
async fn figures_are_for_those_who_may_see_them() {
    let stack = Stack::start().await;
    let topic = format!("branch:{}:owner", stack.branch);
    for role in Role::ALL {
        let person = stack.staff(role).await;
        let answer = person.caller.get(&person.path("figures")).await;
        let listens = ticket(&person.caller, Some(&[&topic])).await;
        if role.may(salver::domain::role::Permission::SeeFigures) {
            answer.expect_status(200);
            listens.expect_status(201);
        } else {
            answer.refused(403, "forbidden");
            listens.refused(403, "forbidden");
        }
    }
    let path = format!("/branches/{}/figures", stack.branch);
    let nobody = stack.nobody();
    nobody.get(&path).await.refused(401, "unauthenticated");
    let owner = stack.staff(Role::Owner).await;
    let elsewhere = owner.caller.get("/branches/hill-road/figures").await;
    elsewhere.refused(404, "not_found");
}
