//! The host of the Lambda Runtime API: runs function binaries and invokes them.

mod error;
mod invoker;

pub use error::InvokeError;
pub use invoker::Invoker;
