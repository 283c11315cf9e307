//! Guests call; the floor sees it at once, answers, and the guest sees that.

use reqwest::Method;
use salver::auth::Role;
use salver_tests::{Answer, Phone, Socket, Stack};
use serde_json::{Value, json};

async fn call(phone: &Phone, key: &str, body: &Value) -> Answer {
    let request = phone.caller.request(Method::POST, "/calls");
    Answer::to(request.header("idempotency-key", key).json(body)).await
}

#[tokio::test]
async fn a_call_is_seen_acknowledged_and_resolved() {
    let stack = Stack::start().await;
    let waiter = stack.staff(Role::Waiter).await;
    let party = waiter.open(&stack.tables[0], "family").await;
    let phone = party.join(&stack, "device-0001").await;
    let mut floor = Socket::open(&waiter.caller).await;
    let mut guest = Socket::open(&phone.caller).await;

    let body = json!({"reason": "bill", "note": "by card, please"});
    let made = call(&phone, "call-0001", &body).await.expect_status(201);
    let seen = floor.event("call.changed", |_| true).await;
    assert_eq!(seen["data"], made);
    guest
        .event("call.changed", |call| call["status"] == "open")
        .await;
    let again = call(&phone, "call-0001", &body).await.expect_status(201);
    assert_eq!(again, made);
    call(&phone, "call-0001", &json!({"reason": "water"}))
        .await
        .refused(422, "idempotency_key_reused");

    let path = waiter.path(&format!("calls/{}", made["id"].as_str().unwrap()));
    for status in ["acknowledged", "resolved"] {
        let to = json!({"status": status});
        let moved = waiter.caller.send(Method::PATCH, &path, &to).await;
        assert_eq!(moved.expect_status(200)["status"], status);
        guest
            .event("call.changed", |call| call["status"] == status)
            .await;
    }
    let back = json!({"status": "open"});
    let refused = waiter.caller.send(Method::PATCH, &path, &back).await;
    assert_eq!(
        refused.refused(409, "illegal_transition")["current"],
        "resolved"
    );
    assert_eq!(phone.snapshot().await["calls"][0]["status"], "resolved");
}

#[tokio::test]
async fn calls_cool_down_and_end_with_the_session() {
    let stack = Stack::start().await;
    let waiter = stack.staff(Role::Waiter).await;
    let party = waiter.open(&stack.tables[0], "family").await;
    let (asha, bela) = (
        party.join(&stack, "device-0001").await,
        party.join(&stack, "device-0002").await,
    );
    let water = json!({"reason": "water"});
    call(&asha, "call-0001", &water).await.expect_status(201);
    let soon = call(&bela, "call-0002", &water).await;
    let wait: u64 = soon.header("retry-after").parse().unwrap();
    assert!((1..=60).contains(&wait), "{wait}");
    soon.refused(429, "rate_limited");
    call(&bela, "call-0003", &json!({"reason": "waiter"}))
        .await
        .expect_status(201);

    for (body, status, code) in [
        (json!({"reason": "song"}), 422, "validation"),
        (
            json!({"reason": "other", "note": "x".repeat(201)}),
            422,
            "validation",
        ),
        (
            json!({"reason": "other", "status": "resolved"}),
            422,
            "validation",
        ),
    ] {
        call(&asha, "call-0009", &body).await.refused(status, code);
    }
    let keyless = asha.caller.send(Method::POST, "/calls", &water).await;
    keyless.refused(400, "idempotency_key_missing");

    let floor = waiter
        .caller
        .get(&waiter.path("floor"))
        .await
        .expect_status(200);
    assert_eq!(floor["calls"].as_array().unwrap().len(), 2);
    waiter.close(&party).await.expect_status(200);
    let floor = waiter
        .caller
        .get(&waiter.path("floor"))
        .await
        .expect_status(200);
    assert_eq!(floor["calls"], json!([]));
    call(&asha, "call-0010", &water)
        .await
        .refused(401, "session_closed");
}
