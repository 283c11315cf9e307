//! All that a decision about a check's money looks at.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::charged::{Charged, LineKey};
use super::coin::Coin;
use super::form::Bill;
use super::issued::{GivenRefund, IssuedBill, TakenPayment};
use super::settlement::{BillState, Settlement, SplitKind};
use crate::DomainError;
use crate::business_day::BusinessDay;
use crate::check::Check;
use crate::id::{BillId, LineId, OrderId, StaffId};
use crate::order::Order;
use crate::role::{Permission, Role};

/// A check with what was ordered on it and what became of its bills.
#[derive(Debug, Clone, PartialEq)]
pub struct Books {
    pub check: Check,
    /// Oldest first.
    pub orders: Vec<Order>,
    pub settlement: Settlement,
    /// Each issue of each bill.
    pub bills: Vec<IssuedBill>,
    /// Oldest first.
    pub payments: Vec<TakenPayment>,
    /// Oldest first.
    pub refunds: Vec<GivenRefund>,
    /// Whether staff keep lines on it that the kitchen does not know.
    pub unsent: bool,
}

/// Who does something with money, and when.
#[derive(Debug, Clone, PartialEq)]
pub struct Hand {
    pub by: StaffId,
    pub role: Role,
    /// Who approved it at their screen.
    pub approved_by: Option<StaffId>,
    pub at: Timestamp,
    /// The branch's day.
    pub day: BusinessDay,
    /// The branch's smallest coin.
    pub coin: Coin,
}

impl Hand {
    /// Whether it is approved: by whoever may do it anyway, or by somebody who may.
    ///
    /// # Errors
    /// `ApprovalNeeded`.
    pub(crate) fn require_approved(&self) -> Result<(), DomainError> {
        match self.role.may(Permission::ApproveMoney) || self.approved_by.is_some() {
            true => Ok(()),
            false => Err(DomainError::ApprovalNeeded),
        }
    }
}

/// A line as a request names it: alone where no other order of the check has one of that ID.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LineName {
    pub order_id: Option<OrderId>,
    pub line_id: LineId,
}

/// How far a bill is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum BillStatus {
    /// To be paid.
    Open,
    /// Something was ordered or voided since, and nobody has paid any of it: bill the check anew.
    Stale,
    Paid,
    /// Taken back; its number stays its own.
    Void,
    /// All of it was given back.
    Refunded,
}

impl Books {
    /// Whether all is there that the settlement speaks of. What is read while somebody writes may
    /// be older in one part than in another.
    pub fn are_whole(&self) -> bool {
        let bills = &self.settlement.bills;
        let payments: u32 = bills.iter().map(|bill| bill.payments).sum();
        let back = bills
            .iter()
            .map(|bill| bill.refunded.minor + bill.credit_back());
        let refunded: i64 = back.sum();
        let given = self.refunds.iter().map(|refund| refund.amount.minor);
        bills.iter().all(|bill| self.issued(bill).is_ok())
            && usize::try_from(payments).is_ok_and(|count| count == self.payments.len())
            && given.sum::<i64>() == refunded
    }

    /// The pieces that are to be paid for.
    pub fn charged(&self) -> Vec<Charged> {
        self.orders.iter().flat_map(Charged::of).collect()
    }

    /// How far a bill is.
    pub fn status(&self, bill: &BillState) -> BillStatus {
        let is_all_back = bill.total.minor > 0 && bill.refunded.minor >= bill.total.minor;
        if !bill.counts() {
            BillStatus::Void
        } else if is_all_back {
            BillStatus::Refunded
        } else if bill.payments == 0 && self.is_stale() {
            BillStatus::Stale
        } else if bill.standing().is_paid() {
            BillStatus::Paid
        } else {
            BillStatus::Open
        }
    }

    /// Whether bills without payments are older than what was ordered.
    pub fn is_stale(&self) -> bool {
        !self.settlement.is_of(&self.check)
    }

    /// By what the bills that nobody has paid are split; `None` where there are not several. Those
    /// of before it was kept say it themselves, but for equal shares, which are amounts too.
    pub fn split_kind(&self) -> Option<SplitKind> {
        let open: Vec<_> = self
            .settlement
            .counting()
            .filter(|b| b.payments == 0)
            .collect();
        if open.len() < 2 {
            return None;
        }
        let is_of_lines = |bill: &&BillState| {
            let issued = self.issued(bill);
            issued.is_ok_and(|issued| issued.bill.lines.iter().all(|line| line.of.is_some()))
        };
        let told = match (
            open.iter().any(|bill| bill.guest_id.is_some()),
            open.iter().all(is_of_lines),
        ) {
            (true, _) => SplitKind::Guest,
            (false, true) => SplitKind::Item,
            (false, false) => SplitKind::Amount,
        };
        Some(self.settlement.split.unwrap_or(told))
    }

    /// How a bill stands.
    ///
    /// # Errors
    /// `NotFound`.
    pub fn state(&self, id: &BillId) -> Result<&BillState, DomainError> {
        let mut bills = self.settlement.bills.iter();
        bills
            .find(|bill| bill.id == *id)
            .ok_or(DomainError::NotFound("bill"))
    }

    /// As [`Self::state`], for what can be done with a bill that counts.
    ///
    /// # Errors
    /// `NotFound`, `BillVoid`.
    pub(super) fn counting(&self, id: &BillId) -> Result<&BillState, DomainError> {
        let bill = self.state(id)?;
        match bill.counts() {
            true => Ok(bill),
            false => Err(DomainError::BillVoid),
        }
    }

    /// What a bill says, in the issue that counts.
    ///
    /// # Errors
    /// `NotFound`, which no bill is that was issued.
    pub fn issued(&self, bill: &BillState) -> Result<&IssuedBill, DomainError> {
        let mut bills = self.bills.iter();
        bills
            .find(|issued| issued.id == bill.id && issued.issue == bill.issue)
            .ok_or(DomainError::NotFound("bill"))
    }

    /// What of a bill went back already.
    pub(super) fn refunds_of(&self, id: &BillId) -> Vec<Bill> {
        let refunds = self.refunds.iter().filter(|refund| refund.bill_id == *id);
        refunds.map(|refund| refund.of.clone()).collect()
    }

    /// Which line is meant.
    ///
    /// # Errors
    /// `Invalid` for none, and for one of several.
    pub(super) fn line(
        &self,
        field: &'static str,
        name: &LineName,
    ) -> Result<LineKey, DomainError> {
        let is_order = |order: &&Order| name.order_id.as_ref().is_none_or(|id| order.id == *id);
        let mut orders = self
            .orders
            .iter()
            .filter(is_order)
            .filter(|order| order.line(&name.line_id).is_ok());
        match (orders.next(), orders.next()) {
            (Some(order), None) => Ok(LineKey {
                order_id: order.id.clone(),
                line_id: name.line_id.clone(),
            }),
            (None, _) => {
                let message = format!("{} is not on this check", name.line_id);
                Err(DomainError::invalid(field, message))
            }
            (Some(_), Some(_)) => {
                let message = format!("several orders have a line {}: say which", name.line_id);
                Err(DomainError::invalid(field, message))
            }
        }
    }
}
