//! The floor: tables and parties; open, book, PIN, change, close.

use std::sync::Arc;

use salver::api::serve::unknown_route;
use salver::api::{Call, Problem, Reply};

use crate::parts::Parts;
use crate::{floor, session, table};

/// Routes on the key that API Gateway matched.
pub async fn handle(parts: Arc<Parts>, call: Arc<Call>) -> Result<Reply, Problem> {
    match call.route() {
        "GET /api/v1/branches/{branch}/floor" => floor::read(&parts, &call).await,
        "POST /api/v1/branches/{branch}/tables/{table}/open" => table::open(&parts, &call).await,
        "GET /api/v1/branches/{branch}/sessions/{session}/pin" => {
            session::read_pin(&parts, &call).await
        }
        "POST /api/v1/branches/{branch}/sessions/{session}/pin/rotate" => {
            session::rotate_pin(&parts, &call).await
        }
        "POST /api/v1/branches/{branch}/sessions/{session}/close" => {
            session::close(&parts, &call).await
        }
        "GET /api/v1/branches/{branch}/sessions/{session}" => session::read(&parts, &call).await,
        "PATCH /api/v1/branches/{branch}/sessions/{session}" => {
            session::change(&parts, &call).await
        }
        "PATCH /api/v1/branches/{branch}/tables/{table}" => table::change(&parts, &call).await,
        _ => Err(unknown_route(&call)),
    }
}
