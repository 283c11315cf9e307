//! Acknowledged writes survive `kill -9` of the whole tree in mid-load.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use salver::domain::role::Role;
use salver_tests::{Stack, until};
use serde_json::Value;

use crate::load::Client;

/// Parties of two phones each. The family's phones fight for one cart, the others' do not.
const PARTIES: [&str; 3] = ["family", "individual", "individual"];
/// Orders taken in each round before everything is killed.
const ORDERS: usize = 12;

fn text(value: &Value) -> String {
    value.as_str().unwrap().to_owned()
}

fn line_ids(holder: &Value) -> impl Iterator<Item = String> {
    let lines = holder["lines"].as_array().unwrap();
    lines.iter().map(|line| text(&line["id"]))
}

#[tokio::test]
async fn what_was_acknowledged_survives_kill_9_of_everything() {
    let mut stack = Stack::start().await;
    stack.lift_limits().await;
    let dish = stack.menu().await.dish();
    let waiter = stack.staff(Role::Waiter).await;
    let mut parties: Vec<Vec<Client>> = Vec::new();
    for (number, mode) in PARTIES.into_iter().enumerate() {
        let party = waiter.open(&stack.tables[number], mode).await;
        let mut phones = Vec::new();
        for name in ["asha", "ravi"] {
            let name = format!("{name}-{number}");
            let phone = party.join(&stack, &format!("{name}-phone")).await;
            phones.push(Client::new(phone, name));
        }
        parties.push(phones);
    }
    for round in 1..=3 {
        let done = Arc::new(AtomicUsize::new(0));
        let mut working = Vec::new();
        for phones in parties.drain(..) {
            let phones = phones.into_iter();
            let work = phones.map(|p| tokio::spawn(p.work(dish.clone(), Arc::clone(&done))));
            working.push(work.collect::<Vec<_>>());
        }
        until("orders were taken", || {
            done.load(Ordering::Relaxed) >= ORDERS
        })
        .await;
        let folder = stack.kill_all();
        for phones in working {
            let mut party = Vec::new();
            for phone in phones {
                party.push(phone.await.unwrap());
            }
            parties.push(party);
        }
        stack = Stack::start_in(folder).await;
        for phones in &mut parties {
            for client in phones.iter_mut() {
                client.move_to(&stack.nobody());
                settle(client).await;
            }
            check(phones, round).await;
        }
        // No number was given twice on this day, over all parties.
        let mut numbers = BTreeSet::new();
        for phones in &parties {
            for order in phones[0].phone.orders().await {
                assert!(numbers.insert(order["number"].as_u64()), "{order}");
            }
        }
    }
}

/// Sends again, with its key, what had no answer; and what had one too, for the same answer.
async fn settle(client: &mut Client) {
    let mut kept = Vec::new();
    for mut sent in client.orders.drain(..) {
        let again = client.phone.try_order(&sent.key, &sent.body).await;
        match &sent.taken {
            Some(taken) => {
                assert_eq!((again.status, &again.text), (201, &taken.text));
            }
            None if again.status == 201 => sent.taken = Some(again),
            // It never became an order, and the cart has moved on since.
            None => {
                again.refused(409, "cart_changed");
                continue;
            }
        }
        kept.push(sent);
    }
    client.orders = kept;
}

/// The party's orders are exactly those that were taken, and its lines are all there.
async fn check(phones: &[Client], round: usize) {
    let snapshot = phones[0].phone.snapshot().await;
    let orders = phones[0].phone.orders().await;
    let by_id: BTreeMap<String, &Value> = orders.iter().map(|o| (text(&o["id"]), o)).collect();
    let taken: BTreeMap<String, &Value> = phones
        .iter()
        .flat_map(|p| &p.orders)
        .map(|sent| &sent.taken.as_ref().unwrap().body)
        .map(|order| (text(&order["id"]), order))
        .collect();
    assert_eq!(by_id, taken, "round {round}");

    let mut there: Vec<String> = orders.iter().flat_map(line_ids).collect();
    let mut carts = BTreeMap::new();
    for client in phones {
        let cart = client.phone.cart().await;
        carts.insert(text(&cart["id"]), cart);
    }
    there.extend(carts.values().flat_map(line_ids));
    let unique: BTreeSet<&String> = there.iter().collect();
    assert_eq!(
        unique.len(),
        there.len(),
        "round {round}: a line stands twice"
    );
    let said = phones.iter().flat_map(|p| &p.lines);
    let lost: Vec<_> = said.filter(|line| !unique.contains(line)).collect();
    assert!(lost.is_empty(), "round {round}: lost {lost:?}");

    let total: i64 = orders
        .iter()
        .map(|o| o["total"]["minor"].as_i64().unwrap())
        .sum();
    assert_eq!(snapshot["check"]["total"]["minor"], total, "round {round}");
    assert_eq!(
        snapshot["check"]["order_count"],
        orders.len(),
        "round {round}"
    );
}
