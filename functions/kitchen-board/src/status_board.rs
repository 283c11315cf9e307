//! `GET /api/v1/branches/{branch}/status-board`: the numbers on the wall, for whoever has the
//! branch's link.

use salver::api::{HttpRequest, Problem, Reply, StaffParts};
use salver::auth::screen_token::ScreenToken;
use salver::domain::id::BranchId;
use salver::domain::topic::Topic;
use salver::service::{branch, looks, status_screen};
use salver::wire::status_screen::StatusBoard;

/// Answers with the numbers.
pub async fn read(parts: &StaffParts, http: &HttpRequest) -> Result<Reply, Problem> {
    let id: BranchId = http.id("branch")?;
    let store = &parts.store;
    let token = ScreenToken::parse(http.bearer()?)?;
    let screen = status_screen::admit(store, &token).await?;
    // Whether another branch is there is not theirs to know.
    if screen.branch_id != id {
        return Err(Problem::not_found("branch"));
    }
    // The sequence first: an event that comes between the reads is then seen as newer.
    let topics = store.sequences(&[Topic::board(&id)]).await?;
    let house = async {
        let profile = branch::profile(store, &id).await?;
        let brand = looks::brand(store, &profile.brand_id).await?;
        Ok((profile, brand))
    };
    let ((profile, brand), called) =
        tokio::try_join!(house, status_screen::board(store, &screen, http.now))?;
    let of = (&profile, brand, &screen);
    Reply::ok(&StatusBoard::of(of, called, topics, http.now))
}
