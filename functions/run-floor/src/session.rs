//! Sessions from the staff's side: read, change, PIN, close.

use salver::api::operations::session::CHANGE_PARTY;
use salver::api::{HttpRequest, Problem, Reply, staff};
use salver::auth::staff_token::StaffClaims;
use salver::domain::check::ChangeParty;
use salver::domain::id::{BranchId, CheckId};
use salver::service::session::{self, Pin};
use salver::service::tax;
use salver::wire::call::CallView;
use salver::wire::floor::FloorSession;
use salver::wire::order::OrderView;
use salver::wire::session::{CheckSummary, PartyGuest, PartyView, PinView, SessionView};

use crate::parts::Parts;

/// Who writes here, and at which branch.
pub async fn authorize(
    parts: &Parts,
    http: &HttpRequest,
) -> Result<(StaffClaims, BranchId), Problem> {
    let branch: BranchId = http.id("branch")?;
    let staff = staff::authorize_write(parts, http, &branch).await?;
    Ok((staff, branch))
}

/// The session that the path names; one of another branch is as good as none.
fn session_of(http: &HttpRequest, branch: &BranchId) -> Result<CheckId, Problem> {
    let id: CheckId = http.id("session")?;
    if id.branch() == *branch {
        Ok(id)
    } else {
        Err(Problem::not_found("session"))
    }
}

/// One party with all that belongs to it, also after it has left.
pub async fn read(parts: &Parts, http: &HttpRequest) -> Result<Reply, Problem> {
    let branch: BranchId = http.id("branch")?;
    staff::authorize(parts, http, &branch)?;
    let id = session_of(http, &branch)?;
    let store = &parts.store;
    let profile = store.recent_profile(&branch, http.now);
    let (party, _) = tokio::try_join!(store.party(&id), profile)?;
    // Who a pickup or a delivery is for, and what was ordered, those see who take orders.
    let party = party.filter(|party| party.check.place.table().is_some());
    let party = party.ok_or_else(|| Problem::not_found("session"))?;
    let profile = tax::of_party(store, &party, http.now).await?;
    let rules = profile.tax_rules(http.now);
    let orders = party.orders.iter();
    Reply::ok(&PartyView {
        session: SessionView::from(&party.check),
        guests: party.guests_shown().map(PartyGuest::from).collect(),
        orders: orders.map(|order| OrderView::taxed(order, rules)).collect(),
        calls: party.calls_shown().map(CallView::from).collect(),
        check: CheckSummary::of(&party.check, &party.orders, rules),
        waiter_id: party.check.waiter_id,
    })
}

/// Another waiter, another number of people.
pub async fn change(parts: &Parts, http: &HttpRequest) -> Result<Reply, Problem> {
    let (staff, branch) = authorize(parts, http).await?;
    let request = http.read(&CHANGE_PARTY)?;
    let id = session_of(http, &branch)?;
    let wish = ChangeParty {
        party_size: request.party_size,
        waiter_id: request.waiter_id,
    };
    let by = http.by(&staff);
    let check = session::change(&parts.store, (&branch, &id), &wish, &by).await?;
    Reply::ok(&FloorSession::from(&check))
}

/// Reads the PIN out again.
pub async fn read_pin(parts: &Parts, http: &HttpRequest) -> Result<Reply, Problem> {
    let (_, branch) = authorize(parts, http).await?;
    let id = session_of(http, &branch)?;
    let pin = session::read_pin(&parts.store, &parts.pin_key, &id).await?;
    view(pin)
}

/// Makes a new PIN; phones that joined stay.
pub async fn rotate_pin(parts: &Parts, http: &HttpRequest) -> Result<Reply, Problem> {
    let (staff, branch) = authorize(parts, http).await?;
    let (id, by) = (session_of(http, &branch)?, http.by(&staff));
    let at = (&branch, &id);
    view(session::rotate_pin(&parts.store, &parts.pin_key, at, &by).await?)
}

fn view(Pin { pin, rotation }: Pin) -> Result<Reply, Problem> {
    Reply::ok(&PinView { pin, rotation })
}

/// Ends a session.
pub async fn close(parts: &Parts, http: &HttpRequest) -> Result<Reply, Problem> {
    let (staff, branch) = authorize(parts, http).await?;
    let id = session_of(http, &branch)?;
    let check = session::close(&parts.store, (&branch, &id), &http.by(&staff)).await?;
    Reply::ok(&SessionView::from(&check))
}
