//! A large menu is published, and a dish sells out: how long until it is so, and until guests
//! are told.

mod house;
mod tallies;

use std::time::Duration;

use self::house::{House, ITEMS, PARTIES, PHONES};
use self::tallies::{Published, SoldOut};
use crate::report::{Figure, Section, Table};
use crate::stats::millis;

/// Branches of the brand whose menu is published.
const BRANCHES: [usize; 2] = [1, 20];
/// Phones that listen while something sells out.
const LISTENERS: [usize; 2] = [1, PHONES];
const ROUNDS: usize = 5;
/// Menus that a round publishes, of each brand.
const PUBLISHED: usize = 6;
/// Dishes that sell out in a round, beside so many phones.
const SOLD_OUT: usize = 40;

/// What both may take.
const MOST: Duration = Duration::from_secs(2);

/// Measures and reports.
pub(crate) async fn measure() -> Section {
    let mut houses = Vec::new();
    for branches in BRANCHES {
        eprintln!("a brand of {branches} branches with a menu of {ITEMS} items");
        houses.push(House::open(branches).await);
    }
    // Not counted: processes, connections and pages of the store are warm then.
    for house in &mut houses {
        house.listen(1).await;
        for _ in 0..PUBLISHED {
            house.publish().await;
            house.sell_out().await;
        }
    }
    let mut published = BRANCHES.map(|_| Published::default());
    let mut sold_out = LISTENERS.map(|_| SoldOut::default());
    for round in 0..ROUNDS {
        eprintln!("round {} of {ROUNDS}", round + 1);
        for step in 0..BRANCHES.len() {
            // Each time another one begins, so that none is always first or last.
            let at = (round + step) % BRANCHES.len();
            houses[at].listen(1).await;
            for _ in 0..PUBLISHED {
                houses[at].publish().await.note(&mut published[at]);
            }
        }
        for step in 0..LISTENERS.len() {
            let at = (round + step) % LISTENERS.len();
            houses[0].listen(LISTENERS[at]).await;
            for _ in 0..SOLD_OUT {
                houses[0].sell_out().await.note(&mut sold_out[at]);
            }
        }
    }
    Section {
        title: "A menu is published, and a dish sells out".to_owned(),
        text: vec![text()],
        figures: figures(&published, &sold_out),
        tables: vec![of_menus(&published), of_dishes(&sold_out)],
    }
}

fn text() -> String {
    format!(
        "A menu of {ITEMS} items, which are the demo's with their words, choices and stations, more than once. For \
         each publication a price is edited in the draft; the clock runs from the moment when `POST /menu/publish` is \
         sent, and stops when it is answered, then when a guest's phone has the event at its socket, and then when \
         that phone has read the whole menu, plain as it is stored. {ROUNDS} rounds of {PUBLISHED} menus for each \
         brand, in turns; each brand has its own stack.\n\n\
         A dish sells out by `PUT /stock/{{item}}` of the kitchen's tablet and of the floor's in turns, and is back \
         when all have heard of it; only the selling out counts. The clock runs from the moment when that is sent to \
         the moment when the load generator has read the event at a phone's socket. {PHONES} phones sit at {PARTIES} \
         tables, and each hears by its own party's topic. {ROUNDS} rounds of {SOLD_OUT} dishes for each row, at the \
         restaurant of one branch, its menu of {ITEMS} items published."
    )
}

fn branches(count: usize) -> String {
    match count {
        1 => "1 branch".to_owned(),
        _ => format!("{count} branches"),
    }
}

fn phones(count: usize) -> String {
    match count {
        1 => "1 phone listens".to_owned(),
        _ => format!("{count} phones listen"),
    }
}

fn figures(published: &[Published], sold_out: &[SoldOut]) -> Vec<Figure> {
    let target = format!("<= {}", millis(MOST));
    let menus = BRANCHES.iter().zip(published).map(|(count, times)| {
        let p50 = times.answers.percentile(50);
        let name = format!(
            "publishing a menu of {ITEMS} items, {}, p50, ms",
            branches(*count)
        );
        Figure::held(name, &target, millis(p50), p50 <= MOST)
    });
    let dishes = LISTENERS.iter().zip(sold_out).map(|(count, times)| {
        let name = format!(
            "\"sold out\" to the guests' sockets, {}, p50 / p99, ms",
            phones(*count)
        );
        let met = times.heard.percentile(99) <= MOST;
        Figure::held(name, &target, times.heard.p50_p99(), met)
    });
    menus.chain(dishes).collect()
}

fn of_menus(published: &[Published]) -> Table {
    let columns = [
        "brand",
        "menus",
        "answer p50 / p99, ms",
        "a guest's phone has heard p50 / p99, ms",
        "and has read the menu p50 / p99, ms",
    ];
    let cells = |(count, times): (&usize, &Published)| {
        vec![
            branches(*count),
            times.answers.len().to_string(),
            times.answers.p50_p99(),
            times.heard.p50_p99(),
            times.read.p50_p99(),
        ]
    };
    Table {
        title: format!("POST sent to a menu of {ITEMS} items published"),
        columns: columns.map(str::to_owned).to_vec(),
        rows: BRANCHES.iter().zip(published).map(cells).collect(),
    }
}

fn of_dishes(sold_out: &[SoldOut]) -> Table {
    let columns = [
        "phones",
        "dishes",
        "receipts",
        "delay p50 / p99, ms",
        "slowest phone p50 / p99, ms",
        "answer to the tablet p50 / p99, ms",
    ];
    let cells = |(count, times): (&usize, &SoldOut)| {
        vec![
            count.to_string(),
            times.answers.len().to_string(),
            times.heard.len().to_string(),
            times.heard.p50_p99(),
            times.slowest.p50_p99(),
            times.answers.p50_p99(),
        ]
    };
    Table {
        title: "PUT sent to event at a guest's socket".to_owned(),
        columns: columns.map(str::to_owned).to_vec(),
        rows: LISTENERS.iter().zip(sold_out).map(cells).collect(),
    }
}
