//! `GET /api/v1/branches/{branch}/menu`: the published menu, readable by anybody.

use std::sync::Arc;

use salver::api::problem::Code;
use salver::api::types::MenuView;
use salver::api::{App, Call, Problem, Reply};
use salver::domain::id::BranchId;

/// How long phones may keep a menu, in seconds. What is sold out meanwhile is
/// refused when it is put into the cart, so a short time is only about the look.
const KEEP_SECONDS: u32 = 5;

/// Answers with the menu, or 304 when the caller has it.
pub async fn handle(app: Arc<App>, call: Arc<Call>) -> Result<Reply, Problem> {
    let id: BranchId = call.id("branch")?;
    let missing = || Problem::not_found("branch");
    let stock = app.store().stock(&id).await?.ok_or_else(missing)?;
    let branch = app.store().branch(&id, &stock).await?.ok_or_else(missing)?;
    let etag = format!("\"{}-{}\"", branch.menu.version, stock.version);
    let body = serde_json::to_string(&MenuView::of(&branch.menu, &stock))
        .map_err(|e| Problem::new(Code::Internal, "The menu could not be written.").because(e))?;
    Ok(Reply::cached(
        &body,
        &etag,
        KEEP_SECONDS,
        call.header("if-none-match"),
    ))
}
