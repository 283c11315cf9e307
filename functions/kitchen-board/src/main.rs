//! `kitchen-board`: wiring only, see [`handler`].

mod handler;

use salver::api::{StaffGate, Start};
use salver::auth::secret::Key;
use salver::store::Store;

/// What this function needs.
#[derive(Debug)]
struct Parts {
    store: Store,
    staff_key: Key,
}

impl StaffGate for Parts {
    fn store(&self) -> &Store {
        &self.store
    }

    fn staff_key(&self) -> &Key {
        &self.staff_key
    }
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), lambda_http::Error> {
    let start = Start::new();
    let parts = Parts {
        store: start.store().await?,
        staff_key: start.staff_key()?,
    };
    salver::api::serve_staff(parts, handler::router()).await
}
