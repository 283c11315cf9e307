//! Whether orders are taken as fast after twenty thousand of them as at the start.

use std::time::Instant;

use super::crowd::Crowd;
use super::rounds::{full, rate};
use super::{PHONES, WIDE};
use crate::report::{Figure, Section, Table};
use crate::stats::{median, ratio};

/// So many orders are placed before the rounds that are compared.
const ORDERS: usize = 20_000;
/// All of them have to fit into this.
const MINUTES: u64 = 10;
/// Rounds of each stack that are compared.
const COUNTED: usize = 15;
const ROUNDS: usize = ORDERS.div_ceil(PHONES);
const CLIENTS: usize = 32;
/// Open orders when a round begins.
const OPEN: usize = 20;
/// Rounds before a stack is as fast as it gets.
const WARM: usize = 4;

/// Measures it: a stack that has taken so many orders, in turns with one that has taken none.
pub(crate) async fn measure() -> Section {
    let mut old = Crowd::seated(PHONES, &WIDE).await;
    let begin = Instant::now();
    for number in 1..=ROUNDS {
        eprintln!("round {number} of {ROUNDS}");
        full(&mut old, CLIENTS, PHONES, OPEN).await;
    }
    let seconds = begin.elapsed().as_secs();
    let mut fresh = Crowd::seated(PHONES, &WIDE).await;
    for _ in 0..WARM {
        full(&mut fresh, CLIENTS, PHONES, OPEN).await;
    }
    let (mut before, mut after) = (Vec::new(), Vec::new());
    for number in 1..=COUNTED {
        eprintln!("turn {number} of {COUNTED}");
        let mut turns = [(&mut fresh, &mut before), (&mut old, &mut after)];
        // Neither is always the second one.
        if number % 2 == 0 {
            turns.reverse();
        }
        for (crowd, rates) in turns {
            rates.push(rate(&full(crowd, CLIENTS, PHONES, OPEN).await.0));
        }
    }
    Section {
        title: "Orders after twenty thousand".to_owned(),
        text: vec![format!(
            "A stack takes {} orders of {CLIENTS} clients, in rounds of {PHONES} as above, all let in. Between the \
             rounds the floor takes back all but {OPEN} of the open orders, and carts are filled: each order is five \
             writes in all. Then its rounds are measured in turns with those of a second stack, which is fresh but \
             for {WARM} rounds: a machine that gets slower under minutes of load is the same for both.",
            ROUNDS * PHONES
        )],
        figures: figures(median(&before), median(&after), seconds),
        tables: vec![table(&[("fresh", &before), ("after them", &after)])],
    }
}

fn figures(fresh: u64, late: u64, seconds: u64) -> Vec<Figure> {
    vec![
        Figure::held(
            format!(
                "orders per second after {ORDERS} orders over those of a fresh stack in the same run, {CLIENTS} clients"
            ),
            ">= 0.95",
            ratio(late.into(), fresh.into()),
            late * 20 >= fresh * 19,
        ),
        Figure::held(
            "the same: all orders and what is between them, minutes",
            format!("<= {MINUTES}"),
            format!("{}:{:02}", seconds / 60, seconds % 60),
            seconds <= MINUTES * 60,
        ),
    ]
}

fn table(stacks: &[(&str, &Vec<u64>)]) -> Table {
    let row = |(name, rates): &(&str, &Vec<u64>)| {
        let (least, most) = (rates.iter().min(), rates.iter().max());
        vec![
            (*name).to_owned(),
            median(rates).to_string(),
            format!("{} - {}", least.unwrap(), most.unwrap()),
        ]
    };
    Table {
        title: format!("Orders per second, {COUNTED} rounds each, in turns"),
        columns: ["stack", "median", "slowest - fastest round"]
            .map(String::from)
            .to_vec(),
        rows: stacks.iter().map(row).collect(),
    }
}
