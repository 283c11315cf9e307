//! A rush: many parties at once, through every function, to see what stays in memory.

use std::collections::BTreeMap;

use futures::future::join_all;
use reqwest::Method;
use salver::domain::role::Role;
use salver_tests::{Answer, Coded, Dish, Socket, Stack, Staff, key};
use serde_json::{Value, json};

use crate::memory;

/// Parties at once.
pub(super) const PARTIES: usize = 16;

/// Resident bytes of each function's process when a rush is over. There is one process of
/// each, which has all parties at once.
pub(super) async fn resident_after() -> BTreeMap<String, u64> {
    let folder = tempfile::tempdir().unwrap();
    let at_once = PARTIES.to_string();
    let options = ["--workers", "1", "--concurrency", &at_once];
    let stack = Stack::start_with(folder, &options).await;
    let dish = stack.menu().await.dish();
    let manager = stack.staff(Role::Manager).await;
    let tables = stack.tables.iter().take(PARTIES);
    join_all(tables.map(|table| evening(&stack, &manager, table, &dish))).await;
    let processes = stack.processes().into_iter();
    let resident = |pid| memory::of(pid).resident;
    processes
        .map(|process| (process.program(), resident(process.pid)))
        .collect()
}

/// A party from its waiter's sign-in to its served order, with every screen open.
async fn evening(stack: &Stack, manager: &Staff, table: &Coded, dish: &Dish) {
    let waiter = stack.staff(Role::Waiter).await;
    let party = waiter.open(table, "family").await;
    let phone = party.join(stack, &format!("phone-{}", table.id)).await;
    let mut sockets = Vec::new();
    for caller in [&phone.caller, &waiter.caller, &manager.caller] {
        let mut socket = Socket::open(caller).await;
        assert!(socket.is_alive().await);
        sockets.push(socket);
    }
    let cart = phone.put("line-1", dish, 2).await;
    let order = phone.order(&cart).await;
    phone.snapshot().await;
    let call = phone.caller.request(Method::POST, "/calls");
    let call = call.header("idempotency-key", key());
    let called = Answer::to(call.json(&json!({"reason": "water"}))).await;
    called.expect_status(201);
    let id = &order["id"];
    for status in ["accepted", "preparing", "ready", "served"] {
        let moved = waiter.move_order(&json!({"id": id}), status).await;
        moved.expect_status(200);
    }
    waiter.board().await;
    let menu = format!("/branches/{}/menu", stack.branch);
    read(&manager.path("figures"), manager).await;
    read(&manager.path("cards"), manager).await;
    read(&menu, manager).await;
    let picture = manager.path(&format!("tables/{}/qr?format=png", table.id));
    let picture = manager.caller.get(&picture).await;
    assert_eq!(picture.status, 200);
    for socket in sockets {
        socket.close().await;
    }
}

async fn read(path: &str, who: &Staff) -> Value {
    who.caller.get(path).await.expect_status(200)
}
