//! What became of a bill: money that came and went back, and that it was taken back.

use jiff::Timestamp;
use serde::Serialize;

use super::row::{BillLineView, BillTax};
use crate::domain::bill::issued::{GivenRefund, TakenPayment};
use crate::domain::bill::payment::PaidBy;
use crate::domain::bill::settlement::Voided;
use crate::domain::id::{DuesId, PaymentId, RefundId, StaffId};
use crate::domain::money::Money;
use crate::domain::text::{Reason, Reference};

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
    /// The customer's account on which it is owed no more, or is to their credit.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub account_id: Option<DuesId>,
    pub amount: Money,
    /// Whether it is of what was paid too much, so that nothing that was charged went back.
    pub of_credit: bool,
    /// What went back in cash more, or less, because there are no smaller coins.
    pub cash_rounding: Money,
    pub reason: Reason,
    /// What it is of; nothing of credit.
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
            of_credit: refund.is_credit,
            cash_rounding: Money::new(refund.rounding(), refund.amount.currency),
            reason: refund.reason.clone(),
            lines: BillLineView::all(&refund.of),
            taxes: match refund.is_credit {
                true => Vec::new(),
                false => BillTax::all(&refund.of),
            },
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
