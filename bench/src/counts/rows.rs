//! What one function asks of the store for one operation.

use std::collections::BTreeMap;

use salver_tests::{Cost, Units};

use crate::report::Table;

/// A line of the table.
#[derive(Debug, Clone)]
pub(super) struct Row {
    pub(super) operation: String,
    pub(super) function: String,
    /// The store's operations, sorted.
    pub(super) calls: Vec<String>,
    pub(super) rounds: usize,
    pub(super) units: Units,
}

impl Row {
    fn of(cost: &Cost) -> Self {
        let (calls, units) = cost.count();
        Self {
            operation: cost.operation.clone(),
            function: cost.function.clone(),
            calls: calls.into_iter().map(str::to_owned).collect(),
            rounds: cost.rounds(),
            units,
        }
    }

    /// Of what was counted several times the cheapest, in the order of the first time. What a
    /// process has to learn anew now and then is in one of them and not in the others.
    pub(super) fn cheapest(evenings: &[Vec<Cost>]) -> Vec<Self> {
        let mut rows: Vec<Self> = Vec::new();
        for cost in evenings.iter().flatten() {
            let row = Self::of(cost);
            match rows.iter_mut().find(|known| known.is_same(&row)) {
                Some(known) if row.weight() < known.weight() => *known = row,
                Some(_) => {}
                None => rows.push(row),
            }
        }
        rows
    }

    /// Whether both are about the same function and operation.
    pub(super) fn is_same(&self, other: &Self) -> bool {
        self.operation == other.operation && self.function == other.function
    }

    /// What must not grow.
    pub(super) fn weight(&self) -> (u64, u64, usize) {
        (self.units.write, self.units.read_halves, self.calls.len())
    }

    /// "3 / 6 / 22": calls, read and write units.
    pub(super) fn short(&self) -> String {
        let (reads, writes) = (self.units.reads(), self.units.write);
        format!("{} / {reads} / {writes}", self.calls.len())
    }

    /// "BatchGetItem, 2 GetItem".
    fn kinds(&self) -> String {
        let mut kinds: BTreeMap<&str, usize> = BTreeMap::new();
        for call in &self.calls {
            *kinds.entry(call).or_default() += 1;
        }
        let kinds = kinds.into_iter().map(|(kind, count)| match count {
            1 => kind.to_owned(),
            _ => format!("{count} {kind}"),
        });
        kinds.collect::<Vec<_>>().join(", ")
    }

    /// All rows.
    pub(super) fn table(rows: &[Self]) -> Table {
        let columns = [
            "operation",
            "function",
            "calls",
            "in a row",
            "RRU",
            "WRU",
            "of it the index",
            "which calls",
        ];
        let cells = |row: &Self| {
            vec![
                row.operation.clone(),
                row.function.clone(),
                row.calls.len().to_string(),
                row.rounds.to_string(),
                row.units.reads(),
                row.units.write.to_string(),
                row.units.of_index.to_string(),
                row.kinds(),
            ]
        };
        Table {
            title: "Calls and units of every operation".to_owned(),
            columns: columns.map(str::to_owned).to_vec(),
            rows: rows.iter().map(cells).collect(),
        }
    }
}
