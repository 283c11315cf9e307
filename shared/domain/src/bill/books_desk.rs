//! A check on which something was ordered, for the tests of what is done with its money.

use super::books::{BillStatus, Books, Hand, LineName};
use super::checkout::{CheckedOut, PayAll};
use super::give_back::{BackWish, RefundWish};
use super::issue::{BillWish, Issued, Making, SplitWish};
use super::number::Series;
use super::pay::PayWish;
use super::payment::{PaidBy, Pay};
use super::settlement::Settlement;
use super::tax::TaxRules;
use crate::DomainError;
use crate::cart::PutLine;
use crate::check::Check;
use crate::fixtures::{cart, gst, inr, later, line, placement};
use crate::id::BillId;
use crate::money::Currency;
use crate::progress::{MoveLine, MoveOrder};
use crate::role::Role;
use crate::text::Reason;
use crate::transitions::{LineStatus, OrderStatus};

pub(super) fn hand(role: Role) -> Hand {
    Hand {
        by: "omar".parse().unwrap(),
        role,
        approved_by: None,
        at: later(60),
        day: "2026-11-20".parse().unwrap(),
        coin: crate::bill::coin::Coin::ONE,
    }
}

pub(super) fn why() -> Reason {
    Reason::parse(Some("because")).unwrap().unwrap()
}

/// A check on which a dosa for 120.00 and two waters for 40.00 each were ordered.
pub(super) fn ordered(check: Check) -> Books {
    let books = Books {
        settlement: Settlement::none(&check.id, Currency::INR),
        check,
        orders: Vec::new(),
        bills: Vec::new(),
        payments: Vec::new(),
        refunds: Vec::new(),
        unsent: false,
    };
    let lines = [
        line("a", "dosa", 1, &["regular"]),
        line("b", "water", 2, &[]),
    ];
    books.and(&lines)
}

impl Books {
    /// One more order.
    pub(super) fn and(mut self, lines: &[PutLine]) -> Self {
        let number = u32::try_from(self.orders.len()).unwrap() + 1;
        let placed = placement(&self.check, &cart(lines), number);
        self.check = placed.check;
        self.orders.push(placed.order);
        self
    }

    /// So many pieces of a line of the first order are void.
    pub(super) fn voiding(mut self, line: &str, pieces: u32) -> Self {
        let accepted = self.orders[0].move_to(&MoveOrder {
            to: OrderStatus::Accepted,
            reason: None,
            version: None,
            at: later(30),
        });
        let before = accepted.unwrap_or_else(|_| self.orders[0].clone());
        let void = MoveLine {
            line: line.parse().unwrap(),
            to: LineStatus::Cancelled,
            quantity: Some(pieces),
            reason: Some(why()),
            version: None,
            at: later(40),
        };
        let after = before.move_line(&void).unwrap();
        let by = after.total.minus(before.total).unwrap();
        self.check = self.check.adjust(by).unwrap();
        self.orders[0] = after;
        self
    }

    pub(super) fn bill(self, wish: &BillWish) -> Self {
        self.bill_by(wish, &hand(Role::Manager)).unwrap()
    }

    pub(super) fn bill_by(mut self, wish: &BillWish, hand: &Hand) -> Result<Self, DomainError> {
        let rules = gst();
        let Issued {
            check,
            settlement,
            new,
            ..
        } = self.issue(wish, making(&rules, &series(), &ids(), hand))?;
        self.check = check;
        self.settlement = settlement;
        self.bills.extend(new);
        Ok(self)
    }

    pub(super) fn take(mut self, bill: usize, pay: Pay) -> Result<Self, DomainError> {
        let id = self.settlement.bills[bill].id.clone();
        let wish = PayWish {
            pay,
            reference: None,
            again: false,
        };
        let payment = format!("lane_check1_p{}", self.payments.len()).parse();
        let (settlement, payment) =
            Books::pay(&self, &id, &wish, payment.unwrap(), &hand(Role::Cashier))?;
        self.settlement = settlement;
        self.payments.push(payment);
        Ok(self)
    }

    pub(super) fn back(&self, bill: usize, of: BackWish, hand: &Hand) -> Result<Self, DomainError> {
        let id = self.settlement.bills[bill].id.clone();
        let wish = RefundWish {
            of,
            by: PaidBy::Cash,
            reason: why(),
        };
        let refund = format!("lane_check1_r{}", self.refunds.len()).parse();
        let (settlement, refund) = self.refund(&id, &wish, refund.unwrap(), hand)?;
        let mut books = self.clone();
        books.settlement = settlement;
        books.refunds.push(refund);
        Ok(books)
    }

    pub(super) fn end(&self, pay: Option<&PayAll>) -> Result<CheckedOut, DomainError> {
        let (rules, hand) = (gst(), hand(Role::Cashier));
        let payments: Vec<_> = (0..9)
            .map(|n| format!("lane_check1_q{n}").parse().unwrap())
            .collect();
        self.check_out(pay, making(&rules, &series(), &ids(), &hand), &payments)
    }

    pub(super) fn totals(&self) -> Vec<i64> {
        self.settlement
            .counting()
            .map(|bill| bill.total.minor)
            .collect()
    }

    pub(super) fn statuses(&self) -> Vec<BillStatus> {
        let bills = self.settlement.bills.iter();
        bills.map(|bill| self.status(bill)).collect()
    }
}

pub(super) fn series() -> Series {
    Series {
        year: "2026-27".parse().unwrap(),
        prefix: None,
    }
}

pub(super) fn ids() -> Vec<BillId> {
    (0..51)
        .map(|n| format!("lane_check1_b{n}").parse().unwrap())
        .collect()
}

pub(super) fn making<'a>(
    rules: &'a TaxRules,
    series: &'a Series,
    ids: &'a [BillId],
    hand: &'a Hand,
) -> Making<'a> {
    Making {
        rules,
        series,
        last: 6,
        ids,
        seller: None,
        hand,
    }
}

pub(super) fn cash(minor: i64) -> Pay {
    Pay {
        by: PaidBy::Cash,
        amount: inr(minor),
        tip: None,
        tendered: None,
    }
}

pub(super) fn split(by: SplitWish) -> BillWish {
    BillWish {
        split: Some(by),
        ..BillWish::default()
    }
}

pub(super) fn name(line: &str) -> LineName {
    LineName {
        order_id: None,
        line_id: line.parse().unwrap(),
    }
}
