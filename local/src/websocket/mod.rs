//! The WebSocket API and its `@connections` management API, as API Gateway behaves.
//!
//! [`Connections`] holds what is open and serves `@connections` on a loopback port of its
//! own; it is made first, because functions are told its address. [`Gateway`] upgrades
//! requests and calls the route functions.
//!
//! Three things are ours and not API Gateway's: a client that does not read is dropped once
//! [`Limits::send_buffer`] bytes wait for it; a post to a connection whose `$connect` still
//! runs waits for it for [`Limits::opening`]; and a `DELETE` with the header
//! `x-connection-close-code` closes with that code.

mod config;
mod connection;
mod event;
mod handshake;
mod limits;
mod management;
mod registry;
mod route;

use std::{
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use serde_json::json;
use tokio::sync::mpsc;
use tokio_tungstenite::tungstenite::{Message, protocol::CloseFrame};

pub use config::Config;
pub use limits::Limits;
pub use management::{CLOSE_CODE_HEADER, Connections};

use self::{
    event::Body,
    registry::{Connection, Registry},
    route::{Answer, Selection},
};
use crate::runtime::{InvokeError, Invoker};

/// The route selection expression is not one that is understood.
#[derive(Debug, thiserror::Error)]
#[error("the route selection expression {0:?} is not understood: only $request.body.<path> is")]
pub struct UnknownSelection(String);

/// Upgrades requests and calls the functions of the routes. A clone is the same gateway.
#[derive(Clone)]
pub struct Gateway(Arc<Inner>);

struct Inner {
    config: Config,
    selection: Selection,
    registry: Registry,
    invoker: Invoker,
    /// Every connection's task holds a clone; empty once the gateway stops.
    alive: Mutex<Option<mpsc::Sender<()>>>,
    ended: tokio::sync::Mutex<mpsc::Receiver<()>>,
}

impl Gateway {
    /// A gateway whose connections are managed by `connections`.
    ///
    /// # Errors
    /// A route selection expression that is not understood.
    pub fn new(
        config: Config,
        connections: &Connections,
        invoker: Invoker,
    ) -> Result<Self, UnknownSelection> {
        let selection = Selection::parse(&config.route_selection)
            .ok_or_else(|| UnknownSelection(config.route_selection.clone()))?;
        let (alive, ended) = mpsc::channel(1);
        Ok(Self(Arc::new(Inner {
            config,
            selection,
            registry: connections.registry(),
            invoker,
            alive: Mutex::new(Some(alive)),
            ended: tokio::sync::Mutex::new(ended),
        })))
    }

    /// Number of connections, those that are still opening included.
    #[must_use]
    pub fn open_connections(&self) -> usize {
        self.0.registry.all().len()
    }

    /// Takes no more connections, closes all with 1001, and waits for their `$disconnect`
    /// functions for at most `grace`.
    pub async fn stop(&self, grace: Duration) {
        let alive = self
            .0
            .alive
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .take();
        drop(alive);
        for connection in self.0.registry.all() {
            // One that has gone meanwhile needs no closing.
            let _ = self.0.registry.close(&connection, going_away());
        }
        let mut ended = self.0.ended.lock().await;
        let _ = tokio::time::timeout(grace, ended.recv()).await;
    }

    fn alive(&self) -> Option<mpsc::Sender<()>> {
        let alive = self.0.alive.lock().unwrap_or_else(PoisonError::into_inner);
        alive.clone()
    }

    /// Calls the function of a message's route and answers the client where it must.
    async fn dispatch(&self, connection: &Connection, body: Body) {
        let Ok(request_id) = event::new_id() else {
            return;
        };
        let config = &self.0.config;
        let key = self.0.selection.key(&body).filter(|key| {
            // `$connect` and the like are not for clients to choose.
            !key.starts_with('$') && config.routes.contains_key(key)
        });
        let route = key.as_deref().unwrap_or("$default");
        let Some(function) = config.routes.get(route) else {
            return self.complain(connection, "Forbidden", &request_id);
        };
        let event = event::message(config, connection, route, &body, &request_id);
        match self.invoke(function, &event).await {
            Ok(answer) => {
                if config.responding.contains(route) && !answer.body.is_empty() {
                    let text = String::from_utf8_lossy(&answer.body).into_owned();
                    let _ = self.0.registry.send(connection, Message::text(text));
                }
            }
            Err(failure) => {
                tracing::warn!(
                    connection = connection.id, request = request_id, route, %failure,
                    "a WebSocket route failed"
                );
                let message = match failure {
                    Failure::TooSlow => "Endpoint request timed out",
                    _ => "Internal server error",
                };
                self.complain(connection, message, &request_id);
            }
        }
    }

    async fn invoke(&self, function: &str, event: &serde_json::Value) -> Result<Answer, Failure> {
        let call = self.0.invoker.invoke(function, event.to_string().into());
        let payload = tokio::time::timeout(self.0.registry.limits.integration, call)
            .await
            .map_err(|_| Failure::TooSlow)??;
        Answer::parse(&payload).ok_or(Failure::Malformed)
    }

    fn complain(&self, connection: &Connection, message: &str, request_id: &str) {
        let body = complaint(message, &connection.id, request_id);
        let _ = self.0.registry.send(connection, Message::text(body));
    }
}

/// Why a route's function gave no usable answer.
#[derive(Debug, thiserror::Error)]
enum Failure {
    #[error("the function took longer than an integration may")]
    TooSlow,
    #[error("the function's answer has no statusCode")]
    Malformed,
    #[error(transparent)]
    Invoke(#[from] InvokeError),
}

fn complaint(message: &str, connection_id: &str, request_id: &str) -> String {
    json!({"message": message, "connectionId": connection_id, "requestId": request_id}).to_string()
}

fn going_away() -> CloseFrame {
    CloseFrame {
        code: tokio_tungstenite::tungstenite::protocol::frame::coding::CloseCode::Away,
        reason: "Going away".into(),
    }
}
