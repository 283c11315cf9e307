//! What listens on the stack's port: the CDN's paths and the HTTP API with payload format 2.0.

mod answer;
mod api;
mod body;
mod event;
mod front;
mod problem;
mod router;
mod server;
mod visitor;

pub use api::HttpApi;
pub use front::{Front, Upgrade};
pub use problem::refuse;
pub use router::Router;
pub use server::Server;

/// The header that carries the request ID in every answer.
pub const REQUEST_ID: &str = "apigw-requestid";

/// A new request ID: 16 hexadecimal digits, short enough for a log line.
#[must_use]
pub fn request_id() -> String {
    let id = uuid::Uuid::new_v4().simple().to_string();
    id.get(..16).unwrap_or(&id).to_owned()
}
