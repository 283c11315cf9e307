//! The till of a branch: its business days, and what of each counts.
//!
//! Whatever moves money writes an entry of its business day and counts the day's version on, in one
//! commit, while the day is not closed. Closing writes the report over exactly the version whose
//! entries it was made from. So no payment is taken on a closed day, and none that was taken is
//! missing in a report, however close they were.

use jiff::Timestamp;
use salver_domain::audit::AuditEntry;
use salver_domain::bill::settlement::Settlement;
use salver_domain::business_day::BusinessDay;
use salver_domain::check::Check;
use salver_domain::id::{BranchId, CheckId};
use salver_domain::print_job::PrintJob;
use salver_domain::till::close::ClosedDay;
use salver_domain::till::day::TillDay;
use salver_domain::till::entry::{TillDeed, TillEntry};
use serde::Deserialize;

use super::client::{Store, all_of};
use super::codec::{Item, number, read_item, value, write_packed};
use super::commit::{Commit, Part};
use super::error::StoreError;
use super::expression::Expression;
use super::idempotency::Idempotent;
use super::keys::{self, Row};

/// How something about the till ended.
#[derive(Debug)]
pub enum Entered {
    /// It stands.
    Stands,
    /// The same request was answered before.
    Answered(Box<Idempotent>),
    /// The day is closed.
    Closed,
    /// Its float was said already.
    FloatSaid,
    /// The approval was used meanwhile.
    ApprovalUsed,
    /// Something was entered meanwhile: decide again.
    Again,
}

/// How giving a day to a printer ended.
#[derive(Debug)]
pub enum DayPrinted {
    /// It waits for its printer.
    Queued,
    /// The same request was answered before.
    Answered(Box<Idempotent>),
    /// Its report was given to a printer meanwhile: decide again.
    Again,
}

/// When a day was closed, beside what is packed: conditions ask for it.
const CLOSED_AT: &str = "closed_at";
/// When its report was given to a printer first. The report itself never changes.
const PRINTED_AT: &str = "printed_at";
/// When its float was said.
const OPENED_AT: &str = "opened_at";

#[derive(Deserialize)]
struct Version {
    version: u64,
}

fn day_in(day: BusinessDay, item: Item) -> Result<TillDay, StoreError> {
    let Version { version } = read_item(item.clone())?;
    let printed = item.contains_key(PRINTED_AT);
    let closed = match item.contains_key(CLOSED_AT) {
        true => Some(Box::new(read_item(item)?)),
        false => None,
    };
    Ok(TillDay {
        day,
        version,
        closed,
        printed,
    })
}

impl Store {
    /// A business day of a branch's till.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn till_day(
        &self,
        branch: &BranchId,
        day: BusinessDay,
    ) -> Result<TillDay, StoreError> {
        match self.get_item(&keys::till_day(branch, day)).await? {
            Some(item) => day_in(day, item),
            None => Ok(TillDay {
                day,
                version: 0,
                closed: None,
                printed: false,
            }),
        }
    }

    /// What of a business day counts, oldest first, read page by page. Its cost grows with their
    /// number.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn till_entries(
        &self,
        branch: &BranchId,
        day: BusinessDay,
    ) -> Result<Vec<TillEntry>, StoreError> {
        let partition = keys::till_entries(branch, day);
        let items = self.query(&partition, keys::ENTRY_PREFIX).await?;
        items.into_iter().map(read_item).collect()
    }

    /// What of a business day counts from a moment on, oldest first. Its cost grows with their
    /// number. `is_exact` reads what stands this moment, for twice the price.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn till_entries_since(
        &self,
        branch: &BranchId,
        day: BusinessDay,
        at: Timestamp,
        is_exact: bool,
    ) -> Result<Vec<TillEntry>, StoreError> {
        let [first, last] = keys::till_entries_since(branch, day, at);
        let asked = self.items_between(first, last).consistent_read(is_exact);
        let items = all_of(asked).await?;
        items.into_iter().map(read_item).collect()
    }

    /// The business days of a branch on which something was entered, the newest first: at most
    /// `limit` of those before `before`.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn till_days(
        &self,
        branch: &BranchId,
        before: Option<BusinessDay>,
        limit: usize,
    ) -> Result<Vec<TillDay>, StoreError> {
        let before = before.map(|day| keys::till_day(branch, day));
        let partition = keys::till_partition(branch);
        let items = self
            .query_newest(&partition, keys::DAY_PREFIX, before, limit)
            .await?;
        let mut days = Vec::with_capacity(items.len());
        for item in items {
            if let Some(Row::TillDay(_, day)) = Row::of(&item) {
                days.push(day_in(day, item)?);
            }
        }
        Ok(days)
    }

    /// Checks with how their bills stand, in one round trip for each fifty; those that are not there
    /// are left out.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn checks_with_bills(
        &self,
        ids: &[CheckId],
    ) -> Result<Vec<(Check, Option<Settlement>)>, StoreError> {
        let keys = ids
            .iter()
            .flat_map(|id| [keys::check(id), keys::settlement(id)]);
        let keys: Vec<_> = keys.collect();
        if keys.is_empty() {
            return Ok(Vec::new());
        }
        let mut found = self.batch_get(&keys).await?;
        let mut checks = Vec::with_capacity(ids.len());
        for id in ids {
            let check: Option<Check> = found.take(&keys::check(id))?;
            let settlement = found.take(&keys::settlement(id))?;
            checks.extend(check.map(|check| (check, settlement)));
        }
        Ok(checks)
    }

    /// Enters something that is of no check, once.
    ///
    /// # Errors
    /// When the store fails; then it is not known whether it stands, and a retry with the same key
    /// tells.
    pub async fn enter_till(
        &self,
        entry: &TillEntry,
        record: &Idempotent,
        audit: &AuditEntry,
        now: Timestamp,
    ) -> Result<Entered, StoreError> {
        let commit = Commit::new(self).answer(record, now).enter(entry);
        entered(commit.record(audit)).await
    }

    /// Writes the report of a day, made from all of its entries, once, and gives it to a printer
    /// where there is a job.
    ///
    /// # Errors
    /// As [`Store::enter_till`].
    pub async fn close_till(
        &self,
        (closed, job): (&ClosedDay, Option<&PrintJob>),
        record: &Idempotent,
        audit: &AuditEntry,
        now: Timestamp,
    ) -> Result<Entered, StoreError> {
        let item = closed_item(closed).and_then(|mut item| {
            if job.is_some() {
                item.insert(PRINTED_AT.to_owned(), value(&closed.closed_at)?);
            }
            Ok(item)
        });
        let commit = Commit::new(self).answer(record, now);
        let commit = commit.put(Part::TillDay, item, Expression::before(closed.version));
        let commit = commit.queue(job.map_or(&[], std::slice::from_ref));
        entered(commit.record(audit)).await
    }

    /// Gives a day to a printer, once, with the answer to its request; `first` is the day of which it
    /// is the first paper of its report.
    ///
    /// # Errors
    /// As [`Store::enter_till`].
    pub async fn print_day(
        &self,
        job: &PrintJob,
        first: Option<BusinessDay>,
        record: &Idempotent,
        audit: &AuditEntry,
        now: Timestamp,
    ) -> Result<DayPrinted, StoreError> {
        let mut commit = Commit::new(self).answer(record, now).save_print_job(job);
        if let Some(day) = first {
            let update = Expression::new(format!("SET {PRINTED_AT} = :now"));
            let update = update.value(":now", value(&now)?);
            let free = format!("attribute_not_exists({PRINTED_AT})");
            let key = keys::till_day(&job.branch_id, day);
            commit = commit.update(Part::TillDay, &key, update, &free);
        }
        let Err(refused) = commit.record(audit).send().await? else {
            return Ok(DayPrinted::Queued);
        };
        Ok(match refused.part {
            Part::Answer => match refused.read()? {
                Some(record) => DayPrinted::Answered(Box::new(record)),
                None => DayPrinted::Again,
            },
            _ => DayPrinted::Again,
        })
    }
}

/// A day's report.
pub(super) fn closed_item(closed: &ClosedDay) -> Result<Item, StoreError> {
    let key = keys::till_day(&closed.branch_id, closed.business_day);
    let mut item = write_packed(&key, closed)?;
    item.insert(CLOSED_AT.to_owned(), value(&closed.closed_at)?);
    Ok(item)
}

pub(super) fn entry_item(entry: &TillEntry) -> Result<Item, StoreError> {
    let (branch, day) = (&entry.branch_id, entry.business_day);
    write_packed(&keys::till_entry(branch, day, entry.at, &entry.id), entry)
}

/// How a commit that enters something ended.
pub(super) async fn entered(commit: Commit<'_>) -> Result<Entered, StoreError> {
    let Err(refused) = commit.send().await? else {
        return Ok(Entered::Stands);
    };
    Ok(match refused.part {
        Part::Answer => match refused.read()? {
            Some(record) => Entered::Answered(Box::new(record)),
            None => Entered::Again,
        },
        Part::TillDay => match &refused.item {
            Some(item) if item.contains_key(CLOSED_AT) => Entered::Closed,
            Some(item) if item.contains_key(OPENED_AT) => Entered::FloatSaid,
            _ => Entered::Again,
        },
        Part::Approval => Entered::ApprovalUsed,
        _ => Entered::Again,
    })
}

impl Commit<'_> {
    /// Enters what of this commit counts for its business day, which must not be closed.
    pub(super) fn enter(self, entry: &TillEntry) -> Self {
        let day = keys::till_day(&entry.branch_id, entry.business_day);
        let one = Expression::new("ADD #version :one")
            .name("#version", "version")
            .value(":one", number(1));
        let commit = match (entry.deed, value(&entry.at)) {
            (TillDeed::Opened, Ok(at)) => {
                let update = Expression {
                    text: format!("SET {OPENED_AT} = :at ADD #version :one"),
                    ..one
                };
                let free = format!(
                    "attribute_not_exists({CLOSED_AT}) and attribute_not_exists({OPENED_AT})"
                );
                self.update(Part::TillDay, &day, update.value(":at", at), &free)
            }
            _ => {
                let open = format!("attribute_not_exists({CLOSED_AT})");
                self.update(Part::TillDay, &day, one, &open)
            }
        };
        commit.put(Part::TillEntry, entry_item(entry), Expression::absent())
    }
}
