//! What bills charge, added up.

use serde::{Deserialize, Serialize};

use crate::bill::form::Bill;
use crate::money::BasisPoints;
use crate::name::TaxName;

/// A tax over several bills.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TaxSum {
    pub name: TaxName,
    pub rate_bp: BasisPoints,
    /// Minor units that it is of, without any tax.
    pub taxable: i64,
    /// Minor units that it is.
    pub amount: i64,
}

/// What was charged, or given back, in minor units: the feet of bills, column by column.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Charges {
    /// What the menu says.
    pub subtotal: i64,
    pub discount: i64,
    pub service_charge: i64,
    /// A row for each name and rate, in their order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub taxes: Vec<TaxSum>,
    pub round_off: i64,
    /// What is to be paid.
    pub total: i64,
}

impl From<&Bill> for Charges {
    fn from(bill: &Bill) -> Self {
        let totals = bill.totals();
        let mut charges = Self {
            subtotal: totals.subtotal,
            discount: totals.discount,
            service_charge: totals.service_charge,
            taxes: Vec::new(),
            round_off: totals.round_off,
            total: totals.total,
        };
        for row in totals.taxes {
            let tax = TaxSum {
                name: row.name,
                rate_bp: row.rate_bp,
                taxable: row.taxable,
                amount: row.amount,
            };
            charges.add_tax(&tax, 1);
        }
        charges
    }
}

impl Charges {
    /// Column by column.
    #[must_use]
    pub fn plus(self, other: &Self) -> Self {
        self.with(other, 1)
    }

    /// What is left without `other`, column by column.
    #[must_use]
    pub fn minus(self, other: &Self) -> Self {
        self.with(other, -1)
    }

    fn with(mut self, other: &Self, sign: i64) -> Self {
        self.subtotal += sign * other.subtotal;
        self.discount += sign * other.discount;
        self.service_charge += sign * other.service_charge;
        self.round_off += sign * other.round_off;
        self.total += sign * other.total;
        for tax in &other.taxes {
            self.add_tax(tax, sign);
        }
        // What was charged and taken back again says nothing.
        self.taxes.retain(|tax| tax.taxable != 0 || tax.amount != 0);
        self
    }

    /// All taxes.
    pub fn tax(&self) -> i64 {
        self.taxes.iter().map(|tax| tax.amount).sum()
    }

    /// In one order whatever the order was in which they came.
    fn add_tax(&mut self, tax: &TaxSum, sign: i64) {
        let order = |row: &TaxSum| (row.name.as_str().to_owned(), row.rate_bp);
        let wanted = order(tax);
        match self.taxes.binary_search_by_key(&wanted, order) {
            Ok(place) => {
                if let Some(row) = self.taxes.get_mut(place) {
                    row.taxable += sign * tax.taxable;
                    row.amount += sign * tax.amount;
                }
            }
            Err(place) => self.taxes.insert(
                place,
                TaxSum {
                    taxable: sign * tax.taxable,
                    amount: sign * tax.amount,
                    ..tax.clone()
                },
            ),
        }
    }
}
