//! `manage-branch`: wiring only, see [`handler`].

mod brand;
mod cards;
mod code;
mod floor_plan;
mod handler;
mod looks;
mod own_menu;
mod parts;
mod picture;
mod qr;
mod settings;
mod site;
mod status_screen;
mod taxes;

use parts::Parts;
use salver::api::Start;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), lambda_http::Error> {
    let parts = Parts::take(&Start::new()).await?;
    salver::api::serve_staff(parts, handler::router()).await
}
