//! Phones join a session by PIN, come back, take another name, leave. A try is counted before it is judged and
//! given back when it was right.

use jiff::{SignedDuration, Timestamp};

use super::admit;
use super::by::By;
use super::refusal::Refusal;
use crate::auth::guest_token::{GuestToken, guest_of};
use crate::auth::secret::Key;
use crate::auth::{pin, secret};
use crate::domain::DomainError;
use crate::domain::audit::{Actor, AuditEntry, Deed};
use crate::domain::check::Check;
use crate::domain::claims::Claims;
use crate::domain::guest::{Guest, MAX_CHANGES, MAX_GUESTS, MAX_JOINED, gives_way};
use crate::domain::id::{GuestId, TableCode};
use crate::domain::table::Table;
use crate::domain::text::{GuestName, Phone};
use crate::domain::topic::Topic;
use crate::store::{Arrival, Full, Joining, Renaming, Retry, Store, StoreError, Window};

/// Names that one guest may take within [`NAMES_SECONDS`].
const NAMES: u32 = 20;
/// 1 hour.
const NAMES_SECONDS: i64 = 3600;

/// Who wants in, checked for form.
#[derive(Debug)]
pub struct Visitor {
    /// The table's code.
    pub code: TableCode,
    /// The PIN that they typed.
    pub pin: String,
    /// What their browser calls itself; a secret between the phone and its guest.
    pub device_id: String,
    /// How they want to be called.
    pub name: Option<GuestName>,
    /// How the staff can reach them.
    pub phone: Option<Phone>,
    /// How many the party is, as they say.
    pub party_size: Option<u16>,
    /// Whether they may be new; else only a phone that was here comes in.
    pub may_be_new: bool,
}

/// A phone that is in.
#[derive(Debug)]
pub struct Joined {
    /// The session, as the phone finds it.
    pub check: Check,
    /// The guest that the phone is.
    pub guest: Guest,
    /// What it shows from now on.
    pub token: GuestToken,
}

/// The table behind a code.
///
/// # Errors
/// `NotFound`; or when the store fails.
pub async fn table(store: &Store, code: &TableCode) -> Result<Table, Refusal> {
    let table = store.table_by_code(code).await?;
    table.ok_or(Refusal::NotFound("table"))
}

/// Lets a phone in that knows the PIN.
///
/// # Errors
/// `NotFound` without such a table (or guest, when none may be new), `TableNotOpen`,
/// `PinWrong`, `PinLimited`, `SessionFull` while every place is in use; or when the store
/// fails.
pub async fn join(
    store: &Store,
    pin_key: &Key,
    visitor: &Visitor,
    by: &By,
) -> Result<Joined, Refusal> {
    let now = by.at;
    let table = table(store, &visitor.code).await?;
    let id = table.session.clone().ok_or(Refusal::TableNotOpen)?;
    let guest_id = guest_of(&id, &visitor.device_id)?;
    let by = by.or_rather(Actor::Guest {
        id: guest_id.clone(),
        session: id.clone(),
    });
    let note = |what| Ok::<_, Refusal>(by.entry(&table.branch_id, what)?.about(&id));
    let mut reserved: Option<Vec<Window>> = None;
    let mut tries = Retry::USUAL.tries();
    loop {
        let (check, known) = store.check_and_guest(&id, &guest_id).await?;
        let check = check.filter(Check::is_open).ok_or(Refusal::TableNotOpen)?;
        let windows = windows(&check, &visitor.device_id);
        let digits = check.terms.pin_length;
        let right = pin::derive(pin_key, &check.id, check.pin_rotation, digits)?;
        let fits = pin::matches(&visitor.pin, &right);
        // One try counts once, however often the commit below must be made again; a PIN
        // that was rotated meanwhile is a new lock and counts on its own. Nothing of the
        // verdict is told before the try is counted, and a wrong one is on record with it.
        if reserved.as_ref() != Some(&windows) {
            let wrong = match fits {
                true => None,
                false => Some(note(Deed::PinWrong)?),
            };
            let counted = store.reserve(&windows, wrong.as_ref(), now).await?;
            if let Err(full) = counted {
                let refusal = limited(&windows, full);
                if let Refusal::PinLimited {
                    by_phone: false,
                    retry_after,
                } = refusal
                {
                    let entry = note(Deed::PinLocked)?;
                    lock_pin(store, &check, retry_after, &entry, now).await;
                }
                return Err(refusal);
            }
            reserved = Some(windows.clone());
        }
        if !fits {
            return Err(wrong_pin(store, &windows, &by).await?);
        }
        let token = GuestToken::issue(check.id.clone(), guest_id.clone())?;
        let was_here = known.as_ref().is_some_and(Guest::is_here);
        let before = known.clone();
        let (guest, instead_of) = match seat(store, &check, known, visitor, &token, &by).await {
            Ok(seat) => seat,
            Err(refusal) => {
                // The PIN was right, so this was no guess.
                let entry = note(Deed::GuestTurnedAway)?;
                store.give_tries_back(&windows, &entry).await?;
                return Err(refusal);
            }
        };
        // What a new guest says of the party counts where staff left it open, and a name must
        // not be taken for another one's. Who joins meanwhile moves the check: then again.
        let check = match guest.version {
            1 => check.of_party(visitor.party_size),
            _ => check,
        };
        let guest = match visitor.name {
            Some(_) => guest.told_apart(&store.guests_of(&id).await?),
            None => guest,
        };
        let takes_name = match &before {
            Some(before) => guest.is_called_otherwise(before),
            None => guest.name.is_some(),
        };
        let what = match guest.version {
            1 => Deed::GuestJoined,
            _ => Deed::GuestReturned,
        };
        let mut entry = note(what)?;
        if let Some(other) = &instead_of {
            entry = entry.with("instead_of", &other.id);
        }
        let arrival = Arrival {
            guest: &guest,
            was_here,
            instead_of: instead_of.as_ref(),
            takes_name,
        };
        let joined = store.join(&check, arrival, &windows, &entry).await?;
        if joined == Joining::Changed {
            tries.again().await?;
            continue;
        }
        // As the commit left it.
        let check = if was_here && check.pin_locked_until.is_none() && !takes_name {
            check
        } else {
            Check {
                guest_count: check.guest_count + u32::from(!was_here && instead_of.is_none()),
                joined_count: check.joined_count + u32::from(guest.version == 1),
                pin_locked_until: None,
                version: check.version + 1,
                ..check
            }
        };
        return Ok(Joined {
            check,
            guest,
            token,
        });
    }
}

/// The guest as it will be written, new or the known one with its new token, and whose place
/// it takes where the session is full.
async fn seat(
    store: &Store,
    check: &Check,
    known: Option<Guest>,
    visitor: &Visitor,
    token: &GuestToken,
    by: &By,
) -> Result<(Guest, Option<Guest>), Refusal> {
    let was_here = known.as_ref().is_some_and(Guest::is_here);
    let guest = guest(check, known, visitor, token, by)?;
    if was_here || check.guest_count < MAX_GUESTS {
        return Ok((guest, None));
    }
    let instead_of = idle_guest(store, check, &guest.id, by).await?;
    let instead_of = instead_of.ok_or(DomainError::SessionFull)?;
    Ok((guest, Some(instead_of)))
}

fn guest(
    check: &Check,
    known: Option<Guest>,
    visitor: &Visitor,
    token: &GuestToken,
    by: &By,
) -> Result<Guest, Refusal> {
    if let Some(known) = known {
        // A phone that comes back on end is none.
        if known.version >= MAX_CHANGES {
            return Err(DomainError::SessionFull.into());
        }
        let back = Guest {
            name: visitor.name.clone().or(known.name),
            phone: visitor.phone.clone().or(known.phone),
            version: known.version + 1,
            ..known
        };
        return Ok(back.with_token(token.hash(), by.at));
    }
    if !visitor.may_be_new {
        return Err(Refusal::NotFound("guest"));
    }
    if check.joined_count >= MAX_JOINED {
        return Err(DomainError::SessionFull.into());
    }
    let new = Guest {
        id: token.guest.clone(),
        check_id: check.id.clone(),
        branch_id: check.branch_id.clone(),
        name: visitor.name.clone(),
        look_alike: false,
        phone: visitor.phone.clone(),
        token_hash: String::new(),
        joined_at: by.at,
        number: check.joined_count + 1,
        token_expires_at: None,
        forgotten_at: 0,
        version: 1,
    };
    Ok(new.with_token(token.hash(), by.at))
}

/// A phone of a full session that nobody uses now: whose page is open shows in who listens.
async fn idle_guest(
    store: &Store,
    check: &Check,
    newcomer: &GuestId,
    by: &By,
) -> Result<Option<Guest>, StoreError> {
    let topic = Topic::session(&check.id);
    let (guests, listeners) =
        tokio::try_join!(store.guests_of(&check.id), store.listeners(&topic))?;
    let is_connected = |id: &GuestId| {
        id == newcomer
            || listeners.iter().any(|listener| match &listener.claims {
                Claims::Guest { guest_id, .. } => guest_id == id,
                Claims::Staff { .. } | Claims::Screen { .. } => false,
            })
    };
    Ok(gives_way(&guests, is_connected, by.at).cloned())
}

fn windows(check: &Check, device_id: &str) -> Vec<Window> {
    vec![
        Window {
            what: "pin-device",
            // Hashed: the device's ID is a secret between the phone and its guest.
            who: secret::hash(device_id),
            limit: pin::DEVICE_TRIES,
            seconds: pin::DEVICE_SECONDS,
        },
        Window {
            what: "pin-session",
            who: format!("{}#{}", check.id, check.pin_rotation),
            limit: pin::SESSION_TRIES,
            seconds: pin::SESSION_SECONDS,
        },
    ]
}

/// The refusal of a wrong PIN, with the tries that the phone still has.
async fn wrong_pin(store: &Store, windows: &[Window], by: &By) -> Result<Refusal, StoreError> {
    let tries_left = match windows.first() {
        Some(phone) => Some(store.tries_left(phone, by.at).await?),
        None => None,
    };
    Ok(Refusal::PinWrong { tries_left })
}

/// Lets the floor see that a PIN is locked. Whoever moved the check meanwhile is shown at the
/// next try, and so is what the store could not write: the guest's answer does not hang on it.
async fn lock_pin(store: &Store, check: &Check, seconds: u64, entry: &AuditEntry, now: Timestamp) {
    let seconds = i64::try_from(seconds).unwrap_or(pin::SESSION_SECONDS);
    let until = now + SignedDuration::from_secs(seconds);
    let Some(locked) = check.lock_pin(until, now) else {
        return;
    };
    if let Err(error) = store.save_check(&locked, entry).await {
        let cause = crate::log::chain(&error);
        tracing::warn!(session = %check.id, cause, "a locked PIN is not shown");
    }
}

fn limited(windows: &[Window], full: Full) -> Refusal {
    let window = windows.get(full.window);
    Refusal::PinLimited {
        by_phone: window.is_some_and(|window| window.what == "pin-device"),
        retry_after: full.retry_after,
    }
}

/// Ends a phone's token. Its lines and orders stay with the party, its place is free.
///
/// # Errors
/// When the token is over, or the store fails.
pub async fn leave(store: &Store, token: &GuestToken, by: &By) -> Result<(), Refusal> {
    let mut tries = Retry::USUAL.tries();
    loop {
        let (check, guest) = admit::read_guest(store, token, by.at).await?;
        let by = by.or_rather(Actor::Guest {
            id: guest.id.clone(),
            session: check.id.clone(),
        });
        let entry = by.entry(&check.branch_id, Deed::GuestLeft)?;
        let left = store.leave(&guest.leave(), &entry.about(&check.id)).await?;
        if left {
            return Ok(());
        }
        tries.again().await?;
    }
}

/// The window in which a guest's names are counted: each is told to the whole party and put
/// on record.
fn names(check: &Check, guest: &GuestId) -> Window {
    Window {
        what: "names",
        who: format!("{}#{guest}", check.id),
        limit: NAMES,
        seconds: NAMES_SECONDS,
    }
}

/// Gives a guest another name, or none: then they are called by their number again. The guest
/// that stays as it is has that name already.
///
/// # Errors
/// `RenamedTooOften`, when the token is over, or when the store fails.
pub async fn rename(
    store: &Store,
    token: &GuestToken,
    name: Option<GuestName>,
    by: &By,
) -> Result<Guest, Refusal> {
    let mut tries = Retry::USUAL.tries();
    loop {
        let (check, guest) = admit::read_guest(store, token, by.at).await?;
        let party = store.guests_of(&check.id).await?;
        let Some(renamed) = guest.rename(name.clone(), &party) else {
            return Ok(guest);
        };
        let by = by.or_rather(Actor::Guest {
            id: guest.id,
            session: check.id.clone(),
        });
        let entry = by.entry(&check.branch_id, Deed::GuestRenamed)?;
        let (entry, window) = (entry.about(&check.id), names(&check, &renamed.id));
        let named = store.rename(&check, &renamed, &window, &entry, by.at);
        match named.await? {
            Renaming::Renamed => return Ok(renamed),
            Renaming::TooOften(Full { retry_after, .. }) => {
                return Err(Refusal::RenamedTooOften { retry_after });
            }
            Renaming::Changed => tries.again().await?,
        }
    }
}
