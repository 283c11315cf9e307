//! What Star's printers ask for, and get.

use jiff::Timestamp;
pub use salver_print::star::Media;
use salver_print::star::{self, Outcome, Poll};
use serde_json::Value;

use super::ask::{Asking, Handed, heard_of};
use crate::domain::print_job::PrintResult;
use crate::service::Refusal;
use crate::store::Store;

/// Whether there is a job for a printer that polls: its name and its form.
///
/// # Errors
/// When the store fails.
pub async fn poll(
    store: &Store,
    asking: &Asking,
    body: &[u8],
    now: Timestamp,
) -> Result<Option<Handed>, Refusal> {
    let Poll { heard, busy, .. } = star::poll(body);
    let heard = heard_of(heard, now);
    let (is_fault, code) = (heard.condition.is_fault(), heard.code.clone());
    asking.says(store, heard).await?;
    let line = asking.line(store, now).await?;
    if is_fault {
        // What it has in hand it fetches again once somebody has been there.
        if let Some(job) = &line.in_hand {
            let kept = (&PrintResult::Kept, code.as_str());
            asking.answers(store, &job.id, kept, now).await?;
        }
        return Ok(None);
    }
    if busy {
        return Ok(None);
    }
    let due = asking.due(store, line, now).await?;
    Ok(due.map(|job| Handed::of(asking, job)))
}

/// What is printed, for a printer that fetches it. Old firmware does not say which job; then it is
/// the one in hand, or the next one.
///
/// # Errors
/// When the store fails.
pub async fn fetch(
    store: &Store,
    asking: &Asking,
    (token, machine): (Option<&str>, Option<&str>),
    now: Timestamp,
) -> Result<Option<Handed>, Refusal> {
    let id = match token {
        Some(token) => asking.job_of(token),
        None => {
            let line = asking.line(store, now).await?;
            line.in_hand.or(line.next).map(|job| job.id)
        }
    };
    let Some(id) = id else {
        return Ok(None);
    };
    let job = asking.fetch(store, &id, machine, now).await?;
    Ok(job.map(|job| Handed::of(asking, job)))
}

/// In what form a job is handed over, unless a printer asks for another one.
pub fn media(job: &Handed) -> Media {
    match job.needs_picture() {
        true => Media::Png,
        false => Media::Text,
    }
}

/// A job as plain words.
pub fn words(job: &Handed) -> String {
    star::words(&job.spelled(), job.paper)
}

/// What a printer that polls is answered.
pub fn offer(job: Option<&Handed>) -> Value {
    star::offer(job.map(|job| (job.token.as_str(), media(job))))
}

/// Notes how a job went, by the code that the printer sent.
///
/// # Errors
/// When the store fails.
pub async fn confirm(
    store: &Store,
    asking: &Asking,
    (token, code): (Option<&str>, Option<&str>),
    now: Timestamp,
) -> Result<(), Refusal> {
    let id = match token {
        Some(token) => asking.job_of(token),
        None => asking.line(store, now).await?.in_hand.map(|job| job.id),
    };
    let Some(id) = id else {
        return Ok(());
    };
    let (result, said) = match code {
        Some(code) => {
            let (outcome, said) = star::outcome(code);
            let result = match outcome {
                Outcome::Printed => PrintResult::Printed,
                Outcome::Kept => PrintResult::Kept,
                Outcome::Failed { again: true } => PrintResult::BrokenOff,
                Outcome::Failed { again: false } => PrintResult::Failed,
            };
            (result, said)
        }
        // It is done with it, and does not say how.
        None => (PrintResult::Unclear, String::new()),
    };
    asking.answers(store, &id, (&result, &said), now).await
}
