//! The answer to a sign-in: the access token in its body, the refresh token in a cookie that
//! scripts never see.

use super::problem::Problem;
use super::request::HttpRequest;
use crate::auth::refresh::RefreshToken;
use crate::auth::secret::Key;
use crate::auth::staff_token::{self, ACCESS_SECONDS};
use crate::service::sign_in::SignedIn as Opened;
use crate::wire::staff::{SignedIn, StaffView};

/// The cookie with the refresh token.
pub const REFRESH_COOKIE: &str = "salver_refresh";

/// What a sign-in is answered with, and the cookie that goes with it.
///
/// # Errors
/// When the key cannot be used.
pub fn signed_in(
    key: &Key,
    http: &HttpRequest,
    opened: Opened,
) -> Result<(SignedIn, String), Problem> {
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
    let cookie = cookie(&token.text(key)?, lasts, http);
    let signed_in = SignedIn {
        expires_in: ACCESS_SECONDS.min(family.ends_at() - http.now.as_second()),
        staff: StaffView {
            id: account.id,
            name: account.name,
            role: access.role,
            brand: access.brand.clone(),
            branches,
        },
        access_token: staff_token::issue(key, &family, access, http.now)?,
    };
    Ok((signed_in, cookie))
}

/// The cookie that takes the refresh token away.
pub fn no_cookie(http: &HttpRequest) -> String {
    cookie("", 0, http)
}

fn cookie(value: &str, seconds: i64, http: &HttpRequest) -> String {
    let secure = if http.is_https() { "; Secure" } else { "" };
    format!(
        "{REFRESH_COOKIE}={value}; Path=/api/v1/auth; Max-Age={seconds}; HttpOnly; SameSite=Strict{secure}"
    )
}
