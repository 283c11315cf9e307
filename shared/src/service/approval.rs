//! Somebody with more say approves what a colleague does, at the colleague's own screen.

use jiff::Timestamp;

use super::access;
use super::by::By;
use super::refusal::Refusal;
use super::sign_in::{Login, Proof, limited};
use crate::auth::secret;
use crate::auth::staff_token::StaffClaims;
use crate::domain::audit::Deed;
use crate::domain::id::{BranchId, StaffId};
use crate::domain::role::Permission;
use crate::domain::text::Reason;
use crate::store::{Approval, Store};

/// How long an approval counts, in seconds: 2 minutes.
const SECONDS: i64 = 120;

/// The approval that was sent by its secret, if it counts for whoever sent it. One that does not is
/// told when it is needed.
///
/// # Errors
/// When the store fails.
pub(super) async fn sent(
    store: &Store,
    sent: Option<&str>,
    claims: &StaffClaims,
    (branch, now): (&BranchId, Timestamp),
) -> Result<Option<Approval>, Refusal> {
    let Some(sent) = sent else {
        return Ok(None);
    };
    let known = store.approval(&secret::hash(sent)).await?;
    Ok(known.filter(|known| known.counts(branch, &claims.sub, now)))
}

/// An approval that was given.
#[derive(Debug)]
pub struct Approved {
    /// Sent with what it is for; whoever has it is believed once.
    pub secret: String,
    pub by: StaffId,
    pub expires_at: Timestamp,
}

/// Gives an approval to whoever asks, by the password of somebody who may.
///
/// # Errors
/// `ApprovalWrong` when login and password do not fit, or are of somebody who may not approve
/// anything here; `SignInLimited` after too many of these; or when the store fails.
pub async fn approve(
    store: &Store,
    claims: &StaffClaims,
    (login, what): (Login, Option<Reason>),
    by: &By,
) -> Result<Approved, Refusal> {
    let branch = &claims.access.branch;
    let proof = Proof::of(store, login, by).await?;
    let access = match proof.person() {
        Some(person) => access::at(store, person, branch).await?,
        None => None,
    };
    let may = access.is_some_and(|access| access.role.may(Permission::ApproveMoney));
    let Some(person) = proof.person().filter(|_| may) else {
        return Err(match proof.refuse(store, by).await {
            Refusal::SignInWrong => Refusal::ApprovalWrong,
            other => other,
        });
    };
    let secret = secret::random()?;
    let expires_at = by.at.as_second().saturating_add(SECONDS);
    let approval = Approval {
        hash: secret::hash(&secret),
        branch_id: branch.clone(),
        for_whom: claims.sub.clone(),
        approved_by: person.account.id.clone(),
        expires_at,
    };
    let entry = by.entry(branch, Deed::ApprovalGiven)?;
    let entry = entry.about(&approval.approved_by);
    let entry = match &what {
        Some(what) => entry.with("what", what.as_str()),
        None => entry,
    };
    let room = proof.must_have_room();
    let given = store.give_approval(&approval, room, &entry, by.at).await?;
    given.map_err(limited)?;
    Ok(Approved {
        secret,
        by: approval.approved_by,
        expires_at: Timestamp::from_second(expires_at).unwrap_or(by.at),
    })
}
