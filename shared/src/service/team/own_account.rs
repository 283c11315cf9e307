//! Joining a team with the account that one has: whoever works for several restaurants has one
//! login and one password for all of them.
//!
//! An invitation sets no password of an account that there is, and whoever made it learns nothing
//! of one: only the person's own password adds the post to it, and it is tried as at the sign-in.

use super::link::{self, actor, limited, read, window};
use crate::domain::account::Access;
use crate::domain::audit::Deed;
use crate::domain::staff_link::Purpose;
use crate::service::sign_in::{self, Login, Proof, SignedIn};
use crate::service::{By, Refusal};
use crate::store::{NewColleague, Retry, Store, Using};

/// Joins the team by an invitation with an account that there is, and signs in where it leads.
///
/// # Errors
/// Those of a link; `SignInWrong` and `SignInLimited` as at the sign-in, the same for a login
/// that nobody has; `AlreadyColleague` for somebody who works there; or when the store fails.
pub async fn join_with_account(
    store: &Store,
    code: &str,
    who: Login,
    by: &By,
) -> Result<SignedIn, Refusal> {
    let (window, now) = (window(&who.source), by.at);
    // No password is tried without a good link.
    let first = read(store, code, &window, by).await?;
    if !matches!(first.link.purpose, Purpose::Invitation { .. }) {
        return Err(Refusal::LinkWrong);
    }
    let proof = Proof::of(store, who, by).await?;
    let Some(mut person) = proof.person().cloned() else {
        return Err(proof.refuse(store, by).await);
    };
    let proven = person.account.clone();
    let mut tries = Retry::USUAL.tries();
    loop {
        let good = read(store, code, &window, by).await?;
        let Purpose::Invitation { post, .. } = &good.link.purpose else {
            return Err(Refusal::LinkWrong);
        };
        let brand = &good.link.brand_id;
        let (joined, memberships) = person.joined(post.memberships(&proven.id, brand))?;
        let invited = |access: &Access| {
            let branches = post.branches.as_ref();
            access.brand == *brand && branches.is_none_or(|some| some.contains(&access.branch))
        };
        let opened = link::sign_in(store, &joined, invited, by).await?;
        let new = NewColleague {
            account: joined.account,
            memberships,
            family: opened.family.clone(),
        };
        let record = super::record(brand, post);
        let entry = by
            .or_rather(actor(&opened))
            .entry(record, Deed::ColleagueJoined)?;
        let entry = entry.about(&good.link.id).with("sign_in", &new.family.id);
        let used = good.link.used(now)?;
        let windows = (&window, proof.must_have_room());
        let done = store.join_with_account(&used, &new, &good.by, windows, (&entry, now));
        match done.await? {
            Using::Done => return Ok(opened),
            Using::Limited(full) if full.window == 0 => return Err(limited(full)),
            Using::Limited(full) => return Err(sign_in::limited(full)),
            Using::LoginTaken | Using::Again => tries.again().await?,
        }
        // What was proven is of this password, and of an account that is not ended.
        let now = store.person(&proven.id).await?.filter(|now| {
            now.account.password_hash == proven.password_hash && !now.account.disabled
        });
        person = now.ok_or(Refusal::SignInWrong)?;
    }
}
