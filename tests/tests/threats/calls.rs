//! Calls as a nuisance.

use reqwest::Method;
use salver::domain::role::Role;
use salver_tests::{Answer, Phone, Stack};
use serde_json::{Value, json};

async fn call(phone: &Phone, key: &str, body: &Value) -> Answer {
    let request = phone.caller.request(Method::POST, "/calls");
    Answer::to(request.header("idempotency-key", key).json(body)).await
}

#[tokio::test]
async fn threat_33_calls_cool_down_and_end_with_the_session() {
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
    // Forty at once from two phones, each with a key of its own: one gets through.
    let waiting = json!({"reason": "waiter"});
    let storm = (0..40).map(|n| {
        let (phone, waiting) = ([&asha, &bela][n % 2], &waiting);
        async move { call(phone, &format!("storm-{n:04}"), waiting).await.status }
    });
    let told = futures::future::join_all(storm).await;
    let of = |status: u16| told.iter().filter(|s| **s == status).count();
    assert_eq!(of(201), 1, "{told:?}");
    assert_eq!(of(201) + of(429) + of(409), 40, "{told:?}");

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
