//! A business day is closed: what is open is decided on by name, the cash is counted, and the
//! report stands from then on.

use std::collections::BTreeSet;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::figures::TillFigures;
use crate::DomainError;
use crate::bill::books::Hand;
use crate::business_day::BusinessDay;
use crate::id::{BranchId, StaffId};
use crate::money::{MAX_MINOR, Money};
use crate::price_list::Channel;
use crate::print_job::PrintWish;
use crate::text::Note;

/// The most kinds of coins and notes that somebody counts.
pub const MAX_COINS: usize = 40;
/// The most that is open and named by one who closes a day.
pub const MAX_CARRIED: usize = 500;

/// What is open.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum OpenKind {
    /// A check that is not paid.
    Check,
    /// Something that was not printed, as far as is known.
    Print,
}

/// Something that is open when the day is closed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OpenItem {
    pub kind: OpenKind,
    /// Of the check, or of the print job.
    pub id: String,
    /// What staff call it: a table's name, "Pickup 12", "Order 7 at Hot kitchen".
    pub name: String,
    /// The section of a table whose name alone does not say which one it is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub section: Option<String>,
    /// How a check is ordered.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub channel: Option<Channel>,
    /// What of a check is to be paid, in minor units: of its bills, or by the menu while there are
    /// none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due: Option<i64>,
    /// The numbers of its bills that are not paid.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub bills: Vec<String>,
}

/// Coins or notes of one value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Coins {
    /// Minor units of one.
    pub value: i64,
    pub count: u32,
}

/// Who somebody was when the day was closed: a report is not written anew when they marry or leave.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PersonName {
    pub id: StaffId,
    pub name: String,
}

/// What was counted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Counted {
    pub amount: Money,
    /// By coins and notes, where somebody counted so.
    pub coins: Vec<Coins>,
}

impl Counted {
    /// # Errors
    /// `Invalid` for less than nothing, coins of no value, too many kinds of them, one kind twice,
    /// or coins that do not come to the amount.
    pub fn new(amount: Money, coins: Vec<Coins>) -> Result<Self, DomainError> {
        let wrong = |message: String| Err(DomainError::invalid("coins", message));
        if amount.minor < 0 || amount.minor > MAX_MINOR {
            return Err(DomainError::invalid("counted", "nothing or more"));
        }
        if coins.is_empty() {
            return Ok(Self { amount, coins });
        }
        if coins.len() > MAX_COINS {
            return wrong(format!("at most {MAX_COINS} kinds"));
        }
        let values: BTreeSet<_> = coins.iter().map(|coins| coins.value).collect();
        if values.len() < coins.len() {
            return wrong("each kind once".to_owned());
        }
        if coins
            .iter()
            .any(|coins| coins.value <= 0 || coins.value > MAX_MINOR)
        {
            return wrong("each of a value".to_owned());
        }
        let sum: i128 = coins
            .iter()
            .map(|coins| i128::from(coins.value) * i128::from(coins.count))
            .sum();
        match sum == i128::from(amount.minor) {
            true => Ok(Self { amount, coins }),
            false => wrong(format!("they come to {sum} in minor units")),
        }
    }
}

/// How somebody closes a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CloseWish {
    pub counted: Counted,
    /// What stays open beyond the day, by ID: each thing that is open must be among them.
    pub carried: BTreeSet<String>,
    pub note: Option<Note>,
}

/// How a day is closed.
#[derive(Debug, Clone)]
pub struct Closing {
    pub day: BusinessDay,
    pub wish: CloseWish,
    /// Where its report shall be printed, if it shall.
    pub print: Option<PrintWish>,
}

/// A business day that is closed. It never changes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClosedDay {
    pub branch_id: BranchId,
    pub business_day: BusinessDay,
    pub closed_at: Timestamp,
    pub closed_by: StaffId,
    pub figures: TillFigures,
    /// The cash that was to be there, in minor units.
    pub expected: i64,
    /// The cash that was there.
    pub counted: i64,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub coins: Vec<Coins>,
    /// What stayed open beyond the day, as whoever closed it decided.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub carried: Vec<OpenItem>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<Note>,
    /// How those were called who are named in it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub names: Vec<PersonName>,
    /// One more than the number of the day's entries.
    pub version: u64,
}

impl ClosedDay {
    /// Closes a day of `version` entries, of which `figures` are the fold, with `open` still open.
    ///
    /// # Errors
    /// `DayUndecided` while something is open that was not named; `Invalid` for another currency.
    pub fn of(
        (branch, day, version): (&BranchId, BusinessDay, u64),
        figures: TillFigures,
        open: Vec<OpenItem>,
        wish: &CloseWish,
        hand: &Hand,
    ) -> Result<Self, DomainError> {
        if wish.counted.amount.currency != figures.currency {
            let message = format!("in {}", figures.currency);
            return Err(DomainError::invalid("counted", message));
        }
        let undecided = open.iter().filter(|item| !wish.carried.contains(&item.id));
        let undecided: Vec<_> = undecided.map(|item| item.id.clone()).collect();
        if !undecided.is_empty() {
            return Err(DomainError::DayUndecided { open: undecided });
        }
        Ok(Self {
            branch_id: branch.clone(),
            business_day: day,
            closed_at: hand.at,
            closed_by: hand.by.clone(),
            expected: figures.drawer().expected(),
            figures,
            counted: wish.counted.amount.minor,
            coins: wish.counted.coins.clone(),
            carried: open,
            note: wish.note.clone(),
            names: Vec::new(),
            version: version + 1,
        })
    }

    /// What was there too much, or too little where it is negative.
    pub fn difference(&self) -> i64 {
        self.counted - self.expected
    }

    /// All who are named in it.
    pub fn people(&self) -> impl Iterator<Item = &StaffId> {
        std::iter::once(&self.closed_by).chain(self.figures.people())
    }
}
