//! Placing orders: what the product costs over its own store calls, and how many it takes.

mod crowd;
mod direct;
mod load;
mod rates;
mod rounds;

use std::time::{Duration, Instant};

use salver::api::clock::now;
use salver::domain::business_day::BusinessDay;
use salver::domain::id::BranchId;
use salver::store::Store;

use self::crowd::{Crowd, Guest};
use self::load::{Round, round};
use self::rates::{OPEN, beside_table, rates, table, tell_beside, tell_growth, tell_marks};
use self::rounds::{ROUNDS, full, rate};
use crate::beside::Beside;
use crate::report::{Figure, Section, Table};
use crate::stats::{Times, median, ratio};

/// Phones at the tables: no guest orders twice in a round.
const PHONES: usize = 192;
/// Lets 32 orders into four processes at once, where the default lets four.
const WIDE: [&str; 2] = ["--concurrency", "8"];

/// Measures it, and the programs beside it in turns with the rounds in which all are let in.
pub(crate) async fn measure(beside: &[Beside]) -> Section {
    let mut section = Section {
        title: "Placing orders".into(),
        text: vec![HOW.into()],
        ..Section::default()
    };
    as_it_comes(&mut section).await;
    wide(&mut section, beside).await;
    section
}

/// With the default options.
async fn as_it_comes(section: &mut Section) {
    let mut crowd = Crowd::seated(PHONES, &[]).await;
    let day = business_day(&crowd).await;
    warm(&mut crowd, day).await;
    overhead(&mut crowd, day).await.tell(section);
    let bare = bare(&mut crowd, day).await;
    section.figures.push(Figure::reported(
        "orders per second with 32 clients, four let in at once, over the bare transaction by the SDK",
        bare.ratio(),
    ));
    section.tables.push(bare.table("by default"));
    let rates = rates(&mut crowd, &OPEN, &[]).await;
    tell_growth(section, &rates);
    let title = "Orders per second and their times, by default";
    section.tables.push(table(title, &rates));
}

/// With as many orders let in at once as there are clients.
async fn wide(section: &mut Section, beside: &[Beside]) {
    let mut crowd = Crowd::seated(PHONES, &WIDE).await;
    let day = business_day(&crowd).await;
    warm(&mut crowd, day).await;
    let bare = bare(&mut crowd, day).await;
    let (product, transaction) = bare.medians();
    section.figures.push(Figure::held(
        "orders per second with 32 clients, all let in at once, durable file, over the bare transaction by the SDK",
        ">= 0.6",
        bare.ratio(),
        product * 10 >= transaction * 6,
    ));
    section.tables.push(bare.table("all let in"));
    let rates = rates(&mut crowd, &OPEN[..1], beside).await;
    tell_marks(section, &rates);
    let title = "Orders per second and their times, all let in";
    section.tables.push(table(title, &rates));
    if !beside.is_empty() {
        tell_beside(section, &rates, beside);
        section.tables.push(beside_table(&rates, beside));
    }
}

const HOW: &str = "The real stack on a durable file; fan-out and follow-up work all the while, and a kitchen \
display listens. Each order has three lines and is the whole cart of a guest of its own; carts are filled between the \
rounds, and a round begins when both are idle. A round of one client has 64 orders, of more clients 192; 5 rounds of \
each, in turns. A round is over when its last answer is in: much of its telling and most of its counting, which waits \
up to a second for more, come after that. \"By default\" a function has up to 4 processes that take one order at a \
time, so four are let in at once; \"all let in\" is with `--concurrency 8`, so that the store is what 32 clients \
wait for; the targets are held to that. \"Open\" is how many orders are open when a round begins. \"All told\" \
is when the display has got the last order of the round, since its begin. \"Direct\" makes the same store calls by the \
SDK from the load's own process, without the product around them: the state beside the number, then the transaction; \
what is decided in between is not in its time.";

async fn business_day(crowd: &Crowd) -> BusinessDay {
    let branch: BranchId = crowd.stack.branch.parse().unwrap();
    let profile = crowd.store.profile(&branch).await.unwrap().unwrap();
    profile.business_day(now())
}

/// Lets every process of the functions that are measured start and open its connections.
async fn warm(crowd: &mut Crowd, day: BusinessDay) {
    for _ in 0..2 {
        full(crowd, 32, PHONES, 20).await;
    }
    bare_round(crowd, day).await;
}

/// One order each way, in turns, so that whatever else the machine does meets both.
struct Overhead {
    product: Times,
    direct: Times,
}

async fn overhead(crowd: &mut Crowd, day: BusinessDay) -> Overhead {
    let (mut product, mut direct) = (Times::default(), Times::default());
    for _ in 0..ROUNDS {
        crowd.leave_open(20).await;
        crowd.fill_carts(96).await;
        for pair in crowd.guests[..96].chunks(2) {
            let start = Instant::now();
            pair[0].order().await.expect_status(201);
            product.push(start.elapsed());
            direct.push(directly(&crowd.store, &pair[1], day).await);
        }
    }
    Overhead { product, direct }
}

/// The time of the two round trips, without what is decided in between.
async fn directly(store: &Store, guest: &Guest, day: BusinessDay) -> Duration {
    let start = Instant::now();
    let read = direct::read(store, guest, day).await;
    let reading = start.elapsed();
    let decided = direct::decide(store, read, day, now()).await;
    let start = Instant::now();
    direct::commit(&decided).await;
    reading + start.elapsed()
}

impl Overhead {
    fn tell(&self, section: &mut Section) {
        let [product, direct] = [&self.product, &self.direct].map(|t| t.percentile(50).as_nanos());
        section.figures.push(Figure::held(
            "`place-order` through the whole stack over the same store calls by the SDK, p50, one client",
            "<= 1.3",
            ratio(product, direct),
            product * 10 <= direct * 13,
        ));
        section.tables.push(Table {
            title: "One client: what the product adds to its store calls".into(),
            columns: ["", "p50 / p99 ms"].map(String::from).to_vec(),
            rows: vec![
                vec!["through the whole stack".into(), self.product.p50_p99()],
                vec!["direct".into(), self.direct.p50_p99()],
            ],
        });
    }
}

/// Rates of 32 clients: through the stack, and the bare transaction.
struct Bare {
    product: Vec<u64>,
    transaction: Vec<u64>,
}

async fn bare(crowd: &mut Crowd, day: BusinessDay) -> Bare {
    let (mut product, mut transaction) = (Vec::new(), Vec::new());
    for _ in 0..ROUNDS {
        let (of_product, _) = full(crowd, 32, PHONES, 20).await;
        product.push(rate(&of_product));
        transaction.push(rate(&bare_round(crowd, day).await));
    }
    Bare {
        product,
        transaction,
    }
}

async fn bare_round(crowd: &mut Crowd, day: BusinessDay) -> Round {
    crowd.leave_open(20).await;
    crowd.fill_carts(PHONES).await;
    let mut decided = Vec::new();
    for guest in &crowd.guests {
        let read = direct::read(&crowd.store, guest, day).await;
        decided.push(direct::decide(&crowd.store, read, day, now()).await);
    }
    round(32, decided, |decided| async move {
        direct::commit(&decided).await
    })
    .await
}

impl Bare {
    fn medians(&self) -> (u64, u64) {
        (median(&self.product), median(&self.transaction))
    }

    fn ratio(&self) -> String {
        let (product, transaction) = self.medians();
        ratio(product.into(), transaction.into())
    }

    fn table(&self, setting: &str) -> Table {
        let rows = [
            ("orders through the whole stack", &self.product),
            ("the bare transaction", &self.transaction),
        ];
        let row = |(name, rates): (&str, &Vec<u64>)| {
            let all: Vec<_> = rates.iter().map(u64::to_string).collect();
            vec![name.to_owned(), median(rates).to_string(), all.join(", ")]
        };
        Table {
            title: format!("32 clients against the bare transaction, {setting}"),
            columns: ["", "per second, median", "rounds"]
                .map(String::from)
                .to_vec(),
            rows: rows.map(row).to_vec(),
        }
    }
}
