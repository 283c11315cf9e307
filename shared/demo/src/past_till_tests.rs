//! What the past brought in: a recount of bills and payments, day by day, and no number twice.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;

use crate::past::past;
use crate::seed::Past;
use salver_domain::money::Currency;
use salver_domain::price_list::Channel;
use salver_domain::till::entry::TillEntry;
use salver_domain::till::figures::TillFigures;
use salver_domain::till::sums::MoneySums;

const DAYS: u16 = 14;

fn made() -> Past {
    // Friday noon in Kolkata.
    let noon: Timestamp = "2026-11-20T06:30:00Z".parse().unwrap();
    past(&crate::seed("password").unwrap(), noon, DAYS).unwrap()
}

#[test]
fn every_party_that_ate_has_paid_and_all_kinds_of_money_are_there() {
    let Past { parties, takings } = made();
    let eaten = parties.iter().filter(|(check, _)| check.total.minor > 0);
    assert_eq!(eaten.count(), takings.books.len());
    for books in &takings.books {
        assert!(books.are_whole() && !books.is_stale(), "{:?}", books.check);
        assert_eq!(books.settlement.due(), 0);
        assert!(books.check.paid_at.is_some() && books.check.closed_at.is_some());
        let kept = parties.iter().find(|(check, _)| check.id == books.check.id);
        // A refund comes after the check was settled, and leaves it as it is.
        assert_eq!(kept.unwrap().0, books.check);
    }
    let sums = MoneySums::of(&takings.entries);
    let ways: Vec<_> = sums.taken.iter().map(|row| row.by).collect();
    assert_eq!(ways.len(), 4, "{ways:?}");
    assert!(sums.taken.iter().any(|row| row.tip > 0));
    assert!(sums.voided.count > 0 && sums.refunded.total > 0);
    assert!(
        sums.off.keys().any(|why| why.comp) && sums.off.len() > 2,
        "{:?}",
        sums.off
    );
    let off: i64 = sums.off.values().map(|sum| sum.amount).sum();
    assert_eq!(off, sums.billed.discount);
    assert_eq!(sums.channels[&Channel::DineIn].amount, sums.net().total);
    let raw = takings
        .books
        .iter()
        .flat_map(|books| books.settlement.counting());
    assert_eq!(
        sums.billed.total,
        raw.map(|bill| bill.total.minor).sum::<i64>()
    );
}

#[test]
fn numbers_have_no_gap_in_the_order_of_time() {
    let takings = made().takings;
    let [(_, last)] = takings.numbers.iter().collect::<Vec<_>>()[..] else {
        panic!("one row of numbers: {:?}", takings.numbers);
    };
    let bills = takings.books.iter().flat_map(|books| &books.bills);
    let numbers: BTreeMap<_, _> = bills
        .map(|bill| (bill.number.number, bill.issued_at))
        .collect();
    assert!(numbers.keys().copied().eq(1..=*last), "{numbers:?}");
    let days: Vec<_> = numbers.values().map(|at| at.as_second() / 86_400).collect();
    assert!(days.is_sorted(), "{days:?}");
}

#[test]
fn each_day_is_closed_and_its_report_is_the_fold_of_its_entries() {
    let takings = made().takings;
    let mut by_day = BTreeMap::<_, Vec<&TillEntry>>::new();
    for entry in &takings.entries {
        by_day.entry(entry.business_day).or_default().push(entry);
    }
    let ids: BTreeSet<_> = takings.entries.iter().map(|entry| &entry.id).collect();
    assert_eq!(ids.len(), takings.entries.len());
    assert_eq!(
        (by_day.len(), takings.days.len()),
        (DAYS.into(), DAYS.into())
    );
    for closed in &takings.days {
        let entries = &by_day[&closed.business_day];
        let figures = TillFigures::of(Currency::INR, entries.iter().copied());
        assert_eq!(closed.figures, figures);
        assert_eq!(closed.version, entries.len() as u64 + 1);
        assert!(entries.iter().all(|entry| entry.at < closed.closed_at));
        let known: BTreeSet<_> = closed.names.iter().map(|person| &person.id).collect();
        assert!(closed.people().all(|id| known.contains(id)), "{known:?}");
    }
    assert!(takings.days.iter().any(|day| day.difference() == 0));
}
