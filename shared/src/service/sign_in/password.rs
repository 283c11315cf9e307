//! Hashing and checking passwords, beside everything else that the process does.

use tokio::sync::Semaphore;

use crate::auth::{AuthError, password};
use crate::domain::credentials::NewPassword;

/// Those who wait for their turn hold no thread.
static TURN: Semaphore = Semaphore::const_new(1);

const BROKE_OFF: AuthError = AuthError::Failed("hashing a password broke off");

/// Whether a password is the one of the hash; never without one, but it takes as long.
/// Hashing works for 20 ms and more; other calls of this process go on meanwhile.
///
/// # Errors
/// When the hash is none of ours, or the check broke off.
pub(super) async fn fits(password: String, hash: Option<String>) -> Result<bool, AuthError> {
    in_turn(move || password::verify(&password, hash.as_deref())).await
}

/// What is stored of a password that somebody chose.
///
/// # Errors
/// When there is no randomness or memory, or the work broke off.
pub(in crate::service) async fn hashed(password: NewPassword) -> Result<String, AuthError> {
    in_turn(move || password::hash(password.as_str())).await
}

async fn in_turn<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, AuthError> + Send + 'static,
) -> Result<T, AuthError> {
    let Ok(_turn) = TURN.acquire().await else {
        return Err(BROKE_OFF);
    };
    let done = tokio::task::spawn_blocking(work).await;
    done.unwrap_or(Err(BROKE_OFF))
}
