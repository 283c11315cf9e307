//! The one-machine stack: runs the unmodified Lambda binaries of a SAM template
//! behind a local API Gateway, DynamoDB, table streams and schedules.
//!
//! The template is the truth: [`template::Template::load`] reads which functions, routes,
//! tables, streams and schedules exist, and [`stack::Stack::start`] runs them.

pub mod backup;
pub mod cli;
pub mod clock;
pub mod http;
mod loopback;
pub mod runtime;
pub mod schedule;
pub mod secrets;
pub mod site;
pub mod stack;
pub mod store;
pub mod streams;
pub mod template;
pub mod websocket;
