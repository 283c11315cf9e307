//! Guests call; staff acknowledge and resolve.

use std::sync::Arc;

use salver::api::idempotency::Intent;
use salver::api::problem::Code;
use salver::api::serve::unknown_route;
use salver::api::{App, Call, Problem, Reply, guest_access, staff_access};
use salver::auth::guest_token::GuestToken;
use salver::auth::secret;
use salver::domain::DomainError;
use salver::domain::call::{self, COOL_DOWN_SECONDS};
use salver::domain::id::{BranchId, CallId};
use salver::domain::role::Permission;
use salver::domain::text::Note;
use salver::store::{Calling, StoreError, Window};
use salver::wire::call::{CallRequest, CallView, MoveCallRequest};

/// How often a change is made again when somebody else was faster.
const MAX_TRIES: u32 = 5;

/// Routes on the key that API Gateway matched.
pub async fn handle(app: Arc<App>, call: Arc<Call>) -> Result<Reply, Problem> {
    match call.route() {
        "POST /api/v1/calls" => open(&app, &call).await,
        "PATCH /api/v1/branches/{branch}/calls/{call}" => move_call(&app, &call).await,
        _ => Err(unknown_route(&call)),
    }
}

async fn open(app: &App, call: &Call) -> Result<Reply, Problem> {
    let token = GuestToken::parse(call.bearer()?)?;
    let scope = format!("{}.{}", token.check, token.guest);
    let intent = Intent::new(scope, call.idempotency_key()?, call.route(), call.body()?);
    let request: CallRequest = call.json()?;
    let note = Note::parse(request.note.as_deref())?;
    for _ in 0..MAX_TRIES {
        let (check, guest) = app
            .store()
            .check_and_guest(&token.check, &token.guest)
            .await?;
        let (check, guest) = guest_access::admit(&token, check, guest, call.now)?;
        let id = CallId::new(&check.id, &secret::unique(call.now)?)?;
        let made = call::Call::open(id, &check, &guest, request.reason, note.clone(), call.now)?;
        let cool_down = Window {
            what: "call",
            who: format!("{}#{}", check.id, request.reason.name()),
            limit: 1,
            seconds: COOL_DOWN_SECONDS,
        };
        let location = format!("/api/v1/calls/{}", made.id);
        let body = serde_json::to_string(&CallView::from(&made)).map_err(|e| {
            Problem::new(Code::Internal, "The answer could not be written.").because(e)
        })?;
        let record = intent.record(&location, &body, call.now);
        match app
            .store()
            .call(&check, &made, &cool_down, &record, call.now)
            .await?
        {
            Calling::Called => return Ok(Reply::stored(&location, body, false)),
            Calling::Answered(record) => {
                intent.require_same(&record)?;
                return Ok(Reply::stored(&record.location, record.body, true));
            }
            Calling::SessionClosed => return Err(DomainError::SessionClosed.into()),
            Calling::TooSoon { retry_after } => {
                let detail = "Somebody has been called for this a moment ago.";
                return Err(Problem::new(Code::RateLimited, detail).after(retry_after));
            }
            Calling::Again => {}
        }
    }
    Err(StoreError::Contended.into())
}

async fn move_call(app: &App, call: &Call) -> Result<Reply, Problem> {
    let branch: BranchId = call.id("branch")?;
    let staff = staff_access::authorize_write(app, call, &branch, Permission::RunFloor).await?;
    let id: CallId = call.id("call")?;
    if id.branch() != branch {
        return Err(Problem::not_found("call"));
    }
    let request: MoveCallRequest = call.json()?;
    for _ in 0..MAX_TRIES {
        let found = app
            .store()
            .read_call(&id)
            .await?
            .ok_or_else(|| Problem::not_found("call"))?;
        let next = found.move_to(request.status, Some(staff.sub.clone()), call.now)?;
        if app.store().save_call(&next).await? {
            return Reply::ok(&CallView::from(&next));
        }
    }
    Err(StoreError::Contended.into())
}
