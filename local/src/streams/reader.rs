//! Reads a mapping's stream and deals the records out to its lanes.

use std::{
    hash::{DefaultHasher, Hash, Hasher},
    sync::Arc,
};

use tokio::{sync::mpsc, task::JoinSet, time::sleep};

use super::{lane, mapping::Mapping};
use crate::store::StreamRecord;

/// Records read at once.
const PAGE: usize = 200;

impl Mapping {
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
}

/// All changes of one partition key go through one lane, so they keep their order.
fn lane_of(record: &StreamRecord, lanes: usize) -> usize {
    let mut hasher = DefaultHasher::new();
    record.partition.hash(&mut hasher);
    let lanes = u64::try_from(lanes).unwrap_or(1).max(1);
    usize::try_from(hasher.finish() % lanes).unwrap_or(0)
}
