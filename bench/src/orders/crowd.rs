//! Many phones with full carts, and a kitchen with as many open orders as wanted.

use std::collections::HashSet;
use std::sync::Arc;
use std::time::{Duration, Instant};

use reqwest::Method;
use salver::domain::role::Role;
use salver::store::Store;
use salver_tests::{Answer, Dish, PATIENCE, Phone, Socket, Stack, Staff, key};
use serde_json::{Value, json};
use tokio::task::JoinSet;

/// What a guest is about to order.
#[derive(Debug, Clone)]
pub(crate) struct Guest {
    pub(crate) phone: Phone,
    /// The cart as the phone saw it last.
    pub(crate) cart: Value,
}

/// A branch full of guests, each with a cart of their own.
#[derive(Debug)]
pub(crate) struct Crowd {
    pub(crate) stack: Stack,
    pub(crate) store: Store,
    pub(crate) guests: Vec<Guest>,
    manager: Staff,
    dishes: [Dish; 3],
    rounds: usize,
    /// A kitchen's display, as in every restaurant: what is announced is delivered.
    kitchen: Socket,
    /// The orders that it has got.
    shown: HashSet<String>,
}

/// So many calls are under way at once while nothing is measured.
const HELPERS: usize = 8;

/// Between two looks at what the display has got.
const PAUSE: Duration = Duration::from_millis(1);

impl Crowd {
    /// Seats `guests` phones at the tables of a fresh branch, on a stack with these options.
    pub(crate) async fn seated(guests: usize, options: &[&str]) -> Self {
        let stack = Stack::start_with(tempfile::tempdir().unwrap(), options).await;
        stack.lift_limits().await;
        let manager = stack.staff(Role::Manager).await;
        let mut free = Vec::new();
        for table in &stack.tables {
            if manager.table(table).await["status"] == "free" {
                free.push(table.clone());
            }
        }
        let mut phones = Vec::new();
        let at_each = guests.div_ceil(free.len());
        for table in &free {
            let party = manager.open(table, "individual").await;
            for seat in 0..at_each.min(guests - phones.len()) {
                phones.push(
                    party
                        .join(&stack, &format!("phone-{}-{seat}", table.id))
                        .await,
                );
            }
        }
        let dishes = stack.menu().await.dishes();
        let kitchen = Socket::open(&stack.staff(Role::Cook).await.caller).await;
        let guests = phones.into_iter().map(|phone| Guest {
            phone,
            cart: Value::Null,
        });
        Self {
            store: stack.store(),
            guests: guests.collect(),
            manager,
            dishes: [0, 1, 2].map(|at| dishes[at].clone()),
            rounds: 0,
            kitchen,
            shown: HashSet::new(),
            stack,
        }
    }

    /// Puts three lines into the cart of each of the first `count` guests, and waits until all
    /// of it is told: `fan-out` must be idle when a round begins.
    pub(crate) async fn fill_carts(&mut self, count: usize) {
        self.rounds += 1;
        let (round, dishes) = (self.rounds, Arc::new(self.dishes.clone()));
        let guests = self.guests.drain(..count).collect();
        let filled = side_by_side(guests, move |mut guest: Guest| {
            let dishes = Arc::clone(&dishes);
            async move {
                for (number, dish) in dishes.iter().enumerate() {
                    let line = format!("line-{round}-{number}");
                    guest.cart = guest.phone.put(&line, dish, 1).await;
                }
                guest
            }
        });
        let filled = filled.await;
        self.guests.splice(0..0, filled);
        self.quiet().await;
    }

    /// Ends or adds open orders until there are `count`, and waits until the streams have
    /// caught up.
    pub(crate) async fn leave_open(&mut self, count: usize) {
        // A sign-in is good for ten minutes, a slow machine takes longer in all.
        self.manager = self.stack.staff(Role::Manager).await;
        let mut open = self.manager.board().await;
        while open.len() > count {
            let too_many = open.split_off(count);
            let manager = self.manager.clone();
            let reject = move |order: Value| {
                let manager = manager.clone();
                async move { reject(&manager, &order).await }
            };
            side_by_side(too_many, reject).await;
            open = self.manager.board().await;
        }
        if open.len() < count {
            let missing = count - open.len();
            self.fill_carts(missing).await;
            for guest in &self.guests[..missing] {
                guest.phone.order(&guest.cart).await;
            }
        }
        self.quiet().await;
    }

    /// Waits until the display has got every order that is on the board.
    pub(crate) async fn all_shown(&mut self) {
        let mut missing: HashSet<_> = self.manager.board().await.iter().map(id_of).collect();
        missing.retain(|order| !self.shown.contains(order));
        let until = Instant::now() + PATIENCE;
        while !missing.is_empty() {
            assert!(Instant::now() < until, "never shown: {missing:?}");
            for message in self.kitchen.take() {
                if message["type"] == "order.changed" {
                    let order = id_of(&message["data"]);
                    missing.remove(&order);
                    self.shown.insert(order);
                }
            }
            tokio::time::sleep(PAUSE).await;
        }
    }

    /// Waits until `fan-out` and `follow-up` are idle.
    async fn quiet(&self) {
        self.stack.caught_up().await;
    }
}

fn id_of(order: &Value) -> String {
    order["id"].as_str().unwrap().to_owned()
}

async fn reject(manager: &Staff, order: &Value) {
    let path = manager.path(&format!("orders/{}", order["id"].as_str().unwrap()));
    let body = json!({"status": "rejected", "reason": "benchmark", "version": order["version"]});
    let step = manager.caller.request(Method::PATCH, &path).json(&body);
    Answer::to(step).await.expect_status(200);
}

/// Does something with each, a few at once, and keeps their order.
async fn side_by_side<T, R, F>(all: Vec<T>, one: impl Fn(T) -> F) -> Vec<R>
where
    F: Future<Output = R> + Send + 'static,
    R: Send + 'static,
{
    let (mut running, mut done) = (JoinSet::new(), Vec::new());
    for (at, item) in all.into_iter().enumerate() {
        if running.len() == HELPERS {
            done.extend(running.join_next().await);
        }
        let work = one(item);
        running.spawn(async move { (at, work.await) });
    }
    done.extend(running.join_all().await.into_iter().map(Ok));
    let mut done: Vec<_> = done.into_iter().map(Result::unwrap).collect();
    done.sort_by_key(|(at, _)| *at);
    done.into_iter().map(|(_, result)| result).collect()
}

impl Guest {
    /// The request by which the phone orders its cart.
    pub(crate) async fn order(&self) -> Answer {
        let body = Phone::order_body(&self.cart);
        self.phone.try_order(&key(), &body).await
    }
}
