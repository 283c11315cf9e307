//! The table's stream becomes events at the connections of their topics.
//!
//! At least once: a record may come again, which costs a message and changes nothing, as
//! clients keep the newer version. Sequence numbers are drawn before anything is sent, so
//! a message that gets lost on the way shows as a gap.

use std::sync::Arc;

use jiff::Timestamp;
use lambda_http::Error;
use salver::api::App;
use salver::realtime::announce::{Announcement, announce};
use salver::realtime::stream::{BatchResponse, StreamChange, StreamEvent};
use salver::store::{Item, StoreError, keys};
use salver::wire::kitchen::KitchenBranch;

use crate::turn::Turn;

/// Announces a batch in its order, in as few turns as its endings allow.
pub async fn handle(
    app: Arc<App>,
    event: StreamEvent,
    now: Timestamp,
) -> Result<BatchResponse, Error> {
    let app = app.as_ref();
    let mut turn = Turn::default();
    for change in event.changes() {
        let place = change.sequence_number.clone();
        match said_by(app, change, now).await {
            Ok(said) => turn.add(&place, said),
            // What came before it is told all the same.
            Err(error) => {
                let told = turn.tell(app, now).await;
                return Ok(told
                    .err()
                    .unwrap_or_else(|| BatchResponse::failed(&place, error)));
            }
        }
        if turn.ends_connections()
            && let Err(failed) = std::mem::take(&mut turn).tell(app, now).await
        {
            return Ok(failed);
        }
    }
    let told = turn.tell(app, now).await;
    Ok(told.err().unwrap_or_default())
}

async fn said_by(app: &App, change: StreamChange, now: Timestamp) -> Result<Announcement, Error> {
    let kitchen = thresholds(app, change.new.as_ref(), now).await?;
    Ok(announce(change.old, change.new, now, kitchen.as_ref())?)
}

/// The kitchen's thresholds of an order's branch; nothing else is told with them.
async fn thresholds(
    app: &App,
    new: Option<&Item>,
    now: Timestamp,
) -> Result<Option<KitchenBranch>, StoreError> {
    let Some(id) = new.and_then(keys::branch_of_order) else {
        return Ok(None);
    };
    let branch = app.store().recent_branch(&id, now).await?;
    Ok(branch.map(|b| KitchenBranch::from(&b.profile)))
}
