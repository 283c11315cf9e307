//! Figures stay a recount of the orders, whatever becomes of those who keep them and
//! however often and in whatever order the changes are told.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use reqwest::Method;
use salver::api::clock;
use salver::domain::order::Order;
use salver::domain::role::Role;
use salver::service::figures::{OrderChange, count_orders};
use salver::store::Store;
use salver_tests::{Answer, Dish, Stack, Staff, Takings, Today, key, until};
use serde_json::{Value, json};

use crate::load::Client;

/// How often the keeper of the figures is killed while orders come.
const KILLS: usize = 6;
/// Orders between two kills.
const BURST: usize = 4;

/// Voids a line here and cancels an order there, as a waiter does in a busy hour.
async fn change_some(waiter: &Staff, orders: &[Order]) {
    for (number, order) in orders.iter().enumerate() {
        let path = waiter.path(&format!("orders/{}", order.id));
        let line = format!("{path}/lines/{}", order.lines[0].id);
        let (path, status) = match number % 3 {
            0 => (path, "cancelled"),
            1 => (line, "cancelled"),
            _ => continue,
        };
        let body = json!({"status": status, "reason": "no more rice"});
        let answer = waiter.caller.send(Method::PATCH, &path, &body).await;
        answer.expect_status(200);
    }
}

async fn post(staff: &Staff, path: &str, body: &Value) -> Value {
    let request = staff.caller.request(Method::POST, &staff.path(path));
    let request = request.header("idempotency-key", key());
    Answer::to(request.json(body)).await.expect_status(201)
}

/// A pickup that is billed and paid; some of it goes back where `refunded`.
async fn settled(manager: &Staff, dish: &Dish, refunded: bool) -> String {
    let opened = post(manager, "checks", &json!({"kind": "pickup"})).await;
    let id = opened["id"].as_str().unwrap().to_owned();
    let mut line = json!({"id": "a"});
    for (name, value) in dish.line(2).as_object().unwrap() {
        line[name] = value.clone();
    }
    let lines = json!({"action": "kot", "lines": [line]});
    post(manager, &format!("checks/{id}/orders"), &lines).await;
    let off = json!({"discounts": [
        {"kind": "comp", "line_id": "a", "quantity": 1, "reason": "birthday"},
        {"kind": "percent", "rate_bp": 1000, "reason": "regular guest"},
    ]});
    let billed = post(manager, &format!("checks/{id}/bills"), &off).await;
    let bill = &billed["bills"][0];
    let path = format!("bills/{}", bill["id"].as_str().unwrap());
    let paid = json!({"method": "card", "amount": bill["total"]});
    post(manager, &format!("{path}/payments"), &paid).await;
    if refunded {
        let amount = json!({"minor": 500, "currency": bill["total"]["currency"]});
        let back = json!({"amount": amount, "method": "card", "reason": "cold"});
        post(manager, &format!("{path}/refunds"), &back).await;
    }
    id
}

fn kill_keepers(stack: &Stack) -> usize {
    let keepers = stack.processes().into_iter();
    let keepers = keepers.filter(|p| p.program() == "follow-up");
    keepers.inspect(|process| process.kill()).count()
}

#[tokio::test]
async fn figures_are_the_recount_after_kill_9_and_after_everything_is_told_again() {
    let stack = Stack::start().await;
    stack.lift_limits().await;
    // What nobody has accepted counts nothing.
    stack.accept_at_once().await;
    let dish = stack.menu().await.dish();
    let owner = stack.staff(Role::Owner).await;
    let waiter = stack.staff(Role::Waiter).await;
    let mut sessions = Vec::new();
    let done = Arc::new(AtomicUsize::new(0));
    let mut working = Vec::new();
    for number in 0..3 {
        let party = waiter.open(&stack.tables[number], "individual").await;
        let phone = party.join(&stack, "phone-one").await;
        let client = Client::new(phone, format!("phone-{number}"));
        working.push(tokio::spawn(client.work(dish.clone(), Arc::clone(&done))));
        sessions.push(party.session);
    }
    let mut ids: Vec<_> = sessions.iter().map(String::as_str).collect();
    let mut killed = 0;
    for round in 1..=KILLS {
        until("orders were taken", || {
            done.load(Ordering::Relaxed) >= round * BURST
        })
        .await;
        killed += kill_keepers(&stack);
    }
    assert!(killed >= KILLS / 2, "only {killed} were at work");
    for work in working {
        work.abort();
        let _ = work.await;
    }
    change_some(&waiter, &stack.raw_orders(&ids).await).await;
    let manager = stack.staff(Role::Manager).await;
    let mut checks = vec![settled(&manager, &dish, true).await];
    kill_keepers(&stack);
    checks.push(settled(&manager, &dish, false).await);
    ids.extend(checks.iter().map(String::as_str));
    let orders = stack.raw_orders(&ids).await;
    let wanted = Today::recounted(&stack, &orders).await;
    assert!(wanted.day.0 >= 8, "{wanted:?}");
    let money = Takings::recounted(&stack.raw_books(&checks).await);
    assert!(money.revenue > money.net, "{money:?}");
    assert_eq!(
        (money.refunds, money.comps["birthday"].0),
        (1, 2),
        "{money:?}"
    );
    assert_eq!(money.discounts["regular guest"].0, 2, "{money:?}");
    assert!(wanted.voided.0 > 0, "{wanted:?}");
    owner.figures_with(&money).await;
    owner.figures_of(&wanted).await;

    tell_again_in_any_order(&stack, &orders).await;
    owner.figures_of(&wanted).await;
    owner.figures_with(&money).await;

    // Its position in the stream is lost: all of the stream comes again.
    let folder = stack.kill_all();
    let streams = folder.path().join("data/streams");
    std::fs::remove_file(streams.join("FollowUp.TableStream.json")).unwrap();
    let stack = Stack::start_in(folder).await;
    let owner = stack.staff(Role::Owner).await;
    let waiter = stack.staff(Role::Waiter).await;
    // One order more, behind everything that came again.
    let party = waiter.open(&stack.tables[5], "family").await;
    let phone = party.join(&stack, "phone-one").await;
    phone.order(&phone.put("line-1", &dish, 2).await).await;
    ids.push(&party.session);
    let orders = stack.raw_orders(&ids).await;
    let wanted = Today::recounted(&stack, &orders).await;
    owner.figures_of(&wanted).await;
}

/// Every state that an order had, three times over, newest and oldest at once, by keepers
/// that know nothing of each other.
async fn tell_again_in_any_order(stack: &Stack, orders: &[Order]) {
    let mut telling = Vec::new();
    for order in orders {
        // What the guest sent, before anything was voided or rejected.
        let mut first = order.clone();
        first.version = 1;
        for line in &mut first.lines {
            line.quantity += line.voided;
            line.total = line.unit_price.times(line.quantity).unwrap();
        }
        for (old, new) in [(None, first.clone()), (Some(first), order.clone())] {
            for _ in 0..3 {
                telling.push((old.clone(), new.clone()));
            }
        }
    }
    let half = telling.len() / 2;
    telling.rotate_left(half);
    let keepers = (0..4).map(|keeper| {
        let store: Store = stack.store();
        let mut told = telling.clone();
        if keeper % 2 == 1 {
            told.reverse();
        }
        tokio::spawn(async move {
            for (before, after) in told {
                let change = vec![OrderChange { before, after }];
                count_orders(&store, change, clock::now()).await.unwrap();
            }
        })
    });
    for keeper in keepers.collect::<Vec<_>>() {
        keeper.await.unwrap();
    }
}
