//! Staff sign in, stay signed in, sign out; and come in by one-time links.

use salver::api::operations::staff::{
    LIST_OWN_BRANCHES, NEXT_BRANCH, REFRESH_SIGN_IN, SIGN_IN, SIGN_OUT,
};
use salver::api::operations::team::{
    ACCEPT_INVITATION, JOIN_WITH_ACCOUNT, LOOK_UP_LINK, RESET_PASSWORD,
};
use salver::api::signed_in::{REFRESH_COOKIE, no_cookie};
use salver::api::{HttpRequest, Problem, Reply, Router};
use salver::auth::AuthError;
use salver::auth::refresh::RefreshToken;
use salver::domain::audit::Actor;
use salver::domain::id::BranchId;
use salver::service::By;
use salver::service::sign_in;
use salver::wire::staff::{OwnBranch, OwnBranches};

use crate::answer::answer;
use crate::links;
use crate::login::login;
use crate::parts::Parts;

/// What this function serves.
pub fn router() -> Router<Parts> {
    Router::new(env!("CARGO_PKG_NAME"))
        .on(&SIGN_IN, |parts, http| Box::pin(sign_in(parts, http)))
        .on(&REFRESH_SIGN_IN, |parts, http| {
            Box::pin(refresh(parts, http))
        })
        .on(&LIST_OWN_BRANCHES, |parts, http| {
            Box::pin(branches(parts, http))
        })
        .on(&SIGN_OUT, |parts, http| Box::pin(sign_out(parts, http)))
        .on(&LOOK_UP_LINK, |parts, http| {
            Box::pin(links::look_up(parts, http))
        })
        .on(&ACCEPT_INVITATION, |parts, http| {
            Box::pin(links::accept(parts, http))
        })
        .on(&JOIN_WITH_ACCOUNT, |parts, http| {
            Box::pin(links::join_with_account(parts, http))
        })
        .on(&RESET_PASSWORD, |parts, http| {
            Box::pin(links::reset(parts, http))
        })
}

async fn sign_in(parts: &Parts, http: &HttpRequest) -> Result<Reply, Problem> {
    let request = http.read(&SIGN_IN)?;
    let login = login(parts, http, request.login, request.password)?;
    let opened = sign_in::begin(&parts.store, login, &by(http)).await?;
    answer(parts, http, opened)
}

async fn refresh(parts: &Parts, http: &HttpRequest) -> Result<Reply, Problem> {
    let request = http.read(&REFRESH_SIGN_IN)?;
    let token = cookie(parts, http)?;
    let opened = sign_in::refresh(&parts.store, &token, request.branch.as_ref(), &by(http)).await?;
    answer(parts, http, opened)
}

async fn branches(parts: &Parts, http: &HttpRequest) -> Result<Reply, Problem> {
    let token = cookie(parts, http)?;
    let after: Option<BranchId> = http.cursor(&NEXT_BRANCH)?;
    let page = sign_in::branches(&parts.store, &token, after.as_ref(), &by(http)).await?;
    let branches = page.branches.into_iter().map(|named| OwnBranch {
        id: named.access.branch,
        name: named.name,
        brand: named.brand,
        role: named.access.role,
    });
    Reply::ok(&OwnBranches {
        branches: branches.collect(),
        next: page.next,
    })
}

async fn sign_out(parts: &Parts, http: &HttpRequest) -> Result<Reply, Problem> {
    match cookie(parts, http) {
        Ok(token) => sign_in::end(&parts.store, &token, &by(http)).await?,
        // Whoever is signed out already is where they want to be.
        Err(problem) if problem.status == 401 => {}
        Err(problem) => return Err(problem),
    }
    Ok(Reply::no_content().cookie(&no_cookie(http)))
}

/// Who calls, the sign-in says.
fn by(http: &HttpRequest) -> By {
    http.by(Actor::Nobody)
}

/// The cookie's token, when it is one of ours.
fn cookie(parts: &Parts, http: &HttpRequest) -> Result<RefreshToken, Problem> {
    let text = http.cookie(REFRESH_COOKIE).ok_or(AuthError::Missing)?;
    Ok(RefreshToken::parse(&parts.staff_key, text)?)
}
