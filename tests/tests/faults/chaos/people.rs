//! Those who work on the orders meanwhile; what fails is tried in another round.

use std::time::Duration;

use futures::stream::{self, StreamExt};
use reqwest::Method;
use salver_tests::{Answer, Dice, Dish, Heard, Screen, Sent, Staff, key};
use serde_json::{Value, json};

use super::Over;

/// How often a screen asks whether its link lives, and how long it waits for the answer. A
/// page takes 12 s and 6 s.
const BEAT: Duration = Duration::from_millis(400);
pub(super) const PONG: Duration = Duration::from_millis(1_500);

/// The board, when it can be had now.
async fn board(staff: &mut Staff) -> Vec<Value> {
    let request = staff.caller.request(Method::GET, &staff.path("kitchen"));
    let Ok(board) = Answer::try_to(request).await else {
        return Vec::new();
    };
    if board.status == 401 {
        staff.sign_in_again().await;
    }
    board.body["orders"].as_array().cloned().unwrap_or_default()
}

async fn patch(staff: &Staff, what: &str, body: &Value) {
    let request = staff.caller.request(Method::PATCH, &staff.path(what));
    let _ = Answer::try_to(request.json(body)).await;
}

pub(super) fn id(thing: &Value) -> &str {
    thing["id"].as_str().unwrap()
}

/// Takes an order one step further: the kitchen begins it and makes it ready, the waiter
/// serves it.
async fn step(staff: &Staff, order: &Value) {
    let next = match order["status"].as_str() {
        Some("placed") => "accepted",
        Some("accepted") => "preparing",
        Some("preparing") => "ready",
        Some("ready") => "served",
        _ => return,
    };
    let path = format!("orders/{}", id(order));
    patch(staff, &path, &json!({"status": next})).await;
}

/// Kitchen and waiter at their work.
pub(super) async fn cook(mut manager: Staff, mut dice: Dice, over: Over) {
    while !over.is_over() {
        for order in board(&mut manager).await {
            if dice.roll(3) == 0 {
                step(&manager, &order).await;
            }
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
}

/// Posts something once, again and again with its key until an answer says what became of it.
pub(super) async fn once(staff: &mut Staff, path: &str, body: &Value) -> Heard {
    let key = key();
    for _ in 0..30 {
        let request = staff.caller.request(Method::POST, &staff.path(path));
        let request = request.header("idempotency-key", &key).json(body);
        let Ok(answer) = Answer::try_to(request).await else {
            continue;
        };
        match (answer.status, answer.body["code"].as_str()) {
            (201, _) => return Heard::Ok(answer.body),
            (401, _) => staff.sign_in_again().await,
            // Nothing was written by this try; by an earlier one it may have been.
            (409, Some("in_progress")) | (500.., _) => {}
            _ => return Heard::Failed,
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    Heard::Unknown
}

/// The counter takes orders for pickups.
pub(super) async fn counter(
    mut staff: Staff,
    dishes: Vec<Dish>,
    mut dice: Dice,
    over: Over,
) -> Vec<Sent> {
    let mut all = Vec::new();
    while !over.is_over() {
        let taken = pickup(&mut staff, &dishes, &mut dice).await;
        all.extend(taken.into_iter().flat_map(|(_, sent)| sent));
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    all
}

/// A pickup is opened, and two orders are taken on it: some lines are saved first and go with the
/// next KOT. Its check and orders; none where nobody was told which check it is.
pub(super) async fn pickup(
    staff: &mut Staff,
    dishes: &[Dish],
    dice: &mut Dice,
) -> Option<(String, Vec<Sent>)> {
    let line = |dish: &Dish, id: &str| {
        let mut line = dish.line(1);
        line["id"] = json!(id);
        line
    };
    let Heard::Ok(check) = once(staff, "checks", &json!({"kind": "pickup"})).await else {
        return None;
    };
    let path = format!("checks/{}/orders", id(&check));
    let mut all = Vec::new();
    for round in 0..2 {
        let mut lines = std::collections::BTreeSet::new();
        let mut dish = || &dishes[usize::try_from(dice.roll(dishes.len() as u64)).unwrap()];
        let saved = format!("saved-{round}");
        let body = json!({"action": "save", "lines": [line(dish(), &saved)]});
        match once(staff, &path, &body).await {
            Heard::Ok(_) => drop(lines.insert(saved)),
            Heard::Failed => {}
            // Whether it goes with the next, nobody can say.
            Heard::Unknown => break,
        }
        let sent = format!("sent-{round}");
        let body = json!({"action": "kot", "lines": [line(dish(), &sent)]});
        lines.insert(sent);
        let heard = match once(staff, &path, &body).await {
            Heard::Ok(body) => Heard::Ok(body["order"].clone()),
            other => other,
        };
        let stands = matches!(heard, Heard::Ok(_));
        all.push(Sent {
            session: id(&check).to_owned(),
            guest: "staff".to_owned(),
            lines,
            heard,
        });
        if !stands {
            break;
        }
    }
    Some((id(&check).to_owned(), all))
}

/// What is left once the guests have ordered: a long evening has more open orders than a
/// board holds, and of those beyond it no screen can be asked. The oldest are worked off, side
/// by side, until `left` are open at most.
pub(super) async fn work_off(manager: &Staff, left: u64) {
    loop {
        let board = manager.caller.get(&manager.path("kitchen")).await;
        let board = board.expect_status(200);
        let orders = board["orders"].as_array().unwrap();
        let open = orders.len() as u64 + board["more_orders"].as_u64().unwrap();
        let Some(excess) = open.checked_sub(left).filter(|excess| *excess > 0) else {
            return;
        };
        let excess = usize::try_from(excess).unwrap();
        let steps = orders.iter().take(excess).map(|order| step(manager, order));
        stream::iter(steps)
            .buffer_unordered(8)
            .collect::<Vec<()>>()
            .await;
    }
}

/// Some dishes are off after all: pieces are voided, and whole orders are sent back.
pub(super) async fn regret(mut manager: Staff, mut dice: Dice, over: Over) {
    while !over.is_over() {
        let mut board = board(&mut manager).await;
        dice.shuffle(&mut board);
        if let Some(order) = board.first() {
            let mut path = format!("orders/{}", id(order));
            let refuses = order["status"] == "placed" && dice.roll(2) == 0;
            let status = if refuses { "rejected" } else { "cancelled" };
            if !refuses && dice.roll(4) > 0 {
                path = format!("{path}/lines/{}", id(&order["lines"][0]));
            }
            let body = json!({"status": status, "reason": "no more rice"});
            patch(&manager, &path, &body).await;
        }
        tokio::time::sleep(Duration::from_millis(200 + dice.roll(400))).await;
    }
}

/// A screen shows the kitchen until it is told to stop.
pub(super) async fn watch(mut screen: Screen, over: Over) -> Screen {
    while !over.is_over() {
        tokio::time::sleep(BEAT).await;
        screen.beat(PONG).await;
    }
    screen
}
