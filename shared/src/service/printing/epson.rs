//! What Epson's printers ask for, and get.

use jiff::Timestamp;
use salver_print::epson::{self, Ask, JobResult};
use salver_print::{Fault, lay_out};

use super::ask::{Asking, Handed, condition_of, heard_of};
use crate::domain::print_job::PrintResult;
use crate::domain::printer::{Condition, HeardOf};
use crate::service::Refusal;
use crate::store::Store;

/// What a printer gets for what it posts: its next job, or nothing.
///
/// # Errors
/// When the store fails.
pub async fn answer(
    store: &Store,
    asking: &Asking,
    body: &[u8],
    now: Timestamp,
) -> Result<Option<Handed>, Refusal> {
    match epson::ask(body) {
        Ask::Job { .. } => job(store, asking, now).await,
        Ask::Results { results, .. } => {
            for result in &results {
                note(store, asking, result, now).await?;
            }
            Ok(None)
        }
        Ask::Status { heard, .. } => {
            asking.says(store, heard_of(heard, now)).await?;
            Ok(None)
        }
        Ask::Unknown => Ok(None),
    }
}

/// Whether a printer says how a job went, which is heard however often it asks.
pub fn is_result(body: &[u8]) -> bool {
    matches!(epson::ask(body), Ask::Results { .. })
}

/// It has no other way to fetch a job than to ask, so what is answered counts as fetched.
async fn job(store: &Store, asking: &Asking, now: Timestamp) -> Result<Option<Handed>, Refusal> {
    // Asking says that it is on, and nothing of its paper.
    asking.says(store, asking.as_last_heard(now)).await?;
    let line = asking.line(store, now).await?;
    let Some(due) = asking.due(store, line, now).await? else {
        return Ok(None);
    };
    let Some(fetched) = due.fetched(None, now) else {
        return Ok(None);
    };
    // Whoever loses this race is the same printer, which has it already.
    let is_ours = store.save_print_job(&fetched, None).await?;
    Ok(is_ours.then(|| Handed::of(asking, fetched)))
}

/// A job as the XML of its words.
pub fn words(job: &Handed) -> String {
    epson::job(&job.token, &lay_out(&job.spelled(), job.paper))
}

/// A job as the XML of its picture: dots in rows of whole bytes, ink is 1, in Base64.
pub fn picture(job: &Handed, (width, height): (usize, usize), dots: &str) -> String {
    epson::picture(&job.token, (width, height), dots)
}

async fn note(
    store: &Store,
    asking: &Asking,
    said: &JobResult,
    now: Timestamp,
) -> Result<(), Refusal> {
    let condition = match (said.printed, said.fault) {
        (true, _) => Some(Condition::Ready),
        (false, Some(fault)) => Some(condition_of(fault)),
        (false, None) => None,
    };
    if let Some(condition) = condition {
        let code = match said.printed {
            true => String::new(),
            false => said.code.clone(),
        };
        let heard = HeardOf {
            at: now,
            condition,
            code,
        };
        asking.says(store, heard).await?;
    }
    let Some(result) = result(said) else {
        return Ok(());
    };
    let id = match &said.job {
        Some(token) => asking.job_of(token),
        None => asking.line(store, now).await?.in_hand.map(|job| job.id),
    };
    match id {
        Some(id) => asking.answers(store, &id, (&result, &said.code), now).await,
        None => Ok(()),
    }
}

/// What a result says of the paper; `None` while it still prints.
fn result(said: &JobResult) -> Option<PrintResult> {
    Some(match (said.printed, said.fault, said.code.as_str()) {
        (true, ..) => PrintResult::Printed,
        // Nothing of it came out, or not all: it is printed once somebody has been there.
        (_, Some(Fault::NoPaper | Fault::CoverOpen), _) => PrintResult::Kept,
        // All of it may be out and only not be cut.
        (_, Some(Fault::Cutter | Fault::Jam | Fault::Other), _) => PrintResult::Unclear,
        (.., "Printing") => return None,
        (.., "EX_TIMEOUT" | "EX_SPOOLER" | "PrintSystemError" | "JobNotFound") => {
            PrintResult::Unclear
        }
        _ => PrintResult::Failed,
    })
}
