//! Placing orders: what the product costs over its own store calls, and how many it takes.

mod crowd;
mod direct;
mod load;

use std::time::{Duration, Instant};

use salver::domain::id::BranchId;
use salver::store::Store;

use self::crowd::{Crowd, Guest};
use self::load::{Round, round};
use crate::now;
use crate::report::{Figure, Section, Table};
use crate::stats::{Times, median, millis, per_second, ratio};

/// Rounds of each kind; of the rates the median counts.
const ROUNDS: usize = 3;
/// Orders of one client in a round of one, and of all clients in a round of more.
const ORDERS: [(usize, usize); 3] = [(1, 64), (8, 192), (32, 192)];
/// Open orders when a round begins.
const OPEN: [usize; 2] = [20, 200];
/// Phones at the tables: no guest orders twice in a round.
const PHONES: usize = 192;

/// Measures it.
pub(crate) async fn measure() -> Section {
    let mut crowd = Crowd::seated(PHONES).await;
    let day = business_day(&crowd).await;
    warm(&mut crowd, &day).await;
    let overhead = overhead(&mut crowd, &day).await;
    let bare = bare(&mut crowd, &day).await;
    let mut section = Section {
        title: "Placing orders".into(),
        text: vec![HOW.into()],
        ..Section::default()
    };
    overhead.tell(&mut section);
    let rates = rates(&mut crowd).await;
    tell_bare(&mut section, &bare);
    tell_rates(&mut section, &rates);
    section
}

const HOW: &str = "The real stack on a durable file with the default of 4 processes per function; fan-out and follow-up \
work all the while, and a kitchen display listens. Each order has three lines and is the whole cart of a guest of its \
own; carts are filled between the rounds. A round of one client has 64 orders, of more clients 192; 7 rounds of each, \
in turns. \"Open\" is how many orders are open when a round begins. \"All told\" is when the display has got the last \
order of the round, since its begin. \"Direct\" makes the same store calls by the SDK from the load's own process, \
without the product around them: the desk beside the number, then the transaction; what is decided in between is not \
in its time.";

async fn business_day(crowd: &Crowd) -> String {
    let branch: BranchId = crowd.stack.branch.parse().unwrap();
    let profile = crowd.store.profile(&branch).await.unwrap().unwrap();
    profile.business_day(now())
}

/// Lets every process of the functions that are measured start and open its connections.
async fn warm(crowd: &mut Crowd, day: &str) {
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

async fn overhead(crowd: &mut Crowd, day: &str) -> Overhead {
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
async fn directly(store: &Store, guest: &Guest, day: &str) -> Duration {
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
            "<= 1.5",
            ratio(product, direct),
            product * 2 <= direct * 3,
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

async fn bare(crowd: &mut Crowd, day: &str) -> Bare {
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

async fn bare_round(crowd: &mut Crowd, day: &str) -> Round {
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

/// A round through the whole stack, and when the display had got all of it.
async fn full(crowd: &mut Crowd, clients: usize, orders: usize, open: usize) -> (Round, Duration) {
    crowd.leave_open(open).await;
    crowd.fill_carts(orders).await;
    let guests = crowd.guests[..orders].to_vec();
    let start = Instant::now();
    let round = round(clients, guests, |guest: std::sync::Arc<Guest>| async move {
        guest.order().await.expect_status(201);
    });
    let round = round.await;
    crowd.all_shown().await;
    (round, start.elapsed())
}

fn rate(round: &Round) -> u64 {
    per_second(round.times.len(), round.took)
}

fn tell_bare(section: &mut Section, bare: &Bare) {
    let (product, transaction) = (median(&bare.product), median(&bare.transaction));
    section.figures.push(Figure::held(
        "orders per second with 32 clients, durable file, over the bare transaction by the SDK",
        ">= 0.6",
        ratio(product.into(), transaction.into()),
        product * 10 >= transaction * 6,
    ));
    section.tables.push(Table {
        title: "32 clients against the bare transaction".into(),
        columns: ["", "per second, median", "rounds"]
            .map(String::from)
            .to_vec(),
        rows: [
            ("orders through the whole stack", &bare.product),
            ("the bare transaction", &bare.transaction),
        ]
        .map(|(name, rates)| {
            let all: Vec<_> = rates.iter().map(u64::to_string).collect();
            vec![name.to_owned(), median(rates).to_string(), all.join(", ")]
        })
        .to_vec(),
    });
}

/// What the rounds of one kind gave.
struct Rates {
    clients: usize,
    open: usize,
    rates: Vec<u64>,
    times: Times,
    told: Vec<Duration>,
}

async fn rates(crowd: &mut Crowd) -> Vec<Rates> {
    let kinds = OPEN
        .iter()
        .flat_map(|open| ORDERS.map(|(clients, _)| (clients, *open)));
    let mut all: Vec<_> = kinds
        .map(|(clients, open)| Rates {
            clients,
            open,
            rates: Vec::new(),
            times: Times::default(),
            told: Vec::new(),
        })
        .collect();
    for _ in 0..ROUNDS {
        for kind in &mut all {
            let orders = ORDERS.iter().find(|(clients, _)| *clients == kind.clients);
            let (_, orders) = orders.unwrap();
            let (round, told) = full(crowd, kind.clients, *orders, kind.open).await;
            kind.rates.push(rate(&round));
            kind.times.extend(round.times);
            kind.told.push(told);
        }
    }
    all
}

/// What the fastest peer does, times three: orders a second by the number of clients.
const MARKS: [(usize, u64); 2] = [(8, 846), (32, 816)];

fn tell_rates(section: &mut Section, all: &[Rates]) {
    let of = |clients, open| {
        let kind = all.iter().find(|k| k.clients == clients && k.open == open);
        median(&kind.unwrap().rates)
    };
    for (clients, mark) in MARKS {
        let measured = of(clients, 20);
        section.figures.push(Figure::held(
            format!(
                "orders per second with {clients} clients, durable file (3 x the fastest peer)"
            ),
            format!(">= {mark}"),
            measured.to_string(),
            measured >= mark,
        ));
    }
    for (clients, _) in ORDERS {
        let [few, many] = OPEN.map(|open| of(clients, open));
        section.figures.push(Figure::held(
            format!("orders per second with 200 open orders over 20 open, {clients} clients"),
            ">= 0.9",
            ratio(many.into(), few.into()),
            many * 10 >= few * 9,
        ));
    }
    section.tables.push(Table {
        title: "Orders per second and their times".into(),
        columns: [
            "clients",
            "open",
            "orders/s, median",
            "p50 / p99 ms",
            "all told after ms, median",
        ]
        .map(String::from)
        .to_vec(),
        rows: all
            .iter()
            .map(|kind| {
                vec![
                    kind.clients.to_string(),
                    kind.open.to_string(),
                    median(&kind.rates).to_string(),
                    kind.times.p50_p99(),
                    millis(median(&kind.told)),
                ]
            })
            .collect(),
    });
}
