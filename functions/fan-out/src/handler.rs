//! The table's stream becomes events at the connections of their topics.
//!
//! At least once: a record may come again, which costs a message and changes nothing, as
//! clients keep the newer version. The sequence number is drawn before anything is sent,
//! so a message that gets lost on the way shows as a gap.

use std::sync::Arc;

use jiff::Timestamp;
use lambda_http::Error;
use salver::api::App;
use salver::api::types::KitchenBranch;
use salver::domain::id::BranchId;
use salver::realtime::announce::{Announcement, announce};
use salver::realtime::event::Ending;
use salver::realtime::stream::{BatchResponse, StreamChange, StreamEvent, in_order};
use salver::realtime::{Envelope, Event};
use salver::store::{Connection, Item, StoreError};

/// Announces a batch in its order.
pub async fn handle(
    app: Arc<App>,
    event: StreamEvent,
    now: Timestamp,
) -> Result<BatchResponse, Error> {
    let app = app.as_ref();
    Ok(in_order(event, |change| one(app, change, now)).await)
}

async fn one(app: &App, change: StreamChange, now: Timestamp) -> Result<(), Error> {
    let kitchen = thresholds(app, change.new.as_ref(), now).await?;
    let said = announce(change.old, change.new, now, kitchen.as_ref())?;
    let Announcement { events, endings } = said;
    // Each topic on its own and side by side: the kitchen does not wait for the phones.
    let sends: Vec<_> = events.iter().map(|event| send(app, event, now)).collect();
    futures::future::try_join_all(sends).await?;
    for ending in &endings {
        end(app, ending).await?;
    }
    Ok(())
}

/// The kitchen's thresholds of the record's branch; a record that names none needs none.
async fn thresholds(
    app: &App,
    new: Option<&Item>,
    now: Timestamp,
) -> Result<Option<KitchenBranch>, StoreError> {
    let id = new
        .and_then(|item| item.get("branch_id"))
        .and_then(|v| v.as_s().ok())
        .and_then(|id| id.parse::<BranchId>().ok());
    let Some(id) = id else { return Ok(None) };
    let branch = app.store().recent_branch(&id, now).await?;
    Ok(branch.map(|b| KitchenBranch::from(&b.profile)))
}

async fn send(app: &App, event: &Event, now: Timestamp) -> Result<(), Error> {
    let (seq, listeners) = tokio::try_join!(
        app.store().next_sequence(&event.topic, now),
        app.store().listeners(&event.topic),
    )?;
    let message = Envelope::new(event, seq, now).to_message()?;
    let is_over = |c: &Connection| c.identity_expires_at <= now.as_second();
    let (over, good): (Vec<_>, Vec<_>) = listeners.into_iter().partition(is_over);
    let (wanted, others): (Vec<_>, Vec<_>) = good
        .into_iter()
        .partition(|c| event.audience.hears(&c.claims));
    let push = app.push()?;
    push.broadcast(app.store(), &wanted, &message, now).await?;
    if !others.is_empty() {
        // The number alone: without it they would take it for lost and fetch everything.
        let number = Envelope::number_only(event, seq, now).to_message()?;
        push.broadcast(app.store(), &others, &number, now).await?;
    }
    if !over.is_empty() {
        push.end(app.store(), &over).await?;
    }
    Ok(())
}

async fn end(app: &App, ending: &Ending) -> Result<(), Error> {
    let mut listeners = app.store().listeners(ending.topic()).await?;
    listeners.retain(|connection| ending.concerns(&connection.claims));
    app.push()?.end(app.store(), &listeners).await?;
    Ok(())
}
