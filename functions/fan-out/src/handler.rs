//! The table's stream becomes events at the connections of their topics.
//!
//! At least once: a record may come again, which costs a message and changes nothing, as
//! clients keep the newer version. Sequence numbers are drawn before anything is sent, so
//! a message that gets lost on the way shows as a gap.

use std::sync::Arc;

use crate::parts::Parts;
use jiff::Timestamp;
use lambda_http::Error;
use salver::realtime::announce::{Announcement, announce, taxed_at};
use salver::realtime::stream::{BatchResponse, StreamChange, StreamEvent};
use salver::store::StoreError;

use crate::broadcast::Broadcast;

/// What a change announces. How the branch works is read once a minute, and when it was changed
/// before that, to say what is to be paid.
async fn said(
    parts: &Parts,
    change: StreamChange,
    now: Timestamp,
) -> Result<Announcement, StoreError> {
    let profile = match taxed_at(change.new.as_ref()) {
        Some((branch, version)) => {
            let store = &parts.store;
            store.recent_profile_from(&branch, version, now).await?
        }
        None => None,
    };
    let rules = profile.as_ref().map(|profile| profile.tax_rules(now));
    announce(change.old, change.new, rules)
}

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
        let said = said(parts, change, now).await;
        match said {
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
