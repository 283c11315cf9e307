//! What the operations cost at the store, counted at the real functions.
//!
//! [`evening`](Meter::evening) does each operation of the API once or more. One by one: an
//! operation is over when its answer has come and the streams have followed, so each call
//! belongs to one of them.

mod counter;
mod evening;
mod floor;
mod guests;
mod house;
mod printing;
mod sockets;

use std::collections::BTreeMap;

use salver::api::operations;

use crate::stack::Stack;
use crate::store_proxy::{StoreProxy, Trip, Units};

/// What one function asked of the store for one operation.
#[derive(Debug, Clone)]
pub struct Cost {
    /// The operation, by its name in the API, with what is special about it after a comma.
    pub operation: String,
    /// The function, which may also be one that follows the stream.
    pub function: String,
    /// Its calls.
    pub trips: Vec<Trip>,
}

impl Cost {
    /// How many calls had to wait for one another.
    pub fn rounds(&self) -> usize {
        Trip::rounds(&self.trips)
    }

    /// What they cost together.
    pub fn units(&self) -> Units {
        self.trips.iter().map(|trip| trip.units).sum()
    }

    /// Whether the function is the one that serves the operation, and not one that follows it.
    pub fn is_own(&self) -> bool {
        let name = self.name();
        let serves = match name {
            "$connect" => "ws-connect",
            "$default" => "ws-message",
            "$disconnect" => "ws-disconnect",
            _ => {
                let route = operations::named(name);
                route.map_or("", |route| route.function)
            }
        };
        self.function == serves
    }

    /// The name of the operation alone.
    pub fn name(&self) -> &str {
        self.operation.split(',').next().unwrap_or_default()
    }

    /// What must be the same whatever history there is: each call, and the units together.
    pub fn count(&self) -> (Vec<&str>, Units) {
        let calls = self.trips.iter().map(|trip| trip.call.operation.as_str());
        let mut calls: Vec<_> = calls.collect();
        calls.sort_unstable();
        (calls, self.units())
    }
}

/// Counts what operations cost.
#[derive(Debug)]
pub struct Meter<'a> {
    stack: &'a Stack,
    proxy: &'a StoreProxy,
    costs: Vec<Cost>,
    evenings: usize,
}

impl<'a> Meter<'a> {
    /// Counts at a stack that was started with [`Stack::start_counted`] behind `proxy`.
    pub fn new(stack: &'a Stack, proxy: &'a StoreProxy) -> Self {
        Self {
            stack,
            proxy,
            costs: Vec::new(),
            evenings: 0,
        }
    }

    /// Does one operation and counts what every function asks for it.
    pub async fn count<T>(&mut self, operation: &str, deed: impl Future<Output = T>) -> T {
        self.settle().await;
        self.proxy.trips();
        let done = deed.await;
        self.settle().await;
        let mut by_function: BTreeMap<String, Vec<Trip>> = BTreeMap::new();
        for trip in self.proxy.trips() {
            if !trip.call.warm_up {
                by_function
                    .entry(trip.call.function.clone())
                    .or_default()
                    .push(trip);
            }
        }
        self.costs
            .extend(by_function.into_iter().map(|(function, trips)| Cost {
                operation: operation.to_owned(),
                function,
                trips,
            }));
        done
    }

    /// Waits until nobody has anything left to do.
    async fn settle(&self) {
        loop {
            self.stack.caught_up().await;
            if self.proxy.is_idle() {
                return;
            }
            tokio::time::sleep(std::time::Duration::from_millis(5)).await;
        }
    }

    /// Everything that was counted since the last time.
    pub fn take(&mut self) -> Vec<Cost> {
        std::mem::take(&mut self.costs)
    }
}

/// The operations of the API and of the WebSocket that are not among `costs`.
pub fn uncounted(costs: &[Cost]) -> Vec<&'static str> {
    let sockets = ["$connect", "$default", "$disconnect"];
    let all = operations::ALL
        .iter()
        .map(|facts| facts.name)
        .chain(sockets);
    all.filter(|name| costs.iter().all(|cost| cost.name() != *name))
        .collect()
}
