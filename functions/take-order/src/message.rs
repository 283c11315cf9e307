//! What customers are told: look at, send again, dismiss.

use salver::api::operations::message::MOVE_MESSAGE;
use salver::api::{HttpRequest, Problem, Reply, StaffParts, staff};
use salver::domain::id::{BranchId, MessageId};
use salver::service::message;
use salver::wire::message::{MessageList, MessageView};

/// The newest messages.
pub async fn list(parts: &StaffParts, http: &HttpRequest) -> Result<Reply, Problem> {
    let branch: BranchId = http.id("branch")?;
    staff::authorize(parts, http, &branch)?;
    let messages = message::list(&parts.store, &branch, http.now).await?;
    Reply::ok(&MessageList {
        messages: messages.iter().map(MessageView::from).collect(),
        server_time: http.now,
    })
}

/// Does with a message what somebody wants; one of another branch is as good as none.
pub async fn move_along(parts: &StaffParts, http: &HttpRequest) -> Result<Reply, Problem> {
    let branch: BranchId = http.id("branch")?;
    let staff = staff::authorize_write(parts, http, &branch).await?;
    let id: MessageId = http.id("message")?;
    if id.branch() != branch {
        return Err(Problem::not_found("message"));
    }
    let wish = http.read(&MOVE_MESSAGE)?.wish();
    let message = message::wish(&parts.store, &id, wish, &http.by(&staff)).await?;
    Reply::ok(&MessageView::from(&message))
}
