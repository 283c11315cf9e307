//! What a sale and its end leave: nothing, in every column but those that count deeds.

use std::collections::BTreeMap;

use super::charges::{Charges, TaxSum};
use super::entry::{
    BillStep, OffFor, TillBill, TillCheck, TillDeed, TillEntry, TillOff, TillPayment, TillRefund,
};
use super::sums::MoneySums;
use crate::bill::books::Hand;
use crate::bill::number::BillNumber;
use crate::bill::payment::PaidBy;
use crate::figures::Tally;
use crate::fixtures::{branch, inr, later};
use crate::money::BasisPoints;
use crate::price_list::Channel;
use crate::role::Role;
use crate::text::Reason;

/// A bill of every column.
fn charges(sign: i64) -> Charges {
    let tax = |name: &str, amount: i64| TaxSum {
        name: name.to_owned().try_into().unwrap(),
        rate_bp: BasisPoints(250),
        taxable: sign * 15_015,
        amount: sign * amount,
    };
    Charges {
        subtotal: sign * 28_000,
        discount: sign * 13_700,
        service_charge: sign * 715,
        taxes: vec![tax("CGST", 375), tax("SGST", 376)],
        round_off: sign * 34,
        total: sign * 15_800,
    }
}

fn entry(deed: TillDeed) -> TillEntry {
    let hand = Hand {
        by: "omar".parse().unwrap(),
        role: Role::Cashier,
        approved_by: None,
        at: later(0),
        day: "2026-11-20".parse().unwrap(),
        coin: crate::bill::coin::Coin::ONE,
    };
    let opened = TillEntry::opened((format!("{deed:?}"), &branch()), inr(1), &hand);
    TillEntry {
        deed,
        cash: None,
        check: Some(TillCheck {
            id: "lane_c1".parse().unwrap(),
            channel: Channel::Delivery,
            name: "Delivery 1".to_owned(),
        }),
        ..opened.unwrap()
    }
}

fn number() -> BillNumber {
    BillNumber {
        year: "2026-27".parse().unwrap(),
        prefix: None,
        number: 9,
    }
}

fn why(comp: bool, reason: &str) -> OffFor {
    let reason = Reason::parse(Some(reason)).unwrap().unwrap();
    OffFor { comp, reason }
}

/// The discount of `charges`, by what was said.
fn off() -> Vec<TillOff> {
    let off = |why, amount| TillOff { why, amount };
    vec![
        off(why(false, "late"), 3_000),
        off(why(false, "regular guest"), 700),
        off(why(true, "late"), 10_000),
    ]
}

fn bill(step: BillStep) -> TillBill {
    TillBill {
        id: "lane_c1_b1".parse().unwrap(),
        number: number(),
        issue: 1,
        step,
        charges: charges(1),
        off: off(),
        reason: None,
    }
}

fn sale() -> TillEntry {
    let payment = TillPayment {
        bill_id: Some("lane_c1_b1".parse().unwrap()),
        by: PaidBy::Upi,
        amount: 15_800,
        tip: 1_000,
        cash_rounding: 0,
        change: 0,
    };
    TillEntry {
        bills: vec![bill(BillStep::Issued)],
        payments: vec![payment],
        ..entry(TillDeed::CheckedOut)
    }
}

fn refund() -> TillEntry {
    let refund = TillRefund {
        bill_id: Some("lane_c1_b1".parse().unwrap()),
        number: Some(number()),
        by: PaidBy::Upi,
        charges: charges(1),
        credit: 0,
        cash_rounding: 0,
        reason: Reason::parse(Some("cold")).unwrap().unwrap(),
    };
    TillEntry {
        refund: Some(refund),
        ..entry(TillDeed::Refunded)
    }
}

fn void() -> TillEntry {
    TillEntry {
        bills: vec![bill(BillStep::Voided)],
        ..entry(TillDeed::Voided)
    }
}

#[test]
fn a_sale_and_its_refund_cancel_in_every_column() {
    let sums = MoneySums::of([&sale(), &refund()]);
    assert_eq!(sums.net(), Charges::default());
    assert_eq!(sums.billed, sums.refunded);
    // It is a bill still, of nothing after all.
    let rest = Tally {
        count: 1,
        amount: 0,
    };
    assert_eq!(sums.channels, BTreeMap::from([(Channel::Delivery, rest)]));
    assert_eq!(sums.taken[0].amount, sums.given_back[0].amount);
    assert_eq!((sums.issued, sums.entries), (1, 2));
}

#[test]
fn a_bill_that_is_taken_back_leaves_nothing_and_is_named() {
    let sums = MoneySums::of([&sale(), &void()]);
    assert_eq!(sums.billed, Charges::default());
    assert!(sums.channels.is_empty());
    let voided = Tally {
        count: 1,
        amount: 15_800,
    };
    assert_eq!((sums.issued, sums.voided), (1, voided));
}

#[test]
fn what_was_taken_off_is_told_by_its_reason_and_what_was_on_the_house_apart() {
    let again = TillEntry {
        bills: vec![bill(BillStep::Replaced), bill(BillStep::Issued)],
        ..sale()
    };
    let sums = MoneySums::of([&sale(), &sale(), &again]);
    let tally = |count, amount| Tally { count, amount };
    let wanted = [
        (why(false, "late"), tally(2, 6_000)),
        (why(false, "regular guest"), tally(2, 1_400)),
        (why(true, "late"), tally(2, 20_000)),
    ];
    assert_eq!(sums.off, BTreeMap::from(wanted));
    let all: i64 = sums.off.values().map(|sum| sum.amount).sum();
    assert_eq!(all, sums.billed.discount);
    assert!(MoneySums::of([&sale(), &void()]).off.is_empty());
}

#[test]
fn what_is_undone_on_a_later_day_counts_there_less_than_nothing_and_both_days_nothing() {
    for undone in [refund(), void()] {
        let (first, second) = (MoneySums::of([&sale()]), MoneySums::of([&undone]));
        assert_eq!(second.net(), charges(-1));
        assert_eq!(first.plus(&second).net(), Charges::default());
    }
}

#[test]
fn what_customers_owe_is_paid_apart_from_bills() {
    let mut settled = sale();
    settled.bills.clear();
    settled.check = None;
    settled.payments[0].bill_id = None;
    let sums = MoneySums::of([&settled]);
    assert!(sums.taken.is_empty() && sums.channels.is_empty());
    assert_eq!(
        (sums.accounts[0].amount, sums.accounts[0].tip),
        (15_800, 1_000)
    );
}
