//! A check is billed, billed anew, and split.

use super::books::{BillStatus, Books, Hand};
use super::books_desk::{cash, hand, name, ordered, split, why};
use super::checkout::PayAll;
use super::discount::Cut;
use super::give_back::BackWish;
use super::issue::{BillWish, DiscountWish, SplitWish};
use super::payment::PaidBy;
use crate::DomainError;
use crate::fixtures::{check, inr, later, line};
use crate::money::{BasisPoints, Currency};
use crate::role::Role;
use crate::transitions::CheckStatus;

#[test]
fn a_check_is_billed_paid_and_settled() {
    let books = ordered(check());
    assert_eq!(
        books.end(None),
        Err(DomainError::BillUnpaid {
            due: 20_000,
            currency: Currency::INR
        })
    );
    let books = books.bill(&BillWish::default());
    assert_eq!(
        (books.totals(), books.statuses()),
        (vec![21_000], vec![BillStatus::Open])
    );
    assert_eq!(books.check.status, CheckStatus::Billed);
    assert_eq!(books.settlement.bills[0].number.to_string(), "2026-27/7");
    assert_eq!(
        books.end(None),
        Err(DomainError::BillUnpaid {
            due: 21_000,
            currency: Currency::INR
        })
    );
    let books = books.take(0, cash(10_000)).unwrap();
    assert!(books.clone().take(0, cash(11_001)).is_err());
    let books = books.take(0, cash(11_000)).unwrap();
    assert_eq!(books.statuses(), [BillStatus::Paid]);
    assert_eq!(books.clone().take(0, cash(1)), Err(DomainError::BillPaid));
    let ended = books.end(None).unwrap();
    assert_eq!(ended.check.status, CheckStatus::Paid);
    assert_eq!(ended.check.closed_at, Some(later(60)));
    assert_eq!(ended.check.version, books.check.version + 1);
    let over = Books {
        check: ended.check,
        ..books
    };
    assert_eq!(over.end(None), Err(DomainError::CheckBilled));
    let again = over.bill_by(&BillWish::default(), &hand(Role::Owner));
    assert_eq!(again, Err(DomainError::CheckBilled));
}

#[test]
fn what_is_ordered_late_makes_unpaid_bills_stale() {
    let books = ordered(check()).bill(&BillWish::default());
    let late = books.and(&[line("c", "water", 1, &[])]);
    assert_eq!(late.check.status, CheckStatus::SentToKitchen);
    assert_eq!(late.check.billed_at, None);
    assert_eq!(late.statuses(), [BillStatus::Stale]);
    assert_eq!(late.clone().take(0, cash(1)), Err(DomainError::BillStale));
    assert_eq!(late.end(None), Err(DomainError::BillStale));
    let all = PayAll {
        by: PaidBy::Card,
        tendered: None,
        reference: None,
    };
    assert_eq!(late.end(Some(&all)), Err(DomainError::BillStale));
    let anew = late.bill(&BillWish::default());
    let bill = &anew.settlement.bills[0];
    assert_eq!((bill.issue, bill.number.number), (2, 7));
    assert_eq!(
        (anew.totals(), anew.statuses()),
        (vec![25_200], vec![BillStatus::Open])
    );
    assert_eq!(anew.bills.len(), 2, "the first issue stays");
    // A void does the same, also where what it takes away costs nothing but what was billed.
    let less = anew.voiding("b", 1);
    assert_eq!(less.statuses(), [BillStatus::Stale]);
    let anew = less.bill(&BillWish::default());
    assert_eq!(anew.totals(), [21_000]);
}

#[test]
fn with_a_payment_only_what_is_unpaid_changes() {
    let items = SplitWish::Items(vec![vec![(name("a"), 1)]]);
    let books = ordered(check()).bill(&split(items));
    assert_eq!(books.totals(), [12_600, 8_400]);
    let books = books.take(0, cash(12_600)).unwrap();
    let late = books.and(&[line("c", "water", 1, &[])]);
    assert_eq!(late.statuses(), [BillStatus::Paid, BillStatus::Stale]);
    let anew = late.bill(&BillWish::default());
    assert_eq!(anew.totals(), [12_600, 12_600]);
    assert_eq!(anew.settlement.bills[1].number.number, 8);
    // What one has paid for is voided: they get it back.
    let void = anew.voiding("a", 1).bill(&BillWish::default());
    assert_eq!(void.totals(), [12_600, 12_600]);
    assert_eq!(void.settlement.give_back, inr(12_600));
    let back = BackWish::Lines(vec![(name("a"), 1)]);
    let back = void.back(0, back, &hand(Role::Manager)).unwrap();
    assert_eq!(back.settlement.give_back, inr(0));
    assert_eq!(back.statuses()[0], BillStatus::Refunded);
}

#[test]
fn a_part_of_everything_that_is_paid_leaves_the_rest() {
    let books = ordered(check()).bill(&split(SplitWish::Equal(4)));
    assert_eq!(books.totals(), [5_250; 4]);
    let books = books.take(0, cash(5_250)).unwrap();
    let less = books.voiding("b", 2).bill(&split(SplitWish::Equal(3)));
    assert_eq!(less.totals(), [5_250, 2_450, 2_450, 2_450]);
    // In fewer bills: the one that is too many is void, and keeps its number.
    let two = less.clone().bill(&BillWish::default());
    assert_eq!(two.totals(), [5_250, 7_350]);
    let numbers: Vec<_> = two
        .settlement
        .bills
        .iter()
        .map(|b| b.number.number)
        .collect();
    assert_eq!(numbers, [7, 8, 9, 10]);
    let void = [BillStatus::Void; 2];
    assert_eq!(two.statuses()[2..], void);
    // By items it cannot be any more.
    let items = SplitWish::Items(vec![vec![(name("a"), 1)]]);
    let refused = less.clone().bill_by(&split(items), &hand(Role::Manager));
    assert!(matches!(
        refused,
        Err(DomainError::Invalid { field: "split", .. })
    ));
    // Less is owed than was paid.
    let none = less.voiding("a", 1);
    let none = none.bill(&BillWish::default());
    assert_eq!(none.settlement.give_back, inr(5_250));
    assert_eq!(none.totals(), [5_250]);
}

#[test]
fn a_late_dish_of_another_tax_is_billed_with_its_own() {
    let books = ordered(check()).bill(&split(SplitWish::Amounts(vec![inr(10_000)])));
    let books = books.take(0, cash(10_000)).unwrap();
    let late = books.and(&[line("c", "tikka", 1, &[])]);
    let anew = late.bill(&BillWish::default());
    assert_eq!(anew.totals(), [10_000, 44_600]);
    let columns = |of: &dyn Fn(&super::form::Totals) -> i64| -> i64 {
        let bills = anew
            .settlement
            .counting()
            .map(|state| anew.issued(state).unwrap());
        bills.map(|issued| of(&issued.bill.totals())).sum()
    };
    assert_eq!(columns(&|totals| totals.subtotal), 52_000);
    assert_eq!(columns(&|totals| totals.taxes[0].amount), 1_300);
    assert_eq!(columns(&|totals| totals.taxes[1].amount), 1_300);
}

#[test]
fn more_off_than_a_role_may_is_approved() {
    let off = |rate| BillWish {
        discounts: vec![DiscountWish {
            line: None,
            cut: Cut::Percent {
                rate_bp: BasisPoints(rate),
            },
            currency: None,
            reason: why(),
        }],
        ..BillWish::default()
    };
    let books = ordered(check());
    for (role, most) in [
        (Role::Waiter, 500),
        (Role::Cashier, 1_000),
        (Role::Manager, 10_000),
    ] {
        let bill = |rate, hand: &Hand| books.clone().bill_by(&off(rate), hand);
        assert!(bill(most, &hand(role)).is_ok());
        if most < 10_000 {
            let more = bill(most + 1, &hand(role));
            assert_eq!(more, Err(DomainError::ApprovalNeeded), "{role:?}");
            let approved = Hand {
                approved_by: Some("ravi".parse().unwrap()),
                ..hand(role)
            };
            let comp = bill(10_000, &approved).unwrap();
            assert_eq!(comp.totals(), [0]);
            assert_eq!(comp.bills[0].approved_by, approved.approved_by);
            assert_eq!(comp.statuses(), [BillStatus::Paid], "on the house");
            assert!(comp.end(None).is_ok());
        }
    }
    let mut euro = off(100);
    euro.discounts[0].currency = Some("EUR".to_owned().try_into().unwrap());
    assert!(books.bill_by(&euro, &hand(Role::Manager)).is_err());
}

#[test]
fn who_may_take_a_tenth_off_may_do_so_of_every_amount() {
    let cashier = hand(Role::Cashier);
    let tenth = |line: Option<&str>| DiscountWish {
        line: line.map(name),
        cut: Cut::Percent {
            rate_bp: cashier.role.discount_limit(),
        },
        currency: None,
        reason: why(),
    };
    let flat = |minor| DiscountWish {
        cut: Cut::Flat { minor },
        ..tenth(None)
    };
    let by = |books: &Books, discounts: Vec<DiscountWish>| {
        let wish = BillWish {
            discounts,
            ..BillWish::default()
        };
        books.clone().bill_by(&wish, &cashier)
    };
    for minor in 8_100..8_140 {
        let mut books = ordered(check());
        for line in &mut books.orders[0].lines {
            line.unit_price = inr(minor);
        }
        let subtotal = 3 * minor;
        assert!(by(&books, vec![tenth(None)]).is_ok(), "of {minor}");
        let each = vec![tenth(Some("a")), tenth(Some("b"))];
        assert!(by(&books, each).is_ok(), "of each line at {minor}");
        assert!(by(&books, vec![flat(subtotal / 10)]).is_ok());
        for more in [vec![flat(subtotal / 10 + 1)], vec![tenth(None), flat(1)]] {
            let more = by(&books, more);
            assert_eq!(more, Err(DomainError::ApprovalNeeded), "{minor}");
        }
    }
}
