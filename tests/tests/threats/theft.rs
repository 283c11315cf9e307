//! A copy of the whole table in a stranger's hand.

use std::collections::BTreeSet;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use flate2::read::GzDecoder;
use reqwest::Method;
use salver::domain::role::Role;
use salver::store::unpack;
use salver_tests::{Answer, Phone, Scene, Socket, Stack, ticket};
use serde_json::Value;

const DEVICE: &str = "8f14e45f-device-of-a-guest";

/// Every text in it, at any depth.
fn values(value: &Value, found: &mut BTreeSet<String>) {
    match value {
        Value::Object(map) => map.values().for_each(|inner| values(inner, found)),
        Value::Array(list) => list.iter().for_each(|inner| values(inner, found)),
        Value::String(text) => {
            found.insert(text.clone());
        }
        _ => {}
    }
}

/// How a JPEG begins.
const JPEG: &[u8] = b"\xff\xd8\xff";

/// What lies in it compressed: orders, stored answers, the menu.
fn unpacked(value: &Value, found: &mut Vec<String>) {
    match value {
        Value::Object(map) if map.len() == 1 && map.contains_key("B") => {
            let bytes = STANDARD.decode(map["B"].as_str().unwrap()).unwrap();
            if bytes.starts_with(JPEG) {
                // A picture of a dish, which guests are shown anyway.
                return;
            }
            let text = match bytes.starts_with(b"\x1f\x8b") {
                true => std::io::read_to_string(GzDecoder::new(bytes.as_slice())),
                false => unpack(&bytes),
            };
            found.push(text.unwrap());
        }
        Value::Object(map) => map.values().for_each(|inner| unpacked(inner, found)),
        Value::Array(list) => list.iter().for_each(|inner| unpacked(inner, found)),
        _ => {}
    }
}

/// The secrets that went over the wire in this evening.
async fn secrets(scene: &Scene, tickets: Vec<String>) -> Vec<String> {
    let stack = &scene.stack;
    let mut secrets = tickets;
    for role in Role::ALL {
        let person = stack.staff(role).await;
        secrets.push(person.caller.token().to_owned());
        secrets.push(person.refresh.clone());
        secrets.push(stack.sign_in_of(role).password.clone());
    }
    let guest = scene.phone.caller.token();
    secrets.push(guest.to_owned());
    secrets.push(guest.rsplit('.').next().unwrap().to_owned());
    secrets.push(DEVICE.to_owned());
    secrets
}

async fn opens_nothing(stack: &Stack, word: &str, phone: &Phone) {
    // What a header cannot carry is no token.
    if word.is_empty()
        || !word.bytes().all(|b| b.is_ascii_graphic())
        || word.contains(['/', '?', '#'])
    {
        return;
    }
    let nobody = stack.nobody();
    let parts: Vec<_> = phone.caller.token().split('.').collect();
    let floor = format!("/branches/{}/floor", stack.branch);
    let as_secret = format!("{}.{}.{word}", parts[0], parts[1]);
    for token in [word, &as_secret] {
        let caller = nobody.with_token(token);
        caller.get("/session").await.refused(401, "unauthenticated");
    }
    nobody
        .with_token(word)
        .get(&floor)
        .await
        .refused(401, "unauthenticated");
    let refresh = nobody.request(Method::POST, "/auth/refresh");
    let cookie = format!("salver_refresh={word}");
    Answer::to(refresh.header("cookie", cookie))
        .await
        .refused(401, "unauthenticated");
}

#[tokio::test]
async fn threat_14_stolen_database() {
    let scene = Scene::set().await;
    let (stack, party) = (&scene.stack, &scene.party);
    // The ID of a device is a secret between the phone and its guest.
    let mut joining = party.join_body(DEVICE, &party.pin);
    joining["guest"]["name"] = "Asha".into();
    let joined = stack.nobody().post("/sessions/join", &joining).await;
    joined.expect_status(201);
    party
        .try_join(stack, "phone-bad", &party.wrong_pin())
        .await
        .refused(403, "pin_wrong");
    let mut tickets = Vec::new();
    for _ in 0..3 {
        let ticket = ticket(&scene.phone.caller, None).await.expect_status(201);
        tickets.push(ticket["ticket"].as_str().unwrap().to_owned());
    }
    let _socket = Socket::open(&scene.waiter.caller).await;
    let secrets = secrets(&scene, tickets).await;
    assert_eq!(secrets.len(), 3 + 6 * 3 + 3);

    let dump = stack.dump().await;
    let mut packed = Vec::new();
    unpacked(&serde_json::to_value(&dump).unwrap(), &mut packed);
    let order = scene.order["id"].as_str().unwrap();
    for what in [order, "\"categories\""] {
        let is_there = packed.iter().filter(|text| text.contains(what)).count();
        assert!(is_there > 0, "{what} was not unpacked");
    }
    let text = serde_json::to_string(&dump).unwrap() + &packed.concat();
    for secret in &secrets {
        assert!(
            !text.contains(secret.as_str()),
            "{secret} lies in the table"
        );
    }
    let mut words = BTreeSet::new();
    values(&serde_json::to_value(&dump).unwrap(), &mut words);
    for text in &packed {
        values(&serde_json::from_str(text).unwrap(), &mut words);
    }
    // A PIN is short, so it may be part of something by chance; it is never a value.
    assert!(!words.contains(&party.pin) && !words.contains(&party.wrong_pin()));
    assert!(!text.contains("\"pin\""));
    // Hashes, of which the tokens' are there to be found, open nothing as they are.
    let hashes: Vec<_> = words.iter().filter(|w| w.len() >= 32).collect();
    assert!(hashes.len() > 10, "{}", hashes.len());
    for word in hashes.iter().take(60) {
        opens_nothing(stack, word, &scene.phone).await;
    }
    for (key, _) in dump.iter().filter(|(key, _)| key.starts_with("TICKET#")) {
        let hash = key
            .strip_prefix("TICKET#")
            .unwrap()
            .split(' ')
            .next()
            .unwrap();
        let path = format!("/realtime?ticket={hash}");
        let refused = Socket::try_open(&scene.phone.caller, &path, None).await;
        assert_eq!(refused.err(), Some(401));
    }
}
