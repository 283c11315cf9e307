//! A branch's own time: where it lies, when its day ends, and which day that is.

use std::fmt;
use std::str::FromStr;

use jiff::ToSpan;
use jiff::civil::Date;
use jiff::tz;
use serde::{Deserialize, Serialize};

use crate::DomainError;

/// A time zone of the IANA database, of which a copy is built in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "String", into = "String")]
pub struct TimeZone {
    name: String,
    /// `None` when the database does not hold the name.
    zone: Option<tz::TimeZone>,
}

impl TimeZone {
    /// The time zone of this name, in any case.
    ///
    /// # Errors
    /// `Invalid` when the database does not hold it.
    pub fn parse(name: &str) -> Result<Self, DomainError> {
        let zone = tz::TimeZone::get(name).ok();
        let zone = zone.filter(|zone| !zone.is_unknown());
        match zone.as_ref().and_then(|zone| zone.iana_name()) {
            Some(name) => Ok(Self {
                name: name.to_owned(),
                zone,
            }),
            None => Err(DomainError::invalid(
                "time_zone",
                "the IANA name of a time zone, such as Asia/Kolkata",
            )),
        }
    }

    /// Its IANA name.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Whether the database holds it. One that was stored may be unknown to the copy that is
    /// built in here; then UTC stands in, and who reads it says so in the log.
    pub fn is_known(&self) -> bool {
        self.zone.is_some()
    }

    /// How its clocks go.
    pub fn rules(&self) -> tz::TimeZone {
        self.zone.clone().unwrap_or(tz::TimeZone::UTC)
    }
}

/// What is stored is taken as it is: a branch that cannot be read would be worse than one
/// whose hours are shifted.
impl From<String> for TimeZone {
    fn from(name: String) -> Self {
        Self::parse(&name).unwrap_or(Self { name, zone: None })
    }
}

impl From<TimeZone> for String {
    fn from(zone: TimeZone) -> Self {
        zone.name
    }
}

/// The hour on a branch's clock at which its business day ends; before it, it is still
/// yesterday.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "u8", into = "u8")]
pub struct ClosingHour(u8);

impl ClosingHour {
    /// This hour, 0 to 23.
    ///
    /// # Errors
    /// `Invalid` for another one.
    pub fn new(hour: u8) -> Result<Self, DomainError> {
        if hour < 24 {
            Ok(Self(hour))
        } else {
            Err(DomainError::invalid("closing_hour", "0 to 23"))
        }
    }

    /// 0 to 23.
    pub fn hour(self) -> u8 {
        self.0
    }
}

impl TryFrom<u8> for ClosingHour {
    type Error = DomainError;
    fn try_from(hour: u8) -> Result<Self, DomainError> {
        Self::new(hour)
    }
}

impl From<ClosingHour> for u8 {
    fn from(closing: ClosingHour) -> Self {
        closing.0
    }
}

/// A branch's day, by its own time zone and closing hour. As text `2026-11-20`, which sorts by
/// time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(value_type = String, format = Date, example = "2026-11-20"))]
pub struct BusinessDay(Date);

impl BusinessDay {
    /// What its text looks like.
    pub const PATTERN: &str = "^[0-9]{4}-[0-9]{2}-[0-9]{2}$";

    /// The business day that begins on this date.
    pub fn of(date: Date) -> Self {
        Self(date)
    }

    /// The date on which it begins.
    pub fn date(self) -> Date {
        self.0
    }

    /// The one so many days earlier.
    #[must_use]
    pub fn days_before(self, days: u16) -> Self {
        Self(self.0.saturating_sub(i64::from(days).days()))
    }
}

impl fmt::Display for BusinessDay {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl FromStr for BusinessDay {
    type Err = DomainError;
    fn from_str(text: &str) -> Result<Self, DomainError> {
        let date = text.parse::<Date>().ok();
        // One day has one text: it is part of keys.
        let date = date.filter(|date| date.year() >= 0 && date.to_string() == text);
        let date = date.ok_or_else(|| DomainError::invalid("day", "a date such as 2026-11-20"));
        date.map(Self)
    }
}

impl TryFrom<String> for BusinessDay {
    type Error = DomainError;
    fn try_from(text: String) -> Result<Self, DomainError> {
        text.parse()
    }
}

impl From<BusinessDay> for String {
    fn from(day: BusinessDay) -> Self {
        day.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_zone_that_nobody_knows_is_refused() {
        for name in [
            "",
            "nowhere",
            "Asia/Kolkatta",
            "UTC+5",
            "Etc/Unknown",
            "Asia/Kolkata ",
        ] {
            let refused = TimeZone::parse(name);
            let of_field = |e: &DomainError| {
                matches!(
                    e,
                    DomainError::Invalid {
                        field: "time_zone",
                        ..
                    }
                )
            };
            assert!(refused.as_ref().is_err_and(of_field), "{name}: {refused:?}");
        }
        for name in ["Asia/Kolkata", "asia/kolkata"] {
            assert_eq!(TimeZone::parse(name).unwrap().name(), "Asia/Kolkata");
        }
        for name in [
            "UTC",
            "Europe/Berlin",
            "America/Argentina/Ushuaia",
            "Asia/Calcutta",
        ] {
            assert_eq!(TimeZone::parse(name).unwrap().name(), name);
        }
    }

    #[test]
    fn a_stored_time_zone_that_is_unknown_says_so_and_keeps_its_name() {
        let stored: TimeZone = serde_json::from_str(r#""Mars/Base""#).unwrap();
        assert!(!stored.is_known());
        assert_eq!(stored.rules(), tz::TimeZone::UTC);
        assert_eq!(serde_json::to_string(&stored).unwrap(), r#""Mars/Base""#);
        let known: TimeZone = serde_json::from_str(r#""Europe/Berlin""#).unwrap();
        assert!(known.is_known());
        assert_eq!(serde_json::to_string(&known).unwrap(), r#""Europe/Berlin""#);
    }

    #[test]
    fn a_closing_hour_is_one_of_24() {
        assert_eq!(
            serde_json::from_str::<ClosingHour>("23").unwrap().hour(),
            23
        );
        assert_eq!(serde_json::to_string(&ClosingHour(4)).unwrap(), "4");
        for bad in ["24", "-1", "255", "4.0", "\"4\""] {
            assert!(serde_json::from_str::<ClosingHour>(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn a_business_day_has_one_text() {
        let day: BusinessDay = "2026-11-20".parse().unwrap();
        assert_eq!(serde_json::to_string(&day).unwrap(), r#""2026-11-20""#);
        assert_eq!(
            serde_json::from_str::<BusinessDay>(r#""2026-11-20""#).unwrap(),
            day
        );
        assert_eq!(day.days_before(20).to_string(), "2026-10-31");
        assert!(day.days_before(1) < day);
        for bad in [
            "",
            "20261120",
            "2026-11-20T00:00",
            "2026-11-31",
            "-000001-01-01",
            " 2026-11-20",
        ] {
            assert!(bad.parse::<BusinessDay>().is_err(), "{bad}");
        }
    }
}
