//! What operations ask of the store, what that grows with, and what an order costs.
//!
//! Counts, not times: they are the same on any machine, in any build.

mod bill;
mod figures;
mod growth;
mod prices;
mod rows;
mod sheet;

use salver_tests::{Stack, StoreProxy};

use crate::report::{Figure, Section};
use rows::Row;

/// The operation that every guest waits for.
const ORDER: (&str, &str) = ("placeOrder", "place-order");

/// What ends a check that nobody has billed yet.
const CHECKOUT: (&str, &str) = ("checkOut, billed and paid by it", "settle-bill");

/// Counts all of it.
pub(crate) async fn measure() -> Section {
    let proxy = StoreProxy::metering();
    let stack = Stack::start_counted(&proxy).await;
    let bill = bill::measure(&stack, &proxy).await;
    let stages = growth::stages(&stack, &proxy).await;
    let rows = &stages[0].rows;
    let found = |(operation, function): (&str, &str)| {
        let mut rows = rows.iter();
        rows.find(|row| row.operation == operation && row.function == function)
            .unwrap()
    };
    let (order, checkout) = (found(ORDER), found(CHECKOUT));
    let grown = growth::grown(&stages);
    let (cost_of_figures, busy) = figures::measure().await;
    let figures = vec![
        cost_of_figures,
        Figure::held(
            "sequential round trips to the store before the reply of `place-order`",
            "2",
            order.rounds.to_string(),
            order.rounds == 2,
        ),
        Figure::reported(
            "calls and sequential round trips to the store before the reply of a `checkOut` that bills and pays",
            format!("{} and {}", checkout.calls.len(), checkout.rounds),
        ),
        Figure::held(
            format!(
                "operations whose calls or units grow with 10,000 closed orders or {} branches",
                growth::BRANCHES
            ),
            "none",
            match grown.len() {
                0 => format!("none of {}", rows.len()),
                some => format!("{some} of {}", rows.len()),
            },
            grown.is_empty(),
        ),
    ];
    let mut section = Section {
        title: "What operations ask of the store, and what an order costs".to_owned(),
        text: text(),
        figures,
        tables: vec![Row::table(rows), growth::table(&stages), busy],
    };
    bill.add_to(&mut section);
    section
}

fn text() -> Vec<String> {
    let paragraphs = [
        "Counted at the real functions behind the one-machine stack: a proxy before the store notes when each call \
         begins and ends, and has the store say its units. They are held to the service's rules by a test with items \
         of known size (`tests/tests/flow/units.rs`): RRU of 4 KB, half for what may be a moment old; WRU of 1 KB, \
         twice in a transaction; what the index stores; the larger of the images before and after; a failed \
         condition; a read that finds nothing. A cancelled transaction is counted as if it had been done, the most \
         that it can be.",
        "An evening does every operation of the API at a party of two phones that orders three dishes, while a \
         phone, the kitchen's tablet and the floor's are connected. An operation is over when its answer is in and the \
         stream has been followed to its end, so what `fan-out` and `follow-up` do stands beside what caused it. \
         Every process knows the branch already: one that does not reads profile and menu once more (4 RRU), and those \
         behind the stream do so every minute. Of three evenings the cheapest counts. For the round trips each \
         answer of the store is held back, so that what a function asks side by side is seen side by side.",
        "`readFigures` is the only operation that shows what is over: the last 20 orders, 14 days with their hours, and \
         a part of a quarter of an hour a week ago. With one closed order these lists are not full yet; from there on nothing grows. What \
         an operation lists that is open (orders, parties, calls of now) costs by what is open. Publishing a menu and \
         rolling it back write the stock item of each branch that sells it and read how many these are, so they are not \
         counted among what grows; the last table shows what they cost.",
    ];
    paragraphs.map(str::to_owned).to_vec()
}
