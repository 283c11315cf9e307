//! The bill as the guests of a table see it.

use serde::Serialize;

use super::bill::BillTax;
use super::call::AskedView;
use super::receipt::{ReceiptLine, ReceiptPayment};
use crate::domain::DomainError;
use crate::domain::bill::books::{BillStatus, Books};
use crate::domain::bill::settlement::BillState;
use crate::domain::bill::tax::Pricing;
use crate::domain::id::{BillId, GuestId};
use crate::domain::money::Money;
use crate::domain::upi::UpiId;

/// A bill as the guests see it: what is charged, and nothing of who did it and why.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct GuestBill {
    pub id: BillId,
    /// Grows each time the bill is issued anew.
    pub version: u32,
    /// `2026-27/12`.
    pub number: String,
    pub status: BillStatus,
    /// Whose it is, where the check was split by guest.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub guest_id: Option<GuestId>,
    pub lines: Vec<ReceiptLine>,
    /// Whether the taxes are within the lines' prices, or on top of them.
    pub prices_include_tax: bool,
    /// A row for each name and rate.
    pub taxes: Vec<BillTax>,
    /// What the menu says.
    pub subtotal: Money,
    pub discount: Money,
    pub service_charge: Money,
    /// What rounding the total added.
    pub round_off: Money,
    pub total: Money,
    /// What payments took off it.
    pub paid: Money,
    /// What is still to be paid.
    pub due: Money,
    /// Oldest first.
    pub payments: Vec<ReceiptPayment>,
}

impl GuestBill {
    /// A bill of a check.
    ///
    /// # Errors
    /// `NotFound`, which no bill is that was issued.
    pub fn of(books: &Books, state: &BillState) -> Result<Self, DomainError> {
        let issued = books.issued(state)?;
        let bill = &issued.bill;
        let totals = bill.totals();
        let money = |minor| Money::new(minor, bill.currency);
        let lines = bill.lines.iter();
        let payments = books.payments.iter().filter(|p| p.bill_id == state.id);
        let standing = state.standing();
        Ok(Self {
            id: state.id.clone(),
            version: state.issue,
            number: state.number.to_string(),
            status: books.status(state),
            guest_id: state.guest_id.clone(),
            lines: lines.map(|line| ReceiptLine::of(line, issued)).collect(),
            prices_include_tax: bill.basis.pricing == Pricing::Inclusive,
            taxes: BillTax::all(bill),
            subtotal: money(totals.subtotal),
            discount: money(totals.discount),
            service_charge: money(totals.service_charge),
            round_off: money(totals.round_off),
            total: state.total,
            paid: standing.paid,
            due: standing.due,
            payments: payments.map(ReceiptPayment::from).collect(),
        })
    }
}

/// The bills of a table for one of its guests, and what there is to pay.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SessionBills {
    /// Those that count; none before somebody has made some.
    pub bills: Vec<GuestBill>,
    /// What everything comes to, with what is paid.
    pub total: Money,
    /// What is still to be paid.
    pub left: Money,
    /// What of that this guest ordered, with its taxes.
    pub mine: Money,
    /// How many guests are here: so many shares are equal ones.
    pub guests: u32,
    /// How many guests joined before this one: who comes first has the units that do not go round.
    pub place: u32,
    /// How guests say that they will pay, the first who said it first.
    pub asked: Vec<AskedView>,
    /// Where payments by UPI arrive, where they do.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub upi_id: Option<UpiId>,
}
