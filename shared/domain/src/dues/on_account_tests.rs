//! Bills on customers' accounts: both move together, and what goes back goes the way it came.

use super::account::DuesAccount;
use super::entry::DuesMove;
use super::on_account::Moved;
use crate::DomainError;
use crate::bill::books::{Books, Hand};
use crate::bill::give_back::{BackWish, RefundWish};
use crate::bill::issue::{BillWish, Issued, Making};
use crate::bill::number::Series;
use crate::bill::pay::PayWish;
use crate::bill::payment::{PaidBy, Pay};
use crate::bill_fixtures::ordered;
use crate::fixtures::{gst, inr, later, now};
use crate::id::BillId;
use crate::money::Currency;
use crate::role::Role;
use crate::text::{GuestName, Reason};

fn hand() -> Hand {
    Hand {
        by: "omar".parse().unwrap(),
        role: Role::Manager,
        approved_by: None,
        at: later(60),
        day: "2026-11-20".parse().unwrap(),
        coin: crate::bill::coin::Coin::ONE,
    }
}

pub fn account(unique: &str, digits: u64) -> DuesAccount {
    let name = GuestName::parse(Some("Meera")).unwrap().unwrap();
    let phone = format!("+91{digits}").try_into().unwrap();
    let id = format!("lane_{unique}").parse().unwrap();
    DuesAccount::open(id, (name, phone), Currency::INR, now())
}

/// A check with one bill.
fn billed() -> (Books, BillId) {
    let mut books = ordered();
    let (rules, hand) = (gst(), hand());
    let ids = ["lane_money1_b1".parse().unwrap()];
    let making = Making {
        rules: &rules,
        series: &Series {
            year: "2026-27".parse().unwrap(),
            prefix: None,
        },
        last: 0,
        ids: &ids,
        seller: None,
        hand: &hand,
    };
    let Issued {
        check,
        settlement,
        new,
        ..
    } = books.issue(&BillWish::default(), making).unwrap();
    (books.check, books.settlement, books.bills) = (check, settlement, new);
    let bill = books.settlement.bills[0].id.clone();
    (books, bill)
}

fn wish(by: PaidBy, minor: i64) -> PayWish {
    PayWish {
        pay: Pay {
            by,
            amount: inr(minor),
            tip: None,
            tendered: None,
        },
        reference: None,
        again: false,
    }
}

fn back(by: PaidBy, minor: i64) -> RefundWish {
    RefundWish {
        of: BackWish::Amount(inr(minor)),
        by,
        reason: Reason::parse(Some("cold")).unwrap().unwrap(),
    }
}

/// Puts so much of the bill on an account.
fn charge(books: &mut Books, bill: &BillId, account: &DuesAccount, minor: i64) -> Moved {
    let id = format!("lane_money1_p{}", books.payments.len() + 1);
    let to = (id.parse().unwrap(), account);
    let paid = books.pay_on_account(bill, &wish(PaidBy::Due, minor), to, &hand());
    let (settlement, payment, moved) = paid.unwrap();
    books.settlement = settlement;
    books.payments.push(payment);
    moved
}

#[test]
fn a_bill_on_an_account_is_paid_and_owed() {
    let (mut books, bill) = billed();
    let total = books.settlement.bills[0].total.minor;
    let moved = charge(&mut books, &bill, &account("d1", 9_845_012_345), total);
    assert_eq!(
        (moved.account.balance, moved.entry.amount),
        (inr(total), inr(total))
    );
    assert_eq!((moved.account.entries, moved.account.version), (1, 1));
    assert_eq!(moved.account.owes_since, Some(later(60)));
    let state = &books.settlement.bills[0];
    assert!(state.standing().is_paid());
    assert_eq!((state.paid, state.on_account), (inr(total), inr(total)));
    assert_eq!(books.payments[0].account_id, Some(moved.account.id.clone()));
    let DuesMove::Charged { payment_id, .. } = &moved.entry.what else {
        panic!("{:?}", moved.entry);
    };
    assert_eq!(*payment_id, books.payments[0].id);
    assert!(books.are_whole());
}

#[test]
fn nothing_goes_on_an_account_that_is_not_due_and_nothing_without_one() {
    let (books, bill) = billed();
    let total = books.settlement.bills[0].total.minor;
    let account = account("d1", 9_845_012_345);
    let id = || "lane_money1_p1".parse().unwrap();
    let more = wish(PaidBy::Due, total + 1);
    let more = books.pay_on_account(&bill, &more, (id(), &account), &hand());
    assert!(matches!(
        more,
        Err(DomainError::Invalid {
            field: "amount",
            ..
        })
    ));
    let nobody = books.pay(&bill, &wish(PaidBy::Due, total), id(), &hand());
    assert!(matches!(
        nobody,
        Err(DomainError::Invalid {
            field: "customer",
            ..
        })
    ));
    let limited = DuesAccount {
        limit: Some(inr(total - 1)),
        ..account
    };
    let past = wish(PaidBy::Due, total);
    let past = books.pay_on_account(&bill, &past, (id(), &limited), &hand());
    let left = total - 1;
    assert!(matches!(past, Err(DomainError::DuesLimit { left: l, .. }) if l == left));
    let all = wish(PaidBy::Due, left);
    assert!(
        books
            .pay_on_account(&bill, &all, (id(), &limited), &hand())
            .is_ok()
    );
}

#[test]
fn what_goes_back_goes_the_way_it_came() {
    let (mut books, bill) = billed();
    let total = books.settlement.bills[0].total.minor;
    let meera = charge(&mut books, &bill, &account("d1", 9_845_012_345), 3_000).account;
    let id = "lane_money1_p2".parse().unwrap();
    let rest = wish(PaidBy::Cash, total - 3_000);
    let (settlement, payment) = books.pay(&bill, &rest, id, &hand()).unwrap();
    books.settlement = settlement;
    books.payments.push(payment);
    let id = || "lane_money1_r1".parse().unwrap();
    let cash = books.refund(&bill, &back(PaidBy::Cash, total - 2_999), id(), &hand());
    assert!(matches!(
        cash,
        Err(DomainError::Invalid {
            field: "amount",
            ..
        })
    ));
    assert_eq!(books.account_of(&bill, None).unwrap(), meera.id);
    let more = back(PaidBy::Due, 3_001);
    let more = books.refund_to_account(&bill, &more, (id(), &meera), &hand());
    assert!(matches!(
        more,
        Err(DomainError::Invalid {
            field: "amount",
            ..
        })
    ));
    let wish = back(PaidBy::Due, 2_000);
    let given = books.refund_to_account(&bill, &wish, (id(), &meera), &hand());
    let (settlement, refund, moved) = given.unwrap();
    assert_eq!(
        (moved.account.balance, moved.entry.amount),
        (inr(1_000), inr(-2_000))
    );
    assert_eq!(refund.account_id, Some(meera.id.clone()));
    books.settlement = settlement;
    books.refunds.push(refund);
    assert!(books.are_whole());
    // What went back to the account is not money that is left.
    let id = || "lane_money1_r2".parse().unwrap();
    let more = back(PaidBy::Due, 1_001);
    let more = books.refund_to_account(&bill, &more, (id(), &moved.account), &hand());
    assert!(more.is_err());
    let cash = books.refund(&bill, &back(PaidBy::Cash, total - 3_000), id(), &hand());
    assert!(cash.is_ok(), "{cash:?}");
}

#[test]
fn of_several_accounts_one_is_named() {
    let (mut books, bill) = billed();
    let none = books.account_of(&bill, None);
    assert!(matches!(
        none,
        Err(DomainError::Invalid {
            field: "method",
            ..
        })
    ));
    let one = charge(&mut books, &bill, &account("d1", 9_845_012_345), 1_000).account;
    charge(&mut books, &bill, &account("d2", 9_845_012_346), 1_000);
    let which = books.account_of(&bill, None);
    assert!(matches!(
        which,
        Err(DomainError::Invalid {
            field: "account_id",
            ..
        })
    ));
    assert_eq!(books.account_of(&bill, Some(&one.id)).unwrap(), one.id);
    let other = "lane_d3".parse().unwrap();
    assert!(books.account_of(&bill, Some(&other)).is_err());
}
