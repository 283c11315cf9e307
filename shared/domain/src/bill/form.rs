//! What a bill is: by what it is made, its lines, and what its foot says of them.

use serde::{Deserialize, Serialize};

use super::amounts::{Amounts, Basis};
use super::charged::Charged;
use super::tax::{Component, TaxRules};
use crate::money::{BasisPoints, Currency, Money};
use crate::name::TaxName;

/// What a bill is made by.
#[derive(Debug, Clone, Copy)]
pub struct Terms<'a> {
    pub currency: Currency,
    /// Those of the business day of the bill.
    pub rules: &'a TaxRules,
    /// Of what is charged after discounts; 0 while nobody has agreed to one.
    pub service_charge: BasisPoints,
}

/// A line of a bill.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct BillLine {
    /// What it is of; `None` where it is a part of all that is taxed alike, as in a check that
    /// was split by amounts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub of: Option<Charged>,
    /// Which of [`Bill::taxes`] it has.
    pub taxed_as: usize,
    pub amounts: Amounts,
}

/// What is charged, or given back, as lines that add up.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Bill {
    pub currency: Currency,
    pub basis: Basis,
    /// The taxes that its lines have; those of one list are rounded together.
    pub taxes: Vec<Vec<Component>>,
    pub lines: Vec<BillLine>,
}

/// A tax on a bill.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TaxRow {
    pub name: TaxName,
    pub rate_bp: BasisPoints,
    /// Minor units that it is of, without any tax.
    pub taxable: i64,
    /// Minor units that it is.
    pub amount: i64,
}

/// The foot of a bill, in minor units.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Totals {
    /// What the menu says.
    pub subtotal: i64,
    pub discount: i64,
    pub service_charge: i64,
    /// A row for each name and rate.
    pub taxes: Vec<TaxRow>,
    /// Below half of the unit that the branch rounds to.
    pub round_off: i64,
    /// What is to be paid.
    pub total: i64,
}

impl Bill {
    /// What it says at its foot.
    pub fn totals(&self) -> Totals {
        let mut totals = Totals::default();
        for (taxes, sums) in self.taxes.iter().zip(self.alike()) {
            totals.subtotal += sums.subtotal();
            totals.discount += sums.discount;
            totals.service_charge += sums.service_charge;
            totals.round_off += sums.round_off;
            totals.total += sums.total(self.basis);
            let taxable = sums.taxable(self.basis);
            for (tax, amount) in taxes.iter().zip(&sums.taxes) {
                totals.add_tax(tax, taxable, *amount);
            }
        }
        totals
    }

    /// What is to be paid.
    pub fn total(&self) -> Money {
        let total = self.lines.iter().map(|line| line.amounts.total(self.basis));
        Money::new(total.sum(), self.currency)
    }

    /// The sums of the lines that have the same taxes, in the order of [`Self::taxes`].
    pub(super) fn alike(&self) -> Vec<Amounts> {
        let none = |taxes: &Vec<Component>| Amounts {
            taxes: vec![0; taxes.len()],
            ..Amounts::default()
        };
        let mut sums: Vec<_> = self.taxes.iter().map(none).collect();
        for line in &self.lines {
            if let Some(sum) = sums.get_mut(line.taxed_as) {
                *sum = sum.plus(&line.amounts);
            }
        }
        sums
    }

    /// The same bill with these lines.
    pub(super) fn with_lines(&self, lines: Vec<BillLine>) -> Self {
        Self {
            currency: self.currency,
            basis: self.basis,
            taxes: self.taxes.clone(),
            lines,
        }
    }
}

impl Totals {
    /// A tax that stands there with its rate already is not said twice.
    fn add_tax(&mut self, tax: &Component, taxable: i64, amount: i64) {
        let is_it = |row: &&mut TaxRow| row.name == tax.name && row.rate_bp == tax.rate_bp;
        match self.taxes.iter_mut().find(is_it) {
            Some(row) => {
                row.taxable += taxable;
                row.amount += amount;
            }
            None => self.taxes.push(TaxRow {
                name: tax.name.clone(),
                rate_bp: tax.rate_bp,
                taxable,
                amount,
            }),
        }
    }
}
