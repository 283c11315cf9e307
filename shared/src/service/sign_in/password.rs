//! The check of a password, beside everything else that the process does.

use tokio::sync::Semaphore;

use crate::auth::{AuthError, password};

/// Those who wait for their turn hold no thread.
static TURN: Semaphore = Semaphore::const_new(1);

/// Whether a password is the one of the hash; never without one, but it takes as long.
/// Hashing works for 20 ms and more; other calls of this process go on meanwhile.
///
/// # Errors
/// When the hash is none of ours, or the check broke off.
pub(super) async fn fits(password: String, hash: Option<String>) -> Result<bool, AuthError> {
    let broke_off = AuthError::Failed("the password check broke off");
    let Ok(_turn) = TURN.acquire().await else {
        return Err(broke_off);
    };
    tokio::task::spawn_blocking(move || password::verify(&password, hash.as_deref()))
        .await
        .unwrap_or(Err(broke_off))
}
