//! Many take money at once, and functions die of it.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use futures::{StreamExt, stream};
use reqwest::Method;
use salver::domain::role::Role;
use salver_tests::{
    Answer, Asked, Deed, Dish, Fate, Heard, Ledger, Papers, Stack, Staff, StoreProxy, key,
};
use serde_json::{Value, json};

/// Checks that are settled at once.
const CHECKOUTS: usize = 200;
/// Payments of one bill at once.
const PAYMENTS: usize = 50;
/// So many requests are under way: each waits for a process of its function.
const SIDE_BY_SIDE: usize = 40;

/// Posts once, again and again with one key until something is said.
async fn insist(staff: &Staff, path: &str, body: &Value) -> Answer {
    let key = key();
    for _ in 0..200 {
        let request = staff.caller.request(Method::POST, &staff.path(path));
        let request = request.header("idempotency-key", &key).json(body);
        if let Ok(answer) = Answer::try_to(request).await {
            let is_running = answer.body["code"] == "in_progress";
            if answer.status < 500 && !is_running {
                return answer;
            }
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    panic!("nothing was said of {path}");
}

/// A pickup on which something was ordered.
async fn ordered(staff: &Staff, dish: &Dish) -> String {
    let opened = insist(staff, "checks", &json!({"kind": "pickup"})).await;
    let check = opened.expect_status(201)["id"].as_str().unwrap().to_owned();
    let mut line = dish.line(1);
    line["id"] = json!("a");
    let kot = json!({"action": "kot", "lines": [line]});
    let taken = insist(staff, &format!("checks/{check}/orders"), &kot).await;
    taken.expect_status(201);
    check
}

fn asked((deed, of): (Deed, &str), bill: Option<&str>, mark: String, answer: Answer) -> Asked {
    Asked {
        deed,
        of: of.to_owned(),
        bill: bill.map(str::to_owned),
        mark,
        word: None,
        heard: Heard::of(Some(&answer)),
    }
}

/// Each function that takes money dies at every twelfth call of the store, before it or after it.
fn deadly(proxy: &StoreProxy) {
    let mut calls = 0_u32;
    proxy.judge(move |call| {
        if call.warm_up || call.function != "settle-bill" {
            return Fate::Pass;
        }
        calls += 1;
        match calls % 24 {
            7 => Fate::KillBefore,
            19 => Fate::KillAfter,
            _ => Fate::Pass,
        }
    });
}

/// Every number is taken once and none is left out, whoever died with it.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_hundred_checkouts_at_once_whose_functions_die_are_numbered_without_a_gap() {
    let proxy = StoreProxy::start();
    let stack = Stack::start_behind(&proxy).await;
    let dish = stack.menu().await.dish();
    let cashier = stack.staff(Role::Cashier).await;
    let taking = (0..CHECKOUTS).map(|_| ordered(&cashier, &dish));
    let checks: Vec<_> = stream::iter(taking).buffer_unordered(8).collect().await;
    deadly(&proxy);
    let (cashier, checks) = (&cashier, &checks);
    let ending = checks.iter().enumerate().map(async |(number, check)| {
        let mark = format!("card-{number}");
        let body = json!({"method": "card", "reference": mark});
        let ended = insist(cashier, &format!("checks/{check}/checkout"), &body).await;
        assert_eq!(ended.status, 201, "{}", ended.text);
        asked((Deed::CheckOut, check), None, mark, ended)
    });
    let ending = stream::iter(ending).buffer_unordered(SIDE_BY_SIDE);
    let all: Vec<Asked> = ending.collect().await;
    proxy.heal();
    let met = proxy.take();
    let killed = met.iter().filter(|(_, fate)| *fate != Fate::Pass).count();
    println!("{killed} of {} calls killed a function", met.len());
    assert!(killed > 10, "only {killed} deaths");
    let ledger = Ledger::read(&stack, &all).await;
    assert_eq!(
        ledger.faults(&all, &Papers::default()),
        Vec::<String>::new()
    );
    let numbers: BTreeSet<u32> = ledger.bills.iter().map(|bill| bill.number).collect();
    let wanted = 1..=u32::try_from(CHECKOUTS).unwrap();
    assert!(wanted.eq(numbers), "{:?}", ledger.bills);
    assert!(ledger.bills.iter().all(|bill| bill.paid == bill.total));
}

/// Fifty tills take the whole of one bill in the same moment, in every way: one of them gets it.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn fifty_payments_of_one_bill_at_once_are_one() {
    let proxy = StoreProxy::start();
    let stack = Stack::start_behind(&proxy).await;
    let dish = stack.menu().await.dish();
    let cashier = stack.staff(Role::Cashier).await;
    let mut all = Vec::new();
    for round in 0..2 {
        let check = ordered(&cashier, &dish).await;
        let billing = format!("checks/{check}/bills");
        let billed = insist(&cashier, &billing, &json!({})).await;
        let bill = billed.body["bills"][0].clone();
        let id = bill["id"].as_str().unwrap();
        let mark = format!("bill-{round}");
        all.push(asked((Deed::Bill, &check), None, mark, billed));
        // In the second round functions die of it too.
        let is_deadly = round == 1;
        if is_deadly {
            deadly(&proxy);
        }
        let path = format!("bills/{id}/payments");
        let (cashier, path, check, bill) = (&cashier, &path, &check, &bill);
        let paying = (0..PAYMENTS).map(async |number| {
            let mark = format!("till-{round}-{number}");
            let method = ["cash", "card", "upi", "voucher", "due"][number % 5];
            let mut body = json!({"method": method, "amount": bill["total"], "reference": mark});
            if method == "due" {
                body["customer"] = json!({"name": "Meera", "phone": "98450 12345"});
            }
            let paid = insist(cashier, path, &body).await;
            if paid.status != 201 {
                paid.clone().refused(409, "bill_paid");
            }
            asked((Deed::Pay, check), Some(id), mark, paid)
        });
        let paying = stream::iter(paying).buffer_unordered(PAYMENTS);
        let paid: Vec<Asked> = paying.collect().await;
        proxy.heal();
        let one = paid.iter().filter(|one| matches!(one.heard, Heard::Ok(_)));
        assert_eq!(one.count(), 1, "round {round}");
        all.extend(paid);
        let ledger = Ledger::read(&stack, &all).await;
        assert_eq!(ledger.came.len(), round + 1, "{:?}", ledger.came);
        assert_eq!(
            ledger.faults(&all, &Papers::default()),
            Vec::<String>::new()
        );
        assert!(ledger.bills.iter().all(|bill| bill.paid == bill.total));
    }
}

/// Whoever retries while another process of the function dies gets the answer of the first try.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn one_payment_sent_by_many_while_processes_are_killed_is_one() {
    let stack = Arc::new(Stack::start().await);
    let dish = stack.menu().await.dish();
    let cashier = stack.staff(Role::Cashier).await;
    let check = ordered(&cashier, &dish).await;
    let billed = insist(&cashier, &format!("checks/{check}/bills"), &json!({})).await;
    let bill = billed.expect_status(201)["bills"][0].clone();
    let over = Arc::new(AtomicBool::new(false));
    let (killing, until) = (Arc::clone(&stack), Arc::clone(&over));
    let killer = tokio::spawn(async move {
        while !until.load(Ordering::Relaxed) {
            let mut processes = killing.processes().into_iter();
            if let Some(process) = processes.find(|p| p.program() == "settle-bill") {
                process.kill();
            }
            tokio::time::sleep(Duration::from_millis(80)).await;
        }
    });
    let path = cashier.path(&format!("bills/{}/payments", bill["id"].as_str().unwrap()));
    let key = key();
    let body = json!({"method": "cash", "amount": bill["total"]});
    let sending = (0..20).map(async |_| {
        loop {
            let request = cashier.caller.request(Method::POST, &path);
            let request = request.header("idempotency-key", &key).json(&body);
            match Answer::try_to(request).await {
                Ok(answer) if answer.status == 201 => return answer.body,
                _ => tokio::time::sleep(Duration::from_millis(30)).await,
            }
        }
    });
    let told: Vec<Value> = stream::iter(sending).buffer_unordered(20).collect().await;
    over.store(true, Ordering::Relaxed);
    killer.await.unwrap();
    assert!(told.iter().all(|answer| *answer == told[0]), "{told:?}");
    let store = stack.store();
    let books = store.books(&check.parse().unwrap()).await.unwrap().unwrap();
    assert_eq!(books.payments.len(), 1, "{:?}", books.payments);
}
