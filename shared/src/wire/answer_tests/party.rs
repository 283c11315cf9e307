//! A party with all that it can say and order.

use std::collections::BTreeMap;

use salver_demo::fixtures::{self, branch, inr, later, line, now, waiter};

use crate::domain::bill::asked::{AskedPayment, PayMethod, PayPart};
use crate::domain::bill::tax::TaxRules;
use crate::domain::call::{Call, CallReason};
use crate::domain::cart::Cart;
use crate::domain::check::Check;
use crate::domain::combo::InCombo;
use crate::domain::combo_price::Picked;
use crate::domain::guest::Guest;
use crate::domain::id::TaxClass;
use crate::domain::order::{Order, PaymentMethod};
use crate::domain::priced::PriceKind;
use crate::domain::table::Table;
use crate::domain::text::{Address, GuestName, Note, Phone, Reason};
use crate::domain::topic::Topic;
use crate::domain::variant::ChosenVariant;
use crate::domain::weight::{Weighed, Weight, WeightUnit};
use crate::wire::call::CallView;
use crate::wire::cart::CartView;
use crate::wire::check::{CheckView, CustomerView};
use crate::wire::order::OrderView;
use crate::wire::session::{CheckSummary, SessionView};

/// A party with all that a session can say of itself.
pub(super) fn check() -> Check {
    Check {
        waiter_id: Some(waiter().id),
        closed_at: Some(later(3600)),
        last_order_at: Some(now()),
        pin_locked_until: Some(later(900)),
        guest_count: 1,
        order_count: 1,
        total: inr(70_000),
        ..fixtures::check()
    }
}

/// A check with all that the counter can show of one, whatever its kind.
pub(super) fn check_view() -> CheckView {
    let check = check();
    CheckView {
        number: Some(12),
        pickup_at: Some(later(1800)),
        rider_id: Some(waiter().id),
        billed_at: Some(later(2300)),
        paid_at: Some(later(2400)),
        customer: Some(CustomerView {
            name: meera().name,
            phone: meera().phone,
            address: Address::parse(Some("12 Lake Road")).unwrap(),
        }),
        ..CheckView::of(&check, check.status, None).taxed(&[order()], &taxed())
    }
}

/// GST on top, rounded so that it shows.
fn taxed() -> TaxRules {
    TaxRules {
        round_to: Some(1_009),
        ..fixtures::gst()
    }
}

pub(super) fn cart_view() -> CartView {
    CartView::taxed(&cart_of_halves(), &taxed())
}

pub(super) fn meera() -> Guest {
    Guest {
        name: GuestName::parse(Some("Meera")).unwrap(),
        phone: Phone::parse(Some("+91 98 7654 3210")).unwrap(),
        ..fixtures::guest(&check(), 1)
    }
}

fn note() -> Option<Note> {
    Note::parse(Some("no onion")).unwrap()
}

fn reason() -> Option<Reason> {
    Reason::parse(Some("no more rice")).unwrap()
}

pub(super) fn cart() -> Cart {
    let mut dosas = line("a", "dosa", 2, &["large", "cheese"]);
    dosas.note = note();
    fixtures::cart(&[dosas, line("b", "water", 1, &[])])
}

pub(super) fn half() -> Option<ChosenVariant> {
    Some(ChosenVariant {
        id: "half".parse().unwrap(),
        name: "Half".to_owned(),
    })
}

fn weighed() -> Weighed {
    Weighed {
        weight: Weight {
            unit: WeightUnit::Gram,
            amount: 450,
        },
        per: PriceKind::PerKg,
        price: inr(60_000),
    }
}

fn cart_of_halves() -> Cart {
    let mut cart = cart();
    cart.lines[0].variant = half();
    cart.lines[1].weighed = Some(weighed());
    cart.lines[1].parts = vec![Picked {
        part_id: "main".parse().unwrap(),
        part: "Main".to_owned(),
        item_id: "dosa".parse().unwrap(),
        name: "Masala Dosa".to_owned(),
        variant: half(),
        options: cart.lines[0].options.clone(),
        surcharge: inr(5_000),
        tax_class: TaxClass::standard(),
        share: None,
    }];
    cart
}

/// A party at a table whose name another one has.
fn at_a_twin() -> Check {
    let twin = Table {
        name: fixtures::table(1).name,
        ..fixtures::table(2)
    };
    let check = fixtures::check();
    Check {
        place: check.place.among(&[twin]),
        ..check
    }
}

/// An order with all that one can say; a part of it was voided.
pub(super) fn order() -> Order {
    let mut order = fixtures::order(&at_a_twin(), &cart(), 1);
    order.placed_by = meera().as_adder();
    order.note = note();
    order.reason = reason();
    order.payment_method = Some(PaymentMethod::Upi);
    order.lines[0].reason = reason();
    order.lines[0].kitchen_note = Some("With chutney".to_owned());
    order.lines[0].variant = half();
    order.lines[0].combo = Some(InCombo {
        line: "a".parse().unwrap(),
        item_id: "thali".parse().unwrap(),
        name: "Thali for One".to_owned(),
        part_id: "main".parse().unwrap(),
        part: "Main".to_owned(),
    });
    order.lines[1].weighed = Some(weighed());
    order.accepted_at = Some(later(60));
    order.estimated_ready_at = Some(later(16 * 60));
    order.ready_at = Some(later(900));
    order.party_left_at = Some(later(960));
    order
}

pub(super) fn order_view() -> OrderView {
    OrderView::taxed(&order(), &taxed())
}

pub(super) fn call() -> CallView {
    let id = "lane_check1_call1".parse().unwrap();
    let mut call = Call::open(id, &at_a_twin(), &meera(), CallReason::Pay, note(), now()).unwrap();
    call.payment = Some(AskedPayment {
        part: PayPart::Share,
        of: Some(3),
        method: PayMethod::Upi,
        amount: inr(12_000),
        tip: Some(inr(1_000)),
        paid: Some(inr(12_000)),
    });
    call.acknowledged_at = Some(later(60));
    call.resolved_at = Some(later(120));
    call.staff_id = Some(waiter().id);
    CallView::from(&call)
}

pub(super) fn topics() -> BTreeMap<Topic, u64> {
    [(Topic::floor(&branch()), 7)].into()
}

pub(super) fn summary() -> CheckSummary {
    CheckSummary::of(&check(), &[order()], &taxed())
}

pub(super) fn session() -> SessionView {
    SessionView::from(&check())
}
