//! A rush: many parties at once, through every function, to see what stays in memory.

use std::collections::BTreeMap;

use futures::future::join_all;
use reqwest::Method;
use salver::domain::role::Role;
use salver_tests::{Answer, Coded, Dish, Socket, Stack, Staff, key, picture};
use serde_json::{Value, json};

use super::till;
use crate::counter::Printer;
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
    let before = woken(&stack);
    // Nobody has made it then, so that all of them try to.
    stack.remove("CLAIM", "CLAIM").await;
    let code = stack.code_of_set_up();
    join_all((0..PARTIES).map(|number| set_up(&stack, &code, number))).await;
    let printer = Printer::of(&stack, &manager, "hot").await;
    let sales = (0..PARTIES).map(|_| till::sale(&stack, &manager, (&printer, &dish)));
    join_all(sales).await;
    let tables = stack.tables.iter().take(PARTIES);
    join_all(tables.map(|table| evening(&stack, &manager, table, &dish))).await;
    // Nobody calls the sweep: it comes by the minute, alone.
    let called = woken(&stack)
        .into_iter()
        .filter(|(function, _)| function != "sweep");
    for (function, times) in called {
        let times = times - before[&function];
        // These are given what many parties did in one batch.
        let batched = ["fan-out", "follow-up"].contains(&function.as_str());
        let least = if batched { PARTIES / 4 } else { PARTIES };
        assert!(times >= least as u64, "{function} had no rush: {times}");
    }
    let processes = stack.processes().into_iter();
    let resident = |pid| memory::of(pid).resident;
    processes
        .map(|process| (process.program(), resident(process.pid)))
        .collect()
}

/// How often each function's process waited for something and went on: a function that is
/// not called waits once, for ever.
fn woken(stack: &Stack) -> BTreeMap<String, u64> {
    let processes = stack.processes().into_iter();
    processes
        .map(|process| (process.program(), memory::woken(process.pid)))
        .collect()
}

/// Somebody makes the first brand, at the same time as the others.
async fn set_up(stack: &Stack, code: &str, number: usize) {
    let nobody = stack.nobody();
    nobody.get("/set-up").await.expect_status(200);
    let wish = json!({
        "code": code,
        "account": {
            "name": "Vera",
            "login": format!("vera-{number}@lane.example"),
            "password": "four plain words",
        },
        "brand": {"name": "The Lanes"},
        "branch": {
            "name": "Lake Road", "currency": "INR", "time_zone": "Asia/Kolkata",
            "closing_hour": 4,
        },
    });
    let made = nobody.post("/set-up", &wish).await;
    assert!(matches!(made.status, 201 | 409), "{}", made.status);
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
    edit_menu(manager).await;
    read(&manager.path("stock"), manager).await;
    read(&manager.path("team"), manager).await;
    let picture = manager.path(&format!("tables/{}/qr?format=png", table.id));
    let picture = manager.caller.get(&picture).await;
    assert_eq!(picture.status, 200);
    for socket in sockets {
        socket.close().await;
    }
}

/// The menu is taken out as a file, put in again and looked through.
async fn edit_menu(manager: &Staff) {
    read(&manager.path("menu/draft"), manager).await;
    let export = manager.path("menu/export?format=json");
    let file = manager.caller.request(Method::GET, &export).send().await;
    let file = file.unwrap().error_for_status().unwrap().bytes().await;
    let import = manager.path("menu/imports?dry_run=true");
    let import = manager.caller.request(Method::POST, &import);
    let import = import.header("content-type", "application/json");
    let tried = Answer::to(import.body(file.unwrap())).await;
    tried.expect_status(200);
    read(&manager.path("menu/draft/changes"), manager).await;
    let photo = manager
        .caller
        .request(Method::POST, &manager.path("photos"));
    let kept = Answer::to(photo.body(picture("a dish"))).await;
    kept.expect_status(201);
}

async fn read(path: &str, who: &Staff) -> Value {
    who.caller.get(path).await.expect_status(200)
}
