//! A check whose money was billed, taken and given back.

use salver_demo::fixtures::{inr, later, now, waiter};

use super::house::brand;
use super::party::{call, check_view};
use crate::domain::bill::asked::AskedState;
use crate::domain::bill::books::{Books, Hand};
use crate::domain::bill::payment::PaidBy;
use crate::domain::bill_fixtures::{seller, settled};
use crate::domain::dues::account::{DuesAccount, SettleWish};
use crate::domain::dues::mark::DuesMark;
use crate::domain::dues::on_account::Moved;
use crate::domain::id::BillId;
use crate::domain::message_settings::Via;
use crate::domain::money::Currency;
use crate::domain::role::Role;
use crate::domain::text::{GuestName, Reason, Reference};
use crate::wire::asked::{GuestBill, SessionBills};
use crate::wire::bill::{BillList, BillView, GivenBack, Paid, PaymentView, RefundView, VoidedBill};
use crate::wire::call::AskedView;
use crate::wire::dues::{DuesAccountView, DuesDetail, DuesEntryView, DuesList, DuesPaid};
use crate::wire::receipt::{ReceiptLinkView, ReceiptView};

/// All that can be said of one.
pub(super) fn money() -> Books {
    settled()
}

fn bill(place: usize) -> BillId {
    money().settlement.bills[place].id.clone()
}

/// A bill with all that one can show, as none is: paid, given back and void.
fn whole() -> BillView {
    let void = VoidedBill::of(&money(), &bill(1)).unwrap().bill.void;
    let books = money();
    let state = books.state(&bill(0)).unwrap();
    let mut shown = BillView {
        void,
        service_charge_bp: Some(500),
        ..BillView::of(&books, state).unwrap()
    };
    // As one has it that is on a customer's account.
    shown.payments[0].account_id = Some(owed().account.id);
    shown.refunds[0].account_id = Some(owed().account.id);
    shown
}

/// What a guest said, as it stands.
pub(super) fn asked() -> AskedView {
    AskedView {
        state: AskedState::Paid,
        call: call(),
    }
}

/// The bills as guests see them.
pub(super) fn session_bills() -> SessionBills {
    let books = money();
    SessionBills {
        bills: vec![GuestBill::of(&books, books.state(&bill(0)).unwrap()).unwrap()],
        total: inr(36_000),
        left: inr(24_000),
        mine: inr(12_000),
        guests: 3,
        place: 1,
        asked: vec![asked()],
        upi_id: Some("lakeroad@okbank".to_owned().try_into().unwrap()),
    }
}

/// A customer who owes the bill.
fn owed() -> Moved {
    let books = money();
    let name = GuestName::parse(Some("Meera")).unwrap().unwrap();
    let phone = "+919845012345".to_owned().try_into().unwrap();
    let id = "lane_dues1".parse().unwrap();
    let account = DuesAccount::open(id, (name, phone), Currency::INR, now());
    let hand = Hand {
        by: waiter().id,
        role: Role::Cashier,
        approved_by: None,
        at: later(60),
        day: "2026-11-20".parse().unwrap(),
        coin: crate::domain::bill::coin::Coin::ONE,
    };
    let number = &books.settlement.bills[0].number;
    let (account, entry) = account.charge(&books.payments[0], number, &hand).unwrap();
    let account = DuesAccount {
        limit: Some(inr(100_000)),
        ..account
    };
    Moved { account, entry }
}

/// The same, after a part of it was settled.
fn settled_in_part() -> Moved {
    let owed = owed().account;
    let hand = Hand {
        by: waiter().id,
        role: Role::Cashier,
        approved_by: None,
        at: later(120),
        day: "2026-11-20".parse().unwrap(),
        coin: crate::domain::bill::coin::Coin::ONE,
    };
    let wish = SettleWish {
        by: PaidBy::Cash,
        amount: inr(1_000),
        tendered: Some(inr(2_000)),
        reference: Reference::parse(Some("receipt 7")).unwrap(),
        version: Some(1),
    };
    let (account, entry) = owed.settle(&wish, &hand).unwrap();
    Moved { account, entry }
}

pub(super) fn dues_account() -> DuesAccountView {
    DuesAccountView::from(&owed().account)
}

pub(super) fn dues_list() -> DuesList {
    DuesList {
        accounts: vec![dues_account()],
        next: DuesMark::behind(&owed().account).map(|mark| mark.to_string()),
    }
}

pub(super) fn dues_detail() -> DuesDetail {
    let moved = settled_in_part();
    let entries = [moved.entry, owed().entry];
    let mut detail = DuesDetail::of(&moved.account, &entries);
    // As one of each kind, as none is.
    detail.entries[0].approved_by = Some(waiter().id);
    detail.entries[0].reason = Reason::parse(Some("moves away")).unwrap();
    DuesDetail {
        next: Some(1),
        ..detail
    }
}

pub(super) fn dues_paid() -> DuesPaid {
    let plain = DuesPaid::of(&settled_in_part());
    let charged = DuesEntryView::from(&owed().entry);
    // As one of each kind, as none is.
    let entry = DuesEntryView {
        bill_id: charged.bill_id,
        bill_number: charged.bill_number,
        approved_by: Some(waiter().id),
        reason: Reason::parse(Some("moves away")).unwrap(),
        ..plain.entry
    };
    DuesPaid { entry, ..plain }
}

/// All of the check's, the first as one that is on a customer's account.
pub(super) fn bills() -> Vec<BillView> {
    let mut bills = BillList::of(&money()).unwrap().bills;
    for bill in &mut bills {
        for payment in &mut bill.payments {
            payment.account_id = Some(owed().account.id);
        }
        for refund in &mut bill.refunds {
            refund.account_id = Some(owed().account.id);
        }
    }
    bills
}

pub(super) fn paid() -> Paid {
    Paid {
        payment: PaymentView {
            account_id: Some(owed().account.id),
            ..PaymentView::from(&money().payments[0])
        },
        bill: whole(),
    }
}

pub(super) fn given_back() -> GivenBack {
    GivenBack {
        refund: RefundView {
            account_id: Some(owed().account.id),
            ..RefundView::from(&money().refunds[0])
        },
        bill: whole(),
    }
}

pub(super) fn voided_bill() -> VoidedBill {
    VoidedBill {
        bill: whole(),
        check: check_view(),
    }
}

/// What whoever paid sees of it.
pub(super) fn receipt() -> ReceiptView {
    let books = money();
    let bill = &books.settlement.bills[0];
    let house = (seller(), brand());
    ReceiptView::of(&books, (&bill.id, bill.issue), house, later(3_600)).unwrap()
}

pub(super) fn receipt_link() -> ReceiptLinkView {
    let url = "https://salver.example/receipt#token";
    ReceiptLinkView {
        url: url.to_owned(),
        whatsapp: "https://wa.me/919830012345?text=Saffron%20Lane".to_owned(),
        phone: Some("919830012345".to_owned()),
        sent_by: Some(Via::Sms),
        expires_at: later(3_600),
    }
}

#[test]
fn nobody_of_the_staff_and_no_reason_stands_on_a_receipt() {
    let told = serde_json::to_string(&receipt()).unwrap();
    for private in ["omar", "ravi", "a friend", "slip 0042", "warm"] {
        assert!(!told.contains(private), "{private}: {told}");
    }
}
