//! Whether orders are taken as fast after twenty thousand of them as at the start.

use std::time::Instant;

use super::crowd::Crowd;
use super::rounds::{full, rate};
use super::{PHONES, WIDE};
use crate::report::{Figure, Section, Table};
use crate::stats::{median, ratio};

/// So many orders are placed before the last rounds.
const ORDERS: usize = 20_000;
/// All of it has to fit into this.
const MINUTES: u64 = 10;
/// Rounds that are counted together.
const COUNTED: usize = 9;
const STRETCHES: usize = ORDERS.div_ceil(COUNTED * PHONES) + 1;
const CLIENTS: usize = 32;
/// Open orders when a round begins.
const OPEN: usize = 20;

/// Measures it on a stack of its own.
pub(crate) async fn measure() -> Section {
    let mut crowd = Crowd::seated(PHONES, &WIDE).await;
    for _ in 0..2 {
        full(&mut crowd, CLIENTS, PHONES, OPEN).await;
    }
    let begin = Instant::now();
    let mut stretches = Vec::new();
    for stretch in 1..=STRETCHES {
        eprintln!("stretch {stretch} of {STRETCHES}");
        let mut rates = Vec::new();
        for _ in 0..COUNTED {
            let (round, _) = full(&mut crowd, CLIENTS, PHONES, OPEN).await;
            rates.push(rate(&round));
        }
        stretches.push(rates);
    }
    let seconds = begin.elapsed().as_secs();
    let [fresh, late] = [0, STRETCHES - 1].map(|at| median(&stretches[at]));
    Section {
        title: "Orders after twenty thousand".to_owned(),
        text: vec![format!(
            "Rounds of {PHONES} orders of {CLIENTS} clients as above, all let in, one after the other at one stack. \
             Between them the floor takes back all but {OPEN} of the open orders, and carts are filled: each order is \
             five writes in all."
        )],
        figures: vec![
            Figure::held(
                format!(
                    "orders per second after {ORDERS} orders over those of a fresh stack, {CLIENTS} clients"
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
        ],
        tables: vec![table(&stretches)],
    }
}

fn table(stretches: &[Vec<u64>]) -> Table {
    let row = |(at, rates): (usize, &Vec<u64>)| {
        let (least, most) = (rates.iter().min(), rates.iter().max());
        vec![
            (at * COUNTED * PHONES).to_string(),
            median(rates).to_string(),
            format!("{} - {}", least.unwrap(), most.unwrap()),
        ]
    };
    Table {
        title: format!("Orders per second, {COUNTED} rounds each"),
        columns: ["orders before", "median", "slowest - fastest round"]
            .map(String::from)
            .to_vec(),
        rows: stretches.iter().enumerate().map(row).collect(),
    }
}
