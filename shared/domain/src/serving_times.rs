//! From when to when in the week something is served or a price counts, by the branch's clock.

use jiff::{Timestamp, tz};
use serde::{Deserialize, Serialize};

use crate::DomainError;
use crate::hours::{OpeningHours, OpeningTime, Standing};

/// The most times that one thing may have.
pub const MAX_SERVING_TIMES: usize = 14;

/// Times of a week, as opening hours have them: over midnight, and on the nights when clocks
/// change, they behave as those do. None of them means at any time.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "Vec<OpeningTime>", into = "Vec<OpeningTime>")]
pub struct ServingTimes(Option<Box<OpeningHours>>);

impl TryFrom<Vec<OpeningTime>> for ServingTimes {
    type Error = DomainError;

    /// Refuses too many, and two that overlap.
    fn try_from(week: Vec<OpeningTime>) -> Result<Self, DomainError> {
        let wrong = |message: String| DomainError::invalid("times", message);
        if week.len() > MAX_SERVING_TIMES {
            return Err(wrong(format!("at most {MAX_SERVING_TIMES}")));
        }
        match OpeningHours::parse(week, []) {
            Ok(hours) => Ok(Self((!hours.is_always()).then(|| Box::new(hours)))),
            Err(DomainError::Invalid { message, .. }) => Err(wrong(message)),
            Err(other) => Err(other),
        }
    }
}

impl From<ServingTimes> for Vec<OpeningTime> {
    fn from(times: ServingTimes) -> Self {
        times.week().to_vec()
    }
}

impl ServingTimes {
    /// Whether nothing is said, so that it is always so.
    pub fn is_always(&self) -> bool {
        self.0.is_none()
    }

    /// Its times, in the order of the week.
    pub fn week(&self) -> &[OpeningTime] {
        self.0.as_ref().map_or(&[], |hours| hours.week())
    }

    /// Whether a moment lies within them, and until when that is so.
    pub fn at(&self, now: Timestamp, zone: &tz::TimeZone) -> Standing {
        let hours = self.0.as_ref();
        hours.map_or(Standing::Open(None), |hours| hours.at(now, zone))
    }

    /// When they begin or end next, if that comes within a week.
    pub fn turns_at(&self, now: Timestamp, zone: &tz::TimeZone) -> Option<Timestamp> {
        match self.at(now, zone) {
            Standing::Open(end) => end,
            Standing::Closed(start) => Some(start),
        }
    }
}

#[cfg(test)]
#[path = "serving_times_tests.rs"]
mod tests;
