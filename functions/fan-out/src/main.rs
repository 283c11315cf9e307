//! `fan-out`: wiring only, see [`handler`].

mod handler;
mod turn;

use salver::api::Start;
use salver::realtime::push::Push;
use salver::store::Store;

/// What this function needs.
#[derive(Debug)]
struct Parts {
    store: Store,
    push: Push,
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), lambda_http::Error> {
    let start = Start::new();
    let parts = Parts {
        store: start.store().await?,
        push: start.push()?,
    };
    salver::api::serve_event(parts, handler::handle).await
}
