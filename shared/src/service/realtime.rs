//! Who may listen to what, and connections: a ticket is made by a caller who was identified,
//! and becomes a connection once.

use jiff::{SignedDuration, Timestamp};

use super::admit;
use super::by::By;
use super::refusal::Refusal;
use super::site;
use super::status_screen;
use crate::auth::guest_token::GuestToken;
use crate::auth::screen_token::ScreenToken;
use crate::auth::staff_token::StaffClaims;
use crate::auth::{AuthError, secret};
use crate::domain::audit::{Actor, Deed};
use crate::domain::claims::Claims;
use crate::domain::id::BranchId;
use crate::domain::topic::Topic;
use crate::store::{Connection, Store, StoreError, Ticket};

/// How long a ticket is good, in seconds.
const TICKET_SECONDS: i64 = 30;
/// API Gateway ends every connection after two hours; a little more for late housekeeping.
const CONNECTION_SECONDS: i64 = 2 * 3600 + 600;

/// Who asks, what they may listen to, and until when they are who they are.
#[derive(Debug)]
pub struct Listener {
    claims: Claims,
    topics: Vec<Topic>,
    /// Seconds since 1970.
    expires_at: i64,
}

impl Listener {
    /// A guest listens to their session.
    ///
    /// # Errors
    /// When the token is not good any more, or the store fails.
    pub async fn guest(store: &Store, token: &GuestToken, now: Timestamp) -> Result<Self, Refusal> {
        let (check, guest) = admit::read_guest(store, token, now).await?;
        Ok(Self {
            topics: vec![Topic::session(&check.id)],
            expires_at: guest.token_ends_at(),
            claims: Claims::Guest {
                check_id: check.id,
                guest_id: guest.id,
            },
        })
    }

    /// Somebody of the staff listens to the branch that is open, and to no other.
    ///
    /// # Errors
    /// `NotFound` for another branch; when the sign-in has ended, or the store fails.
    pub async fn staff(
        store: &Store,
        claims: StaffClaims,
        branch: Option<BranchId>,
        now: Timestamp,
    ) -> Result<Self, Refusal> {
        if branch.is_some_and(|branch| branch != claims.access.branch) {
            return Err(Refusal::NotFound("branch"));
        }
        let family = admit::require_current(store, &claims, now).await?;
        Ok(Self {
            topics: Topic::of_staff(&claims.access),
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

    /// A status screen listens for its branch's numbers, and for nothing else.
    ///
    /// # Errors
    /// When its link is not good any more, or the store fails.
    pub async fn screen(
        store: &Store,
        token: &ScreenToken,
        now: Timestamp,
    ) -> Result<Self, Refusal> {
        let screen = status_screen::admit(store, token).await?;
        Ok(Self {
            topics: vec![Topic::board(&screen.branch_id)],
            // The link is good until another one is made, which ends the connection.
            expires_at: now.as_second() + CONNECTION_SECONDS,
            claims: Claims::Screen {
                branch_id: screen.branch_id,
                link: token.hash(),
            },
        })
    }

    /// Those of the topics that are wanted, each once; all when none is named. `None` when they
    /// may not have one of them, or have none to listen to.
    fn topics(&self, wanted: Option<&[Topic]>) -> Option<Vec<Topic>> {
        let may = |topic: &Topic| self.topics.contains(topic);
        match wanted {
            // A rider has nothing to listen to.
            _ if self.topics.is_empty() => None,
            None => Some(self.topics.clone()),
            Some(wanted) if !wanted.is_empty() && wanted.iter().all(may) => {
                let named = |topic: &&Topic| wanted.contains(topic);
                Some(self.topics.iter().filter(named).cloned().collect())
            }
            Some(_) => None,
        }
    }

    /// In whose record a refusal stands, and who they are there.
    fn who(&self) -> (BranchId, Actor) {
        match &self.claims {
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
            Claims::Screen { branch_id, .. } => (branch_id.clone(), Actor::Nobody),
        }
    }
}

/// The right to open one connection.
#[derive(Debug)]
pub struct NewTicket {
    /// What opens it.
    pub secret: String,
    /// When it is over.
    pub expires_at: Timestamp,
    /// What the connection will hear.
    pub topics: Vec<Topic>,
}

/// Makes a ticket for the topics that are wanted, all of the caller's when none is named.
/// `route` is what a refusal's entry in the record names: the topics are the caller's text and
/// stay out of it.
///
/// # Errors
/// `Forbidden` for more than they may hear, with an entry in the record; or when the store
/// fails.
pub async fn make_ticket(
    store: &Store,
    listener: Listener,
    wanted: Option<&[Topic]>,
    batches: bool,
    (route, by): (&str, &By),
) -> Result<NewTicket, Refusal> {
    let Some(topics) = listener.topics(wanted) else {
        let asked = wanted.map_or(0, <[Topic]>::len);
        tracing::warn!(asked, "topics were asked for that the caller may not have");
        let (branch, who) = listener.who();
        let entry = by.or_rather(who).entry(&branch, Deed::PermissionRefused)?;
        store.note(&entry.with("operation", route)).await?;
        return Err(AuthError::Forbidden.into());
    };
    let secret = secret::random()?;
    let expires_at = by.at + SignedDuration::from_secs(TICKET_SECONDS);
    let ticket = Ticket {
        claims: listener.claims,
        topics: topics.clone(),
        batches,
        identity_expires_at: listener.expires_at,
        expires_at: expires_at.as_second(),
    };
    store.put_ticket(&secret::hash(&secret), &ticket).await?;
    Ok(NewTicket {
        secret,
        expires_at,
        topics,
    })
}

/// Whether a page of another origin than the deployment's may open the connection of a ticket:
/// one of the address that an owner of the ticket's own brand has confirmed. The ticket is not
/// used up.
///
/// # Errors
/// When the store fails.
pub async fn may_connect_from(
    store: &Store,
    origin: &str,
    ticket: &str,
    now: Timestamp,
) -> Result<bool, StoreError> {
    match store.ticket(&secret::hash(ticket), now).await? {
        Some(ticket) => site::is_own(store, &ticket.claims, origin).await,
        None => Ok(false),
    }
}

/// Makes a connection of a ticket. `false` without one that is good, or for somebody who has
/// been sent away since.
///
/// # Errors
/// When the store fails.
pub async fn connect(
    store: &Store,
    ticket: &str,
    connection_id: String,
    now: Timestamp,
) -> Result<bool, StoreError> {
    let Some(ticket) = store.take_ticket(&secret::hash(ticket), now).await? else {
        return Ok(false);
    };
    let mut topics = ticket.topics;
    if let Claims::Staff { staff_id, .. } = &ticket.claims {
        // Where the connections of a person are found when they must end.
        topics.push(Topic::staff(staff_id));
    }
    let connection = Connection {
        connection_id,
        claims: ticket.claims,
        topics,
        batches: ticket.batches,
        identity_expires_at: ticket.identity_expires_at,
        connected_at: now.as_second(),
        expires_at: now.as_second() + CONNECTION_SECONDS,
    };
    store.connect(&connection).await?;
    // Only now: who was sent away before this write is seen here, and who is sent away
    // after it is found among the listeners.
    let stands = admit::claims_stand(store, &connection.claims, now).await?;
    if !stands {
        store.disconnect(&connection).await?;
    }
    Ok(stands)
}

/// Forgets a connection and its topics; one that is not there is no error.
///
/// # Errors
/// When the store fails.
pub async fn disconnect(store: &Store, connection_id: &str) -> Result<(), StoreError> {
    match store.connection(connection_id).await? {
        Some(connection) => store.disconnect(&connection).await,
        None => Ok(()),
    }
}
