//! The record of who did what. That nobody can change it is row 32; that all is in it, here.

use std::collections::BTreeMap;

use reqwest::Method;
use salver::domain::role::Role;
use salver_tests::{Answer, Stack, leave};
use serde_json::{Value, json};

#[tokio::test]
async fn threat_32_every_deed_is_on_record() {
    let stack = Stack::start().await;
    // The stack opens one table by itself, for the QR code that it prints.
    let of_start = stack.record().await.len();
    let waiter = stack.staff(Role::Waiter).await;
    let cook = stack.staff(Role::Cook).await;
    let manager = stack.staff(Role::Manager).await;
    let party = waiter.open(&stack.tables[0], "family").await;
    let phone = party.join(&stack, "phone-one").await;
    let dish = stack.menu().await.dish();
    let order = phone.order(&phone.put("line-0", &dish, 1).await).await;
    let id = order["id"].as_str().unwrap();
    party
        .try_join(&stack, "phone-two", &party.wrong_pin())
        .await
        .refused(403, "pin_wrong");
    let two = party.join(&stack, "phone-two").await;
    party.join(&stack, "phone-two").await;
    let mut unknown = party.join_body("phone-new", &party.pin);
    unknown.as_object_mut().unwrap().remove("guest");
    let refusal = stack.nobody().post("/sessions/resume", &unknown).await;
    refusal.refused(404, "not_found");
    cook.move_order(&order, "accepted").await.expect_status(200);
    let path = waiter.path(&format!("orders/{id}/lines/line-0"));
    let void = json!({"status": "cancelled", "reason": "spilt", "quantity": 1});
    let voided = waiter.caller.send(Method::PATCH, &path, &void).await;
    voided.expect_status(200);
    let path = waiter.path(&format!("sessions/{}/pin/rotate", party.session));
    waiter
        .caller
        .post(&path, &json!({}))
        .await
        .expect_status(200);
    let colleague = waiter.colleague("waiter").await;
    let to = json!({"party_size": 5, "waiter_id": colleague["id"]});
    waiter.change(&party, &to).await.expect_status(200);
    let free = &stack.tables[1];
    for to in ["booked", "free"] {
        let answer = waiter.move_table(free, &json!({"status": to})).await;
        answer.expect_status(200);
    }
    let branch = format!("/branches/{}", stack.branch);
    let to = json!({"auto_accept": true, "urgent_minutes": 3, "table_list": true});
    // The second time it works so already, which is no deed.
    for _ in 0..2 {
        let answer = manager.caller.send(Method::PATCH, &branch, &to).await;
        answer.expect_status(200);
    }
    let intent = salver_tests::key();
    for _ in 0..2 {
        let path = manager.path(&format!("tables/{}/code", free.id));
        let request = manager.caller.request(Method::POST, &path);
        let answer = Answer::to(request.header("idempotency-key", &intent)).await;
        answer.expect_status(201);
    }
    let intent = salver_tests::key();
    let mut made = Value::Null;
    for _ in 0..2 {
        let request = manager
            .caller
            .request(Method::POST, &manager.path("tables"));
        let request = request.header("idempotency-key", &intent);
        let request = request.json(&json!({"section": "Roof", "count": 1}));
        made = Answer::to(request).await.expect_status(201)["tables"][0].clone();
    }
    let text = |name: &str| made[name].as_str().unwrap().to_owned();
    let (table, section) = (text("id"), text("section_id"));
    let plan = manager.path(&format!("tables/{table}/plan"));
    let of_section = manager.path(&format!("sections/{section}"));
    for _ in 0..2 {
        for (path, body) in [
            (&plan, json!({"seats": 8})),
            (&of_section, json!({"name": "Terrace"})),
        ] {
            let answer = manager.caller.send(Method::PATCH, path, &body).await;
            answer.expect_status(200);
        }
    }
    let path = manager.path(&format!("tables/{table}"));
    manager.caller.delete(&path).await.expect_status(204);
    manager.caller.delete(&path).await.refused(404, "not_found");
    // What is refused by its state, or only looked at, is no deed.
    cook.move_order(&order, "served")
        .await
        .refused(409, "illegal_transition");
    phone.snapshot().await;
    let wrong = json!({"login": stack.sign_in_of(Role::Owner).login, "password": "not-the-one"});
    let refusal = stack.nobody().post("/auth/sign-in", &wrong).await;
    refusal.refused(401, "unauthenticated");
    leave(&phone.caller).await.expect_status(204);
    waiter.close(&party).await.expect_status(200);
    let sign_out = stack.nobody().request(Method::POST, "/auth/sign-out");
    let cookie = format!("salver_refresh={}", cook.refresh);
    Answer::to(sign_out.header("cookie", cookie))
        .await
        .expect_status(204);
    assert_ne!(two.guest, phone.guest);

    let record: Vec<Value> = stack.record().await;
    let ours = &record[of_start..];
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for entry in ours {
        *counts.entry(entry["what"].as_str().unwrap()).or_default() += 1;
    }
    let expected = BTreeMap::from([
        ("code_reissued", 1),
        ("guest_joined", 2),
        ("guest_left", 1),
        ("guest_returned", 1),
        ("guest_turned_away", 1),
        ("line_moved", 1),
        ("order_moved", 1),
        ("party_changed", 1),
        ("pin_rotated", 1),
        ("pin_wrong", 1),
        ("section_renamed", 1),
        ("session_closed", 1),
        ("settings_changed", 1),
        ("sign_in_refused", 1),
        ("signed_in", 3),
        ("signed_out", 1),
        ("table_changed", 1),
        ("table_moved", 2),
        ("table_opened", 1),
        ("table_removed", 1),
        ("tables_made", 1),
    ]);
    assert_eq!(counts, expected);
    let of = |what: &str| ours.iter().find(|e| e["what"] == what).unwrap();
    let voided = of("line_moved");
    assert_eq!(
        voided["details"],
        json!({"from": "new", "to": "cancelled", "line": "line-0", "quantity": "1", "reason": "spilt"})
    );
    assert_eq!(
        (&voided["entity"], &voided["who"]["role"]),
        (&json!(id), &json!("waiter"))
    );
    let said = |what: &str| (of(what)["entity"].clone(), of(what)["details"].clone());
    assert_eq!(
        said("party_changed"),
        (
            json!(party.session),
            json!({"party_size": "5", "waiter_id": colleague["id"]})
        )
    );
    assert_eq!(
        said("table_moved"),
        (json!(free.id), json!({"from": "free", "to": "booked"}))
    );
    // What stays as it was is not named.
    assert_eq!(
        said("settings_changed"),
        (
            Value::Null,
            json!({"auto_accept": "false -> true", "urgent_minutes": "10 -> 3"})
        )
    );
    assert_eq!(said("code_reissued"), (json!(free.id), Value::Null));
    assert_eq!(of("sign_in_refused")["who"], json!({"kind": "nobody"}));
    for entry in ours {
        // The owner has the whole brand, so their sign-in concerns no branch.
        if entry["what"] == "sign_in_refused" {
            assert_eq!(entry["brand_id"], "marigold-tram");
        } else {
            assert_eq!(entry["branch_id"], stack.branch.as_str());
        }
        assert_eq!(entry["source"], "127.0.0.0/24");
        assert!(!entry["request_id"].as_str().unwrap().is_empty(), "{entry}");
    }
    // Time-ordered, and without a name or a PIN.
    let ids: Vec<_> = record.iter().map(|e| e["id"].as_str().unwrap()).collect();
    assert!(ids.is_sorted());
    let text = serde_json::to_string(&record).unwrap();
    for hidden in [
        "phone-",
        &format!("\"{}\"", party.pin),
        "password",
        &free.code,
        "not-the-one",
    ] {
        assert!(!text.contains(hidden), "{hidden}");
    }
}
