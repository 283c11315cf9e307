//! `fan-out`: wiring only, see [`handler`].

mod handler;
mod turn;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), lambda_http::Error> {
    salver::api::serve_event(handler::handle).await
}
