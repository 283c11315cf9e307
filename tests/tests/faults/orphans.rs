//! No child survives its parent, however that ends.

use std::collections::BTreeSet;

use salver::domain::role::Role;
use salver_tests::{Process, Stack, until};

fn programs(stack: &Stack) -> BTreeSet<String> {
    stack.processes().iter().map(Process::program).collect()
}

#[tokio::test]
async fn no_function_outlives_a_killed_or_stopped_stack() {
    let stack = Stack::start().await;
    let folders = std::fs::read_dir(salver_tests::root().join("functions")).unwrap();
    let all: BTreeSet<String> = folders
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    assert_eq!(programs(&stack), all, "each function has a process");
    let (run, folder) = stack.kill_parent();
    until("all are gone", || Stack::left_of(&run).is_empty()).await;

    let stack = Stack::start_in(folder).await;
    assert_eq!(programs(&stack), all);
    stack.staff(Role::Waiter).await;
    let (status, run) = stack.stop().await;
    assert!(status.success(), "{status}");
    assert!(Stack::left_of(&run).is_empty());
}

#[tokio::test]
async fn a_killed_function_is_replaced_and_nobody_is_told_a_lie() {
    let stack = Stack::start().await;
    let dish = stack.menu().await.dish();
    let waiter = stack.staff(Role::Waiter).await;
    let party = waiter.open(&stack.tables[0], "family").await;
    let phone = party.join(&stack, "phone-one").await;
    let victims = ["edit-cart", "place-order", "fan-out", "track-session"];
    let mut socket = salver_tests::Socket::open(&phone.caller).await;
    for round in 1..=3 {
        for process in stack.processes() {
            if victims.contains(&process.program().as_str()) {
                process.kill();
            }
        }
        let line = format!("line-{round}");
        let put = phone.retried(|| phone.putting(&line, &dish.line(1))).await;
        let body = salver_tests::Phone::order_body(&put.expect_status(200));
        let key = salver_tests::key();
        let order = phone.retried(|| phone.ordering(&key, &body)).await;
        let order = order.expect_status(201);
        socket
            .event("order.changed", |o| o["id"] == order["id"])
            .await;
        let snapshot = phone.retried(|| phone.caller.request(reqwest::Method::GET, "/session"));
        let snapshot = snapshot.await.expect_status(200);
        assert_eq!(snapshot["orders"].as_array().unwrap().len(), round);
        assert_eq!(snapshot["check"]["order_count"], round);
    }
}
