//! `show-receipt`: wiring only, see [`handler`].

mod amount;
mod handler;
mod paper;
mod parts;

use parts::Parts;
use salver::api::Start;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), lambda_http::Error> {
    let parts = Parts::take(&Start::new()).await?;
    salver::api::serve(parts, handler::router()).await
}
