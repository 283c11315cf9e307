//! What is taken off a bill, and in which order.
//!
//! What is given on a line comes before what is given on the check, and on each of them comped
//! pieces come before percentages, and percentages before amounts. A percentage is of what the
//! ones before it have left, and nothing takes more than is left, so no line falls below zero.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::charged::{Charged, LineKey};
use super::form::Bill;
use crate::DomainError;
use crate::money::{BasisPoints, MAX_MINOR};
use crate::ratio;
use crate::text::Reason;

/// The most discounts of one bill.
pub const MAX_DISCOUNTS: usize = 50;

/// How much is taken off.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Cut {
    /// So many pieces of a line are on the house.
    Comp { pieces: u32 },
    /// A part of what is left.
    Percent { rate_bp: BasisPoints },
    /// An amount in minor units, or what is left where that is less.
    Flat { minor: i64 },
}

impl Cut {
    /// Whether it is a part of an amount, and so rounded.
    pub(super) fn is_percent(self) -> bool {
        matches!(self, Self::Percent { .. })
    }
}

/// Something that is taken off.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Discount {
    /// Of this line; `None` is of the whole check.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub line: Option<LineKey>,
    #[serde(flatten)]
    pub cut: Cut,
    /// Why, for the books.
    pub reason: Reason,
}

/// What discounts come to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Granted {
    /// Minor units off each line.
    pub lines: Vec<i64>,
    /// Minor units that each discount took, in the order in which they were given.
    pub discounts: Vec<i64>,
    /// The same of each line by itself.
    by_line: BTreeMap<LineKey, Vec<i64>>,
}

impl Granted {
    /// What each discount took of one of the bills, in the order in which they were given: of each
    /// line in proportion to what they took of it, so that it sums to what the bill has off. What
    /// an earlier bill left of discounts that are given no more is none of theirs.
    ///
    /// # Errors
    /// `AmountTooLarge`.
    pub(super) fn of_bill(&self, bill: &Bill) -> Result<Vec<i64>, DomainError> {
        let mut taken = vec![0; self.discounts.len()];
        for line in bill.lines.iter().filter(|line| line.amounts.discount != 0) {
            let key = line.of.as_ref().map(|of| &of.key);
            let of_line = key.and_then(|key| self.by_line.get(key));
            // A line without a name is a part of everything.
            let weights = of_line.unwrap_or(&self.discounts);
            let weights: Vec<_> = weights.iter().map(|minor| weight(*minor)).collect();
            if weights.iter().all(|weight| *weight == 0) {
                continue;
            }
            let shares = ratio::spread(line.amounts.discount, &weights)?;
            for (taken, share) in taken.iter_mut().zip(shares) {
                *taken += share;
            }
        }
        Ok(taken)
    }
}

impl Discount {
    /// # Errors
    /// `Invalid` for comped pieces of no line or none of them, a percentage that is nothing or
    /// more than all, or an amount that is nothing or that no bill has.
    pub fn check(&self) -> Result<(), DomainError> {
        let (field, message) = match self.cut {
            Cut::Comp { .. } if self.line.is_none() => ("line", "a line is comped, not a check"),
            Cut::Comp { pieces: 0 } => ("pieces", "at least 1"),
            Cut::Percent { rate_bp } if rate_bp.0 == 0 || rate_bp > BasisPoints::WHOLE => {
                ("rate_bp", "1 to 10000")
            }
            Cut::Flat { minor } if minor <= 0 || minor > MAX_MINOR => {
                ("amount", "more than nothing, and what a bill may be")
            }
            _ => return Ok(()),
        };
        Err(DomainError::invalid(field, message))
    }

    /// When it is taken.
    fn rank(&self) -> (bool, u8) {
        let kind = match self.cut {
            Cut::Comp { .. } => 0,
            Cut::Percent { .. } => 1,
            Cut::Flat { .. } => 2,
        };
        (self.line.is_none(), kind)
    }
}

/// What discounts take off lines that cost `gross`. One on a line that is no longer there takes
/// nothing. One on the check is shared by the lines as what is left of them is, so that each is
/// taxed on what is paid for it.
pub(super) fn grant(
    lines: &[Charged],
    gross: &[i64],
    discounts: &[Discount],
) -> Result<Granted, DomainError> {
    if discounts.len() > MAX_DISCOUNTS {
        let message = format!("at most {MAX_DISCOUNTS}");
        return Err(DomainError::invalid("discounts", message));
    }
    discounts.iter().try_for_each(Discount::check)?;
    let mut left = gross.to_vec();
    let mut taken = vec![0; discounts.len()];
    let mut by_line = vec![vec![0; discounts.len()]; lines.len()];
    let mut order: Vec<_> = discounts.iter().zip(&mut taken).enumerate().collect();
    order.sort_by_key(|(_, (discount, _))| discount.rank());
    for (nth, (discount, taken)) in order {
        let is_meant = |line: &Charged| discount.line.as_ref().is_none_or(|key| line.key == *key);
        let meant = lines.iter().zip(left.iter_mut().zip(&mut by_line));
        let meant = meant.filter(|(line, _)| is_meant(line));
        let mut meant: Vec<_> = meant.collect();
        let there: i64 = meant.iter().map(|(_, (left, _))| **left).sum();
        let off = match discount.cut {
            Cut::Comp { pieces } => meant.first().map_or(0, |(line, _)| {
                let pieces = i64::from(pieces.min(line.pieces));
                line.unit_price.saturating_mul(pieces)
            }),
            Cut::Percent { rate_bp } => {
                ratio::nearest(there, rate_bp.0.into(), BasisPoints::WHOLE.0.into())?
            }
            Cut::Flat { minor } => minor,
        };
        let off = off.min(there);
        if off == 0 {
            continue;
        }
        let weights: Vec<_> = meant.iter().map(|(_, (left, _))| weight(**left)).collect();
        let shares = ratio::spread(off, &weights)?;
        for ((_, (left, by_discount)), share) in meant.iter_mut().zip(shares) {
            **left -= share;
            if let Some(of_line) = by_discount.get_mut(nth) {
                *of_line += share;
            }
        }
        *taken = off;
    }
    let off = gross.iter().zip(&left).map(|(gross, left)| gross - left);
    let keys = lines.iter().map(|line| line.key.clone());
    Ok(Granted {
        lines: off.collect(),
        discounts: taken,
        by_line: keys.zip(by_line).collect(),
    })
}

/// An amount that is not negative, as a weight.
pub(super) fn weight(minor: i64) -> u128 {
    u128::from(minor.max(0).unsigned_abs())
}
