//! Cash is rounded to the smallest coin, and what comes and goes back is the same cash, whatever the
//! parts are.

use proptest::prelude::*;

use super::books::{Books, Hand};
use super::books_desk::{hand, ids, making, ordered, series, split};
use super::checkout::PayAll;
use super::coin::Coin;
use super::give_back::{BackWish, RefundWish};
use super::issue::{BillWish, SplitWish};
use super::pay::PayWish;
use super::payment::{PaidBy, Pay};
use crate::fixtures::{check, gst, inr};
use crate::money::BasisPoints;
use crate::role::Role;

fn coined(coin: u32) -> Hand {
    Hand {
        coin: coin.try_into().unwrap(),
        ..hand(Role::Manager)
    }
}

/// The nearest that coins make, of two the larger, by itself.
fn half_up(minor: i64, coin: i64) -> i64 {
    (2 * minor + coin).div_euclid(2 * coin) * coin
}

fn pay(books: &mut Books, by: PaidBy, amount: i64, hand: &Hand) -> i64 {
    let id = books.settlement.bills[0].id.clone();
    let wish = PayWish {
        pay: Pay {
            by,
            amount: inr(amount),
            tip: None,
            tendered: None,
        },
        reference: None,
        again: false,
    };
    let payment = format!("lane_check1_p{}", books.payments.len()).parse();
    let (settlement, payment) = books.pay(&id, &wish, payment.unwrap(), hand).unwrap();
    books.settlement = settlement;
    let rounding = payment.payment.cash_rounding.minor;
    books.payments.push(payment);
    rounding
}

/// The cash that goes back; nothing where no cash does.
fn back(books: &mut Books, by: PaidBy, amount: i64, hand: &Hand) -> i64 {
    let id = books.settlement.bills[0].id.clone();
    let wish = RefundWish {
        of: BackWish::Amount(inr(amount)),
        by,
        reason: super::books_desk::why(),
    };
    let refund = format!("lane_check1_r{}", books.refunds.len()).parse();
    let (settlement, refund) = books.refund(&id, &wish, refund.unwrap(), hand).unwrap();
    books.settlement = settlement;
    let given = refund.amount.minor + refund.rounding();
    assert!(by == PaidBy::Cash || refund.cash_rounding.is_none());
    books.refunds.push(refund);
    match by {
        PaidBy::Cash => given,
        _ => 0,
    }
}

#[test]
fn a_coin_rounds_half_up_and_one_of_one_rounds_nothing() {
    for (minor, coin, rounded) in [
        (1_232, 5, 1_230),
        (1_233, 5, 1_235),
        (1_225, 50, 1_250),
        (1_224, 50, 1_200),
        (249, 500, 0),
        (250, 500, 500),
        (1_237, 1, 1_237),
    ] {
        let coin = Coin::try_from(coin).unwrap();
        assert_eq!(coin.round(inr(minor)).unwrap(), inr(rounded));
        let rounding = coin.rounding(inr(minor)).unwrap();
        assert_eq!(rounding, inr(rounded - minor));
    }
    assert!(Coin::try_from(0).is_err());
    assert!(Coin::try_from(100_001).is_err());
}

#[test]
fn what_is_handed_over_for_several_bills_is_counted_as_each_is_rounded() {
    // Three shares of 70.35, 70.35 and 70.35: each is 70.50 in coins of 0.50.
    let wish = BillWish {
        service_charge: BasisPoints(50),
        ..split(SplitWish::Equal(3))
    };
    let books = ordered(check()).bill(&wish);
    let dues: Vec<_> = books.totals();
    let coin = 50;
    let cash: i64 = dues.iter().map(|due| half_up(*due, coin)).sum();
    let (rules, hand) = (gst(), coined(50));
    let (series, ids) = (series(), ids());
    let payments: Vec<_> = (0..9)
        .map(|n| format!("lane_check1_q{n}").parse().unwrap())
        .collect();
    let end = |tendered: Option<i64>| {
        let pay = PayAll {
            by: PaidBy::Cash,
            tendered: tendered.map(inr),
            reference: None,
        };
        let making = making(&rules, &series, &ids, &hand);
        books.check_out(Some(&pay), making, &payments)
    };
    for tendered in [None, Some(cash), Some(cash + 1_000)] {
        let ended = end(tendered).unwrap();
        let kept = ended
            .payments
            .iter()
            .map(|p| p.payment.kept().unwrap().minor);
        assert_eq!(kept.sum::<i64>(), cash);
        let change: i64 = ended.payments.iter().map(|p| p.payment.change.minor).sum();
        assert_eq!(change, tendered.map_or(0, |tendered| tendered - cash));
        assert_eq!(ended.settlement.due(), 0);
    }
    assert_ne!(cash, dues.iter().sum::<i64>(), "something is rounded");
    assert!(end(Some(cash - 1)).is_err());
}

proptest! {
    #[test]
    fn a_sale_in_cash_and_its_refunds_cancel(
        coin in prop::sample::select(vec![1_u32, 5, 10, 50, 100, 500]),
        charge in 0..2_000_u32,
        by_card in 0..15_000_i64,
        parts in prop::collection::vec(1..9_000_i64, 0..6),
    ) {
        let hand = coined(coin);
        let wish = BillWish {
            service_charge: BasisPoints(charge),
            ..BillWish::default()
        };
        let mut books = ordered(check()).bill(&wish);
        let total = books.settlement.bills[0].total.minor;
        if by_card > 0 {
            prop_assert_eq!(pay(&mut books, PaidBy::Card, by_card, &hand), 0);
        }
        let in_cash = total - by_card;
        let came = in_cash + pay(&mut books, PaidBy::Cash, in_cash, &hand);
        prop_assert_eq!(came, half_up(in_cash, coin.into()));
        // All of it goes back in cash as it came, and the rest by card.
        let (mut left, mut given, mut first) = (in_cash, 0, true);
        for part in parts {
            let part = part.min(left);
            if part == 0 {
                break;
            }
            let cash = back(&mut books, PaidBy::Cash, part, &hand);
            if first {
                prop_assert_eq!(cash, half_up(part, coin.into()).min(came));
            }
            (left, first) = (left - part, false);
            given += cash;
            prop_assert!(cash >= 0 && given <= came);
            prop_assert_eq!(given % i64::from(coin), 0);
        }
        if left > 0 {
            given += back(&mut books, PaidBy::Cash, left, &hand);
        }
        prop_assert_eq!(given, came, "the cash that came is the cash that went");
        if by_card > 0 {
            back(&mut books, PaidBy::Card, by_card, &hand);
        }
        let rounding: i64 = books.refunds.iter().map(super::issued::GivenRefund::rounding).sum();
        prop_assert_eq!(rounding, came - in_cash);
    }
}
