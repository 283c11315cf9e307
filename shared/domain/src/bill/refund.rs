//! Giving back. A refund reverses what was charged and never computes it anew, so that all
//! refunds of a bill come to the bill in every column.

use std::collections::BTreeMap;

use super::amounts::Amounts;
use super::charged::{Charged, LineKey};
use super::form::{Bill, BillLine};
use super::split::take;
use crate::DomainError;
use crate::ratio;

/// What is given back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RefundOf {
    /// Pieces of lines.
    Pieces(Vec<(LineKey, u32)>),
    /// Minor units, of everything in proportion.
    Amount(i64),
}

/// A refund as a bill: its columns are what goes back. `before` are the refunds that the bill
/// had already.
///
/// Once an amount was given back, which is of everything, pieces are not any more: what one of
/// them still costs could not be said.
///
/// # Errors
/// `Invalid` for nothing, for more than is left, for pieces after an amount, and for lines that
/// the bill does not have.
pub fn refund(bill: &Bill, before: &[Bill], of: &RefundOf) -> Result<Bill, DomainError> {
    let lines = match of {
        RefundOf::Pieces(pieces) => refund_pieces(bill, before, pieces)?,
        RefundOf::Amount(amount) => refund_amount(bill, before, *amount)?,
    };
    Ok(bill.with_lines(lines))
}

/// What of a bill was not given back yet, by what is taxed alike.
fn left(bill: &Bill, before: &[Bill]) -> Vec<Amounts> {
    let mut left = bill.alike();
    for refund in before {
        for (left, back) in left.iter_mut().zip(refund.alike()) {
            *left = left.minus(&back);
        }
    }
    left
}

fn refund_amount(bill: &Bill, before: &[Bill], amount: i64) -> Result<Vec<BillLine>, DomainError> {
    let mut left = left(bill, before);
    let all: i64 = left.iter().map(|of| of.total(bill.basis)).sum();
    if amount <= 0 || amount > all {
        let message = match all {
            0 => "nothing is left to give back".to_owned(),
            all => format!("1 to {all} in minor units"),
        };
        return Err(DomainError::invalid("amount", message));
    }
    take(bill, &mut left, amount, (1, 1))
}

fn refund_pieces(
    bill: &Bill,
    before: &[Bill],
    pieces: &[(LineKey, u32)],
) -> Result<Vec<BillLine>, DomainError> {
    let wrong = |message: String| Err(DomainError::invalid("lines", message));
    let mut of_all = before.iter().flat_map(|refund| &refund.lines);
    if of_all.any(|line| line.of.is_none()) {
        return wrong("an amount was given back, so only amounts are now".to_owned());
    }
    let mut wanted: BTreeMap<&LineKey, u32> = BTreeMap::new();
    for (key, count) in pieces {
        let sum = wanted.entry(key).or_insert(0);
        *sum = sum.saturating_add(*count);
    }
    if wanted.is_empty() || wanted.values().any(|count| *count == 0) {
        return wrong("at least one piece".to_owned());
    }
    let mut lines = Vec::with_capacity(wanted.len());
    for (key, count) in wanted {
        let Some((line, charged)) = find(bill, key) else {
            return wrong(format!("{} is not on this bill", key.line_id));
        };
        let (mut amounts, mut there) = (line.amounts.clone(), charged.pieces);
        let earlier = before.iter().filter_map(|refund| find(refund, key));
        for (back, charged) in earlier {
            amounts = amounts.minus(&back.amounts);
            there = there.saturating_sub(charged.pieces);
        }
        if count > there {
            return wrong(format!("only {there} left of {}", charged.name));
        }
        let parts = (u64::from(count), u64::from(there));
        let total = ratio::nearest(amounts.total(bill.basis), parts.0, parts.1)?;
        lines.push(BillLine {
            of: Some(Charged {
                pieces: count,
                ..charged.clone()
            }),
            taxed_as: line.taxed_as,
            amounts: amounts.part(parts, total, bill.basis)?,
        });
    }
    Ok(lines)
}

fn find<'a>(bill: &'a Bill, key: &LineKey) -> Option<(&'a BillLine, &'a Charged)> {
    let lines = bill.lines.iter();
    let mut charged = lines.filter_map(|line| Some((line, line.of.as_ref()?)));
    charged.find(|(_, charged)| charged.key == *key)
}
