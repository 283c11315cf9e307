//! `GET /api/v1/branches/{branch}/menu`: the published menu, readable by anybody. A phone that has
//! just scanned a code knows no branch yet and asks by `GET /api/v1/tables/{code}/menu`.

use std::sync::Arc;

use salver::api::problem::Code;
use salver::api::serve::unknown_route;
use salver::api::{App, Call, Problem, Reply};
use salver::domain::id::{BranchId, TableCode};
use salver::wire::menu::MenuView;

/// How long phones may keep a menu, in seconds. What is sold out meanwhile is
/// refused when it is put into the cart, so a short time is only about the look.
const KEEP_SECONDS: u32 = 5;

/// Answers with the menu, or 304 when the caller has it.
pub async fn handle(app: Arc<App>, call: Arc<Call>) -> Result<Reply, Problem> {
    let (id, missing) = match call.route() {
        "GET /api/v1/branches/{branch}/menu" => (call.id("branch")?, "branch"),
        "GET /api/v1/tables/{code}/menu" => (branch_of_table(&app, &call).await?, "table"),
        _ => return Err(unknown_route(&call)),
    };
    let missing = || Problem::not_found(missing);
    let stock = app.store().stock(&id).await?.ok_or_else(missing)?;
    let branch = app.store().branch(&id, &stock).await?.ok_or_else(missing)?;
    let etag = format!("{}-{}", branch.menu.version, stock.version);
    let body = serde_json::to_string(&MenuView::of(&branch.menu, &stock))
        .map_err(|e| Problem::new(Code::Internal, "The menu could not be written.").because(e))?;
    Ok(Reply::cached(&call, body, &etag, KEEP_SECONDS))
}

async fn branch_of_table(app: &App, call: &Call) -> Result<BranchId, Problem> {
    let code: TableCode = call.path("code")?.to_uppercase().parse()?;
    let table = app.store().table_by_code(&code).await?;
    let table = table.ok_or_else(|| Problem::not_found("table"))?;
    Ok(table.branch_id)
}
