//! What whoever runs the stack does by a code: the first brand with its branch and its owner, once,
//! and a new password for an owner.

use salver::api::operations::set_up::{OFFER_OWNER_RESET, READ_SET_UP, SET_UP};
use salver::api::signed_in::signed_in;
use salver::api::{HttpRequest, Problem, Reply, Router};
use salver::domain::audit::Actor;
use salver::service::intent::Answer;
use salver::service::set_up::{self, Secrets};
use salver::service::sign_in::source;
use salver::service::team::{self, OwnerReset};
use salver::wire::set_up::{FirstBranch, SetUpDone, SetUpState};
use salver::wire::team::LinkMade;

use crate::parts::Parts;

/// What this function serves.
pub fn router() -> Router<Parts> {
    Router::new(env!("CARGO_PKG_NAME"))
        .on(&READ_SET_UP, |parts, _| Box::pin(read(parts)))
        .on(&SET_UP, |parts, http| Box::pin(set_up(parts, http)))
        .on(&OFFER_OWNER_RESET, |parts, http| {
            Box::pin(offer_owner_reset(parts, http))
        })
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

async fn offer_owner_reset(parts: &Parts, http: &HttpRequest) -> Result<Reply, Problem> {
    // Whoever has the code is one and the same.
    let intent = http.intent("operator".to_owned(), "")?;
    let request = http.read(&OFFER_OWNER_RESET)?;
    let asked = OwnerReset {
        code: &parts.operator_code,
        typed: &request.code,
        login: &request.login,
        source: &source(&parts.staff_key, http.origin())?,
    };
    let by = http.by(Actor::Nobody);
    let made = team::offer_owner_reset(&parts.store, &parts.staff_key, &intent, asked, &by).await?;
    // Where it is looked up.
    let answer = Answer::new("/api/v1/auth/links".to_owned(), &LinkMade::from(&made))?;
    Ok(Reply::answer(Answer {
        replayed: made.replayed,
        ..answer
    }))
}
