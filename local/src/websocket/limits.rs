//! The limits of API Gateway's WebSocket APIs, and those that are ours.

use std::time::Duration;

/// Limits of a WebSocket API. The default is API Gateway's; tests shorten the times.
#[derive(Clone, Debug)]
pub struct Limits {
    /// Largest frame from a client, in bytes; a larger one closes the connection with 1009.
    pub frame: usize,
    /// Largest message in either direction, in bytes.
    pub message: usize,
    /// Time without any frame after which a connection is closed with 1001.
    pub idle: Duration,
    /// Age at which a connection is closed with 1001.
    pub age: Duration,
    /// Longest that a route's function may take.
    pub integration: Duration,
    /// Ours: bytes that may wait for a client. One that reads slower is dropped.
    pub send_buffer: usize,
    /// Ours: longest that one message may take to be written.
    pub write: Duration,
    /// Ours: messages of one connection that may be in functions at once; then the
    /// connection is not read until one is done.
    pub in_flight: usize,
    /// Ours: how long the closing handshake may take.
    pub closing: Duration,
    /// Ours: how long a post waits for a connection whose `$connect` still runs.
    pub opening: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            frame: 32 << 10,
            message: 128 << 10,
            idle: Duration::from_secs(10 * 60),
            age: Duration::from_secs(2 * 60 * 60),
            integration: Duration::from_secs(29),
            send_buffer: 1 << 20,
            write: Duration::from_secs(10),
            in_flight: 8,
            closing: Duration::from_secs(2),
            opening: Duration::from_secs(1),
        }
    }
}
