//! What the functions say to the world: requests, answers, problems, the OpenAPI document.

pub mod app;
pub mod audit;
pub mod call;
pub mod clock;
#[cfg(feature = "openapi")]
pub mod described;
pub mod guest_access;
mod gzip;
pub mod idempotency;
pub mod json;
#[cfg(feature = "openapi")]
pub mod openapi;
pub mod operation;
pub mod operations;
pub mod problem;
#[cfg(feature = "openapi")]
mod refusals;
pub mod reply;
pub mod serve;
pub mod staff_access;

pub use app::App;
pub use call::Call;
pub use problem::{Code, Problem};
pub use reply::Reply;
pub use serve::{serve, serve_event, serve_socket, serve_staff, socket_answer};
