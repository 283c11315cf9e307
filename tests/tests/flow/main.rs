//! The flow over HTTP and WebSocket on the real functions: what must work, and what must
//! be refused without a trace. One binary for all of it, because linking is what costs.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test fails by panicking"
)]

mod contract;
mod evening;
mod input;
mod menu;
mod orders;
mod sockets;
mod staff;
