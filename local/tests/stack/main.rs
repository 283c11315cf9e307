//! The stack with real processes: one binary for all tests, because linking is what costs.

mod failures;
mod gateway;
mod lifecycle;
mod runtime;
mod site;
mod support;
mod template;
mod websocket;
