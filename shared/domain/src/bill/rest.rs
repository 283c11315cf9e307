//! What is left to bill beside bills that stay, because money came for them.

use std::collections::BTreeMap;

use super::amounts::Amounts;
use super::charged::{Charged, LineKey};
use super::form::{Bill, BillLine};
use super::refund::{RefundOf, refund};
use super::split::fractions;
use crate::DomainError;

/// A bill that stays, and what of it went back.
pub(super) struct Kept<'a> {
    pub bill: &'a Bill,
    pub refunds: Vec<Bill>,
}

/// Whether each of the bills is of whole pieces, so that these can be told from all others.
pub(super) fn are_of_pieces(kept: &[Kept<'_>]) -> bool {
    let mut lines = kept.iter().flat_map(|kept| &kept.bill.lines);
    lines.all(|line| line.of.is_some())
}

/// The pieces that none of the bills is of, and what the bills charge for pieces that were voided
/// since, in minor units.
pub(super) fn pieces(
    lines: Vec<Charged>,
    kept: &[Kept<'_>],
) -> Result<(Vec<Charged>, i64), DomainError> {
    let mut left = lines;
    let mut give_back = 0_i64;
    for Kept { bill, refunds } in kept {
        let mut of_bill: BTreeMap<&LineKey, u32> = BTreeMap::new();
        for charged in bill.lines.iter().filter_map(|line| line.of.as_ref()) {
            *of_bill.entry(&charged.key).or_insert(0) += charged.pieces;
        }
        let returned = refunds.iter().flat_map(|refund| &refund.lines);
        for charged in returned.filter_map(|line| line.of.as_ref()) {
            if let Some(pieces) = of_bill.get_mut(&charged.key) {
                *pieces = pieces.saturating_sub(charged.pieces);
            }
        }
        let mut voided = Vec::new();
        for (key, pieces) in of_bill {
            let line = left.iter_mut().find(|line| line.key == *key);
            let there = line.as_ref().map_or(0, |line| line.pieces);
            if let Some(line) = line {
                line.pieces = there.saturating_sub(pieces);
            }
            if pieces > there {
                voided.push((key.clone(), pieces - there));
            }
        }
        if !voided.is_empty() {
            // Once an amount was given back, which is of everything, nobody can say what of it was
            // for these.
            let back = refund(bill, refunds, &RefundOf::Pieces(voided));
            give_back += back.map_or(0, |back| back.total().minor);
        }
    }
    left.retain(|line| line.pieces > 0);
    Ok((left, give_back))
}

/// What the bills leave of the whole, column by column, or what they are more than it in minor
/// units.
pub(super) fn amounts(whole: &Bill, kept: &[Kept<'_>]) -> Result<(Option<Bill>, i64), DomainError> {
    let of_kept: i64 = kept.iter().map(|kept| kept.bill.total().minor).sum();
    let left = whole.total().minor - of_kept;
    if left <= 0 {
        return Ok((None, -left));
    }
    if let Some(rest) = columns(whole, kept) {
        return Ok((Some(rest), 0));
    }
    // Something was voided that the others pay for in part: a part of everything is left.
    let bills = fractions(whole, &[of_kept, left])?;
    Ok((bills.into_iter().next_back(), 0))
}

/// The same where no column of the rest would be below nothing.
fn columns(whole: &Bill, kept: &[Kept<'_>]) -> Option<Bill> {
    let mut left = whole.alike();
    for Kept { bill, .. } in kept {
        for (taxes, sums) in bill.taxes.iter().zip(bill.alike()) {
            let place = whole.taxes.iter().position(|known| known == taxes);
            match place.and_then(|place| left.get_mut(place)) {
                Some(left) => *left = left.minus(&sums),
                None if sums.total(bill.basis) == 0 => {}
                None => return None,
            }
        }
    }
    let is_there = |sums: &Amounts| {
        let columns = [sums.discount, sums.net, sums.service_charge];
        let mut columns = columns.iter().chain(&sums.taxes);
        columns.all(|column| *column >= 0) && sums.taxable(whole.basis) >= 0
    };
    let lines = left.into_iter().enumerate();
    let lines = lines.map(|(taxed_as, amounts)| BillLine {
        of: None,
        taxed_as,
        amounts,
    });
    let lines: Vec<_> = lines.collect();
    let all = lines.iter().all(|line| is_there(&line.amounts));
    all.then(|| whole.with_lines(lines))
}
