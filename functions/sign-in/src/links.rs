//! One-time links: what one is for, joining by it with a new account or one's own, a new password
//! by it.

use salver::api::operations::team::{
    ACCEPT_INVITATION, JOIN_WITH_ACCOUNT, LOOK_UP_LINK, RESET_PASSWORD,
};
use salver::api::{HttpRequest, Problem, Reply};
use salver::domain::audit::Actor;
use salver::service::sign_in::source;
use salver::service::team;
use salver::wire::team::LinkView;

use crate::answer::answer;
use crate::login::login;
use crate::parts::Parts;

/// Says what a link is for; it stays good.
pub async fn look_up(parts: &Parts, http: &HttpRequest) -> Result<Reply, Problem> {
    let request = http.read(&LOOK_UP_LINK)?;
    let source = source(&parts.staff_key, http.origin())?;
    let code = (request.code.as_str(), source.as_str());
    let opened = team::look_up(&parts.store, code, &http.by(Actor::Nobody)).await?;
    Reply::ok(&LinkView::from(opened))
}

/// Joins the team.
pub async fn accept(parts: &Parts, http: &HttpRequest) -> Result<Reply, Problem> {
    let request = http.read(&ACCEPT_INVITATION)?;
    let source = source(&parts.staff_key, http.origin())?;
    let code = (request.code.as_str(), source.as_str());
    let who = (request.login, request.password);
    let opened = team::accept(&parts.store, code, who, &http.by(Actor::Nobody)).await?;
    answer(parts, http, opened)
}

/// Joins the team with the account that one has.
pub async fn join_with_account(parts: &Parts, http: &HttpRequest) -> Result<Reply, Problem> {
    let request = http.read(&JOIN_WITH_ACCOUNT)?;
    let who = login(parts, http, request.login, request.password)?;
    let by = http.by(Actor::Nobody);
    let opened = team::join_with_account(&parts.store, &request.code, who, &by).await?;
    answer(parts, http, opened)
}

/// Chooses a new password.
pub async fn reset(parts: &Parts, http: &HttpRequest) -> Result<Reply, Problem> {
    let request = http.read(&RESET_PASSWORD)?;
    let source = source(&parts.staff_key, http.origin())?;
    let code = (request.code.as_str(), source.as_str());
    let by = http.by(Actor::Nobody);
    let opened = team::reset(&parts.store, code, request.password, &by).await?;
    answer(parts, http, opened)
}
