//! How far a mapping has come in its stream, and the file that remembers it.

use std::{
    collections::BTreeSet,
    io,
    path::{Path, PathBuf},
    sync::{Mutex, MutexGuard, PoisonError},
};

use serde::{Deserialize, Serialize};
use tokio::sync::Notify;

use super::durable;

/// What is written down: everything up to `position` is done for good.
#[derive(Clone, Debug, Deserialize, PartialEq, Eq, Serialize)]
pub(super) struct Checkpoint {
    /// The stream's ARN; another one means that the table was made anew.
    pub(super) stream: String,
    pub(super) position: i64,
}

pub(super) struct CheckpointFile(PathBuf);

impl CheckpointFile {
    pub(super) fn new(folder: &Path, mapping: &str) -> Self {
        Self(folder.join(format!("{}.json", mapping.replace('/', "."))))
    }

    /// The checkpoint of this stream. A file that cannot be read counts as a mapping that
    /// has done nothing yet: all of the stream comes again rather than some of it never.
    pub(super) fn read(&self, stream: &str) -> io::Result<Option<Checkpoint>> {
        let content = match std::fs::read(&self.0) {
            Ok(content) => content,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(error),
        };
        match serde_json::from_slice::<Checkpoint>(&content) {
            Ok(checkpoint) if checkpoint.stream == stream => Ok(Some(checkpoint)),
            Ok(_) => Ok(None),
            Err(error) => {
                tracing::warn!(file = %self.0.display(), %error, "a stream begins again: its checkpoint is damaged");
                Ok(Some(Checkpoint {
                    stream: stream.to_owned(),
                    position: 0,
                }))
            }
        }
    }

    pub(super) fn write(&self, checkpoint: &Checkpoint) -> io::Result<()> {
        durable::replace(
            &self.0,
            serde_json::json!(checkpoint).to_string().as_bytes(),
        )
    }
}

/// What a mapping has read and what of it is not done yet.
pub(super) struct Progress {
    state: Mutex<State>,
    limit: usize,
    /// Told when records are done, so that more may be read.
    room: Notify,
}

struct State {
    read_to: i64,
    open: BTreeSet<i64>,
}

impl Progress {
    /// Begins after `position`; at most about `limit` records are open at once.
    pub(super) fn new(position: i64, limit: usize) -> Self {
        Self {
            state: Mutex::new(State {
                read_to: position,
                open: BTreeSet::new(),
            }),
            limit,
            room: Notify::new(),
        }
    }

    /// A record was read. `open` when a function must see it, else it is done.
    pub(super) fn read(&self, position: i64, open: bool) {
        let mut state = self.lock();
        if open {
            state.open.insert(position);
        }
        state.read_to = position;
    }

    pub(super) fn done(&self, positions: impl Iterator<Item = i64>) {
        let mut state = self.lock();
        for position in positions {
            state.open.remove(&position);
        }
        self.room.notify_one();
    }

    /// Waits until more may be read.
    pub(super) async fn room(&self) {
        while self.lock().open.len() >= self.limit {
            self.room.notified().await;
        }
    }

    /// Everything up to here is done, whatever was done after it already.
    pub(super) fn position(&self) -> i64 {
        let state = self.lock();
        state.open.first().map_or(state.read_to, |first| first - 1)
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_position_never_passes_an_open_record() {
        let progress = Progress::new(10, 100);
        for (position, open) in [(20, true), (30, false), (40, true), (50, true)] {
            progress.read(position, open);
        }
        assert_eq!(progress.position(), 19);
        progress.done([40].into_iter());
        assert_eq!(progress.position(), 19);
        progress.done([20].into_iter());
        assert_eq!(progress.position(), 49);
        progress.done([50].into_iter());
        assert_eq!(progress.position(), 50);
    }

    #[test]
    fn a_checkpoint_of_another_stream_or_a_torn_one_does_not_count() {
        let dir = tempfile::tempdir().unwrap();
        let file = CheckpointFile::new(dir.path(), "FanOut/TableStream");
        assert_eq!(file.read("arn:1").unwrap(), None);
        let checkpoint = Checkpoint {
            stream: "arn:1".into(),
            position: 7,
        };
        file.write(&checkpoint).unwrap();
        assert_eq!(file.read("arn:1").unwrap(), Some(checkpoint));
        assert_eq!(file.read("arn:2").unwrap(), None);
        std::fs::write(dir.path().join("FanOut.TableStream.json"), "{\"str").unwrap();
        assert_eq!(file.read("arn:1").unwrap().unwrap().position, 0);
    }
}
