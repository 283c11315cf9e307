//! The print queue, as staff see and move it.

use jiff::Timestamp;

use super::printers::{self, Printers};
use crate::auth::secret;
use crate::domain::DomainError;
use crate::domain::audit::{AuditEntry, Deed};
use crate::domain::branch::Profile;
use crate::domain::id::{BranchId, PrintJobId, PrinterId};
use crate::domain::print_job::{JobWish, PrintContent, PrintJob};
use crate::domain::printer::Printer;
use crate::domain::slip::{Slip, SlipLine, Style};
use crate::domain::transitions::PrintStatus;
use crate::service::intent::{Answer, Intent};
use crate::service::{By, Refusal};
use crate::store::{Printing, Retry, Store};
use crate::wire::printing::PrintJobView;

/// How many jobs staff see.
const SHOWN: usize = 100;
/// What stands on top of what was printed before.
const DUPLICATE: &str = "DUPLICATE";

/// A branch's newest jobs as they are at `now`, and its printers.
///
/// # Errors
/// `NotFound`; or when the store fails.
pub async fn list(
    store: &Store,
    branch: &BranchId,
    now: Timestamp,
) -> Result<(Vec<PrintJob>, Printers), Refusal> {
    let jobs = async { Ok::<_, Refusal>(store.print_jobs(branch, SHOWN, now).await?) };
    let (jobs, printers) = tokio::try_join!(jobs, printers::read(store, branch))?;
    let jobs = jobs.iter().map(|job| job.as_of(now)).collect();
    Ok((jobs, printers))
}

/// A job as it is at `now`.
///
/// # Errors
/// `NotFound`; or when the store fails.
pub async fn read(store: &Store, id: &PrintJobId, now: Timestamp) -> Result<PrintJob, Refusal> {
    Ok(known(store, id, now).await?.as_of(now))
}

async fn known(store: &Store, id: &PrintJobId, now: Timestamp) -> Result<PrintJob, Refusal> {
    let job = store.print_job(id).await?.filter(|job| job.is_known(now));
    job.ok_or(Refusal::NotFound("print job"))
}

async fn printer(
    store: &Store,
    branch: &BranchId,
    id: &PrinterId,
) -> Result<(Profile, Printer), Refusal> {
    let profile = store.profile(branch).await?;
    let profile = profile.ok_or(Refusal::NotFound("branch"))?;
    let printer = profile.any_printer(id)?;
    Ok((profile, printer))
}

/// Does with a job what somebody wants of it.
///
/// # Errors
/// `NotFound` without such a job or printer, `VersionConflict`, what [`PrintJob::wished`] refuses;
/// or when the store fails.
pub async fn wish(
    store: &Store,
    id: &PrintJobId,
    (wish, version): (&JobWish, Option<u64>),
    by: &By,
) -> Result<PrintJob, Refusal> {
    if let JobWish::Move(other) = wish {
        printer(store, &id.branch(), other).await?;
    }
    let entry = by.entry(&id.branch(), Deed::PrintJobMoved)?.about(id);
    let entry = match wish {
        JobWish::Dismiss => entry.with("to", "dismissed"),
        JobWish::Release => entry.with("to", "queued"),
        JobWish::Printed => entry.with("to", "printed"),
        JobWish::Move(other) => entry.with("printer", other),
    };
    let mut tries = Retry::USUAL.tries();
    loop {
        let job = known(store, id, by.at).await?;
        let seen = job.as_of(by.at).version;
        // Time alone moves a job without a write, so either version is the one that was seen.
        if let Some(expected) =
            version.filter(|version| *version != job.version && *version != seen)
        {
            let actual = seen;
            return Err(DomainError::VersionConflict { expected, actual }.into());
        }
        let next = job.wished(wish, by.at)?;
        if store.save_print_job(&next, &entry).await? {
            return Ok(next);
        }
        tries.again().await?;
    }
}

/// Prints a job once more, marked as a duplicate, at the same printer or another one. What nobody
/// knew the end of nobody waits for any more then.
///
/// # Errors
/// `NotFound` without such a job or printer, `IllegalTransition` for what its printer has in hand,
/// `KeyReused`; or when the store fails.
pub async fn reprint(
    store: &Store,
    intent: &Intent,
    (id, other): (&PrintJobId, Option<&PrinterId>),
    by: &By,
) -> Result<Answer, Refusal> {
    let mut tries = Retry::USUAL.tries();
    loop {
        let job = known(store, id, by.at).await?;
        let at = job.as_of(by.at);
        let target = other.unwrap_or(&at.printer_id);
        printer(store, &id.branch(), target).await?;
        let instead = match at.status {
            PrintStatus::Claimed => {
                let refusal = job.wished(&JobWish::Release, by.at);
                let refusal = refusal.err().unwrap_or(DomainError::NotFound("print job"));
                return intent.replay_or(store, by.at, refusal).await;
            }
            PrintStatus::Printed | PrintStatus::Dismissed => None,
            _ => Some(job.wished(&JobWish::Dismiss, by.at)?),
        };
        let again = PrintJob {
            repeats: Some(id.clone()),
            ..new_job(
                &id.branch(),
                target,
                (at.content.clone(), marked(&at.slip)),
                by,
            )?
        };
        let entry = by.entry(&id.branch(), Deed::PrintJobAsked)?;
        let entry = entry.about(&again.id).with("repeats", id);
        if let Some(answer) = add(store, intent, (&again, instead.as_ref()), &entry, by).await? {
            return Ok(answer);
        }
        tries.again().await?;
    }
}

/// A slip with the word on top that it was printed before.
fn marked(slip: &Slip) -> Slip {
    let is_marked =
        matches!(slip.lines.first(), Some(SlipLine::Words { text, .. }) if text == DUPLICATE);
    if is_marked {
        return slip.clone();
    }
    let mut again = Slip::default();
    again.words(DUPLICATE, Style::LARGE);
    again.lines.extend(slip.lines.iter().cloned());
    again.closed()
}

/// Lets a printer print a few words.
///
/// # Errors
/// `NotFound` without such a printer, `KeyReused`; or when the store fails.
pub async fn test(
    store: &Store,
    intent: &Intent,
    (branch, id): (&BranchId, &PrinterId),
    by: &By,
) -> Result<Answer, Refusal> {
    let mut tries = Retry::USUAL.tries();
    loop {
        let (profile, printer) = printer(store, branch, id).await?;
        let mut slip = Slip::default();
        slip.words("TEST", Style::LARGE)
            .words(profile.name.as_str(), Style::USUAL)
            .amount(
                printer.name.as_str(),
                profile.wall_time(by.at),
                Style::USUAL,
            )
            .rule()
            .words("This printer prints.", Style::USUAL);
        let job = new_job(branch, id, (PrintContent::Test, slip), by)?;
        let entry = by.entry(branch, Deed::PrintJobAsked)?.about(&job.id);
        if let Some(answer) = add(store, intent, (&job, None), &entry, by).await? {
            return Ok(answer);
        }
        tries.again().await?;
    }
}

/// A job with an ID that sorts by its time. A retry makes another one, which its record keeps out.
fn new_job(
    branch: &BranchId,
    printer: &PrinterId,
    (content, slip): (PrintContent, Slip),
    by: &By,
) -> Result<PrintJob, Refusal> {
    let id = PrintJobId::new(branch, &secret::unique(by.at)?)?;
    Ok(PrintJob::new(id, printer.clone(), content, slip, by.at))
}

/// One attempt; `None` when something moved in between.
async fn add(
    store: &Store,
    intent: &Intent,
    (job, instead): (&PrintJob, Option<&PrintJob>),
    entry: &AuditEntry,
    by: &By,
) -> Result<Option<Answer>, Refusal> {
    let location = format!("/api/v1/branches/{}/print-jobs/{}", job.branch_id, job.id);
    let answer = Answer::new(location, &PrintJobView::from(job))?;
    let record = intent.record(&answer, by.at);
    match store
        .add_print_job(job, instead, &record, entry, by.at)
        .await?
    {
        Printing::Queued => Ok(Some(answer)),
        Printing::Answered(record) => intent.replay(*record).map(Some),
        Printing::Again => Ok(None),
    }
}
