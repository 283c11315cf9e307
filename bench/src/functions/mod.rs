//! Every function's binary: how fast it starts, how much memory it takes, how big it is.

mod program;
mod rush;
mod till;

use std::collections::BTreeMap;
use std::fs;
use std::time::Duration;

use program::Waiting;
use salver_tests::{Stack, binaries};

use crate::memory::{self, Memory, megabytes};
use crate::report::{Figure, Section, Table};
use crate::stats::{median, millis};

/// Starts of each function.
const STARTS: usize = 21;
/// Bytes that a binary may have.
const LARGEST: u64 = 6_500_000;
/// Bytes that a waiting function may hold in memory.
const HEAVIEST: u64 = 9_000_000;

/// Bytes that a function may still hold when a rush is over. Less than the block that one
/// password is hashed in, on top of what it needs to wait.
const HEAVIEST_AFTER_A_RUSH: u64 = 25_000_000;

/// What was measured of one function.
struct Row {
    name: String,
    starts: Vec<Duration>,
    resident: u64,
    proportional: u64,
    /// Resident after a rush.
    rushed: u64,
    size: u64,
}

/// Measures and reports.
pub(crate) async fn measure() -> Section {
    // Real: its store answers the read by which each function warms up.
    let stack = Stack::start().await;
    let functions: BTreeMap<String, BTreeMap<String, String>> = stack
        .processes()
        .into_iter()
        .map(|process| (process.program(), process.environment))
        .collect();
    let mut rows: Vec<Row> = functions
        .keys()
        .map(|name| Row {
            name: name.clone(),
            starts: Vec::new(),
            resident: 0,
            proportional: 0,
            rushed: 0,
            size: fs::metadata(binaries().join(name)).unwrap().len(),
        })
        .collect();
    // All functions in turn, so that a busy moment of the machine hits each alike.
    for round in 1..=STARTS {
        eprintln!("start {round} of {STARTS}");
        for row in &mut rows {
            let program = binaries().join(&row.name);
            let process = Waiting::start(&program, &functions[&row.name]).await;
            row.starts.push(process.took);
            let Memory {
                resident,
                proportional,
            } = memory::of(process.pid());
            row.resident = row.resident.max(resident);
            row.proportional = row.proportional.max(proportional);
        }
    }
    drop(stack);
    eprintln!("a rush");
    let rushed = rush::resident_after().await;
    for row in &mut rows {
        row.rushed = rushed[&row.name];
    }
    Section {
        title: "The functions' binaries".to_owned(),
        text: vec![text()],
        figures: figures(&rows),
        tables: vec![table(&rows)],
    }
}

fn text() -> String {
    format!(
        "Each binary is started {STARTS} times, in turn with the others, in the environment that the stack gives it. \
         The clock runs from just before the process is made to its first poll of a Runtime API; its clients are \
         built, its keys are read and its warm-up read at the stack's store is answered by then. Memory is read at \
         that moment, and the largest of all starts is shown: the resident set, and the share in it when pages that \
         other processes use too are divided by their number (the stack runs the same binaries). After a rush is \
         the resident set of the one process of a stack that had all of {} parties at once, each from its waiter's \
         sign-in to its served order, when all of that was over.",
        rush::PARTIES
    )
}

fn figures(rows: &[Row]) -> Vec<Figure> {
    let largest = rows.iter().max_by_key(|row| row.size).unwrap();
    let heaviest = rows.iter().max_by_key(|row| row.resident).unwrap();
    let fullest = rows.iter().max_by_key(|row| row.rushed).unwrap();
    let slowest = rows.iter().max_by_key(|row| median(&row.starts)).unwrap();
    vec![
        Figure::held(
            "largest function binary, MB",
            format!("<= {}", megabytes(LARGEST)),
            format!("{} ({})", megabytes(largest.size), largest.name),
            largest.size <= LARGEST,
        ),
        Figure::held(
            "most resident memory of a waiting function, MB",
            format!("<= {}", megabytes(HEAVIEST)),
            format!("{} ({})", megabytes(heaviest.resident), heaviest.name),
            heaviest.resident <= HEAVIEST,
        ),
        Figure::held(
            "most resident memory of a function after a rush, MB",
            format!("<= {}", megabytes(HEAVIEST_AFTER_A_RUSH)),
            format!("{} ({})", megabytes(fullest.rushed), fullest.name),
            fullest.rushed <= HEAVIEST_AFTER_A_RUSH,
        ),
        Figure::reported(
            "slowest function from its start to its first poll, median, ms",
            format!("{} ({})", millis(median(&slowest.starts)), slowest.name),
        ),
    ]
}

fn table(rows: &[Row]) -> Table {
    let columns = [
        "function",
        "start to first poll, median, ms",
        "fastest - slowest, ms",
        "resident, MB",
        "its share, MB",
        "resident after a rush, MB",
        "binary, MB",
    ];
    let cells = |row: &Row| {
        let fastest = row.starts.iter().min().unwrap();
        let slowest = row.starts.iter().max().unwrap();
        vec![
            row.name.clone(),
            millis(median(&row.starts)),
            format!("{} - {}", millis(*fastest), millis(*slowest)),
            megabytes(row.resident),
            megabytes(row.proportional),
            megabytes(row.rushed),
            megabytes(row.size),
        ]
    };
    Table {
        title: format!("{} functions, {STARTS} starts each", rows.len()),
        columns: columns.map(str::to_owned).to_vec(),
        rows: rows.iter().map(cells).collect(),
    }
}
