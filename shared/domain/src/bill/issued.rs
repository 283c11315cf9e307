//! What was charged, paid and given back, as it is kept: none of it ever changes.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::discount::Discount;
use super::form::Bill;
use super::number::BillNumber;
use super::payment::{PaidBy, Payment};
use super::seller::{Recipient, Seller};
use crate::business_day::BusinessDay;
use crate::id::{BillId, BranchId, CheckId, DuesId, GuestId, PaymentId, RefundId, StaffId};
use crate::money::{BasisPoints, Money};
use crate::place::Place;
use crate::text::{Reason, Reference};

/// One issue of a bill. Issued anew it is another one, with the same ID and number.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct IssuedBill {
    pub id: BillId,
    /// Which issue it is, from 1.
    #[serde(rename = "version")]
    pub issue: u32,
    pub number: BillNumber,
    pub branch_id: BranchId,
    pub check_id: CheckId,
    /// Where the check was.
    pub place: Place,
    /// Whose it is, where the check was split by guest.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub guest_id: Option<GuestId>,
    /// What is charged.
    pub bill: Bill,
    /// What was taken off, of the check or of its lines.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub discounts: Vec<Discount>,
    /// Minor units of it that each of them took, in their order; none on bills of before
    /// 30 November 2026.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub taken_off: Vec<i64>,
    /// Who approved that much off.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub approved_by: Option<StaffId>,
    /// What service charge was agreed to.
    pub service_charge: BasisPoints,
    pub issued_by: StaffId,
    pub issued_at: Timestamp,
    /// The day that it belongs to.
    pub business_day: BusinessDay,
    /// Who sells; none on bills of before 30 November 2026.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub seller: Option<Seller>,
    /// Who buys, where they are named.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub recipient: Option<Recipient>,
}

/// Money that came for a bill.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct TakenPayment {
    pub id: PaymentId,
    pub bill_id: BillId,
    /// Which issue of the bill it was for.
    pub issue: u32,
    #[serde(flatten)]
    pub payment: Payment,
    /// By what it is found elsewhere.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reference: Option<Reference>,
    /// The customer's account that it was put on, where no money came.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub account_id: Option<DuesId>,
    pub taken_by: StaffId,
    pub at: Timestamp,
    /// The day that it belongs to.
    pub business_day: BusinessDay,
}

/// Money that was given back of a bill.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct GivenRefund {
    pub id: RefundId,
    pub bill_id: BillId,
    /// What goes back of what was charged, column by column: nothing of credit.
    pub of: Bill,
    /// All of it.
    pub amount: Money,
    /// Whether it is of what was paid too much, so that nothing that was charged goes back.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub is_credit: bool,
    /// What goes back in cash more, or less, because there are no smaller coins; nothing of other
    /// ways.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cash_rounding: Option<Money>,
    /// How it goes back.
    pub by: PaidBy,
    /// The customer's account on which it is owed no more, or is to their credit, where no money
    /// goes back.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub account_id: Option<DuesId>,
    /// Why, for the books.
    pub reason: Reason,
    pub given_by: StaffId,
    /// Who approved it, where that is somebody else.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub approved_by: Option<StaffId>,
    pub at: Timestamp,
    /// The day that it belongs to.
    pub business_day: BusinessDay,
}

impl GivenRefund {
    /// What goes back in cash more, or less, in minor units.
    pub fn rounding(&self) -> i64 {
        self.cash_rounding.map_or(0, |rounding| rounding.minor)
    }
}
