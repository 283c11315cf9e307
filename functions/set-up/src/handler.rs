//! The first brand with its branch and its owner: made once, by whoever has the code.

use salver::api::operations::set_up::{READ_SET_UP, SET_UP};
use salver::api::signed_in::signed_in;
use salver::api::{HttpRequest, Problem, Reply, Router};
use salver::domain::audit::Actor;
use salver::service::set_up::{self, Secrets};
use salver::service::sign_in::source;
use salver::wire::set_up::{FirstBranch, SetUpDone, SetUpState};

use crate::parts::Parts;

/// What this function serves.
pub fn router() -> Router<Parts> {
    Router::new(env!("CARGO_PKG_NAME"))
        .on(&READ_SET_UP, |parts, _| Box::pin(read(parts)))
        .on(&SET_UP, |parts, http| Box::pin(set_up(parts, http)))
}

async fn read(parts: &Parts) -> Result<Reply, Problem> {
    let done = set_up::is_done(&parts.store).await?;
    Reply::ok(&SetUpState { done })
}

async fn set_up(parts: &Parts, http: &HttpRequest) -> Result<Reply, Problem> {
    let request = http.read(&SET_UP)?;
    let wish = request.wish();
    let secrets = Secrets {
        code: &parts.code,
        typed: &request.code,
        password: request.account.password,
        source: &source(&parts.staff_key, http.origin())?,
    };
    let by = http.by(Actor::Nobody);
    let (opened, branch) = set_up::set_up(&parts.store, secrets, wish, &by).await?;
    let (signed_in, cookie) = signed_in(&parts.staff_key, http, opened)?;
    let location = format!("/api/v1/branches/{branch}");
    let done = SetUpDone {
        access_token: signed_in.access_token,
        expires_in: signed_in.expires_in,
        staff: signed_in.staff,
        branch: FirstBranch { id: branch },
    };
    Ok(Reply::created(&location, &done)?.cookie(&cookie))
}
