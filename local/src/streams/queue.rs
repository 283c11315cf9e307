//! A queue of the template: a durable file with one JSON document on each line.

use std::{
    io,
    path::{Path, PathBuf},
    sync::{Arc, Mutex, PoisonError},
};

use serde_json::Value;

use super::durable;

/// A queue that things are put into and that people and tests read as a file.
#[derive(Clone)]
pub struct Queue {
    path: Arc<PathBuf>,
    /// One writer at a time: an append looks at the end of the file first.
    lock: Arc<Mutex<()>>,
}

impl Queue {
    /// The queue of this name in `folder`, which must be there.
    #[must_use]
    pub fn new(folder: &Path, name: &str) -> Self {
        Self {
            path: Arc::new(folder.join(format!("{name}.jsonl"))),
            lock: Arc::default(),
        }
    }

    /// The file; it is not there before the first message.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Puts a message in; it is on disk when this returns.
    ///
    /// # Errors
    /// What the system says.
    pub async fn put(&self, message: &Value) -> io::Result<()> {
        let (queue, line) = (self.clone(), message.to_string());
        tokio::task::spawn_blocking(move || {
            let _one = queue.lock.lock().unwrap_or_else(PoisonError::into_inner);
            durable::append_line(&queue.path, &line)
        })
        .await
        .map_err(io::Error::other)?
    }
}
