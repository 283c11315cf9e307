//! Signing in. What is read and written for a login that nobody has is the same as for a
//! wrong password, so that neither the time nor the table tells which logins exist.

use super::tries::{Windows, limited};
use super::{BRANCHES, SignedIn, actor, password};
use crate::auth::secret;
use crate::domain::account::Person;
use crate::domain::audit::{Deed, Record};
use crate::domain::id::StaffId;
use crate::domain::sign_in::RefreshFamily;
use crate::service::{By, Refusal, access};
use crate::store::Store;

/// A try to sign in.
pub struct Login {
    /// As it was typed.
    pub login: String,
    /// As it was typed.
    pub password: String,
    /// From where, see [`super::source`].
    pub source: String,
}

impl std::fmt::Debug for Login {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Login(..)")
    }
}

/// Signs somebody in at the first of their branches.
///
/// # Errors
/// `SignInWrong` when login and password do not fit, or the person works nowhere;
/// `SignInLimited` after too many of these; or when the store fails.
pub async fn begin(store: &Store, login: Login, by: &By) -> Result<SignedIn, Refusal> {
    let now = by.at;
    let name = login.login.trim().to_lowercase();
    let windows = Windows::new(&name, &login.source);
    let (account, tries) = store.sign_in_state(&name, &windows.all()).await?;
    let counted = windows.judge(&tries, now)?;
    let is_known = account.is_some();
    // Of nobody there is nothing to be found, but it is looked for.
    let account = account.map_or_else(|| nobody(&name), Ok)?;
    let person = store.person(&account).await?.filter(|_| is_known);
    let hash = person.as_ref().map(|p| p.account.password_hash.clone());
    let fits = password::fits(login.password, hash).await?;
    let all = match &person {
        Some(person) if fits && !person.account.disabled => {
            access::everywhere(store, person, None, BRANCHES).await?
        }
        _ => Vec::new(),
    };
    let (Some(Person { account, .. }), Some(access)) = (&person, all.first().cloned()) else {
        let entry = by.entry(home(person.as_ref()), Deed::SignInRefused)?;
        let entry = match person {
            Some(person) => entry.about(&person.account.id),
            None => entry,
        };
        windows.count(store, counted, &entry, now).await?;
        return Err(Refusal::SignInWrong);
    };
    let id = secret::unique(now)?.parse()?;
    let version = account.session_version;
    let family = RefreshFamily::begin(id, account.id.clone(), version, access.clone(), now);
    let by = by.or_rather(actor(&family));
    let entry = by.entry(access.record(), Deed::SignedIn)?;
    let entry = entry.about(&family.id);
    let room = counted.must_have_room();
    let begun = store.begin_sign_in(&family, room, &entry, now).await?;
    begun.map_err(limited)?;
    Ok(SignedIn::at(access, all, account.clone(), family))
}

/// Where a refusal stands on record: nobody's where no person has the login, or they work
/// nowhere any more.
fn home(person: Option<&Person>) -> Record {
    person.map_or(Record::Nobody, Person::record)
}

/// An account that no person has, another one for each login.
fn nobody(login: &str) -> Result<StaffId, Refusal> {
    Ok(secret::hash(login).parse()?)
}
