//! Time zones that somebody sends. What is stored may be unknown to today's database of them; what
//! is sent may not.

use serde::de::Error;
use serde::{Deserialize, Deserializer};

use crate::domain::business_day::TimeZone;

fn parse<E: Error>(name: &str) -> Result<TimeZone, E> {
    TimeZone::parse(name)
        .map_err(|_| E::custom("the IANA name of a time zone, such as Asia/Kolkata"))
}

/// One that is needed.
pub(super) fn known<'de, D: Deserializer<'de>>(deserializer: D) -> Result<TimeZone, D::Error> {
    parse(&String::deserialize(deserializer)?)
}

/// One that may be left out.
pub(super) fn known_or_none<'de, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<Option<TimeZone>, D::Error> {
    let name = Option::<String>::deserialize(deserializer)?;
    name.map(|name| parse(&name)).transpose()
}
