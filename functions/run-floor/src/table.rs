//! Tables: seat a party, keep one for a party, free it.

use salver::api::{App, Call, Problem, Reply};
use salver::auth::secret;
use salver::domain::DomainError;
use salver::domain::audit::Deed;
use salver::domain::check::{Check, OpenTable};
use salver::domain::id::{CheckId, TableId};
use salver::domain::transitions::Status;
use salver::store::StoreError;
use salver::wire::floor::FloorTable;
use salver::wire::session::{OpenTableRequest, OpenedTable, SessionView};
use salver::wire::table::MoveTableRequest;

use crate::session::{MAX_TRIES, authorize, pin_of, require_waiter};

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
        require_waiter(app, &branch, waiter).await?;
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

/// Keeps a table for a party, or frees it.
pub async fn change(app: &App, call: &Call) -> Result<Reply, Problem> {
    let (staff, branch) = authorize(app, call).await?;
    let request: MoveTableRequest = call.json()?;
    let id: TableId = call.id("table")?;
    let entry = call
        .entry(&branch, &staff, Deed::TableMoved)?
        .about(&id)
        .with("to", request.status.name());
    for _ in 0..MAX_TRIES {
        let table = app.store().table_of(&branch, &id).await?;
        let table = table.ok_or_else(|| Problem::not_found("table"))?;
        // Decided anew each time: a party that sat down meanwhile is not put out.
        let from = table.status.name();
        let table = table.move_to(request.status)?;
        let store = app.store().noting(entry.clone().with("from", from));
        if store.save_table(&table).await? {
            return Reply::ok(&FloorTable::of(&table, None));
        }
    }
    Err(StoreError::Contended.into())
}
