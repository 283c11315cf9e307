//! What nobody asks for: connections that end, and what the table's stream sets off. It is
//! done when it can be seen, without anybody's trying again.

use std::time::Duration;

use salver::domain::fold::Quarter;
use salver_tests::{Answer, PATIENCE};
use serde_json::{Value, json};

use super::send::plain;
use super::{House, Scene, Write};

impl Scene {
    /// Sets it off and waits until it has come through, however often it was hit.
    pub(super) async fn follow(&self, house: &House) -> Answer {
        let followed = tokio::time::timeout(2 * PATIENCE, self.come_through(house));
        let Ok(answer) = followed.await else {
            panic!("{:?} never comes through", self.write);
        };
        answer
    }

    async fn come_through(&self, house: &House) -> Answer {
        match self.write {
            Write::Overstay => self.overstay().await,
            Write::HangUp => self.hang_up(house).await,
            Write::PutOut => self.put_out(house).await,
            Write::Count => {
                let answer = Answer::to(self.request(house, self.write)).await;
                self.is_counted(house).await;
                answer
            }
            _ => self.announce(house).await,
        }
    }

    /// Says something until it is put out. What a killed function was told is not said again
    /// by anybody else.
    async fn overstay(&self) -> Answer {
        let mut sockets = self.sockets.lock().await;
        let (socket, _) = sockets.as_mut().unwrap();
        while socket.has_ended().is_none() {
            let patience = Duration::from_millis(500);
            socket.try_ping(&json!({}), patience).await;
        }
        assert_eq!(socket.ends().await, 4401);
        plain(200)
    }

    /// Ends the connection. The gateway says so once.
    async fn hang_up(&self, house: &House) -> Answer {
        let (socket, _) = self.sockets.lock().await.take().unwrap();
        drop(socket);
        let function = self.write.function();
        while house.met(function).is_empty() && !self.is_forgotten(house).await {
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        plain(200)
    }

    /// Closes the table; the phone's connection ends and is forgotten.
    async fn put_out(&self, house: &House) -> Answer {
        let answer = Answer::to(self.request(house, self.write)).await;
        let mut sockets = self.sockets.lock().await;
        let (socket, _) = sockets.as_mut().unwrap();
        assert_eq!(socket.ends().await, 4401);
        self.wait_forgotten(house).await;
        answer
    }

    /// Orders; phone and floor hear of all that has changed with it.
    async fn announce(&self, house: &House) -> Answer {
        let answer = Answer::to(self.request(house, self.write)).await;
        let mut sockets = self.sockets.lock().await;
        let (phone, floor) = sockets.as_mut().unwrap();
        let order = &answer.body["id"];
        phone
            .event("order.changed", |told| told["id"] == *order)
            .await;
        for topic in [":kitchen", ":floor"] {
            let told = |m: &Value| {
                let at = m["topic"].as_str().unwrap_or_default();
                at.ends_with(topic) && m["entity"]["id"] == *order
            };
            floor.hears("an order", told).await;
        }
        let counted = |table: &Value| {
            table["id"] == self.party.table.id && table["session"]["order_count"] == 1
        };
        let table = floor.event("table.changed", counted).await;
        let version = &table["data"]["session"]["version"];
        phone
            .event("session.changed", |told| told["version"] == *version)
            .await;
        let emptied = |cart: &Value| cart["lines"] == json!([]);
        phone.event("cart.changed", emptied).await;
        answer
    }

    async fn is_counted(&self, house: &House) {
        let orders = house.store.orders_of(&self.session()).await.unwrap();
        let (branch, day) = (&orders[0].branch_id, orders[0].business_day);
        let is_there = async || {
            let facts = house.store.facts_since(branch, day, Quarter::FIRST).await;
            facts.unwrap().iter().any(|fact| fact.id == orders[0].id)
        };
        while !is_there().await {
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    }

    /// The phone's connection is in the table no more, neither itself nor at its topic.
    async fn is_forgotten(&self, house: &House) -> bool {
        let listeners = house.store.listeners(&self.topic()).await.unwrap();
        let connection = house.store.connection(&self.connection).await.unwrap();
        listeners.is_empty() && connection.is_none()
    }

    pub(super) async fn wait_forgotten(&self, house: &House) {
        let wait = async {
            while !self.is_forgotten(house).await {
                tokio::time::sleep(Duration::from_millis(50)).await;
            }
        };
        let waited = tokio::time::timeout(PATIENCE, wait).await;
        assert!(waited.is_ok(), "{:?}: a connection stays", self.write);
    }

    /// What a crash has left of a connection goes with the next event that finds nobody
    /// there; not at once, as it could still be opening.
    pub(super) async fn swept(&self, house: &House) {
        let left = format!("TOPIC#{} CONN#", self.topic().as_str());
        for item in house.stack.items(&left).await {
            let since = item["connected_at"]["N"].as_str().unwrap();
            let since: i64 = since.parse().unwrap();
            let long_ago = json!({"N": (since - 60).to_string()});
            house.stack.set(&item, "connected_at", long_ago).await;
        }
        self.witness.put(&self.device, &house.dish, 1).await;
        self.wait_forgotten(house).await;
    }

    /// The identity behind the phone's connection is over from now on.
    pub(super) async fn end_identity(&self, house: &House) {
        let topic = format!("TOPIC#{} CONN#", self.topic().as_str());
        let own = format!("CONN#{} ", self.connection);
        let mut items = house.stack.items(&topic).await;
        items.extend(house.stack.items(&own).await);
        assert_eq!(items.len(), 2);
        for item in &items {
            let over = json!({"N": "1"});
            house.stack.set(item, "identity_expires_at", over).await;
        }
    }
}
