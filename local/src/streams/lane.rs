//! One lane of a mapping: batches in order, retries, and what becomes of a poison record.
//!
//! A failed batch stays in front of its lane until each of its records is done or given up,
//! so changes of one key are never seen out of order.

use std::{path::Path, sync::Arc};

use bytes::Bytes;
use tokio::{
    sync::mpsc,
    time::{Instant, sleep, timeout_at},
};

use super::{
    bucket::Bucket,
    destination::Destination,
    event::event,
    failure::{self, Condition},
    mapping::Mapping,
    report::{Outcome, reported},
};
use crate::{
    clock,
    runtime::{InvokeError, PAYLOAD_LIMIT},
    store::StreamRecord,
};

/// Room for what surrounds the records in an event.
const ENVELOPE: usize = 64;

/// Records that travel together, and how often they have failed.
pub(super) struct Batch {
    pub(super) records: Vec<Arc<StreamRecord>>,
    /// Failures that count towards the retries.
    pub(super) failures: u32,
    /// Invocations so far, for the back-off.
    invocations: u32,
}

/// Serves one lane for as long as records come.
pub(super) async fn run(
    mapping: Arc<Mapping>,
    mut records: mpsc::UnboundedReceiver<Arc<StreamRecord>>,
) {
    let mut next = None;
    loop {
        let first = match next.take() {
            Some(record) => record,
            None => match records.recv().await {
                Some(record) => record,
                None => return,
            },
        };
        let batch;
        (batch, next) = gather(&mapping, first, &mut records).await;
        mapping.process(batch).await;
    }
}

/// Takes what has come, up to the batch's limits, and waits for more for the window at most.
/// A record that does not fit any more is handed back.
async fn gather(
    mapping: &Mapping,
    first: Arc<StreamRecord>,
    records: &mut mpsc::UnboundedReceiver<Arc<StreamRecord>>,
) -> (Vec<Arc<StreamRecord>>, Option<Arc<StreamRecord>>) {
    let until = Instant::now() + mapping.spec.window;
    let mut bytes = ENVELOPE + size(&first);
    let mut batch = vec![first];
    while batch.len() < mapping.spec.batch_size {
        let record = match records.try_recv() {
            Ok(record) => record,
            Err(_) => match timeout_at(until, records.recv()).await {
                Ok(Some(record)) => record,
                Ok(None) | Err(_) => break,
            },
        };
        bytes += size(&record);
        if bytes > PAYLOAD_LIMIT {
            return (batch, Some(record));
        }
        batch.push(record);
    }
    (batch, None)
}

fn size(record: &StreamRecord) -> usize {
    record.json.len() + 1
}

impl Mapping {
    async fn process(&self, records: Vec<Arc<StreamRecord>>) {
        let mut waiting = vec![Batch {
            records,
            failures: 0,
            invocations: 0,
        }];
        while let Some(batch) = waiting.pop() {
            let Some(mut batch) = self.drop_old(batch).await else {
                continue;
            };
            batch.invocations += 1;
            match self.call(&batch.records).await {
                Outcome::Done => self.done(&batch.records),
                Outcome::NotStarted(error) => {
                    tracing::warn!(mapping = self.spec.id, %error, "stream records wait");
                    sleep(self.retry.pause(batch.invocations)).await;
                    waiting.push(batch);
                }
                Outcome::Failed(from, reason) => {
                    tracing::warn!(
                        mapping = self.spec.id,
                        records = batch.records.len(),
                        from,
                        reason,
                        "a batch of stream records failed"
                    );
                    let pause = self.retry.pause(batch.invocations);
                    self.after_failure(batch, from, &mut waiting).await;
                    sleep(pause).await;
                }
            }
        }
    }

    /// What failed goes back to `waiting`, in order, unless it is given up.
    async fn after_failure(&self, mut batch: Batch, from: Option<usize>, waiting: &mut Vec<Batch>) {
        if let Some(from) = from.filter(|from| *from > 0) {
            // What came before is done; the record that is now in front has failed once.
            let rest = batch.records.split_off(from);
            self.done(&batch.records);
            batch.records = rest;
            batch.failures = 1;
        } else if self.spec.bisect && batch.records.len() > 1 {
            // A reported record is parted from the others, else the halves are. Parting does
            // not count as a retry, so that every record has its own share of them.
            let middle = from.map_or(batch.records.len() / 2, |_| 1);
            let rest = batch.records.split_off(middle);
            waiting.push(Batch {
                records: rest,
                failures: 0,
                invocations: 0,
            });
            waiting.push(batch);
            return;
        } else {
            batch.failures += 1;
        }
        if self
            .spec
            .max_retries
            .is_some_and(|most| batch.failures > most)
        {
            self.give_up(
                batch.records,
                batch.invocations,
                Condition::RetryAttemptsExhausted,
            )
            .await;
        } else {
            waiting.push(batch);
        }
    }

    /// Gives up the records in front that are too old, and returns what is left.
    async fn drop_old(&self, mut batch: Batch) -> Option<Batch> {
        let Some(age) = self.spec.max_age else {
            return Some(batch);
        };
        let age = i64::try_from(age.as_secs()).unwrap_or(i64::MAX);
        let oldest = clock::now().as_second().saturating_sub(age);
        let old = batch
            .records
            .partition_point(|record| record.created < oldest);
        if old == 0 {
            return Some(batch);
        }
        let rest = batch.records.split_off(old);
        self.give_up(
            batch.records,
            batch.invocations,
            Condition::RecordAgeExceeded,
        )
        .await;
        batch.records = rest;
        (!batch.records.is_empty()).then_some(batch)
    }

    /// Tells the failure destination, durably, and only then passes the records.
    async fn give_up(
        &self,
        records: Vec<Arc<StreamRecord>>,
        invocations: u32,
        condition: Condition,
    ) {
        tracing::error!(
            mapping = self.spec.id,
            records = records.len(),
            ?condition,
            "stream records are given up"
        );
        if let Some(destination) = &self.destination {
            let message = failure::message(self, &records, invocations, condition);
            let mut tries = 1;
            while let Err(error) = destination.tell(self, &records, &message).await {
                let path = destination.path().display();
                tracing::error!(%path, %error, "the failure destination cannot be written");
                sleep(self.retry.pause(tries)).await;
                tries += 1;
            }
        }
        self.done(&records);
    }

    fn done(&self, records: &[Arc<StreamRecord>]) {
        self.progress
            .done(records.iter().map(|record| record.position));
    }

    /// Tells the function once more what lies in the mapping's bucket. An object goes when all of
    /// its records are done, and stays as it is when one fails.
    pub(super) async fn tell_again(self: Arc<Self>) {
        let Some(Destination::Bucket(bucket)) = &self.destination else {
            return;
        };
        let objects = bucket.objects().unwrap_or_else(|error| {
            tracing::error!(path = %bucket.path().display(), %error, "what was put aside cannot be read");
            Vec::new()
        });
        for object in objects {
            let told = self.tell_object(&object).await;
            let (mapping, path) = (&self.spec.id, object.display());
            match told {
                Ok(()) => tracing::info!(mapping, %path, "told again"),
                Err(error) => tracing::error!(mapping, %path, error, "told again, in vain"),
            }
        }
    }

    async fn tell_object(&self, object: &Path) -> Result<(), String> {
        let event = Bucket::event(object).map_err(|error| error.to_string())?;
        let call = self.invoker.invoke(&self.spec.function, Bytes::from(event));
        let answer = call.await.map_err(|error| error.to_string())?;
        if self.spec.report_failures
            && let Outcome::Failed(_, reason) = reported(&answer, &[])
        {
            return Err(reason);
        }
        std::fs::remove_file(object).map_err(|error| error.to_string())
    }

    async fn call(&self, records: &[Arc<StreamRecord>]) -> Outcome {
        let payload = Bytes::from(event(records));
        match self.invoker.invoke(&self.spec.function, payload).await {
            Ok(answer) if self.spec.report_failures => reported(&answer, records),
            Ok(_) => Outcome::Done,
            Err(error @ InvokeError::RequestTooLarge { .. }) => {
                Outcome::Failed(None, error.to_string())
            }
            Err(error) if error.was_not_started() => Outcome::NotStarted(error),
            Err(error) => Outcome::Failed(None, error.to_string()),
        }
    }
}
