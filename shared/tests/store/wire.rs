//! What goes over the wire: which calls, which of them at the same time; and answers that
//! the real service gives now and then and the embedded store never does.

use std::sync::{Arc, Mutex, PoisonError};

use aws_sdk_dynamodb::config::interceptors::{
    BeforeDeserializationInterceptorContextMut, BeforeTransmitInterceptorContextMut,
    FinalizerInterceptorContextRef,
};
use aws_sdk_dynamodb::config::{ConfigBag, Intercept, RuntimeComponents};
use aws_sdk_dynamodb::error::BoxError;
use aws_smithy_types::config_bag::{Storable, StoreReplace};

const TARGET: &str = "x-amz-target";
const SERVICE: &str = "DynamoDB_20120810.";
/// What a call that shall fail does instead: nothing.
const NOTHING: &str = "DynamoDB_20120810.DescribeLimits";

/// One call, in ticks that count starts and ends.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Trip {
    pub operation: String,
    pub start: u32,
    /// `None` while the answer is on its way.
    pub end: Option<u32>,
    /// How long the answer is, as its head says.
    pub bytes: Option<usize>,
}

/// What is remembered of a call while its answer is on its way.
#[derive(Debug, Clone, Copy)]
struct UnderWay {
    start: u32,
    fault: Option<&'static str>,
}

impl Storable for UnderWay {
    type Storer = StoreReplace<Self>;
}

/// A fault that the service answers with instead of doing anything.
#[derive(Debug, Clone, Copy)]
pub enum Fault {
    /// Another transaction was at the same items.
    Conflict,
    /// Too many requests.
    Throttled,
    /// A batch that was read while a transaction was at its items: it has missed the
    /// idempotency record.
    Torn,
    /// It is done, and its answer is lost on the way.
    Lost,
    /// None: this call is let through, the fault is of one that comes later.
    Spared,
}

impl Fault {
    /// The service's answer to `operation`.
    fn body(self, operation: &str) -> &'static str {
        match self {
            Self::Torn | Self::Spared | Self::Lost | Self::Throttled => {
                r#"{"__type":"com.amazonaws.dynamodb.v20120810#ThrottlingException",
                    "message":"Rate exceeded"}"#
            }
            Self::Conflict if operation == "TransactWriteItems" => {
                r#"{"__type":"com.amazonaws.dynamodb.v20120810#TransactionCanceledException",
                    "Message":"Transaction cancelled, please refer cancellation reasons",
                    "CancellationReasons":[{"Code":"TransactionConflict","Message":"ongoing"}]}"#
            }
            Self::Conflict => {
                r#"{"__type":"com.amazonaws.dynamodb.v20120810#TransactionConflictException",
                    "message":"Transaction is ongoing for the item"}"#
            }
        }
    }
}

#[derive(Debug, Default)]
struct Inner {
    ticks: u32,
    trips: Vec<Trip>,
    /// The next calls of this operation that fail, and how.
    faults: Vec<(&'static str, Fault)>,
}

/// An SDK interceptor.
#[derive(Debug, Clone, Default)]
pub struct Wire(Arc<Mutex<Inner>>);

impl Wire {
    fn inner(&self) -> std::sync::MutexGuard<'_, Inner> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The calls since the last time, in the order in which they began.
    pub fn take(&self) -> Vec<Trip> {
        std::mem::take(&mut self.inner().trips)
    }

    /// Lets the next `times` calls of `operation` fail.
    pub fn fail(&self, operation: &'static str, fault: Fault, times: usize) {
        self.inner()
            .faults
            .extend(std::iter::repeat_n((operation, fault), times));
    }

    /// No call fails any more.
    pub fn heal(&self) {
        self.inner().faults.clear();
    }

    /// Faults that no call has met.
    pub fn faults_left(&self) -> usize {
        self.inner().faults.len()
    }
}

/// How many of the trips had to wait for one another.
pub fn rounds(trips: &[Trip]) -> usize {
    crate::rounds::rounds(trips.iter().map(|trip| (trip.start, trip.end.unwrap())))
}

/// The operations of trips, in the order in which they began.
pub fn operations(trips: &[Trip]) -> Vec<&str> {
    trips.iter().map(|t| t.operation.as_str()).collect()
}

/// The request of a batch without its idempotency records.
fn without_records(request: &[u8]) -> Result<Vec<u8>, BoxError> {
    let mut request: serde_json::Value = serde_json::from_slice(request)?;
    let tables = request["RequestItems"].as_object_mut().ok_or("no batch")?;
    for table in tables.values_mut() {
        let keys = table["Keys"].as_array_mut().ok_or("no keys")?;
        keys.retain(|key| key["sk"]["S"] != "IDEM");
    }
    Ok(serde_json::to_vec(&request)?)
}

impl Intercept for Wire {
    fn name(&self) -> &'static str {
        "Wire"
    }

    fn modify_before_transmit(
        &self,
        context: &mut BeforeTransmitInterceptorContextMut<'_>,
        _: &RuntimeComponents,
        cfg: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        let headers = context.request_mut().headers_mut();
        let target = headers.get(TARGET).unwrap_or_default();
        let operation = target.trim_start_matches(SERVICE).to_owned();
        let mut inner = self.inner();
        inner.ticks += 1;
        let start = inner.ticks;
        let at = inner
            .faults
            .iter()
            .position(|(wanted, _)| *wanted == operation);
        let fault = at.map(|at| inner.faults.remove(at).1);
        let is_done = matches!(fault, Some(Fault::Lost));
        let torn = matches!(fault, Some(Fault::Torn));
        let fault = fault.filter(|fault| !matches!(fault, Fault::Torn | Fault::Spared));
        let fault = fault.map(|fault| fault.body(&operation));
        if fault.is_some() && !is_done {
            headers.insert(TARGET, NOTHING);
        }
        if torn {
            let request = context.request_mut();
            let body = without_records(request.body().bytes().ok_or("no body in memory")?)?;
            request
                .headers_mut()
                .insert("content-length", body.len().to_string());
            *request.body_mut() = body.into();
        }
        inner.trips.push(Trip {
            operation,
            start,
            end: None,
            bytes: None,
        });
        cfg.interceptor_state().store_put(UnderWay { start, fault });
        Ok(())
    }

    fn modify_before_deserialization(
        &self,
        context: &mut BeforeDeserializationInterceptorContextMut<'_>,
        _: &RuntimeComponents,
        cfg: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        let response = context.response_mut();
        let call = cfg.load::<UnderWay>();
        let start = call.map(|call| call.start);
        let length = response.headers().get("content-length");
        let length = length.and_then(|length| length.parse().ok());
        let mut inner = self.inner();
        if let Some(trip) = inner.trips.iter_mut().find(|t| Some(t.start) == start) {
            trip.bytes = length;
        }
        drop(inner);
        let Some(body) = call.and_then(|call| call.fault) else {
            return Ok(());
        };
        *response.status_mut() = 400_u16.try_into()?;
        *response.body_mut() = body.into();
        Ok(())
    }

    fn read_after_attempt(
        &self,
        _: &FinalizerInterceptorContextRef<'_>,
        _: &RuntimeComponents,
        cfg: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        let start = cfg.load::<UnderWay>().map(|call| call.start);
        let mut inner = self.inner();
        inner.ticks += 1;
        let tick = inner.ticks;
        if let Some(trip) = inner.trips.iter_mut().find(|t| Some(t.start) == start) {
            trip.end = Some(tick);
        }
        Ok(())
    }
}
