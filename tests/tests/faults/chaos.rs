//! An evening on which everything fails now and then; afterwards every order stands once.
//!
//! `SALVER_CHAOS_SEED` repeats a run's decisions; `SALVER_CHAOS_MINUTES` makes a long one,
//! which is what `cargo xtask chaos` does.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use reqwest::{Method, RequestBuilder};
use salver::auth::Role;
use salver_tests::{
    Answer, Dish, Fate, Heard, History, Phone, Screen, Sent, Stack, Staff, StoreProxy, key,
};
use serde_json::{Value, json};

/// Numbers that look random and repeat with their seed (SplitMix64).
#[derive(Debug, Clone)]
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        (z ^ (z >> 31)) % sides
    }

    /// Dice of their own for somebody.
    fn of(&self, who: u64) -> Self {
        Self(Self(self.0 ^ who).roll(u64::MAX))
    }
}

/// How much is done.
struct Size {
    parties: usize,
    /// Orders of each phone.
    orders: usize,
    /// Goes on until then even when all orders are sent.
    until: Option<Instant>,
}

impl Size {
    fn of_environment() -> Self {
        let minutes = std::env::var("SALVER_CHAOS_MINUTES").ok();
        match minutes.and_then(|text| text.parse::<u64>().ok()) {
            Some(minutes) => Self {
                parties: 50,
                orders: 20,
                until: Some(Instant::now() + Duration::from_secs(60 * minutes)),
            },
            None => Self {
                parties: 5,
                orders: 4,
                until: None,
            },
        }
    }
}

/// A phone on a bad network: every third answer to it is lost after the work was done.
struct Guest {
    phone: Phone,
    session: String,
    name: String,
    dice: Dice,
    heard: usize,
    sent: Vec<Sent>,
}

impl Guest {
    /// One try; `None` when no answer arrives.
    async fn attempt(&mut self, request: RequestBuilder) -> Option<Answer> {
        let answer = Answer::try_to(request).await.ok();
        self.heard += 1;
        answer.filter(|_| !self.heard.is_multiple_of(3))
    }

    /// Tries with pauses until something is said, at most so often.
    async fn insist(
        &mut self,
        times: usize,
        request: impl Fn(&Phone) -> RequestBuilder,
    ) -> Option<Answer> {
        for _ in 0..times {
            let request = request(&self.phone);
            let answer = self.attempt(request).await.filter(|a| a.status < 500);
            if answer.is_some() {
                return answer;
            }
            let pause = 20 + self.dice.roll(100);
            tokio::time::sleep(Duration::from_millis(pause)).await;
        }
        None
    }

    async fn order(&mut self, dish: &Dish, number: usize) {
        let line = format!("{}-{number}", self.name);
        let body = dish.line(1);
        let put = self.insist(100, |phone| phone.putting(&line, &body)).await;
        let put = put.unwrap();
        if put.body["code"] == "cart_changed" {
            // It was put, the answer was lost, and the other phone has ordered it since.
            return;
        }
        let cart = put.expect_status(200);
        let mut sent = Sent::new(&self.session, &self.phone.guest, &cart);
        let (key, body) = (key(), Phone::order_body(&cart));
        // Some phones are put away before they hear anything.
        let times = if self.dice.roll(4) == 0 { 1 } else { 100 };
        let answer = self
            .insist(times, |phone| phone.ordering(&key, &body))
            .await;
        sent.heard = Heard::of(answer.as_ref());
        if sent.heard == Heard::Failed {
            // The other phone of the party was faster.
            assert_eq!(answer.unwrap().body["code"], "cart_changed");
        }
        self.sent.push(sent);
    }

    async fn evening(mut self, dish: Dish, orders: usize, until: Option<Instant>) -> Vec<Sent> {
        let mut number = 0;
        while number < orders || until.is_some_and(|until| Instant::now() < until) {
            number += 1;
            self.order(&dish, number).await;
        }
        self.sent
    }
}

/// What becomes of the store's calls: most pass.
fn judge(proxy: &StoreProxy, mut dice: Dice) {
    proxy.judge(move |call| match dice.roll(100) {
        _ if call.warm_up => Fate::Pass,
        0..3 => Fate::Throttle,
        3..5 => Fate::Break,
        5..7 => Fate::HangUp,
        7..10 => Fate::LoseAnswer,
        10..13 => Fate::AnswerLate(Duration::from_millis(dice.roll(200))),
        13..15 => Fate::Late(Duration::from_millis(dice.roll(200))),
        15 => Fate::KillBefore,
        16 => Fate::KillAfter,
        _ => Fate::Pass,
    });
}

/// The kitchen begins orders and makes them ready; what fails is tried at the next round.
async fn cook(manager: Staff, over: Arc<AtomicBool>) {
    while !over.load(Ordering::Relaxed) {
        let path = manager.path("kitchen");
        let Ok(board) = Answer::try_to(manager.caller.request(Method::GET, &path)).await else {
            continue;
        };
        for order in board.body["orders"]
            .as_array()
            .into_iter()
            .flatten()
            .take(3)
        {
            let next = match order["status"].as_str() {
                Some("placed") => "accepted",
                Some("accepted") => "preparing",
                Some("preparing") => "ready",
                _ => continue,
            };
            let path = manager.path(&format!("orders/{}", order["id"].as_str().unwrap()));
            let step = manager.caller.request(Method::PATCH, &path);
            let _ = Answer::try_to(step.json(&json!({"status": next}))).await;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
}

fn versions(board: &[Value]) -> std::collections::BTreeMap<String, u64> {
    let version = |order: &Value| {
        let id = order["id"].as_str().unwrap().to_owned();
        (id, order["version"].as_u64().unwrap())
    };
    board.iter().map(version).collect()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn chaos_loses_and_doubles_nothing() {
    let seed = std::env::var("SALVER_CHAOS_SEED").ok();
    let seed = seed
        .and_then(|text| text.parse().ok())
        .unwrap_or(20_261_121);
    // Shown when the test fails, so that the run can be repeated.
    println!("SALVER_CHAOS_SEED={seed}");
    let (dice, size) = (Dice(seed), Size::of_environment());
    let proxy = StoreProxy::start();
    let stack = Stack::start_behind(&proxy).await;
    let dish = stack.menu().await.dish();
    let manager = stack.staff(Role::Manager).await;
    let mut guests = Vec::new();
    for (number, table) in stack.tables.iter().take(size.parties).enumerate() {
        if manager.table(table).await["status"] != "free" {
            continue;
        }
        let mode = if number % 2 == 0 {
            "family"
        } else {
            "individual"
        };
        let party = manager.open(table, mode).await;
        for name in ["asha", "ravi"] {
            let name = format!("{name}-{number}");
            let phone = party.join(&stack, &format!("{name}-phone")).await;
            guests.push(Guest {
                phone,
                session: party.session.clone(),
                dice: dice.of(guests.len() as u64),
                name,
                heard: 0,
                sent: Vec::new(),
            });
        }
    }
    let mut screens = Vec::new();
    for _ in 0..3 {
        screens.push(Screen::open(stack.staff(Role::Cook).await).await);
    }
    judge(&proxy, dice.of(1_000));
    let over = Arc::new(AtomicBool::new(false));
    let cooking = tokio::spawn(cook(manager.clone(), Arc::clone(&over)));
    let evenings = guests
        .into_iter()
        .map(|guest| tokio::spawn(guest.evening(dish.clone(), size.orders, size.until)));
    let evenings: Vec<_> = evenings.collect();
    let mut history = History::default();
    for evening in evenings {
        history.sent.extend(evening.await.unwrap());
    }
    over.store(true, Ordering::Relaxed);
    cooking.await.unwrap();
    proxy.heal();
    let met = proxy.take();
    let (store, branch) = (stack.store(), stack.branch.clone());
    // One screen's link was cut without its noticing; the others kept theirs.
    screens[0].reconnect().await;
    let board = manager.board().await;
    history.check(&store, &branch, &board).await;
    for screen in &mut screens {
        settled(screen, &versions(&board)).await;
    }
    let told = |heard: fn(&Heard) -> bool| history.sent.iter().filter(|s| heard(&s.heard)).count();
    let ok = told(|heard| matches!(heard, Heard::Ok(_)));
    let unknown = told(|heard| *heard == Heard::Unknown);
    let faults = met.iter().filter(|(_, fate)| *fate != Fate::Pass).count();
    println!(
        "{ok} orders, {unknown} unknown, {faults} faults in {} calls",
        met.len()
    );
    assert!(ok > 0 && faults > met.len() / 20);
}

/// A screen shows the board, by events or, when it notices that it missed some, anew. The
/// stream may still be catching up, which every event after it would show.
async fn settled(screen: &mut Screen, board: &std::collections::BTreeMap<String, u64>) {
    for _ in 0..200 {
        if screen.settle().await.0 == *board {
            return;
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    let (shown, _) = screen.settle().await;
    assert_eq!(shown, *board, "the screen and the table differ for good");
}
