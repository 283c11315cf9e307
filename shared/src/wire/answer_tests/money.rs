//! A check whose money was billed, taken and given back.

use salver_demo::fixtures::later;

use super::house::brand;
use super::party::check_view;
use crate::domain::bill::books::Books;
use crate::domain::bill_fixtures::{seller, settled};
use crate::domain::id::BillId;
use crate::wire::bill::{BillView, GivenBack, Paid, PaymentView, RefundView, VoidedBill};
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
    BillView {
        void,
        ..BillView::of(&books, state).unwrap()
    }
}

pub(super) fn paid() -> Paid {
    Paid {
        payment: PaymentView::from(&money().payments[0]),
        bill: whole(),
    }
}

pub(super) fn given_back() -> GivenBack {
    GivenBack {
        refund: RefundView::from(&money().refunds[0]),
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
