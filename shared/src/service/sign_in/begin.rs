//! Signing in. What is read and written for a login that nobody has is the same as for a
//! wrong password, so that neither the time nor the table tells which logins exist.

use super::tries::{Counted, Windows, limited};
use super::{BRANCHES, SignedIn, actor, password};
use crate::auth::secret;
use crate::domain::account::Person;
use crate::domain::audit::{Deed, Record};
use crate::domain::id::StaffId;
use crate::domain::sign_in::RefreshFamily;
use crate::service::{By, Refusal, access};
use crate::store::{Store, Window};

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

/// Whose login and password were tried, and whether they fit.
pub(in crate::service) struct Proof {
    /// Whoever has the login.
    known: Option<Person>,
    fits: bool,
    windows: Windows,
    counted: Counted,
}

impl Proof {
    /// Asks for it. What is read and hashed is the same whether somebody has the login or not.
    ///
    /// # Errors
    /// `SignInLimited` when there is no try left; or when the store fails.
    pub(in crate::service) async fn of(
        store: &Store,
        login: Login,
        by: &By,
    ) -> Result<Self, Refusal> {
        let name = login.login.trim().to_lowercase();
        let windows = Windows::new(&name, &login.source);
        let (account, tries) = store.sign_in_state(&name, &windows.all()).await?;
        let counted = windows.judge(&tries, by.at)?;
        let is_known = account.is_some();
        // Of nobody there is nothing to be found, but it is looked for.
        let account = account.map_or_else(|| nobody(&name), Ok)?;
        let known = store.person(&account).await?.filter(|_| is_known);
        let hash = known.as_ref().map(|p| p.account.password_hash.clone());
        Ok(Self {
            fits: password::fits(login.password, hash).await?,
            known,
            windows,
            counted,
        })
    }

    /// Whose they are, if they fit and their person may sign in.
    pub(in crate::service) fn person(&self) -> Option<&Person> {
        let known = self.known.as_ref().filter(|_| self.fits);
        known.filter(|person| !person.account.disabled)
    }

    /// The windows that must have room when the answer is told.
    pub(in crate::service) fn must_have_room(&self) -> &[Window] {
        self.counted.must_have_room()
    }

    /// Counts the try as a wrong one and puts it on record.
    pub(in crate::service) async fn refuse(self, store: &Store, by: &By) -> Refusal {
        let counted = async {
            let entry = by.entry(home(self.known.as_ref()), Deed::SignInRefused)?;
            let entry = match &self.known {
                Some(person) => entry.about(&person.account.id),
                None => entry,
            };
            self.windows.count(store, self.counted, &entry, by.at).await
        };
        counted.await.err().unwrap_or(Refusal::SignInWrong)
    }
}

/// Signs somebody in at the first of their branches.
///
/// # Errors
/// `SignInWrong` when login and password do not fit, or the person works nowhere;
/// `SignInLimited` after too many of these; or when the store fails.
pub async fn begin(store: &Store, login: Login, by: &By) -> Result<SignedIn, Refusal> {
    let now = by.at;
    let proof = Proof::of(store, login, by).await?;
    let all = match proof.person() {
        Some(person) => access::everywhere(store, person, None, BRANCHES).await?,
        None => Vec::new(),
    };
    let (Some(Person { account, .. }), Some(access)) = (proof.person(), all.first().cloned())
    else {
        return Err(proof.refuse(store, by).await);
    };
    let id = secret::unique(now)?.parse()?;
    let version = account.session_version;
    let family = RefreshFamily::begin(id, account.id.clone(), version, access.clone(), now);
    let by = by.or_rather(actor(&family));
    let entry = by.entry(access.record(), Deed::SignedIn)?;
    let entry = entry.about(&family.id);
    let room = proof.must_have_room();
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
