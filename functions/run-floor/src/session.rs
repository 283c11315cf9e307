//! Sessions from the staff's side: open, PIN, close.

use salver::api::types::{OpenTableRequest, OpenedTable, PinView, SessionView};
use salver::api::{App, Call, Problem, Reply, staff_access};
use salver::auth::staff_token::StaffClaims;
use salver::auth::{Permission, pin, secret};
use salver::domain::DomainError;
use salver::domain::check::{Check, OpenTable};
use salver::domain::id::{BranchId, CheckId, StaffId, TableId};
use salver::service::close_session;
use salver::store::{Deed, Profile, StoreError};

/// How often a change is made again when phones join or order at the same moment.
const MAX_TRIES: u32 = 10;

async fn authorize(app: &App, call: &Call) -> Result<(StaffClaims, BranchId), Problem> {
    let branch: BranchId = call.id("branch")?;
    let staff = staff_access::authorize_write(app, call, &branch, Permission::RunFloor).await?;
    Ok((staff, branch))
}

/// A table can only be given to somebody who works at the branch.
async fn require_colleague(app: &App, branch: &BranchId, id: &StaffId) -> Result<(), Problem> {
    match app.store().staff(branch, id).await? {
        Some(staff) if !staff.disabled => Ok(()),
        _ => Err(Problem::invalid("waiter_id", "nobody of this branch")),
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

fn pin_of(app: &App, profile: &Profile, check: &Check) -> Result<String, Problem> {
    Ok(pin::derive(
        app.pin_key()?,
        &check.id,
        check.pin_rotation,
        profile.pin_length,
    )?)
}

/// Seats a party.
pub async fn open(app: &App, call: &Call) -> Result<Reply, Problem> {
    let (staff, branch) = authorize(app, call).await?;
    let request: OpenTableRequest = call.json()?;
    let table_id: TableId = call.id("table")?;
    let (profile, table) = tokio::try_join!(
        app.store().profile(&branch),
        app.store().table_of(&branch, &table_id)
    )?;
    if let Some(waiter) = &request.waiter_id {
        require_colleague(app, &branch, waiter).await?;
    }
    let profile = profile.ok_or_else(|| Problem::not_found("branch"))?;
    let table = table.ok_or_else(|| Problem::not_found("table"))?;
    let id = CheckId::new(&branch, &secret::unique(call.now)?)?;
    let entry = call
        .entry(&branch, &staff, Deed::TableOpened)?
        .about(&id)
        .with("table", &table_id);
    let table = table.occupy(id.clone())?;
    let open = OpenTable {
        mode: request.mode,
        party_size: request.party_size,
        waiter_id: request.waiter_id.or(Some(staff.sub)),
    };
    let check = Check::open(id, &table, profile.currency, &open, call.now)?;
    let store = app.store().noting(entry);
    if !store.open_check(&table, &check).await? {
        return Err(DomainError::TableNotFree.into());
    }
    let pin = pin_of(app, &profile, &check)?;
    let location = format!("/api/v1/branches/{branch}/sessions/{}", check.id);
    Reply::created(
        &location,
        &OpenedTable {
            session: SessionView::from(&check),
            pin,
        },
    )
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
