//! One event source mapping: what it is made of and how far it has come.

use std::{io, sync::Arc, time::Duration};

use tokio::time::sleep;

use super::{
    Backoff, Pattern,
    destination::Destination,
    progress::{Checkpoint, CheckpointFile, Progress},
};
use crate::{runtime::Invoker, store::Store, template::StreamMapping};

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
