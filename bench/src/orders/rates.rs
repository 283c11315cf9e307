//! Orders per second of several clients, beside few and many open orders.

use std::time::Duration;

use super::crowd::Crowd;
use super::rounds::{ROUNDS, full, rate};
use crate::beside::{Beside, Rounds};
use crate::report::{Figure, Section, Table};
use crate::stats::{Times, median, millis, ratio};

/// Orders of one client in a round of one, and of all clients in a round of more.
const ORDERS: [(usize, usize); 3] = [(1, 64), (8, 192), (32, 192)];
/// Open orders when a round begins.
pub(super) const OPEN: [usize; 2] = [20, 200];

/// What the rounds of one kind gave.
pub(super) struct Rates {
    clients: usize,
    open: usize,
    rates: Vec<u64>,
    times: Times,
    told: Vec<Duration>,
    /// Of each program beside ours.
    beside: Vec<Rounds>,
}

/// Rounds of each kind, and after each one of every program beside ours.
pub(super) async fn rates(crowd: &mut Crowd, open: &[usize], beside: &[Beside]) -> Vec<Rates> {
    let kinds = open
        .iter()
        .flat_map(|open| ORDERS.map(|(clients, _)| (clients, *open)));
    let mut all: Vec<_> = kinds
        .map(|(clients, open)| Rates {
            clients,
            open,
            rates: Vec::new(),
            times: Times::default(),
            told: Vec::new(),
            beside: beside.iter().map(|_| Rounds::new()).collect(),
        })
        .collect();
    for turn in 0..ROUNDS {
        for step in 0..all.len() {
            // Each time another one begins, so that none is always first or last.
            let at = (turn + step) % all.len();
            let kind = &mut all[at];
            let orders = ORDERS.iter().find(|(clients, _)| *clients == kind.clients);
            let (_, orders) = orders.unwrap();
            let (round, told) = full(crowd, kind.clients, *orders, kind.open).await;
            kind.rates.push(rate(&round));
            kind.times.extend(round.times);
            kind.told.push(told);
            for (rounds, program) in kind.beside.iter_mut().zip(beside) {
                rounds.measure(program, "orders", kind.clients, *orders);
            }
        }
    }
    all
}

/// What the fastest peer does, times three: orders a second by the number of clients.
const MARKS: [(usize, u64); 2] = [(8, 846), (32, 816)];

fn rate_of(all: &[Rates], clients: usize, open: usize) -> u64 {
    let kind = all.iter().find(|k| k.clients == clients && k.open == open);
    median(&kind.unwrap().rates)
}

pub(super) fn tell_marks(section: &mut Section, all: &[Rates]) {
    for (clients, mark) in MARKS {
        let measured = rate_of(all, clients, OPEN[0]);
        section.figures.push(Figure::held(
            format!(
                "orders per second with {clients} clients, all let in, durable file (3 x the fastest peer on its machine)"
            ),
            format!(">= {mark}"),
            measured.to_string(),
            measured >= mark,
        ));
    }
}

/// How ours compares with what was measured in turns with it.
pub(super) fn tell_beside(section: &mut Section, all: &[Rates], beside: &[Beside]) {
    for kind in all {
        for (rounds, program) in kind.beside.iter().zip(beside) {
            let (ours, theirs) = (median(&kind.rates), median(&rounds.rates));
            let (clients, name) = (kind.clients, &program.name);
            section.figures.push(Figure::reported(
                format!("orders per second with {clients} clients, all let in, over {name} in the same run"),
                ratio(ours.into(), theirs.into()),
            ));
        }
    }
}

pub(super) fn tell_growth(section: &mut Section, all: &[Rates]) {
    for (clients, _) in ORDERS {
        let [few, many] = OPEN.map(|open| rate_of(all, clients, open));
        section.figures.push(Figure::held(
            format!("orders per second with 200 open orders over 20 open, {clients} clients"),
            ">= 0.9",
            ratio(many.into(), few.into()),
            many * 10 >= few * 9,
        ));
    }
}

pub(super) fn table(title: &str, all: &[Rates]) -> Table {
    let columns = [
        "clients",
        "open",
        "orders/s, median",
        "p50 / p99 ms",
        "all told after ms, median",
    ];
    let row = |kind: &Rates| {
        vec![
            kind.clients.to_string(),
            kind.open.to_string(),
            median(&kind.rates).to_string(),
            kind.times.p50_p99(),
            millis(median(&kind.told)),
        ]
    };
    Table {
        title: title.into(),
        columns: columns.map(String::from).to_vec(),
        rows: all.iter().map(row).collect(),
    }
}

/// The rounds of other programs, each beside ours of as many clients.
pub(super) fn beside_table(all: &[Rates], beside: &[Beside]) -> Table {
    let columns = [
        "program",
        "clients",
        "orders/s, median",
        "rounds",
        "p50 / p99 ms",
    ];
    let cells = |name: &str, clients: usize, rates: &[u64], times: &Times| {
        let rounds: Vec<_> = rates.iter().map(u64::to_string).collect();
        vec![
            name.to_owned(),
            clients.to_string(),
            median(rates).to_string(),
            rounds.join(", "),
            times.p50_p99(),
        ]
    };
    let mut rows = Vec::new();
    for kind in all {
        rows.push(cells("Salver", kind.clients, &kind.rates, &kind.times));
        for (rounds, program) in kind.beside.iter().zip(beside) {
            rows.push(cells(
                &program.name,
                kind.clients,
                &rounds.rates,
                &rounds.times,
            ));
        }
    }
    Table {
        title: "Salver and others in turns, 20 orders open when a round begins".into(),
        columns: columns.map(String::from).to_vec(),
        rows,
    }
}
