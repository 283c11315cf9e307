//! `take-order`: wiring only, see [`handler`].

mod check;
mod handler;
mod message;
mod order;

use salver::api::{StaffParts, Start};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), lambda_http::Error> {
    let parts = StaffParts::take(&Start::new()).await?;
    salver::api::serve_staff(parts, handler::router()).await
}
