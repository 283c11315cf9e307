//! Staff sign in, stay signed in, sign out.

use salver::api::operations::staff::{
    LIST_OWN_BRANCHES, NEXT_BRANCH, REFRESH_SIGN_IN, SIGN_IN, SIGN_OUT,
};
use salver::api::{Call, Problem, Reply, Router};
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
        .on(&SIGN_IN, |parts, call| Box::pin(sign_in(parts, call)))
        .on(&REFRESH_SIGN_IN, |parts, call| {
            Box::pin(refresh(parts, call))
        })
        .on(&LIST_OWN_BRANCHES, |parts, call| {
            Box::pin(branches(parts, call))
        })
        .on(&SIGN_OUT, |parts, call| Box::pin(sign_out(parts, call)))
}

async fn sign_in(parts: &Parts, call: &Call) -> Result<Reply, Problem> {
    let request = call.read(&SIGN_IN)?;
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
        source: sign_in::source(&parts.staff_key, call.origin())?,
    };
    let opened = sign_in::begin(&parts.store, login, &by(call)).await?;
    answer(parts, call, opened)
}

async fn refresh(parts: &Parts, call: &Call) -> Result<Reply, Problem> {
    let request = call.read(&REFRESH_SIGN_IN)?;
    let token = cookie(parts, call)?;
    let opened = sign_in::refresh(&parts.store, &token, request.branch.as_ref(), &by(call)).await?;
    answer(parts, call, opened)
}

async fn branches(parts: &Parts, call: &Call) -> Result<Reply, Problem> {
    let token = cookie(parts, call)?;
    let after: Option<BranchId> = match call.query(NEXT_BRANCH.name) {
        Some(text) => {
            let bad = |_| Problem::invalid("next", "not from a page before");
            Some(text.parse().map_err(bad)?)
        }
        None => None,
    };
    let page = sign_in::branches(&parts.store, &token, after.as_ref(), &by(call)).await?;
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

async fn sign_out(parts: &Parts, call: &Call) -> Result<Reply, Problem> {
    match cookie(parts, call) {
        Ok(token) => sign_in::end(&parts.store, &token, &by(call)).await?,
        // Whoever is signed out already is where they want to be.
        Err(problem) if problem.status == 401 => {}
        Err(problem) => return Err(problem),
    }
    Ok(Reply::no_content().cookie(&set_cookie("", 0, call.is_https())))
}

/// Who calls, the sign-in says.
fn by(call: &Call) -> By {
    call.by(Actor::Nobody)
}

/// The cookie's token, when it is one of ours.
fn cookie(parts: &Parts, call: &Call) -> Result<RefreshToken, Problem> {
    let text = call.cookie(COOKIE).ok_or(AuthError::Missing)?;
    Ok(RefreshToken::parse(&parts.staff_key, text)?)
}

fn answer(parts: &Parts, call: &Call, opened: Opened) -> Result<Reply, Problem> {
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
    let lasts = family.expires_at - call.now.as_second();
    let cookie = set_cookie(&token.text(key)?, lasts, call.is_https());
    let signed_in = SignedIn {
        expires_in: ACCESS_SECONDS.min(family.ends_at() - call.now.as_second()),
        staff: StaffView {
            id: account.id,
            name: account.name,
            role: access.role,
            branches,
        },
        access_token: staff_token::issue(key, &family, access, call.now)?,
    };
    Ok(Reply::ok(&signed_in)?.cookie(&cookie))
}

fn set_cookie(value: &str, seconds: i64, secure: bool) -> String {
    let secure = if secure { "; Secure" } else { "" };
    format!(
        "{COOKIE}={value}; Path=/api/v1/auth; Max-Age={seconds}; HttpOnly; SameSite=Strict{secure}"
    )
}
