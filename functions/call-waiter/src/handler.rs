//! Guests call; staff acknowledge and resolve.

use std::sync::Arc;

use salver::api::serve::unknown_route;
use salver::api::{Call, Problem, Reply, staff};
use salver::auth::guest_token::GuestToken;
use salver::domain::audit::Actor;
use salver::domain::id::{BranchId, CallId};
use salver::domain::role::Permission;
use salver::domain::text::Note;
use salver::service::call::{OpenCall, move_to, open};
use salver::wire::{CallRequest, CallView, MoveCallRequest};

use crate::parts::Parts;

/// Routes on the key that API Gateway matched.
pub async fn handle(parts: Arc<Parts>, call: Arc<Call>) -> Result<Reply, Problem> {
    match call.route() {
        "POST /api/v1/calls" => open_call(&parts, &call).await,
        "PATCH /api/v1/branches/{branch}/calls/{call}" => move_call(&parts, &call).await,
        _ => Err(unknown_route(&call)),
    }
}

async fn open_call(parts: &Parts, call: &Call) -> Result<Reply, Problem> {
    let token = GuestToken::parse(call.bearer()?)?;
    let intent = call.intent(token.scope(), "")?;
    let request: CallRequest = call.json()?;
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
    let staff = staff::authorize_write(parts, call, &branch, Permission::RunFloor).await?;
    let id: CallId = call.id("call")?;
    let request: MoveCallRequest = call.json()?;
    let step = (request.status, &staff.sub);
    let moved = move_to(&parts.store, &branch, &id, step, &call.by(&staff)).await?;
    Reply::ok(&CallView::from(&moved))
}
