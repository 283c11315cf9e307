//! Guests call; staff acknowledge and resolve.

use jiff::{SignedDuration, Timestamp};

use super::admit;
use super::by::By;
use super::intent::{Answer, Intent};
use super::refusal::Refusal;
use crate::auth::guest_token::GuestToken;
use crate::auth::secret;
use crate::domain::DomainError;
use crate::domain::call::{COOL_DOWN_SECONDS, Call, CallReason};
use crate::domain::id::{BranchId, CallId, CheckId, StaffId};
use crate::domain::text::Note;
use crate::domain::transitions::CallStatus;
use crate::store::{Calling, Retry, Store, Window};
use crate::wire::call::CallView;

/// What a guest asks for.
#[derive(Debug)]
pub struct OpenCall {
    /// Who says so.
    pub token: GuestToken,
    /// What for.
    pub reason: CallReason,
    /// In their words.
    pub note: Option<Note>,
}

/// Calls for somebody, exactly once. Who asks again for what nobody has seen yet gets the call
/// that waits: so a party has one open call for a reason at most, and the floor no heap of them.
///
/// # Errors
/// When the guest's token is over, the key is of another request, the party asked for the
/// same a moment ago, or waits for it in other words; or when the store fails.
pub async fn open(
    store: &Store,
    intent: &Intent,
    request: &OpenCall,
    by: &By,
) -> Result<Answer, Refusal> {
    let now = by.at;
    let mut tries = Retry::USUAL.tries();
    loop {
        let (check, guest) = admit::read_guest(store, &request.token, now).await?;
        if let Some(waiting) = waiting(store, &check.id, request, now).await? {
            if waiting.says(request.note.as_ref()) {
                let answer = answer(&waiting)?;
                let record = intent.record(&answer, now);
                match store.call_again(&check.id, &record, now).await? {
                    Calling::Called => return Ok(answer),
                    Calling::Answered(record) => return intent.replay(record),
                    Calling::SessionClosed => return Err(DomainError::SessionClosed.into()),
                    _ => tries.again().await?,
                }
                continue;
            }
            let retry_after = COOL_DOWN_SECONDS.unsigned_abs();
            let refusal = Refusal::CalledJustNow { retry_after };
            return intent.replay_or(store, now, refusal).await;
        }
        let id = CallId::new(&check.id, &secret::unique(now)?)?;
        let call = Call::open(
            id,
            &check,
            &guest,
            request.reason,
            request.note.clone(),
            now,
        )?;
        let cool_down = Window {
            what: "call",
            who: format!("{}#{}", check.id, request.reason.name()),
            limit: 1,
            seconds: COOL_DOWN_SECONDS,
        };
        let answer = answer(&call)?;
        let record = intent.record(&answer, now);
        match store.call(&call, &cool_down, &record, now).await? {
            Calling::Called => return Ok(answer),
            Calling::Answered(record) => return intent.replay(record),
            Calling::SessionClosed => return Err(DomainError::SessionClosed.into()),
            Calling::TooSoon { retry_after } => return Err(Refusal::CalledJustNow { retry_after }),
            Calling::Again => tries.again().await?,
        }
    }
}

fn answer(call: &Call) -> Result<Answer, Refusal> {
    let location = format!("/api/v1/calls/{}", call.id);
    Answer::new(location, &CallView::from(call))
}

/// The party's call for the same that nobody has seen yet, once it may be asked for again:
/// until then the cool-down of the commit decides.
async fn waiting(
    store: &Store,
    session: &CheckId,
    request: &OpenCall,
    now: Timestamp,
) -> Result<Option<Call>, Refusal> {
    let mut calls = store.calls_of(session).await?.into_iter();
    let cooled = now - SignedDuration::from_secs(COOL_DOWN_SECONDS);
    let waits = |call: &Call| call.waits_for(request.reason) && call.opened_at <= cooled;
    Ok(calls.find(waits))
}

/// Moves a call one step.
///
/// # Errors
/// `NotFound` when the branch has no such call, what the call refuses; or when the store
/// fails.
pub async fn move_to(
    store: &Store,
    branch: &BranchId,
    id: &CallId,
    (to, staff): (CallStatus, &StaffId),
    by: &By,
) -> Result<Call, Refusal> {
    if id.branch() != *branch {
        return Err(Refusal::NotFound("call"));
    }
    let mut tries = Retry::USUAL.tries();
    loop {
        let found = store.read_call(id).await?;
        let found = found.ok_or(Refusal::NotFound("call"))?;
        let next = found.move_to(to, Some(staff.clone()), by.at)?;
        if store.save_call(&next).await? {
            return Ok(next);
        }
        tries.again().await?;
    }
}
