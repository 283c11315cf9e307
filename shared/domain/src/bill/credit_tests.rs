//! What was paid too much goes back by itself, once, and nothing that was charged goes with it.

use super::books::{BillStatus, Books, Hand};
use super::books_desk::{cash, hand, ordered, why};
use super::give_back::{BackWish, RefundWish};
use super::issue::BillWish;
use super::pay::PayWish;
use super::payment::{PaidBy, Pay};
use crate::DomainError;
use crate::dues::account::DuesAccount;
use crate::dues::entry::DuesMove;
use crate::fixtures::{check, inr, now};
use crate::money::{Currency, Money};
use crate::role::Role;
use crate::text::GuestName;
use crate::till::entry::{TillDeed, TillEntry};

/// A bill of 210.00.
fn billed() -> Books {
    ordered(check()).bill(&BillWish::default())
}

/// The same after a transfer that came, whether or not anything was due.
fn transfer(mut books: Books, minor: i64) -> Books {
    let id = books.settlement.bills[0].id.clone();
    let wish = PayWish {
        pay: Pay {
            by: PaidBy::Upi,
            ..cash(minor)
        },
        reference: None,
        again: true,
    };
    let payment = format!("lane_check1_p{}", books.payments.len()).parse();
    let hand = hand(Role::Cashier);
    let (settlement, payment) = books.pay(&id, &wish, payment.unwrap(), &hand).unwrap();
    books.settlement = settlement;
    books.payments.push(payment);
    books
}

fn standing(books: &Books) -> (BillStatus, i64, i64, i64) {
    let state = &books.settlement.bills[0];
    let standing = state.standing();
    let (credit, due) = (standing.credit.minor, standing.due.minor);
    (books.status(state), credit, due, state.refunded.minor)
}

fn credit(minor: i64) -> BackWish {
    BackWish::Credit(inr(minor))
}

fn refused(result: Result<Books, DomainError>) -> &'static str {
    match result {
        Err(DomainError::Invalid { field, .. }) => field,
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_second_transfer_goes_back_in_parts_and_never_twice() {
    let (cashier, manager) = (hand(Role::Cashier), hand(Role::Manager));
    let books = transfer(transfer(billed(), 21_000), 21_000);
    assert_eq!(standing(&books), (BillStatus::Paid, 21_000, 0, 0));
    assert_eq!(
        books.back(0, credit(21_000), &cashier),
        Err(DomainError::ApprovalNeeded)
    );
    let approved = Hand {
        approved_by: Some("maya".parse().unwrap()),
        ..cashier
    };
    let books = books.back(0, credit(5_000), &approved).unwrap();
    let given = &books.refunds[0];
    assert_eq!((given.amount, given.of.total()), (inr(5_000), inr(0)));
    assert_eq!(given.approved_by, approved.approved_by);
    assert_eq!(standing(&books), (BillStatus::Paid, 16_000, 0, 0));
    assert_eq!(refused(books.back(0, credit(16_001), &manager)), "amount");
    let books = books.back(0, credit(16_000), &manager).unwrap();
    assert_eq!(standing(&books), (BillStatus::Paid, 0, 0, 0));
    assert_eq!(refused(books.back(0, credit(1), &manager)), "amount");
    assert!(books.are_whole());
    // What was charged can go back still, all of it and no more.
    let all = books
        .back(0, BackWish::Amount(inr(21_000)), &manager)
        .unwrap();
    assert_eq!(standing(&all), (BillStatus::Refunded, 0, 0, 21_000));
    let more = all.back(0, BackWish::Amount(inr(1)), &manager);
    assert_eq!(refused(more), "amount");
    // A third transfer is credit again.
    assert_eq!(standing(&transfer(all, 300)).1, 300);
}

#[test]
fn what_is_no_credit_is_not_given_back_as_such() {
    let manager = hand(Role::Manager);
    let books = billed();
    assert_eq!(refused(books.back(0, credit(1), &manager)), "amount");
    let books = transfer(books, 21_500);
    let euros = BackWish::Credit(Money::new(1, Currency::try_from("EUR".to_owned()).unwrap()));
    for wish in [credit(0), credit(-1), credit(501)] {
        assert_eq!(refused(books.back(0, wish, &manager)), "amount");
    }
    assert_eq!(refused(books.back(0, euros, &manager)), "currency");
    assert!(books.back(0, credit(500), &manager).is_ok());
}

#[test]
fn credit_is_no_money_for_what_was_put_on_an_account() {
    // 200.00 are on an account when 110.00 come: 100.00 of them are credit.
    let mut books = billed();
    let state = &mut books.settlement.bills[0];
    (state.paid, state.on_account, state.payments) = (inr(20_000), inr(20_000), 1);
    let mut owed = crate::bill_fixtures::settled().payments.remove(0);
    owed.bill_id = state.id.clone();
    (owed.payment.by, owed.payment.amount) = (PaidBy::Due, inr(20_000));
    books.payments.push(owed);
    let books = transfer(books, 11_000);
    assert_eq!(standing(&books).1, 10_000);
    let manager = hand(Role::Manager);
    // Only 10.00 of what was charged were paid with money.
    let more = books.back(0, BackWish::Amount(inr(1_001)), &manager);
    assert_eq!(refused(more), "amount");
    let books = books
        .back(0, BackWish::Amount(inr(1_000)), &manager)
        .unwrap();
    let books = books.back(0, credit(10_000), &manager).unwrap();
    assert_eq!(standing(&books).1, 0);
}

#[test]
fn credit_is_kept_for_a_customer_and_the_till_names_it() {
    let books = transfer(billed(), 21_500);
    let name = GuestName::parse(Some("Meera")).unwrap().unwrap();
    let phone = "+919845012345".to_owned().try_into().unwrap();
    let id = "lane_d1".parse().unwrap();
    let account = DuesAccount::open(id, (name, phone), Currency::INR, now());
    let wish = RefundWish {
        of: credit(500),
        by: PaidBy::Due,
        reason: why(),
    };
    let bill = books.settlement.bills[0].id.clone();
    let to = ("lane_check1_r0".parse().unwrap(), &account);
    let manager = hand(Role::Manager);
    let (settlement, refund, moved) = books.refund_to_account(&bill, &wish, to, &manager).unwrap();
    assert_eq!(
        (moved.account.balance, moved.entry.amount),
        (inr(-500), inr(-500))
    );
    assert!(matches!(moved.entry.what, DuesMove::Refunded { .. }));
    let after = Books {
        settlement,
        refunds: vec![refund],
        ..books.clone()
    };
    assert_eq!(standing(&after).1, 0);
    // It is not on this bill's account: nothing of it is owed less.
    let back = RefundWish {
        of: BackWish::Amount(inr(1)),
        ..wish
    };
    let to = ("lane_check1_r1".parse().unwrap(), &moved.account);
    assert!(after.refund_to_account(&bill, &back, to, &manager).is_err());
    let deed = TillDeed::CreditReturned;
    let entry = TillEntry::of_check("e1".to_owned(), deed, &books, &after, &manager);
    let refund = entry.unwrap().unwrap().refund.unwrap();
    assert_eq!(
        (refund.credit, refund.charges.total, refund.amount()),
        (500, 0, 500)
    );
}
