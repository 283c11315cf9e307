//! `serve-menu`: wiring only, see [`handler`].

mod handler;

use salver::api::Start;
use salver::store::Store;

/// What this function needs.
#[derive(Debug)]
struct Parts {
    store: Store,
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), lambda_http::Error> {
    let start = Start::new();
    let parts = Parts {
        store: start.store().await?,
    };
    salver::api::serve(parts, handler::router()).await
}
