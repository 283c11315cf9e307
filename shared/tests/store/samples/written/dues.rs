//! What customers owe: a bill goes on an account, and somebody else settles a part of another one.

use salver::domain::audit::Deed;
use salver::domain::bill::books::Hand;
use salver::domain::bill::issued::{GivenRefund, TakenPayment};
use salver::domain::bill::payment::PaidBy;
use salver::domain::bill::settlement::Settlement;
use salver::domain::bill_fixtures::settled;
use salver::domain::dues::account::{DuesAccount, SettleWish};
use salver::domain::dues::on_account::Moved;
use salver::domain::money::Currency;
use salver::domain::role::Role;
use salver::domain::text::{GuestName, Reference};
use salver::domain::till::entry::TillEntry;
use salver::store::{Booked, Booking, Entered, Settling};
use salver_demo::fixtures::{branch, inr, later, now, waiter};

use super::{noted, record};
use crate::world::World;

fn hand() -> Hand {
    Hand {
        by: waiter().id,
        role: Role::Cashier,
        approved_by: None,
        at: later(60),
        // The day before is closed by then.
        day: "2026-11-21".parse().unwrap(),
        coin: salver::domain::bill::coin::Coin::ONE,
    }
}

/// The account of a place, which is the last digit of its telephone number.
fn account(place: u32) -> DuesAccount {
    let name = GuestName::parse(Some("Meera")).unwrap().unwrap();
    let phone = format!("+91984501234{place}").try_into().unwrap();
    let id = format!("lane_dues{place}").parse().unwrap();
    DuesAccount::open(id, (name, phone), Currency::INR, now())
}

/// The account on which a payment of the evening's bill is put.
pub fn owed() -> Moved {
    let books = settled();
    let number = &books.settlement.bills[0].number;
    let (account, entry) = account(5)
        .charge(&books.payments[0], number, &hand())
        .unwrap();
    Moved { account, entry }
}

/// A payment and a refund that are on an account, and a settlement of one with a limit.
pub(super) async fn late_dues(world: &World) {
    let books = settled();
    let id = Some(owed().account.id);
    let payment = TakenPayment {
        id: "lane_money1_p0".parse().unwrap(),
        account_id: id.clone(),
        ..books.payments[0].clone()
    };
    let refund = GivenRefund {
        id: "lane_money1_r0".parse().unwrap(),
        account_id: id,
        approved_by: Some(waiter().id),
        // As one of each kind, as none is.
        is_credit: true,
        cash_rounding: Some(inr(49)),
        ..books.refunds[0].clone()
    };
    let mut settlement = Settlement {
        version: 2,
        ..books.settlement.clone()
    };
    for bill in &mut settlement.bills {
        bill.credit_back = Some(inr(100));
    }
    let booking = Booking {
        before: &books.check,
        after: None,
        settlement: &settlement,
        bills: &[],
        payments: &[payment],
        refund: Some(&refund),
        dues: None,
        numbers: None,
        table: None,
        approval: None,
        entry: None,
        jobs: &[],
        call: None,
    };
    let (entry, answered) = (noted("01ka1", Deed::PaymentTaken), record("key-0011"));
    let booked = world.store.book(booking, &answered, &entry, now()).await;
    assert!(matches!(booked.unwrap(), Booked::Stands));
    let owing = DuesAccount {
        balance: inr(50_000),
        limit: Some(inr(100_000)),
        owes_since: Some(later(30)),
        ..account(4)
    };
    let wish = SettleWish {
        by: PaidBy::Cash,
        amount: inr(20_000),
        tendered: Some(inr(50_000)),
        reference: Reference::parse(Some("receipt 7")).unwrap(),
        version: None,
    };
    let (account, entry) = owing.settle(&wish, &hand()).unwrap();
    let paid = entry.payment().unwrap();
    let id = ("e9".to_owned(), &branch());
    let till = TillEntry::of_account(id, &account.id, &paid, &hand());
    let moved = Moved { account, entry };
    let (entry, answered) = (noted("01ka2", Deed::DuesSettled), record("key-0012"));
    let settling = Settling {
        moved: &moved,
        till: &till,
        approval: None,
        record: &answered,
        entry: &entry,
    };
    let settled = world.store.settle_dues(settling, now()).await;
    assert!(matches!(settled.unwrap(), Entered::Stands));
}
