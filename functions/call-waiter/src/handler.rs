//! Guests call; staff acknowledge and resolve.

use salver::api::operations::call::{CALL_WAITER, MOVE_CALL};
use salver::api::{HttpRequest, Problem, Reply, Router, StaffParts, staff};
use salver::auth::guest_token::GuestToken;
use salver::domain::audit::Actor;
use salver::domain::id::{BranchId, CallId};
use salver::domain::text::Note;
use salver::service::call::{OpenCall, move_to, open};
use salver::wire::call::CallView;

/// What this function serves.
pub fn router() -> Router<StaffParts> {
    Router::new(env!("CARGO_PKG_NAME"))
        .on(&CALL_WAITER, |parts, http| Box::pin(open_call(parts, http)))
        .on(&MOVE_CALL, |parts, http| Box::pin(move_call(parts, http)))
}

async fn open_call(parts: &StaffParts, http: &HttpRequest) -> Result<Reply, Problem> {
    let token = GuestToken::parse(http.bearer()?)?;
    let intent = http.intent(token.scope(), "")?;
    let request = http.read(&CALL_WAITER)?;
    let wish = OpenCall {
        token,
        reason: request.reason,
        note: Note::parse(request.note.as_deref())?,
    };
    let by = http.by(Actor::Nobody);
    Ok(Reply::answer(
        open(&parts.store, &intent, &wish, &by).await?,
    ))
}

async fn move_call(parts: &StaffParts, http: &HttpRequest) -> Result<Reply, Problem> {
    let branch: BranchId = http.id("branch")?;
    let staff = staff::authorize_write(parts, http, &branch).await?;
    let id: CallId = http.id("call")?;
    let request = http.read(&MOVE_CALL)?;
    let step = (request.status, &staff.sub);
    let moved = move_to(&parts.store, &branch, &id, step, &http.by(&staff)).await?;
    Reply::ok(&CallView::from(&moved))
}
