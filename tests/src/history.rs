//! The history check: what phones were told about their orders against what stands.

use std::collections::{BTreeMap, BTreeSet};
use std::time::{Duration, Instant};

use salver::domain::figures::counts_alike;
use salver::domain::fold::Quarter;
use salver::domain::order::Order;
use salver::store::Store;
use serde_json::Value;

use crate::PATIENCE;
use crate::books::Books;
use crate::client::Answer;
use crate::figures::Today;
use crate::stack::Stack;
use crate::staff::Staff;

/// What a phone was told, in the end, about an order that it sent.
#[derive(Debug, Clone, PartialEq)]
pub enum Heard {
    /// A 201, with this order.
    Ok(Value),
    /// A refusal: the order is none.
    Failed,
    /// No answer, or one that says nothing about the order (5xx).
    Unknown,
}

impl Heard {
    /// What an answer says; an answer that never came says nothing.
    pub fn of(answer: Option<&Answer>) -> Self {
        match answer {
            Some(answer) if answer.status == 201 => Self::Ok(answer.body.clone()),
            Some(answer) if answer.status < 500 => Self::Failed,
            _ => Self::Unknown,
        }
    }
}

/// One intent to order, whatever came of it; all tries with its key are one.
#[derive(Debug, Clone)]
pub struct Sent {
    pub session: String,
    /// Who sent it.
    pub guest: String,
    /// The lines of the cart that was sent. Phones choose their IDs, each only once.
    pub lines: BTreeSet<String>,
    /// What they were told last; an earlier 201 counts before a later silence.
    pub heard: Heard,
}

impl Sent {
    /// An order of a cart that nothing is known of yet.
    pub fn new(session: &str, guest: &str, cart: &Value) -> Self {
        let lines = cart["lines"].as_array().into_iter().flatten();
        let id = |line: &Value| line["id"].as_str().unwrap().to_owned();
        Self {
            session: session.to_owned(),
            guest: guest.to_owned(),
            lines: lines.map(id).collect(),
            heard: Heard::Unknown,
        }
    }

    /// Whether `order` can be what became of this.
    fn may_be(&self, order: &Order) -> bool {
        let lines = order.lines.iter().map(|line| line.id.to_string());
        self.session == order.check_id.to_string()
            && self.guest == order.placed_by.guest_id.to_string()
            && self.lines == lines.collect()
    }
}

/// The log of all orders that were sent.
#[derive(Debug, Clone, Default)]
pub struct History {
    /// In any order.
    pub sent: Vec<Sent>,
}

impl History {
    /// Asserts, when all is healed and quiet, that every order of which a 201 spoke stands
    /// exactly once in the kitchen and on the bill, a refused one in neither, and one of
    /// unknown fate at most once. `board` is what the kitchen shows. Gives the books back.
    ///
    /// # Panics
    /// When an order was lost, doubled or made up.
    pub async fn check(&self, store: &Store, branch: &str, board: &[Value]) -> Books {
        let sessions: BTreeSet<_> = self.sent.iter().map(|sent| sent.session.clone()).collect();
        let sessions: Vec<_> = sessions.into_iter().collect();
        let books = Books::balanced(store, branch, &sessions).await;
        self.account(&books, board);
        books
    }

    /// The check, when the books have been read already.
    ///
    /// # Panics
    /// When an order was lost, doubled or made up.
    pub fn account(&self, books: &Books, board: &[Value]) {
        let mut standing: BTreeMap<String, &Order> = BTreeMap::new();
        for order in books.orders() {
            let twice = standing.insert(order.id.to_string(), order);
            assert!(twice.is_none(), "an order stands twice: {order:?}");
        }
        self.account_for(standing.clone());
        kitchen(&standing, board);
    }

    /// The check of all three books: beside the kitchen and the bill, every order that stands
    /// has one fact, with what it counts now, and nothing else has one; and what the owner reads is a recount of the raw orders, down to each item.
    /// The log holds every order of the day.
    ///
    /// # Panics
    /// When an order was lost, doubled or made up, or is miscounted.
    pub async fn check_with_figures(&self, stack: &Stack, owner: &Staff) -> Books {
        // What parties leave behind is tidied up by whoever follows the stream.
        stack.caught_up().await;
        let store = stack.store();
        let books = self
            .check(&store, &stack.branch, &owner.board().await)
            .await;
        let orders: Vec<Order> = books.orders().cloned().collect();
        let wanted = Today::recounted(stack, &orders).await;
        owner.figures_of(&wanted).await;
        assert_facts(stack, &orders).await;
        books
    }

    /// Every order that stands is what one intent became, and each intent at most one.
    fn account_for(&self, mut standing: BTreeMap<String, &Order>) {
        for sent in &self.sent {
            let Heard::Ok(told) = &sent.heard else {
                continue;
            };
            let id = told["id"].as_str().unwrap();
            let Some(order) = standing.remove(id) else {
                panic!("lost, or told of to two phones: {told}");
            };
            assert!(sent.may_be(order), "told {told}, but {order:?} stands");
            assert_eq!(told["number"], order.number);
        }
        let mut unknown: Vec<_> = self.sent.iter().collect();
        unknown.retain(|sent| sent.heard == Heard::Unknown);
        let mine = |order: &Order| {
            self.sent
                .iter()
                .any(|s| s.session == order.check_id.to_string())
        };
        for order in standing.into_values().filter(|order| mine(order)) {
            match unknown.iter().position(|sent| sent.may_be(order)) {
                Some(at) => drop(unknown.swap_remove(at)),
                None => panic!("nobody sent it, it was refused, or it stands twice: {order:?}"),
            }
        }
    }
}

/// There is one fact for each order, and it says what the order counts. One that counts nothing
/// may get there after the figures have settled.
async fn assert_facts(stack: &Stack, orders: &[Order]) {
    let (store, branch) = (stack.store(), stack.branch.parse().unwrap());
    let days: BTreeSet<_> = orders.iter().map(|order| order.business_day).collect();
    let until = Instant::now() + PATIENCE;
    loop {
        let mut facts = BTreeMap::new();
        for day in &days {
            let of_day = store.facts_since(&branch, *day, Quarter::FIRST).await;
            facts.extend(
                of_day
                    .unwrap()
                    .into_iter()
                    .map(|fact| (fact.id.clone(), fact)),
            );
        }
        let is_right = |order: &Order| {
            let fact = facts.get(&order.id);
            fact.is_some_and(|fact| counts_alike(fact, order))
        };
        let Some(wrong) = orders.iter().find(|order| !is_right(order)) else {
            break;
        };
        let fact = facts.get(&wrong.id);
        assert!(Instant::now() < until, "counted as {fact:?}: {wrong:?}");
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    let facts = format!("FIGURES#{} FACT#", stack.branch);
    let facts = stack.items(&facts).await.len();
    assert_eq!(facts, orders.len(), "facts, and orders");
}

/// The board shows each order that the kitchen or the floor has work with, once, and no other.
fn kitchen(standing: &BTreeMap<String, &Order>, board: &[Value]) {
    let mut shown = BTreeSet::new();
    for order in board {
        let id = order["id"].as_str().unwrap();
        assert!(shown.insert(id), "twice on the board: {order}");
        let is_open = standing.get(id).is_some_and(|order| order.status.is_open());
        assert!(is_open, "only on the board: {order}");
    }
    for (id, order) in standing {
        let cooked = order.status.is_open() && order.needs_kitchen();
        let missing = cooked && !shown.contains(id.as_str());
        assert!(!missing, "not on the board: {order:?}");
    }
}
