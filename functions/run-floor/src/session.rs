//! Sessions from the staff's side: read, change, PIN, close.

use salver::api::{App, Call, Problem, Reply, staff_access};
use salver::auth::pin;
use salver::auth::staff_token::StaffClaims;
use salver::domain::DomainError;
use salver::domain::audit::Deed;
use salver::domain::branch::Profile;
use salver::domain::check::{ChangeParty, Check};
use salver::domain::id::{BranchId, CheckId, StaffId};
use salver::domain::role::Permission;
use salver::service::close_session;
use salver::store::StoreError;
use salver::wire::call::CallView;
use salver::wire::floor::FloorSession;
use salver::wire::guest::GuestView;
use salver::wire::order::OrderView;
use salver::wire::session::{ChangeSessionRequest, CheckSummary, PartyView, PinView, SessionView};

/// How often a change is made again when phones join or order at the same moment.
pub const MAX_TRIES: u32 = 10;

/// Who writes here, and at which branch.
pub async fn authorize(app: &App, call: &Call) -> Result<(StaffClaims, BranchId), Problem> {
    let branch: BranchId = call.id("branch")?;
    let staff = staff_access::authorize_write(app, call, &branch, Permission::RunFloor).await?;
    Ok((staff, branch))
}

/// A table can only be given to somebody who runs the floor of the branch.
pub async fn require_waiter(app: &App, branch: &BranchId, id: &StaffId) -> Result<(), Problem> {
    match app.store().staff(branch, id).await? {
        Some(staff) if !staff.disabled && staff.role.may(Permission::RunFloor) => Ok(()),
        _ => Err(Problem::invalid("waiter_id", "nobody who serves here")),
    }
}

/// The session that the path names; one of another branch is as good as none.
fn session_of(call: &Call, branch: &BranchId) -> Result<CheckId, Problem> {
    let id: CheckId = call.id("session")?;
    if id.branch() == *branch {
        Ok(id)
    } else {
        Err(Problem::not_found("session"))
    }
}

async fn profile(app: &App, branch: &BranchId) -> Result<Profile, Problem> {
    app.store()
        .profile(branch)
        .await?
        .ok_or_else(|| Problem::not_found("branch"))
}

/// The PIN that a session has now.
pub fn pin_of(app: &App, profile: &Profile, check: &Check) -> Result<String, Problem> {
    Ok(pin::derive(
        app.pin_key()?,
        &check.id,
        check.pin_rotation,
        profile.pin_length,
    )?)
}

/// One party with all that belongs to it, also after it has left.
pub async fn read(app: &App, call: &Call) -> Result<Reply, Problem> {
    let branch: BranchId = call.id("branch")?;
    staff_access::authorize(app, call, &branch, Permission::SeeFloor)?;
    let id = session_of(call, &branch)?;
    let party = app.store().party(&id).await?;
    let party = party.ok_or_else(|| Problem::not_found("session"))?;
    Reply::ok(&PartyView {
        session: SessionView::from(&party.check),
        guests: party.guests.iter().map(GuestView::from).collect(),
        orders: party.orders.iter().map(OrderView::from).collect(),
        calls: party.calls.iter().map(CallView::from).collect(),
        check: CheckSummary {
            total: party.check.total,
            order_count: party.check.order_count,
        },
        waiter_id: party.check.waiter_id,
    })
}

/// Another waiter, another number of people.
pub async fn change(app: &App, call: &Call) -> Result<Reply, Problem> {
    let (staff, branch) = authorize(app, call).await?;
    let request: ChangeSessionRequest = call.json()?;
    let id = session_of(call, &branch)?;
    let mut entry = call.entry(&branch, &staff, Deed::PartyChanged)?.about(&id);
    if let Some(people) = request.party_size {
        entry = entry.with("party_size", people);
    }
    if let Some(waiter) = &request.waiter_id {
        require_waiter(app, &branch, waiter).await?;
        entry = entry.with("waiter_id", waiter);
    }
    let store = app.store().noting(entry);
    let wanted = ChangeParty {
        party_size: request.party_size,
        waiter_id: request.waiter_id,
    };
    for _ in 0..MAX_TRIES {
        let check = open_session(app, &id).await?.change(&wanted)?;
        if store.save_check(&check).await? {
            return Reply::ok(&FloorSession::from(&check));
        }
    }
    Err(StoreError::Contended.into())
}

/// Reads the PIN out again.
pub async fn read_pin(app: &App, call: &Call) -> Result<Reply, Problem> {
    let (_, branch) = authorize(app, call).await?;
    let check = open_session(app, &session_of(call, &branch)?).await?;
    let pin = pin_of(app, &profile(app, &branch).await?, &check)?;
    Reply::ok(&PinView {
        pin,
        rotation: check.pin_rotation,
    })
}

/// Makes a new PIN; phones that joined stay.
pub async fn rotate_pin(app: &App, call: &Call) -> Result<Reply, Problem> {
    let (staff, branch) = authorize(app, call).await?;
    let id = session_of(call, &branch)?;
    let entry = call.entry(&branch, &staff, Deed::PinRotated)?.about(&id);
    let store = app.store().noting(entry);
    let profile = profile(app, &branch).await?;
    for _ in 0..MAX_TRIES {
        let check = open_session(app, &id).await?.rotate_pin()?;
        if store.save_check(&check).await? {
            let pin = pin_of(app, &profile, &check)?;
            return Reply::ok(&PinView {
                pin,
                rotation: check.pin_rotation,
            });
        }
    }
    Err(StoreError::Contended.into())
}

async fn open_session(app: &App, id: &CheckId) -> Result<Check, Problem> {
    let check = app
        .store()
        .check(id)
        .await?
        .ok_or_else(|| Problem::not_found("session"))?;
    check.require_open().map_err(closed)?;
    Ok(check)
}

/// For staff a closed session is a state, not the end of their own sign-in.
fn closed(error: DomainError) -> Problem {
    Problem::from(error).status(409)
}

/// Ends a session.
pub async fn close(app: &App, call: &Call) -> Result<Reply, Problem> {
    let (staff, branch) = authorize(app, call).await?;
    let id = session_of(call, &branch)?;
    let entry = call.entry(&branch, &staff, Deed::SessionClosed)?.about(&id);
    let check = close_session(&app.store().noting(entry), &id, call.now).await?;
    Reply::ok(&SessionView::from(&check))
}
