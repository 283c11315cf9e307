//! One-time links opened and used, by whoever has them.
//!
//! A code is long enough that nobody finds one by trying; wrong ones are counted and limited
//! all the same, as at set-up. A login that is taken counts as well, so that an invitation is
//! no way to find out who has an account.

use super::make::home;
use crate::auth::link_code::LinkCode;
use crate::auth::secret;
use crate::domain::DomainError;
use crate::domain::account::{Access, Account, Membership, Person};
use crate::domain::audit::{Actor, Deed, Record};
use crate::domain::credentials::{Login, NewPassword};
use crate::domain::id::BranchId;
use crate::domain::name::Name;
use crate::domain::sign_in::RefreshFamily;
use crate::domain::staff_link::{Purpose, StaffLink};
use crate::domain::team::Leader;
use crate::service::sign_in::{BRANCHES, SignedIn, hashed};
use crate::service::{By, Refusal, access};
use crate::store::{Full, NewColleague, Retry, Store, Using, Window};

/// Wrong codes from one source within [`SECONDS`].
const TRIES: u32 = 10;
/// 15 minutes.
const SECONDS: i64 = 15 * 60;

/// What a link that is good is for.
#[derive(Debug)]
pub struct Opened {
    pub link: StaffLink,
    /// What the brand is called.
    pub brand: String,
    /// What the branches of an invitation are called.
    pub branches: Vec<String>,
    /// Whose password it is about.
    pub account: Option<Account>,
}

/// A link that may be used.
pub(super) struct Good {
    pub(super) link: StaffLink,
    /// What it rests on.
    pub(super) by: Vec<Membership>,
    /// Whose password it is about.
    person: Option<Person>,
}

/// What a code opens, without using it.
///
/// # Errors
/// `LinkWrong`, `LinkLimited` after too many of these, `LinkUsed`, `LinkEnded`; or when the
/// store fails.
pub async fn look_up(
    store: &Store,
    (code, source): (&str, &str),
    by: &By,
) -> Result<Opened, Refusal> {
    let good = read(store, code, &window(source), by).await?;
    let branches: Vec<&BranchId> = match &good.link.purpose {
        Purpose::Invitation { post, .. } => post.branches.iter().flatten().collect(),
        Purpose::Reset { .. } => Vec::new(),
    };
    let (brand, branches) = store.names_of_brand(&good.link.brand_id, &branches).await?;
    Ok(Opened {
        brand: brand.unwrap_or_default(),
        branches: branches.into_iter().flatten().collect(),
        account: good.person.map(|person| person.account),
        link: good.link,
    })
}

/// Joins the team by an invitation, and signs in.
///
/// # Errors
/// As [`look_up`]; `Invalid` for a login that is taken or a password that is too close to it.
pub async fn accept(
    store: &Store,
    (code, source): (&str, &str),
    (login, password): (Login, NewPassword),
    by: &By,
) -> Result<SignedIn, Refusal> {
    let (window, now) = (window(source), by.at);
    let first = read(store, code, &window, by).await?;
    let name = match first.link.purpose {
        Purpose::Invitation { name, .. } => name,
        Purpose::Reset { .. } => return Err(Refusal::LinkWrong),
    };
    // It was a name when it was stored.
    if let Ok(name) = Name::try_from(name.clone()) {
        password.fits(&login, &name, "password")?;
    }
    let account = Account {
        id: secret::unique(now)?.parse()?,
        name,
        login: login.into(),
        password_hash: hashed(password).await?,
        session_version: 1,
        disabled: false,
        version: 1,
    };
    let mut tries = Retry::USUAL.tries();
    loop {
        let good = read(store, code, &window, by).await?;
        let Purpose::Invitation { post, .. } = &good.link.purpose else {
            return Err(Refusal::LinkWrong);
        };
        let memberships = post.memberships(&account.id, &good.link.brand_id);
        let person = Person {
            account: account.clone(),
            memberships,
        };
        let opened = sign_in(store, &person, |_| true, by).await?;
        let new = NewColleague {
            account: person.account,
            memberships: person.memberships,
            family: opened.family.clone(),
        };
        let record = super::record(&good.link.brand_id, post);
        let entry = by
            .or_rather(actor(&opened))
            .entry(record, Deed::ColleagueJoined)?;
        let entry = entry.about(&good.link.id).with("sign_in", &new.family.id);
        let link = good.link.used(now)?;
        let done = store.join_team(&link, &new, &good.by, &window, (&entry, now));
        match done.await? {
            Using::Done => return Ok(opened),
            Using::LoginTaken => {
                refused(store, &window, by).await?;
                return Err(DomainError::invalid("login", "taken").into());
            }
            Using::Limited(full) => return Err(limited(full)),
            Using::Again => tries.again().await?,
        }
    }
}

/// Chooses a new password by a link, which ends all that the person was signed in with, and
/// signs in.
///
/// # Errors
/// As [`look_up`]; `Invalid` for a password that is too close to name or login.
pub async fn reset(
    store: &Store,
    (code, source): (&str, &str),
    password: NewPassword,
    by: &By,
) -> Result<SignedIn, Refusal> {
    let (window, now) = (window(source), by.at);
    let first = read(store, code, &window, by).await?;
    let account = first.person.ok_or(Refusal::LinkWrong)?.account;
    if let (Ok(login), Ok(name)) = (
        Login::try_from(account.login.clone()),
        Name::try_from(account.name.clone()),
    ) {
        password.fits(&login, &name, "password")?;
    }
    let password_hash = hashed(password).await?;
    let mut tries = Retry::USUAL.tries();
    loop {
        let good = read(store, code, &window, by).await?;
        let mut person = good.person.ok_or(Refusal::LinkWrong)?;
        person.account = person.account.with_password(password_hash.clone());
        let opened = sign_in(store, &person, |_| true, by).await?;
        let record = home(&person, &good.link.brand_id);
        let entry = by
            .or_rather(actor(&opened))
            .entry(record, Deed::PasswordReset)?;
        let entry = entry.about(&person.account.id).with("link", &good.link.id);
        let link = good.link.used(now)?;
        let new = (&person.account, &opened.family);
        let done = store.reset_password(&link, new, &good.by, &window, (&entry, now));
        match done.await? {
            Using::Done => return Ok(opened),
            Using::Limited(full) => return Err(limited(full)),
            Using::LoginTaken | Using::Again => tries.again().await?,
        }
    }
}

/// A link that may be used, by its code. A wrong code is counted before it is told, so that
/// guesses side by side all count.
pub(super) async fn read(
    store: &Store,
    code: &str,
    window: &Window,
    by: &By,
) -> Result<Good, Refusal> {
    let id = LinkCode::parse(code.trim());
    let id = id.map(|code| code.id()).transpose()?;
    let (link, tries) = store.link_and_tries(id.as_ref(), window).await?;
    if tries.fill(TRIES, by.at) {
        let retry_after = tries.wait(by.at);
        return Err(Refusal::LinkLimited { retry_after });
    }
    let Some(link) = link else {
        refused(store, window, by).await?;
        return Err(Refusal::LinkWrong);
    };
    link.used(by.at)?;
    rests(store, link).await
}

/// What a link rests on, as it is now: whoever made it must be somebody who could make it.
async fn rests(store: &Store, link: StaffLink) -> Result<Good, Refusal> {
    let ended = || DomainError::LinkEnded;
    let leader = match &link.made_by {
        Some(maker) => {
            let maker = store.person(maker).await?.ok_or_else(ended)?;
            Some(Leader::of(&maker, &link.brand_id).ok_or_else(ended)?)
        }
        None => None,
    };
    let (by, person) = match (&link.purpose, leader) {
        (Purpose::Invitation { post, .. }, Some(leader)) => (leader.give(post).ok(), None),
        (Purpose::Invitation { .. }, None) => (None, None),
        (
            Purpose::Reset {
                account_id,
                session_version,
            },
            leader,
        ) => {
            let person = store.person(account_id).await?.ok_or_else(ended)?;
            let account = &person.account;
            if account.disabled || account.session_version != *session_version {
                return Err(ended().into());
            }
            let by = match leader {
                Some(leader) => leader.whole(&person).ok(),
                // By whoever runs the stack: for an owner, while they are one.
                None => person.owner().map(|owner| vec![owner.clone()]),
            };
            (by, Some(person))
        }
    };
    let by = by.ok_or_else(ended)?;
    Ok(Good { link, by, person })
}

/// Counts a try that was wrong, and puts it on record.
async fn refused(store: &Store, window: &Window, by: &By) -> Result<(), Refusal> {
    let entry = by.entry(Record::Nobody, Deed::LinkRefused)?;
    let windows = std::slice::from_ref(window);
    let counted = store.reserve(windows, &entry, by.at).await?;
    counted.map_err(limited)
}

/// A sign-in of somebody at the first of their branches that is wanted, else at the first of all,
/// not yet written.
pub(super) async fn sign_in(
    store: &Store,
    person: &Person,
    wanted: impl Fn(&Access) -> bool,
    by: &By,
) -> Result<SignedIn, Refusal> {
    let all = access::everywhere(store, person, None, BRANCHES).await?;
    let access = all.iter().find(|access| wanted(access)).or(all.first());
    let access = access.cloned().ok_or(DomainError::LinkEnded)?;
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

pub(super) fn actor(opened: &SignedIn) -> Actor {
    Actor::Staff {
        id: opened.account.id.clone(),
        role: Some(opened.access.role),
    }
}

pub(super) fn window(source: &str) -> Window {
    Window {
        what: "staff-link-source",
        who: source.to_owned(),
        limit: TRIES,
        seconds: SECONDS,
    }
}

pub(super) fn limited(full: Full) -> Refusal {
    Refusal::LinkLimited {
        retry_after: full.retry_after,
    }
}
