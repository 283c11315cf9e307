//! How often passwords may be tried. A wrong one is counted before its verdict is told, and
//! a right one is told only while there are tries left, so parallel guesses all count.
//!
//! Nobody can lock somebody else out by guessing: what fills up for good is only ever the
//! guesser's own source. When a login is guessed at from everywhere, the sources get fewer
//! tries each, but a source that has not guessed always has some.

use std::net::IpAddr;

use jiff::Timestamp;

use crate::auth::AuthError;
use crate::auth::secret::{self, Key};
use crate::domain::audit::{AuditEntry, Origin};
use crate::service::Refusal;
use crate::store::{Full, Spent, Store, Window};

/// Wrong passwords from one source for one login within [`SECONDS`].
const TRIES: u32 = 10;
/// The same while the login is guessed at from everywhere.
const TRIES_UNDER_ATTACK: u32 = 3;
/// Wrong passwords from one source for all logins within [`SECONDS`]: a whole staff shares
/// the address of its house.
const TRIES_OF_SOURCE: u32 = 30;
/// 15 minutes.
const SECONDS: i64 = 15 * 60;
/// Wrong passwords for one login from everywhere within [`LOGIN_SECONDS`], from which on
/// it counts as attacked.
const TRIES_OF_LOGIN: u32 = 100;
/// An hour.
const LOGIN_SECONDS: i64 = 3600;

/// The windows in which the tries of a source for a login are counted.
#[derive(Debug)]
pub(super) struct Windows {
    own: Window,
    of_source: Window,
    of_login: Window,
}

/// The windows that count now, of which the first two must have room.
#[derive(Debug)]
pub(super) struct Counted(Vec<Window>);

impl Windows {
    /// `login` must be trimmed and lower case.
    pub(super) fn new(login: &str, source: &str) -> Self {
        let login = secret::hash(login);
        Self {
            own: Window {
                what: "sign-in-own",
                who: format!("{login}#{source}"),
                limit: TRIES,
                seconds: SECONDS,
            },
            of_source: Window {
                what: "sign-in-source",
                who: source.to_owned(),
                limit: TRIES_OF_SOURCE,
                seconds: SECONDS,
            },
            of_login: Window {
                what: "sign-in-login",
                who: login,
                limit: TRIES_OF_LOGIN,
                seconds: LOGIN_SECONDS,
            },
        }
    }

    /// All of them, as [`Windows::judge`] takes their tries.
    pub(super) fn all(&self) -> [Window; 3] {
        [&self.own, &self.of_source, &self.of_login].map(Clone::clone)
    }

    fn under_attack(&self) -> Counted {
        tracing::warn!("a login is guessed at from many sources");
        let own = Window {
            limit: TRIES_UNDER_ATTACK,
            ..self.own.clone()
        };
        Counted(vec![own, self.of_source.clone()])
    }

    /// Those that count, by the tries that all of them have had.
    ///
    /// # Errors
    /// `SignInLimited` when there is no try left: then nothing need be hashed.
    pub(super) fn judge(&self, tries: &[Spent], now: Timestamp) -> Result<Counted, Refusal> {
        let is_full = |n: usize, limit| tries.get(n).is_some_and(|t| t.fill(limit, now));
        let counted = if is_full(2, TRIES_OF_LOGIN) {
            self.under_attack()
        } else {
            Counted(self.all().to_vec())
        };
        let must_have_room = counted.0.iter().zip(tries).take(2);
        for (window, tries) in must_have_room {
            if tries.fill(window.limit, now) {
                let retry_after = tries.wait(now);
                return Err(Refusal::SignInLimited { retry_after });
            }
        }
        Ok(counted)
    }

    /// Counts a wrong password and puts it on record, in one commit.
    ///
    /// # Errors
    /// `SignInLimited` when others have used the last try up meanwhile; or when the store
    /// fails.
    pub(super) async fn count(
        &self,
        store: &Store,
        counted: Counted,
        entry: &AuditEntry,
        now: Timestamp,
    ) -> Result<(), Refusal> {
        match store.reserve(&counted.0, entry, now).await? {
            Ok(()) => return Ok(()),
            Err(full) if full.window < 2 => return Err(limited(full)),
            Err(_) => {}
        }
        let fewer = self.under_attack();
        let counted = store.reserve(&fewer.0, entry, now).await?;
        counted.map_err(limited)
    }
}

impl Counted {
    /// Those that must have room for a right password.
    pub(super) fn must_have_room(&self) -> &[Window] {
        self.0.get(..2).unwrap_or(&self.0)
    }
}

pub(in crate::service) fn limited(full: Full) -> Refusal {
    Refusal::SignInLimited {
        retry_after: full.retry_after,
    }
}

/// The caller's source, in a form that a stolen table does not turn back into an address:
/// one IPv4 address, or the network of one IPv6 connection, whose owner has all of it.
///
/// # Errors
/// When the key cannot be used.
pub fn source(key: &Key, origin: &Origin) -> Result<String, AuthError> {
    let address = origin.address.map(|address| address.to_canonical());
    let bytes = match address {
        Some(IpAddr::V4(v4)) => v4.octets().to_vec(),
        Some(IpAddr::V6(v6)) => v6.octets().iter().take(8).copied().collect(),
        None => Vec::new(),
    };
    let hash = key.derive("sign-in-source", &[&bytes])?;
    Ok(hash.iter().map(|byte| format!("{byte:02x}")).collect())
}
