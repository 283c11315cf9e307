//! Every role against what it may not do.

use std::collections::BTreeSet;

use reqwest::Method;
use salver::domain::role::Role;
use salver_tests::{Stack, ticket};
use serde_json::{Value, json};

use crate::operations::{Ids, operations};

#[tokio::test]
async fn threat_16_each_role_against_every_operation() {
    let stack = Stack::start().await;
    let ids = Ids {
        branch: stack.branch.clone(),
        table: "no-such-table".to_owned(),
        section: "no-such-section".to_owned(),
        session: format!("{}_no-such-session", stack.branch),
        bill: format!("{}_no-such_bill", stack.branch),
        dues: format!("{}_no-such-account", stack.branch),
        order: format!("{}_no-such_order", stack.branch),
        call: format!("{}_no-such_call", stack.branch),
        line: "no-such-line".to_owned(),
        code: "ZZZZZZZZ".to_owned(),
        person: "no-such-person".to_owned(),
        invitation: "no-such-invitation".to_owned(),
        printer: "no-such-printer".to_owned(),
        job: format!("{}_no-such-job", stack.branch),
        message: format!("{}_no-such-message", stack.branch),
        day: "2001-01-01".to_owned(),
    };
    let mut expected = BTreeSet::new();
    for role in Role::ALL {
        let person = stack.staff(role).await;
        let name = serde_json::to_value(role).unwrap();
        let name = name.as_str().unwrap();
        for operation in operations() {
            let Some(needed) = operation.permission() else {
                continue;
            };
            let answer = operation.send(&person.caller, &ids, &json!({})).await;
            if role.may(needed) {
                // Allowed: only what it names is missing, or the body is not enough.
                assert!(
                    matches!(answer.status, 200 | 404 | 422),
                    "{role:?} {}: {}",
                    operation.id,
                    answer.text
                );
            } else {
                answer.refused(403, "forbidden");
                expected.insert((name.to_owned(), operation.route()));
            }
        }
        let answer = ticket(&person.caller, None).await;
        if role == Role::Rider {
            answer.refused(403, "forbidden");
            let route = "POST /api/v1/realtime/tickets";
            expected.insert((name.to_owned(), route.to_owned()));
        } else {
            answer.expect_status(201);
        }
    }
    // Every refusal is on record, and nothing else is a refusal.
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    let record = stack.record().await;
    let refused: Vec<_> = record
        .iter()
        .filter(|e| e["what"] == "permission_refused")
        .map(|e| (text(&e["who"]["role"]), text(&e["details"]["operation"])))
        .collect();
    assert_eq!(refused.len(), expected.len());
    assert_eq!(refused.into_iter().collect::<BTreeSet<_>>(), expected);
}

#[tokio::test]
async fn threat_16_a_cook_voids_nothing() {
    let stack = Stack::start().await;
    let dish = stack.menu().await.dish();
    let waiter = stack.staff(Role::Waiter).await;
    let cook = stack.staff(Role::Cook).await;
    let rider = stack.staff(Role::Rider).await;
    let party = waiter.open(&stack.tables[0], "family").await;
    let phone = party.join(&stack, "phone-one").await;
    let order = phone.order(&phone.put("line-1", &dish, 2).await).await;
    let before = party.state(&phone, &waiter).await;

    let free = cook.path(&format!("tables/{}/open", stack.tables[1].id));
    let answer = cook.caller.post(&free, &json!({"mode": "family"})).await;
    answer.refused(403, "forbidden");
    cook.close(&party).await.refused(403, "forbidden");
    let pin = cook.path(&format!("sessions/{}/pin", party.session));
    cook.caller.get(&pin).await.refused(403, "forbidden");
    let path = cook.path(&format!("orders/{}", order["id"].as_str().unwrap()));
    let line = format!("{path}/lines/line-1");
    for (path, status) in [(&path, "cancelled"), (&line, "cancelled")] {
        let body = json!({"status": status, "reason": "because"});
        let answer = cook.caller.send(Method::PATCH, path, &body).await;
        answer.refused(403, "forbidden");
    }
    rider
        .move_order(&order, "accepted")
        .await
        .refused(403, "forbidden");
    assert_eq!(party.state(&phone, &waiter).await, before);
    // Each is on record: who, what they asked for, and nothing of what they sent.
    let record = stack.record().await;
    let refused = record.iter().filter(|e| e["what"] == "permission_refused");
    let asked: Vec<_> = refused
        .map(|e| {
            (
                e["who"]["role"].as_str().unwrap(),
                &e["details"]["operation"],
            )
        })
        .collect();
    let of = |role| asked.iter().filter(|(who, _)| *who == role).count();
    assert_eq!(
        (of("cook"), of("rider"), asked.len()),
        (5, 1, 6),
        "{asked:?}"
    );

    // What a cook may see of an order has no price in it, also as an answer.
    let moved = cook.move_order(&order, "accepted").await.expect_status(200);
    assert_eq!(
        (&moved["status"], &moved["total"]),
        (&json!("accepted"), &Value::Null)
    );
    let body = json!({"status": "cancelled", "reason": "because", "quantity": 1});
    let voided = waiter.caller.send(Method::PATCH, &line, &body).await;
    assert_eq!(voided.expect_status(200)["total"]["minor"], dish.price);
    assert_eq!(
        phone.snapshot().await["check"]["total"]["minor"],
        dish.price
    );
}

#[tokio::test]
async fn threat_16_a_cook_rejects_what_nobody_has_accepted_and_nothing_else() {
    let stack = Stack::start().await;
    let dish = stack.menu().await.dish();
    let waiter = stack.staff(Role::Waiter).await;
    let cook = stack.staff(Role::Cook).await;
    let party = waiter.open(&stack.tables[0], "family").await;
    let phone = party.join(&stack, "phone-one").await;
    let accepted = phone.order(&phone.put("line-1", &dish, 1).await).await;
    let placed = phone.order(&phone.put("line-2", &dish, 1).await).await;
    cook.move_order(&accepted, "accepted")
        .await
        .expect_status(200);
    let path = |order: &Value| cook.path(&format!("orders/{}", order["id"].as_str().unwrap()));
    let ask = async |order: &Value, body: Value| {
        cook.caller.send(Method::PATCH, &path(order), &body).await
    };
    let rejected = json!({"status": "rejected", "reason": "the rice is all gone"});
    // Once it is accepted, no role rejects it, and a cook does not cancel it.
    let late = ask(&accepted, rejected.clone()).await;
    late.refused(409, "illegal_transition");
    let cancelled = json!({"status": "cancelled", "reason": "because"});
    ask(&accepted, cancelled.clone())
        .await
        .refused(403, "forbidden");
    ask(&placed, cancelled).await.refused(403, "forbidden");
    // As for everybody, not without a reason.
    let silent = ask(&placed, json!({"status": "rejected"})).await;
    silent.refused(422, "validation");
    let answer = ask(&placed, rejected).await.expect_status(200);
    assert_eq!(
        (&answer["status"], &answer["total"]),
        (&json!("rejected"), &Value::Null)
    );
    let snapshot = phone.snapshot().await;
    let stands: Vec<_> = snapshot["orders"].as_array().unwrap().iter().collect();
    let stands: Vec<_> = stands
        .iter()
        .map(|order| order["status"].as_str())
        .collect();
    assert_eq!(stands, [Some("accepted"), Some("rejected")]);
    assert_eq!(snapshot["orders"][1]["reason"], "the rice is all gone");
    assert_eq!(snapshot["check"]["total"]["minor"], dish.price);
}
