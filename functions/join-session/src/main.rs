//! `join-session`: wiring only, see [`handler`].

mod handler;
mod join;
mod table;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), lambda_http::Error> {
    salver::api::serve(handler::handle).await
}
