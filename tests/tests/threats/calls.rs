//! Calls as a nuisance.

use reqwest::Method;
use salver::domain::role::Role;
use salver_tests::{Answer, Caller, Phone, Stack};
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

async fn ask(caller: &Caller, code: &str) -> Answer {
    let path = format!("/tables/{code}/opening-requests");
    Answer::to(caller.request(Method::POST, &path)).await
}

/// Somebody far away who has the codes wants the staff to run: each table can be asked for a few
/// times an hour, a source for twenty tables in ten minutes, and none where a party sits.
#[tokio::test]
async fn threat_33_a_stranger_asks_for_one_table_a_thousand_times_and_for_all() {
    let stack = Stack::start().await;
    let waiter = stack.staff(Role::Waiter).await;
    let stranger = stack.nobody().from_address("127.0.0.3");
    let tables = stack.free_tables(30).await;
    let party = waiter.open(&stack.tables[0], "family").await;
    let refused = ask(&stranger, &party.table.code).await;
    refused.refused(409, "table_not_free");

    let free: Vec<_> = tables.iter().filter(|t| t.id != party.table.id).collect();
    let one = free[0];
    let mut storm = Vec::new();
    for _ in 0..20 {
        let fifty = (0..50).map(|_| ask(&stranger, &one.code));
        storm.extend(futures::future::join_all(fifty).await);
    }
    // Who finds the table too busy is sent away; nobody else is told anything but that it stands.
    let of = |status: u16| storm.iter().filter(|a| a.status == status).count();
    assert_eq!((of(204) + of(409), storm.len()), (1000, 1000));
    let noted = async || {
        let record = stack.record().await;
        record
            .iter()
            .filter(|e| e["what"] == "opening_asked")
            .count()
    };
    assert_eq!(
        noted().await,
        1,
        "a thousand are one on the floor and on record"
    );
    assert_eq!(waiter.table(one).await["version"], 2_000_000);

    let mut asked = 1;
    for table in &free[1..] {
        let answer = ask(&stranger, &table.code).await;
        if answer.status == 204 {
            asked += 1;
            continue;
        }
        let wait: u64 = answer.header("retry-after").parse().unwrap();
        assert!((1..=600).contains(&wait), "{wait}");
        answer.refused(429, "rate_limited");
        assert_eq!(waiter.table(table).await["asked_at"], Value::Null);
    }
    assert_eq!((asked, noted().await), (20, 20));
    // A guest elsewhere is heard all the same.
    let guest = stack.nobody().from_address("127.0.0.4");
    let last = free[free.len() - 1];
    ask(&guest, &last.code).await.expect_status(204);
}
