//! A login and a password as somebody typed them, at the sign-in and where they join.

use salver::api::{HttpRequest, Problem};
use salver::service::sign_in::{Login, source};

use crate::parts::Parts;

/// Longest login and password that are looked at, in characters.
const MAX_LENGTH: usize = 200;

/// A try to sign in, unless it is longer than any.
///
/// # Errors
/// 422 when it is.
pub(crate) fn login(
    parts: &Parts,
    http: &HttpRequest,
    login: String,
    password: String,
) -> Result<Login, Problem> {
    let too_long = |text: &str| text.chars().count() > MAX_LENGTH;
    if too_long(&login) || too_long(&password) {
        return Err(Problem::invalid(
            "login",
            format!("at most {MAX_LENGTH} characters"),
        ));
    }
    let source = source(&parts.staff_key, http.origin())?;
    Ok(Login {
        login,
        password,
        source,
    })
}
