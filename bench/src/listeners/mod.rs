//! From "an order was sent" to "the kitchen's sockets have it".

mod crowd;
mod kitchen;

use std::time::Duration;

use kitchen::{Delays, Kitchen, PHONES};

use crate::beside::{Beside, Rounds};
use crate::report::{Figure, Section, Table};
use crate::stats::{Times, millis, ratio};

/// Sockets that listen.
const LISTENERS: [usize; 3] = [1, 10, 100];
/// Orders on the kitchen's board.
const OPEN: [usize; 2] = [20, 200];
const ROUNDS: usize = 5;
/// Laps of a round, of one order of each phone.
const LAPS: usize = 4;

/// Half of what the fastest peer takes at 100 listeners with about 20 open orders: 7.6 and
/// 14 ms.
const MARK_P50: Duration = Duration::from_micros(3_800);
const MARK_P99: Duration = Duration::from_millis(7);
/// So much later than one listener a hundred may hear.
const MOST_TIMES: u32 = 3;

/// One row of the table: so many listeners beside so many open orders.
struct Row {
    open: usize,
    listeners: usize,
    delays: Delays,
    /// Of each program beside ours; none where there are many open orders.
    beside: Vec<Rounds>,
}

/// Measures and reports; the programs beside ours in turns with the rows of few open orders.
pub(crate) async fn measure(beside: &[Beside]) -> Section {
    let mut kitchens = Vec::new();
    for open in OPEN {
        kitchens.push(Kitchen::open(open).await);
    }
    let mut rows = Vec::new();
    for open in OPEN {
        let beside = if open == OPEN[0] { beside } else { &[] };
        rows.extend(LISTENERS.map(|listeners| Row {
            open,
            listeners,
            delays: Delays::default(),
            beside: beside.iter().map(|_| Rounds::new()).collect(),
        }));
    }
    // A round that is not counted: caches, connections and pages of the store are warm then.
    for kitchen in &mut kitchens {
        kitchen.listen(1).await;
        kitchen.lap(PHONES).await;
    }
    for round in 0..ROUNDS {
        for step in 0..rows.len() {
            // Each time another one begins, so that none is always first or last.
            let at = (round + step) % rows.len();
            let row = &mut rows[at];
            eprintln!(
                "round {} of {ROUNDS}: {} listeners, {} open orders",
                round + 1,
                row.listeners,
                row.open
            );
            let kitchen = OPEN.iter().position(|open| *open == row.open).unwrap();
            let kitchen = &mut kitchens[kitchen];
            kitchen.listen(row.listeners).await;
            for _ in 0..LAPS {
                for heard in kitchen.lap(PHONES).await {
                    row.delays.note(&heard);
                }
            }
            kitchen.listen(0).await;
            for (rounds, program) in row.beside.iter_mut().zip(beside) {
                rounds.measure(program, "listeners", row.listeners, LAPS * PHONES);
            }
        }
    }
    drop(kitchens);
    let crowd = crowd::measure().await;
    let mut tables = vec![table(&rows), crowd.table()];
    if !beside.is_empty() {
        tables.insert(1, beside_table(&rows, beside));
    }
    Section {
        title: "From an order to the kitchen's sockets".to_owned(),
        text: vec![text()],
        figures: figures(&rows)
            .into_iter()
            .chain(beside_figures(&rows, beside))
            .chain(crowd.figures())
            .collect(),
        tables,
    }
}

fn text() -> String {
    format!(
        "{PHONES} phones of {PHONES} parties place orders of three lines, one order at a time; the clock runs from \
         the moment when `POST /orders` is sent to the moment when the load generator has read the event at a \
         kitchen's socket. Every receipt of every listener counts, and for each order also its slowest listener. The \
         next order follows 30 ms after all have heard the one before. {ROUNDS} rounds of {} orders for each row, \
         the order of the rows rotated; every restaurant has its own stack.",
        LAPS * PHONES
    )
}

fn figures(rows: &[Row]) -> Vec<Figure> {
    let find = |open, listeners| {
        let mut all = rows.iter();
        &all.find(|row| (row.open, row.listeners) == (open, listeners))
            .unwrap()
            .delays
    };
    let [few, many] = OPEN;
    let [one, .., hundred] = LISTENERS;
    let [p50, p99] = [50, 99].map(|percent| find(few, hundred).all.percentile(percent));
    let alone = find(few, one).all.percentile(99);
    let beside_many = find(many, hundred).all.percentile(50);
    let times = p99.as_micros() * 100 / alone.as_micros().max(1);
    vec![
        Figure::held(
            format!("order to kitchen, {hundred} listeners, p50, ms"),
            format!("<= {} (half of the fastest peer)", millis(MARK_P50)),
            millis(p50),
            p50 <= MARK_P50,
        ),
        Figure::held(
            format!("order to kitchen, {hundred} listeners, p99, ms"),
            format!("<= {} (half of the fastest peer)", millis(MARK_P99)),
            millis(p99),
            p99 <= MARK_P99,
        ),
        Figure::held(
            format!("order to kitchen, p99 at {hundred} listeners by p99 at {one}"),
            format!("<= {MOST_TIMES}"),
            format!("{}.{:02}", times / 100, times % 100),
            p99 <= alone * MOST_TIMES,
        ),
        Figure::reported(
            format!("order to kitchen, {hundred} listeners beside {many} open orders, p50, ms"),
            millis(beside_many),
        ),
    ]
}

/// How many times as long as at the programs beside ours it takes.
fn beside_figures(rows: &[Row], beside: &[Beside]) -> Vec<Figure> {
    let times = |percent, row: &Row, theirs: &Rounds| {
        let [ours, theirs] = [&row.delays.all, &theirs.times].map(|t| t.percentile(percent));
        ratio(ours.as_micros(), theirs.as_micros())
    };
    let mut figures = Vec::new();
    for row in rows {
        for (theirs, program) in row.beside.iter().zip(beside) {
            figures.push(Figure::reported(
                format!(
                    "order to kitchen, {} listeners, over {} in the same run, p50 / p99",
                    row.listeners, program.name
                ),
                format!("{} / {}", times(50, row, theirs), times(99, row, theirs)),
            ));
        }
    }
    figures
}

fn beside_table(rows: &[Row], beside: &[Beside]) -> Table {
    let columns = ["program", "listeners", "receipts", "delay p50 / p99, ms"];
    let cells = |name: &str, listeners: usize, times: &Times| {
        vec![
            name.to_owned(),
            listeners.to_string(),
            times.len().to_string(),
            times.p50_p99(),
        ]
    };
    let mut all = Vec::new();
    for row in rows.iter().filter(|row| !row.beside.is_empty()) {
        all.push(cells("Salver", row.listeners, &row.delays.all));
        for (theirs, program) in row.beside.iter().zip(beside) {
            all.push(cells(&program.name, row.listeners, &theirs.times));
        }
    }
    Table {
        title: "Salver and others in turns, 20 orders open".to_owned(),
        columns: columns.map(str::to_owned).to_vec(),
        rows: all,
    }
}

fn table(rows: &[Row]) -> Table {
    let columns = [
        "listeners",
        "open orders",
        "orders",
        "receipts",
        "delay p50 / p99, ms",
        "slowest listener p50 / p99, ms",
        "answer to the phone p50 / p99, ms",
    ];
    let cells = |row: &Row| {
        vec![
            row.listeners.to_string(),
            row.open.to_string(),
            row.delays.slowest.len().to_string(),
            row.delays.all.len().to_string(),
            row.delays.all.p50_p99(),
            row.delays.slowest.p50_p99(),
            row.delays.answers.p50_p99(),
        ]
    };
    Table {
        title: "POST sent to event at a kitchen's socket".to_owned(),
        columns: columns.map(str::to_owned).to_vec(),
        rows: rows.iter().map(cells).collect(),
    }
}
