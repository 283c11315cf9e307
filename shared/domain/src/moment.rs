//! How, when and where something is ordered.

use jiff::{Timestamp, tz};

use crate::price_list::Channel;
use crate::stock::Stock;

/// All by which a price depends on how, when and where something is ordered.
#[derive(Debug, Clone)]
pub struct Moment<'a> {
    /// How.
    pub channel: Channel,
    /// When.
    pub now: Timestamp,
    /// By which clock.
    pub zone: tz::TimeZone,
    /// What is to be had there at that moment, with what staff have priced for the day.
    pub stock: &'a Stock,
}
