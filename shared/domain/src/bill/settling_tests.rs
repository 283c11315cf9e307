//! A check's money at its end: refunds, voids, all that is due at once, who buys, which number.

use super::books::{BillStatus, Books};
use super::books_desk::{cash, hand, ids, making, ordered, series, split, why};
use super::checkout::PayAll;
use super::give_back::BackWish;
use super::issue::{BillWish, Making, SplitWish};
use super::number::{InvoicePrefix, Series};
use super::payment::{PaidBy, Pay};
use super::seller::RecipientWish;
use crate::DomainError;
use crate::check::Check;
use crate::counter::MoveCheck;
use crate::fixtures::{branch, check, gst, inr, later, line, now, terms};
use crate::money::{Currency, Money};
use crate::place::{Away, Place};
use crate::role::Role;
use crate::text::RecipientName;
use crate::transitions::CheckStatus;

#[test]
fn money_goes_back_and_bills_are_taken_back_with_approval() {
    let books = ordered(check()).bill(&BillWish::default());
    let id = books.settlement.bills[0].id.clone();
    let cashier = hand(Role::Cashier);
    assert_eq!(
        books.void(&id, &why(), &cashier),
        Err(DomainError::ApprovalNeeded)
    );
    let paid = books.clone().take(0, cash(5_000)).unwrap();
    let manager = hand(Role::Manager);
    assert_eq!(
        paid.void(&id, &why(), &manager),
        Err(DomainError::BillHasPayments)
    );
    let of = |minor| BackWish::Amount(inr(minor));
    assert_eq!(
        paid.back(0, of(1), &cashier),
        Err(DomainError::ApprovalNeeded)
    );
    assert!(
        paid.back(0, of(5_001), &manager).is_err(),
        "more than was paid"
    );
    let back = paid.back(0, of(5_000), &manager).unwrap();
    assert!(back.back(0, of(1), &manager).is_err());
    let (settlement, check) = books.void(&id, &why(), &manager).unwrap();
    let void = Books {
        settlement,
        check,
        ..books
    };
    assert_eq!(void.check.status, CheckStatus::SentToKitchen);
    assert_eq!(void.statuses(), [BillStatus::Void]);
    assert_eq!(void.clone().take(0, cash(1)), Err(DomainError::BillVoid));
    let anew = void.bill(&BillWish::default());
    let number = anew
        .settlement
        .counting()
        .next()
        .map(|bill| bill.number.number);
    assert_eq!(number, Some(7), "the test's row of numbers begins anew");
}

#[test]
fn all_that_is_due_is_paid_in_one_go() {
    let card = PayAll {
        by: PaidBy::Card,
        tendered: None,
        reference: None,
    };
    let ended = ordered(check()).end(Some(&card)).unwrap();
    assert_eq!(
        (ended.new.len(), ended.payments.len(), ended.last),
        (1, 1, 7)
    );
    assert_eq!(ended.check.status, CheckStatus::Paid);
    // Of a split check every bill, with the change of what was handed over for all.
    let books = ordered(check()).bill(&split(SplitWish::Equal(2)));
    let handed = |minor| PayAll {
        by: PaidBy::Cash,
        tendered: Some(inr(minor)),
        ..card.clone()
    };
    let ended = books.end(Some(&handed(30_000))).unwrap();
    let change: Vec<_> = ended.payments.iter().map(|p| p.payment.change).collect();
    assert_eq!(change, [inr(0), inr(9_000)]);
    let refused = books.end(Some(&handed(20_999)));
    assert!(matches!(
        refused,
        Err(DomainError::Invalid {
            field: "tendered",
            ..
        })
    ));
    let unsent = Books {
        unsent: true,
        ..books.clone()
    };
    assert_eq!(unsent.end(Some(&card)), Err(DomainError::LinesUnsent));
    assert!(books.are_whole());
    let torn = Books {
        bills: Vec::new(),
        ..books
    };
    assert!(!torn.are_whole());
    let nothing = Books {
        orders: Vec::new(),
        ..ordered(check())
    };
    assert_eq!(nothing.end(Some(&card)), Err(DomainError::NothingToBill));
}

#[test]
fn a_pickup_waits_and_a_delivery_is_handed_over() {
    let card = PayAll {
        by: PaidBy::Card,
        tendered: None,
        reference: None,
    };
    let away = |place: fn(Away) -> Place| {
        let id = check().id;
        let place = (place(Away { number: 1 }), None);
        ordered(Check::open_away(id, place, (Currency::INR, terms()), now()))
    };
    let pickup = away(Place::Pickup);
    assert_eq!(pickup.check.branch_id, branch());
    let ended = pickup.end(Some(&card)).unwrap().check;
    assert_eq!(ended.status, CheckStatus::ReadyForPickup);
    assert_eq!((ended.paid_at, ended.closed_at), (Some(later(60)), None));
    let delivery = away(Place::Delivery).bill(&BillWish::default());
    assert_eq!(delivery.check.status, CheckStatus::Billed);
    let ended = delivery.end(Some(&card)).unwrap().check;
    assert_eq!(ended.status, CheckStatus::Delivered);
    assert_eq!(ended.closed_at, Some(later(60)));
    let elsewhere = Money::new(1, "EUR".to_owned().try_into().unwrap());
    let pay = Pay {
        amount: elsewhere,
        ..cash(1)
    };
    assert!(delivery.take(0, pay).is_err());
}

/// A pickup or a delivery is billed as a table is while it is cooked. Its food goes on from there,
/// and whoever has gone further does not come back by it.
#[test]
fn what_is_taken_away_reads_billed_until_its_food_goes_further() {
    use CheckStatus::{
        Billed, Delivered, OutForDelivery, Preparing, ReadyForPickup, SentToKitchen,
    };
    type Kind = fn(Away) -> Place;
    let cases: [(Kind, &[_]); 2] = [
        (Place::Pickup, &[ReadyForPickup]),
        (Place::Delivery, &[Preparing, OutForDelivery, Delivered]),
    ];
    for (place, further) in cases {
        let of = (place(Away { number: 1 }), None);
        let away = Check::open_away(check().id, of, (Currency::INR, terms()), now());
        let away = ordered(away);
        assert_eq!(away.check.status, SentToKitchen);
        let billed = away.clone().bill(&BillWish::default());
        assert_eq!(billed.check.status, Billed);
        let first = MoveCheck {
            to: Some(further[0]),
            rider_id: None,
            version: None,
        };
        let moved = billed.check.moved(&first, false).unwrap();
        assert_eq!(
            (moved.status, moved.billed_at),
            (further[0], Some(later(60)))
        );
        // What is ordered late, and a bill that is taken back, bring it to the kitchen again.
        let late = billed
            .check
            .take_from_staff(1, inr(100), later(90))
            .unwrap();
        assert_eq!((late.status, late.billed_at), (SentToKitchen, None));
        let bill = billed.settlement.bills[0].id.clone();
        let (_, void) = billed.void(&bill, &why(), &hand(Role::Manager)).unwrap();
        assert_eq!((void.status, void.billed_at), (SentToKitchen, None));
        for status in further {
            let check = Check {
                status: *status,
                ..away.check.clone()
            };
            let there = Books {
                check,
                ..away.clone()
            };
            let billed = there.bill(&BillWish::default()).check;
            assert_eq!(
                (billed.status, billed.billed_at),
                (*status, Some(later(60)))
            );
        }
    }
}

#[test]
fn who_buys_stays_on_a_bill_that_is_issued_anew_until_somebody_says_otherwise() {
    let named = |name: &str| BillWish {
        recipient: Some(RecipientWish {
            name: RecipientName::parse(Some(name)).unwrap(),
            ..RecipientWish::default()
        }),
        ..BillWish::default()
    };
    let name = |books: &Books| {
        let state = &books.settlement.bills[0];
        let recipient = books.issued(state).unwrap().recipient.clone();
        recipient.map(|of| of.name.unwrap().as_str().to_owned())
    };
    let books = ordered(check()).bill(&named("Acme Travels"));
    assert_eq!(name(&books).as_deref(), Some("Acme Travels"));
    let late = books.and(&[line("c", "water", 1, &[])]);
    let again = late.bill(&BillWish::default());
    assert_eq!(again.settlement.bills[0].issue, 2);
    assert_eq!(name(&again).as_deref(), Some("Acme Travels"));
    assert_eq!(name(&again.bill(&named(""))), None);
}

#[test]
fn another_prefix_is_another_row_and_a_bill_keeps_its_number() {
    let (rules, hand, ids) = (gst(), hand(Role::Cashier), ids());
    let row = Series {
        prefix: InvoicePrefix::parse("LR-").unwrap(),
        ..series()
    };
    let books = ordered(check()).bill(&BillWish::default());
    let anew = books.issue(&BillWish::default(), making(&rules, &row, &ids, &hand));
    let number = anew.unwrap().settlement.bills[0].number.to_string();
    assert_eq!(number, "2026-27/7");
    let first = ordered(check()).issue(&BillWish::default(), making(&rules, &row, &ids, &hand));
    let number = first.unwrap().settlement.bills[0].number.to_string();
    assert_eq!(number, "LR-26-27/7");
    let full = Making {
        last: 9_999_999,
        ..making(&rules, &row, &ids, &hand)
    };
    let refused = ordered(check())
        .issue(&BillWish::default(), full)
        .unwrap_err();
    let is_it = matches!(
        &refused,
        DomainError::Invalid {
            field: "invoice_prefix",
            ..
        }
    );
    assert!(is_it, "{refused}");
}
