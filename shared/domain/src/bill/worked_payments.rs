//! Payments by hand: what settles a bill, what is too much, and what is refused.

use super::coin::Coin;
use super::payment::{PaidBy, Pay, Payment, Standing, rest};
use crate::DomainError;
use crate::fixtures::inr;

#[test]
fn a_dish_that_is_voided_after_one_has_paid_changes_what_is_unpaid() {
    let paid = inr(34_000);
    let after = rest(inr(99_000), &[paid], 2).unwrap();
    assert_eq!((after.shares, after.give_back), (vec![32_500, 32_500], 0));
    let after = rest(inr(30_000), &[paid], 2).unwrap();
    assert_eq!((after.shares, after.give_back), (vec![0, 0], 4_000));
    assert!(rest(inr(99_000), &[paid], 0).is_err());
}

fn pay(by: PaidBy, amount: i64) -> Pay {
    Pay {
        by,
        amount: inr(amount),
        tip: None,
        tendered: None,
    }
}

#[test]
fn payments_settle_a_bill_and_what_is_too_much_is_credit() {
    let mut paid: Vec<Payment> = Vec::new();
    let standing = |paid: &[Payment]| Standing::of(inr(53_000), paid).unwrap();
    let at = standing(&paid);
    let cash = Pay {
        tip: Some(inr(1_000)),
        tendered: Some(inr(50_000)),
        ..pay(PaidBy::Cash, 23_000)
    };
    let first = at.pay(&cash, Coin::ONE).unwrap();
    assert_eq!(first.change, inr(26_000));
    paid.push(first);
    let at = standing(&paid);
    assert_eq!(
        (at.paid, at.due, at.tips),
        (inr(23_000), inr(30_000), inr(1_000))
    );
    assert!(!at.is_paid());
    // Two transfers at once: both came.
    let transfer = at.pay(&pay(PaidBy::Upi, 30_000), Coin::ONE).unwrap();
    paid.extend([transfer, transfer]);
    let at = standing(&paid);
    assert!(at.is_paid());
    assert_eq!((at.due, at.credit), (inr(0), inr(30_000)));
}

#[test]
fn what_cannot_be_paid_so_is_refused() {
    let at = Standing::of(inr(10_000), &[]).unwrap();
    for (wish, field) in [
        (pay(PaidBy::Cash, 0), "amount"),
        (pay(PaidBy::Cash, -1), "amount"),
        (pay(PaidBy::Cash, 10_001), "amount"),
        (pay(PaidBy::Due, 10_001), "amount"),
        (
            Pay {
                tip: Some(inr(-1)),
                ..pay(PaidBy::Card, 1)
            },
            "tip",
        ),
        (
            Pay {
                tip: Some(inr(1)),
                ..pay(PaidBy::Due, 1)
            },
            "tip",
        ),
        (
            Pay {
                tendered: Some(inr(9_999)),
                ..pay(PaidBy::Cash, 10_000)
            },
            "tendered",
        ),
        (
            Pay {
                tendered: Some(inr(10_000)),
                ..pay(PaidBy::Card, 10_000)
            },
            "tendered",
        ),
    ] {
        match at.pay(&wish, Coin::ONE) {
            Err(DomainError::Invalid { field: said, .. }) => assert_eq!(said, field, "{wish:?}"),
            other => panic!("{wish:?}: {other:?}"),
        }
    }
    let owed = at.pay(&pay(PaidBy::Due, 10_000), Coin::ONE).unwrap();
    let at = Standing::of(inr(10_000), &[owed]).unwrap();
    assert_eq!((at.is_paid(), at.on_account), (true, inr(10_000)));
}

#[test]
fn cash_is_rounded_to_the_smallest_coin_when_it_settles() {
    let at = Standing::of(inr(1_232), &[]).unwrap();
    let coin = Coin::try_from(5).unwrap();
    let whole = at.pay(&pay(PaidBy::Cash, 1_232), coin).unwrap();
    assert_eq!((whole.amount, whole.cash_rounding), (inr(1_232), inr(-2)));
    let handed = Pay {
        tendered: Some(inr(2_000)),
        ..pay(PaidBy::Cash, 1_232)
    };
    assert_eq!(at.pay(&handed, coin).unwrap().change, inr(770));
    let part = at.pay(&pay(PaidBy::Cash, 1_000), coin).unwrap();
    assert_eq!(part.cash_rounding, inr(0));
    let card = at.pay(&pay(PaidBy::Card, 1_232), coin).unwrap();
    assert_eq!(card.cash_rounding, inr(0));
}
