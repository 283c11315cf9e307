//! Guests call; the floor sees it at once, answers, and the guest sees that.

use reqwest::Method;
use salver::domain::role::Role;
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
