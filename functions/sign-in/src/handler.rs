//! Staff sign in, stay signed in, sign out.

use std::sync::Arc;

use salver::api::serve::unknown_route;
use salver::api::{Call, Problem, Reply};
use salver::auth::AuthError;
use salver::auth::refresh::RefreshToken;
use salver::auth::staff_token::{self, ACCESS_SECONDS};
use salver::domain::audit::Actor;
use salver::domain::id::BranchId;
use salver::service::By;
use salver::service::sign_in::{self, Login, SignedIn as Opened};
use salver::wire::{OwnBranch, OwnBranches, RefreshRequest, SignInRequest, SignedIn, StaffView};

use crate::parts::Parts;

/// The cookie with the refresh token; scripts never see it.
const COOKIE: &str = "salver_refresh";
/// Longest login and password that are looked at, in bytes.
const MAX_LENGTH: usize = 200;

/// Routes on the key that API Gateway matched.
pub async fn handle(parts: Arc<Parts>, call: Arc<Call>) -> Result<Reply, Problem> {
    match call.route() {
        "POST /api/v1/auth/sign-in" => sign_in(&parts, &call).await,
        "POST /api/v1/auth/refresh" => refresh(&parts, &call).await,
        "GET /api/v1/auth/branches" => branches(&parts, &call).await,
        "POST /api/v1/auth/sign-out" => sign_out(&parts, &call).await,
        _ => Err(unknown_route(&call)),
    }
}

async fn sign_in(parts: &Parts, call: &Call) -> Result<Reply, Problem> {
    let request: SignInRequest = call.json()?;
    if request.login.len() > MAX_LENGTH || request.password.len() > MAX_LENGTH {
        return Err(Problem::invalid(
            "login",
            format!("at most {MAX_LENGTH} bytes"),
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
    let RefreshRequest { branch } = call.json_or_empty()?;
    let token = cookie(parts, call)?;
    let opened = sign_in::refresh(&parts.store, &token, branch.as_ref(), &by(call)).await?;
    answer(parts, call, opened)
}

async fn branches(parts: &Parts, call: &Call) -> Result<Reply, Problem> {
    let token = cookie(parts, call)?;
    let after: Option<BranchId> = match call.query("next") {
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
