//! Staying signed in by the chain of refresh tokens, and signing out.

use super::{BRANCHES, SignedIn, actor};
use crate::auth::AuthError;
use crate::auth::refresh::RefreshToken;
use crate::domain::account::{Access, Person};
use crate::domain::audit::Deed;
use crate::domain::id::BranchId;
use crate::domain::sign_in::{RefreshFamily, Shown};
use crate::service::{By, Refusal, access};
use crate::store::{Retry, Store};

/// Exchanges a refresh token for the next, at the branch that is wanted, else at the one that
/// was open last. A token that was copied ends the whole sign-in.
///
/// # Errors
/// `Expired` when the sign-in is over, `NotFound` for a branch that is none of the person's;
/// or when the store fails.
pub async fn refresh(
    store: &Store,
    token: &RefreshToken,
    branch: Option<&BranchId>,
    by: &By,
) -> Result<SignedIn, Refusal> {
    let mut tries = Retry::USUAL.tries();
    loop {
        let family = read(store, token, by).await?;
        let rotated = match family.show(token.counter, by.at) {
            Shown::Copied => {
                tracing::warn!(family = %family.id, "a refresh token was used again: all of it ends");
                let by = by.or_rather(actor(&family));
                let entry = by.entry(family.access.record(), Deed::RefreshReused)?;
                let entry = entry.about(&family.id);
                store.end_sign_in(&family.id, &entry).await?;
                return Err(AuthError::Expired.into());
            }
            Shown::Again => None,
            Shown::Rotated(next) => Some(*next),
        };
        let person = person(store, &family).await?;
        let access = open(store, &person, branch, &family).await?;
        let all = access::everywhere(store, &person, None, BRANCHES).await?;
        let Some(mut next) = rotated else {
            return Ok(SignedIn::at(access, all, person.account, family));
        };
        next.access = access.clone();
        if store.rotate_sign_in(&next).await? {
            return Ok(SignedIn::at(access, all, person.account, next));
        }
        // Two pages refreshed at once: the other one has just made the successor.
        tries.again().await?;
    }
}

/// Ends a sign-in. One that has ended is where its person wants it.
///
/// # Errors
/// When the store fails.
pub async fn end(store: &Store, token: &RefreshToken, by: &By) -> Result<(), Refusal> {
    let family = match read(store, token, by).await {
        Ok(family) => family,
        Err(Refusal::Auth(AuthError::Expired)) => return Ok(()),
        Err(refusal) => return Err(refusal),
    };
    let by = by.or_rather(actor(&family));
    let entry = by.entry(family.access.record(), Deed::SignedOut)?;
    let entry = entry.about(&family.id);
    store.end_sign_in(&family.id, &entry).await?;
    Ok(())
}

/// The sign-in of a token, while it lasts.
pub(super) async fn read(
    store: &Store,
    token: &RefreshToken,
    by: &By,
) -> Result<RefreshFamily, Refusal> {
    let family = store.refresh_family(&token.family).await?;
    let family = family.filter(|family| !family.is_over(by.at));
    family.ok_or_else(|| AuthError::Expired.into())
}

/// Whose it is, while they may be signed in.
pub(super) async fn person(store: &Store, family: &RefreshFamily) -> Result<Person, Refusal> {
    let person = store.person(&family.staff_id).await?;
    let person = person.filter(|person| {
        !person.account.disabled && person.account.session_version == family.session_version
    });
    person.ok_or_else(|| AuthError::Expired.into())
}

/// What they are at the branch that they name, else at the one that was open last, else at
/// any that is left to them.
async fn open(
    store: &Store,
    person: &Person,
    branch: Option<&BranchId>,
    family: &RefreshFamily,
) -> Result<Access, Refusal> {
    let wanted = branch.unwrap_or(&family.access.branch);
    match access::at(store, person, wanted).await? {
        Some(access) => Ok(access),
        // Whoever works nowhere any more is signed out, whatever branch they name.
        None => match access::everywhere(store, person, None, 1).await?.pop() {
            None => Err(AuthError::Expired.into()),
            Some(_) if branch.is_some() => Err(Refusal::NotFound("branch")),
            Some(left) => Ok(left),
        },
    }
}
