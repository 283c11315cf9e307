//! `ws-message`: wiring only, see [`handler`].

mod handler;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), lambda_http::Error> {
    salver::api::serve_socket(handler::handle).await
}
