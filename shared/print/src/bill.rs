//! What a guest gets on paper: the bill, and what of it is paid.

use salver_domain::bill::books::BillStatus;
use salver_domain::bill::form::{BillLine, Totals};
use salver_domain::bill::issued::{IssuedBill, TakenPayment};
use salver_domain::bill::payment::PaidBy;
use salver_domain::bill::print::Copy as Paper;
use salver_domain::bill::seller::{Recipient, Seller};
use salver_domain::bill::settlement::BillState;
use salver_domain::bill::tax::{Pricing, Registration};
use salver_domain::money::Currency;
use salver_domain::slip::{Slip, Style};
use salver_domain::text::LegalName;

use super::amounts::{plain, rate, with_currency};
use super::head::{BOLD, MIDDLE, UNDER_A_LINE, house};

/// All that a bill's paper says.
#[derive(Debug, Clone, Copy)]
pub struct BillCopy<'a> {
    /// Who sells: as the bill says, or as the branch says now where a bill of before says nothing.
    pub seller: &'a Seller,
    pub issued: &'a IssuedBill,
    pub state: &'a BillState,
    pub status: BillStatus,
    /// Those for this bill.
    pub payments: &'a [TakenPayment],
    /// Which of how many bills of its check it is, from 1.
    pub share: (usize, usize),
    /// Where the party sits, in the house's words: `T7, Hall`, `Pickup 12`.
    pub place: &'a str,
    /// When it was issued, by the branch's clock.
    pub date: &'a str,
    pub time: &'a str,
}

/// The slip of a bill.
pub fn bill(copy: BillCopy<'_>) -> Slip {
    let mut slip = Slip::default();
    marks(&mut slip, &copy);
    seller(&mut slip, copy.seller);
    slip.rule();
    head(&mut slip, &copy);
    slip.rule();
    for line in &copy.issued.bill.lines {
        charged(&mut slip, line, copy.issued.bill.currency);
    }
    slip.rule();
    let totals = copy.issued.bill.totals();
    sums(&mut slip, copy.issued, &totals);
    paid(&mut slip, &copy);
    if let Some(footer) = &copy.seller.footer {
        slip.rule().words(footer.as_str(), MIDDLE);
    }
    slip.closed()
}

/// What keeps this paper from being taken for another one.
fn marks(slip: &mut Slip, copy: &BillCopy<'_>) {
    match copy.state.next_copy() {
        Paper::Duplicate => {
            slip.words("DUPLICATE", Style::LARGE);
        }
        Paper::Replaces => {
            slip.words("Replaces the bill printed before.", BOLD);
        }
        Paper::First => {}
    }
    match copy.status {
        BillStatus::Void => {
            slip.words("VOID", Style::LARGE)
                .words("This bill does not count.", BOLD);
        }
        BillStatus::Stale => {
            slip.words("NOT VALID", Style::LARGE)
                .words("The order has changed since. Ask for a new bill.", BOLD);
        }
        BillStatus::Refunded => {
            slip.words("REFUNDED", Style::LARGE);
        }
        BillStatus::Open | BillStatus::Paid => {}
    }
}

/// Who sells.
fn seller(slip: &mut Slip, seller: &Seller) {
    let legal_name = seller.legal_name.as_ref().map(LegalName::as_str);
    house(slip, &seller.brand, legal_name, &seller.branch);
    if !seller.address.is_empty() {
        slip.words(seller.address.as_str(), MIDDLE);
    }
    for of in &seller.registrations {
        slip.words(registered(of), MIDDLE);
    }
}

fn registered(of: &Registration) -> String {
    let name = String::from(of.name.clone());
    format!("{name} {}", String::from(of.number.clone()))
}

/// Who buys, where they want to be named.
fn buyer(slip: &mut Slip, buyer: &Recipient) {
    slip.words("Billed to", BOLD);
    if let Some(name) = &buyer.name {
        slip.words(name.as_str(), Style::USUAL);
    }
    if let Some(address) = &buyer.address {
        slip.words(address.as_str(), Style::USUAL);
    }
    if let Some(of) = &buyer.registration {
        slip.words(registered(of), Style::USUAL);
    }
}

fn head(slip: &mut Slip, copy: &BillCopy<'_>) {
    let issued = copy.issued;
    slip.amount(format!("Bill {}", issued.number), copy.date, BOLD);
    slip.amount(copy.place, copy.time, Style::USUAL);
    if let (nth, count @ 2..) = copy.share {
        slip.words(format!("Share {nth} of {count}"), Style::USUAL);
    }
    if let Some(recipient) = &issued.recipient {
        buyer(slip, recipient);
    }
}

fn charged(slip: &mut Slip, line: &BillLine, currency: Currency) {
    let amount = plain(line.amounts.subtotal(), currency);
    let Some(of) = &line.of else {
        slip.amount("Share of the whole order", amount, Style::USUAL);
        return;
    };
    slip.amount(format!("{} x {}", of.pieces, of.name), amount, Style::USUAL);
    if of.pieces > 1 {
        let each = plain(of.unit_price, currency);
        slip.words(format!("{each} each"), UNDER_A_LINE);
    }
}

fn sums(slip: &mut Slip, issued: &IssuedBill, totals: &Totals) {
    let bill = &issued.bill;
    let say = |minor| plain(minor, bill.currency);
    let on_top = bill.basis.pricing == Pricing::Exclusive;
    let more = totals.discount != 0
        || totals.service_charge != 0
        || totals.round_off != 0
        || (on_top && !totals.taxes.is_empty());
    if more {
        slip.amount("Subtotal", say(totals.subtotal), Style::USUAL);
    }
    if totals.discount != 0 {
        slip.amount("Discount", say(-totals.discount), Style::USUAL);
    }
    if totals.service_charge != 0 {
        let text = format!("Service charge {}", rate(issued.service_charge));
        slip.amount(text, say(totals.service_charge), Style::USUAL);
    }
    if on_top {
        taxes(slip, totals, bill.currency);
    }
    if totals.round_off != 0 {
        slip.amount("Round-off", say(totals.round_off), Style::USUAL);
    }
    if more {
        slip.rule();
    }
    let total = with_currency(totals.total, bill.currency);
    slip.amount("Total", total, Style::LARGE);
    if !on_top && !totals.taxes.is_empty() {
        slip.gap().words("In these prices:", Style::USUAL);
        taxes(slip, totals, bill.currency);
    }
}

fn taxes(slip: &mut Slip, totals: &Totals, currency: Currency) {
    for tax in &totals.taxes {
        let name = String::from(tax.name.clone());
        let of = plain(tax.taxable, currency);
        let text = format!("{name} {} of {of}", rate(tax.rate_bp));
        slip.amount(text, plain(tax.amount, currency), Style::USUAL);
    }
}

fn paid(slip: &mut Slip, copy: &BillCopy<'_>) {
    let currency = copy.issued.bill.currency;
    let state = copy.state;
    let standing = state.standing();
    if !copy.payments.is_empty() {
        slip.rule();
    }
    for taken in copy.payments {
        let payment = taken.payment;
        // What was handed over: less than nothing is no change.
        let given = payment.amount.minor
            + payment.tip.minor
            + payment.cash_rounding.minor
            + payment.change.minor;
        slip.amount(method(payment.by), plain(given, currency), Style::USUAL);
        for (what, money) in [
            ("Tip", payment.tip),
            ("Rounding of cash", payment.cash_rounding),
            ("Change", payment.change),
        ] {
            if money.minor != 0 {
                slip.amount(what, plain(money.minor, currency), UNDER_A_LINE);
            }
        }
    }
    if !copy.payments.is_empty() && state.counts() {
        slip.amount("Paid", plain(standing.paid.minor, currency), BOLD);
        slip.amount("Due", plain(standing.due.minor, currency), BOLD);
    }
    if state.refunded.minor > 0 {
        slip.amount(
            "Given back",
            plain(state.refunded.minor, currency),
            Style::USUAL,
        );
    }
    if state.credit_back() > 0 {
        slip.amount(
            "Paid too much, given back",
            plain(state.credit_back(), currency),
            Style::USUAL,
        );
    }
}

pub(super) fn method(by: PaidBy) -> &'static str {
    match by {
        PaidBy::Cash => "Cash",
        PaidBy::Card => "Card",
        PaidBy::Upi => "UPI",
        PaidBy::Due => "On account",
        PaidBy::Voucher => "Voucher",
    }
}

#[cfg(test)]
#[path = "bill_tests.rs"]
mod tests;
