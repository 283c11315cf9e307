//! Sending to connections by API Gateway's `@connections`.

use futures::{StreamExt, stream};
use jiff::Timestamp;
use lambda_http::http::StatusCode;

use crate::realtime::connections::Connections;
use crate::store::{Connection, Store, StoreError};
use crate::wire::realtime::{CLOSE_IDENTITY_OVER, Closed};

/// So many posts are under way at once.
const AT_ONCE: usize = 50;

/// So long a connection may be written down and not yet open, in seconds.
const HANDSHAKE_SECONDS: i64 = 15;

/// The header by which the one-machine stack learns a close code; API Gateway ignores it.
const CLOSE_CODE_HEADER: &str = "x-connection-close-code";

/// The way to the connections.
#[derive(Debug, Clone)]
pub struct Push {
    gateway: Connections,
}

/// What became of one message.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Delivery {
    /// The gateway took it.
    Sent,
    /// Nobody is there any more.
    Gone,
    /// The gateway did not take it; the client will notice the gap.
    Failed,
}

impl Push {
    /// The way through the gateway.
    pub fn new(gateway: Connections) -> Self {
        Self { gateway }
    }

    /// Sends one message to one connection.
    pub async fn send(&self, connection_id: &str, message: &str, now: Timestamp) -> Delivery {
        let gateway = &self.gateway;
        match gateway.post(connection_id, message, now).await {
            Ok(status) if status.is_success() => Delivery::Sent,
            Ok(StatusCode::GONE) => Delivery::Gone,
            Ok(status) => {
                let status = status.as_u16();
                tracing::warn!(connection_id, status, "a message was not delivered");
                Delivery::Failed
            }
            Err(error) => {
                let cause = crate::log::chain(error.as_ref());
                tracing::warn!(connection_id, cause, "a message was not delivered");
                Delivery::Failed
            }
        }
    }

    /// Sends each connection its messages in their order, the connections side by side, and
    /// forgets those that are gone: the receiver's, never the sender's. One that was written
    /// down a moment before `now` may still be at its handshake, which API Gateway answers
    /// like a connection that is gone: it stays, and its client sees the gap.
    ///
    /// # Errors
    /// When the store fails to forget one.
    pub async fn broadcast(
        &self,
        store: &Store,
        listeners: &[Connection],
        messages: impl Fn(&Connection) -> Vec<String>,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        let sends: Vec<_> = listeners
            .iter()
            .map(|listener| self.send_all(&listener.connection_id, messages(listener), now))
            .collect();
        let deliveries: Vec<Delivery> = stream::iter(sends).buffered(AT_ONCE).collect().await;
        let gone = listeners
            .iter()
            .zip(deliveries)
            .filter(|(listener, delivery)| {
                *delivery == Delivery::Gone
                    && now.as_second() - listener.connected_at > HANDSHAKE_SECONDS
            })
            .map(|(listener, _)| listener);
        for connection in gone {
            store.disconnect(connection).await?;
        }
        Ok(())
    }

    /// One after the other; nobody there for one is nobody there for the rest.
    async fn send_all(
        &self,
        connection_id: &str,
        messages: Vec<String>,
        now: Timestamp,
    ) -> Delivery {
        let mut last = Delivery::Sent;
        for message in messages {
            last = self.send(connection_id, &message, now).await;
            if last == Delivery::Gone {
                break;
            }
        }
        last
    }

    /// Tells connections that their identity is over and ends them.
    ///
    /// # Errors
    /// When the store fails to forget one.
    pub async fn end(
        &self,
        store: &Store,
        connections: &[Connection],
        now: Timestamp,
    ) -> Result<(), StoreError> {
        let message = serde_json::to_string(&Closed {
            code: CLOSE_IDENTITY_OVER,
        })
        .unwrap_or_default();
        let ends: Vec<_> = connections
            .iter()
            .map(|connection| self.farewell(&connection.connection_id, &message, now))
            .collect();
        stream::iter(ends).buffered(AT_ONCE).collect::<()>().await;
        for connection in connections {
            store.disconnect(connection).await?;
        }
        Ok(())
    }

    async fn farewell(&self, connection_id: &str, message: &str, now: Timestamp) {
        if self.send(connection_id, message, now).await != Delivery::Gone {
            self.close(connection_id, now).await;
        }
    }

    async fn close(&self, connection_id: &str, now: Timestamp) {
        let code = CLOSE_IDENTITY_OVER.to_string();
        let headers = [(CLOSE_CODE_HEADER, code.as_str())];
        let gateway = &self.gateway;
        match gateway.delete(connection_id, &headers, now).await {
            Ok(status) if status.is_success() || status == StatusCode::GONE => {}
            Ok(status) => {
                let status = status.as_u16();
                tracing::warn!(connection_id, status, "a connection was not closed");
            }
            Err(error) => {
                let cause = crate::log::chain(error.as_ref());
                tracing::warn!(connection_id, cause, "a connection was not closed");
            }
        }
    }
}
