//! Guests call; staff acknowledge and resolve.

use salver::api::operations::call::{CALL_WAITER, MOVE_CALL};
use salver::api::{Call, Problem, Reply, Router, staff};
use salver::auth::guest_token::GuestToken;
use salver::domain::audit::Actor;
use salver::domain::id::{BranchId, CallId};
use salver::domain::text::Note;
use salver::service::call::{OpenCall, move_to, open};
use salver::wire::call::CallView;

use crate::parts::Parts;

/// What this function serves.
pub fn router() -> Router<Parts> {
    Router::new(env!("CARGO_PKG_NAME"))
        .on(&CALL_WAITER, |parts, call| Box::pin(open_call(parts, call)))
        .on(&MOVE_CALL, |parts, call| Box::pin(move_call(parts, call)))
}

async fn open_call(parts: &Parts, call: &Call) -> Result<Reply, Problem> {
    let token = GuestToken::parse(call.bearer()?)?;
    let intent = call.intent(token.scope(), "")?;
    let request = call.read(&CALL_WAITER)?;
    let wish = OpenCall {
        token,
        reason: request.reason,
        note: Note::parse(request.note.as_deref())?,
    };
    let by = call.by(Actor::Nobody);
    Ok(Reply::answer(
        open(&parts.store, &intent, &wish, &by).await?,
    ))
}

async fn move_call(parts: &Parts, call: &Call) -> Result<Reply, Problem> {
    let branch: BranchId = call.id("branch")?;
    let staff = staff::authorize_write(parts, call, &branch).await?;
    let id: CallId = call.id("call")?;
    let request = call.read(&MOVE_CALL)?;
    let step = (request.status, &staff.sub);
    let moved = move_to(&parts.store, &branch, &id, step, &call.by(&staff)).await?;
    Reply::ok(&CallView::from(&moved))
}
