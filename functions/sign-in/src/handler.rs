//! Staff sign in, stay signed in, sign out.

use std::sync::Arc;

use jiff::Timestamp;
use salver::api::problem::Code;
use salver::api::serve::unknown_route;
use salver::api::types::{SignInRequest, SignedIn, StaffView};
use salver::api::{App, Call, Problem, Reply};
use salver::auth::refresh::{REFRESH_SECONDS, RefreshToken, Turn};
use salver::auth::staff_token::{self, ACCESS_SECONDS, Subject};
use salver::auth::{AuthError, password, secret};
use salver::store::{RefreshFamily, Staff, StoreError, Window};

/// The cookie with the refresh token; scripts never see it.
const COOKIE: &str = "salver_refresh";
/// Tries per login within [`LOGIN_SECONDS`].
const LOGIN_TRIES: u32 = 10;
/// 15 minutes.
const LOGIN_SECONDS: i64 = 15 * 60;
/// Longest login and password that are looked at, in bytes.
const MAX_LENGTH: usize = 200;

/// Routes on the key that API Gateway matched.
pub async fn handle(app: Arc<App>, call: Arc<Call>) -> Result<Reply, Problem> {
    match call.route() {
        "POST /api/v1/auth/sign-in" => sign_in(&app, &call).await,
        "POST /api/v1/auth/refresh" => refresh(&app, &call).await,
        "POST /api/v1/auth/sign-out" => sign_out(&app, &call).await,
        _ => Err(unknown_route(&call)),
    }
}

async fn sign_in(app: &App, call: &Call) -> Result<Reply, Problem> {
    let request: SignInRequest = call.json()?;
    if request.login.len() > MAX_LENGTH || request.password.len() > MAX_LENGTH {
        return Err(Problem::invalid(
            "login",
            format!("at most {MAX_LENGTH} bytes"),
        ));
    }
    let window = Window {
        what: "sign-in",
        who: secret::hash(&request.login.trim().to_lowercase()),
        limit: LOGIN_TRIES,
        seconds: LOGIN_SECONDS,
    };
    let windows = std::slice::from_ref(&window);
    if let Err(full) = app.store().reserve(windows, call.now).await? {
        let detail = "Too many tries for this login.";
        return Err(Problem::new(Code::RateLimited, detail).after(full.retry_after));
    }
    let staff = app.store().staff_by_login(&request.login).await?;
    let hash = staff.as_ref().map(|s| s.password_hash.clone());
    // Hashing works for 20 ms and more; other calls of this process go on meanwhile.
    let fits =
        tokio::task::spawn_blocking(move || password::verify(&request.password, hash.as_deref()))
            .await
            .map_err(|_| AuthError::Failed("the password check broke off"))??;
    let staff = staff.filter(|s| fits && !s.disabled).ok_or_else(|| {
        Problem::new(Code::Unauthenticated, "That login and password do not fit.")
    })?;
    app.store().give_tries_back(windows, call.now).await?;
    let family = RefreshFamily {
        id: secret::unique(call.now)?.parse()?,
        staff_id: staff.id.clone(),
        branch_id: staff.branch_id.clone(),
        session_version: staff.session_version,
        counter: 1,
        rotated_at: call.now.as_second(),
        revoked: false,
        expires_at: call.now.as_second() + REFRESH_SECONDS,
        version: 1,
    };
    if !app.store().save_refresh_family(&family).await? {
        return Err(StoreError::Contended.into());
    }
    answer(app, call, &staff, &family)
}

async fn refresh(app: &App, call: &Call) -> Result<Reply, Problem> {
    let (token, family) = cookie(app, call).await?;
    let staff = app
        .store()
        .staff(&family.branch_id, &family.staff_id)
        .await?;
    let staff = staff
        .filter(|s| !s.disabled && s.session_version == family.session_version)
        .ok_or(AuthError::Expired)?;
    match token.turn(family.counter, family.rotated_at, call.now) {
        Turn::Repeat => answer(app, call, &staff, &family),
        Turn::Rotate => {
            let next = rotated(&family, call.now);
            if app.store().save_refresh_family(&next).await? {
                return answer(app, call, &staff, &next);
            }
            // Two pages refreshed at once: the other one has just made the successor.
            let (token, family) = cookie(app, call).await?;
            match token.turn(family.counter, family.rotated_at, call.now) {
                Turn::Repeat => answer(app, call, &staff, &family),
                Turn::Rotate | Turn::Reuse => Err(AuthError::Expired.into()),
            }
        }
        Turn::Reuse => {
            tracing::warn!(family = %family.id, "a refresh token was used again: all of it ends");
            revoke(app, family).await?;
            Err(AuthError::Expired.into())
        }
    }
}

fn rotated(family: &RefreshFamily, now: Timestamp) -> RefreshFamily {
    RefreshFamily {
        counter: family.counter + 1,
        rotated_at: now.as_second(),
        expires_at: now.as_second() + REFRESH_SECONDS,
        version: family.version + 1,
        ..family.clone()
    }
}

async fn sign_out(app: &App, call: &Call) -> Result<Reply, Problem> {
    match cookie(app, call).await {
        Ok((_, family)) => revoke(app, family).await?,
        // Whoever is signed out already is where they want to be.
        Err(problem) if problem.status == 401 => {}
        Err(problem) => return Err(problem),
    }
    Ok(Reply::no_content().cookie(&set_cookie("", 0, call.is_https())))
}

async fn revoke(app: &App, mut family: RefreshFamily) -> Result<(), Problem> {
    loop {
        family.revoked = true;
        family.version += 1;
        if app.store().save_refresh_family(&family).await? {
            return Ok(());
        }
        match app.store().refresh_family(&family.id).await? {
            Some(fresh) if !fresh.revoked => family = fresh,
            _ => return Ok(()),
        }
    }
}

/// The cookie's token and its family, when both are good.
async fn cookie(app: &App, call: &Call) -> Result<(RefreshToken, RefreshFamily), Problem> {
    let text = call.cookie(COOKIE).ok_or(AuthError::Missing)?;
    let token = RefreshToken::parse(app.staff_key()?, text)?;
    let family = app.store().refresh_family(&token.family).await?;
    let family = family
        .filter(|f| !f.revoked && f.expires_at > call.now.as_second())
        .ok_or(AuthError::Expired)?;
    Ok((token, family))
}

fn answer(app: &App, call: &Call, staff: &Staff, family: &RefreshFamily) -> Result<Reply, Problem> {
    let key = app.staff_key()?;
    let subject = Subject {
        staff: staff.id.clone(),
        home: staff.branch_id.clone(),
        branches: staff.branches.clone(),
        role: staff.role,
        family: family.id.clone(),
        session_version: staff.session_version,
    };
    let token = RefreshToken {
        family: family.id.clone(),
        counter: family.counter,
    };
    let cookie = set_cookie(&token.text(key)?, REFRESH_SECONDS, call.is_https());
    let signed_in = SignedIn {
        access_token: staff_token::issue(key, subject, call.now)?,
        expires_in: ACCESS_SECONDS,
        staff: StaffView::from(staff),
    };
    Ok(Reply::ok(&signed_in)?.cookie(&cookie))
}

fn set_cookie(value: &str, seconds: i64, secure: bool) -> String {
    let secure = if secure { "; Secure" } else { "" };
    format!(
        "{COOKIE}={value}; Path=/api/v1/auth; Max-Age={seconds}; HttpOnly; SameSite=Strict{secure}"
    )
}
