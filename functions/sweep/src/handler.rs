//! What waited too long, each minute: messages whose provider refused them for the moment are handed
//! over again, those that nobody sent in time are given up, and those whose provider never answered
//! are left to people.
//!
//! Twice at once does no harm: a message is claimed before it is sent.

use std::sync::Arc;

use jiff::Timestamp;
use lambda_http::Error;
use salver::service::message;
use serde::Serialize;
use serde::de::IgnoredAny;

use crate::parts::Parts;

/// What one run saw to.
#[derive(Debug, Serialize)]
pub struct Swept {
    messages: usize,
}

/// Sees to all that is due at `now`, whatever the schedule says of itself.
pub async fn handle(parts: Arc<Parts>, _: IgnoredAny, now: Timestamp) -> Result<Swept, Error> {
    let messages = message::sweep(&parts.store, &parts.providers, now).await?;
    Ok(Swept { messages })
}
