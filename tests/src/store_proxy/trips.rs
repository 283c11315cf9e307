//! What functions ask of the store: in what order, and for how many units.

use std::collections::BTreeMap;
use std::sync::Mutex;

use super::fate::StoreCall;
use super::lock;
use super::units::Units;

#[path = "../../../shared/tests/store/rounds.rs"]
mod rounds;

/// One call with its start and its end, in ticks that count the starts and ends of all calls.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Trip {
    /// Who asked for what.
    pub call: StoreCall,
    /// When the proxy had the whole request.
    pub start: u32,
    /// When it gave the answer back.
    pub end: u32,
    /// What it costs at the real service.
    pub units: Units,
}

impl Trip {
    /// How many of `trips` had to wait for one another.
    pub fn rounds(trips: &[Self]) -> usize {
        rounds::rounds(trips.iter().map(|trip| (trip.start, trip.end)))
    }
}

/// The calls so far.
#[derive(Debug, Default)]
pub(super) struct Log {
    ticks: u32,
    under_way: BTreeMap<u32, StoreCall>,
    trips: Vec<Trip>,
}

impl Log {
    fn tick(&mut self) -> u32 {
        self.ticks += 1;
        self.ticks
    }

    /// Whether no call is under way.
    pub(super) fn is_idle(&self) -> bool {
        self.under_way.is_empty()
    }

    /// Whether a call of this function has ended since the last time.
    pub(super) fn has(&self, function: &str) -> bool {
        self.trips.iter().any(|trip| trip.call.function == function)
    }

    /// The calls that have ended since the last time, in the order in which they came in.
    pub(super) fn take(&mut self) -> Vec<Trip> {
        let mut trips = std::mem::take(&mut self.trips);
        trips.sort_by_key(|trip| trip.start);
        trips
    }
}

/// A call while it is under way. It is over when this is dropped, also when its caller has gone.
pub(super) struct Noted<'a> {
    log: &'a Mutex<Log>,
    start: u32,
    /// What it costs, once that is known.
    pub(super) units: Units,
}

impl<'a> Noted<'a> {
    /// A call comes in.
    pub(super) fn begin(log: &'a Mutex<Log>, call: StoreCall) -> Self {
        let mut inner = lock(log);
        let start = inner.tick();
        inner.under_way.insert(start, call);
        Self {
            log,
            start,
            units: Units::default(),
        }
    }
}

impl Drop for Noted<'_> {
    fn drop(&mut self) {
        let mut log = lock(self.log);
        let end = log.tick();
        if let Some(call) = log.under_way.remove(&self.start) {
            log.trips.push(Trip {
                call,
                start: self.start,
                end,
                units: self.units,
            });
        }
    }
}
