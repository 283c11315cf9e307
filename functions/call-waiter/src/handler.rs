//! Guests call, and say how they will pay; staff acknowledge and resolve.

use salver::api::operations::call::{ASK_TO_PAY, CALL_WAITER, MOVE_CALL, TAKE_BACK_PAYMENT};
use salver::api::{HttpRequest, Problem, Reply, Router, StaffParts, staff};
use salver::auth::guest_token::GuestToken;
use salver::domain::audit::Actor;
use salver::domain::id::{BranchId, CallId};
use salver::service::asked::{self, AskToPay};
use salver::service::call::{OpenCall, move_to, open};
use salver::wire::call::CallView;

/// What this function serves.
pub fn router() -> Router<StaffParts> {
    Router::new(env!("CARGO_PKG_NAME"))
        .on(&CALL_WAITER, |parts, http| Box::pin(open_call(parts, http)))
        .on(&ASK_TO_PAY, |parts, http| Box::pin(ask_to_pay(parts, http)))
        .on(&TAKE_BACK_PAYMENT, |parts, http| {
            Box::pin(take_back(parts, http))
        })
        .on(&MOVE_CALL, |parts, http| Box::pin(move_call(parts, http)))
}

async fn open_call(parts: &StaffParts, http: &HttpRequest) -> Result<Reply, Problem> {
    let token = GuestToken::parse(http.bearer()?)?;
    let intent = http.intent(token.scope(), "")?;
    let request = http.read(&CALL_WAITER)?;
    let (reason, note) = request.parse()?;
    let wish = OpenCall {
        token,
        reason,
        note,
    };
    let by = http.by(Actor::Nobody);
    Ok(Reply::answer(
        open(&parts.store, &intent, &wish, &by).await?,
    ))
}

async fn ask_to_pay(parts: &StaffParts, http: &HttpRequest) -> Result<Reply, Problem> {
    let token = GuestToken::parse(http.bearer()?)?;
    let intent = http.intent(token.scope(), "")?;
    let request = http.read(&ASK_TO_PAY)?;
    let wish = AskToPay {
        token,
        ask: request.ask(),
        expected: request.expected_total,
    };
    let by = http.by(Actor::Nobody);
    Ok(Reply::answer(
        asked::ask(&parts.store, &intent, &wish, &by).await?,
    ))
}

async fn take_back(parts: &StaffParts, http: &HttpRequest) -> Result<Reply, Problem> {
    let token = GuestToken::parse(http.bearer()?)?;
    asked::take_back(&parts.store, &token, http.now).await?;
    Ok(Reply::no_content())
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
