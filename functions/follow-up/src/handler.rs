//! The figures of a branch follow its orders as the table's stream tells them.
//!
//! At least once and in any order: the ledger knows what was counted, so a record that
//! comes again, or late, adds nothing.

use std::sync::Arc;

use jiff::Timestamp;
use lambda_http::Error;
use salver::api::App;
use salver::realtime::stream::{BatchResponse, StreamChange, StreamEvent};
use salver::service::{OrderChange, count_orders};
use salver::store::{StoreError, read_item};

/// Counts a batch. The event source passes orders only.
pub async fn handle(
    app: Arc<App>,
    event: StreamEvent,
    now: Timestamp,
) -> Result<BatchResponse, Error> {
    let (mut first, mut unreadable) = (None, None);
    let mut changes = Vec::new();
    for change in event.changes() {
        let place = change.sequence_number.clone();
        match read(change) {
            Ok(read) => changes.extend(read),
            // What came before it is counted all the same.
            Err(error) => {
                unreadable = Some((place, error));
                break;
            }
        }
        first.get_or_insert(place);
    }
    let counted = count_orders(app.store(), changes, now).await;
    Ok(match (counted, first, unreadable) {
        (Err(error), Some(first), _) => BatchResponse::failed(&first, error.into()),
        (_, _, Some((place, error))) => BatchResponse::failed(&place, error.into()),
        _ => BatchResponse::default(),
    })
}

/// A change of an order; `None` for a deletion, which orders never see.
fn read(change: StreamChange) -> Result<Option<OrderChange>, StoreError> {
    let Some(new) = change.new else {
        return Ok(None);
    };
    Ok(Some(OrderChange {
        before: change.old.map(read_item).transpose()?,
        after: read_item(new)?,
    }))
}
