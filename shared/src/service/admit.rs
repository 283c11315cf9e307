//! Who may: decided from tokens that were taken apart and from what the table says now. A
//! token says who somebody was, the table who they are.

use jiff::Timestamp;

use crate::auth::AuthError;
use crate::auth::guest_token::GuestToken;
use crate::auth::staff_token::StaffClaims;
use crate::domain::account::Access;
use crate::domain::check::Check;
use crate::domain::claims::Claims;
use crate::domain::guest::Guest;
use crate::domain::id::{BranchId, FamilyId, StaffId};
use crate::domain::role::Permission;
use crate::domain::sign_in::RefreshFamily;
use crate::service::Refusal;
use crate::store::{Store, StoreError};

/// Verifies a guest's token against what the table says of its session and guest: the
/// session is the boundary.
///
/// # Errors
/// `Invalid` when there is no such guest or secret, `SessionClosed` when the session ended,
/// `Expired` when the token did.
pub fn guest(
    token: &GuestToken,
    check: Option<Check>,
    guest: Option<Guest>,
    now: Timestamp,
) -> Result<(Check, Guest), AuthError> {
    let (Some(check), Some(guest)) = (check, guest) else {
        return Err(AuthError::Invalid);
    };
    if !token.fits(&guest.token_hash) {
        return Err(AuthError::Invalid);
    }
    if !check.is_open() {
        return Err(AuthError::SessionClosed);
    }
    if guest.is_over(now) {
        return Err(AuthError::Expired);
    }
    Ok((check, guest))
}

/// As [`guest`], where nothing else is read.
///
/// # Errors
/// As [`guest`]; or when the store fails.
pub async fn read_guest(
    store: &Store,
    token: &GuestToken,
    now: Timestamp,
) -> Result<(Check, Guest), Refusal> {
    let (check, known) = store.check_and_guest(&token.check, &token.guest).await?;
    Ok(guest(token, check, known, now)?)
}

/// Whether the claims of a verified token allow this at a branch. A token is for the branch
/// that is open, so nothing need be read to know it; another branch takes another token.
///
/// # Errors
/// `NotFound` for another branch (whether it exists is not theirs to know), `Forbidden` when
/// their role may not.
pub fn staff(
    claims: &StaffClaims,
    branch: &BranchId,
    permission: Permission,
) -> Result<(), Refusal> {
    if claims.access.branch != *branch {
        return Err(Refusal::NotFound("branch"));
    }
    if !claims.access.role.may(permission) {
        return Err(AuthError::Forbidden.into());
    }
    Ok(())
}

/// Asks the table whether the sign-in behind a token still counts, and gives it: a person who
/// was disabled, works there no more or signed out everywhere writes nothing more, however
/// fresh the token.
///
/// # Errors
/// `Expired` when it is over; or when the store fails.
pub async fn require_current(
    store: &Store,
    claims: &StaffClaims,
    now: Timestamp,
) -> Result<RefreshFamily, Refusal> {
    let then = Then {
        staff: &claims.sub,
        access: &claims.access,
        family: &claims.family,
        session_version: claims.session_version,
    };
    let standing = staff_stands(store, then, now).await?;
    standing.ok_or_else(|| AuthError::Expired.into())
}

/// A staff identity as a token or a connection claims it.
#[derive(Debug, Clone, Copy)]
struct Then<'a> {
    staff: &'a StaffId,
    access: &'a Access,
    family: &'a FamilyId,
    session_version: u64,
}

/// The sign-in of a staff member, when they still have it, and the access and session
/// version of then.
async fn staff_stands(
    store: &Store,
    then: Then<'_>,
    now: Timestamp,
) -> Result<Option<RefreshFamily>, StoreError> {
    let now_is = store.standing(then.staff, then.access, then.family).await?;
    let same = now_is
        .account
        .is_some_and(|a| !a.disabled && a.session_version == then.session_version);
    let gives = now_is.membership.is_some_and(|m| m.gives(then.access));
    let family = now_is.family.filter(|family| !family.is_over(now));
    Ok(family.filter(|_| same && gives))
}

/// Whether whoever opens a connection with these claims is still who they were when they
/// got their ticket.
///
/// # Errors
/// When the store fails.
pub async fn claims_stand(
    store: &Store,
    claims: &Claims,
    now: Timestamp,
) -> Result<bool, StoreError> {
    match claims {
        Claims::Guest { check_id, guest_id } => {
            let (check, guest) = store.check_and_guest(check_id, guest_id).await?;
            Ok(check.is_some_and(|c| c.is_open()) && guest.is_some_and(|g| !g.is_over(now)))
        }
        Claims::Staff {
            staff_id,
            access,
            family_id,
            session_version,
        } => {
            let then = Then {
                staff: staff_id,
                access,
                family: family_id,
                session_version: *session_version,
            };
            Ok(staff_stands(store, then, now).await?.is_some())
        }
        Claims::Screen { branch_id, link } => {
            let screen = store.status_screen(branch_id).await?;
            Ok(screen.link.is_some_and(|now_is| now_is.hash == *link))
        }
    }
}
