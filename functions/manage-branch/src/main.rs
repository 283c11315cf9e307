//! `manage-branch`: wiring only, see [`handler`].

mod cards;
mod code;
mod handler;
mod picture;
mod qr;
mod settings;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), lambda_http::Error> {
    salver::api::serve_staff(handler::handle).await
}
