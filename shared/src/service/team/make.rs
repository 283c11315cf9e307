//! One-time links made, and taken back.

use super::{leader, named, record};
use crate::auth::link_code::LinkCode;
use crate::auth::secret::Key;
use crate::domain::DomainError;
use crate::domain::account::{Membership, Person};
use crate::domain::audit::{AuditEntry, Deed, Record};
use crate::domain::id::{BranchId, BrandId, LinkId, StaffId};
use crate::domain::name::Name;
use crate::domain::staff_link::{LinkState, NewLink, Purpose, StaffLink};
use crate::domain::team::{Leader, NotLed, Post};
use crate::service::intent::Intent;
use crate::service::{By, Refusal};
use crate::store::{Making, Retry, Store};

/// A link with its code, which is told to whoever made it and to nobody else.
#[derive(Debug)]
pub struct Made {
    pub link: StaffLink,
    pub code: LinkCode,
    /// Whether an earlier request made it.
    pub replayed: bool,
}

/// Invites somebody to the team.
///
/// # Errors
/// `Forbidden` for a post that is not theirs to give, `Invalid` for a branch that there is
/// not, `KeyReused`; or when the store fails.
pub async fn invite(
    store: &Store,
    key: &Key,
    intent: &Intent,
    (brand, name, post): (&BrandId, &Name, &Post),
    by: &By,
) -> Result<Made, Refusal> {
    let entry = by.entry(record(brand, post), Deed::ColleagueInvited)?;
    let entry = entry.with("role", post.role.name()).with("at", named(post));
    let purpose = || Purpose::Invitation {
        name: name.as_str().to_owned(),
        post: post.clone(),
    };
    let mut tries = Retry::USUAL.tries();
    loop {
        let leader = leader(store, brand, by).await?;
        let standing = leader.give(post)?;
        // Only then: whoever reaches no other branch learns of none.
        require_branches(store, brand, post).await?;
        let wish = (brand, purpose());
        if let Some(made) = make(store, key, intent, wish, (&leader, &standing, &entry), by).await?
        {
            return Ok(made);
        }
        tries.again().await?;
    }
}

/// Lets a colleague choose a new password by a link.
///
/// # Errors
/// `NotFound` for nobody they work with, `Forbidden` for whom they do not lead wherever that
/// person works, `KeyReused`; or when the store fails.
pub async fn offer_reset(
    store: &Store,
    key: &Key,
    intent: &Intent,
    (brand, id): (&BrandId, &StaffId),
    by: &By,
) -> Result<Made, Refusal> {
    let mut tries = Retry::USUAL.tries();
    loop {
        let leader = leader(store, brand, by).await?;
        let person = store.person(id).await?.ok_or(NotLed::Unknown)?;
        let standing = leader.whole(&person)?;
        let entry = by.entry(home(&person, brand), Deed::ResetOffered)?;
        let entry = entry.about(id);
        let purpose = Purpose::Reset {
            account_id: id.clone(),
            session_version: person.account.session_version,
        };
        let wish = (brand, purpose);
        if let Some(made) = make(store, key, intent, wish, (&leader, &standing, &entry), by).await?
        {
            return Ok(made);
        }
        tries.again().await?;
    }
}

/// Takes an invitation back. One that is taken back is where its maker wants it.
///
/// # Errors
/// `NotFound` for none of theirs, `LinkUsed`; or when the store fails.
pub async fn withdraw(
    store: &Store,
    (brand, id): (&BrandId, &LinkId),
    by: &By,
) -> Result<(), Refusal> {
    let missing = || Refusal::NotFound("invitation");
    let mut tries = Retry::USUAL.tries();
    loop {
        let leader = leader(store, brand, by).await?;
        let link = store.staff_link(id).await?.filter(|l| l.brand_id == *brand);
        let link = link.ok_or_else(missing)?;
        let Purpose::Invitation { post, .. } = &link.purpose else {
            return Err(missing());
        };
        let standing = leader.give(post).map_err(|_| missing())?;
        match link.state {
            LinkState::Used => return Err(DomainError::LinkUsed.into()),
            LinkState::Withdrawn => return Ok(()),
            LinkState::Open => {}
        }
        let entry = by.entry(record(brand, post), Deed::InvitationWithdrawn)?;
        let entry = entry.about(&link.id);
        if store
            .withdraw_link(&link.withdrawn(), &standing, &entry)
            .await?
        {
            return Ok(());
        }
        tries.again().await?;
    }
}

/// Makes a link, once for each request. `None` when what it rests on moved.
async fn make(
    store: &Store,
    key: &Key,
    intent: &Intent,
    (brand, purpose): (&BrandId, Purpose),
    (leader, standing, entry): (&Leader, &[Membership], &AuditEntry),
    by: &By,
) -> Result<Option<Made>, Refusal> {
    let code = LinkCode::of(key, &intent.scope, &intent.key)?;
    let new = NewLink {
        id: code.id()?,
        brand: brand.clone(),
        by: Some(leader.id.clone()),
        request_hash: intent.request_hash.clone(),
    };
    let link = StaffLink::make(new, purpose, by.at);
    let entry = match &link.purpose {
        Purpose::Invitation { .. } => entry.clone().about(&link.id),
        Purpose::Reset { .. } => entry.clone().with("link", &link.id),
    };
    let making = store.make_link(&link, standing, &entry).await?;
    made(making, link, code)
}

/// What is told of a link that was made, also by an earlier try of the same request. `None` when
/// what it rests on moved.
pub(super) fn made(
    making: Making,
    link: StaffLink,
    code: LinkCode,
) -> Result<Option<Made>, Refusal> {
    Ok(match making {
        Making::Made => Some(Made {
            link,
            code,
            replayed: false,
        }),
        Making::MadeBefore(before) if before.request_hash == link.request_hash => Some(Made {
            link: *before,
            code,
            replayed: true,
        }),
        Making::MadeBefore(_) => return Err(Refusal::KeyReused),
        Making::Again => None,
    })
}

/// Passes when each branch of a post is one of the brand's.
pub(super) async fn require_branches(
    store: &Store,
    brand: &BrandId,
    post: &Post,
) -> Result<(), Refusal> {
    let branches: Vec<&BranchId> = post.branches.iter().flatten().collect();
    let (_, names) = store.names_of_brand(brand, &branches).await?;
    if names.iter().any(Option::is_none) {
        return Err(DomainError::invalid("branches", "no such branch").into());
    }
    Ok(())
}

/// Whose record a deed stands in that concerns a whole person: that of their branch when they
/// have one, else the brand's.
pub(super) fn home(person: &Person, brand: &BrandId) -> Record {
    match (person.of_brands().next(), person.branches().as_slice()) {
        (None, [only]) => Record::from(*only),
        _ => Record::Brand(brand.clone()),
    }
}
