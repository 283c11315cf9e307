//! What a business day's entries add up to.

use std::collections::BTreeMap;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::charges::Charges;
use super::entry::{BillStep, TillBill, TillDeed, TillEntry};
use super::sums::{MoneySums, Taken};
use crate::bill::number::BillNumber;
use crate::bill::payment::PaidBy;
use crate::id::{BillId, CheckId, StaffId};
use crate::money::Currency;
use crate::text::Reason;

/// How many bills.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct BillCount {
    /// Numbers that were taken this day.
    pub issued: u32,
    /// Bills that were taken back this day.
    pub voided: u32,
    /// The first number that was taken this day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub first: Option<BillNumber>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last: Option<BillNumber>,
}

/// Somebody's deed that a report names by itself: a refund, a void, cash in or out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Noted {
    /// The entry that says so.
    pub id: String,
    pub at: Timestamp,
    pub by: StaffId,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub approved_by: Option<StaffId>,
    pub deed: TillDeed,
    /// Minor units.
    pub amount: i64,
    /// How money went back.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub method: Option<PaidBy>,
    /// Of which bill.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub number: Option<BillNumber>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<Reason>,
}

/// What a business day's entries add up to; all amounts in minor units.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TillFigures {
    pub currency: Currency,
    /// With how much cash the day began, as somebody said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub float: Option<Noted>,
    /// What came for bills, by how it came.
    pub taken: Vec<Taken>,
    /// What came for what customers owe.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub accounts: Vec<Taken>,
    /// What went back.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub given_back: Vec<Taken>,
    pub bills: BillCount,
    /// What bills charge that were issued this day, less those that were taken back.
    pub billed: Charges,
    /// What of bills was given back.
    pub refunded: Charges,
    /// Refunds, voids and cash, oldest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub noted: Vec<Noted>,
}

/// The cash that is to be in the till, and why; minor units.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Drawer {
    pub float: i64,
    /// For bills, with tips, and rounded to coins.
    pub payments: i64,
    /// For what customers owe.
    pub accounts: i64,
    pub refunds: i64,
    pub cash_in: i64,
    pub cash_out: i64,
}

impl Drawer {
    /// What is to be there.
    pub fn expected(&self) -> i64 {
        self.float + self.payments + self.accounts + self.cash_in - self.refunds - self.cash_out
    }
}

fn cash_of(rows: &[Taken]) -> i64 {
    let cash = rows.iter().filter(|row| row.by == PaidBy::Cash);
    cash.map(Taken::in_all).sum()
}

impl TillFigures {
    /// Of a day on which nothing was done.
    pub fn none(currency: Currency) -> Self {
        Self {
            currency,
            float: None,
            taken: Vec::new(),
            accounts: Vec::new(),
            given_back: Vec::new(),
            bills: BillCount::default(),
            billed: Charges::default(),
            refunded: Charges::default(),
            noted: Vec::new(),
        }
    }

    /// What entries add up to, in whatever order they come.
    pub fn of<'a>(currency: Currency, entries: impl IntoIterator<Item = &'a TillEntry>) -> Self {
        let mut figures = Self::none(currency);
        let mut sums = MoneySums::default();
        for entry in entries {
            sums.add(entry);
            figures.add(entry);
        }
        figures.taken = sums.taken;
        figures.accounts = sums.accounts;
        figures.given_back = sums.given_back;
        figures.billed = sums.billed;
        figures.refunded = sums.refunded;
        let order = |noted: &Noted| (noted.at, noted.id.clone(), noted.number.clone());
        figures.noted.sort_by_key(order);
        figures
    }

    fn add(&mut self, entry: &TillEntry) {
        for bill in &entry.bills {
            self.add_bill(entry, bill);
        }
        if let Some(refund) = &entry.refund {
            self.noted.push(Noted {
                method: Some(refund.by),
                number: refund.number.clone(),
                reason: Some(refund.reason.clone()),
                ..noted(entry, refund.amount())
            });
        }
        if let Some(cash) = &entry.cash {
            let noted = Noted {
                reason: cash.reason.clone(),
                ..noted(entry, cash.amount)
            };
            match entry.deed {
                TillDeed::Opened => self.float = Some(noted),
                _ => self.noted.push(noted),
            }
        }
    }

    fn add_bill(&mut self, entry: &TillEntry, bill: &TillBill) {
        let count = &mut self.bills;
        match bill.step {
            BillStep::Issued if bill.issue == 1 => {
                count.issued += 1;
                let number = || Some(bill.number.clone());
                count.first = count
                    .first
                    .take()
                    .map_or_else(number, |first| Some(first.min(bill.number.clone())));
                count.last = count.last.take().max(number());
            }
            BillStep::Voided => {
                count.voided += 1;
                self.noted.push(Noted {
                    number: Some(bill.number.clone()),
                    reason: bill.reason.clone(),
                    deed: TillDeed::Voided,
                    ..noted(entry, bill.charges.total)
                });
            }
            BillStep::Issued | BillStep::Replaced => {}
        }
    }

    /// What was sold after all: what was billed less what was given back.
    pub fn net(&self) -> Charges {
        self.billed.clone().minus(&self.refunded)
    }

    /// The cash that is to be in the till.
    pub fn drawer(&self) -> Drawer {
        let moved = |deed| {
            let moved = self.noted.iter().filter(|noted| noted.deed == deed);
            moved.map(|noted| noted.amount).sum()
        };
        Drawer {
            float: self.float.as_ref().map_or(0, |float| float.amount),
            payments: cash_of(&self.taken),
            accounts: cash_of(&self.accounts),
            refunds: cash_of(&self.given_back),
            cash_in: moved(TillDeed::CashIn),
            cash_out: moved(TillDeed::CashOut),
        }
    }

    /// All who did what is named by itself.
    pub fn people(&self) -> impl Iterator<Item = &StaffId> {
        let noted = self.float.iter().chain(&self.noted);
        noted.flat_map(|noted| {
            [Some(&noted.by), noted.approved_by.as_ref()]
                .into_iter()
                .flatten()
        })
    }
}

fn noted(entry: &TillEntry, amount: i64) -> Noted {
    Noted {
        id: entry.id.clone(),
        at: entry.at,
        by: entry.by.clone(),
        approved_by: entry.approved_by.clone(),
        deed: entry.deed,
        amount,
        method: None,
        number: None,
        reason: None,
    }
}

/// The checks whose bills of this day are not paid as far as its entries say.
pub fn unpaid<'a>(entries: impl IntoIterator<Item = &'a TillEntry>) -> Vec<CheckId> {
    let mut due: BTreeMap<&BillId, (Option<&CheckId>, i64)> = BTreeMap::new();
    for entry in entries {
        let check = entry.check.as_ref().map(|check| &check.id);
        for bill in &entry.bills {
            let of_bill = due.entry(&bill.id).or_insert((check, 0));
            match bill.step {
                BillStep::Issued => of_bill.1 += bill.charges.total,
                BillStep::Replaced | BillStep::Voided => of_bill.1 -= bill.charges.total,
            }
        }
        for payment in &entry.payments {
            if let Some(bill) = &payment.bill_id {
                due.entry(bill).or_insert((check, 0)).1 -= payment.amount;
            }
        }
    }
    let owed = due.into_values().filter(|(_, due)| *due > 0);
    let mut checks: Vec<_> = owed.filter_map(|(check, _)| check.cloned()).collect();
    checks.sort();
    checks.dedup();
    checks
}
