//! The stack with real processes: one binary for all tests, because linking is what costs.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test fails by panicking"
)]

mod failures;
mod gateway;
mod lifecycle;
mod loopback;
mod readme;
mod runtime;
mod site;
mod store;
mod streams;
mod support;
mod template;
mod together;
mod websocket;
