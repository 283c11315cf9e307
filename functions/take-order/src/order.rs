//! Orders that staff take, and lines that they keep.

use salver::api::operations::check::{PUT_SAVED_LINE, TAKE_ORDER};
use salver::api::{HttpRequest, Problem, Reply, StaffParts, staff};
use salver::domain::DomainError;
use salver::domain::cart::PutLine;
use salver::domain::id::BranchId;
use salver::domain::text::Note;
use salver::service::take_order::{self, TakeRequest};

use crate::check::of_path;

/// Saves lines, or sends them to the kitchen.
pub async fn take(parts: &StaffParts, http: &HttpRequest) -> Result<Reply, Problem> {
    let branch: BranchId = http.id("branch")?;
    // Whether the sign-in still counts is asked beside the state that is decided on.
    let claims = staff::authorize(parts, http, &branch)?;
    let check = of_path(http, &branch)?;
    let request = http.read(&TAKE_ORDER)?;
    let lines = request.lines.into_iter().map(PutLine::try_from);
    let request = TakeRequest {
        // With the check in it: the same key for another one is another request.
        intent: http.intent(claims.scope(), &format!(" {check}"))?,
        action: request.action,
        lines: lines.collect::<Result<_, DomainError>>()?,
        note: Note::parse(request.note.as_deref())?,
        by: http.by(&claims),
        check,
        claims,
    };
    Ok(Reply::answer(
        take_order::take(&parts.store, &request).await?,
    ))
}

/// Makes a saved line so.
pub async fn put_line(parts: &StaffParts, http: &HttpRequest) -> Result<Reply, Problem> {
    let branch: BranchId = http.id("branch")?;
    let staff = staff::authorize_write(parts, http, &branch).await?;
    let id = of_path(http, &branch)?;
    let line = http.read(&PUT_SAVED_LINE)?.of_line(http.id("line")?)?;
    let saved = take_order::put_line(&parts.store, &id, &line, &http.by(&staff)).await?;
    Reply::ok(&take_order::view(&parts.store, &id, &saved, http.now))
}

/// Removes a saved line.
pub async fn remove_line(parts: &StaffParts, http: &HttpRequest) -> Result<Reply, Problem> {
    let branch: BranchId = http.id("branch")?;
    let staff = staff::authorize_write(parts, http, &branch).await?;
    let id = of_path(http, &branch)?;
    let (line, by) = (http.id("line")?, http.by(&staff));
    let saved = take_order::remove_line(&parts.store, &id, &line, &by).await?;
    Reply::ok(&take_order::view(&parts.store, &id, &saved, http.now))
}
