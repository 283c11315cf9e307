//! A party at a table, and its phones.

use std::time::Duration;

use reqwest::{Method, RequestBuilder};
use serde_json::{Value, json};

use crate::client::{Answer, Caller};
use crate::dishes::Dish;
use crate::stack::{Coded, Stack};
use crate::staff::Staff;

/// A session from outside.
#[derive(Debug, Clone)]
pub struct Party {
    /// Where it sits.
    pub table: Coded,
    pub session: String,
    /// What guests type to join.
    pub pin: String,
}

/// A guest's phone that has joined.
#[derive(Debug, Clone)]
pub struct Phone {
    /// With the guest's token.
    pub caller: Caller,
    pub guest: String,
}

impl Party {
    /// What a device sends to join.
    pub fn join_body(&self, device: &str, pin: &str) -> Value {
        json!({
            "table_code": self.table.code,
            "pin": pin,
            "device_id": device,
            "guest": {"name": device},
        })
    }

    /// A PIN that is not the party's.
    pub fn wrong_pin(&self) -> String {
        let right: u32 = self.pin.parse().unwrap();
        format!("{:04}", (right + 1) % 10_000)
    }

    /// A device tries to join.
    pub async fn try_join(&self, stack: &Stack, device: &str, pin: &str) -> Answer {
        let body = self.join_body(device, pin);
        stack.nobody().post("/sessions/join", &body).await
    }

    /// A device joins.
    pub async fn join(&self, stack: &Stack, device: &str) -> Phone {
        let joined = self.try_join(stack, device, &self.pin).await;
        let joined = joined.expect_status(201);
        Phone {
            caller: stack.nobody().with_token(joined["token"].as_str().unwrap()),
            guest: joined["guest"]["id"].as_str().unwrap().to_owned(),
        }
    }

    /// All that the party and the floor show of this session; no refused request may
    /// change it. The sequence numbers are left out: an event of before may still be on
    /// its way.
    pub async fn state(&self, witness: &Phone, waiter: &Staff) -> Value {
        let mut snapshot = witness.snapshot().await;
        snapshot.as_object_mut().unwrap().remove("topics");
        json!({"party": snapshot, "floor": waiter.table(&self.table).await})
    }
}

impl Phone {
    /// All that the phone shows.
    pub async fn snapshot(&self) -> Value {
        self.caller.get("/session").await.expect_status(200)
    }

    /// The cart as the guest's phone reads it.
    pub async fn cart(&self) -> Value {
        self.caller.get("/cart").await.expect_status(200)
    }

    /// A request to make a line of the cart so.
    pub fn putting(&self, line: &str, body: &Value) -> RequestBuilder {
        let path = format!("/cart/lines/{line}");
        self.caller.request(Method::PUT, &path).json(body)
    }

    /// Makes a line of the cart so.
    pub async fn try_put(&self, line: &str, body: &Value) -> Answer {
        Answer::to(self.putting(line, body)).await
    }

    /// Sends a request as often as a page does it whose server has a bad moment.
    ///
    /// # Panics
    /// When the moment does not end.
    pub async fn retried(&self, request: impl Fn() -> RequestBuilder) -> Answer {
        for _ in 0..100 {
            let answer = Answer::to(request()).await;
            if answer.status < 500 {
                return answer;
            }
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
        panic!("it stays broken");
    }

    /// Puts a dish into the cart.
    pub async fn put(&self, line: &str, dish: &Dish, quantity: u32) -> Value {
        let answer = self.try_put(line, &dish.line(quantity)).await;
        answer.expect_status(200)
    }

    /// The order of a cart as it was read.
    pub fn order_body(cart: &Value) -> Value {
        json!({"cart_id": cart["id"], "cart_version": cart["version"], "expected_total": cart["total"]})
    }

    /// A request to order, with its key.
    pub fn ordering(&self, key: &str, body: &Value) -> RequestBuilder {
        let request = self.caller.request(Method::POST, "/orders");
        request.header("idempotency-key", key).json(body)
    }

    /// Orders.
    pub async fn try_order(&self, key: &str, body: &Value) -> Answer {
        Answer::to(self.ordering(key, body)).await
    }

    /// Orders a cart that nobody else touches.
    pub async fn order(&self, cart: &Value) -> Value {
        let answer = self.try_order(&crate::key(), &Self::order_body(cart)).await;
        answer.expect_status(201)
    }

    /// The session's orders, oldest first.
    pub async fn orders(&self) -> Vec<Value> {
        let list = self
            .caller
            .get("/orders?limit=100")
            .await
            .expect_status(200);
        list["orders"].as_array().unwrap().clone()
    }
}
