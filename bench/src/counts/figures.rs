//! What figures cost: of a busy day with days behind it, and of a chain.

use salver::domain::role::Role;
use salver_tests::{Meter, Stack, StoreProxy};

use crate::report::{Figure, Table};

/// Orders of the busy day so far.
const ORDERS: usize = 600;
/// Halves of read units that reading them may take.
const MOST: u64 = 2 * 12;
/// Branches of the chain.
const BRANCHES: usize = 100;

/// Counts both, at a stack of its own.
pub(super) async fn measure() -> (Figure, Table) {
    let proxy = StoreProxy::metering();
    let stack = Stack::start_counted(&proxy).await;
    stack.give_busy_days(ORDERS).await;
    let owner = stack.staff(Role::Owner).await;
    let mut meter = Meter::new(&stack, &proxy);
    meter.count("readFigures", owner.figures()).await;
    let folding = meter.take();
    meter.count("readFigures", owner.figures()).await;
    let reading = meter.take();
    let units = |costs: &[salver_tests::Cost]| {
        let own = costs.iter().filter(|cost| cost.is_own());
        own.map(salver_tests::Cost::units)
            .sum::<salver_tests::Units>()
    };
    let calls = |costs: &[salver_tests::Cost]| {
        let own = costs.iter().filter(|cost| cost.is_own());
        own.map(|cost| cost.trips.len()).sum::<usize>()
    };
    let (of_chain, chain) = stack.cost_of_chain(&proxy, BRANCHES).await;
    let row = |name: String, calls: usize, units: salver_tests::Units| {
        vec![
            name,
            calls.to_string(),
            units.reads(),
            units.write.to_string(),
        ]
    };
    let read = units(&reading);
    let figure = Figure::held(
        format!("RRU of `readFigures` with {ORDERS} orders today and 13 days before"),
        "at most 12",
        read.reads(),
        read.read_halves <= MOST,
    );
    let table = Table {
        title: format!("Figures of a day of {ORDERS} orders, one every 72 s, and of a chain"),
        columns: ["what", "calls", "RRU", "WRU"].map(str::to_owned).to_vec(),
        rows: vec![
            row("read".to_owned(), calls(&reading), read),
            row(
                "read, when all of today is to be folded".to_owned(),
                calls(&folding),
                units(&folding),
            ),
            row(
                format!("yesterday of a chain of {BRANCHES} branches"),
                of_chain,
                chain,
            ),
        ],
    };
    (figure, table)
}
