//! Opening hours: when in the week guests may order, by the branch's clock.

use std::collections::BTreeSet;
use std::fmt;

use jiff::civil::Date;
use jiff::{SignedDuration, Timestamp, ToSpan, tz};
use serde::{Deserialize, Serialize};

use crate::DomainError;
use crate::business_day::BusinessDay;
pub use crate::wall_clock::{WallTime, Weekday};

/// So many times a week may have at which a branch opens.
pub const MAX_TIMES: usize = 28;
/// So many dates on which a branch stays closed may be known.
pub const MAX_CLOSED_DAYS: usize = 60;
/// So often the clocks of a zone may skip the only time of a week before it comes again: they are
/// put forward once a year, and closed dates in a row reach over little more than one.
const MAX_SKIPPED: usize = 2;
const DAY: u16 = 24 * 60;
const WEEK: u16 = 7 * DAY;

/// A date on which a branch does not open. What began the evening before goes on over midnight.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct ClosedDay(Date);

#[cfg(feature = "openapi")]
crate::schema::text_schema!(
    ClosedDay,
    "A date such as 2026-12-25.",
    "^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$",
    10..=10
);

impl TryFrom<String> for ClosedDay {
    type Error = DomainError;
    fn try_from(text: String) -> Result<Self, DomainError> {
        // Its date has one text as well.
        text.parse().map(|day: BusinessDay| Self(day.date()))
    }
}

impl From<ClosedDay> for String {
    fn from(day: ClosedDay) -> Self {
        day.0.to_string()
    }
}

/// From when to when guests may order, by the clock on the wall.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct OpeningTime {
    /// The day on which it begins.
    pub day: Weekday,
    /// When it begins.
    pub opens: WallTime,
    /// When it ends: on the next day, unless it is after `opens`. The same time is a whole day.
    pub closes: WallTime,
}

impl OpeningTime {
    fn ends_next_day(self) -> bool {
        self.closes <= self.opens
    }

    /// When it begins, in minutes of the week.
    fn start(self) -> u16 {
        self.day as u16 * DAY + self.opens.minutes()
    }

    /// When it ends, in minutes of the week in which it begins; that may be in the next week.
    fn end(self) -> u16 {
        let day = self.day as u16 + u16::from(self.ends_next_day());
        day * DAY + self.closes.minutes()
    }
}

impl fmt::Display for OpeningTime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?} {}-{}", self.day, self.opens, self.closes)
    }
}

/// From when to when it is open once; `None` where the clock skips all of it.
fn between(
    date: Date,
    (opens, closes): (WallTime, WallTime),
    zone: &tz::TimeZone,
) -> Option<(Timestamp, Timestamp)> {
    let last = match closes <= opens {
        true => date.tomorrow().ok()?,
        false => date,
    };
    let time = (opens.on(date, zone)?, closes.on(last, zone)?);
    (time.0 < time.1).then_some(time)
}

/// Whether it is open at a moment, and until when that is so.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// Open; without an end when it does not close within a week.
    Open(Option<Timestamp>),
    /// Closed until then.
    Closed(Timestamp),
}

/// When guests may order: the times of a week, and dates on which they may not.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct OpeningHours {
    /// In the order of the week; none of them means all day, each day.
    week: Vec<OpeningTime>,
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    closed_on: BTreeSet<ClosedDay>,
}

impl OpeningHours {
    /// Nobody said any hours.
    pub const ALWAYS: Self = Self {
        week: Vec::new(),
        closed_on: BTreeSet::new(),
    };

    /// These hours, in the order of the week.
    ///
    /// # Errors
    /// `Invalid` for too many, or for two times that overlap.
    pub fn parse(
        mut week: Vec<OpeningTime>,
        closed_on: impl IntoIterator<Item = ClosedDay>,
    ) -> Result<Self, DomainError> {
        let closed_on: BTreeSet<_> = closed_on.into_iter().collect();
        let wrong = |field, message: String| Err(DomainError::invalid(field, message));
        if week.len() > MAX_TIMES {
            return wrong("opening_hours.week", format!("at most {MAX_TIMES}"));
        }
        if closed_on.len() > MAX_CLOSED_DAYS {
            return wrong(
                "opening_hours.closed_on",
                format!("at most {MAX_CLOSED_DAYS}"),
            );
        }
        week.sort_unstable();
        // Behind the last one of a week comes the first one of the next.
        let again = week.first().map(|first| (*first, first.start() + WEEK));
        let next = week.iter().skip(1).map(|time| (*time, time.start()));
        for (time, (next, start)) in week.iter().zip(next.chain(again)) {
            if time.end() > start {
                let message = format!("{time} and {next} overlap");
                return wrong("opening_hours.week", message);
            }
        }
        Ok(Self { week, closed_on })
    }

    /// Whether guests may always order.
    pub fn is_always(&self) -> bool {
        self.week.is_empty() && self.closed_on.is_empty()
    }

    /// Its times, in the order of the week; none of them means all day, each day.
    pub fn week(&self) -> &[OpeningTime] {
        &self.week
    }

    /// The dates on which it stays closed.
    pub fn closed_on(&self) -> impl Iterator<Item = ClosedDay> + '_ {
        self.closed_on.iter().copied()
    }

    /// The times that begin on a date, in their order.
    fn on(&self, date: Date, zone: &tz::TimeZone) -> Vec<(Timestamp, Timestamp)> {
        if self.closed_on.contains(&ClosedDay(date)) {
            return Vec::new();
        }
        if self.week.is_empty() {
            let whole = (WallTime::MIDNIGHT, WallTime::MIDNIGHT);
            return between(date, whole, zone).into_iter().collect();
        }
        let times = self.week.iter().filter(|time| time.day.is_of(date));
        let times = times.filter_map(|time| between(date, (time.opens, time.closes), zone));
        let mut times: Vec<_> = times.collect();
        // One that the clock skips begins after the gap, and so maybe after the next one.
        times.sort_unstable();
        times
    }

    /// Whether it is open at a moment, by the clock of a time zone.
    pub fn at(&self, now: Timestamp, zone: &tz::TimeZone) -> Standing {
        if self.is_always() {
            return Standing::Open(None);
        }
        let today = now.to_zoned(zone.clone()).date();
        // From yesterday, whose last hours may be today's, until one of the weeks to come has a
        // day on which it opens: each date that is closed can take one away, and so can a clock.
        let weeks = self.closed_on.len() + 1 + MAX_SKIPPED;
        let weeks = i64::try_from(weeks).unwrap_or(1);
        let dates = (-1..=7 * weeks + 1).map(|later: i64| today.saturating_add(later.days()));
        let times = dates.flat_map(|date| self.on(date, zone));
        let mut times = times.filter(|(_, end)| *end > now);
        // Only at the calendar's end there is none.
        let Some((start, mut end)) = times.next() else {
            return Standing::Open(None);
        };
        if start > now {
            return Standing::Closed(start);
        }
        let week = now.saturating_add(SignedDuration::from_hours(7 * 24));
        let week = week.unwrap_or(Timestamp::MAX);
        let within = |end: Timestamp| end < week;
        // What begins when another ends goes on.
        for (start, later) in times {
            if start > end || !within(end) {
                break;
            }
            end = end.max(later);
        }
        Standing::Open(Some(end).filter(|end| within(*end)))
    }
}

impl fmt::Display for OpeningHours {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.week.is_empty() {
            f.write_str("always")?;
        }
        for (at, time) in self.week.iter().enumerate() {
            let comma = if at == 0 { "" } else { ", " };
            write!(f, "{comma}{time}")?;
        }
        for (at, ClosedDay(date)) in self.closed_on.iter().enumerate() {
            let begin = if at == 0 { "; closed on " } else { ", " };
            write!(f, "{begin}{date}")?;
        }
        Ok(())
    }
}

#[cfg(test)]
#[path = "hours_tests.rs"]
mod tests;
