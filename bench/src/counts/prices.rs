//! List prices of us-east-1, in whole numbers: what one thing costs in picodollars is what a
//! million of them costs in microdollars.

use salver_tests::Units;

/// A call of the HTTP API.
const REQUEST: u64 = 1_000_000;
/// An invocation of a function.
const INVOCATION: u64 = 200_000;
/// A second of a function on arm64 for each MB of its memory; the GB-second is 13,333,400.
const MEGABYTE_SECOND: u64 = 13_021;
/// A message of up to 32 KB on a WebSocket, either way.
const MESSAGE: u64 = 1_000_000;
/// A byte that is written into the log.
const LOG_BYTE: u64 = 500;
const WRITE_UNIT: u64 = 625_000;
const HALF_READ_UNIT: u64 = 62_500;

/// How long an invocation is billed: two round trips to the store in the same region and what
/// a function of ours does between them. An assumption, and the only one here.
pub(super) const BILLED_MS: u64 = 20;

/// Dollars per million, in microdollars.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Dollars(pub(super) u64);

impl Dollars {
    pub(super) fn requests(count: u64) -> Self {
        Self(count * REQUEST)
    }

    /// Invocations of a function with so many MB.
    pub(super) fn invocations(count: u64, megabytes: u64) -> Self {
        let time = MEGABYTE_SECOND * megabytes * BILLED_MS / 1_000;
        Self(count * (INVOCATION + time))
    }

    pub(super) fn units(units: Units) -> Self {
        Self(units.write * WRITE_UNIT + units.read_halves * HALF_READ_UNIT)
    }

    pub(super) fn messages(count: u64) -> Self {
        Self(count * MESSAGE)
    }

    pub(super) fn log_bytes(count: u64) -> Self {
        Self(count * LOG_BYTE)
    }

    /// "11.40".
    pub(super) fn text(self) -> String {
        let cents = (self.0 + 5_000) / 10_000;
        format!("{}.{:02}", cents / 100, cents % 100)
    }
}

impl std::ops::Add for Dollars {
    type Output = Self;

    fn add(self, more: Self) -> Self {
        Self(self.0 + more.0)
    }
}

impl std::iter::Sum for Dollars {
    fn sum<I: Iterator<Item = Self>>(all: I) -> Self {
        all.fold(Self::default(), std::ops::Add::add)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The prices as the lists have them: per million, and per GB.
    #[test]
    fn a_million_of_each_costs_what_the_lists_say() {
        assert_eq!(Dollars::requests(1).text(), "1.00");
        assert_eq!(Dollars::messages(3).text(), "3.00");
        let write = Units {
            write: 1,
            ..Units::default()
        };
        assert_eq!(Dollars::units(write), Dollars(625_000));
        let read = Units {
            read_halves: 2,
            ..Units::default()
        };
        assert_eq!(Dollars::units(read), Dollars(125_000));
        // A GB is a thousand times what a million invocations write of 1,000 bytes each.
        assert_eq!(Dollars::log_bytes(1_000).text(), "0.50");
        // 0.20 for the request, and 20 ms of half a GB at 13.3334 a million GB-seconds.
        assert_eq!(Dollars::invocations(1, 512), Dollars(333_335));
    }
}
