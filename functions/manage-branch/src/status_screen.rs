//! The screen for those who wait: what it shows, and its link.

use salver::api::operations::status_screen::CHANGE_STATUS_SCREEN;
use salver::api::{HttpRequest, Problem, Reply, staff};
use salver::domain::id::BranchId;
use salver::service::status_screen;
use salver::wire::status_screen::{StatusLinkMade, StatusScreenView};

use crate::parts::Parts;

/// What its manager has said of it.
pub async fn read(parts: &Parts, http: &HttpRequest) -> Result<Reply, Problem> {
    let branch: BranchId = http.id("branch")?;
    staff::authorize(parts, http, &branch)?;
    let screen = parts.store.status_screen(&branch).await?;
    Reply::ok(&StatusScreenView::from(&screen))
}

/// Says otherwise.
pub async fn change(parts: &Parts, http: &HttpRequest) -> Result<Reply, Problem> {
    let branch: BranchId = http.id("branch")?;
    let staff = staff::authorize_write(parts, http, &branch).await?;
    let wish = http.read(&CHANGE_STATUS_SCREEN)?.wish();
    let by = http.by(&staff);
    let screen = status_screen::change(&parts.store, &branch, wish, &by).await?;
    Reply::ok(&StatusScreenView::from(&screen))
}

/// Makes a link in place of the one before.
pub async fn make_link(parts: &Parts, http: &HttpRequest) -> Result<Reply, Problem> {
    let branch: BranchId = http.id("branch")?;
    let staff = staff::authorize_write(parts, http, &branch).await?;
    let made = status_screen::make_link(&parts.store, &branch, &http.by(&staff)).await?;
    Reply::ok(&StatusLinkMade::of(&made.0, &made.1))
}

/// Takes it back.
pub async fn remove_link(parts: &Parts, http: &HttpRequest) -> Result<Reply, Problem> {
    let branch: BranchId = http.id("branch")?;
    let staff = staff::authorize_write(parts, http, &branch).await?;
    let by = http.by(&staff);
    let screen = status_screen::remove_link(&parts.store, &branch, &by).await?;
    Reply::ok(&StatusScreenView::from(&screen))
}
