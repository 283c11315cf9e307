//! A business day of the till as it is looked at.

use jiff::Timestamp;

use super::close::{ClosedDay, OpenItem, PersonName};
use super::figures::TillFigures;
use crate::business_day::BusinessDay;
use crate::money::Money;
use crate::text::Reason;

/// What is entered into the till that is of no check.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CashWish {
    /// With how much the day begins.
    Float(Money),
    In(Money, Reason),
    Out(Money, Reason),
}

/// A business day as it is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TillDay {
    pub day: BusinessDay,
    /// How many entries it has, and one more once it is closed; 0 is nothing yet.
    pub version: u64,
    /// The report, once it is closed.
    pub closed: Option<Box<ClosedDay>>,
    /// Whether the report was given to a printer.
    pub printed: bool,
}

/// How far a business day is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DayState {
    /// It is today, until this.
    Running(Timestamp),
    /// It is over, and nobody has closed it.
    Ended,
    Closed(Box<ClosedDay>),
}

/// A business day with what it adds up to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DayRead {
    pub day: BusinessDay,
    /// By whose clock it is read: the IANA name of the branch's time zone.
    pub time_zone: String,
    pub state: DayState,
    pub figures: TillFigures,
    /// What is open now; nothing of a day that is closed.
    pub open: Vec<OpenItem>,
    /// How those are called who are named in it.
    pub names: Vec<PersonName>,
    /// Earlier days that nobody has closed, the newest first.
    pub unclosed: Vec<BusinessDay>,
}
