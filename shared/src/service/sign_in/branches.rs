//! The list of somebody's branches, a page at a time.

use super::BRANCHES;
use super::family::{person, read};
use crate::auth::AuthError;
use crate::auth::refresh::RefreshToken;
use crate::domain::account::Access;
use crate::domain::id::BranchId;
use crate::domain::sign_in::Shown;
use crate::service::{By, Refusal, access};
use crate::store::Store;

/// A page of somebody's branches.
#[derive(Debug)]
pub struct BranchPage {
    /// The branches by ID, each with its name.
    pub branches: Vec<(Access, String)>,
    /// After which one the next page begins, if there is one.
    pub next: Option<BranchId>,
}

/// The branches after `after` of whoever holds a refresh token. The token stays good.
///
/// # Errors
/// `Expired` when the sign-in is over, or the token is no more good; or when the store fails.
pub async fn branches(
    store: &Store,
    token: &RefreshToken,
    after: Option<&BranchId>,
    by: &By,
) -> Result<BranchPage, Refusal> {
    let family = read(store, token, by).await?;
    if family.show(token.counter, by.at) == Shown::Copied {
        return Err(AuthError::Expired.into());
    }
    let person = person(store, &family).await?;
    let mut found = access::everywhere(store, &person, after, BRANCHES + 1).await?;
    let more = found.len() > BRANCHES;
    found.truncate(BRANCHES);
    let next = found.last().filter(|_| more);
    let next = next.map(|last| last.branch.clone());
    let names = store.branch_names(&found).await?;
    Ok(BranchPage {
        branches: found.into_iter().zip(names).collect(),
        next,
    })
}
