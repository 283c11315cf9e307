//! That folds are the sums of the facts, whatever comes when, and that one which lacks a fact
//! never holds for long.

use proptest::prelude::*;

use super::*;
use crate::fixtures::{cart, check as session, line, now};
use crate::id::OrderId;
use crate::progress::{MoveLine, MoveOrder};
use crate::text::Reason;
use crate::transitions::{LineStatus, OrderStatus, Status};

fn at(text: &str) -> Timestamp {
    text.parse().unwrap()
}

fn of_orders(orders: &[Order]) -> Facts<'_> {
    Facts {
        orders,
        ..Facts::default()
    }
}

#[test]
fn a_quarter_is_of_utc_and_one_hour_of_any_clock() {
    let quarter = Quarter::of(at("2026-11-20T13:44:59.999999Z"));
    assert_eq!(quarter.begins(), at("2026-11-20T13:30:00Z"));
    assert_eq!(quarter.next().begins(), at("2026-11-20T13:45:00Z"));
    assert_eq!(Quarter::numbered(quarter.number()), quarter);
    assert_eq!(Quarter::of(at("1969-12-31T23:00:00Z")), Quarter::FIRST);
    for zone in ["Asia/Kathmandu", "Australia/Eucla", "America/St_Johns"] {
        let zone = crate::business_day::TimeZone::parse(zone).unwrap();
        let minute = quarter.begins().to_zoned(zone.rules()).minute();
        assert_eq!(minute % 15, 0, "{zone:?}");
    }
}

#[test]
fn a_quarter_is_closed_after_every_writer_that_thought_itself_in_time_is_done() {
    let quarter = Quarter::of(at("2026-11-20T13:30:00Z"));
    let late = |text| quarter.is_late(at(text));
    assert!(!late("2026-11-20T13:48:59Z"));
    assert!(late("2026-11-20T13:49:00Z"));
    let closed = |text| quarter < Quarter::first_open(at(text));
    assert!(!closed("2026-11-20T13:50:59Z"));
    assert!(closed("2026-11-20T13:51:00Z"));
    // A writer has a minute, and clocks may differ by less than another.
    let gap = CLOSED_AFTER.checked_sub(LATE_AFTER).unwrap();
    assert!(gap >= SignedDuration::from_secs(120));
}

/// All states of an order of one to three lines on some legal way.
fn any_history() -> impl Strategy<Value = Vec<Order>> {
    let item = prop::sample::select(vec!["dosa", "tikka", "water"]);
    let lines = prop::collection::vec((item, 1..=3_u32), 1..=3);
    let moves = prop::collection::vec(
        prop_oneof![
            prop::sample::select(OrderStatus::ALL.to_vec()).prop_map(Ok),
            (prop::sample::select(vec!["a", "b", "c"]), 1..=2_u32).prop_map(Err),
        ],
        0..14,
    );
    let placed = 0..5_i64;
    (lines, moves, placed).prop_map(|(lines, moves, quarter)| {
        let lines: Vec<_> = lines
            .into_iter()
            .zip(["a", "b", "c"])
            .map(|((item, n), id)| {
                let options: &[&str] = if item == "dosa" { &["regular"] } else { &[] };
                line(id, item, n, options)
            })
            .collect();
        let mut first = crate::fixtures::order(&session(), &cart(&lines), 1);
        first.placed_at = crate::fixtures::later(quarter * SECONDS + 7);
        let mut history = vec![first];
        for step in moves {
            let last = history.last().unwrap();
            let reason = Reason::parse(Some("no more rice")).unwrap();
            let next = match step {
                Ok(to) => last.move_to(&MoveOrder {
                    to,
                    reason,
                    version: None,
                    at: now(),
                }),
                Err((line, pieces)) => last.move_line(&MoveLine {
                    line: line.parse().unwrap(),
                    to: LineStatus::Cancelled,
                    quantity: Some(pieces),
                    reason,
                    version: None,
                    at: now(),
                }),
            };
            history.extend(next);
        }
        history
    })
}

fn numbered(mut histories: Vec<Vec<Order>>) -> Vec<Vec<Order>> {
    for (number, history) in histories.iter_mut().enumerate() {
        let id: OrderId = format!("lane_check1_order{number}").parse().unwrap();
        for state in history.iter_mut() {
            state.id = id.clone();
        }
    }
    histories
}

/// A day as the table has it, with whoever writes to it and folds it one step at a time.
#[derive(Default)]
struct Table {
    facts: BTreeMap<OrderId, Order>,
    late: Late,
    fold: DayFold,
    /// Quarters whose facts stand and whose mark does not yet.
    owed: Vec<Quarter>,
    /// A folder's counts, read before it reads the facts.
    read: Option<(DayFold, Late)>,
    /// What it has made of them and not kept yet, and of which fold.
    made: Option<(DayFold, DayFold)>,
}

impl Table {
    fn put(&mut self, order: &Order) {
        let newer = |known: &Order| known.version < order.version;
        if self.facts.get(&order.id).is_none_or(newer) {
            self.facts.insert(order.id.clone(), order.clone());
        }
        // Every writer is late here, which is what goes wrong if anything does.
        self.owed.push(Quarter::of(order.placed_at));
    }

    fn mark(&mut self) {
        if let Some(quarter) = self.owed.pop() {
            *self.late.entry(quarter).or_default() += 1;
        }
    }

    fn facts_in(&self, quarter: Quarter) -> Vec<Order> {
        let facts = self.facts.values();
        let its = facts.filter(|fact| Quarter::of(fact.placed_at) == quarter);
        its.cloned().collect()
    }

    /// The next step of a folder: reads the counts, reads the facts, keeps the fold.
    fn fold(&mut self, until: Quarter) {
        if let Some((before, next)) = self.made.take() {
            // Only in the place of the one that it was made of.
            if before == self.fold {
                self.fold = next;
            }
        } else if let Some((before, late)) = self.read.take() {
            let mut next = before.clone();
            for quarter in before.stale(&late) {
                next.fold_anew(quarter, &self.facts_in(quarter), &late);
            }
            let facts: Vec<_> = self.facts.values().cloned().collect();
            next.go_on(until, of_orders(&facts), &late);
            self.made = Some((before, next));
        } else {
            self.read = Some((self.fold.clone(), self.late.clone()));
        }
    }

    /// What a reader sees.
    fn seen(&self) -> Sums {
        let mut whole = self.fold.clone();
        for quarter in self.fold.stale(&self.late) {
            whole.fold_anew(quarter, &self.facts_in(quarter), &self.late);
        }
        let facts: Vec<_> = self.facts.values().cloned().collect();
        whole.with(of_orders(&facts)).sums()
    }
}

proptest! {
    /// Every version at least once, in any order, some again, while somebody folds between any
    /// two steps: once nobody is at it any more, what is seen is the sum of the latest versions.
    #[test]
    fn a_fold_is_the_sum_of_the_latest_versions_whatever_comes_when(
        histories in prop::collection::vec(any_history(), 1..5),
        again in prop::collection::vec(any::<prop::sample::Index>(), 0..20),
        order in prop::collection::vec(any::<u64>(), 90),
        steps in prop::collection::vec(0..4_u8, 0..200),
    ) {
        let histories = numbered(histories);
        let once: Vec<_> = histories.iter().flatten().collect();
        let mut told = once.clone();
        told.extend(again.iter().map(|index| once[index.index(once.len())]));
        let mut places = order.iter().cycle();
        told.sort_by_cached_key(|_| *places.next().unwrap());
        let mut told = told.into_iter();
        let mut table = Table::default();
        let mut until = Quarter::of(now());
        for step in steps {
            match step {
                0 => if let Some(order) = told.next() { table.put(order) },
                1 => table.mark(),
                2 => table.fold(until),
                _ => until = until.next(),
            }
        }
        for order in told {
            table.put(order);
        }
        while !table.owed.is_empty() {
            table.mark();
        }
        let last = || histories.iter().map(|history| history.last().unwrap());
        prop_assert_eq!(table.seen(), Sums::fold(last()));
        // Once more around, and it is folded so; and then once more is nothing new.
        for _ in 0..6 {
            table.fold(until);
        }
        prop_assert_eq!(table.fold.stale(&table.late).count(), 0);
        prop_assert_eq!(table.seen(), Sums::fold(last()));
        let folded = table.fold.clone();
        for _ in 0..3 {
            table.fold(until);
        }
        prop_assert_eq!(&table.fold, &folded);
        // A day's sums are those of its quarters, and of its facts.
        let facts: Vec<_> = last().cloned().collect();
        let day = DaySums::from(&folded.with(of_orders(&facts)));
        prop_assert_eq!(day.accepted, Sums::fold(last()).accepted);
        prop_assert_eq!(day.waiting, Sums::fold(last()).waiting);
        prop_assert_eq!(day.voided, Sums::fold(last()).voided);
    }
}

#[test]
fn a_chain_s_day_is_folded_from_its_branches_days() {
    let quarter = Quarter::of(now());
    let day = |at: Quarter, amount| DaySums {
        accepted: Tally { count: 1, amount },
        waiting: Tally {
            count: 1,
            amount: 5,
        },
        voided: Tally {
            count: 2,
            amount: 7,
        },
        quarters: BTreeMap::from([(at, Tally { count: 1, amount })]),
        money: MoneySums {
            issued: 2,
            ..MoneySums::default()
        },
    };
    let branches = [day(quarter, 10), day(quarter, 20), day(quarter.next(), 40)];
    let chain = DaySums::of_chain(&branches);
    assert_eq!((chain.accepted.count, chain.accepted.amount), (3, 70));
    assert_eq!(chain.waiting.amount, 15);
    assert_eq!((chain.voided.count, chain.voided.amount), (6, 21));
    assert_eq!(chain.money.issued, 6);
    assert_eq!(chain.quarters[&quarter].amount, 30);
    assert_eq!(chain.before(quarter.next()).amount, 30);
    let hours = chain.hours(|_| 19);
    assert_eq!((hours[&19].count, hours[&19].amount), (3, 70));
}
