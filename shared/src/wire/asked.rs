//! The bill as the guests of a table see it, and how they say that they will pay.

use serde::{Deserialize, Serialize};

use super::bill::BillTax;
use super::call::CallView;
use super::receipt::{ReceiptLine, ReceiptPayment};
use crate::domain::DomainError;
use crate::domain::bill::asked::{AskedPayment, AskedState, PayAsk, PayMethod, PayPart};
use crate::domain::bill::books::{BillStatus, Books};
use crate::domain::bill::settlement::BillState;
use crate::domain::bill::tax::Pricing;
use crate::domain::id::{BillId, GuestId};
use crate::domain::money::Money;
use crate::domain::object::optional;
use crate::domain::upi::UpiId;

/// "I will pay so." The server says what it comes to.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AskToPayRequest {
    pub part: PayPart,
    /// Of how many equal shares theirs is one; as many as there are guests without.
    #[cfg_attr(feature = "openapi", schema(minimum = 1, maximum = 50))]
    pub of: Option<u32>,
    pub method: PayMethod,
    /// What they give more, for the staff.
    #[serde(default, deserialize_with = "optional")]
    pub tip: Option<Money>,
    /// What they saw that it comes to, without the tip.
    #[serde(default, deserialize_with = "optional")]
    pub expected_total: Option<Money>,
}

impl AskToPayRequest {
    /// What they say.
    pub fn ask(&self) -> PayAsk {
        PayAsk {
            part: self.part,
            of: self.of,
            method: self.method,
            tip: self.tip,
        }
    }
}

/// What a guest will pay, as they said it.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AskedPaymentView {
    pub part: PayPart,
    /// Of a share: of how many.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub of: Option<u32>,
    pub method: PayMethod,
    /// What it came to then, without the tip.
    pub amount: Money,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tip: Option<Money>,
    /// What was taken for it, once it was.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub paid: Option<Money>,
}

impl From<&AskedPayment> for AskedPaymentView {
    fn from(asked: &AskedPayment) -> Self {
        Self {
            part: asked.part,
            of: asked.of,
            method: asked.method,
            amount: asked.amount,
            tip: asked.tip,
            paid: asked.paid,
        }
    }
}

/// A guest's call to pay, and whether it still comes to the same.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AskedView {
    pub state: AskedState,
    pub call: CallView,
}

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
