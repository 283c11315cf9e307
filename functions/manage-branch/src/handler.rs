//! What a manager runs a branch with: its settings, its tables' cards and codes.

use std::sync::Arc;

use salver::api::serve::unknown_route;
use salver::api::{App, Call, Problem, Reply};

use crate::{cards, code, picture, settings};

/// Routes on the key that API Gateway matched.
pub async fn handle(app: Arc<App>, call: Arc<Call>) -> Result<Reply, Problem> {
    match call.route() {
        "GET /api/v1/branches/{branch}" => settings::read(&app, &call).await,
        "PATCH /api/v1/branches/{branch}" => settings::change(&app, &call).await,
        "GET /api/v1/branches/{branch}/cards" => cards::read(&app, &call).await,
        "GET /api/v1/branches/{branch}/tables/{table}/qr" => picture::read(&app, &call).await,
        "POST /api/v1/branches/{branch}/tables/{table}/code" => code::reissue(&app, &call).await,
        _ => Err(unknown_route(&call)),
    }
}
