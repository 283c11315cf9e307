//! A check as several bills, whose columns sum to those of one bill.

use std::collections::{BTreeMap, BTreeSet};

use super::amounts::Amounts;
use super::charged::{Charged, LineKey};
use super::compute::price;
use super::discount::{Discount, weight};
use super::form::{Bill, BillLine, Terms};
use super::lay_out::{Raw, lay_out, taxes_of};
use crate::DomainError;
use crate::id::GuestId;
use crate::money::BasisPoints;
use crate::ratio;

/// The most bills of one check.
pub const MAX_SHARES: usize = 50;

/// How a check is split.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SplitBy {
    /// Pieces of lines to each share; what nobody takes makes one share more.
    Items(Vec<Vec<(LineKey, u32)>>),
    /// What each guest put into the cart, in the order in which they first ordered.
    Guests,
    /// So many equal shares.
    Equal(u32),
    /// Amounts in minor units; what is left makes one share more.
    Amounts(Vec<i64>),
}

/// A split, and the shares that pay no service charge.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Split {
    pub by: SplitBy,
    /// Places of shares, from 0, whose guests have not agreed to the service charge.
    pub uncharged: BTreeSet<usize>,
}

/// One of the bills.
#[derive(Debug, Clone, PartialEq)]
pub struct Share {
    /// Whose it is, where the check was split by guest.
    pub guest: Option<GuestId>,
    pub bill: Bill,
}

/// The bills of a split check. Without `uncharged` each of their columns sums to that of
/// [`compute`](super::compute::compute) with the same arguments; a share that pays no service
/// charge is as if the whole check had none, and the others stay as they are.
///
/// # Errors
/// `Invalid` for no share, more than [`MAX_SHARES`] or one that would be of nothing, more pieces
/// than there are, amounts that are more than the bill, or shares without service charge where
/// amounts are said; `AmountTooLarge`, and what [`compute`](super::compute::compute) refuses.
pub fn split(
    terms: Terms<'_>,
    lines: &[Charged],
    discounts: &[Discount],
    split: &Split,
) -> Result<Vec<Share>, DomainError> {
    let charged = shares(terms, lines, discounts, &split.by)?;
    if let Some(place) = split
        .uncharged
        .last()
        .filter(|place| **place >= charged.len())
    {
        let message = format!("there is no share {place}");
        return Err(DomainError::invalid("uncharged", message));
    }
    if split.uncharged.is_empty() {
        return Ok(charged);
    }
    if matches!(split.by, SplitBy::Amounts(_)) {
        let message = "the amounts are said";
        return Err(DomainError::invalid("uncharged", message));
    }
    let without = Terms {
        service_charge: BasisPoints(0),
        ..terms
    };
    let uncharged = shares(without, lines, discounts, &split.by)?;
    let both = charged.into_iter().zip(uncharged).enumerate();
    let chosen = both.map(
        |(place, (charged, uncharged))| match split.uncharged.contains(&place) {
            true => uncharged,
            false => charged,
        },
    );
    Ok(chosen.collect())
}

fn shares(
    terms: Terms<'_>,
    lines: &[Charged],
    discounts: &[Discount],
    by: &SplitBy,
) -> Result<Vec<Share>, DomainError> {
    let (raw, _) = price(terms, lines, discounts)?;
    let taxes = taxes_of(terms, &raw);
    let (guests, parts) = match by {
        SplitBy::Items(wanted) => {
            let parts = by_items(raw, wanted)?;
            (vec![None; parts.len()], parts)
        }
        SplitBy::Guests => by_guests(raw),
        SplitBy::Equal(_) | SplitBy::Amounts(_) => {
            let whole = lay_out(terms, taxes, vec![raw])?;
            let whole = whole.first().ok_or(DomainError::NotFound("bill"))?;
            let totals = match by {
                SplitBy::Amounts(amounts) => said(whole, amounts)?,
                SplitBy::Equal(shares) => equal(whole.total().minor, *shares)?,
                SplitBy::Items(_) | SplitBy::Guests => Vec::new(),
            };
            let bills = fractions(whole, &totals)?.into_iter();
            return Ok(bills.map(|bill| Share { guest: None, bill }).collect());
        }
    };
    require_count(parts.len())?;
    let bills = lay_out(terms, taxes, parts)?.into_iter();
    let shares = guests.into_iter().zip(bills);
    Ok(shares.map(|(guest, bill)| Share { guest, bill }).collect())
}

fn require_count(shares: usize) -> Result<(), DomainError> {
    match shares {
        1..=MAX_SHARES => Ok(()),
        _ => Err(DomainError::invalid(
            "split",
            format!("1 to {MAX_SHARES} shares"),
        )),
    }
}

/// What each share takes of each line, with one more share for the rest.
fn by_items(raw: Vec<Raw>, wanted: &[Vec<(LineKey, u32)>]) -> Result<Vec<Vec<Raw>>, DomainError> {
    require_count(wanted.len())?;
    if wanted.iter().any(Vec::is_empty) {
        return Err(DomainError::invalid("split", "a share of nothing"));
    }
    // For each line how many pieces each share takes, the rest last.
    let mut pieces: BTreeMap<&LineKey, Vec<u32>> = BTreeMap::new();
    for (share, lines) in wanted.iter().enumerate() {
        for (key, count) in lines {
            let of = pieces
                .entry(key)
                .or_insert_with(|| vec![0; wanted.len() + 1]);
            if let Some(taken) = of.get_mut(share) {
                *taken = taken.saturating_add(*count);
            }
        }
    }
    let mut shares = vec![Vec::new(); wanted.len() + 1];
    for raw in raw {
        let nobody = vec![0; wanted.len() + 1];
        let mut pieces = pieces.remove(&raw.charged.key).unwrap_or(nobody);
        let taken = pieces.iter().fold(0, |sum: u32, n| sum.saturating_add(*n));
        let Some(rest) = raw.charged.pieces.checked_sub(taken) else {
            let message = format!("only {} of {}", raw.charged.pieces, raw.charged.name);
            return Err(DomainError::invalid("split", message));
        };
        if let Some(last) = pieces.last_mut() {
            *last = rest;
        }
        for (share, part) in shares.iter_mut().zip(raw.divided(&pieces)?) {
            share.extend(part);
        }
    }
    if let Some((key, _)) = pieces.pop_first() {
        let message = format!("{} is not on this check", key.line_id);
        return Err(DomainError::invalid("split", message));
    }
    if shares.last().is_some_and(Vec::is_empty) {
        shares.pop();
    }
    match shares.iter().any(Vec::is_empty) {
        true => Err(DomainError::invalid("split", "a share of nothing")),
        false => Ok(shares),
    }
}

impl Raw {
    /// The line as pieces that different shares take; `None` for those that take none. The sum of
    /// `pieces` is that of the line.
    fn divided(&self, pieces: &[u32]) -> Result<Vec<Option<Self>>, DomainError> {
        let weights: Vec<_> = pieces.iter().map(|n| u128::from(*n)).collect();
        let discounts = match self.discount {
            0 => vec![0; pieces.len()],
            discount => ratio::spread(discount, &weights)?,
        };
        let parts = pieces.iter().zip(discounts).map(|(pieces, discount)| {
            (*pieces > 0).then(|| Self {
                charged: Charged {
                    pieces: *pieces,
                    ..self.charged.clone()
                },
                discount,
                net: self.charged.unit_price * i64::from(*pieces) - discount,
            })
        });
        Ok(parts.collect())
    }
}

/// What each guest ordered, and who that is.
fn by_guests(raw: Vec<Raw>) -> (Vec<Option<GuestId>>, Vec<Vec<Raw>>) {
    let mut guests: Vec<Option<GuestId>> = Vec::new();
    let mut shares: Vec<Vec<Raw>> = Vec::new();
    for raw in raw {
        let guest = Some(raw.charged.added_by.guest_id.clone());
        let known = guests.iter().position(|known| *known == guest);
        match known.and_then(|place| shares.get_mut(place)) {
            Some(share) => share.push(raw),
            None => {
                guests.push(guest);
                shares.push(vec![raw]);
            }
        }
    }
    (guests, shares)
}

/// So many shares of a total: equal, but for the units that do not go round.
///
/// # Errors
/// `Invalid` for no share or more than [`MAX_SHARES`].
pub fn equal(total: i64, shares: u32) -> Result<Vec<i64>, DomainError> {
    let count = usize::try_from(shares).unwrap_or(usize::MAX);
    require_count(count)?;
    ratio::spread(total, &vec![1; count])
}

/// The amounts that were said, with what they leave.
pub(super) fn said(whole: &Bill, amounts: &[i64]) -> Result<Vec<i64>, DomainError> {
    require_count(amounts.len())?;
    let mut totals = amounts.to_vec();
    if totals.iter().any(|amount| *amount <= 0) {
        return Err(DomainError::invalid("split", "an amount of nothing"));
    }
    let add = |sum: i64, amount: &i64| sum.checked_add(*amount);
    let sum = totals.iter().try_fold(0, add);
    let total = whole.total().minor;
    match sum.filter(|sum| *sum <= total) {
        Some(sum) if sum < total => totals.push(total - sum),
        Some(_) => {}
        None => return Err(DomainError::invalid("split", "more than the bill")),
    }
    require_count(totals.len())?;
    Ok(totals)
}

/// Bills of these totals, which sum to that of the whole. Each is a part of everything, so it has
/// a line for what is taxed alike.
pub(super) fn fractions(whole: &Bill, totals: &[i64]) -> Result<Vec<Bill>, DomainError> {
    let mut left = whole.alike();
    let mut bills = Vec::with_capacity(totals.len());
    for (place, total) in totals.iter().enumerate() {
        let shares = u64::try_from(totals.len() - place).unwrap_or(1);
        let lines = take(whole, &mut left, *total, (1, shares))?;
        bills.push(whole.with_lines(lines));
    }
    Ok(bills)
}

/// Takes `total` out of what is left of a whole, from everything in proportion; where nothing is
/// to be paid any more, as of a bill on the house, `otherwise` says which part of it is meant.
pub(super) fn take(
    whole: &Bill,
    left: &mut [Amounts],
    total: i64,
    otherwise: (u64, u64),
) -> Result<Vec<BillLine>, DomainError> {
    let totals: Vec<_> = left.iter().map(|of| of.total(whole.basis)).collect();
    let all: i64 = totals.iter().sum();
    let weights: Vec<_> = totals.iter().map(|total| weight(*total)).collect();
    let parts = match total {
        0 => vec![0; left.len()],
        total => ratio::spread(total, &weights)?,
    };
    let of_all = match all {
        0 => otherwise,
        all => (total.unsigned_abs(), all.unsigned_abs()),
    };
    let mut lines = Vec::with_capacity(left.len());
    for (taxed_as, ((left, of), part)) in left.iter_mut().zip(totals).zip(parts).enumerate() {
        let ratio = match of {
            0 => of_all,
            of => (part.unsigned_abs(), of.unsigned_abs()),
        };
        let amounts = left.part(ratio, part, whole.basis)?;
        *left = left.minus(&amounts);
        lines.push(BillLine {
            of: None,
            taxed_as,
            amounts,
        });
    }
    Ok(lines)
}
