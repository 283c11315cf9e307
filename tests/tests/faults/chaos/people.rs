//! Those who work on the orders meanwhile; what fails is tried in another round.

use std::time::Duration;

use reqwest::Method;
use salver_tests::{Answer, Dice, Screen, Staff};
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

fn id(thing: &Value) -> &str {
    thing["id"].as_str().unwrap()
}

/// The kitchen begins orders and makes them ready, the waiter serves them.
pub(super) async fn cook(mut manager: Staff, mut dice: Dice, over: Over) {
    while !over.is_over() {
        for order in board(&mut manager).await {
            let next = match order["status"].as_str() {
                Some("placed") => "accepted",
                Some("accepted") => "preparing",
                Some("preparing") => "ready",
                Some("ready") => "served",
                _ => continue,
            };
            if dice.roll(3) == 0 {
                let order = format!("orders/{}", id(&order));
                patch(&manager, &order, &json!({"status": next})).await;
            }
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
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
