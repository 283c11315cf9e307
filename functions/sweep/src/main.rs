//! `sweep`: wiring only, see [`handler`].

mod handler;
mod parts;

use parts::Parts;
use salver::api::Start;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), lambda_http::Error> {
    let parts = Parts::take(&Start::new()).await?;
    salver::api::serve_event(parts, handler::handle).await
}
