//! `join-session`: wiring only, see [`handler`].

mod handler;

use salver::api::Start;
use salver::auth::secret::Key;
use salver::store::Store;

/// What this function needs.
#[derive(Debug)]
struct Parts {
    store: Store,
    pin_key: Key,
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), lambda_http::Error> {
    let start = Start::new();
    let parts = Parts {
        store: start.store().await?,
        pin_key: start.pin_key()?,
    };
    salver::api::serve(parts, handler::router()).await
}
