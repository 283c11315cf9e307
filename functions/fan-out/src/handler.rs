//! The table's stream becomes events at the connections of their topics.
//!
//! At least once: a record may come again, which costs a message and changes nothing, as
//! clients keep the newer version. Sequence numbers are drawn before anything is sent, so
//! a message that gets lost on the way shows as a gap.

use std::sync::Arc;

use crate::parts::Parts;
use jiff::Timestamp;
use lambda_http::Error;
use salver::realtime::announce::announce;
use salver::realtime::stream::{BatchResponse, StreamEvent};

use crate::broadcast::Broadcast;

/// Announces a batch in its order, in as few broadcasts as its endings allow.
pub async fn handle(
    parts: Arc<Parts>,
    event: StreamEvent,
    now: Timestamp,
) -> Result<BatchResponse, Error> {
    let parts = parts.as_ref();
    let mut broadcast = Broadcast::default();
    for change in event.changes() {
        let place = change.sequence_number.clone();
        match announce(change.old, change.new) {
            Ok(said) => broadcast.add(&place, said),
            // What came before it is told all the same.
            Err(error) => {
                let told = broadcast.tell(parts, now).await;
                return Ok(told
                    .err()
                    .unwrap_or_else(|| BatchResponse::failed(&place, error.into())));
            }
        }
        if broadcast.ends_connections()
            && let Err(failed) = std::mem::take(&mut broadcast).tell(parts, now).await
        {
            return Ok(failed);
        }
    }
    let told = broadcast.tell(parts, now).await;
    Ok(told.err().unwrap_or_default())
}
