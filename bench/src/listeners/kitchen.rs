//! A restaurant whose orders are counted at the kitchen's sockets.

use std::time::{Duration, Instant};

use reqwest::Method;
use salver::domain::id::BranchId;
use salver::domain::role::Role;
use salver::domain::topic::Topic;
use salver::store::Store;
use salver_tests::{Answer, Dish, PATIENCE, Phone, Stack, Staff, key};
use serde_json::{Value, json};
use tokio::time::{sleep, timeout};

use crate::ears::Ears;
use crate::stats::Times;

/// Phones, each of a party of its own.
pub(super) const PHONES: usize = 20;

/// Lines of an order, as the peers were given.
const LINES: usize = 3;

/// Between two orders, once all have heard the first. What follows from an order besides
/// its events, the owner's figures, is over by then.
const PAUSE: Duration = Duration::from_millis(30);

/// A running restaurant with so many orders open.
pub(super) struct Kitchen {
    pub(super) stack: Stack,
    store: Store,
    waiter: Staff,
    cook: Staff,
    topic: Topic,
    phones: Vec<Phone>,
    dishes: Vec<Dish>,
    ears: Ears,
}

/// One order: when it was answered and heard, from the moment when it was sent.
pub(super) struct Heard {
    pub(super) answered: Duration,
    /// At every socket, the first one first.
    pub(super) receipts: Vec<Duration>,
    order: Value,
}

impl Kitchen {
    /// Opens it and leaves `open` orders on the kitchen's board.
    pub(super) async fn open(open: usize) -> Self {
        let stack = Stack::start().await;
        stack.lift_limits().await;
        let waiter = stack.staff(Role::Waiter).await;
        let mut phones = Vec::new();
        for table in stack.tables.iter().take(PHONES) {
            let party = waiter.open(table, "family").await;
            phones.push(party.join(&stack, "phone-one").await);
        }
        let mut dishes = stack.menu().await.dishes();
        dishes.truncate(LINES);
        let branch: BranchId = stack.branch.parse().unwrap();
        let kitchen = Self {
            store: stack.store(),
            cook: stack.staff(Role::Cook).await,
            topic: Topic::kitchen(&branch),
            stack,
            waiter,
            phones,
            dishes,
            ears: Ears::new(),
        };
        for at in 0..open {
            let phone = at % PHONES;
            let cart = kitchen.fill(phone).await;
            kitchen.phones[phone].order(&cart).await;
        }
        kitchen
    }

    /// Opens or closes sockets until so many listen.
    pub(super) async fn listen(&mut self, listeners: usize) {
        let (caller, topic) = (&self.cook.caller, self.topic.as_str());
        self.ears.set(listeners, |_| (caller, topic)).await;
        // Those that were closed are forgotten a moment later.
        let settled = async {
            while self.store.listeners(&self.topic).await.unwrap().len() != listeners {
                sleep(Duration::from_millis(20)).await;
            }
        };
        timeout(PATIENCE, settled).await.unwrap();
    }

    /// So many phones order once, one after the other; then the floor takes the orders
    /// back, so that as many are open as before.
    pub(super) async fn lap(&mut self, phones: usize) -> Vec<Heard> {
        let mut carts = Vec::new();
        for phone in 0..phones {
            carts.push(self.fill(phone).await);
        }
        self.ears.silence().await;
        let mut all = Vec::new();
        for (phone, cart) in carts.iter().enumerate() {
            all.push(self.order(phone, cart).await);
            sleep(PAUSE).await;
        }
        for heard in &all {
            let order = heard.order["id"].as_str().unwrap();
            let path = self.waiter.path(&format!("orders/{order}"));
            let body = json!({"status": "rejected", "reason": "measured"});
            let caller = &self.waiter.caller;
            let rejected = caller.send(Method::PATCH, &path, &body).await;
            rejected.expect_status(200);
        }
        self.ears.silence().await;
        all
    }

    /// A cart of three lines.
    async fn fill(&self, phone: usize) -> Value {
        let mut cart = Value::Null;
        for dish in &self.dishes {
            cart = self.phones[phone].put(&key(), dish, 1).await;
        }
        cart
    }

    async fn order(&mut self, phone: usize, cart: &Value) -> Heard {
        let body = Phone::order_body(cart);
        let request = self.phones[phone].ordering(&key(), &body);
        let sent = Instant::now();
        let order = Answer::to(request).await.expect_status(201);
        let answered = sent.elapsed();
        let id = order["id"].as_str().unwrap();
        let arrivals = self.ears.arrivals(|said| {
            let about_it = said.entity.as_ref().is_some_and(|entity| entity.id == id);
            said.kind == "order.changed" && about_it
        });
        let arrivals = arrivals.await;
        let mut receipts: Vec<_> = arrivals.iter().map(|at| *at - sent).collect();
        receipts.sort_unstable();
        Heard {
            answered,
            receipts,
            order,
        }
    }
}

/// What was heard in several laps.
#[derive(Default)]
pub(super) struct Delays {
    /// At every socket.
    pub(super) all: Times,
    /// At the slowest socket of each order.
    pub(super) slowest: Times,
    /// The answer to the phone.
    pub(super) answers: Times,
}

impl Delays {
    /// Counts an order in.
    pub(super) fn note(&mut self, heard: &Heard) {
        for receipt in &heard.receipts {
            self.all.push(*receipt);
        }
        self.slowest.push(*heard.receipts.last().unwrap());
        self.answers.push(heard.answered);
    }
}
