//! What entries of the till count for a branch's figures: columns that add up, so that a day is the
//! sum of its spans, and a fortnight of its days. Whose deeds they are, a day's report says.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::charges::Charges;
use super::entry::{BillStep, OffFor, TillBill, TillEntry, TillPayment};
use crate::bill::payment::PaidBy;
use crate::figures::Tally;
use crate::price_list::Channel;

/// Money that came, or went back, one way; minor units.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Taken {
    pub by: PaidBy,
    /// How many payments.
    pub count: u32,
    /// What they took off bills or accounts.
    pub amount: i64,
    pub tip: i64,
    /// What was paid in cash more, or less, because there are no smaller coins.
    pub cash_rounding: i64,
    /// What was given back of what was handed over.
    pub change: i64,
}

impl Taken {
    fn none(by: PaidBy) -> Self {
        Self {
            by,
            count: 0,
            amount: 0,
            tip: 0,
            cash_rounding: 0,
            change: 0,
        }
    }

    /// All that came, of which the tips are the staff's.
    pub fn in_all(&self) -> i64 {
        self.amount + self.tip + self.cash_rounding
    }

    fn add(&mut self, payment: &TillPayment) {
        self.count += 1;
        self.amount += payment.amount;
        self.tip += payment.tip;
        self.cash_rounding += payment.cash_rounding;
        self.change += payment.change;
    }

    fn plus(&mut self, more: &Self) {
        self.count += more.count;
        self.amount += more.amount;
        self.tip += more.tip;
        self.cash_rounding += more.cash_rounding;
        self.change += more.change;
    }
}

fn row(rows: &mut Vec<Taken>, by: PaidBy) -> Option<&mut Taken> {
    let place = match rows.binary_search_by_key(&by, |row| row.by) {
        Ok(place) => place,
        Err(place) => {
            rows.insert(place, Taken::none(by));
            place
        }
    };
    rows.get_mut(place)
}

fn add_rows(rows: &mut Vec<Taken>, more: &[Taken]) {
    for taken in more {
        if let Some(row) = row(rows, taken.by) {
            row.plus(taken);
        }
    }
}

/// What entries of the till add up to; all amounts in minor units. A bill that is taken back, or
/// money that is given back, counts less than nothing in the span in which that is done.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct MoneySums {
    /// How many entries are in it.
    pub entries: u64,
    /// Bills whose number was taken.
    pub issued: i64,
    /// Bills that were taken back, and what they charged.
    pub voided: Tally,
    /// What bills charge that were issued, less those that were taken back: the revenue.
    pub billed: Charges,
    /// What of bills was given back.
    pub refunded: Charges,
    /// What came for bills, by how it came.
    pub taken: Vec<Taken>,
    /// What came for what customers owe.
    pub accounts: Vec<Taken>,
    /// What went back.
    pub given_back: Vec<Taken>,
    /// What discounts and comps took off `billed`, by reason: how many bills, and how much.
    pub off: BTreeMap<OffFor, Tally>,
    /// By how it was ordered: bills that count, and what they charge less what was given back.
    pub channels: BTreeMap<Channel, Tally>,
}

impl MoneySums {
    /// What entries add up to, in whatever order they come.
    pub fn of<'a>(entries: impl IntoIterator<Item = &'a TillEntry>) -> Self {
        let mut sums = Self::default();
        for entry in entries {
            sums.add(entry);
        }
        sums
    }

    /// Both together.
    #[must_use]
    pub fn plus(mut self, more: &Self) -> Self {
        self.entries += more.entries;
        self.issued += more.issued;
        self.voided = self.voided.plus(more.voided);
        self.billed = self.billed.plus(&more.billed);
        self.refunded = self.refunded.plus(&more.refunded);
        add_rows(&mut self.taken, &more.taken);
        add_rows(&mut self.accounts, &more.accounts);
        add_rows(&mut self.given_back, &more.given_back);
        for (channel, tally) in &more.channels {
            add_to(&mut self.channels, channel, *tally);
        }
        for (why, tally) in &more.off {
            add_to(&mut self.off, why, *tally);
        }
        self
    }

    /// What was sold after all: what was billed less what was given back.
    pub fn net(&self) -> Charges {
        self.billed.clone().minus(&self.refunded)
    }

    pub(super) fn add(&mut self, entry: &TillEntry) {
        self.entries += 1;
        for payment in &entry.payments {
            let rows = match payment.bill_id {
                Some(_) => &mut self.taken,
                None => &mut self.accounts,
            };
            if let Some(row) = row(rows, payment.by) {
                row.add(payment);
            }
        }
        let channel = entry.check.as_ref().map(|check| check.channel);
        for bill in &entry.bills {
            self.add_bill(bill, channel);
        }
        if let Some(refund) = &entry.refund {
            if let Some(row) = row(&mut self.given_back, refund.by) {
                row.count += 1;
                row.amount += refund.amount();
                row.cash_rounding += refund.cash_rounding;
            }
            self.refunded = std::mem::take(&mut self.refunded).plus(&refund.charges);
            if let Some(channel) = channel {
                // Credit was never sold.
                let back = less(0, refund.charges.total);
                add_to(&mut self.channels, &channel, back);
            }
        }
    }

    fn add_bill(&mut self, bill: &TillBill, channel: Option<Channel>) {
        let (billed, total) = (std::mem::take(&mut self.billed), bill.charges.total);
        self.billed = match bill.step {
            BillStep::Issued => billed.plus(&bill.charges),
            BillStep::Replaced | BillStep::Voided => billed.minus(&bill.charges),
        };
        let moved = match bill.step {
            BillStep::Issued => {
                // With its first issue the number is taken.
                let new = i64::from(bill.issue == 1);
                self.issued += new;
                Tally {
                    count: new,
                    amount: total,
                }
            }
            BillStep::Replaced => less(0, total),
            BillStep::Voided => {
                self.voided = self.voided.plus(Tally {
                    count: 1,
                    amount: total,
                });
                less(1, total)
            }
        };
        if let Some(channel) = channel {
            add_to(&mut self.channels, &channel, moved);
        }
        for off in &bill.off {
            let moved = match bill.step {
                BillStep::Issued => Tally {
                    count: 1,
                    amount: off.amount,
                },
                BillStep::Replaced | BillStep::Voided => less(1, off.amount),
            };
            add_to(&mut self.off, &off.why, moved);
        }
    }
}

fn add_to<K: Ord + Clone>(sums: &mut BTreeMap<K, Tally>, key: &K, more: Tally) {
    let sum = sums.entry(key.clone()).or_default();
    *sum = sum.plus(more);
    // What was charged and taken back again says nothing.
    if *sum == Tally::default() {
        sums.remove(key);
    }
}

fn less(count: i64, amount: i64) -> Tally {
    Tally {
        count: -count,
        amount: -amount,
    }
}
