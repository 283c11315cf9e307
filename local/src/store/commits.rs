//! Tells when the store has committed something, without polling it.
//!
//! The engine's HTTP server is closed to layers of our own, but it reports every finished
//! operation as a debug event. Its thread carries a subscriber that listens for just those.
//! Streams poll slowly besides, so a missed event costs time and never a record.

use std::fmt::Debug;

use tokio::sync::{mpsc, watch};
use tracing::{
    Event, Level, Metadata, Subscriber,
    field::{Field, Visit},
    level_filters::LevelFilter,
    span,
    subscriber::Interest,
};

const SERVER: &str = "dynoxide::server";
const WRITES: [&str; 8] = [
    "PutItem",
    "UpdateItem",
    "DeleteItem",
    "BatchWriteItem",
    "TransactWriteItems",
    "ExecuteStatement",
    "BatchExecuteStatement",
    "ExecuteTransaction",
];

/// Listens to the engine's server on the store's own thread.
pub(super) struct Listener {
    /// Counts finished writes.
    pub(super) commits: watch::Sender<u64>,
    /// Hears of answers that say "internal error", which may mean a poisoned lock.
    pub(super) trouble: mpsc::UnboundedSender<()>,
}

impl Subscriber for Listener {
    fn register_callsite(&self, metadata: &'static Metadata<'static>) -> Interest {
        if self.enabled(metadata) {
            Interest::always()
        } else {
            Interest::never()
        }
    }

    fn enabled(&self, metadata: &Metadata<'_>) -> bool {
        metadata.is_event() && metadata.target() == SERVER && *metadata.level() <= Level::DEBUG
    }

    fn max_level_hint(&self) -> Option<LevelFilter> {
        Some(LevelFilter::DEBUG)
    }

    fn event(&self, event: &Event<'_>) {
        let mut seen = Seen::default();
        event.record(&mut seen);
        if seen.response && seen.write {
            self.commits.send_modify(|count| *count += 1);
        }
        if seen.internal_error {
            // No receiver: the store is stopping already.
            let _ = self.trouble.send(());
        }
    }

    fn new_span(&self, _: &span::Attributes<'_>) -> span::Id {
        span::Id::from_u64(1)
    }

    fn record(&self, _: &span::Id, _: &span::Record<'_>) {}
    fn record_follows_from(&self, _: &span::Id, _: &span::Id) {}
    fn enter(&self, _: &span::Id) {}
    fn exit(&self, _: &span::Id) {}
}

#[derive(Default)]
struct Seen {
    response: bool,
    write: bool,
    internal_error: bool,
}

impl Visit for Seen {
    fn record_str(&mut self, field: &Field, value: &str) {
        if field.name() == "operation" {
            self.write = WRITES.contains(&value);
        }
    }

    fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
        match field.name() {
            "message" => self.response = format!("{value:?}") == "response",
            "status" => self.internal_error = format!("{value:?}").starts_with("500"),
            _ => {}
        }
    }
}
