//! What guests say about themselves, who sees it, and that they are told apart.

use reqwest::Method;
use salver::domain::role::Role;
use salver_tests::{Answer, Party, Socket, Stack};
use serde_json::{Value, json};

async fn join(stack: &Stack, party: &Party, device: &str, guest: Value) -> Value {
    let mut body = party.join_body(device, &party.pin);
    body["guest"] = guest;
    let joined = stack.nobody().post("/sessions/join", &body).await;
    joined.expect_status(201)
}

#[tokio::test]
async fn a_phone_number_is_for_the_staff_and_a_party_s_size_is_kept() {
    const NUMBER: &str = "+91 98765 43210";
    let stack = Stack::start().await;
    let waiter = stack.staff(Role::Waiter).await;
    // Without a word about how many they are.
    let table = stack.tables[0].clone();
    let path = waiter.path(&format!("tables/{}/open", table.id));
    let opened = waiter.caller.post(&path, &json!({"mode": "family"})).await;
    let opened = opened.expect_status(201);
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    let party = Party {
        table,
        session: text(&opened["session"]["id"]),
        pin: text(&opened["pin"]),
    };
    let mut floor = Socket::open(&waiter.caller).await;
    let first = json!({"name": "Asha", "phone": NUMBER, "party_size": 5});
    let first = join(&stack, &party, "device-0001", first).await;
    assert_eq!(first["session"]["party_size"], 5);
    let asha = stack.nobody().with_token(first["token"].as_str().unwrap());
    let mut heard = Socket::open(&asha).await;
    // The first who says it is right, until staff say otherwise.
    let second = json!({"party_size": 7});
    let second = join(&stack, &party, "device-0002", second).await;
    assert_eq!(second["session"]["party_size"], 5);
    heard
        .event("guest.changed", |guest| guest["name"] == "Guest 2")
        .await;
    let changed = floor.event("table.changed", |table| {
        table["session"]["guest_count"] == 2
    });
    assert_eq!(changed.await["data"]["session"]["party_size"], 5);
    waiter
        .change(&party, &json!({"party_size": 6}))
        .await
        .expect_status(200);
    let third = join(&stack, &party, "device-0003", json!({"party_size": 2})).await;
    assert_eq!(third["session"]["party_size"], 6);

    let seen = waiter.party(&party).await.expect_status(200);
    assert_eq!(seen["session"]["party_size"], 6);
    assert_eq!(seen["guests"][0]["phone"], NUMBER);
    assert_eq!(seen["guests"][1].get("phone"), None);
    let others = stack.nobody().with_token(second["token"].as_str().unwrap());
    for caller in [&asha, &others] {
        let snapshot = Answer::to(caller.request(Method::GET, "/session")).await;
        assert_eq!(snapshot.status, 200);
        assert!(!snapshot.text.contains("98765"), "{}", snapshot.text);
    }
    for told in [heard.messages(), floor.messages()] {
        let told = Value::from(told).to_string();
        assert!(!told.contains("98765"), "{told}");
    }
    assert!(!stack.log().contains("98765"));
}

#[tokio::test]
async fn names_that_look_alike_are_told_apart() {
    let stack = Stack::start().await;
    let waiter = stack.staff(Role::Waiter).await;
    let party = waiter.open(&stack.tables[0], "family").await;
    for (device, name, shown) in [
        ("device-0001", "Asha", "Asha"),
        ("device-0002", "\u{410}sha", "\u{410}sha (2)"),
        ("device-0003", "Guest 4", "Guest 4 (3)"),
        ("device-0004", "Meera", "Meera"),
        // Who comes back is not taken for themselves, but for others all the same.
        ("device-0004", "MEERA", "MEERA"),
        ("device-0001", "asha", "asha (1)"),
    ] {
        let joined = join(&stack, &party, device, json!({"name": name})).await;
        assert_eq!(joined["guest"]["name"], shown, "{name}");
    }
}

#[tokio::test]
async fn a_guest_is_called_otherwise_on_every_screen_from_then_on() {
    let stack = Stack::start().await;
    let dish = stack.menu().await.dish();
    let waiter = stack.staff(Role::Waiter).await;
    let party = waiter.open(&stack.tables[0], "family").await;
    let asha = party.join(&stack, "device-0001").await;
    let rohan = party.join(&stack, "device-0002").await;
    rohan.put("line-1", &dish, 1).await;
    let mut heard = Socket::open(&asha.caller).await;
    let mut floor = Socket::open(&waiter.caller).await;
    let rename = async |body: &Value| rohan.caller.send(Method::PATCH, "/session/me", body).await;
    let renamed = rename(&json!({"name": " Rohan\u{200B} "})).await;
    let renamed = renamed.expect_status(200);
    assert_eq!(
        (&renamed["id"], &renamed["name"]),
        (&json!(rohan.guest), &json!("Rohan"))
    );
    let told = heard
        .event("guest.changed", |guest| guest["name"] == "Rohan")
        .await;
    assert_eq!(told["data"], renamed);
    // The floor hears that the party moved, and reads it.
    let version = asha.snapshot().await["session"]["version"].clone();
    floor
        .event("table.changed", |table| {
            table["session"]["version"] == version
        })
        .await;
    let seen = waiter.party(&party).await.expect_status(200);
    assert_eq!(seen["guests"][1]["name"], "Rohan");
    // What they had put into the cart is theirs, and what they send bears the name of now.
    let cart = asha.cart().await;
    assert_eq!(cart["lines"][0]["added_by"]["guest_id"], json!(rohan.guest));
    let order = rohan.order(&cart).await;
    assert_eq!(order["placed_by"]["name"], "Rohan");
    // The rules of joining.
    for (name, shown) in [("DEVICE-0001", "DEVICE-0001 (2)"), ("\u{200B}", "Guest 2")] {
        let renamed = rename(&json!({"name": name})).await.expect_status(200);
        assert_eq!(renamed["name"], shown);
    }
    let long = "x".repeat(41);
    for name in ["a\u{7}b", "\u{202E}nimda", &*long] {
        let refused = rename(&json!({"name": name})).await;
        let refused = refused.refused(422, "validation");
        assert_eq!(refused["errors"][0]["field"], "name", "{refused}");
    }
    for body in [
        json!({}),
        json!({"name": null}),
        json!({"name": "Asha", "id": "x"}),
    ] {
        rename(&body).await.refused(422, "validation");
    }
    assert_eq!(asha.snapshot().await["guests"][1]["name"], "Guest 2");
}
