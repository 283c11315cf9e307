//! The thread that runs the engine, and nothing else: requests are read, and answers written,
//! beside it.
//!
//! The engine admits one call at a time. Calls that have come meanwhile are made one after the
//! other, then the disk is waited for once for all of them, and only then is anybody answered.

use std::{
    panic::{AssertUnwindSafe, catch_unwind},
    sync::{Arc, mpsc},
    thread::JoinHandle,
};

use dynoxide::{Database, DynoxideError};
use tokio::sync::oneshot;

use super::{
    StoreError,
    current::Current,
    error::is_poisoned,
    job::{Asked, Job, Ran},
    tokens::Tokens,
};

/// The most calls that share one wait for the disk, so that the first of them does not wait for a
/// queue that never ends.
const TOGETHER: usize = 64;

/// Opens the database, at the start and again after a panic.
pub(super) type Open = Box<dyn Fn() -> Result<Database, StoreError> + Send + Sync>;

/// What the thread owns.
pub(super) struct Engine {
    pub(super) current: Arc<Current>,
    pub(super) open: Open,
    pub(super) jobs: mpsc::Receiver<Job>,
    /// Gone when the thread ends, whatever the reason.
    pub(super) alive: oneshot::Sender<()>,
}

impl Engine {
    /// Starts the thread. It ends when it is told to stop, or when the store cannot go on.
    pub(super) fn start(self) -> std::io::Result<JoinHandle<Result<(), StoreError>>> {
        let thread = std::thread::Builder::new().name("store-engine".into());
        thread.spawn(move || {
            let mut tokens = Tokens::default();
            let ended = self.run(&mut tokens);
            // Whoever reads the streams may wait for what was written last.
            let settled = self.current.log.wait().map_err(StoreError::Disk);
            self.current.replace(None);
            drop(self.alive);
            ended.and(settled)
        })
    }

    fn run(&self, tokens: &mut Tokens) -> Result<(), StoreError> {
        let mut unsettled = Vec::with_capacity(TOGETHER);
        loop {
            // Whoever could ask has gone.
            let Ok(first) = self.jobs.recv() else {
                return Ok(());
            };
            let mut next = Some(first);
            let mut stop = false;
            while let Some(job) = next {
                match job {
                    Job::Call(asked, teller) => {
                        let ran = self.call(asked, tokens)?;
                        if self.current.log.is_settled() {
                            // Whoever asked may have gone.
                            let _ = teller.send(ran);
                        } else {
                            unsettled.push((teller, ran));
                        }
                    }
                    Job::Settle => {}
                    Job::Look => self.look()?,
                    Job::Stop => stop = true,
                }
                let more = !stop && unsettled.len() < TOGETHER;
                next = more.then(|| self.jobs.try_recv().ok()).flatten();
            }
            self.current.log.wait().map_err(StoreError::Disk)?;
            for (teller, ran) in unsettled.drain(..) {
                let _ = teller.send(ran);
            }
            if stop {
                return Ok(());
            }
        }
    }

    /// Runs one call, and opens the store again if the engine panicked at it.
    fn call(&self, asked: Asked, tokens: &mut Tokens) -> Result<Ran, StoreError> {
        let db = self.current.open()?;
        let log = &self.current.log;
        let writes = asked.writes;
        if writes {
            log.begin();
        }
        let ran = catch_unwind(AssertUnwindSafe(|| (asked.run)(&db, tokens)));
        if writes {
            // A refusal wrote nothing; after a failure nobody knows.
            let refused = matches!(&ran, Ok(Err(error)) if error.status_code() < 500);
            log.end(!refused);
        }
        drop(db);
        let ran = ran.unwrap_or_else(|_| {
            let text = "the engine panicked".to_owned();
            Err(DynoxideError::InternalServerError(text))
        });
        if matches!(&ran, Err(error) if error.status_code() >= 500) {
            self.look()?;
        }
        Ok(ran)
    }

    /// Opens the store again when a panic has left the engine's lock unusable.
    ///
    /// # Errors
    /// When it cannot be opened.
    fn look(&self) -> Result<(), StoreError> {
        let asked = self.current.open().map(|db| db.table_count());
        if !matches!(asked, Ok(Err(error)) if is_poisoned(&error)) {
            return Ok(());
        }
        tracing::error!("the store's engine panicked; opening the store again");
        // No call is under way, as they are made on this thread.
        self.current.replace(None);
        self.current.replace(Some((self.open)()?));
        Ok(())
    }
}

#[cfg(test)]
mod tests;
