//! From "a KOT was sent" to "its printer has the job".

use std::time::{Duration, Instant};

use salver::domain::role::Role;
use salver_tests::{Dish, Stack, Staff};
use tokio::time::{Interval, MissedTickBehavior, interval, sleep};

use crate::counter::{Printer, pickup, take};
use crate::report::{Figure, Section, Table};
use crate::stats::Times;

/// How often the printer asks that waits between two polls: as often as these printers may be set
/// to.
const EVERY: Duration = Duration::from_secs(1);
/// KOTs of each row that are counted.
const KOTS: usize = 60;
/// Lines of a KOT.
const LINES: usize = 3;
/// After so much longer than the one before each KOT is sent, so that they fall into every part of
/// the second between two polls.
const SHIFT: Duration = Duration::from_millis(370);

/// A restaurant with one printer, and somebody who takes orders.
struct House {
    _stack: Stack,
    waiter: Staff,
    dishes: Vec<Dish>,
    printer: Printer,
    ticks: Interval,
}

/// What KOTs took, from the moment when they were sent.
#[derive(Default)]
struct Row {
    answered: Times,
    /// Until the printer has downloaded the job.
    fetched: Times,
}

/// Measures and reports.
pub(crate) async fn measure() -> Section {
    let mut house = House::open().await;
    // Not counted: processes and connections are warm then.
    for _ in 0..8 {
        house.kot(false).await;
    }
    let (mut at_once, mut by_the_second) = (Row::default(), Row::default());
    for number in 0..KOTS {
        eprintln!("KOT {} of {KOTS}", number + 1);
        house.kot(false).await.note(&mut at_once);
        sleep(SHIFT).await;
        house.kot(true).await.note(&mut by_the_second);
    }
    let told = |row: &Row| row.fetched.p50_p99();
    Section {
        title: "From a KOT to a polling printer".to_owned(),
        text: vec![text()],
        figures: vec![
            Figure::reported(
                "KOT to a printer that asks as soon as it is answered, p50 / p99, ms",
                told(&at_once),
            ),
            Figure::reported(
                "KOT to a printer that asks every second, p50 / p99, ms",
                told(&by_the_second),
            ),
        ],
        tables: vec![table(&[
            ("as soon as the KOT is answered", &at_once),
            ("every second", &by_the_second),
        ])],
    }
}

fn text() -> String {
    format!(
        "A waiter sends a KOT of {LINES} lines with the action `kot_print`; the clock runs from the moment when it is \
         sent to the moment when a scripted Star CloudPRNT printer has downloaded the job, two requests: its poll, \
         which offers the job, and the download. It confirms the job before the next KOT. The first row is what the \
         service itself takes, the second has the wait for the next poll in it, half a second on average. {KOTS} KOTs \
         for each row, in turns."
    )
}

fn table(rows: &[(&str, &Row)]) -> Table {
    let columns = [
        "the printer asks",
        "KOTs",
        "answer to the waiter p50 / p99, ms",
        "the printer has it p50 / p99, ms",
    ];
    let cells = |(name, row): &(&str, &Row)| {
        vec![
            (*name).to_owned(),
            row.fetched.len().to_string(),
            row.answered.p50_p99(),
            row.fetched.p50_p99(),
        ]
    };
    Table {
        title: "KOT sent to job downloaded".to_owned(),
        columns: columns.map(str::to_owned).to_vec(),
        rows: rows.iter().map(cells).collect(),
    }
}

/// What one KOT took.
struct Printed {
    answered: Duration,
    fetched: Duration,
}

impl Printed {
    fn note(self, row: &mut Row) {
        row.answered.push(self.answered);
        row.fetched.push(self.fetched);
    }
}

impl House {
    async fn open() -> Self {
        let stack = Stack::start().await;
        let manager = stack.staff(Role::Manager).await;
        let printer = Printer::of(&stack, &manager, "hot").await;
        let mut dishes = stack.menu().await.dishes();
        dishes.truncate(LINES);
        let mut ticks = interval(EVERY);
        ticks.set_missed_tick_behavior(MissedTickBehavior::Skip);
        Self {
            waiter: stack.staff(Role::Waiter).await,
            dishes,
            printer,
            ticks,
            _stack: stack,
        }
    }

    /// Sends a KOT and lets the printer print it; it asks at once, or when it is its time.
    async fn kot(&mut self, by_the_second: bool) -> Printed {
        let check = pickup(&self.waiter).await;
        let sent = Instant::now();
        take(&self.waiter, &check, "kot_print", (&self.dishes, 1)).await;
        let answered = sent.elapsed();
        let token = loop {
            if by_the_second {
                self.ticks.tick().await;
            }
            // The line is read from the index, which is a moment late.
            if let Some(token) = self.printer.polls().await {
                break token;
            }
        };
        self.printer.fetches(&token).await;
        let fetched = sent.elapsed();
        self.printer.confirms(&token).await;
        Printed { answered, fetched }
    }
}
