//! A kitchen display as a page keeps it: a snapshot, and the events after it.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};

use crate::socket::Socket;
use crate::staff::Staff;

/// The statuses of orders that have left the board.
const GONE: [&str; 4] = ["served", "completed", "rejected", "cancelled"];

/// A kitchen display.
#[derive(Debug)]
pub struct Screen {
    cook: Staff,
    socket: Socket,
    /// The newest version and status of each order, by ID.
    orders: BTreeMap<String, (u64, String)>,
    /// The sequence number that the snapshot was read at.
    since: u64,
}

impl Screen {
    /// Opens the socket first and reads the board then, so that nothing falls in between.
    pub async fn open(cook: Staff) -> Self {
        let socket = Socket::open(&cook.caller).await;
        let mut screen = Self {
            cook,
            socket,
            orders: BTreeMap::new(),
            since: 0,
        };
        screen.fetch().await;
        screen
    }

    /// Opens another socket in place of this one, which ends without a word.
    pub async fn reconnect(&mut self) {
        self.socket = Socket::open(&self.cook.caller).await;
        self.fetch().await;
    }

    fn topic(&self) -> String {
        format!("branch:{}:kitchen", self.cook.branch)
    }

    async fn fetch(&mut self) {
        let path = self.cook.path("kitchen");
        let board = self.cook.caller.get(&path).await.expect_status(200);
        self.since = board["topics"][self.topic()].as_u64().unwrap();
        let orders = board["orders"].as_array().unwrap();
        self.orders = orders.iter().map(known).collect();
    }

    /// Asks whether something was missed, as the heartbeat does, and fetches the board if so.
    /// Gives back the orders on the screen with their versions, and whether it had to fetch.
    pub async fn settle(&mut self) -> (BTreeMap<String, u64>, bool) {
        let topic = self.topic();
        // The answer comes after all events that were sent before it.
        let seen = self.seen();
        let last = seen.last().copied().unwrap_or(self.since);
        let pong = self.socket.ping(&json!({ &topic: last })).await;
        let behind = pong["behind"].as_array().unwrap();
        let gap = (self.since + 1..=last).any(|seq| !seen.contains(&seq));
        let missed = gap || !behind.is_empty();
        if missed {
            self.fetch().await;
        } else {
            self.apply();
        }
        let shown = self.orders.iter();
        let shown = shown.filter(|(_, (_, status))| !GONE.contains(&status.as_str()));
        let shown = shown.map(|(id, (version, _))| (id.clone(), *version));
        (shown.collect(), missed)
    }

    /// The numbers of the topic that came, after the snapshot's.
    fn seen(&self) -> BTreeSet<u64> {
        let messages = self.socket.messages();
        let own = messages.iter().filter(|m| m["topic"] == self.topic());
        own.filter_map(|m| m["seq"].as_u64())
            .filter(|seq| *seq > self.since)
            .collect()
    }

    /// Keeps the newer version of each order; doubled and overtaken events change nothing.
    fn apply(&mut self) {
        for message in self.socket.messages() {
            let data = &message["data"];
            // What the snapshot knows already may bring back what has left the board since.
            if message["seq"].as_u64() <= Some(self.since) {
                continue;
            }
            if message["type"] == "order.changed" && data["version"].is_u64() {
                let (id, (version, status)) = known(data);
                let there = self.orders.entry(id).or_insert((0, String::new()));
                if there.0 < version {
                    *there = (version, status);
                }
            }
        }
    }
}

fn known(order: &Value) -> (String, (u64, String)) {
    let text = |name: &str| order[name].as_str().unwrap().to_owned();
    (
        text("id"),
        (order["version"].as_u64().unwrap(), text("status")),
    )
}
