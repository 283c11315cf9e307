//! `POST /api/v1/realtime/tickets`: the right to open one WebSocket. Browsers cannot set
//! headers at the handshake, and a token has no place in a URL; a ticket that is good once
//! and for 30 seconds has.

use jiff::{SignedDuration, Timestamp};
use salver::api::operations::realtime::CREATE_TICKET;
use salver::api::{HttpRequest, Problem, Reply, Router};
use salver::auth::guest_token::GuestToken;
use salver::auth::{AuthError, secret, staff_token};
use salver::domain::audit::{Actor, Deed};
use salver::domain::claims::Claims;
use salver::domain::id::BranchId;
use salver::domain::topic::Topic;
use salver::service::admit;
use salver::store::Ticket;
use salver::wire::realtime::TicketView;

use crate::parts::Parts;

/// How long a ticket is good, in seconds.
const TICKET_SECONDS: i64 = 30;

/// Who asks, what they may listen to, and until when they are who they are.
struct Identity {
    claims: Claims,
    topics: Vec<Topic>,
    expires_at: i64,
}

/// What this function serves.
pub fn router() -> Router<Parts> {
    Router::new(env!("CARGO_PKG_NAME"))
        .on(&CREATE_TICKET, |parts, http| Box::pin(create(parts, http)))
}

/// Makes a ticket for the caller's topics.
async fn create(parts: &Parts, http: &HttpRequest) -> Result<Reply, Problem> {
    let request = http.read(&CREATE_TICKET)?;
    let identity = identify(parts, http, request.branch).await?;
    let topics = match request.topics {
        // A rider has nothing to listen to.
        _ if identity.topics.is_empty() => return refuse(parts, http, &identity.claims).await,
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
            return refuse(parts, http, &identity.claims).await;
        }
    };
    let secret = secret::random()?;
    let ends = http.now + SignedDuration::from_secs(TICKET_SECONDS);
    let ticket = Ticket {
        claims: identity.claims,
        topics: topics.clone(),
        batches: request.batches,
        identity_expires_at: identity.expires_at,
        expires_at: ends.as_second(),
    };
    parts
        .store
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
async fn refuse(parts: &Parts, http: &HttpRequest, claims: &Claims) -> Result<Reply, Problem> {
    let (branch, who) = match claims {
        Claims::Guest { check_id, guest_id } => (
            check_id.branch(),
            Actor::Guest {
                id: guest_id.clone(),
                session: check_id.clone(),
            },
        ),
        Claims::Staff {
            access, staff_id, ..
        } => (
            access.branch.clone(),
            Actor::Staff {
                id: staff_id.clone(),
                role: Some(access.role),
            },
        ),
    };
    let entry = http
        .by(who)
        .entry(&branch, Deed::PermissionRefused)?
        .with("operation", http.route());
    parts.store.note(&entry).await?;
    Err(AuthError::Forbidden.into())
}

/// Staff tokens have the form of a JWT, guests' tokens begin with a session's ID.
async fn identify(
    parts: &Parts,
    http: &HttpRequest,
    branch: Option<BranchId>,
) -> Result<Identity, Problem> {
    match GuestToken::parse(http.bearer()?) {
        Ok(_) if branch.is_some() => Err(Problem::invalid("branch", "is for staff")),
        Ok(token) => guest(parts, &token, http.now).await,
        Err(_) => staff(parts, http, branch).await,
    }
}

async fn guest(parts: &Parts, token: &GuestToken, now: Timestamp) -> Result<Identity, Problem> {
    let (check, guest) = parts
        .store
        .check_and_guest(&token.check, &token.guest)
        .await?;
    let (check, guest) = admit::guest(token, check, guest, now)?;
    Ok(Identity {
        topics: vec![Topic::session(&check.id)],
        expires_at: guest.token_ends_at(),
        claims: Claims::Guest {
            check_id: check.id,
            guest_id: guest.id,
        },
    })
}

/// Somebody of the staff listens to the branch that is open, and to no other.
async fn staff(
    parts: &Parts,
    http: &HttpRequest,
    branch: Option<BranchId>,
) -> Result<Identity, Problem> {
    let claims = staff_token::verify(&parts.staff_key, http.bearer()?, http.now)?;
    if branch.is_some_and(|branch| branch != claims.access.branch) {
        return Err(Problem::not_found("branch"));
    }
    let family = admit::require_current(&parts.store, &claims, http.now).await?;
    Ok(Identity {
        topics: Topic::of_role(claims.access.role, &claims.access.branch),
        // Signing out or disabling the person ends the connection earlier.
        expires_at: family.ends_at(),
        claims: Claims::Staff {
            staff_id: claims.sub,
            access: claims.access,
            family_id: claims.family,
            session_version: claims.session_version,
        },
    })
}
