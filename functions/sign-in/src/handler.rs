//! Staff sign in, stay signed in, sign out.

use jiff::Timestamp;
use salver::api::operations::staff::{REFRESH_SIGN_IN, SIGN_IN, SIGN_OUT};
use salver::api::problem::Code;
use salver::api::{Call, Problem, Reply, Router};
use salver::auth::refresh::{REFRESH_SECONDS, RefreshToken, Turn};
use salver::auth::staff_token::{self, ACCESS_SECONDS, Subject};
use salver::auth::{AuthError, password, secret};
use salver::domain::audit::{Actor, AuditEntry, Deed};
use salver::domain::staff::Staff;
use salver::store::{RefreshFamily, Retry, Store, StoreError};
use salver::wire::staff::{SignedIn, StaffView};

use crate::parts::Parts;
use crate::throttle;

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
    let tried = throttle::reserve(parts, call, &request.login).await?;
    let staff = parts.store.staff_by_login(&request.login).await?;
    let hash = staff.as_ref().map(|s| s.password_hash.clone());
    // Hashing works for 20 ms and more; other calls of this process go on meanwhile.
    let fits =
        tokio::task::spawn_blocking(move || password::verify(&request.password, hash.as_deref()))
            .await
            .map_err(|_| AuthError::Failed("the password check broke off"))??;
    let Some(staff) = entitled(parts, call, staff, fits).await? else {
        let detail = "That login and password do not fit.";
        return Err(Problem::new(Code::Unauthenticated, detail));
    };
    parts.store.give_tries_back(&tried, None).await?;
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
        .by(who(&staff))
        .entry(&staff.branch_id, Deed::SignedIn)?;
    let entry = entry.about(&family.id);
    if !parts.store.save_refresh_family(&family, &entry).await? {
        return Err(StoreError::Contended.into());
    }
    answer(parts, call, &staff, &family)
}

/// The person, when their password fits and they may sign in. A refusal goes into the
/// record of the branch that keeps them; a login that nobody has stands in no branch's.
async fn entitled(
    parts: &Parts,
    call: &Call,
    staff: Option<Staff>,
    fits: bool,
) -> Result<Option<Staff>, Problem> {
    let Some(staff) = staff else { return Ok(None) };
    if fits && !staff.disabled {
        return Ok(Some(staff));
    }
    let entry = call
        .by(Actor::Nobody)
        .entry(&staff.branch_id, Deed::SignInRefused)?
        .about(&staff.id);
    parts.store.note(&entry).await?;
    Ok(None)
}

fn who(staff: &Staff) -> Actor {
    Actor::Staff {
        id: staff.id.clone(),
        role: Some(staff.role),
    }
}

async fn refresh(parts: &Parts, call: &Call) -> Result<Reply, Problem> {
    let (token, family) = cookie(parts, call).await?;
    let staff = parts
        .store
        .staff(&family.branch_id, &family.staff_id)
        .await?;
    let staff = staff
        .filter(|s| !s.disabled && s.session_version == family.session_version)
        .ok_or(AuthError::Expired)?;
    match token.turn(family.counter, family.rotated_at, call.now) {
        Turn::Repeat => answer(parts, call, &staff, &family),
        Turn::Rotate => {
            let next = rotated(&family, call.now);
            if parts.store.save_refresh_family(&next, None).await? {
                return answer(parts, call, &staff, &next);
            }
            // Two pages refreshed at once: the other one has just made the successor.
            let (token, family) = cookie(parts, call).await?;
            match token.turn(family.counter, family.rotated_at, call.now) {
                Turn::Repeat => answer(parts, call, &staff, &family),
                Turn::Rotate | Turn::Reuse => Err(AuthError::Expired.into()),
            }
        }
        Turn::Reuse => {
            tracing::warn!(family = %family.id, "a refresh token was used again: all of it ends");
            let entry = call
                .by(who(&staff))
                .entry(&staff.branch_id, Deed::RefreshReused)?
                .about(&family.id);
            revoke(&parts.store, family, &entry).await?;
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

async fn sign_out(parts: &Parts, call: &Call) -> Result<Reply, Problem> {
    match cookie(parts, call).await {
        Ok((_, family)) => {
            let who = Actor::Staff {
                id: family.staff_id.clone(),
                role: None,
            };
            let entry = call
                .by(who)
                .entry(&family.branch_id, Deed::SignedOut)?
                .about(&family.id);
            revoke(&parts.store, family, &entry).await?;
        }
        // Whoever is signed out already is where they want to be.
        Err(problem) if problem.status == 401 => {}
        Err(problem) => return Err(problem),
    }
    Ok(Reply::no_content().cookie(&set_cookie("", 0, call.is_https())))
}

async fn revoke(store: &Store, family: RefreshFamily, entry: &AuditEntry) -> Result<(), Problem> {
    let mut family = family;
    let mut tries = Retry::USUAL.tries();
    loop {
        family.revoked = true;
        family.version += 1;
        if store.save_refresh_family(&family, entry).await? {
            return Ok(());
        }
        match store.refresh_family(&family.id).await? {
            Some(fresh) if !fresh.revoked => family = fresh,
            _ => return Ok(()),
        }
        tries.again().await?;
    }
}

/// The cookie's token and its family, when both are good.
async fn cookie(parts: &Parts, call: &Call) -> Result<(RefreshToken, RefreshFamily), Problem> {
    let text = call.cookie(COOKIE).ok_or(AuthError::Missing)?;
    let token = RefreshToken::parse(&parts.staff_key, text)?;
    let family = parts.store.refresh_family(&token.family).await?;
    let family = family
        .filter(|f| !f.revoked && f.expires_at > call.now.as_second())
        .ok_or(AuthError::Expired)?;
    Ok((token, family))
}

fn answer(
    parts: &Parts,
    call: &Call,
    staff: &Staff,
    family: &RefreshFamily,
) -> Result<Reply, Problem> {
    let key = &parts.staff_key;
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
