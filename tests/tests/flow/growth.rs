//! No operation costs more because of what is over, or because of what happens elsewhere.

use std::collections::BTreeMap;

use salver_tests::{Cost, Meter, Stack, StoreProxy, Units, uncounted};

const CLOSED_ORDERS: usize = 500;
const BRANCHES: usize = 20;

/// The one operation that shows what is over: the last 20 orders, the sums of 14 days, and a part
/// of a quarter of an hour a week ago. It may cost so many halves of read units, and no more
/// whatever is behind the branch.
const SHOWS_THE_PAST: (&str, u64) = ("readFigures", 2 * 12);

/// The one operation whose stored answer holds the picture of a random code: packed, it is now
/// a little less than 1 KB and now a little more. It may write so many units.
const KEEPS_A_PICTURE: (&str, u64) = ("reissueCode", 12);

/// What writes an item of each branch of the brand, two units each: the evening's own branch, and
/// the neighbours. It may write so many units.
const OF_EACH_BRANCH: [(&str, u64); 2] = [("publishMenu", 90), ("rollBackMenu", 90)];

/// What reads an item of each branch of the brand, to say where a menu would lack prices: a unit
/// each, which is two halves. It may read so many halves.
const READS_EACH_BRANCH: (&str, u64) = ("readDraftChanges", 12 + 2 * BRANCHES as u64);

/// What reads a page of the newest print jobs, to name those that nobody printed. They may read so
/// many halves, however many jobs there were.
const NAMES_WHAT_IS_OPEN: [(&str, u64); 2] = [("closeDay", 60), ("readDay", 60)];

/// What looks at how the branch works too, but once a minute only: so many halves with that look,
/// which is one call more.
const LOOKS_ONCE_A_MINUTE: (&str, u64) = ("moveOrder, to accepted", 10);

/// What writes a slip, of a kilobyte for a bill and of some four for a day with its refunds, voids
/// and cash, or the day's report itself: it is more than one with a number of one digit more, or with
/// what another evening of the same day adds. They may write so many units, and
/// so many to the index.
const WRITES_A_SLIP: [(&str, u64, u64); 3] = [
    ("printBill", 14, 2),
    ("printDay", 36, 8),
    ("closeDay", 12, 0),
];

/// What an evening's operations cost, by their names.
struct Evening {
    costs: Vec<Cost>,
}

impl Evening {
    async fn play(meter: &mut Meter<'_>) -> Self {
        meter.evening().await;
        let costs = meter.take();
        assert_eq!(uncounted(&costs), [""; 0], "the evening lacks operations");
        Self { costs }
    }

    /// The calls and units of the functions that serve the operations.
    fn served(&self) -> BTreeMap<&str, (Vec<&str>, Units)> {
        let own = self.costs.iter().filter(|cost| cost.is_own());
        let mut served = BTreeMap::new();
        for cost in own {
            let (mut calls, mut units) = cost.count();
            if cost.operation == LOOKS_ONCE_A_MINUTE.0 {
                let (read, most) = (units.read_halves, LOOKS_ONCE_A_MINUTE.1);
                assert!(read <= most && calls.len() <= 4, "{calls:?} {units:?}");
                calls.dedup();
                units.read_halves = most;
            }
            let readers = [SHOWS_THE_PAST, READS_EACH_BRANCH].into_iter();
            let mut readers = readers.chain(NAMES_WHAT_IS_OPEN);
            if let Some((_, most)) = readers.find(|(name, _)| cost.operation == *name) {
                assert!(units.read_halves <= most, "{} {units:?}", cost.operation);
                units.read_halves = most;
            }
            let mut bounded = OF_EACH_BRANCH.iter().chain([&KEEPS_A_PICTURE]);
            if let Some((_, most)) = bounded.find(|(name, _)| cost.operation == *name) {
                assert!(units.write <= *most, "{} {units:?}", cost.operation);
                units.write = *most;
            }
            let mut slips = WRITES_A_SLIP.into_iter();
            if let Some((slip, write, of_index)) = slips.find(|(slip, ..)| cost.operation == *slip)
            {
                assert!(
                    units.write <= write && units.of_index <= of_index,
                    "{slip} {units:?}"
                );
                (units.write, units.of_index) = (write, of_index);
            }
            let twice = served.insert(cost.operation.as_str(), (calls, units));
            assert_eq!(twice, None, "{} stands twice", cost.operation);
        }
        served
    }

    /// What those who follow the stream needed in all. A new menu is told at each branch.
    fn behind(&self) -> Units {
        let each = |cost: &&Cost| OF_EACH_BRANCH.iter().any(|(name, _)| cost.name() == *name);
        let behind = self.costs.iter().filter(|cost| !cost.is_own());
        let behind = behind.filter(|cost| !each(cost));
        behind.map(Cost::units).sum()
    }
}

/// Fails when an operation costs something else than before.
fn same(before: &Evening, after: &Evening) {
    let (before_served, after_served) = (before.served(), after.served());
    let grown = before_served.iter().filter_map(|(operation, cost)| {
        let after = after_served.get(operation);
        (after != Some(cost)).then(|| format!("{operation}: {cost:?}, then {after:?}"))
    });
    assert_eq!(grown.collect::<Vec<_>>(), [""; 0], "these grow");
    // How records are batched differs from time to time; a history that is read does not hide.
    let (before, after) = (before.behind(), after.behind());
    assert!(
        after.read_halves < 2 * before.read_halves,
        "{before:?} {after:?}"
    );
    assert!(after.write < 2 * before.write, "{before:?} {after:?}");
}

#[tokio::test]
async fn nothing_costs_more_with_more_history_and_more_branches() {
    let proxy = StoreProxy::metering();
    let stack = Stack::start_counted(&proxy).await;
    let mut meter = Meter::new(&stack, &proxy);
    stack.give_past(1).await;
    let young = Evening::play(&mut meter).await;
    stack.give_past(CLOSED_ORDERS).await;
    stack.give_neighbours(BRANCHES).await;
    same(&young, &Evening::play(&mut meter).await);
}
