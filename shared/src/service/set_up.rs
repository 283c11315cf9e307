//! The first minute: whoever has the code makes the first brand, and owns it.

use super::By;
use super::refusal::Refusal;
use super::sign_in::{SignedIn, hashed};
use crate::auth::secret;
use crate::auth::stack_code::StackCode;
use crate::auth::table_code;
use crate::domain::DomainError;
use crate::domain::audit::{Actor, Deed, Record};
use crate::domain::credentials::NewPassword;
use crate::domain::id::BranchId;
use crate::domain::set_up::{NewIds, SetUp};
use crate::domain::sign_in::RefreshFamily;
use crate::store::{SettingUp, Store, Window};

/// Wrong codes from one source within [`SECONDS`].
const TRIES: u32 = 10;
/// 15 minutes.
const SECONDS: i64 = 15 * 60;

/// What is needed beside the wish, and is kept nowhere.
#[derive(Debug)]
pub struct Secrets<'a> {
    /// The code of this stack.
    pub code: &'a StackCode,
    /// What was typed.
    pub typed: &'a str,
    pub password: NewPassword,
    /// From where, see [`super::sign_in::source`].
    pub source: &'a str,
}

/// Whether the house is set up.
///
/// # Errors
/// When the store fails.
pub async fn is_done(store: &Store) -> Result<bool, Refusal> {
    Ok(store.claim().await?.is_some())
}

/// Makes the first brand with its branch and its owner, and signs the owner in. It happens
/// once; a wrong code is answered the same before and after.
///
/// # Errors
/// `SetUpCodeWrong`, `SetUpLimited` after too many of these, `AlreadySetUp`, `Invalid` for a
/// password that is too close to name or login; or when the store fails.
pub async fn set_up(
    store: &Store,
    secrets: Secrets<'_>,
    wish: SetUp,
    by: &By,
) -> Result<(SignedIn, BranchId), Refusal> {
    let now = by.at;
    let window = Window {
        what: "set-up-source",
        who: secrets.source.to_owned(),
        limit: TRIES,
        seconds: SECONDS,
    };
    let (claim, tries) = store.claim_and_tries(&window).await?;
    if tries.fill(TRIES, now) {
        let retry_after = tries.wait(now);
        return Err(Refusal::SetUpLimited { retry_after });
    }
    if !secrets.code.is(secrets.typed) {
        let entry = by.entry(Record::Nobody, Deed::SetUpRefused)?;
        // Counted before it is told, so that guesses side by side all count.
        let counted = store.reserve(&[window], &entry, now).await?;
        return Err(match counted {
            Ok(()) => Refusal::SetUpCodeWrong,
            Err(full) => Refusal::SetUpLimited {
                retry_after: full.retry_after,
            },
        });
    }
    if claim.is_some() {
        return Err(Refusal::AlreadySetUp);
    }
    let fits = secrets
        .password
        .fits(&wish.login, &wish.owner, "account.password");
    fits?;
    let password_hash = hashed(secrets.password).await?;
    let ids = NewIds {
        brand: secret::unique(now)?.parse()?,
        // Guests without a camera type it, so it is short.
        branch: table_code::fresh()?.as_str().to_lowercase().parse()?,
        owner: secret::unique(now)?.parse()?,
    };
    let new = wish.make(ids, password_hash, now);
    let access = new.access();
    let account = new.owner.account.clone();
    let family = RefreshFamily::begin(
        secret::unique(now)?.parse()?,
        account.id.clone(),
        account.session_version,
        access.clone(),
        now,
    );
    let owner = Actor::Staff {
        id: account.id.clone(),
        role: Some(access.role),
    };
    let entry = by.or_rather(owner).entry(access.record(), Deed::SetUp)?;
    let entry = entry.about(&access.branch).with("sign_in", &family.id);
    match store.set_up(&new, &family, &window, &entry, now).await? {
        SettingUp::Done => {
            let branch = access.branch.clone();
            let all = vec![access.clone()];
            Ok((SignedIn::at(access, all, account, family), branch))
        }
        SettingUp::DoneBefore => Err(Refusal::AlreadySetUp),
        SettingUp::LoginTaken => Err(DomainError::invalid("account.login", "taken").into()),
        SettingUp::Limited(full) => Err(Refusal::SetUpLimited {
            retry_after: full.retry_after,
        }),
    }
}
