//! What the branch says otherwise of its brand's menu.

use salver::api::operations::own_menu::CHANGE_OWN_MENU;
use salver::api::{HttpRequest, Problem, Reply, staff};
use salver::domain::id::BranchId;
use salver::domain::overrides::Change;
use salver::service::own_menu::{self, OwnMenu};
use salver::wire::own_change::MAX_CHANGES;
use salver::wire::own_menu::OwnMenuView;

use crate::parts::Parts;

fn reply(at: &OwnMenu) -> Result<Reply, Problem> {
    let menu = (&*at.brands, &at.ours);
    let view = OwnMenuView::of(menu, (&*at.profile, &at.brand), at.has_others);
    Reply::ok(&view)
}

/// Answers with the whole menu, and what is otherwise.
pub async fn read(parts: &Parts, http: &HttpRequest) -> Result<Reply, Problem> {
    let branch: BranchId = http.id("branch")?;
    staff::authorize(parts, http, &branch)?;
    reply(&own_menu::read(&parts.store, &branch).await?)
}

/// Changes it, from the next order on.
pub async fn change(parts: &Parts, http: &HttpRequest) -> Result<Reply, Problem> {
    let branch: BranchId = http.id("branch")?;
    let staff = staff::authorize_write(parts, http, &branch).await?;
    let changes = http.read(&CHANGE_OWN_MENU)?.changes;
    if !(1..=MAX_CHANGES).contains(&changes.len()) {
        return Err(Problem::invalid("changes", format!("1 to {MAX_CHANGES}")));
    }
    let changes: Vec<Change> = changes.into_iter().map(Change::from).collect();
    let by = http.by(&staff);
    reply(&own_menu::change(&parts.store, &branch, &changes, &by).await?)
}
