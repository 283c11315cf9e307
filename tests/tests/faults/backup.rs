//! A backup that is made in the busiest hour, and an evening that goes on from it.

use std::collections::BTreeMap;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::{Command, Output};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};

use reqwest::Method;
use salver::domain::role::Role;
use salver_tests::{
    Answer, Books, Dish, Phone, Socket, Stack, Today, program, refresh_cookie, until,
};
use serde_json::{Value, json};

/// Parties that order at once, each from a cart of its own.
const PARTIES: usize = 3;
/// Orders before the backup, and orders that must come while it is made or after it.
const ORDERS: usize = 12;

/// What everybody was told, in the order in which they were told it.
type Told = Arc<Mutex<Vec<Value>>>;

fn told(orders: &Told) -> BTreeMap<String, Value> {
    let orders = orders.lock().unwrap();
    let by_id = orders.iter().map(|order| (id_of(order), order.clone()));
    by_id.collect()
}

fn id_of(order: &Value) -> String {
    order["id"].as_str().unwrap().to_owned()
}

/// Orders until it is told to stop; every order that was sent is told of.
async fn order_on(phone: Phone, dish: Dish, orders: Told, stop: Arc<AtomicBool>) {
    for turn in 0.. {
        if stop.load(Ordering::Relaxed) {
            return;
        }
        let cart = phone.put(&format!("line-{turn}"), &dish, 1).await;
        let order = phone.order(&cart).await;
        orders.lock().unwrap().push(order);
    }
}

/// Runs a command of the stack's program beside the load.
async fn run(command: &str, options: [(&str, &Path); 2]) -> Output {
    let mut process = Command::new(program());
    process.arg(command);
    for (name, value) in options {
        process.arg(name).arg(value);
    }
    let run = tokio::task::spawn_blocking(move || process.output().unwrap());
    run.await.unwrap()
}

fn succeeded(output: &Output) {
    let error = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{error}");
}

#[tokio::test]
async fn a_backup_under_load_is_whole_and_everybody_goes_on_from_it() {
    let stack = Stack::start().await;
    stack.lift_limits().await;
    let dish = stack.menu().await.dish();
    let waiter = stack.staff(Role::Waiter).await;
    let orders = Told::default();
    let stop = Arc::new(AtomicBool::new(false));
    let (mut phones, mut sessions, mut working) = (Vec::new(), Vec::new(), Vec::new());
    for number in 0..PARTIES {
        let party = waiter.open(&stack.tables[number], "individual").await;
        let phone = party.join(&stack, &format!("phone-no-{number}")).await;
        let load = order_on(phone.clone(), dish.clone(), orders.clone(), stop.clone());
        working.push(tokio::spawn(load));
        phones.push(phone);
        sessions.push(party.session);
    }
    let count = || orders.lock().unwrap().len();
    until("orders were taken", || count() >= ORDERS).await;
    let before = told(&orders);
    let place = tempfile::tempdir().unwrap();
    let backup = place.path().join("evening");
    let data = stack.data();
    let output = run("backup", [("--data-dir", &data), ("--to", &backup)]).await;
    succeeded(&output);
    let after = count();
    until("orders go on", || count() >= after + ORDERS).await;
    stop.store(true, Ordering::Relaxed);
    for work in working {
        work.await.unwrap();
    }
    let all = told(&orders);
    for file in [
        "store.db",
        "secrets.json",
        "demo.json",
        "streams/FanOut.TableStream.json",
    ] {
        let mode = backup.join(file).metadata().unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600, "{file}");
    }

    // The machine is lost, with all that came after the backup.
    drop(stack.kill_all());
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    let output = run("restore", [("--from", &backup), ("--data-dir", &data)]).await;
    succeeded(&output);
    // Not over anything that is there.
    let output = run("restore", [("--from", &backup), ("--data-dir", &data)]).await;
    assert!(!output.status.success());
    let stack = Stack::start_in(folder).await;

    // Every order of before is there, and each of the others is there whole or not at all.
    let nobody = stack.nobody();
    let mut there = BTreeMap::new();
    for phone in &mut phones {
        phone.caller = phone.caller.at(&nobody);
        for order in phone.orders().await {
            assert_eq!(all.get(&id_of(&order)), Some(&order), "as it was told");
            there.insert(id_of(&order), order);
        }
    }
    let lost: Vec<_> = before
        .keys()
        .filter(|id| !there.contains_key(*id))
        .collect();
    assert!(lost.is_empty(), "{lost:?} of {}", before.len());
    assert!(there.len() < all.len(), "the load went on after the backup");
    stack.caught_up().await;
    let books = Books::balanced(&stack.store(), &stack.branch, &sessions).await;
    assert_eq!(books.orders().count(), there.len());

    // Sign-ins of before go on too, and the streams, from where the store was.
    let request = nobody.request(Method::POST, "/auth/refresh");
    let cookie = format!("salver_refresh={}", waiter.refresh);
    let answer = Answer::to(request.header("cookie", cookie)).await;
    assert_eq!(answer.status, 200, "{}", answer.text);
    assert_ne!(refresh_cookie(&answer), waiter.refresh);
    let caller = waiter.caller.at(&nobody);
    let mut socket = Socket::open(&caller).await;
    let dish = stack.menu().await.dish();
    let order = phones[0]
        .order(&phones[0].put("line-new", &dish, 2).await)
        .await;
    let event = socket
        .event("order.changed", |o| o["id"] == order["id"])
        .await;
    assert_eq!(event["data"]["status"], "placed");
    let path = waiter.path(&format!(
        "orders/{}",
        id_of(&there[before.keys().next().unwrap()])
    ));
    let rejection = json!({"status": "rejected", "reason": "the kitchen was shut"});
    let answer = caller.send(Method::PATCH, &path, &rejection).await;
    answer.expect_status(200);
    let ids: Vec<_> = sessions.iter().map(String::as_str).collect();
    let wanted = Today::recounted(&stack, &stack.raw_orders(&ids).await).await;
    let owner = stack.staff(Role::Owner).await;
    owner.figures_of(&wanted).await;
}
