//! The same evening with more behind it and more beside it.

use std::time::Duration;

use salver::store::MAX_BRANCHES;
use salver_tests::{Meter, Stack, StoreProxy, uncounted};

use super::rows::Row;
use crate::report::Table;

/// Each evening is played so often.
const EVENINGS: usize = 3;
/// How long answers are held back where round trips are counted: longer than a function needs
/// between two calls that it makes side by side.
const HELD_BACK: Duration = Duration::from_millis(25);

const CLOSED_ORDERS: [usize; 3] = [1, 1_000, 10_000];
/// As many as one menu is published to, with the one that an evening makes.
pub(super) const BRANCHES: usize = MAX_BRANCHES - 1;

/// What is done at each branch of the brand, and so costs by them: each one's stock names the
/// menu that it sells, who publishes is told how many there are, and a new one has a name of its
/// own.
const OF_EACH_BRANCH: [&str; 4] = [
    "publishMenu",
    "rollBackMenu",
    "readDraftChanges",
    "makeBranch",
];

/// The operation whose stored answer holds the picture of a random code: packed, it is now a
/// little less than 1 KB and now a little more.
const KEEPS_A_PICTURE: &str = "reissueCode";

/// What these read is of today, on which each stage plays further evenings: their steps are the same
/// from 1 order to 1,000 as from 10,000 to the branches. The flow test `growth` holds them to bounds.
const OF_TODAY: [&str; 5] = [
    "closeDay",
    "listMessages",
    "printDay",
    "readDay",
    "readFigures",
];

/// Its photo is another one each time, and as large as it happens to be.
const OF_ANOTHER_PHOTO: &str = "uploadPhoto";

/// What operations cost at one size of the table.
pub(super) struct Stage {
    name: String,
    pub(super) rows: Vec<Row>,
}

/// Counts at every size, the smallest first.
pub(super) async fn stages(stack: &Stack, proxy: &StoreProxy) -> Vec<Stage> {
    let mut meter = Meter::new(stack, proxy);
    let mut stages = Vec::new();
    for (number, orders) in CLOSED_ORDERS.into_iter().enumerate() {
        stack.give_past(orders).await;
        if number == 0 {
            proxy.slow_down(HELD_BACK);
        }
        let rows = evenings(&mut meter).await;
        proxy.heal();
        let name = match orders {
            1 => "1 closed order".to_owned(),
            _ => format!("{orders} closed orders"),
        };
        stages.push(Stage { name, rows });
    }
    stack.give_neighbours(BRANCHES).await;
    stages.push(Stage {
        name: format!("and {BRANCHES} branches"),
        rows: evenings(&mut meter).await,
    });
    stages
}

async fn evenings(meter: &mut Meter<'_>) -> Vec<Row> {
    let mut evenings = Vec::new();
    for _ in 0..EVENINGS {
        meter.evening().await;
        let costs = meter.take();
        require_all(&costs);
        evenings.push(costs);
    }
    Row::cheapest(&evenings)
}

/// An evening's costs must hold every operation, or a new one would be free.
fn require_all(costs: &[salver_tests::Cost]) {
    assert_eq!(uncounted(costs), [""; 0], "operations that nobody counted");
}

fn same_in<'a>(stage: &'a Stage, row: &Row) -> Option<&'a Row> {
    stage.rows.iter().find(|other| other.is_same(row))
}

fn weight(stage: &Stage, row: &Row) -> Option<(u64, u64, usize)> {
    same_in(stage, row).map(Row::weight)
}

/// The rows of the first stage that cost something else in a later one.
pub(super) fn grown(stages: &[Stage]) -> Vec<&Row> {
    let differs = |row: &&Row| {
        // The gateway tells of an end while `fan-out` is at forgetting it: one of them does.
        if (row.operation.as_str(), row.function.as_str()) == ("closeSession", "ws-disconnect") {
            return false;
        }
        // Whatever it is that its minute falls into.
        if row.function == "sweep" {
            return false;
        }
        let operation = row.operation.as_str();
        let named = [OF_EACH_BRANCH.as_slice(), OF_TODAY.as_slice()].concat();
        if named.contains(&operation) || [KEEPS_A_PICTURE, OF_ANOTHER_PHOTO].contains(&operation) {
            return false;
        }
        stages
            .windows(2)
            .any(|two| weight(&two[0], row) != weight(&two[1], row))
    };
    stages[0].rows.iter().filter(differs).collect()
}

/// Whatever differs, and what everything costs together.
pub(super) fn table(stages: &[Stage]) -> Table {
    let first = &stages[0].rows;
    let differs = |row: &&Row| {
        let same = |stage| weight(stage, row) == Some(row.weight());
        !stages.iter().all(same)
    };
    let cells = |row: &Row| {
        let mut cells = vec![row.operation.clone(), row.function.clone()];
        let short = |stage| same_in(stage, row).map_or_else(String::new, Row::short);
        cells.extend(stages.iter().map(short));
        cells
    };
    let mut rows: Vec<_> = first.iter().filter(differs).map(cells).collect();
    let same = first.len() - rows.len();
    let mut all = vec![format!("the {same} others together"), "all".to_owned()];
    all.extend(stages.iter().map(|stage| {
        let others = first.iter().filter(|row| !differs(row));
        let (mut calls, mut units) = (0, salver_tests::Units::default());
        for row in others.filter_map(|row| same_in(stage, row)) {
            calls += row.calls.len();
            units = units + row.units;
        }
        format!("{calls} / {} / {}", units.reads(), units.write)
    }));
    rows.push(all);
    let mut columns = vec!["operation".to_owned(), "function".to_owned()];
    columns.extend(stages.iter().map(|stage| stage.name.clone()));
    Table {
        title: "Growth: calls / RRU / WRU, where they differ".to_owned(),
        columns,
        rows,
    }
}
