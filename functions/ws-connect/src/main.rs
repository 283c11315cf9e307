//! `ws-connect`: wiring only, see [`handler`].

mod handler;

use salver::api::Start;
use salver::api::start::Site;
use salver::store::Store;

/// What this function needs.
#[derive(Debug)]
struct Parts {
    store: Store,
    site: Site,
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), lambda_http::Error> {
    let start = Start::new();
    let parts = Parts {
        store: start.store().await?,
        site: start.site(),
    };
    salver::api::serve_socket(parts, handler::handle).await
}
