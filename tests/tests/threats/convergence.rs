//! Pushes that come twice, in another order or not at all: all clients end in one picture.
//! `static-site/src/lib/live/convergence.test.ts` shows it of the pages' own client for
//! thousands of seeds; here the events are those of a real stack.

use std::collections::{BTreeMap, BTreeSet};

use reqwest::Method;
use salver::domain::role::Role;
use salver_tests::{Dice, Socket, Stack};
use serde_json::{Value, json};

/// What a client keeps: the newest version of each order, and its status.
type Picture = BTreeMap<String, (u64, String)>;

fn keep(picture: &mut Picture, id: &Value, version: &Value, status: &Value) {
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    let newest = picture.entry(text(id)).or_default();
    let version = version.as_u64().unwrap();
    if version > newest.0 {
        *newest = (version, text(status));
    }
}

/// An evening of twelve orders, some of which move on: what the kitchen's socket was told,
/// and what lies in the table.
async fn evening() -> (Vec<Value>, Picture) {
    let stack = Stack::start().await;
    stack.lift_limits().await;
    let dish = stack.menu().await.dish();
    let waiter = stack.staff(Role::Waiter).await;
    let cook = stack.staff(Role::Cook).await;
    let mut socket = Socket::open(&cook.caller).await;
    let party = waiter.open(&stack.tables[0], "family").await;
    let phone = party.join(&stack, "phone-one").await;
    let mut dice = Dice::new(26);
    let mut orders: Vec<Value> = Vec::new();
    for round in 0..12 {
        let cart = phone.put(&format!("line-{round}"), &dish, 2).await;
        orders.push(phone.order(&cart).await);
        let at = usize::try_from(dice.roll(orders.len() as u64)).unwrap();
        let path = cook.path(&format!("orders/{}", orders[at]["id"].as_str().unwrap()));
        for status in ["accepted", "preparing", "ready", "served"] {
            // Those that are no step from where it is are refused, and change nothing.
            let body = json!({"status": status});
            cook.caller.send(Method::PATCH, &path, &body).await;
            if dice.roll(3) == 0 {
                break;
            }
        }
    }
    let mut truth = Picture::new();
    for order in phone.orders().await {
        keep(
            &mut truth,
            &order["id"],
            &order["version"],
            &order["status"],
        );
        let is_last = |m: &Value| {
            m["entity"]["id"] == order["id"] && m["entity"]["version"] == order["version"]
        };
        socket.hears("the last of an order", is_last).await;
    }
    assert_eq!(truth.len(), 12);
    let mut told = socket.messages();
    told.retain(|message| message["seq"].is_u64());
    (told, truth)
}

/// What a client makes of messages.
fn picture_of(messages: &[&Value]) -> Picture {
    let mut picture = Picture::new();
    for message in messages.iter().filter(|m| m["type"] == "order.changed") {
        let (entity, data) = (&message["entity"], &message["data"]);
        keep(
            &mut picture,
            &entity["id"],
            &entity["version"],
            &data["status"],
        );
    }
    picture
}

#[tokio::test]
async fn threat_26_pushes_doubled_reordered_lost() {
    let (told, truth) = evening().await;
    let seqs: BTreeSet<u64> = told.iter().map(|m| m["seq"].as_u64().unwrap()).collect();
    assert_eq!(seqs.len(), told.len(), "each number once");
    assert!(told.len() > 24, "{}", told.len());
    let (mut whole, mut behind) = (0, 0);
    for seed in 1..=1000 {
        let mut dice = Dice::new(seed);
        let fewest = seed % 2;
        let mut network: Vec<&Value> = Vec::new();
        for message in &told {
            // One or two of each with odd seeds; none, one or two with even ones.
            for _ in 0..fewest + dice.roll(3 - fewest) {
                network.push(message);
            }
        }
        dice.shuffle(&mut network);
        let picture = picture_of(&network);
        let heard: BTreeSet<u64> = network.iter().map(|m| m["seq"].as_u64().unwrap()).collect();
        if heard == seqs {
            // Twice and in any order: the same picture, without a look at the table.
            assert_eq!(picture, truth, "seed {seed}");
            whole += 1;
            continue;
        }
        // What was lost shows as a gap, or as less than the heartbeat says; so the client
        // fetches the snapshot, of which nothing that it heard is newer.
        behind += 1;
        let mut healed = picture.clone();
        for (id, (version, status)) in &truth {
            keep(&mut healed, &json!(id), &json!(version), &json!(status));
        }
        assert_eq!(healed, truth, "seed {seed}");
    }
    assert!(whole >= 500 && behind > 400, "{whole} {behind}");
}
