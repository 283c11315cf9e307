//! Bills as those see them who take the money.

use jiff::Timestamp;
use serde::Serialize;

use super::check::CheckView;
use super::printing::PrintJobView;
use super::tax::RegistrationView;
use crate::domain::DomainError;
use crate::domain::bill::books::{BillStatus, Books};
use crate::domain::bill::discount::{Cut, Discount};
use crate::domain::bill::form::{Bill, BillLine, TaxRow};
use crate::domain::bill::issued::{GivenRefund, TakenPayment};
use crate::domain::bill::payment::PaidBy;
use crate::domain::bill::seller::Recipient;
use crate::domain::bill::settlement::{BillState, Voided};
use crate::domain::bill::tax::Pricing;
use crate::domain::id::{
    BillId, DuesId, GuestId, ItemId, LineId, OrderId, PaymentId, RefundId, StaffId,
};
use crate::domain::money::Money;
use crate::domain::name::TaxName;
use crate::domain::text::{Address, Reason, RecipientName, Reference};

/// A line of a bill. One without a name is a part of all that is taxed alike, as of a check that was
/// split by amounts.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct BillLineView {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub order_id: Option<OrderId>,
    /// Unique within its order.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub line_id: Option<LineId>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub item_id: Option<ItemId>,
    /// What it was called, with its variant.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// How many pieces.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub quantity: Option<u32>,
    /// One piece with its options.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unit_price: Option<Money>,
    /// What was taken off.
    pub discount: Money,
    /// The menu's price of the pieces without what was taken off.
    pub total: Money,
}

impl BillLineView {
    pub(super) fn of(line: &BillLine, bill: &Bill) -> Self {
        let money = |minor| Money::new(minor, bill.currency);
        let of = line.of.as_ref();
        Self {
            order_id: of.map(|charged| charged.key.order_id.clone()),
            line_id: of.map(|charged| charged.key.line_id.clone()),
            item_id: of.map(|charged| charged.item_id.clone()),
            name: of.map(|charged| charged.name.clone()),
            quantity: of.map(|charged| charged.pieces),
            unit_price: of.map(|charged| money(charged.unit_price)),
            discount: money(line.amounts.discount),
            total: money(line.amounts.net),
        }
    }

    fn all(bill: &Bill) -> Vec<Self> {
        bill.lines.iter().map(|line| Self::of(line, bill)).collect()
    }
}

/// A tax on a bill.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct BillTax {
    pub name: TaxName,
    /// Hundredths of a percent: 250 are 2.5 %.
    pub rate_bp: u32,
    /// What it is of, without any tax.
    pub taxable: Money,
    pub amount: Money,
}

impl BillTax {
    pub(super) fn all(bill: &Bill) -> Vec<Self> {
        let money = |minor| Money::new(minor, bill.currency);
        let row = |row: TaxRow| Self {
            name: row.name,
            rate_bp: row.rate_bp.0,
            taxable: money(row.taxable),
            amount: money(row.amount),
        };
        bill.totals().taxes.into_iter().map(row).collect()
    }
}

/// What was taken off.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DiscountView {
    /// `flat`, `percent` or `comp`.
    pub kind: &'static str,
    /// Of a flat one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub amount: Option<Money>,
    /// Of a percentage, in hundredths of a percent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rate_bp: Option<u32>,
    /// Pieces on the house.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub quantity: Option<u32>,
    /// Of one line; of the whole check without.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub line_id: Option<LineId>,
    pub reason: Reason,
}

impl DiscountView {
    fn of(discount: &Discount, bill: &Bill) -> Self {
        let (kind, amount, rate_bp, quantity) = match discount.cut {
            Cut::Flat { minor } => {
                let amount = Money::new(minor, bill.currency);
                ("flat", Some(amount), None, None)
            }
            Cut::Percent { rate_bp } => ("percent", None, Some(rate_bp.0), None),
            Cut::Comp { pieces } => ("comp", None, None, Some(pieces)),
        };
        Self {
            kind,
            amount,
            rate_bp,
            quantity,
            line_id: discount.line.as_ref().map(|key| key.line_id.clone()),
            reason: discount.reason.clone(),
        }
    }
}

/// Money that came.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PaymentView {
    pub id: PaymentId,
    pub method: PaidBy,
    /// What it took off the bill.
    pub amount: Money,
    /// What it was more than that, for the staff.
    pub tip: Money,
    /// What was paid in cash more, or less, because there are no smaller coins.
    pub cash_rounding: Money,
    /// What was given back of what was handed over.
    pub change: Money,
    /// By what it is found elsewhere.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reference: Option<Reference>,
    /// The customer's account that it was put on.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub account_id: Option<DuesId>,
    pub taken_by: StaffId,
    #[cfg_attr(feature = "openapi", schema(value_type = String, format = DateTime))]
    pub at: Timestamp,
}

impl From<&TakenPayment> for PaymentView {
    fn from(taken: &TakenPayment) -> Self {
        let payment = taken.payment;
        Self {
            id: taken.id.clone(),
            method: payment.by,
            amount: payment.amount,
            tip: payment.tip,
            cash_rounding: payment.cash_rounding,
            change: payment.change,
            reference: taken.reference.clone(),
            account_id: taken.account_id.clone(),
            taken_by: taken.taken_by.clone(),
            at: taken.at,
        }
    }
}

/// Money that was given back.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RefundView {
    pub id: RefundId,
    pub method: PaidBy,
    /// The customer's account on which it is owed no more.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub account_id: Option<DuesId>,
    pub amount: Money,
    pub reason: Reason,
    /// What it is of.
    pub lines: Vec<BillLineView>,
    /// What of it is tax.
    pub taxes: Vec<BillTax>,
    pub given_by: StaffId,
    /// Who approved it, where that is somebody else.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub approved_by: Option<StaffId>,
    #[cfg_attr(feature = "openapi", schema(value_type = String, format = DateTime))]
    pub at: Timestamp,
}

impl From<&GivenRefund> for RefundView {
    fn from(refund: &GivenRefund) -> Self {
        Self {
            id: refund.id.clone(),
            method: refund.by,
            account_id: refund.account_id.clone(),
            amount: refund.amount,
            reason: refund.reason.clone(),
            lines: BillLineView::all(&refund.of),
            taxes: BillTax::all(&refund.of),
            given_by: refund.given_by.clone(),
            approved_by: refund.approved_by.clone(),
            at: refund.at,
        }
    }
}

/// That a bill was taken back.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct VoidView {
    #[cfg_attr(feature = "openapi", schema(value_type = String, format = DateTime))]
    pub at: Timestamp,
    pub by: StaffId,
    /// Who approved it, where that is somebody else.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub approved_by: Option<StaffId>,
    /// Why; none where the check was billed anew in fewer bills.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<Reason>,
}

impl From<&Voided> for VoidView {
    fn from(void: &Voided) -> Self {
        let void = void.clone();
        Self {
            at: void.at,
            by: void.by,
            approved_by: void.approved_by,
            reason: void.reason,
        }
    }
}

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
    /// What was paid too much.
    pub credit: Money,
    pub tips: Money,
    /// What was given back.
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

/// Who an invoice is for.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RecipientView {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<RecipientName>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub address: Option<Address>,
    /// Under what they pay taxes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub registration: Option<RegistrationView>,
}

impl From<&Recipient> for RecipientView {
    fn from(recipient: &Recipient) -> Self {
        Self {
            name: recipient.name.clone(),
            address: recipient.address.clone(),
            registration: recipient.registration.as_ref().map(RegistrationView::from),
        }
    }
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

/// Somebody's word that a colleague may.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ApprovalView {
    /// Sent with what it is for; good once, and for whom it was given alone.
    pub approval: String,
    pub approved_by: StaffId,
    /// Until when it counts.
    #[cfg_attr(feature = "openapi", schema(value_type = String, format = DateTime))]
    pub expires_at: Timestamp,
}
