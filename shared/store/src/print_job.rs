//! Printers and their jobs.

use jiff::Timestamp;
use salver_domain::audit::AuditEntry;
use salver_domain::id::{BranchId, PrintJobId, PrinterId};
use salver_domain::print_job::PrintJob;
use salver_domain::printer::PrinterState;

use super::client::Store;
use super::codec::{Item, mark_open, read_item, write_item};
use super::commit::{Commit, Part};
use super::error::StoreError;
use super::expression::Expression;
use super::idempotency::Idempotent;
use super::keys;

/// The most jobs that one look at a queue reads: one slip follows the other, so more are never of
/// use at once.
const LOOK: i32 = 10;

/// How adding jobs once ended.
#[derive(Debug)]
pub enum Printing {
    /// They wait for their printers.
    Queued,
    /// The same request was answered before.
    Answered(Box<Idempotent>),
    /// The job that is repeated moved meanwhile: decide again.
    Again,
}

fn job_item(job: &PrintJob) -> Result<Item, StoreError> {
    let mut item = write_item(&keys::print_job(&job.id), job)?;
    if job.is_in_line() {
        let queue = keys::print_queue(&job.branch_id, &job.printer_id);
        mark_open(
            &mut item,
            queue,
            keys::open_since(job.created_at, job.id.as_str()),
        );
    }
    Ok(item)
}

impl Store {
    /// By what a printer shows who it is, and what it said of itself.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn printer_state(
        &self,
        branch: &BranchId,
        printer: &PrinterId,
    ) -> Result<Option<PrinterState>, StoreError> {
        self.get(&keys::printer(branch, printer)).await
    }

    /// The same of many printers; those that never got a secret are left out.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn printer_states(
        &self,
        branch: &BranchId,
        printers: impl IntoIterator<Item = &PrinterId>,
    ) -> Result<Vec<PrinterState>, StoreError> {
        let wanted: Vec<_> = printers
            .into_iter()
            .map(|printer| keys::printer(branch, printer))
            .collect();
        if wanted.is_empty() {
            return Ok(Vec::new());
        }
        let mut found = self.batch_get(&wanted).await?;
        let states = wanted.iter().filter_map(|key| found.take(key).transpose());
        states.collect()
    }

    /// Writes what a printer said, or its new secret, over the version before. `false` when that
    /// moved meanwhile. What a printer says by itself is nobody's deed.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn save_printer_state<'e>(
        &self,
        state: &PrinterState,
        entry: impl Into<Option<&'e AuditEntry>>,
    ) -> Result<bool, StoreError> {
        let key = keys::printer(&state.branch_id, &state.printer_id);
        let before = Expression::before(state.version);
        let commit = Commit::new(self).put(Part::Printer, write_item(&key, state), before);
        commit.record(entry).stands().await
    }

    /// A job.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn print_job(&self, id: &PrintJobId) -> Result<Option<PrintJob>, StoreError> {
        self.get(&keys::print_job(id)).await
    }

    /// What waits for a printer or is with it, the oldest first, the first few of them. Read from
    /// the index, so a moment late: whoever hands one over reads it again.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn print_queue(
        &self,
        branch: &BranchId,
        printer: &PrinterId,
    ) -> Result<Vec<PrintJob>, StoreError> {
        let queue = keys::print_queue(branch, printer);
        let items = self.query_open_first(&queue, LOOK).await?;
        items.into_iter().map(read_item).collect()
    }

    /// The newest jobs of a branch, the newest first, as far as they are still known at `now`.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn print_jobs(
        &self,
        branch: &BranchId,
        limit: usize,
        now: Timestamp,
    ) -> Result<Vec<PrintJob>, StoreError> {
        let partition = keys::print_partition(branch);
        let items = self
            .query_newest(&partition, keys::JOB_PREFIX, None, limit)
            .await?;
        let jobs = items.into_iter().map(read_item);
        let jobs: Vec<PrintJob> = jobs.collect::<Result<_, _>>()?;
        Ok(jobs.into_iter().filter(|job| job.is_known(now)).collect())
    }

    /// Writes a job that moved on by one version. `false` when it moved meanwhile. What a printer
    /// says by itself is nobody's deed.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn save_print_job<'e>(
        &self,
        job: &PrintJob,
        entry: impl Into<Option<&'e AuditEntry>>,
    ) -> Result<bool, StoreError> {
        let commit = Commit::new(self).save_print_job(job);
        commit.record(entry).stands().await
    }

    /// Puts a job into its printer's queue, once, with the answer to its request; `instead` is what
    /// it repeats, which nobody waits for any more then.
    ///
    /// # Errors
    /// When the store fails; a retry with the same key then tells whether it stands.
    pub async fn add_print_job(
        &self,
        job: &PrintJob,
        instead: Option<&PrintJob>,
        record: &Idempotent,
        entry: &AuditEntry,
        now: Timestamp,
    ) -> Result<Printing, StoreError> {
        let mut commit = Commit::new(self).answer(record, now).save_print_job(job);
        if let Some(instead) = instead {
            commit = commit.save_print_job(instead);
        }
        let Err(refused) = commit.record(entry).send().await? else {
            return Ok(Printing::Queued);
        };
        Ok(match refused.part {
            Part::Answer => match refused.read()? {
                Some(record) => Printing::Answered(Box::new(record)),
                None => Printing::Again,
            },
            _ => Printing::Again,
        })
    }
}

impl Commit<'_> {
    /// Writes a job that is new, or moved on by one version.
    pub(super) fn save_print_job(self, job: &PrintJob) -> Self {
        let before = Expression::before(job.version);
        self.put(Part::PrintJob, job_item(job), before)
    }

    /// Puts new jobs into the queues of their printers.
    pub(super) fn queue(self, jobs: &[PrintJob]) -> Self {
        jobs.iter().fold(self, Commit::save_print_job)
    }
}
