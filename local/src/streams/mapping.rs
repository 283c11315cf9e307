//! One event source mapping: reads its stream and deals the records out to its lanes.

use std::{
    hash::{DefaultHasher, Hash, Hasher},
    io,
    sync::Arc,
    time::Duration,
};

use tokio::{sync::mpsc, task::JoinSet, time::sleep};

use super::{
    Backoff, Pattern,
    failure::Destination,
    lane,
    progress::{Checkpoint, CheckpointFile, Progress},
};
use crate::{
    runtime::Invoker,
    store::{Store, StreamRecord},
    template::StreamMapping,
};

/// Records read at once.
const PAGE: usize = 200;
/// How old a checkpoint may get. After a kill this much is done twice.
const CHECKPOINT_EVERY: Duration = Duration::from_millis(100);

/// A mapping at work.
pub(super) struct Mapping {
    pub(super) spec: StreamMapping,
    /// The table's name.
    pub(super) table: String,
    /// The stream's ARN.
    pub(super) stream: String,
    pub(super) function_arn: String,
    pub(super) filters: Vec<Pattern>,
    pub(super) destination: Option<Destination>,
    pub(super) retry: Backoff,
    pub(super) poll: Duration,
    pub(super) store: Store,
    pub(super) invoker: Invoker,
    pub(super) progress: Progress,
    pub(super) checkpoint: CheckpointFile,
}

impl Mapping {
    /// Most records that are read and not done: enough for every lane to fill batches
    /// while one of them is held up by a poison record.
    pub(super) fn open_limit(spec: &StreamMapping) -> usize {
        (spec.batch_size * spec.parallelization * 4).clamp(1_000, 10_000)
    }

    /// Reads for ever; a lane that ended by a panic ends it too.
    pub(super) async fn read(self: Arc<Self>) {
        // The lanes end with this future.
        let mut tasks = JoinSet::new();
        let lanes: Vec<mpsc::UnboundedSender<Arc<StreamRecord>>> =
            (0..self.spec.parallelization.max(1))
                .map(|_| {
                    let (lane, records) = mpsc::unbounded_channel();
                    tasks.spawn(lane::run(Arc::clone(&self), records));
                    lane
                })
                .collect();
        let mut commits = self.store.commits();
        let mut position = self.progress.position();
        let mut troubles = 0_u32;
        loop {
            self.progress.room().await;
            // Marked before reading: a commit during the read wakes us again.
            commits.borrow_and_update();
            match self.store.read_stream(&self.table, position, PAGE).await {
                Ok(records) if records.is_empty() => {
                    troubles = 0;
                    tokio::select! {
                        changed = commits.changed() => if changed.is_err() {
                            sleep(self.poll).await;
                        },
                        () = sleep(self.poll) => {}
                    }
                }
                Ok(records) => {
                    troubles = 0;
                    for record in records {
                        position = record.position;
                        let open = self.passes(&record);
                        self.progress.read(position, open);
                        if open && lanes[lane_of(&record, lanes.len())].send(record).is_err() {
                            // Only a panic ends a lane. What it had is not passed, so the
                            // next start of the stack does it.
                            tracing::error!(
                                mapping = self.spec.id,
                                "a lane has ended; the mapping stops"
                            );
                            return;
                        }
                    }
                }
                Err(error) => {
                    troubles += 1;
                    tracing::warn!(mapping = self.spec.id, %error, "the stream cannot be read");
                    sleep(self.poll.min(self.retry.pause(troubles))).await;
                }
            }
        }
    }

    fn passes(&self, record: &StreamRecord) -> bool {
        let filters = &self.filters;
        // What cannot be read fails at the function and ends in the queue, rather than nowhere.
        filters.is_empty()
            || record.event().is_null()
            || filters.iter().any(|filter| filter.matches(record.event()))
    }

    /// Writes the position down whenever it has moved.
    pub(super) async fn remember(self: Arc<Self>) {
        let mut written = None;
        loop {
            sleep(CHECKPOINT_EVERY).await;
            let position = self.progress.position();
            if written == Some(position) {
                continue;
            }
            match self.write_checkpoint(position).await {
                Ok(()) => written = Some(position),
                Err(error) => {
                    tracing::error!(mapping = self.spec.id, %error, "the checkpoint cannot be written");
                }
            }
        }
    }

    pub(super) async fn write_checkpoint(self: &Arc<Self>, position: i64) -> io::Result<()> {
        let mapping = Arc::clone(self);
        tokio::task::spawn_blocking(move || {
            mapping.checkpoint.write(&Checkpoint {
                stream: mapping.stream.clone(),
                position,
            })
        })
        .await
        .map_err(io::Error::other)?
    }
}

/// All changes of one partition key go through one lane, so they keep their order.
fn lane_of(record: &StreamRecord, lanes: usize) -> usize {
    let mut hasher = DefaultHasher::new();
    record.partition.hash(&mut hasher);
    let lanes = u64::try_from(lanes).unwrap_or(1).max(1);
    usize::try_from(hasher.finish() % lanes).unwrap_or(0)
}
