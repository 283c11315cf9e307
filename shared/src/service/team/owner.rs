//! A new password for an owner whom nobody of the restaurant can help: by whoever runs the stack.

use super::make::{Made, made};
use crate::auth::link_code::LinkCode;
use crate::auth::secret::Key;
use crate::auth::stack_code::StackCode;
use crate::domain::DomainError;
use crate::domain::account::{Membership, Person};
use crate::domain::audit::{Actor, Deed, Record};
use crate::domain::credentials::Login;
use crate::domain::id::StaffId;
use crate::domain::staff_link::{NewLink, Purpose, StaffLink};
use crate::service::intent::Intent;
use crate::service::{By, Refusal};
use crate::store::{Full, Retry, Store, Window};

/// Wrong codes, or logins of nobody who is an owner, from one source within [`SECONDS`].
const TRIES: u32 = 10;
/// 15 minutes.
const SECONDS: i64 = 15 * 60;

/// What is asked by whoever runs the stack. Its code is kept nowhere.
#[derive(Debug)]
pub struct OwnerReset<'a> {
    /// The operator's code of this stack.
    pub code: &'a StackCode,
    /// What was typed.
    pub typed: &'a str,
    /// What the owner signs in with.
    pub login: &'a Login,
    /// From where, see [`crate::service::sign_in::source`].
    pub source: &'a str,
}

/// Lets an owner choose a new password by a link. Their old one stays good until the link is
/// used, and so does the operator's code afterwards.
///
/// # Errors
/// `OperatorCodeWrong`, `OperatorLimited` after too many of these, `Invalid` when no owner has
/// the login, `KeyReused`; or when the store fails.
pub async fn offer_owner_reset(
    store: &Store,
    key: &Key,
    intent: &Intent,
    asked: OwnerReset<'_>,
    by: &By,
) -> Result<Made, Refusal> {
    let window = Window {
        what: "operator-source",
        who: asked.source.to_owned(),
        limit: TRIES,
        seconds: SECONDS,
    };
    let mut tries = Retry::USUAL.tries();
    loop {
        let windows = std::slice::from_ref(&window);
        let (account, spent) = store.sign_in_state(asked.login.as_str(), windows).await?;
        if let Some(full) = spent.iter().find(|spent| spent.fill(TRIES, by.at)) {
            let retry_after = full.wait(by.at);
            return Err(Refusal::OperatorLimited { retry_after });
        }
        if !asked.code.is(asked.typed) {
            refused(store, &window, by).await?;
            return Err(Refusal::OperatorCodeWrong);
        }
        let Some((person, owner)) = owner(store, account.as_ref()).await? else {
            // Counted as well: an answer to guesses that are side by side would tell the code.
            refused(store, &window, by).await?;
            return Err(DomainError::invalid("login", "no owner has this e-mail").into());
        };
        let code = LinkCode::of(key, &intent.scope, &intent.key)?;
        let new = NewLink {
            id: code.id()?,
            brand: owner.brand_id.clone(),
            by: None,
            request_hash: intent.request_hash.clone(),
        };
        let purpose = Purpose::Reset {
            account_id: person.account.id.clone(),
            session_version: person.account.session_version,
        };
        let link = StaffLink::make(new, purpose, by.at);
        let operator = by.or_rather(Actor::Operator);
        let record = Record::Brand(owner.brand_id.clone());
        let entry = operator.entry(record, Deed::ResetOffered)?;
        let entry = entry.about(&person.account.id).with("link", &link.id);
        let making = store.make_owner_link(&link, &owner, &window, (&entry, by.at));
        let making = making.await?.map_err(limited)?;
        if let Some(made) = made(making, link, code)? {
            return Ok(made);
        }
        tries.again().await?;
    }
}

/// Whose account it is and what makes them an owner, if they are one and may sign in.
async fn owner(
    store: &Store,
    account: Option<&StaffId>,
) -> Result<Option<(Person, Membership)>, Refusal> {
    let Some(account) = account else {
        return Ok(None);
    };
    let person = store.person(account).await?;
    let person = person.filter(|person| !person.account.disabled);
    Ok(person.and_then(|person| {
        let owner = person.owner()?.clone();
        Some((person, owner))
    }))
}

/// Counts a try that was wrong before it is told, and puts it on record.
async fn refused(store: &Store, window: &Window, by: &By) -> Result<(), Refusal> {
    let entry = by.entry(Record::Nobody, Deed::ResetRefused)?;
    let windows = std::slice::from_ref(window);
    let counted = store.reserve(windows, &entry, by.at).await?;
    counted.map_err(limited)
}

fn limited(full: Full) -> Refusal {
    Refusal::OperatorLimited {
        retry_after: full.retry_after,
    }
}
