//! What orders count, and that the figures are their recount whatever comes when.

use proptest::prelude::*;

use super::*;
use crate::fixtures::{cart, check as session, line, now};
use crate::progress::{MoveLine, MoveOrder};
use crate::text::Reason;
use crate::transitions::{LineStatus, OrderStatus, Status};

const HOUR: u8 = 19;

fn because() -> Option<Reason> {
    Reason::parse(Some("no more rice")).unwrap()
}

fn moved(order: &Order, to: OrderStatus) -> Order {
    let command = MoveOrder {
        to,
        reason: because(),
        version: None,
        at: now(),
    };
    order.move_to(&command).unwrap()
}

fn voided(order: &Order, line: &str, pieces: u32) -> Order {
    let command = MoveLine {
        line: line.parse().unwrap(),
        to: LineStatus::Cancelled,
        quantity: Some(pieces),
        reason: because(),
        version: None,
        at: now(),
    };
    order.move_line(&command).unwrap()
}

/// Large dosas 2 and 1, one tikka.
fn placed() -> Order {
    let lines = [
        line("a", "dosa", 2, &["large"]),
        line("b", "dosa", 1, &["regular"]),
        line("t", "tikka", 1, &[]),
    ];
    crate::fixtures::order(&session(), &cart(&lines), 1)
}

/// The same, taken on.
fn accepted() -> Order {
    moved(&placed(), OrderStatus::Accepted)
}

fn tally(count: i64, revenue: i64) -> Tally {
    Tally { count, revenue }
}

/// Item, pieces, revenue.
fn items(contribution: &Contribution) -> Vec<(&str, i64, i64)> {
    let items = contribution.items.iter();
    items
        .map(|(id, sold)| (id.as_str(), sold.tally.count, sold.tally.revenue))
        .collect()
}

#[test]
fn an_accepted_order_counts_its_total_and_its_items() {
    let order = accepted();
    let counts = Contribution::of(&order, HOUR);
    assert_eq!(
        (counts.day.to_string(), counts.hour),
        ("2026-11-20".to_owned(), HOUR)
    );
    assert_eq!(counts.tally, tally(1, 76_000));
    assert_eq!(items(&counts), [("dosa", 3, 44_000), ("tikka", 1, 32_000)]);

    let less = Contribution::of(&voided(&order, "a", 1), HOUR);
    assert_eq!(less.tally, tally(1, 60_000));
    assert_eq!(items(&less), [("dosa", 2, 28_000), ("tikka", 1, 32_000)]);

    let without = Contribution::of(&voided(&order, "t", 1), HOUR);
    assert_eq!(items(&without), [("dosa", 3, 44_000)]);
    let rejected = moved(&placed(), OrderStatus::Rejected);
    for gone in [rejected, moved(&order, OrderStatus::Cancelled)] {
        let nothing = Contribution::of(&gone, HOUR);
        assert_eq!((nothing.tally, items(&nothing)), (Tally::default(), vec![]));
    }
}

#[test]
fn what_nobody_has_accepted_counts_nothing() {
    let counts = Contribution::of(&placed(), HOUR);
    assert_eq!((counts.tally, items(&counts)), (Tally::default(), vec![]));
    assert!(!counts_alike(&placed(), &accepted()));
}

#[test]
fn only_what_is_counted_makes_a_difference() {
    use OrderStatus::{Completed, Preparing, Ready, Served};
    let mut order = accepted();
    for status in [Preparing, Ready, Served, Completed] {
        let next = moved(&order, status);
        assert!(counts_alike(&order, &next), "{status:?}");
        order = next;
    }
    assert!(!counts_alike(&accepted(), &voided(&accepted(), "a", 1)));
    assert!(counts_alike(
        &placed(),
        &moved(&placed(), OrderStatus::Rejected)
    ));
}

#[test]
fn the_difference_is_added_and_an_older_state_is_nothing() {
    let first = accepted();
    let step = count(None, &first, HOUR).unwrap();
    let day = || "2026-11-20".parse().unwrap();
    let figure = |step: &Step, figure| step.added.get(&figure).copied();
    assert_eq!(figure(&step, Figure::Day(day())), Some(tally(1, 76_000)));
    assert_eq!(
        figure(&step, Figure::Hour(day(), HOUR)),
        Some(tally(1, 76_000))
    );
    assert_eq!(step.added.len(), 4);

    let less = voided(&first, "a", 1);
    let next = count(Some(&step.next), &less, HOUR).unwrap();
    let dosa = Figure::Item(day(), "dosa".parse().unwrap());
    assert_eq!(figure(&next, dosa), Some(tally(-1, -16_000)));
    assert_eq!(figure(&next, Figure::Day(day())), Some(tally(0, -16_000)));
    assert_eq!(next.added.len(), 3, "the tikka stays as it is");
    for old in [&first, &less] {
        assert_eq!(count(Some(&next.next), old, HOUR), None);
    }
    // Another time zone of the branch: the order leaves its old hour for the new one.
    let newer = Order {
        version: less.version + 1,
        ..less
    };
    let again = count(Some(&next.next), &newer, 20).unwrap();
    let hours = [
        (Figure::Hour(day(), HOUR), tally(-1, -60_000)),
        (Figure::Hour(day(), 20), tally(1, 60_000)),
    ];
    assert_eq!(again.added, BTreeMap::from(hours));
}

/// The figures and the facts of a branch, kept as `follow-up` keeps them.
#[derive(Default)]
struct Books {
    facts: BTreeMap<OrderId, Fact>,
    figures: BTreeMap<Figure, Tally>,
}

impl Books {
    /// One record of the stream.
    fn hear(&mut self, old: Option<&Order>, new: &Order) {
        if old.is_some_and(|old| counts_alike(old, new)) {
            return;
        }
        let Some(step) = count(self.facts.get(&new.id), new, HOUR) else {
            return;
        };
        for (figure, more) in step.added {
            let tally = self.figures.entry(figure).or_default();
            *tally = tally.plus(more);
        }
        self.facts.insert(new.id.clone(), step.next);
    }

    /// The figures without zeros.
    fn sums(&self) -> BTreeMap<Figure, Tally> {
        let mut sums = self.figures.clone();
        sums.retain(|_, tally| *tally != Tally::default());
        sums
    }
}

fn recount<'a>(orders: impl IntoIterator<Item = &'a Order>) -> BTreeMap<Figure, Tally> {
    let mut sums = BTreeMap::<Figure, Tally>::new();
    for order in orders {
        for (figure, more) in Contribution::of(order, HOUR).figures() {
            let tally = sums.entry(figure).or_default();
            *tally = tally.plus(more);
        }
    }
    sums.retain(|_, tally| *tally != Tally::default());
    sums
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
    (lines, moves).prop_map(|(lines, moves)| {
        let lines: Vec<_> = lines
            .into_iter()
            .zip(["a", "b", "c"])
            .map(|((item, n), id)| {
                line(id, item, n, if item == "dosa" { &["regular"] } else { &[] })
            })
            .collect();
        let mut history = vec![crate::fixtures::order(&session(), &cart(&lines), 1)];
        for step in moves {
            let last = history.last().unwrap();
            let next = match step {
                Ok(to) => last.move_to(&MoveOrder {
                    to,
                    reason: because(),
                    version: None,
                    at: now(),
                }),
                Err((line, pieces)) => last.move_line(&MoveLine {
                    line: line.parse().unwrap(),
                    to: LineStatus::Cancelled,
                    quantity: Some(pieces),
                    reason: because(),
                    version: None,
                    at: now(),
                }),
            };
            history.extend(next);
        }
        history
    })
}

proptest! {
    /// Every record at least once, in any order, some of them again: the figures are what
    /// a recount of the orders says.
    #[test]
    fn figures_are_the_recount_whatever_comes_when(
        mut histories in prop::collection::vec(any_history(), 1..5),
        again in prop::collection::vec(any::<prop::sample::Index>(), 0..30),
        order in prop::collection::vec(any::<u64>(), 120),
    ) {
        for (number, history) in histories.iter_mut().enumerate() {
            let id: OrderId = format!("lane_check1_order{number}").parse().unwrap();
            for state in history.iter_mut() {
                state.id = id.clone();
            }
        }
        let mut records = Vec::new();
        for history in &histories {
            records.push((None, &history[0]));
            records.extend(history.windows(2).map(|w| (Some(&w[0]), &w[1])));
        }
        let once = records.clone();
        records.extend(again.iter().map(|index| once[index.index(once.len())]));
        let mut places = order.iter().cycle();
        records.sort_by_cached_key(|_| *places.next().unwrap());

        let mut books = Books::default();
        for (old, new) in records {
            books.hear(old, new);
        }
        let last = histories.iter().map(|history| history.last().unwrap());
        prop_assert_eq!(books.sums(), recount(last));
    }
}

proptest! {
    /// A release build panics on what runs over, as a debug build does.
    #[test]
    fn sums_at_the_ends_stay_there(a in any::<[i64; 2]>(), b in any::<[i64; 2]>()) {
        let ([count, revenue], [more, dearer]) = (a, b);
        let (a, b) = (tally(count, revenue), tally(more, dearer));
        let end = |exact: i128| exact.clamp(i64::MIN.into(), i64::MAX.into()) as i64;
        let exact = |a: i64, b: i64, sign: i128| end(i128::from(a) + sign * i128::from(b));
        prop_assert_eq!(a.plus(b), tally(exact(count, more, 1), exact(revenue, dearer, 1)));
        prop_assert_eq!(a.minus(b), tally(exact(count, more, -1), exact(revenue, dearer, -1)));
    }
}
