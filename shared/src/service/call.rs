//! Guests call; staff acknowledge and resolve.

use super::admit;
use super::by::By;
use super::intent::{Answer, Intent};
use super::refusal::Refusal;
use crate::auth::guest_token::GuestToken;
use crate::auth::secret;
use crate::domain::DomainError;
use crate::domain::call::{COOL_DOWN_SECONDS, Call, CallReason};
use crate::domain::id::{BranchId, CallId, StaffId};
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

/// Calls for somebody, exactly once.
///
/// # Errors
/// When the guest's token is over, the key is of another request, or the party asked for the
/// same a moment ago; or when the store fails.
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
        let location = format!("/api/v1/calls/{}", call.id);
        let answer = Answer::new(location, &CallView::from(&call))?;
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
