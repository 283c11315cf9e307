//! How often passwords may be tried. A try is counted before it is judged, and given back
//! when it was right: a person who knows their password is never in their own way.
//!
//! Nobody can lock somebody else out by guessing: what fills up for good is only ever the
//! guesser's own source. When a login is guessed at from everywhere, the sources get fewer
//! tries each, but a source that has not guessed always has some.

use std::net::IpAddr;

use salver::api::problem::Code;
use salver::api::{Call, Problem};
use salver::auth::{AuthError, secret};
use salver::store::Window;

use crate::parts::Parts;

/// Wrong passwords from one source for one login within [`SECONDS`].
const TRIES: u32 = 10;
/// The same while the login is guessed at from everywhere.
const TRIES_UNDER_ATTACK: u32 = 3;
/// Wrong passwords from one source for all logins within [`SECONDS`]: a whole staff shares
/// the address of its house.
const TRIES_OF_SOURCE: u32 = 30;
/// 15 minutes.
const SECONDS: i64 = 15 * 60;
/// Wrong passwords for one login from everywhere within [`LOGIN_SECONDS`], from which on
/// it counts as attacked.
const TRIES_OF_LOGIN: u32 = 100;
/// An hour.
const LOGIN_SECONDS: i64 = 3600;

/// Counts a try, and gives the windows that it was counted in.
pub async fn reserve(parts: &Parts, call: &Call, login: &str) -> Result<Vec<Window>, Problem> {
    let login = secret::hash(&login.trim().to_lowercase());
    let source = source(parts, call)?;
    let own = |limit| Window {
        what: "sign-in-own",
        who: format!("{login}#{source}"),
        limit,
        seconds: SECONDS,
    };
    let of_source = Window {
        what: "sign-in-source",
        who: source.clone(),
        limit: TRIES_OF_SOURCE,
        seconds: SECONDS,
    };
    let of_login = Window {
        what: "sign-in-login",
        who: login.clone(),
        limit: TRIES_OF_LOGIN,
        seconds: LOGIN_SECONDS,
    };
    let all = vec![own(TRIES), of_source.clone(), of_login];
    let Err(full) = parts.store.reserve(&all, None, call.now).await? else {
        return Ok(all);
    };
    if full.window < 2 {
        return Err(limited(full.retry_after));
    }
    tracing::warn!("a login is guessed at from many sources");
    let fewer = vec![own(TRIES_UNDER_ATTACK), of_source];
    match parts.store.reserve(&fewer, None, call.now).await? {
        Ok(()) => Ok(fewer),
        Err(full) => Err(limited(full.retry_after)),
    }
}

fn limited(retry_after: u64) -> Problem {
    let detail = "Too many wrong passwords. Please wait, or sign in on another network.";
    Problem::new(Code::RateLimited, detail).after(retry_after)
}

/// The caller's source, in a form that a stolen table does not turn back into an address:
/// one IPv4 address, or the network of one IPv6 connection, whose owner has all of it.
fn source(parts: &Parts, call: &Call) -> Result<String, AuthError> {
    let address = call.origin().address.map(|address| address.to_canonical());
    let bytes = match address {
        Some(IpAddr::V4(v4)) => v4.octets().to_vec(),
        Some(IpAddr::V6(v6)) => v6.octets().iter().take(8).copied().collect(),
        None => Vec::new(),
    };
    let hash = &parts.staff_key.derive("sign-in-source", &[&bytes])?;
    Ok(hash.iter().map(|byte| format!("{byte:02x}")).collect())
}
