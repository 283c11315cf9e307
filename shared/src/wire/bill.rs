//! Bills as those see them who take the money.

use jiff::Timestamp;
use serde::Serialize;

use super::call::AskedView;
use super::check::CheckView;
use super::printing::PrintJobView;
use crate::domain::DomainError;
use crate::domain::bill::books::{BillStatus, Books};
use crate::domain::bill::issued::{GivenRefund, TakenPayment};
use crate::domain::bill::settlement::{BillState, SplitKind};
use crate::domain::bill::tax::Pricing;
use crate::domain::id::{BillId, GuestId, StaffId};
use crate::domain::money::Money;

mod money;
mod recipient;
mod row;

pub use money::{ApprovalView, PaymentView, RefundView, VoidView};
pub use recipient::RecipientView;
pub use row::{BillLineView, BillTax, DiscountView};

/// A share of a check that is paid as one.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct BillView {
    pub id: BillId,
    /// Grows each time the bill is issued anew; what one version says never changes.
    pub version: u32,
    /// Consecutive within a financial year: `2026-27/12`.
    pub number: String,
    pub status: BillStatus,
    /// Whose it is, where the check was split by guest.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub guest_id: Option<GuestId>,
    pub lines: Vec<BillLineView>,
    /// Whether the taxes are within the lines' prices, or on top of them.
    pub prices_include_tax: bool,
    /// A row for each name and rate.
    pub taxes: Vec<BillTax>,
    /// What the menu says.
    pub subtotal: Money,
    /// What was taken off.
    pub discount: Money,
    /// Why, of the whole check.
    pub discounts: Vec<DiscountView>,
    /// Who approved that much off, where that is somebody else.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub approved_by: Option<StaffId>,
    pub service_charge: Money,
    /// What the guests have agreed to, in hundredths of a percent; none without.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub service_charge_bp: Option<u32>,
    /// What rounding the total added.
    pub round_off: Money,
    /// What is to be paid.
    pub total: Money,
    /// What payments took off it.
    pub paid: Money,
    /// What is still to be paid.
    pub due: Money,
    /// What was paid too much, and was not given back.
    pub credit: Money,
    pub tips: Money,
    /// What was given back of what was charged.
    pub refunded: Money,
    /// Oldest first.
    pub payments: Vec<PaymentView>,
    /// Oldest first.
    pub refunds: Vec<RefundView>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub void: Option<VoidView>,
    /// Which version was given to a printer last.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub printed_version: Option<u32>,
    pub issued_by: StaffId,
    #[cfg_attr(feature = "openapi", schema(value_type = String, format = DateTime))]
    pub issued_at: Timestamp,
    /// Who buys, where they are named.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub recipient: Option<RecipientView>,
}

impl BillView {
    /// A bill of a check.
    ///
    /// # Errors
    /// `NotFound`, which no bill is that was issued.
    pub fn of(books: &Books, state: &BillState) -> Result<Self, DomainError> {
        let issued = books.issued(state)?;
        let bill = &issued.bill;
        let totals = bill.totals();
        let money = |minor| Money::new(minor, bill.currency);
        let standing = state.standing();
        let payments = books.payments.iter().filter(|p| p.bill_id == state.id);
        let refunds = books.refunds.iter().filter(|r| r.bill_id == state.id);
        let discounts = issued.discounts.iter();
        Ok(Self {
            id: state.id.clone(),
            version: state.issue,
            number: state.number.to_string(),
            status: books.status(state),
            guest_id: state.guest_id.clone(),
            lines: BillLineView::all(bill),
            prices_include_tax: bill.basis.pricing == Pricing::Inclusive,
            taxes: BillTax::all(bill),
            subtotal: money(totals.subtotal),
            discount: money(totals.discount),
            discounts: discounts.map(|one| DiscountView::of(one, bill)).collect(),
            approved_by: issued.approved_by.clone(),
            service_charge: money(totals.service_charge),
            service_charge_bp: Some(issued.service_charge.0).filter(|rate| *rate > 0),
            round_off: money(totals.round_off),
            total: state.total,
            paid: standing.paid,
            due: standing.due,
            credit: standing.credit,
            tips: standing.tips,
            refunded: state.refunded,
            payments: payments.map(PaymentView::from).collect(),
            refunds: refunds.map(RefundView::from).collect(),
            void: state.void.as_ref().map(VoidView::from),
            printed_version: state.printed,
            issued_by: issued.issued_by.clone(),
            issued_at: issued.issued_at,
            recipient: issued.recipient.as_ref().map(RecipientView::from),
        })
    }
}

/// A check with its bills.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct BillList {
    /// Those that count first.
    pub bills: Vec<BillView>,
    /// By what the bills that nobody has paid are split, where there are several.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub split: Option<SplitKind>,
    /// How guests say that they will pay, the first who said it first; where the bills are read.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(feature = "openapi", schema(required = false))]
    pub asked: Vec<AskedView>,
    /// What those who have paid get back, because what they paid for was voided since.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub give_back: Option<Money>,
    /// What is printed by the request: its papers, one for each bill and for forty at most.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(feature = "openapi", schema(required = false))]
    pub print_jobs: Vec<PrintJobView>,
    pub check: CheckView,
}

fn check_of(books: &Books) -> CheckView {
    CheckView::of(&books.check, books.check.standing(&books.orders), None)
}

impl BillList {
    /// All of a check.
    ///
    /// # Errors
    /// As [`BillView::of`].
    pub fn of(books: &Books) -> Result<Self, DomainError> {
        let bills = books.settlement.bills.iter();
        let give_back = books.settlement.give_back;
        Ok(Self {
            bills: bills
                .map(|state| BillView::of(books, state))
                .collect::<Result<_, _>>()?,
            split: books.split_kind(),
            asked: Vec::new(),
            give_back: Some(give_back).filter(|back| back.minor > 0),
            print_jobs: Vec::new(),
            check: check_of(books),
        })
    }
}

/// A payment that was taken, and its bill then.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Paid {
    pub payment: PaymentView,
    pub bill: BillView,
}

impl Paid {
    /// # Errors
    /// As [`BillView::of`].
    pub fn of(books: &Books, bill: &BillId, payment: &TakenPayment) -> Result<Self, DomainError> {
        Ok(Self {
            payment: payment.into(),
            bill: BillView::of(books, books.state(bill)?)?,
        })
    }
}

/// A refund that was given, and its bill then.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct GivenBack {
    pub refund: RefundView,
    pub bill: BillView,
}

impl GivenBack {
    /// # Errors
    /// As [`BillView::of`].
    pub fn of(books: &Books, bill: &BillId, refund: &GivenRefund) -> Result<Self, DomainError> {
        Ok(Self {
            refund: refund.into(),
            bill: BillView::of(books, books.state(bill)?)?,
        })
    }
}

/// A bill that was taken back, and its check then.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct VoidedBill {
    pub bill: BillView,
    pub check: CheckView,
}

impl VoidedBill {
    /// # Errors
    /// As [`BillView::of`].
    pub fn of(books: &Books, bill: &BillId) -> Result<Self, DomainError> {
        Ok(Self {
            bill: BillView::of(books, books.state(bill)?)?,
            check: check_of(books),
        })
    }
}
