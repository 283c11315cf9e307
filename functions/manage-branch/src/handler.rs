//! What a manager runs a branch with: its settings, its tables' cards and codes.

use std::sync::Arc;

use salver::api::serve::unknown_route;
use salver::api::{Call, Problem, Reply};

use crate::parts::Parts;
use crate::{cards, code, picture, settings};

/// Routes on the key that API Gateway matched.
pub async fn handle(parts: Arc<Parts>, call: Arc<Call>) -> Result<Reply, Problem> {
    match call.route() {
        "GET /api/v1/branches/{branch}" => settings::read(&parts, &call).await,
        "PATCH /api/v1/branches/{branch}" => settings::change(&parts, &call).await,
        "GET /api/v1/branches/{branch}/cards" => cards::read(&parts, &call).await,
        "GET /api/v1/branches/{branch}/tables/{table}/qr" => picture::read(&parts, &call).await,
        "POST /api/v1/branches/{branch}/tables/{table}/code" => code::reissue(&parts, &call).await,
        _ => Err(unknown_route(&call)),
    }
}
