//! The floor: tables and parties; open, book, PIN, change, close.

use std::sync::Arc;

use salver::api::serve::unknown_route;
use salver::api::{App, Call, Problem, Reply};

use crate::{floor, session, table};

/// Routes on the key that API Gateway matched.
pub async fn handle(app: Arc<App>, call: Arc<Call>) -> Result<Reply, Problem> {
    match call.route() {
        "GET /api/v1/branches/{branch}/floor" => floor::read(&app, &call).await,
        "POST /api/v1/branches/{branch}/tables/{table}/open" => table::open(&app, &call).await,
        "GET /api/v1/branches/{branch}/sessions/{session}/pin" => {
            session::read_pin(&app, &call).await
        }
        "POST /api/v1/branches/{branch}/sessions/{session}/pin/rotate" => {
            session::rotate_pin(&app, &call).await
        }
        "POST /api/v1/branches/{branch}/sessions/{session}/close" => {
            session::close(&app, &call).await
        }
        "GET /api/v1/branches/{branch}/sessions/{session}" => session::read(&app, &call).await,
        "PATCH /api/v1/branches/{branch}/sessions/{session}" => session::change(&app, &call).await,
        "PATCH /api/v1/branches/{branch}/tables/{table}" => table::change(&app, &call).await,
        _ => Err(unknown_route(&call)),
    }
}
