//! What a bill comes to, from lines that were ordered.

use serde::{Deserialize, Serialize};

use super::amounts::{Amounts, Basis};
use super::discount::{Discount, grant};
use super::lay_out::{Raw, lay_out};
use super::tax::{Component, TaxRules};
use crate::DomainError;
use crate::cart::AddedBy;
use crate::id::{ItemId, LineId, OrderId, TaxClass};
use crate::money::{BasisPoints, Currency, Money};
use crate::name::TaxName;
use crate::order::Order;

/// Which line of a party's orders.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct LineKey {
    pub order_id: OrderId,
    /// Unique within its order.
    pub line_id: LineId,
}

/// Pieces of a line that are charged; a bill refers to lines and never makes any.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Charged {
    pub key: LineKey,
    pub item_id: ItemId,
    /// What it was called, with its variant.
    pub name: String,
    /// How many pieces; what was voided is not among them.
    pub pieces: u32,
    /// Minor units of one piece with its options.
    pub unit_price: i64,
    pub tax_class: TaxClass,
    pub added_by: AddedBy,
}

impl Charged {
    /// The lines of an order that are charged: none of one that was rejected or cancelled.
    pub fn of(order: &Order) -> Vec<Self> {
        let is_charged = order.status.is_billable();
        let lines = order
            .lines
            .iter()
            .filter(|line| is_charged && line.quantity > 0);
        let charged = lines.map(|line| Self {
            key: LineKey {
                order_id: order.id.clone(),
                line_id: line.id.clone(),
            },
            item_id: line.item_id.clone(),
            name: line.full_name(),
            pieces: line.quantity,
            unit_price: line.unit_price.minor,
            tax_class: line.tax_class.clone(),
            added_by: line.added_by.clone(),
        });
        charged.collect()
    }
}

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

/// A bill, and what each of its discounts took.
#[derive(Debug, Clone, PartialEq)]
pub struct Computed {
    pub bill: Bill,
    /// Minor units, in the order in which the discounts were given.
    pub discounts: Vec<i64>,
}

/// What lines cost after discounts, with service charge, taxes and round-off.
///
/// # Errors
/// `AmountTooLarge`; `Invalid` for what [`Discount::check`] refuses, too many discounts or a
/// service charge of more than all.
pub fn compute(
    terms: Terms<'_>,
    lines: &[Charged],
    discounts: &[Discount],
) -> Result<Computed, DomainError> {
    let (raw, discounts) = price(terms, lines, discounts)?;
    let mut bills = lay_out(terms, vec![raw])?;
    let bill = bills.pop().ok_or(DomainError::NotFound("bill"))?;
    Ok(Computed { bill, discounts })
}

/// Lines after discounts, and what each discount took.
pub(super) fn price(
    terms: Terms<'_>,
    lines: &[Charged],
    discounts: &[Discount],
) -> Result<(Vec<Raw>, Vec<i64>), DomainError> {
    if terms.service_charge > BasisPoints::WHOLE {
        let message = format!("at most {}", BasisPoints::WHOLE.0);
        return Err(DomainError::invalid("service_charge", message));
    }
    let money = |line: &Charged| Money::new(line.unit_price, terms.currency).times(line.pieces);
    let gross = lines.iter().map(money).collect::<Result<Vec<_>, _>>()?;
    Money::sum(terms.currency, gross.iter().copied())?;
    let gross: Vec<_> = gross.iter().map(|money| money.minor).collect();
    let granted = grant(lines, &gross, discounts)?;
    let raw = lines.iter().zip(gross).zip(granted.lines);
    let raw = raw.map(|((charged, gross), discount)| Raw {
        charged: charged.clone(),
        discount,
        net: gross - discount,
    });
    Ok((raw.collect(), granted.discounts))
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
