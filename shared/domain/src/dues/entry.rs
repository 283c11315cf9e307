//! The ledger of a customer's account: entries are only ever added.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::bill::number::BillNumber;
use crate::bill::payment::{PaidBy, Payment};
use crate::business_day::BusinessDay;
use crate::id::{BillId, DuesId, PaymentId, RefundId, StaffId};
use crate::money::Money;
use crate::text::{Reason, Reference};

/// Why the balance of an account moved.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum DuesMove {
    /// A bill, or a part of one, was put on the account.
    Charged {
        bill_id: BillId,
        bill_number: BillNumber,
        payment_id: PaymentId,
    },
    /// Money came for what is owed.
    Settled {
        method: PaidBy,
        /// What was paid in cash more, or less where it is negative, because there are no smaller
        /// coins. It is none of the balance.
        cash_rounding: Money,
        /// What was given back of what was handed over.
        change: Money,
        /// By what it is found elsewhere.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        reference: Option<Reference>,
    },
    /// What was given back of a bill that is on the account is owed no more; or a bill's credit is
    /// kept for them.
    Refunded {
        bill_id: BillId,
        bill_number: BillNumber,
        refund_id: RefundId,
    },
    /// What was to the customer's credit was paid out.
    PaidOut {
        method: PaidBy,
        /// What was given in cash more, or less where it is negative, because there are no smaller
        /// coins. It is none of the balance.
        cash_rounding: Money,
        /// Why, for the books.
        reason: Reason,
        /// Who approved it, where that is somebody else.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        approved_by: Option<StaffId>,
    },
}

/// An entry of an account's ledger. It never changes.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct DuesEntry {
    pub account_id: DuesId,
    /// Which one of the account's it is, from 1, without a gap.
    pub number: u32,
    #[serde(flatten)]
    pub what: DuesMove,
    /// What it adds to what is owed; below nothing it takes off.
    pub amount: Money,
    /// What was owed then.
    pub balance: Money,
    pub by: StaffId,
    pub at: Timestamp,
    /// The branch's day that it belongs to.
    pub business_day: BusinessDay,
}

impl DuesEntry {
    /// The money that came, where it is a settlement.
    pub fn payment(&self) -> Option<Payment> {
        match &self.what {
            DuesMove::Settled {
                method,
                cash_rounding,
                change,
                ..
            } => Some(Payment {
                by: *method,
                amount: Money::new(-self.amount.minor, self.amount.currency),
                tip: Money::zero(self.amount.currency),
                cash_rounding: *cash_rounding,
                change: *change,
            }),
            _ => None,
        }
    }
}
