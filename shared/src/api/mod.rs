//! What the functions say to the world: requests, answers, problems, the OpenAPI document.

pub mod body;
pub mod clock;
#[cfg(feature = "openapi")]
pub mod described;
mod gzip;
pub(crate) mod http_client;
pub mod json;
#[cfg(feature = "openapi")]
pub mod openapi;
pub mod operation;
pub mod operations;
pub mod problem;
#[cfg(feature = "openapi")]
mod refusals;
pub mod reply;
pub mod request;
pub mod router;
pub mod serve;
pub mod signed_in;
pub mod staff;
pub mod staff_parts;
pub mod start;

pub use problem::{Code, Problem};
pub use reply::Reply;
pub use request::HttpRequest;
pub use router::Router;
pub use serve::{serve, serve_event, serve_socket, serve_staff, socket_answer};
pub use staff::StaffGate;
pub use staff_parts::StaffParts;
pub use start::{Start, StartError};
