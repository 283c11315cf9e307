//! What the functions say to the world: calls, answers, problems, the OpenAPI document.

pub mod call;
pub mod clock;
mod gzip;
pub mod json;
#[cfg(feature = "openapi")]
pub mod openapi;
pub mod problem;
pub mod reply;
pub mod routes;
pub mod serve;
pub mod staff;
pub mod start;

pub use call::Call;
pub use problem::{Code, Problem};
pub use reply::Reply;
pub use serve::{serve, serve_event, serve_socket, serve_staff, socket_answer};
pub use staff::StaffGate;
pub use start::{Start, StartError};
