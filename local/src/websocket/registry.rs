//! The connections that are open, by their IDs.

use std::{
    collections::HashMap,
    sync::{
        Arc, PoisonError, RwLock,
        atomic::{AtomicI64, AtomicUsize, Ordering},
    },
};

use jiff::Timestamp;
use tokio::{
    sync::{Notify, mpsc, watch},
    time::timeout,
};
use tokio_tungstenite::tungstenite::{Message, protocol::CloseFrame};

use super::Limits;
use crate::clock;

/// What a connection is told to do.
#[derive(Debug)]
pub(super) enum Command {
    /// Send this message.
    Send(Message),
    /// Send what was queued before, then close.
    Close(CloseFrame),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum State {
    Opening,
    Open,
    Gone,
}

/// The connection is not there, or no longer.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Gone;

/// One connection, as others see it.
pub(super) struct Connection {
    pub(super) id: String,
    pub(super) source_ip: String,
    pub(super) user_agent: String,
    pub(super) connected_at: Timestamp,
    last_active_ms: AtomicI64,
    commands: mpsc::UnboundedSender<Command>,
    waiting_bytes: AtomicUsize,
    state: watch::Sender<State>,
    /// Ends the connection without a word: its client does not read.
    pub(super) dropped: Notify,
}

impl Connection {
    pub(super) fn touch(&self) {
        let now = clock::now().as_millisecond();
        self.last_active_ms.store(now, Ordering::Relaxed);
    }

    pub(super) fn last_active(&self) -> Timestamp {
        Timestamp::from_millisecond(self.last_active_ms.load(Ordering::Relaxed))
            .unwrap_or(self.connected_at)
    }

    /// The message has left: its bytes no longer wait.
    pub(super) fn sent(&self, bytes: usize) {
        self.waiting_bytes.fetch_sub(bytes, Ordering::Relaxed);
    }

    pub(super) fn opened(&self) {
        self.state.send_replace(State::Open);
    }

    fn command(&self, command: Command) -> Result<(), Gone> {
        self.commands.send(command).map_err(|_| Gone)
    }
}

/// All connections of one API. A clone is a handle to the same ones.
#[derive(Clone)]
pub(super) struct Registry {
    pub(super) limits: Arc<Limits>,
    connections: Arc<RwLock<HashMap<String, Arc<Connection>>>>,
}

impl Registry {
    pub(super) fn new(limits: Limits) -> Self {
        Self {
            limits: Arc::new(limits),
            connections: Arc::default(),
        }
    }

    /// Adds a connection that is not open yet, and gives what it is told.
    pub(super) fn insert(
        &self,
        id: String,
        source_ip: String,
        user_agent: String,
    ) -> (Arc<Connection>, mpsc::UnboundedReceiver<Command>) {
        let now = clock::now();
        let (commands, inbox) = mpsc::unbounded_channel();
        let connection = Arc::new(Connection {
            id: id.clone(),
            source_ip,
            user_agent,
            connected_at: now,
            last_active_ms: AtomicI64::new(now.as_millisecond()),
            commands,
            waiting_bytes: AtomicUsize::new(0),
            state: watch::Sender::new(State::Opening),
            dropped: Notify::new(),
        });
        self.connections
            .write()
            .unwrap_or_else(PoisonError::into_inner)
            .insert(id, Arc::clone(&connection));
        (connection, inbox)
    }

    pub(super) fn remove(&self, connection: &Connection) {
        connection.state.send_replace(State::Gone);
        self.connections
            .write()
            .unwrap_or_else(PoisonError::into_inner)
            .remove(&connection.id);
    }

    pub(super) fn all(&self) -> Vec<Arc<Connection>> {
        let connections = self
            .connections
            .read()
            .unwrap_or_else(PoisonError::into_inner);
        connections.values().cloned().collect()
    }

    /// Finds an open connection. A stream's consumer may know of a connection some
    /// milliseconds before its `$connect` has answered here, so one that is opening is
    /// waited for: a "gone" would make the consumer forget it for good.
    pub(super) async fn find(&self, id: &str) -> Result<Arc<Connection>, Gone> {
        let found = self
            .connections
            .read()
            .unwrap_or_else(PoisonError::into_inner)
            .get(id)
            .cloned();
        let connection = found.ok_or(Gone)?;
        let mut state = connection.state.subscribe();
        let settled = timeout(
            self.limits.opening,
            state.wait_for(|state| *state != State::Opening),
        );
        let open = settled
            .await
            .is_ok_and(|state| state.is_ok_and(|state| *state == State::Open));
        if open { Ok(connection) } else { Err(Gone) }
    }

    /// Queues a message. A client that lets too much wait is dropped and gone.
    pub(super) fn send(&self, connection: &Connection, message: Message) -> Result<(), Gone> {
        let bytes = message.len();
        let waiting = connection.waiting_bytes.fetch_add(bytes, Ordering::Relaxed) + bytes;
        if waiting > self.limits.send_buffer {
            tracing::info!(
                connection = connection.id,
                waiting,
                "a slow reader is dropped"
            );
            connection.dropped.notify_one();
            self.remove(connection);
            return Err(Gone);
        }
        connection.command(Command::Send(message))
    }

    pub(super) fn close(&self, connection: &Connection, frame: CloseFrame) -> Result<(), Gone> {
        connection.command(Command::Close(frame))
    }
}
