//! `POST /api/v1/realtime/tickets`: the right to open one WebSocket. Browsers cannot set
//! headers at the handshake, and a token has no place in a URL; a ticket that is good once
//! and for 30 seconds has.

use salver::api::operations::realtime::CREATE_TICKET;
use salver::api::{HttpRequest, Problem, Reply, Router};
use salver::auth::guest_token::GuestToken;
use salver::auth::screen_token::ScreenToken;
use salver::auth::staff_token;
use salver::domain::audit::Actor;
use salver::domain::id::BranchId;
use salver::service::realtime::{Listener, NewTicket, make_ticket};
use salver::wire::realtime::TicketView;

use crate::parts::Parts;

/// What this function serves.
pub fn router() -> Router<Parts> {
    Router::new(env!("CARGO_PKG_NAME"))
        .on(&CREATE_TICKET, |parts, http| Box::pin(create(parts, http)))
}

/// Makes a ticket for the caller's topics.
async fn create(parts: &Parts, http: &HttpRequest) -> Result<Reply, Problem> {
    let request = http.read(&CREATE_TICKET)?;
    let listener = identify(parts, http, request.branch).await?;
    let wanted = request.topics.as_deref();
    let by = (http.route(), &http.by(Actor::Nobody));
    let NewTicket {
        secret,
        expires_at,
        topics,
    } = make_ticket(&parts.store, listener, wanted, request.batches, by).await?;
    let url = format!("/realtime?ticket={secret}");
    let view = TicketView {
        ticket: secret,
        url: url.clone(),
        expires_at,
        topics,
    };
    Reply::created(&url, &view)
}

/// Staff tokens have the form of a JWT, guests' tokens begin with a session's ID, and those of
/// screens have two parts.
async fn identify(
    parts: &Parts,
    http: &HttpRequest,
    branch: Option<BranchId>,
) -> Result<Listener, Problem> {
    let store = &parts.store;
    if let Ok(token) = ScreenToken::parse(http.bearer()?) {
        if branch.is_some() {
            return Err(Problem::invalid("branch", "is for staff"));
        }
        return Ok(Listener::screen(store, &token, http.now).await?);
    }
    match GuestToken::parse(http.bearer()?) {
        Ok(_) if branch.is_some() => Err(Problem::invalid("branch", "is for staff")),
        Ok(token) => Ok(Listener::guest(store, &token, http.now).await?),
        Err(_) => {
            let claims = staff_token::verify(&parts.staff_key, http.bearer()?, http.now)?;
            Ok(Listener::staff(store, claims, branch, http.now).await?)
        }
    }
}
