//! What of one deed counts for its business day.

use std::collections::BTreeMap;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::charges::Charges;
use crate::DomainError;
use crate::bill::books::{Books, Hand};
use crate::bill::discount::Cut;
use crate::bill::issued::{GivenRefund, IssuedBill, TakenPayment};
use crate::bill::number::BillNumber;
use crate::bill::payment::{PaidBy, Payment};
use crate::bill::settlement::BillState;
use crate::business_day::BusinessDay;
use crate::dues::entry::{DuesEntry, DuesMove};
use crate::id::{BillId, BranchId, CheckId, StaffId};
use crate::money::{Currency, Money};
use crate::price_list::Channel;
use crate::text::Reason;

/// What was done. The names are stored; they never change their meaning.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TillDeed {
    /// A check was billed, or billed anew.
    Billed,
    /// Money came for a bill.
    Paid,
    /// A check was settled, by which bills were issued or money came.
    CheckedOut,
    /// What a bill charges was given back.
    Refunded,
    /// What was paid too much of a bill was given back.
    CreditReturned,
    /// A bill was taken back.
    Voided,
    /// Money came for what a customer owes.
    AccountSettled,
    /// What was to a customer's credit was paid out.
    AccountPaidOut,
    /// Somebody said with how much cash the day begins.
    Opened,
    /// Cash was put in that is of no bill.
    CashIn,
    /// Cash was taken out.
    CashOut,
}

/// The check that it is about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TillCheck {
    pub id: CheckId,
    pub channel: Channel,
    /// What staff call it: a table's name, "Pickup 12".
    pub name: String,
}

/// What became of a bill.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BillStep {
    /// It counts from now on.
    Issued,
    /// Another issue of it takes its place, so it counts no more.
    Replaced,
    /// It was taken back, or the check was billed anew in fewer bills.
    Voided,
}

/// What is taken off, and why.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct OffFor {
    /// Whether pieces were on the house.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub comp: bool,
    pub reason: Reason,
}

/// What was taken off a bill for one reason.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TillOff {
    #[serde(flatten)]
    pub why: OffFor,
    /// Minor units.
    pub amount: i64,
}

/// A bill that began or ceased to count.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TillBill {
    pub id: BillId,
    pub number: BillNumber,
    /// Which issue, from 1. With the first one the number is taken.
    pub issue: u32,
    pub step: BillStep,
    /// What it charges.
    pub charges: Charges,
    /// What of its discount was given for which reason, each once; nothing of bills of before
    /// 30 November 2026, which did not keep it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub off: Vec<TillOff>,
    /// Why it was taken back, where somebody said so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<Reason>,
}

/// Money that came, in minor units.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TillPayment {
    /// The bill that it is for; `None` where it is for what a customer owes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub bill_id: Option<BillId>,
    pub by: PaidBy,
    /// What it takes off the bill or the account.
    pub amount: i64,
    pub tip: i64,
    /// What was paid in cash more, or less, because there are no smaller coins.
    pub cash_rounding: i64,
    /// What was given back of what was handed over.
    pub change: i64,
}

impl TillPayment {
    fn of(bill_id: Option<&BillId>, payment: &Payment) -> Self {
        Self {
            bill_id: bill_id.cloned(),
            by: payment.by,
            amount: payment.amount.minor,
            tip: payment.tip.minor,
            cash_rounding: payment.cash_rounding.minor,
            change: payment.change.minor,
        }
    }
}

/// Money that was given back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TillRefund {
    /// The bill that it is of; `None` where it is of what was to a customer's credit.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub bill_id: Option<BillId>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub number: Option<BillNumber>,
    pub by: PaidBy,
    /// What of the bill it is; nothing of credit, which was never charged.
    pub charges: Charges,
    /// What of it was to somebody's credit.
    #[serde(default, skip_serializing_if = "is_nothing")]
    pub credit: i64,
    /// What went back in cash more, or less, because there are no smaller coins.
    #[serde(default, skip_serializing_if = "is_nothing")]
    pub cash_rounding: i64,
    pub reason: Reason,
}

impl TillRefund {
    /// What it takes off what was charged and paid, in minor units.
    pub fn amount(&self) -> i64 {
        self.charges.total + self.credit
    }
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde calls it so")]
fn is_nothing(minor: &i64) -> bool {
    *minor == 0
}

/// Cash that is of no bill.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TillCash {
    /// Minor units, never below nothing.
    pub amount: i64,
    /// Why; none of a float.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<Reason>,
}

/// What of one deed counts for its business day. It never changes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TillEntry {
    /// Unique within its day, the same for each retry of a request.
    pub id: String,
    pub branch_id: BranchId,
    pub business_day: BusinessDay,
    pub at: Timestamp,
    pub by: StaffId,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub approved_by: Option<StaffId>,
    pub deed: TillDeed,
    pub currency: Currency,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub check: Option<TillCheck>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub bills: Vec<TillBill>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub payments: Vec<TillPayment>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub refund: Option<TillRefund>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cash: Option<TillCash>,
    /// The account that was settled.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub account: Option<String>,
}

impl TillEntry {
    fn new(
        (id, branch_id): (String, &BranchId),
        deed: TillDeed,
        currency: Currency,
        hand: &Hand,
    ) -> Self {
        Self {
            id,
            branch_id: branch_id.clone(),
            business_day: hand.day,
            at: hand.at,
            by: hand.by.clone(),
            approved_by: hand.approved_by.clone(),
            deed,
            currency,
            check: None,
            bills: Vec::new(),
            payments: Vec::new(),
            refund: None,
            cash: None,
            account: None,
        }
    }

    /// What of a decision about a check's money counts; `None` when it moves none, as when a check
    /// ends that is paid already.
    ///
    /// # Errors
    /// `NotFound`, which no bill is that was issued.
    pub fn of_check(
        id: String,
        deed: TillDeed,
        before: &Books,
        after: &Books,
        hand: &Hand,
    ) -> Result<Option<Self>, DomainError> {
        let check = &after.check;
        let payments = after.payments.iter().skip(before.payments.len());
        let payment = |taken: &TakenPayment| TillPayment::of(Some(&taken.bill_id), &taken.payment);
        let refund = after.refunds.get(before.refunds.len());
        let refund = refund.map(|refund| of_refund(after, refund)).transpose()?;
        let entry = Self {
            check: Some(TillCheck {
                id: check.id.clone(),
                channel: Channel::from(&check.place),
                name: check.place.name(),
            }),
            bills: of_bills(before, after)?,
            payments: payments.map(payment).collect(),
            refund,
            ..Self::new((id, &check.branch_id), deed, check.total.currency, hand)
        };
        let counts =
            !entry.bills.is_empty() || !entry.payments.is_empty() || entry.refund.is_some();
        Ok(counts.then_some(entry))
    }

    /// Money of a customer's account, that came or was paid out; `None` for an entry that moves
    /// none of its own.
    pub fn of_dues(of: (String, &BranchId), entry: &DuesEntry, hand: &Hand) -> Option<Self> {
        match entry.payment() {
            Some(payment) => Some(Self::of_account(of, &entry.account_id, &payment, hand)),
            None => Self::of_pay_out(of, entry, hand),
        }
    }

    /// Money that came for what a customer owes; `account` is the ID of theirs. It is no sale: the
    /// sale counted when its bill was issued.
    pub fn of_account(
        (id, branch): (String, &BranchId),
        account: impl ToString,
        payment: &Payment,
        hand: &Hand,
    ) -> Self {
        let currency = payment.amount.currency;
        Self {
            payments: vec![TillPayment::of(None, payment)],
            account: Some(account.to_string()),
            ..Self::new((id, branch), TillDeed::AccountSettled, currency, hand)
        }
    }

    /// What was paid out of what was to a customer's credit; `None` for an entry of their account
    /// that pays nothing out. It takes nothing off what was sold.
    fn of_pay_out(
        (id, branch): (String, &BranchId),
        entry: &DuesEntry,
        hand: &Hand,
    ) -> Option<Self> {
        let DuesMove::PaidOut {
            method,
            cash_rounding,
            reason,
            ..
        } = &entry.what
        else {
            return None;
        };
        let refund = TillRefund {
            bill_id: None,
            number: None,
            by: *method,
            charges: Charges::default(),
            credit: entry.amount.minor,
            cash_rounding: cash_rounding.minor,
            reason: reason.clone(),
        };
        let currency = entry.amount.currency;
        Some(Self {
            refund: Some(refund),
            account: Some(entry.account_id.to_string()),
            ..Self::new((id, branch), TillDeed::AccountPaidOut, currency, hand)
        })
    }

    /// With how much cash the day begins.
    ///
    /// # Errors
    /// `Invalid` for less than nothing.
    pub fn opened(
        (id, branch): (String, &BranchId),
        float: Money,
        hand: &Hand,
    ) -> Result<Self, DomainError> {
        if float.minor < 0 {
            return Err(DomainError::invalid("float", "not less than nothing"));
        }
        let cash = TillCash {
            amount: float.minor,
            reason: None,
        };
        Ok(Self {
            cash: Some(cash),
            ..Self::new((id, branch), TillDeed::Opened, float.currency, hand)
        })
    }

    /// Cash that was put in, or taken out where `out`.
    ///
    /// # Errors
    /// `Invalid` for an amount of nothing.
    pub fn cash(
        (id, branch): (String, &BranchId),
        out: bool,
        (amount, reason): (Money, Reason),
        hand: &Hand,
    ) -> Result<Self, DomainError> {
        if amount.minor <= 0 {
            return Err(DomainError::invalid("amount", "more than nothing"));
        }
        let deed = match out {
            true => TillDeed::CashOut,
            false => TillDeed::CashIn,
        };
        let cash = TillCash {
            amount: amount.minor,
            reason: Some(reason),
        };
        Ok(Self {
            cash: Some(cash),
            ..Self::new((id, branch), deed, amount.currency, hand)
        })
    }
}

/// The bills that began or ceased to count.
fn of_bills(before: &Books, after: &Books) -> Result<Vec<TillBill>, DomainError> {
    let mut bills = Vec::new();
    for state in &after.settlement.bills {
        let counted = before.settlement.counting();
        let old = counted.into_iter().find(|old| old.id == state.id);
        match (old, state.counts()) {
            (Some(old), true) if old.issue == state.issue => {}
            (Some(old), counts) => {
                let step = match counts {
                    true => BillStep::Replaced,
                    false => BillStep::Voided,
                };
                let void = state.void.as_ref();
                let reason = void.and_then(|void| void.reason.clone());
                bills.push(of_bill(old, before.issued(old)?, step, reason));
                if counts {
                    bills.push(of_bill(state, after.issued(state)?, BillStep::Issued, None));
                }
            }
            (None, true) => {
                bills.push(of_bill(state, after.issued(state)?, BillStep::Issued, None));
            }
            (None, false) => {}
        }
    }
    Ok(bills)
}

fn of_bill(
    state: &BillState,
    issued: &IssuedBill,
    step: BillStep,
    reason: Option<Reason>,
) -> TillBill {
    TillBill {
        id: state.id.clone(),
        number: state.number.clone(),
        issue: state.issue,
        step,
        charges: Charges::from(&issued.bill),
        off: off(issued),
        reason,
    }
}

/// What of a bill's discount was given for which reason.
fn off(issued: &IssuedBill) -> Vec<TillOff> {
    let mut off = BTreeMap::<OffFor, i64>::new();
    for (discount, taken) in issued.discounts.iter().zip(&issued.taken_off) {
        let why = OffFor {
            comp: matches!(discount.cut, Cut::Comp { .. }),
            reason: discount.reason.clone(),
        };
        *off.entry(why).or_default() += taken;
    }
    let off = off.into_iter().filter(|(_, amount)| *amount != 0);
    off.map(|(why, amount)| TillOff { why, amount }).collect()
}

fn of_refund(after: &Books, refund: &GivenRefund) -> Result<TillRefund, DomainError> {
    let charges = match refund.is_credit {
        true => Charges::default(),
        false => Charges::from(&refund.of),
    };
    Ok(TillRefund {
        bill_id: Some(refund.bill_id.clone()),
        number: Some(after.state(&refund.bill_id)?.number.clone()),
        by: refund.by,
        credit: refund.amount.minor - charges.total,
        charges,
        cash_rounding: refund.rounding(),
        reason: refund.reason.clone(),
    })
}
