//! `POST /api/v1/realtime/tickets`: the right to open one WebSocket. Browsers cannot set
//! headers at the handshake, and a token has no place in a URL; a ticket that is good once
//! and for 30 seconds has.

use std::sync::Arc;

use jiff::{SignedDuration, Timestamp};
use salver::api::{App, Call, Problem, Reply, guest_access, staff_access};
use salver::auth::guest_token::GuestToken;
use salver::auth::refresh::REFRESH_SECONDS;
use salver::auth::{AuthError, secret, staff_token};
use salver::domain::audit::{Actor, Deed};
use salver::domain::claims::Claims;
use salver::domain::topic::Topic;
use salver::store::Ticket;
use salver::wire::realtime::{TicketRequest, TicketView};

/// How long a ticket is good, in seconds.
const TICKET_SECONDS: i64 = 30;

/// Who asks, what they may listen to, and until when they are who they are.
struct Identity {
    claims: Claims,
    topics: Vec<Topic>,
    expires_at: i64,
}

/// Makes a ticket for the caller's topics.
pub async fn handle(app: Arc<App>, call: Arc<Call>) -> Result<Reply, Problem> {
    let request: TicketRequest = call.json_or_empty()?;
    let identity = identify(&app, &call).await?;
    let topics = match request.topics {
        // A rider has nothing to listen to.
        _ if identity.topics.is_empty() => return refuse(&app, &call, &identity.claims).await,
        None => identity.topics,
        Some(wanted)
            if !wanted.is_empty() && wanted.iter().all(|t| identity.topics.contains(t)) =>
        {
            // Each once, however often it was named.
            let named = |topic: &Topic| wanted.contains(topic);
            identity.topics.into_iter().filter(named).collect()
        }
        Some(wanted) => {
            // Their number alone: the names are the caller's text.
            tracing::warn!(
                asked = wanted.len(),
                "topics were asked for that the caller may not have"
            );
            return refuse(&app, &call, &identity.claims).await;
        }
    };
    let secret = secret::random()?;
    let ends = call.now + SignedDuration::from_secs(TICKET_SECONDS);
    let ticket = Ticket {
        claims: identity.claims,
        topics: topics.clone(),
        batches: request.batches,
        identity_expires_at: identity.expires_at,
        expires_at: ends.as_second(),
    };
    app.store()
        .put_ticket(&secret::hash(&secret), &ticket)
        .await?;
    let url = format!("/realtime?ticket={secret}");
    Reply::created(
        &url.clone(),
        &TicketView {
            ticket: secret,
            url,
            expires_at: ends,
            topics,
        },
    )
}

/// Refuses whoever asked for more than they may hear, with an entry in the record. The
/// topics that they named are their text and stay out of it.
async fn refuse(app: &App, call: &Call, claims: &Claims) -> Result<Reply, Problem> {
    let (branch, who) = match claims {
        Claims::Guest { check_id, guest_id } => (
            check_id.branch(),
            Actor::Guest {
                id: guest_id.clone(),
                session: check_id.clone(),
            },
        ),
        Claims::Staff {
            branch_id,
            staff_id,
            role,
            ..
        } => (
            branch_id.clone(),
            Actor::Staff {
                id: staff_id.clone(),
                role: Some(*role),
            },
        ),
    };
    let entry = call
        .entry(&branch, who, Deed::PermissionRefused)?
        .with("operation", call.route());
    app.store().note(&entry).await?;
    Err(AuthError::Forbidden.into())
}

/// Staff tokens have the form of a JWT, guests' tokens begin with a session's ID.
async fn identify(app: &App, call: &Call) -> Result<Identity, Problem> {
    match GuestToken::parse(call.bearer()?) {
        Ok(token) => guest(app, &token, call.now).await,
        Err(_) => staff(app, call).await,
    }
}

async fn guest(app: &App, token: &GuestToken, now: Timestamp) -> Result<Identity, Problem> {
    let (check, guest) = app
        .store()
        .check_and_guest(&token.check, &token.guest)
        .await?;
    let (check, guest) = guest_access::admit(token, check, guest, now)?;
    Ok(Identity {
        topics: vec![Topic::session(&check.id)],
        expires_at: guest.expires_at,
        claims: Claims::Guest {
            check_id: check.id,
            guest_id: guest.id,
        },
    })
}

async fn staff(app: &App, call: &Call) -> Result<Identity, Problem> {
    let claims = staff_token::verify(app.staff_key()?, call.bearer()?, call.now)?;
    staff_access::require_current(app, call, &claims).await?;
    let mut topics: Vec<Topic> = claims
        .branches
        .iter()
        .flat_map(|b| Topic::of_role(claims.role, b))
        .collect();
    topics.dedup();
    Ok(Identity {
        topics,
        // Signing out or disabling the person ends the connection earlier.
        expires_at: call.now.as_second() + REFRESH_SECONDS,
        claims: Claims::Staff {
            staff_id: claims.sub,
            branch_id: claims.home,
            role: claims.role,
            family_id: claims.family,
            session_version: claims.session_version,
        },
    })
}
