//! What entries add up to, and what a report needs.

use proptest::prelude::*;

use super::charges::{Charges, TaxSum};
use super::close::{CloseWish, ClosedDay, Coins, Counted, OpenItem, OpenKind};
use super::entry::{BillStep, TillBill, TillDeed, TillEntry, TillPayment};
use super::figures::{TillFigures, unpaid};
use crate::DomainError;
use crate::bill::books::Hand;
use crate::bill::payment::{PaidBy, Payment};
use crate::fixtures::{branch, inr, later};
use crate::id::CheckId;
use crate::money::{BasisPoints, Currency, Money};
use crate::role::Role;
use crate::text::Reason;

fn hand(seconds: i64) -> Hand {
    Hand {
        by: "omar".parse().unwrap(),
        role: Role::Cashier,
        approved_by: None,
        at: later(seconds),
        day: "2026-11-20".parse().unwrap(),
        coin: crate::bill::coin::Coin::ONE,
    }
}

fn why(text: &str) -> Reason {
    Reason::parse(Some(text)).unwrap().unwrap()
}

fn opened(minor: i64) -> TillEntry {
    TillEntry::opened(("e0".to_owned(), &branch()), inr(minor), &hand(0)).unwrap()
}

fn moved(n: i64, out: bool, minor: i64) -> TillEntry {
    let cash = (inr(minor), why("milk"));
    TillEntry::cash((format!("c{n}"), &branch()), out, cash, &hand(n)).unwrap()
}

fn paid(n: i64, by: PaidBy, (amount, tip, rounding): (i64, i64, i64)) -> TillEntry {
    let bill = format!("lane_c{n}_b1").parse().unwrap();
    let payment = TillPayment {
        bill_id: Some(bill),
        by,
        amount,
        tip,
        cash_rounding: rounding,
        change: 7,
    };
    TillEntry {
        deed: TillDeed::Paid,
        payments: vec![payment],
        cash: None,
        ..moved(n, false, 1)
    }
}

fn billed(n: i64, number: u32, step: BillStep, issue: u32, total: i64) -> TillEntry {
    let tax = TaxSum {
        name: "CGST".to_owned().try_into().unwrap(),
        rate_bp: BasisPoints(250),
        taxable: total,
        amount: total / 40,
    };
    let bill = TillBill {
        id: format!("lane_c{n}_b1").parse().unwrap(),
        number: crate::bill::number::BillNumber {
            year: "2026-27".parse().unwrap(),
            prefix: None,
            number,
        },
        issue,
        step,
        charges: Charges {
            subtotal: total,
            total,
            taxes: vec![tax],
            ..Charges::default()
        },
        off: Vec::new(),
        reason: None,
    };
    TillEntry {
        id: format!("b{n}{issue}{step:?}"),
        deed: TillDeed::Billed,
        bills: vec![bill],
        check: Some(super::entry::TillCheck {
            id: format!("lane_c{n}").parse().unwrap(),
            channel: crate::price_list::Channel::DineIn,
            name: format!("T{n}"),
        }),
        cash: None,
        ..moved(n, false, 1)
    }
}

fn of(entries: &[TillEntry]) -> TillFigures {
    TillFigures::of(Currency::INR, entries)
}

#[test]
fn the_till_holds_what_came_in_cash_and_nothing_else() {
    let account = Payment {
        by: PaidBy::Cash,
        amount: inr(3_000),
        tip: inr(0),
        cash_rounding: inr(0),
        change: inr(500),
    };
    let id = ("a1".to_owned(), &branch());
    let entries = [
        opened(100_000),
        paid(1, PaidBy::Cash, (12_345, 500, 5)),
        paid(2, PaidBy::Card, (50_000, 1_000, 0)),
        paid(3, PaidBy::Due, (9_999, 0, 0)),
        TillEntry::of_account(id, "meera", &account, &hand(9)),
        moved(4, false, 20_000),
        moved(5, true, 7_000),
    ];
    let figures = of(&entries);
    let drawer = figures.drawer();
    assert_eq!(
        (drawer.float, drawer.payments, drawer.accounts),
        (100_000, 12_850, 3_000)
    );
    assert_eq!((drawer.cash_in, drawer.cash_out), (20_000, 7_000));
    assert_eq!(drawer.expected(), 128_850);
    let methods: Vec<_> = figures.taken.iter().map(|row| row.by).collect();
    assert_eq!(methods, [PaidBy::Cash, PaidBy::Card, PaidBy::Due]);
    assert_eq!(figures.accounts.len(), 1, "no sale, and in the till");
    assert_eq!(figures.billed, Charges::default());
}

#[test]
fn a_day_without_a_float_begins_with_nothing() {
    let figures = of(&[paid(1, PaidBy::Cash, (500, 0, 0))]);
    assert_eq!(figures.drawer().expected(), 500);
    assert_eq!(figures.float, None);
}

#[test]
fn a_bill_counts_as_it_was_issued_last_and_its_number_once() {
    let entries = [
        billed(1, 9, BillStep::Issued, 1, 1_000),
        billed(2, 10, BillStep::Issued, 1, 2_000),
        billed(1, 9, BillStep::Replaced, 1, 1_000),
        billed(1, 9, BillStep::Issued, 2, 1_400),
        billed(2, 10, BillStep::Voided, 1, 2_000),
    ];
    let figures = of(&entries);
    assert_eq!((figures.billed.total, figures.billed.tax()), (1_400, 35));
    assert_eq!((figures.bills.issued, figures.bills.voided), (2, 1));
    let number = |n: &Option<crate::bill::number::BillNumber>| n.as_ref().unwrap().to_string();
    assert_eq!(number(&figures.bills.first), "2026-27/9");
    assert_eq!(
        number(&figures.bills.last),
        "2026-27/10",
        "by number, not by text"
    );
    assert_eq!(figures.noted.len(), 1);
    let checks = unpaid(&entries);
    let first: CheckId = "lane_c1".parse().unwrap();
    assert_eq!(checks, [first]);
    let part = paid(1, PaidBy::Upi, (1_399, 0, 0));
    assert_eq!(unpaid(entries.iter().chain([&part])), checks);
    let rest = paid(1, PaidBy::Upi, (1, 0, 0));
    assert!(unpaid(entries.iter().chain([&part, &rest])).is_empty());
}

#[test]
fn what_is_taken_back_of_an_earlier_day_is_below_nothing() {
    let figures = of(&[billed(1, 9, BillStep::Voided, 1, 1_000)]);
    assert_eq!(figures.billed.total, -1_000);
    assert_eq!((figures.bills.issued, figures.bills.first), (0, None));
}

#[test]
fn nothing_is_entered_that_is_no_amount() {
    let at = || ("e".to_owned(), branch());
    for minor in [0, -1] {
        let (id, branch) = at();
        let cash = (inr(minor), why("milk"));
        let refused = TillEntry::cash((id, &branch), true, cash, &hand(0));
        assert!(matches!(
            refused,
            Err(DomainError::Invalid {
                field: "amount",
                ..
            })
        ));
    }
    let (id, branch) = at();
    let refused = TillEntry::opened((id, &branch), inr(-1), &hand(0));
    assert!(matches!(
        refused,
        Err(DomainError::Invalid { field: "float", .. })
    ));
    assert_eq!(opened(0).cash.unwrap().amount, 0);
}

fn counted(minor: i64, coins: &[(i64, u32)]) -> Result<Counted, DomainError> {
    let coins = coins.iter().map(|(value, count)| Coins {
        value: *value,
        count: *count,
    });
    Counted::new(inr(minor), coins.collect())
}

#[test]
fn coins_and_notes_come_to_what_was_counted() {
    assert!(counted(0, &[]).is_ok());
    assert!(counted(120_500, &[(50_000, 2), (10_000, 2), (500, 1), (100, 0)]).is_ok());
    for (minor, coins) in [
        (-1, vec![]),
        (120_501, vec![(50_000, 2), (10_000, 2), (500, 1)]),
        (100, vec![(100, 1), (100, 0)]),
        (0, vec![(0, 3)]),
        (-5, vec![(-5, 1)]),
        (0, (1..=41).map(|value| (value, 0)).collect()),
    ] {
        let refused = counted(minor, &coins);
        assert!(
            matches!(refused, Err(DomainError::Invalid { .. })),
            "{coins:?}"
        );
    }
    // What no register holds does not run over.
    assert!(counted(5, &[(1_000_000_000_000, u32::MAX)]).is_err());
}

fn open(id: &str) -> OpenItem {
    OpenItem {
        kind: OpenKind::Check,
        id: id.to_owned(),
        name: "T4".to_owned(),
        section: None,
        channel: None,
        due: Some(1_000),
        bills: Vec::new(),
    }
}

fn close(open: Vec<OpenItem>, carried: &[&str]) -> Result<ClosedDay, DomainError> {
    let wish = CloseWish {
        counted: counted(90_000, &[]).unwrap(),
        carried: carried.iter().map(|id| (*id).to_owned()).collect(),
        note: None,
    };
    let day = (&branch(), hand(0).day, 1);
    ClosedDay::of(day, of(&[opened(100_000)]), open, &wish, &hand(60))
}

#[test]
fn a_day_is_closed_once_each_thing_that_is_open_was_decided_on() {
    let refused = close(vec![open("lane_c1"), open("lane_c2")], &["lane_c2"]);
    let undecided = vec!["lane_c1".to_owned()];
    assert_eq!(refused, Err(DomainError::DayUndecided { open: undecided }));
    // What was paid since it was looked at is not carried over, whatever was ticked.
    let closed = close(vec![open("lane_c1")], &["lane_c1", "lane_c9"]).unwrap();
    assert_eq!(closed.carried, [open("lane_c1")]);
    assert_eq!((closed.expected, closed.difference()), (100_000, -10_000));
    assert_eq!((closed.version, closed.closed_at), (2, later(60)));
    let stored = serde_json::to_value(&closed).unwrap();
    assert_eq!(serde_json::from_value::<ClosedDay>(stored).unwrap(), closed);
}

#[test]
fn a_day_is_counted_in_its_own_currency() {
    let euro: Currency = "EUR".to_owned().try_into().unwrap();
    let wish = CloseWish {
        counted: Counted::new(Money::new(1, euro), Vec::new()).unwrap(),
        carried: std::collections::BTreeSet::new(),
        note: None,
    };
    let day = (&branch(), hand(0).day, 0);
    let refused = ClosedDay::of(day, of(&[]), Vec::new(), &wish, &hand(0));
    assert!(matches!(
        refused,
        Err(DomainError::Invalid {
            field: "counted",
            ..
        })
    ));
}

fn entry() -> impl Strategy<Value = TillEntry> {
    let by = prop::sample::select(vec![PaidBy::Cash, PaidBy::Card, PaidBy::Upi, PaidBy::Due]);
    prop_oneof![
        (0..900_i64, any::<bool>(), 1..1_000_000_i64)
            .prop_map(|(n, out, minor)| moved(n, out, minor)),
        (0..900_i64, by, 1..1_000_000_i64, 0..1_000_i64, -50..50_i64)
            .prop_map(|(n, by, amount, tip, rounding)| paid(n, by, (amount, tip, rounding))),
        (0..900_i64, 1..90_u32, 1..1_000_000_i64)
            .prop_map(|(n, number, total)| { billed(n, number, BillStep::Issued, 1, total) }),
        (0..900_i64, 1..90_u32, 1..1_000_000_i64)
            .prop_map(|(n, number, total)| { billed(n, number, BillStep::Voided, 1, total) }),
    ]
}

proptest! {
    /// Entries of one moment come in whatever order; two readers say the same.
    #[test]
    fn figures_do_not_depend_on_the_order_in_which_entries_come(
        entries in prop::collection::vec(entry(), 0..30).prop_flat_map(|entries| {
            (Just(entries.clone()), Just(entries).prop_shuffle())
        })
    ) {
        let (one, mut other) = (of(&entries.0), of(&entries.1));
        // Of two deeds that are alike in all that orders them, either may come first.
        let key = |noted: &super::figures::Noted| {
            (noted.at, noted.id.clone(), noted.number.clone(), noted.amount)
        };
        let mut one = one;
        one.noted.sort_by_key(key);
        other.noted.sort_by_key(key);
        prop_assert_eq!(one, other);
    }

    /// A drawer into which every note is put, and out of which every note is taken, one by one.
    #[test]
    fn what_is_expected_is_what_a_drawer_would_hold(
        float in 0..1_000_000_i64,
        entries in prop::collection::vec(entry(), 0..30),
    ) {
        let mut drawer = float;
        for entry in &entries {
            for payment in entry.payments.iter().filter(|payment| payment.by == PaidBy::Cash) {
                let handed = payment.amount + payment.tip + payment.cash_rounding + payment.change;
                drawer += handed;
                drawer -= payment.change;
            }
            match (&entry.cash, entry.deed) {
                (Some(cash), TillDeed::CashIn) => drawer += cash.amount,
                (Some(cash), TillDeed::CashOut) => drawer -= cash.amount,
                _ => {}
            }
        }
        let mut all = entries;
        all.push(opened(float));
        prop_assert_eq!(of(&all).drawer().expected(), drawer);
    }
}
