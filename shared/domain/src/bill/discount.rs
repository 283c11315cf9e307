//! What is taken off a bill, and in which order.
//!
//! What is given on a line comes before what is given on the check, and on each of them comped
//! pieces come before percentages, and percentages before amounts. A percentage is of what the
//! ones before it have left, and nothing takes more than is left, so no line falls below zero.

use serde::{Deserialize, Serialize};

use super::charged::{Charged, LineKey};
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
    let mut order: Vec<_> = discounts.iter().zip(&mut taken).collect();
    order.sort_by_key(|(discount, _)| discount.rank());
    for (discount, taken) in order {
        let is_meant = |line: &Charged| discount.line.as_ref().is_none_or(|key| line.key == *key);
        let meant = lines
            .iter()
            .zip(&mut left)
            .filter(|(line, _)| is_meant(line));
        let mut meant: Vec<_> = meant.collect();
        let there: i64 = meant.iter().map(|(_, left)| **left).sum();
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
        let weights: Vec<_> = meant.iter().map(|(_, left)| weight(**left)).collect();
        let shares = ratio::spread(off, &weights)?;
        for ((_, left), share) in meant.iter_mut().zip(shares) {
            **left -= share;
        }
        *taken = off;
    }
    let lines = gross.iter().zip(&left).map(|(gross, left)| gross - left);
    Ok(Granted {
        lines: lines.collect(),
        discounts: taken,
    })
}

/// An amount that is not negative, as a weight.
pub(super) fn weight(minor: i64) -> u128 {
    u128::from(minor.max(0).unsigned_abs())
}
