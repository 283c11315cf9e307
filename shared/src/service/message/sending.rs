//! Messages on their way to their providers: claimed, handed over once, and what waited.

use std::time::{Duration, Instant};

use futures::{StreamExt, TryStreamExt, stream};
use jiff::Timestamp;

use crate::domain::message::Message;
use crate::domain::transitions::Status;
use crate::messaging::Providers;
use crate::store::keys::MESSAGE_SHARDS;
use crate::store::{Retry, Store, StoreError};

/// So many are handed over at once.
const AT_ONCE: usize = 8;
/// For how long one call takes on further messages: the rest waits for the next one.
const TAKES_ON: Duration = Duration::from_secs(20);

/// Hands a message to its provider, once: whoever writes the claim sends it, and nobody else ever
/// does, however often the message comes. When the claim's own answer is lost, or this process
/// ends before the provider answered, nobody knows whether it was sent, and time makes it
/// unconfirmed.
///
/// # Errors
/// When the store fails.
pub async fn hand_over(
    store: &Store,
    providers: &Providers,
    message: &Message,
    now: Timestamp,
) -> Result<(), StoreError> {
    let Some(claimed) = message.claimed(now) else {
        return Ok(());
    };
    let Some(provider) = providers.of(message.via) else {
        store
            .save_message(&message.left_to_a_person(), None)
            .await?;
        return Ok(());
    };
    if !store.save_message(&claimed, None).await? {
        return Ok(());
    }
    let handed = provider.send(&claimed, now).await;
    let ended = claimed.answered(handed, now);
    // Neither its number nor its text: the log is kept for longer than both.
    tracing::info!(
        message = %ended.id,
        kind = ?ended.kind,
        via = ended.via.name(),
        status = ended.status.name(),
        trouble = ended.trouble,
        "a message was handed over"
    );
    let mut tries = Retry::USUAL.tries();
    while store.save_message(&ended, None).await.is_err() {
        tries.again().await?;
    }
    Ok(())
}

/// Hands over what the table's stream tells of.
///
/// # Errors
/// When the store fails.
pub async fn hand_all_over(
    store: &Store,
    providers: &Providers,
    messages: Vec<Message>,
    now: Timestamp,
) -> Result<(), StoreError> {
    let began = Instant::now();
    let all = messages.into_iter().map(|message| async move {
        match began.elapsed() < TAKES_ON {
            true => see_to(store, providers, &message, now).await,
            false => Ok(()),
        }
    });
    // All of them, whatever becomes of one: what is broken off while it is sent is unconfirmed.
    let all = stream::iter(all).buffer_unordered(AT_ONCE);
    let ended: Vec<Result<(), StoreError>> = all.collect().await;
    ended.into_iter().collect()
}

/// What of all branches waited until `now`: sent, given up, or left to people.
///
/// # Errors
/// When the store fails.
pub async fn sweep(
    store: &Store,
    providers: &Providers,
    now: Timestamp,
) -> Result<usize, StoreError> {
    let shards = stream::iter(0..MESSAGE_SHARDS);
    let due: Vec<_> = shards
        .map(|shard| store.due_messages(shard, now))
        .buffered(AT_ONCE)
        .try_concat()
        .await?;
    let count = due.len();
    hand_all_over(store, providers, due, now).await?;
    Ok(count)
}

/// One that is due: handed over, or written down as time has left it.
async fn see_to(
    store: &Store,
    providers: &Providers,
    message: &Message,
    now: Timestamp,
) -> Result<(), StoreError> {
    let at = message.as_of(now);
    if at.version == message.version {
        return hand_over(store, providers, message, now).await;
    }
    // Whoever was faster knows more.
    store.save_message(&at, None).await.map(drop)
}
