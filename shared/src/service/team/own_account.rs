//! Joining a team with the account that one has: whoever works for several restaurants has one
//! login and one password for all of them.
//!
//! An invitation sets no password of an account that there is, and whoever made it learns nothing
//! of one: only the person's own password adds the post to it, and it is tried as at the sign-in.

use super::link::{actor, limited, read, window};
use crate::auth::secret;
use crate::domain::DomainError;
use crate::domain::account::{Access, Person};
use crate::domain::audit::Deed;
use crate::domain::id::BrandId;
use crate::domain::sign_in::RefreshFamily;
use crate::domain::staff_link::Purpose;
use crate::domain::team::Post;
use crate::service::sign_in::{self, BRANCHES, Login, Proof, SignedIn};
use crate::service::{By, Refusal, access};
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
        let opened = opened(store, &joined, (brand, post), by).await?;
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
        let link = good.link.used(now)?;
        let windows = (&window, proof.must_have_room());
        let done = store.join_with_account(&link, &new, &good.by, windows, (&entry, now));
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

/// A sign-in at the first branch that the invitation is for, not yet written.
async fn opened(
    store: &Store,
    person: &Person,
    (brand, post): (&BrandId, &Post),
    by: &By,
) -> Result<SignedIn, Refusal> {
    let all = access::everywhere(store, person, None, BRANCHES).await?;
    let invited = |access: &&Access| {
        let branches = post.branches.as_ref();
        access.brand == *brand && branches.is_none_or(|some| some.contains(&access.branch))
    };
    let access = all.iter().find(invited).or(all.first()).cloned();
    let access = access.ok_or(DomainError::LinkEnded)?;
    let account = person.account.clone();
    let family = RefreshFamily::begin(
        secret::unique(by.at)?.parse()?,
        account.id.clone(),
        account.session_version,
        access.clone(),
        by.at,
    );
    Ok(SignedIn::at(access, all, account, family))
}
