//! Phones that edit and order as fast as they can, and write down what they were told.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use salver_tests::{Answer, Caller, Dish, Phone, key};
use serde_json::Value;

/// An order that was sent, whatever came of it.
#[derive(Debug, Clone)]
pub(crate) struct Sent {
    pub(crate) key: String,
    pub(crate) body: Value,
    /// The 201; `None` when the line broke before an answer came.
    pub(crate) taken: Option<Answer>,
}

/// The gateway was still there when its function was not: nobody knows what came of it.
fn is_broken(answer: &Answer) -> bool {
    (500..=504).contains(&answer.status)
}

/// One phone with what it remembers.
#[derive(Debug)]
pub(crate) struct Client {
    pub(crate) phone: Phone,
    name: String,
    turn: usize,
    /// Lines of which a 200 said that they are in the cart.
    pub(crate) lines: Vec<String>,
    pub(crate) orders: Vec<Sent>,
}

impl Client {
    pub(crate) fn new(phone: Phone, name: String) -> Self {
        Self {
            phone,
            name,
            turn: 0,
            lines: Vec::new(),
            orders: Vec::new(),
        }
    }

    /// Goes on at a stack that was started anew.
    pub(crate) fn move_to(&mut self, nobody: &Caller) {
        self.phone.caller = self.phone.caller.at(nobody);
    }

    /// Works until the line breaks. Each order that was taken counts up `done`.
    pub(crate) async fn work(mut self, dish: Dish, done: Arc<AtomicUsize>) -> Self {
        while self.turn(&dish, &done).await.is_ok() {}
        self
    }

    async fn turn(&mut self, dish: &Dish, done: &AtomicUsize) -> reqwest::Result<()> {
        self.turn += 1;
        let line = format!("{}-{}", self.name, self.turn);
        let put = self.phone.putting(&line, &dish.line(1));
        let put = Answer::try_to(put).await?;
        if put.status != 200 {
            assert!(is_broken(&put), "{}", put.text);
            return Ok(());
        }
        self.lines.push(line);
        if !self.turn.is_multiple_of(2) {
            return Ok(());
        }
        let (key, body) = (key(), Phone::order_body(&put.body));
        let sent = Answer::try_to(self.phone.ordering(&key, &body)).await;
        let taken = match &sent {
            // The other phone of the party was faster: this order is none.
            Ok(answer) if answer.status == 409 => {
                assert_eq!(answer.body["code"], "cart_changed", "{}", answer.text);
                return Ok(());
            }
            Ok(answer) if answer.status == 201 => {
                done.fetch_add(1, Ordering::Relaxed);
                Some(answer.clone())
            }
            Ok(answer) => {
                assert!(is_broken(answer), "{}", answer.text);
                None
            }
            Err(_) => None,
        };
        self.orders.push(Sent { key, body, taken });
        sent.map(drop)
    }
}
