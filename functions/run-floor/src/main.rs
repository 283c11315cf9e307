//! `run-floor`: wiring only, see [`handler`].

mod floor;
mod handler;
mod session;
mod table;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), lambda_http::Error> {
    salver::api::serve_staff(handler::handle).await
}
