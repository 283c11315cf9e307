//! Whether guests may order now: what staff say of it, within the opening hours.

use jiff::{Timestamp, tz};

use crate::hours::{OpeningHours, Standing};
use crate::stock::{Pause, Stock};
use crate::{DomainError, Paused};

/// Whether guests may order at a moment, and when that changes by itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum GuestOrdering {
    /// They may.
    Open {
        /// When the opening hours end, if they do within a week.
        closes_at: Option<Timestamp>,
    },
    /// Somebody has paused it.
    Paused(Pause),
    /// It is outside of the opening hours.
    Closed {
        /// When they begin.
        opens_at: Timestamp,
    },
}

impl GuestOrdering {
    /// What holds at a moment. A pause keeps its word over the hours, and ends no earlier than
    /// they allow.
    pub fn of(stock: &Stock, hours: &OpeningHours, zone: &tz::TimeZone, now: Timestamp) -> Self {
        match stock.pause_at(now) {
            Some(pause) => {
                let until = pause.until.map(|end| match hours.at(end, zone) {
                    Standing::Open(_) => end,
                    Standing::Closed(opens_at) => opens_at,
                });
                Self::Paused(Pause { until, ..pause })
            }
            None => match hours.at(now, zone) {
                Standing::Open(closes_at) => Self::Open { closes_at },
                Standing::Closed(opens_at) => Self::Closed { opens_at },
            },
        }
    }

    /// Whether guests may order.
    pub fn is_open(&self) -> bool {
        matches!(self, Self::Open { .. })
    }

    /// When it changes by itself next.
    pub fn changes_at(&self) -> Option<Timestamp> {
        match self {
            Self::Open { closes_at } => *closes_at,
            Self::Paused(pause) => pause.until,
            Self::Closed { opens_at } => Some(*opens_at),
        }
    }

    /// Refuses an order while guests may not order.
    ///
    /// # Errors
    /// `OrderingPaused` or `BranchClosed`.
    pub fn require_open(self) -> Result<(), DomainError> {
        match self {
            Self::Open { .. } => Ok(()),
            Self::Paused(Pause { word, until }) => {
                let word = word.map(|word| word.as_str().to_owned());
                Err(DomainError::OrderingPaused(Box::new(Paused {
                    word,
                    until,
                })))
            }
            Self::Closed { opens_at } => Err(DomainError::BranchClosed { opens_at }),
        }
    }
}

#[cfg(test)]
#[path = "ordering_tests.rs"]
mod tests;
