//! Staff sign in, stay signed in, sign out.

use salver::api::operations::staff::{
    LIST_OWN_BRANCHES, NEXT_BRANCH, REFRESH_SIGN_IN, SIGN_IN, SIGN_OUT,
};
use salver::api::{HttpRequest, Problem, Reply, Router};
use salver::auth::AuthError;
use salver::auth::refresh::RefreshToken;
use salver::auth::staff_token::{self, ACCESS_SECONDS};
use salver::domain::audit::Actor;
use salver::domain::id::BranchId;
use salver::service::By;
use salver::service::sign_in::{self, Login, SignedIn as Opened};
use salver::wire::staff::{OwnBranch, OwnBranches, SignedIn, StaffView};

use crate::parts::Parts;

/// The cookie with the refresh token; scripts never see it.
const COOKIE: &str = "salver_refresh";
/// Longest login and password that are looked at, in characters.
const MAX_LENGTH: usize = 200;

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
}

async fn sign_in(parts: &Parts, http: &HttpRequest) -> Result<Reply, Problem> {
    let request = http.read(&SIGN_IN)?;
    let too_long = |text: &str| text.chars().count() > MAX_LENGTH;
    if too_long(&request.login) || too_long(&request.password) {
        return Err(Problem::invalid(
            "login",
            format!("at most {MAX_LENGTH} characters"),
        ));
    }
    let login = Login {
        login: request.login,
        password: request.password,
        source: sign_in::source(&parts.staff_key, http.origin())?,
    };
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
    let after: Option<BranchId> = match http.query(NEXT_BRANCH.name) {
        Some(text) => {
            let bad = |_| Problem::invalid("next", "not from a page before");
            Some(text.parse().map_err(bad)?)
        }
        None => None,
    };
    let page = sign_in::branches(&parts.store, &token, after.as_ref(), &by(http)).await?;
    let branches = page.branches.into_iter().map(|(access, name)| OwnBranch {
        id: access.branch,
        name,
        role: access.role,
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
    Ok(Reply::no_content().cookie(&set_cookie("", 0, http.is_https())))
}

/// Who calls, the sign-in says.
fn by(http: &HttpRequest) -> By {
    http.by(Actor::Nobody)
}

/// The cookie's token, when it is one of ours.
fn cookie(parts: &Parts, http: &HttpRequest) -> Result<RefreshToken, Problem> {
    let text = http.cookie(COOKIE).ok_or(AuthError::Missing)?;
    Ok(RefreshToken::parse(&parts.staff_key, text)?)
}

fn answer(parts: &Parts, http: &HttpRequest, opened: Opened) -> Result<Reply, Problem> {
    let key = &parts.staff_key;
    let Opened {
        account,
        family,
        access,
        branches,
    } = opened;
    let token = RefreshToken {
        family: family.id.clone(),
        counter: family.counter,
    };
    let lasts = family.expires_at - http.now.as_second();
    let cookie = set_cookie(&token.text(key)?, lasts, http.is_https());
    let signed_in = SignedIn {
        expires_in: ACCESS_SECONDS.min(family.ends_at() - http.now.as_second()),
        staff: StaffView {
            id: account.id,
            name: account.name,
            role: access.role,
            branches,
        },
        access_token: staff_token::issue(key, &family, access, http.now)?,
    };
    Ok(Reply::ok(&signed_in)?.cookie(&cookie))
}

fn set_cookie(value: &str, seconds: i64, secure: bool) -> String {
    let secure = if secure { "; Secure" } else { "" };
    format!(
        "{COOKIE}={value}; Path=/api/v1/auth; Max-Age={seconds}; HttpOnly; SameSite=Strict{secure}"
    )
}
