//! What orders count.

use proptest::prelude::*;

use super::*;
use crate::fixtures::{cart, check as session, line, now};
use crate::progress::{MoveLine, MoveOrder};
use crate::text::Reason;
use crate::transitions::{LineStatus, OrderStatus};

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

fn tally(count: i64, amount: i64) -> Tally {
    Tally { count, amount }
}

/// Item, pieces, amount.
fn items(sums: &Sums) -> Vec<(&str, i64, i64)> {
    let items = sums.items.iter();
    items
        .map(|(id, sold)| (id.as_str(), sold.tally.count, sold.tally.amount))
        .collect()
}

#[test]
fn an_accepted_order_counts_its_total_and_its_items() {
    let order = accepted();
    let counts = Sums::of(&order);
    assert_eq!(counts.accepted, tally(1, 76_000));
    assert_eq!(items(&counts), [("dosa", 3, 44_000), ("tikka", 1, 32_000)]);

    let less = Sums::of(&voided(&order, "a", 1));
    assert_eq!(less.accepted, tally(1, 60_000));
    assert_eq!(items(&less), [("dosa", 2, 28_000), ("tikka", 1, 32_000)]);

    assert_eq!(less.voided, tally(1, 16_000));

    let without = Sums::of(&voided(&order, "t", 1));
    assert_eq!(items(&without), [("dosa", 3, 44_000)]);
    let rejected = moved(&placed(), OrderStatus::Rejected);
    assert_eq!(Sums::of(&rejected), Sums::default());
    let cancelled = Sums::of(&moved(&order, OrderStatus::Cancelled));
    let voided = tally(4, 76_000);
    assert_eq!(
        cancelled,
        Sums {
            voided,
            ..Sums::default()
        }
    );
}

#[test]
fn what_nobody_has_accepted_is_ordered_and_not_sold() {
    let counts = Sums::of(&placed());
    assert_eq!(
        (counts.accepted, items(&counts)),
        (Tally::default(), vec![])
    );
    assert_eq!(counts.waiting, tally(1, 76_000));
    let both = Sums::fold([&placed(), &accepted()]);
    assert_eq!(both.ordered(), tally(2, 152_000));
    assert_eq!(both.accepted, tally(1, 76_000));
}

#[test]
fn a_change_counts_or_is_only_shown_or_is_nothing() {
    use OrderStatus::{Accepted, Completed, Preparing, Ready, Rejected, Served};
    let mut order = placed();
    assert_eq!(change(None, &order), Change::Counts);
    let steps = [
        (Accepted, Change::Counts),
        (Preparing, Change::Nothing),
        (Ready, Change::Nothing),
        (Served, Change::Shown),
        (Completed, Change::Shown),
    ];
    for (status, what) in steps {
        let next = moved(&order, status);
        assert_eq!(change(Some(&order), &next), what, "{status:?}");
        order = next;
    }
    let less = voided(&accepted(), "a", 1);
    assert_eq!(change(Some(&accepted()), &less), Change::Counts);
    let rejected = moved(&placed(), Rejected);
    assert_eq!(change(Some(&placed()), &rejected), Change::Counts);
    assert!(Change::Nothing < Change::Shown && Change::Shown < Change::Counts);
}

#[test]
fn of_an_item_s_names_the_last_ordered_one_stands_whatever_comes_first() {
    let mut renamed = accepted();
    renamed.id = "lane_check1_order0".parse().unwrap();
    renamed.placed_at = crate::fixtures::later(60);
    for line in &mut renamed.lines {
        line.name = format!("{} of the house", line.name);
    }
    let (first, last) = (accepted(), renamed);
    let sums = Sums::fold([&first, &last]);
    assert_eq!(Sums::fold([&last, &first]), sums);
    let names: Vec<_> = sums.items.values().map(|sold| sold.name.as_str()).collect();
    let wanted = ["Masala Dosa of the house", "Paneer Tikka of the house"];
    assert_eq!(names, wanted);
}

proptest! {
    /// A release build panics on what runs over, as a debug build does.
    #[test]
    fn sums_at_the_ends_stay_there(a in any::<[i64; 2]>(), b in any::<[i64; 2]>()) {
        let ([count, amount], [more, dearer]) = (a, b);
        let end = |exact: i128| exact.clamp(i64::MIN.into(), i64::MAX.into()) as i64;
        let exact = |a: i64, b: i64| end(i128::from(a) + i128::from(b));
        let sum = tally(count, amount).plus(tally(more, dearer));
        prop_assert_eq!(sum, tally(exact(count, more), exact(amount, dearer)));
    }
}
