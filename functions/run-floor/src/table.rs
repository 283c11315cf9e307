//! Tables: seat a party, keep one for a party, free it.

use salver::api::operations::session::OPEN_TABLE;
use salver::api::operations::table::MOVE_TABLE;
use salver::api::{HttpRequest, Problem, Reply};
use salver::domain::check::OpenTable;
use salver::domain::id::TableId;
use salver::service::table;
use salver::wire::floor::FloorTable;
use salver::wire::session::{OpenedTable, SessionView};

use crate::parts::Parts;
use crate::session::authorize;

/// Seats a party.
pub async fn open(parts: &Parts, http: &HttpRequest) -> Result<Reply, Problem> {
    let (staff, branch) = authorize(parts, http).await?;
    let request = http.read(&OPEN_TABLE)?;
    let id: TableId = http.id("table")?;
    let wish = OpenTable {
        mode: request.mode,
        party_size: request.party_size,
        waiter_id: request.waiter_id,
    };
    let (at, by) = ((&branch, &id), http.by(&staff));
    let (check, pin) = table::open(&parts.store, &parts.pin_key, at, &wish, &by).await?;
    Reply::created(
        &format!("/api/v1/branches/{branch}/sessions/{}", check.id),
        &OpenedTable {
            session: SessionView::from(&check),
            pin,
        },
    )
}

/// Keeps a table for a party, or frees it.
pub async fn change(parts: &Parts, http: &HttpRequest) -> Result<Reply, Problem> {
    let (staff, branch) = authorize(parts, http).await?;
    let request = http.read(&MOVE_TABLE)?;
    let id: TableId = http.id("table")?;
    let (at, by) = ((&branch, &id), http.by(&staff));
    let moved = table::move_to(&parts.store, at, request.status, &by).await?;
    Reply::ok(&FloorTable::of(&moved, None))
}
