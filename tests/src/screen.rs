//! A kitchen display as a page keeps it: a snapshot, the events after it, and a heartbeat
//! that notices a dead link.

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use reqwest::Method;
use serde_json::{Value, json};

use crate::client::Answer;
use crate::socket::Socket;
use crate::staff::Staff;

/// How long a new link may take, as of a page.
const OPEN: Duration = Duration::from_secs(10);

/// A board that does not hold all is fetched anew once so many have left it, as by the page.
const ROOM: usize = 20;

/// The statuses of orders that have left the board.
const GONE: [&str; 4] = ["served", "completed", "rejected", "cancelled"];

/// A state of an order that somebody told of.
#[derive(Debug, Clone)]
struct State {
    order: String,
    version: u64,
    status: String,
}

/// What a screen went through.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Trouble {
    /// Events that told what another event had told before, under another number or the same.
    pub doubled: usize,
    /// Boards that were fetched because something was missed.
    pub fetched: usize,
    /// Links that were dead and replaced.
    pub replaced: usize,
}

impl Trouble {
    /// Of both together.
    #[must_use]
    pub fn plus(self, other: Self) -> Self {
        Self {
            doubled: self.doubled + other.doubled,
            fetched: self.fetched + other.fetched,
            replaced: self.replaced + other.replaced,
        }
    }
}

/// A kitchen display.
#[derive(Debug)]
pub struct Screen {
    cook: Staff,
    socket: Socket,
    /// The newest version and status of each order, by ID.
    orders: BTreeMap<String, (u64, String)>,
    /// The sequence number that the snapshot was read at.
    since: u64,
    /// What was told after that, by number.
    told: BTreeMap<u64, Option<State>>,
    /// The snapshot could not be fetched.
    stale: bool,
    /// How many orders the snapshot had, when there were more than it could hold.
    full: Option<usize>,
    /// Which versions of which orders were ever told.
    versions: BTreeSet<(String, u64)>,
    trouble: Trouble,
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
            told: BTreeMap::new(),
            stale: true,
            full: None,
            versions: BTreeSet::new(),
            trouble: Trouble::default(),
        };
        screen.fetch().await;
        screen
    }

    /// What it went through so far.
    pub fn trouble(&self) -> Trouble {
        self.trouble
    }

    fn topic(&self) -> String {
        format!("branch:{}:kitchen", self.cook.branch)
    }

    /// One heartbeat: asks whether something was missed, and fetches the board if so. A link
    /// that gives no answer in `patience` is replaced by a new one.
    pub async fn beat(&mut self, patience: Duration) {
        self.hear();
        let last = self.told.keys().next_back();
        let last = last.copied().unwrap_or(self.since);
        let seen = json!({ self.topic(): last });
        let Some(pong) = self.socket.try_ping(&seen, patience).await else {
            self.trouble.replaced += 1;
            self.stale = true;
            // A link may freeze while it is being opened as well.
            let _ = tokio::time::timeout(OPEN, self.reconnect()).await;
            return;
        };
        // The answer comes after all events that were sent before it.
        self.hear();
        let behind = pong["behind"].as_array().unwrap();
        let gap = (self.since + 1..=last).any(|number| !self.told.contains_key(&number));
        let room = self
            .full
            .is_some_and(|held| self.shown().len() + ROOM < held);
        if self.stale || gap || room || !behind.is_empty() {
            self.trouble.fetched += 1;
            self.fetch().await;
        }
    }

    /// The orders on the screen with their versions.
    pub fn shown(&self) -> BTreeMap<String, u64> {
        let orders = self.orders.iter();
        let shown = orders.filter(|(_, (_, status))| !GONE.contains(&status.as_str()));
        let shown = shown.map(|(id, (version, _))| (id.clone(), *version));
        shown.collect()
    }

    /// An order of the board with its version.
    pub fn version(order: &Value) -> (String, u64) {
        let known = known(order);
        (known.order, known.version)
    }

    /// Another link in place of this one, which ends without a word. When none is to be had
    /// now, the next heartbeat finds that out.
    async fn reconnect(&mut self) {
        let tickets = self.cook.caller.request(Method::POST, "/realtime/tickets");
        let Ok(ticket) = Answer::try_to(tickets.json(&json!({}))).await else {
            return;
        };
        if ticket.status == 401 {
            self.cook.sign_in_again().await;
        }
        let Some(path) = ticket.body["url"].as_str() else {
            return;
        };
        let origin = Some(self.cook.caller.origin());
        if let Ok(socket) = Socket::try_open(&self.cook.caller, path, origin).await {
            self.hear();
            self.socket = socket;
            self.fetch().await;
        }
    }

    async fn fetch(&mut self) {
        let path = self.cook.path("kitchen");
        let board = Answer::try_to(self.cook.caller.request(Method::GET, &path)).await;
        let Ok(board) = board else {
            self.stale = true;
            return;
        };
        if board.status == 401 {
            self.cook.sign_in_again().await;
        }
        self.stale = board.status != 200;
        if self.stale {
            return;
        }
        self.since = board.body["topics"][self.topic()].as_u64().unwrap();
        let orders = board.body["orders"].as_array().unwrap().iter();
        let more = board.body["more_orders"].as_u64().unwrap();
        self.full = (more > 0).then_some(orders.len());
        let orders = orders.map(known);
        self.orders = orders.map(|s| (s.order, (s.version, s.status))).collect();
        // What the snapshot knows already may bring back what has left the board since.
        let newer = self.told.split_off(&(self.since + 1));
        self.told = newer;
        for state in self.told.values().flatten().cloned().collect::<Vec<_>>() {
            self.keep(state);
        }
    }

    /// Takes in what the link has brought.
    fn hear(&mut self) {
        let topic = self.topic();
        for message in self.socket.take() {
            let Some(number) = message["seq"]
                .as_u64()
                .filter(|_| message["topic"] == topic)
            else {
                continue;
            };
            let is_order = message["type"] == "order.changed";
            let state = (is_order && !message["data"].is_null()).then(|| known(&message["data"]));
            // Told that, but not what.
            self.stale |= is_order && state.is_none() && number > self.since;
            if let Some(state) = &state {
                let new = self.versions.insert((state.order.clone(), state.version));
                self.trouble.doubled += usize::from(!new);
            }
            if number <= self.since {
                continue;
            }
            if let Some(state) = state.clone() {
                self.keep(state);
            }
            self.told.insert(number, state);
        }
    }

    /// Keeps the newer version of an order; doubled and overtaken events change nothing.
    fn keep(&mut self, state: State) {
        let there = self.orders.entry(state.order).or_default();
        if there.0 < state.version {
            *there = (state.version, state.status);
        }
    }
}

fn known(order: &Value) -> State {
    let text = |name: &str| order[name].as_str().unwrap().to_owned();
    State {
        order: text("id"),
        version: order["version"].as_u64().unwrap(),
        status: text("status"),
    }
}
