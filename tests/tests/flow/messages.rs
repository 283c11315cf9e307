//! What customers of pickups and deliveries are told, through the real functions. The providers of
//! these stacks take everything and send nothing.

use std::time::Duration;

use jiff::SignedDuration;
use reqwest::Method;
use salver::api::clock;
use salver::domain::message::{LEASE_SECONDS, Message};
use salver::domain::role::Role;
use salver::domain::transitions::MessageStatus;
use salver_tests::{Answer, Dish, Stack, Staff, key};
use serde_json::{Value, json};

const OUTBOX: [&str; 4] = [
    "--parameter",
    "SmsProvider=outbox",
    "--parameter",
    "WhatsAppProvider=outbox",
];

async fn post(staff: &Staff, path: &str, key: &str, body: &Value) -> Answer {
    let request = staff.caller.request(Method::POST, &staff.path(path));
    Answer::to(request.header("idempotency-key", key).json(body)).await
}

async fn tells(manager: &Staff, body: &Value) {
    let path = manager.path("");
    let path = path.trim_end_matches('/');
    let told = manager.caller.send(Method::PATCH, path, body).await;
    told.expect_status(200);
}

async fn open(staff: &Staff, body: &Value) -> Value {
    post(staff, "checks", &key(), body).await.expect_status(201)
}

/// The first order of a check, sent twice under one key, and a second one.
async fn ordered(staff: &Staff, check: &Value, dish: &Dish) {
    let path = format!("checks/{}/orders", check["id"].as_str().unwrap());
    for (order, key) in ["one", "two"].map(|order| (order, key())) {
        let mut line = json!({"id": order});
        for (name, value) in dish.line(1).as_object().unwrap() {
            line[name] = value.clone();
        }
        let body = json!({"action": "kot", "lines": [line]});
        for _ in 0..2 {
            post(staff, &path, &key, &body).await.expect_status(201);
        }
    }
}

/// Brings a delivery a step further; whoever says so brings it.
async fn moved(staff: &Staff, check: &Value, status: &str) {
    let path = staff.path(&format!("checks/{}", check["id"].as_str().unwrap()));
    let body = json!({"status": status, "rider_id": staff.id.to_string()});
    let moved = staff.caller.send(Method::PATCH, &path, &body).await;
    moved.expect_status(200);
}

async fn messages(staff: &Staff) -> Vec<Value> {
    let list = staff.caller.get(&staff.path("messages")).await;
    list.expect_status(200)["messages"]
        .as_array()
        .unwrap()
        .clone()
}

/// Their kind, status and text, the oldest first.
async fn told(staff: &Staff) -> Vec<[String; 3]> {
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    let told = messages(staff).await.into_iter().rev();
    told.map(|one| ["kind", "status", "text"].map(|name| text(&one[name])))
        .collect()
}

async fn wish(staff: &Staff, message: &Value, status: &str) -> Answer {
    let path = staff.path(&format!("messages/{}", message["id"].as_str().unwrap()));
    let body = json!({"status": status, "version": message["version"]});
    staff.caller.send(Method::PATCH, &path, &body).await
}

fn delivery() -> Value {
    json!({"kind": "delivery", "customer": {"name": "Meera", "phone": "98450 12345",
        "address": "12 Lake Road"}})
}

#[tokio::test]
async fn a_customer_is_told_once_of_each_step() {
    let stack = Stack::start_with(tempfile::tempdir().unwrap(), &OUTBOX).await;
    let manager = stack.staff(Role::Manager).await;
    let dish = stack.menu().await.dish();
    // Nothing is told before somebody says so.
    let check = open(&manager, &delivery()).await;
    ordered(&manager, &check, &dish).await;
    assert_eq!(told(&manager).await.len(), 0);

    tells(
        &manager,
        &json!({"message_via": "sms", "message_order_confirmed": true, "message_out_for_delivery": true}),
    )
    .await;
    let check = open(&manager, &delivery()).await;
    ordered(&manager, &check, &dish).await;
    let name = check["name"].as_str().unwrap();
    let ours = format!("order {} is", name.rsplit(' ').next().unwrap());
    for status in ["preparing", "out_for_delivery"] {
        moved(&manager, &check, status).await;
    }
    // Nobody left a number, or one at which somebody is reached.
    for customer in [json!({"name": "Ravi"}), json!({"phone": "12345"})] {
        let check = open(&manager, &json!({"kind": "pickup", "customer": customer})).await;
        ordered(&manager, &check, &dish).await;
    }
    stack.caught_up().await;
    let told = told(&manager).await;
    let [confirmed, leaves] = told.as_slice() else {
        panic!("{told:?}");
    };
    assert_eq!(confirmed[..2], ["order_confirmed", "sent"]);
    assert!(
        confirmed[2].ends_with("is confirmed, for delivery."),
        "{told:?}"
    );
    assert_eq!(leaves[..2], ["out_for_delivery", "sent"]);
    assert!(leaves[2].ends_with("is on its way."), "{told:?}");
    assert!(confirmed[2].contains(&ours), "{ours}: {told:?}");
    let shown = &messages(&manager).await[0];
    assert_eq!(shown["to"], "+919845012345");
    assert!(
        shown["whatsapp"]
            .as_str()
            .unwrap()
            .starts_with("https://wa.me/919845012345?text="),
        "{shown}"
    );
    // No log knows whom it told what.
    let log = stack.function_log();
    assert!(log.contains("a message was handed over"));
    assert!(!log.contains("9845012345") && !log.contains("98450 12345"));
}

#[tokio::test]
async fn without_a_provider_people_send_what_is_told() {
    let stack = Stack::start().await;
    let manager = stack.staff(Role::Manager).await;
    let waiter = stack.staff(Role::Waiter).await;
    let dish = stack.menu().await.dish();
    tells(
        &manager,
        &json!({"message_via": "whatsapp", "message_order_confirmed": true}),
    )
    .await;
    let check = open(&manager, &delivery()).await;
    ordered(&manager, &check, &dish).await;
    stack.caught_up().await;
    let message = messages(&waiter).await.remove(0);
    assert_eq!(message["status"], "by_hand");
    let refused = wish(&waiter, &message, "queued").await;
    assert_eq!(
        refused.refused(409, "illegal_transition")["current"],
        "by_hand"
    );
    let sent = wish(&waiter, &message, "sent").await.expect_status(200);
    assert_eq!(sent["status"], "sent");
    wish(&waiter, &message, "dismissed")
        .await
        .refused(409, "version_conflict");
    let cook = stack.staff(Role::Cook).await;
    cook.caller
        .get(&cook.path("messages"))
        .await
        .refused(403, "forbidden");
}

#[tokio::test]
async fn a_bill_is_sent_once_for_a_key() {
    let stack = Stack::start_with(tempfile::tempdir().unwrap(), &OUTBOX).await;
    let manager = stack.staff(Role::Manager).await;
    let dish = stack.menu().await.dish();
    let check = open(&manager, &delivery()).await;
    ordered(&manager, &check, &dish).await;
    let path = format!("checks/{}/bills", check["id"].as_str().unwrap());
    let billed = post(&manager, &path, &key(), &json!({})).await;
    let billed = billed.expect_status(201);
    let bill = billed["bills"][0]["id"].as_str().unwrap();
    let path = format!("bills/{bill}/message");
    let once = key();
    post(&manager, &path, &once, &json!({}))
        .await
        .refused(422, "validation");
    tells(
        &manager,
        &json!({"message_via": "whatsapp", "message_bill": true}),
    )
    .await;
    let nobody = json!({"phone": "12"});
    post(&manager, &path, &key(), &nobody)
        .await
        .refused(422, "validation");
    let once = key();
    let first = post(&manager, &path, &once, &json!({}))
        .await
        .expect_status(201);
    let again = post(&manager, &path, &once, &json!({}))
        .await
        .expect_status(201);
    assert_eq!(first["id"], again["id"]);
    post(&manager, &path, &once, &json!({"phone": "+49 30 901820"}))
        .await
        .refused(422, "idempotency_key_reused");
    stack.caught_up().await;
    let told = told(&manager).await;
    assert_eq!(told.len(), 1, "{told:?}");
    assert_eq!(told[0][..2], ["bill", "sent"]);
    // The link opens the bill for whoever got it.
    let (_, token) = told[0][2].split_once("/receipt#").unwrap();
    let payer = stack.nobody().with_token(token);
    let receipt = payer.get("/receipt").await.expect_status(200);
    assert_eq!(receipt["number"], billed["bills"][0]["number"]);
    // A turned-off kind stays off, whatever the key.
    tells(&manager, &json!({"message_bill": false})).await;
    post(&manager, &path, &key(), &json!({}))
        .await
        .refused(422, "validation");
    let repeated = post(&manager, &path, &once, &json!({})).await;
    assert_eq!(repeated.expect_status(201)["id"], first["id"]);
}

/// By the schedule of the template, which runs each minute.
#[tokio::test]
async fn what_waited_is_seen_to_by_the_schedule() {
    let stack = Stack::start_with(tempfile::tempdir().unwrap(), &OUTBOX).await;
    let manager = stack.staff(Role::Manager).await;
    let dish = stack.menu().await.dish();
    tells(
        &manager,
        &json!({"message_via": "sms", "message_order_confirmed": true}),
    )
    .await;
    for _ in 0..2 {
        let check = open(&manager, &delivery()).await;
        ordered(&manager, &check, &dish).await;
    }
    stack.caught_up().await;
    let store = stack.store();
    let shown = messages(&manager).await;
    assert_eq!(shown.len(), 2);
    let mut changed = Vec::new();
    for message in &shown {
        let id = message["id"].as_str().unwrap().parse().unwrap();
        changed.push(store.message(&id).await.unwrap().unwrap());
    }
    let now = clock::now();
    let ago = |seconds: i64| now.checked_sub(SignedDuration::from_secs(seconds)).unwrap();
    // One whose function died while it sent, and one that was refused for the moment.
    let died = Message {
        status: MessageStatus::Sending,
        claimed_at: Some(ago(LEASE_SECONDS + 10)),
        version: changed[0].version + 1,
        ..changed[0].clone()
    };
    let refused = Message {
        status: MessageStatus::Queued,
        not_before: Some(now.checked_add(SignedDuration::from_secs(20)).unwrap()),
        trouble: Some("429".to_owned()),
        version: changed[1].version + 1,
        ..changed[1].clone()
    };
    for message in [&died, &refused] {
        assert!(store.save_message(message, None).await.unwrap());
    }
    let mut ended = Vec::new();
    for _ in 0..150 {
        tokio::time::sleep(Duration::from_secs(1)).await;
        ended.clear();
        for message in [&died, &refused] {
            let stored = store.message(&message.id).await.unwrap().unwrap();
            ended.push((stored.status, stored.version - message.version));
        }
        if ended.iter().all(|(_, steps)| *steps > 0) {
            break;
        }
    }
    let wanted = [(MessageStatus::Unconfirmed, 1), (MessageStatus::Sent, 2)];
    assert_eq!(ended, wanted);
}
