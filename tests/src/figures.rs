//! The owner's figures of today, and a recount of the raw orders to hold against them.

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use salver::domain::order::Order;
use salver::domain::transitions::OrderStatus;
use serde_json::Value;

use crate::PATIENCE;
use crate::stack::Stack;
use crate::staff::Staff;

/// How many, and for how much in minor units.
pub type Sold = (u64, i64);

/// What was sold today; without what is zero.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Today {
    /// Orders of the day.
    pub day: Sold,
    /// The same with those that nobody has accepted yet.
    pub ordered: Sold,
    /// Orders by the hour on the branch's clock.
    pub hours: BTreeMap<u64, Sold>,
    /// Pieces by item; the answer shows ten at most.
    pub items: BTreeMap<String, Sold>,
    /// Pieces that were voided.
    pub voided: Sold,
}

fn add(sum: &mut Sold, more: Sold) {
    *sum = (sum.0 + more.0, sum.1 + more.1);
}

fn sold(value: &Value, count: &str) -> Sold {
    let amount = value["amount"]["minor"].as_i64().unwrap();
    (value[count].as_u64().unwrap(), amount)
}

impl Today {
    /// As the answer has it.
    pub fn shown(figures: &Value) -> Self {
        let hours = figures["hours"].as_array().unwrap().iter();
        let hours = hours.map(|h| (h["hour"].as_u64().unwrap(), sold(&h["today"], "orders")));
        let items = figures["items"].as_array().unwrap().iter();
        let id = |item: &Value| item["item_id"].as_str().unwrap().to_owned();
        Self {
            day: sold(&figures["today"], "orders"),
            ordered: sold(&figures["ordered"], "orders"),
            hours: hours.filter(|(_, sold)| *sold != (0, 0)).collect(),
            items: items.map(|i| (id(i), sold(i, "quantity"))).collect(),
            voided: (
                figures["money"]["dishes_voided"].as_u64().unwrap(),
                figures["money"]["dishes_voided_total"]["minor"]
                    .as_i64()
                    .unwrap(),
            ),
        }
    }

    /// Counted again from orders as they stand in the table.
    pub async fn recounted(stack: &Stack, orders: &[Order]) -> Self {
        let branch = stack.branch.parse().unwrap();
        let profile = stack.store().profile(&branch).await.unwrap().unwrap();
        let mut today = Self::default();
        for order in orders {
            use OrderStatus::{Cancelled, Placed, Rejected};
            // What was never accepted was never promised, so nothing of it is voided.
            for line in order.lines.iter().filter(|_| order.accepted_at.is_some()) {
                let price = i64::from(line.voided) * line.unit_price.minor;
                add(&mut today.voided, (line.voided.into(), price));
            }
            let amount: i64 = order.lines.iter().map(|line| line.total.minor).sum();
            if !matches!(order.status, Rejected | Cancelled) {
                add(&mut today.ordered, (1, amount));
            }
            if matches!(order.status, Placed | Rejected | Cancelled) {
                continue;
            }
            add(&mut today.day, (1, amount));
            let hour = u64::from(profile.hour(order.placed_at));
            add(today.hours.entry(hour).or_default(), (1, amount));
            for line in order.lines.iter().filter(|line| line.quantity > 0) {
                let item = today.items.entry(line.item_id.to_string()).or_default();
                add(item, (line.quantity.into(), line.total.minor));
            }
        }
        today
    }
}

impl Stack {
    /// The orders of sessions, straight from the table.
    pub async fn raw_orders(&self, sessions: &[&str]) -> Vec<Order> {
        let store = self.store();
        let mut orders = Vec::new();
        for session in sessions {
            orders.extend(store.orders_of(&session.parse().unwrap()).await.unwrap());
        }
        orders
    }
}

impl Staff {
    /// The figures as the owner reads them.
    pub async fn figures(&self) -> Value {
        let path = self.path("figures");
        self.caller.get(&path).await.expect_status(200)
    }

    /// The figures once they show `wanted`. They may take their time while they move.
    ///
    /// # Panics
    /// When they stand still and show something else.
    pub async fn figures_of(&self, wanted: &Today) -> Value {
        let mut before = Today::default();
        let mut moved = Instant::now();
        loop {
            let figures = self.figures().await;
            let shown = Today::shown(&figures);
            if shown == *wanted {
                return figures;
            }
            let stands = shown == before && moved.elapsed() > PATIENCE;
            assert!(
                !stands,
                "the figures show {shown:#?}, a recount {wanted:#?}"
            );
            if shown != before {
                (before, moved) = (shown, Instant::now());
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    }
}
