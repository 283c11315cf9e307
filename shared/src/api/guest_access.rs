//! Letting guests through: the session is the boundary.

use jiff::Timestamp;

use super::problem::Problem;
use crate::auth::AuthError;
use crate::auth::guest_token::GuestToken;
use crate::domain::check::Check;
use crate::domain::guest::Guest;

/// Verifies a token against what the table says of its session and guest.
///
/// # Errors
/// 401: `unauthenticated` when there is no such guest or secret, `session_closed` when the
/// session ended, `token_expired` when the token did.
pub fn admit(
    token: &GuestToken,
    check: Option<Check>,
    guest: Option<Guest>,
    now: Timestamp,
) -> Result<(Check, Guest), Problem> {
    let (Some(check), Some(guest)) = (check, guest) else {
        return Err(AuthError::Invalid.into());
    };
    if !token.fits(&guest.token_hash) {
        return Err(AuthError::Invalid.into());
    }
    if !check.is_open() {
        return Err(AuthError::SessionClosed.into());
    }
    if guest.is_over(now) {
        return Err(AuthError::Expired.into());
    }
    Ok((check, guest))
}
