//! What a sign-in is answered with, however it came about.

use salver::api::signed_in::signed_in;
use salver::api::{HttpRequest, Problem, Reply};
use salver::service::sign_in::SignedIn as Opened;

use crate::parts::Parts;

/// Who they are, the access token, and the refresh cookie.
pub(crate) fn answer(parts: &Parts, http: &HttpRequest, opened: Opened) -> Result<Reply, Problem> {
    let (signed_in, cookie) = signed_in(&parts.staff_key, http, opened)?;
    Ok(Reply::ok(&signed_in)?.cookie(&cookie))
}
