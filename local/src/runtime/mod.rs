//! The host of the Lambda Runtime API: runs function binaries and invokes them.
//!
//! One listener on loopback serves all workers; each worker has an unguessable path prefix of
//! its own, so that a process of an earlier run, or a stranger, can neither take nor answer an
//! invocation. Each function has a pool: a queue and some workers. A worker is one
//! child process; a supervisor starts it, watches it, and fails at once what it had taken
//! when it ends.

mod account;
mod api;
mod backoff;
mod environment;
mod error;
mod host;
mod invoker;
mod lifecycle;
mod options;
mod output;
mod pool;
mod spawn;
mod supervisor;
mod worker;

pub use account::Account;
pub use error::InvokeError;
pub use invoker::Invoker;
pub use lifecycle::Runtime;
pub use options::{FunctionSpec, Options};
pub use worker::WorkerStatus;

/// Largest event or answer of a synchronous invocation, in bytes (Lambda's "6 MB").
pub const PAYLOAD_LIMIT: usize = 6_291_556;
