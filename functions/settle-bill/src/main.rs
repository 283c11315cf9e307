//! `settle-bill`: wiring only, see [`handler`].

mod approval;
mod bill;
mod dues;
mod handler;
mod parts;
mod receipt;
mod till;

use parts::Parts;
use salver::api::Start;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), lambda_http::Error> {
    let parts = Parts::take(&Start::new()).await?;
    salver::api::serve_staff(parts, handler::router()).await
}
