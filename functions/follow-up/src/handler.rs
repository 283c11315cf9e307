//! The figures of a branch follow its orders as the table's stream tells them.
//!
//! At least once and in any order: the ledger knows what was counted, so a record that
//! comes again, or late, adds nothing.

use std::sync::Arc;

use jiff::Timestamp;
use lambda_http::Error;
use salver::api::App;
use salver::domain::order::Order;
use salver::realtime::stream::{BatchResponse, StreamChange, StreamEvent, in_order};
use salver::service::count_order;
use salver::store::read_item;

/// Counts a batch in its order. The event source passes orders only.
pub async fn handle(
    app: Arc<App>,
    event: StreamEvent,
    now: Timestamp,
) -> Result<BatchResponse, Error> {
    let app = app.as_ref();
    Ok(in_order(event, |change| one(app, change, now)).await)
}

async fn one(app: &App, change: StreamChange, now: Timestamp) -> Result<(), Error> {
    // Orders are never deleted.
    let Some(new) = change.new else { return Ok(()) };
    let order: Order = read_item(new)?;
    let before: Option<Order> = change.old.map(read_item).transpose()?;
    Ok(count_order(app.store(), before.as_ref(), &order, now).await?)
}
