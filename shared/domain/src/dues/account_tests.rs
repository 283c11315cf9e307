//! The balance is the sum of the ledger whatever happens, and nobody pays more than they owe.

use proptest::prelude::*;

use super::account::{ChangeWish, DuesAccount, PayOutWish, SettleWish};
use super::entry::{DuesEntry, DuesMove};
use super::mark::DuesMark;
use crate::DomainError;
use crate::bill::books::Hand;
use crate::bill::issued::TakenPayment;
use crate::bill::payment::{PaidBy, Payment};
use crate::bill_fixtures::settled;
use crate::fixtures::{branch, inr, later, now};
use crate::money::{Currency, Money};
use crate::role::Role;
use crate::text::GuestName;
use crate::till::entry::{TillDeed, TillEntry};

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

fn account() -> DuesAccount {
    let name = GuestName::parse(Some("Meera Ünal")).unwrap().unwrap();
    let phone = "+919845012345".to_owned().try_into().unwrap();
    DuesAccount::open(
        "lane_d1".parse().unwrap(),
        (name, phone),
        Currency::INR,
        now(),
    )
}

fn payment(minor: i64) -> TakenPayment {
    let taken = settled().payments.remove(0);
    TakenPayment {
        payment: Payment {
            by: PaidBy::Due,
            amount: inr(minor),
            tip: inr(0),
            ..taken.payment
        },
        ..taken
    }
}

fn charged(
    account: &DuesAccount,
    minor: i64,
    seconds: i64,
) -> Result<(DuesAccount, DuesEntry), DomainError> {
    let number = settled().settlement.bills[0].number.clone();
    account.charge(&payment(minor), &number, &hand(seconds))
}

fn wish(by: PaidBy, minor: i64) -> SettleWish {
    SettleWish {
        by,
        amount: inr(minor),
        tendered: None,
        reference: None,
        version: None,
    }
}

#[test]
fn cash_has_change_and_rounding_and_the_till_gets_what_was_kept() {
    let (account, _) = charged(&account(), 10_040, 1).unwrap();
    let coined = Hand {
        coin: 100.try_into().unwrap(),
        ..hand(2)
    };
    let tendered = SettleWish {
        tendered: Some(inr(10_500)),
        ..wish(PaidBy::Cash, 10_040)
    };
    let (after, entry) = account.settle(&tendered, &coined).unwrap();
    let DuesMove::Settled {
        cash_rounding,
        change,
        ..
    } = &entry.what
    else {
        panic!("{entry:?}");
    };
    assert_eq!((*cash_rounding, *change), (inr(-40), inr(500)));
    assert_eq!((after.balance, after.owes_since), (inr(0), None));
    let cash = |entry: &DuesEntry| {
        let paid = entry.payment().unwrap();
        (paid.by, paid.amount.minor + paid.cash_rounding.minor)
    };
    assert_eq!(cash(&entry), (PaidBy::Cash, 10_000));
    // A part is not rounded.
    let (after, entry) = account
        .settle(&wish(PaidBy::Cash, 10_001), &coined)
        .unwrap();
    assert_eq!((after.balance, cash(&entry).1), (inr(39), 10_001));
    let (_, entry) = account.settle(&wish(PaidBy::Upi, 40), &hand(2)).unwrap();
    assert_eq!(cash(&entry), (PaidBy::Upi, 40));
}

#[test]
fn what_is_not_owed_is_not_taken() {
    let (owing, _) = charged(&account(), 5_000, 1).unwrap();
    let none = account().settle(&wish(PaidBy::Cash, 1), &hand(2));
    assert_eq!(none, Err(DomainError::NothingOwed));
    let late = SettleWish {
        version: Some(0),
        ..wish(PaidBy::Cash, 1)
    };
    let late = owing.settle(&late, &hand(2));
    assert!(matches!(
        late,
        Err(DomainError::VersionConflict { actual: 1, .. })
    ));
    let euros = Money::new(1, Currency::try_from("EUR".to_owned()).unwrap());
    let tendered = SettleWish {
        tendered: Some(inr(4_999)),
        ..wish(PaidBy::Cash, 5_000)
    };
    for (wish, wrong) in [
        (wish(PaidBy::Cash, 5_001), "amount"),
        (wish(PaidBy::Upi, 5_001), "amount"),
        (wish(PaidBy::Card, 0), "amount"),
        (wish(PaidBy::Card, -1), "amount"),
        (wish(PaidBy::Due, 1), "method"),
        (tendered, "tendered"),
        (
            SettleWish {
                amount: euros,
                ..wish(PaidBy::Card, 1)
            },
            "currency",
        ),
    ] {
        let refused = owing.settle(&wish, &hand(2));
        let Err(DomainError::Invalid { field, .. }) = refused else {
            panic!("{wish:?}: {refused:?}");
        };
        assert_eq!(field, wrong);
    }
}

/// Somebody whose meal was given back when it was settled already.
fn credited(minor: i64) -> DuesAccount {
    given_back(&account(), minor, 1).unwrap().0
}

fn given_back(
    account: &DuesAccount,
    minor: i64,
    seconds: i64,
) -> Result<(DuesAccount, DuesEntry), DomainError> {
    let refund = crate::bill::issued::GivenRefund {
        amount: inr(minor),
        ..settled().refunds.remove(0)
    };
    let number = settled().settlement.bills[0].number.clone();
    account.give_back(&refund, &number, &hand(seconds))
}

fn out(by: PaidBy, minor: i64) -> PayOutWish {
    PayOutWish {
        by,
        amount: inr(minor),
        reason: crate::text::Reason::parse(Some("moves away"))
            .unwrap()
            .unwrap(),
        version: Some(1),
    }
}

#[test]
fn credit_is_paid_out_with_approval_and_no_more_of_it() {
    let account = credited(1_232);
    let cash = out(PaidBy::Cash, 1_232);
    assert_eq!(
        account.pay_out(&cash, &hand(2)),
        Err(DomainError::ApprovalNeeded)
    );
    let approved = Hand {
        approved_by: Some("maya".parse().unwrap()),
        coin: 5.try_into().unwrap(),
        ..hand(2)
    };
    let (after, entry) = account.pay_out(&cash, &approved).unwrap();
    assert_eq!((after.balance, entry.amount), (inr(0), inr(1_232)));
    assert_eq!(after.owes_since, None);
    let till = TillEntry::of_dues(("e1".to_owned(), &branch()), &entry, &approved).unwrap();
    let refund = till.refund.unwrap();
    assert_eq!((refund.credit, refund.cash_rounding), (1_232, -2));
    assert_eq!(
        (refund.bill_id, till.deed),
        (None, TillDeed::AccountPaidOut)
    );
    assert_eq!(till.account.as_deref(), Some("lane_d1"));
    assert_eq!(till.approved_by, approved.approved_by);
    // A part of it by a transfer is not rounded.
    let (after, entry) = account.pay_out(&out(PaidBy::Upi, 31), &approved).unwrap();
    let DuesMove::PaidOut { cash_rounding, .. } = entry.what else {
        panic!("{entry:?}");
    };
    assert_eq!((after.balance, cash_rounding), (inr(-1_201), inr(0)));
    // Twice it is refused, by its version or by what is left.
    let again = after.pay_out(&cash, &approved);
    assert!(matches!(
        again,
        Err(DomainError::VersionConflict { actual: 2, .. })
    ));
    let euros = Money::new(1, Currency::try_from("EUR".to_owned()).unwrap());
    for (wish, wrong) in [
        (out(PaidBy::Cash, 1_233), "amount"),
        (out(PaidBy::Card, 0), "amount"),
        (out(PaidBy::Card, -1), "amount"),
        (out(PaidBy::Due, 1), "method"),
        (
            PayOutWish {
                amount: euros,
                ..out(PaidBy::Card, 1)
            },
            "currency",
        ),
    ] {
        let refused = account.pay_out(&wish, &approved);
        let Err(DomainError::Invalid { field, .. }) = refused else {
            panic!("{wish:?}: {refused:?}");
        };
        assert_eq!(field, wrong);
    }
    let (owing, _) = charged(&self::account(), 500, 1).unwrap();
    assert!(owing.pay_out(&out(PaidBy::Cash, 1), &approved).is_err());
}

#[test]
fn a_limit_holds_for_what_comes_and_one_below_what_is_owed_takes_nothing_away() {
    let (owing, _) = charged(&account(), 5_000, 1).unwrap();
    let limit = |minor: Option<i64>, version| ChangeWish {
        name: None,
        limit: Some(minor.map(inr)),
        version,
    };
    let limited = owing.change(&limit(Some(4_000), Some(1))).unwrap();
    assert_eq!(
        (limited.balance, limited.version, limited.entries),
        (inr(5_000), 2, 1)
    );
    let more = charged(&limited, 1, 2);
    assert!(matches!(more, Err(DomainError::DuesLimit { left: 0, .. })));
    let (less, _) = limited
        .settle(&wish(PaidBy::Card, 1_500), &hand(3))
        .unwrap();
    let past = charged(&less, 501, 4);
    assert!(matches!(
        past,
        Err(DomainError::DuesLimit { left: 500, .. })
    ));
    assert!(charged(&less, 500, 4).is_ok());
    let free = less.change(&limit(None, None)).unwrap();
    assert!(charged(&free, 50_000, 5).is_ok());
    assert!(matches!(
        free.change(&limit(None, Some(1))),
        Err(DomainError::VersionConflict { .. })
    ));
    assert!(free.change(&limit(Some(-1), None)).is_err());
}

#[test]
fn somebody_is_found_by_a_part_of_the_name_or_of_the_number() {
    let account = account();
    for sought in ["meera", "Unal", "ÜNAL", "98450", "98450 12345", "345"] {
        assert!(account.is_meant_by(sought), "{sought}");
    }
    for sought in ["asha", "45", "999", "meera unal x"] {
        assert!(!account.is_meant_by(sought), "{sought}");
    }
}

#[test]
fn a_mark_is_read_as_it_was_said() {
    assert_eq!(DuesMark::behind(&account()), None);
    let (owing, _) = charged(&account(), 1, 7).unwrap();
    let mark = DuesMark::behind(&owing).unwrap();
    let read: DuesMark = mark.to_string().parse().unwrap();
    assert_eq!(read, mark);
    assert_eq!(read.account(&branch()).unwrap(), owing.id);
    for bad in [
        "",
        "1",
        "1-",
        "x-d1",
        "1-d_1",
        "1-d1-",
        "-5-d1",
        "99999999999999999999-d1",
    ] {
        assert!(bad.parse::<DuesMark>().is_err(), "{bad}");
    }
}

/// What a customer and the staff do, in minor units.
#[derive(Debug, Clone, Copy)]
enum Step {
    Charge(i64),
    Settle(PaidBy, i64),
    GiveBack(i64),
    PayOut(PaidBy, i64),
    Limit(Option<i64>),
}

fn step() -> impl Strategy<Value = Step> {
    let by = || prop_oneof![Just(PaidBy::Cash), Just(PaidBy::Card), Just(PaidBy::Upi)];
    prop_oneof![
        (0..5_000_i64).prop_map(Step::Charge),
        (by(), -10..6_000_i64).prop_map(|(by, minor)| Step::Settle(by, minor)),
        (1..2_000_i64).prop_map(Step::GiveBack),
        (by(), -10..2_000_i64).prop_map(|(by, minor)| Step::PayOut(by, minor)),
        proptest::option::of(0..20_000_i64).prop_map(Step::Limit),
    ]
}

proptest! {
    #[test]
    fn the_balance_is_the_sum_of_the_ledger(steps in proptest::collection::vec(step(), 0..40)) {
        let (mut account, mut ledger) = (account(), Vec::<DuesEntry>::new());
        for (n, step) in steps.into_iter().enumerate() {
            let seconds = i64::try_from(n).unwrap();
            let before = account.clone();
            let moved = match step {
                Step::Charge(minor) => charged(&account, minor, seconds),
                Step::Settle(by, minor) => account.settle(&wish(by, minor), &hand(seconds)),
                Step::GiveBack(minor) => given_back(&account, minor, seconds),
                Step::PayOut(by, minor) => {
                    let wish = PayOutWish { version: None, ..out(by, minor) };
                    let manager = Hand { role: Role::Manager, ..hand(seconds) };
                    account.pay_out(&wish, &manager)
                }
                Step::Limit(limit) => {
                    let wish = ChangeWish { name: None, limit: Some(limit.map(inr)), version: None };
                    account = account.change(&wish).unwrap();
                    continue;
                }
            };
            let Ok((after, entry)) = moved else {
                prop_assert_eq!(&before, &account);
                continue;
            };
            prop_assert_eq!(entry.number, before.entries + 1);
            prop_assert_eq!(entry.balance, after.balance);
            prop_assert_eq!(after.version, before.version + 1);
            // Nobody pays more than they owe or gets more than is theirs, and a limit holds for
            // each charge.
            match step {
                Step::Settle(..) => prop_assert!(after.balance.minor >= 0),
                Step::PayOut(..) => prop_assert!(after.balance.minor <= 0),
                Step::Charge(_) | Step::GiveBack(_) | Step::Limit(_) => {}
            }
            if let (Step::Charge(_), Some(limit)) = (step, after.limit) {
                prop_assert!(after.balance.minor <= limit.minor);
            }
            prop_assert_eq!(after.owes(), after.owes_since.is_some());
            if before.owes() && after.owes() {
                prop_assert_eq!(before.owes_since, after.owes_since);
            }
            ledger.push(entry);
            account = after;
        }
        let sum: i64 = ledger.iter().map(|entry| entry.amount.minor).sum();
        prop_assert_eq!(sum, account.balance.minor);
        prop_assert_eq!(ledger.len(), usize::try_from(account.entries).unwrap());
    }
}
