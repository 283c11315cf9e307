//! What a bill comes to, from lines that were ordered.

use super::charged::Charged;
use super::discount::{Discount, Granted, grant};
use super::form::{Bill, Terms};
use super::lay_out::{Raw, lay_out, taxes_of};
use crate::DomainError;
use crate::money::{BasisPoints, Money};

/// A bill, and what each of its discounts took.
#[derive(Debug, Clone, PartialEq)]
pub struct Computed {
    pub bill: Bill,
    /// What was taken off it.
    pub(super) granted: Granted,
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
    let (raw, granted) = price(terms, lines, discounts)?;
    let taxes = taxes_of(terms, &raw);
    let mut bills = lay_out(terms, taxes, vec![raw])?;
    let bill = bills.pop().ok_or(DomainError::NotFound("bill"))?;
    Ok(Computed { bill, granted })
}

/// Lines after discounts, and what each discount took.
pub(super) fn price(
    terms: Terms<'_>,
    lines: &[Charged],
    discounts: &[Discount],
) -> Result<(Vec<Raw>, Granted), DomainError> {
    if terms.service_charge > BasisPoints::WHOLE {
        let message = format!("at most {}", BasisPoints::WHOLE.0);
        return Err(DomainError::invalid("service_charge", message));
    }
    let money = |line: &Charged| Money::new(line.unit_price, terms.currency).times(line.pieces);
    let gross = lines.iter().map(money).collect::<Result<Vec<_>, _>>()?;
    Money::sum(terms.currency, gross.iter().copied())?;
    let gross: Vec<_> = gross.iter().map(|money| money.minor).collect();
    let granted = grant(lines, &gross, discounts)?;
    let raw = lines.iter().zip(gross).zip(&granted.lines);
    let raw = raw.map(|((charged, gross), discount)| Raw {
        charged: charged.clone(),
        discount: *discount,
        net: gross - discount,
    });
    Ok((raw.collect(), granted))
}
