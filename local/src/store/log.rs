//! The wait for the disk: one for all commits that came meanwhile.
//!
//! The engine writes a commit into its write-ahead log and does not wait until the disk has it
//! (`synchronous=NORMAL`, see `opening`). The wait is made here, for many commits at once (see
//! `engine`). Nobody is told of a commit before the disk has it: neither who made it, nor who
//! reads it.

use std::{
    fs::File,
    io,
    path::PathBuf,
    sync::{
        Mutex, PoisonError,
        atomic::{AtomicBool, AtomicU64, Ordering},
    },
};

use tokio::sync::watch;

/// The engine's write-ahead log.
pub(super) struct Log {
    /// `None` for a store in memory.
    path: Option<PathBuf>,
    /// Opened at the first wait.
    file: Mutex<Option<File>>,
    /// So many writes were begun,
    begun: AtomicU64,
    /// and so many of them are on the disk, or came to nothing.
    on_disk: watch::Sender<u64>,
    /// Whether one of them has written since the last wait.
    written: AtomicBool,
    /// Counts waits that had something to wait for.
    commits: watch::Sender<u64>,
    /// The disk has failed, so nobody knows what it has.
    failed: AtomicBool,
}

impl Log {
    /// The log of the store in this file; `None` for a store in memory.
    pub(super) fn of(store: Option<PathBuf>) -> Self {
        let beside = |store: PathBuf| {
            let mut path = store.into_os_string();
            path.push("-wal");
            PathBuf::from(path)
        };
        Self {
            path: store.map(beside),
            file: Mutex::default(),
            begun: AtomicU64::new(0),
            on_disk: watch::Sender::new(0),
            written: AtomicBool::new(false),
            commits: watch::Sender::new(0),
            failed: AtomicBool::new(false),
        }
    }

    /// Says, before it is tried, that something may be written.
    pub(super) fn begin(&self) {
        self.begun.fetch_add(1, Ordering::SeqCst);
    }

    /// Says that what was begun has written something, or came to nothing. Either way [`Log::wait`]
    /// is due.
    pub(super) fn end(&self, written: bool) {
        self.written.fetch_or(written, Ordering::SeqCst);
    }

    /// Whether the disk has all that was begun until now.
    pub(super) fn is_settled(&self) -> bool {
        *self.on_disk.borrow() >= self.begun.load(Ordering::SeqCst)
    }

    /// Waits until the disk has all that was begun until now, so all that its caller has read.
    pub(super) async fn on_disk(&self) {
        let begun = self.begun.load(Ordering::SeqCst);
        if *self.on_disk.borrow() >= begun {
            return;
        }
        // The sender is this one's own, so it is there.
        let _ = self.on_disk.subscribe().wait_for(|it| *it >= begun).await;
    }

    /// Changes when the disk has more than before.
    pub(super) fn commits(&self) -> watch::Receiver<u64> {
        self.commits.subscribe()
    }

    /// Waits for the disk once, if something was written, on the thread on which the calls are
    /// made, so that none of them is under way. Once that has failed it fails for good:
    /// the system may have thrown away what it could not write, and says so but once.
    pub(super) fn wait(&self) -> io::Result<()> {
        if self.failed.load(Ordering::SeqCst) {
            return Err(io::Error::other("an earlier wait for the disk failed"));
        }
        let done = self.wait_once();
        self.failed.fetch_or(done.is_err(), Ordering::SeqCst);
        done
    }

    fn wait_once(&self) -> io::Result<()> {
        let begun = self.begun.load(Ordering::SeqCst);
        let written = self.written.swap(false, Ordering::SeqCst);
        if let Some(path) = self.path.as_ref().filter(|_| written) {
            let mut file = self.file.lock().unwrap_or_else(PoisonError::into_inner);
            let file = match &mut *file {
                Some(file) => file,
                none => none.insert(File::open(path)?),
            };
            file.sync_data()?;
        }
        self.on_disk.send_replace(begun);
        if written {
            self.commits.send_modify(|commits| *commits += 1);
        }
        Ok(())
    }

    /// Finds the log anew: an engine that is opened again may have made another one.
    pub(super) fn reopened(&self) {
        *self.file.lock().unwrap_or_else(PoisonError::into_inner) = None;
    }
}

#[cfg(test)]
mod tests;
