//! Staff sign in, stay signed in, sign out.

use std::sync::Arc;

use jiff::Timestamp;
use salver::api::problem::Code;
use salver::api::serve::unknown_route;
use salver::api::{App, Call, Problem, Reply};
use salver::auth::refresh::{REFRESH_SECONDS, RefreshToken, Turn};
use salver::auth::staff_token::{self, ACCESS_SECONDS, Subject};
use salver::auth::{AuthError, password, secret};
use salver::domain::audit::{Actor, Deed};
use salver::domain::staff::Staff;
use salver::store::{RefreshFamily, Store, StoreError};
use salver::wire::staff::{SignInRequest, SignedIn, StaffView};

use crate::throttle;

/// The cookie with the refresh token; scripts never see it.
const COOKIE: &str = "salver_refresh";
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
    let tried = throttle::reserve(app, call, &request.login).await?;
    let staff = app.store().staff_by_login(&request.login).await?;
    let hash = staff.as_ref().map(|s| s.password_hash.clone());
    // Hashing works for 20 ms and more; other calls of this process go on meanwhile.
    let fits =
        tokio::task::spawn_blocking(move || password::verify(&request.password, hash.as_deref()))
            .await
            .map_err(|_| AuthError::Failed("the password check broke off"))??;
    let Some(staff) = entitled(app, call, staff, fits).await? else {
        let detail = "That login and password do not fit.";
        return Err(Problem::new(Code::Unauthenticated, detail));
    };
    app.store().give_tries_back(&tried, call.now).await?;
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
    let entry = call
        .entry(&staff.branch_id, who(&staff), Deed::SignedIn)?
        .about(&family.id);
    let store = app.store().noting(entry);
    if !store.save_refresh_family(&family).await? {
        return Err(StoreError::Contended.into());
    }
    answer(app, call, &staff, &family)
}

/// The person, when their password fits and they may sign in. A refusal goes into the
/// record of the branch that keeps them; a login that nobody has stands in no branch's.
async fn entitled(
    app: &App,
    call: &Call,
    staff: Option<Staff>,
    fits: bool,
) -> Result<Option<Staff>, Problem> {
    let Some(staff) = staff else { return Ok(None) };
    if fits && !staff.disabled {
        return Ok(Some(staff));
    }
    let entry = call
        .entry(&staff.branch_id, Actor::Nobody, Deed::SignInRefused)?
        .about(&staff.id);
    app.store().note(&entry).await?;
    Ok(None)
}

fn who(staff: &Staff) -> Actor {
    Actor::Staff {
        id: staff.id.clone(),
        role: Some(staff.role),
    }
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
            let entry = call
                .entry(&staff.branch_id, who(&staff), Deed::RefreshReused)?
                .about(&family.id);
            revoke(&app.store().noting(entry), family).await?;
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
        Ok((_, family)) => {
            let who = Actor::Staff {
                id: family.staff_id.clone(),
                role: None,
            };
            let entry = call
                .entry(&family.branch_id, who, Deed::SignedOut)?
                .about(&family.id);
            revoke(&app.store().noting(entry), family).await?;
        }
        // Whoever is signed out already is where they want to be.
        Err(problem) if problem.status == 401 => {}
        Err(problem) => return Err(problem),
    }
    Ok(Reply::no_content().cookie(&set_cookie("", 0, call.is_https())))
}

async fn revoke(store: &Store, mut family: RefreshFamily) -> Result<(), Problem> {
    loop {
        family.revoked = true;
        family.version += 1;
        if store.save_refresh_family(&family).await? {
            return Ok(());
        }
        match store.refresh_family(&family.id).await? {
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
