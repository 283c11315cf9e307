//! What a clock and a calendar on the wall show: days of the week and times of day.

use std::fmt;
use std::str::FromStr;

use jiff::civil::Date;
use jiff::{Timestamp, tz};
use serde::{Deserialize, Serialize};

use crate::DomainError;

/// A day of the week.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum Weekday {
    Monday,
    Tuesday,
    Wednesday,
    Thursday,
    Friday,
    Saturday,
    Sunday,
}

impl Weekday {
    /// All of them, in the order of the week.
    pub const ALL: [Self; 7] = [
        Self::Monday,
        Self::Tuesday,
        Self::Wednesday,
        Self::Thursday,
        Self::Friday,
        Self::Saturday,
        Self::Sunday,
    ];

    /// Whether a date is such a day.
    pub(crate) fn is_of(self, date: Date) -> bool {
        (self as i8) == date.weekday().to_monday_zero_offset()
    }
}

/// A time of day as a clock on the wall shows it, in whole minutes. As text `17:30`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct WallTime(u16);

#[cfg(feature = "openapi")]
crate::schema::text_schema!(
    WallTime,
    "A time of day on the branch's clock, 00:00 to 23:59.",
    "^([01][0-9]|2[0-3]):[0-5][0-9]$",
    5..=5
);

impl WallTime {
    /// Where the day begins.
    pub const MIDNIGHT: Self = Self(0);

    /// Minutes after midnight, 0 to 1439.
    pub(crate) fn minutes(self) -> u16 {
        self.0
    }

    /// As it comes on a date. Where the clock skips it, the time after the gap counts; where it
    /// shows it twice, the first. `None` only at the calendar's ends.
    pub(crate) fn on(self, date: Date, zone: &tz::TimeZone) -> Option<Timestamp> {
        let hour = i8::try_from(self.0 / 60).ok()?;
        let minute = i8::try_from(self.0 % 60).ok()?;
        let local = date.at(hour, minute, 0, 0).to_zoned(zone.clone()).ok()?;
        Some(local.timestamp())
    }
}

impl fmt::Display for WallTime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:02}:{:02}", self.0 / 60, self.0 % 60)
    }
}

impl FromStr for WallTime {
    type Err = DomainError;
    fn from_str(text: &str) -> Result<Self, DomainError> {
        let number = |part: &str, end: u16| {
            let digits = part.len() == 2 && part.bytes().all(|byte| byte.is_ascii_digit());
            part.parse::<u16>()
                .ok()
                .filter(|number| digits && *number < end)
        };
        let parts = text.split_once(':');
        let time = parts
            .and_then(|(hour, minute)| Some(Self(number(hour, 24)? * 60 + number(minute, 60)?)));
        time.ok_or_else(|| DomainError::invalid("time", "a time such as 17:30, 00:00 to 23:59"))
    }
}

impl TryFrom<String> for WallTime {
    type Error = DomainError;
    fn try_from(text: String) -> Result<Self, DomainError> {
        text.parse()
    }
}

impl From<WallTime> for String {
    fn from(time: WallTime) -> Self {
        time.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_is_written_as_a_clock_shows_it() {
        for text in ["00:00", "09:05", "23:59"] {
            assert_eq!(text.parse::<WallTime>().unwrap().to_string(), text);
        }
        for text in [
            "24:00",
            "9:05",
            "09:5",
            "09:60",
            "+9:05",
            "0905",
            "09:05:00",
            "",
            "१०:००",
        ] {
            assert!(text.parse::<WallTime>().is_err(), "{text}");
        }
    }
}
