//! Guests: join, come back, take another name, leave.

use super::check::Counted;
use super::client::Store;
use super::codec::{read_item, write_item};
use super::commit::{Commit, Part, Refused};
use super::error::StoreError;
use super::expression::Expression;
use super::keys;
use super::rate::{Full, Window};
use super::retry::Retry;
use jiff::Timestamp;
use salver_domain::audit::AuditEntry;
use salver_domain::check::Check;
use salver_domain::guest::Guest;
use salver_domain::id::{CheckId, GuestId};

/// How joining ended.
#[derive(Debug, PartialEq, Eq)]
pub enum Joining {
    /// The guest is in.
    Joined,
    /// Somebody joined, the PIN changed or the session closed meanwhile: look again.
    Changed,
}

/// How taking another name ended.
#[derive(Debug, PartialEq, Eq)]
pub enum Renaming {
    /// The guest is called so.
    Renamed,
    /// The guest has taken too many names.
    TooOften(Full),
    /// The guest or the session moved meanwhile: look again.
    Changed,
}

/// A phone that comes to a session, new (version 1) or back with a new token.
#[derive(Debug, Clone, Copy)]
pub struct Arrival<'a> {
    /// As it will be written.
    pub guest: &'a Guest,
    /// Whether it has a place already.
    pub was_here: bool,
    /// Whose place it takes, where the session is full.
    pub instead_of: Option<&'a Guest>,
    /// Whether it takes a name that it did not have: told apart from those that the party had
    /// when the check was read.
    pub takes_name: bool,
}

impl Store {
    /// A session and one of its guests, in one round trip.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn check_and_guest(
        &self,
        check: &CheckId,
        guest: &GuestId,
    ) -> Result<(Option<Check>, Option<Guest>), StoreError> {
        let (check_key, guest_key) = (keys::check(check), keys::guest(check, guest));
        let mut found = self
            .batch_get(&[check_key.clone(), guest_key.clone()])
            .await?;
        Ok((found.take(&check_key)?, found.take(&guest_key)?))
    }

    /// Everybody who ever joined a session.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn guests_of(&self, check: &CheckId) -> Result<Vec<Guest>, StoreError> {
        let items = self
            .query(&keys::check_partition(check), keys::GUEST_PREFIX)
            .await?;
        items.into_iter().map(read_item).collect()
    }

    /// Lets a phone in that proved the PIN of `check`. The tries that `windows` reserved are
    /// given back in the same commit: only wrong ones count.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn join(
        &self,
        check: &Check,
        arrival: Arrival<'_>,
        windows: &[Window],
        entry: &AuditEntry,
    ) -> Result<Joining, StoreError> {
        let mut windows = windows.to_vec();
        let Arrival {
            guest,
            was_here,
            instead_of,
            takes_name,
        } = arrival;
        let left = instead_of.map(Guest::leave);
        let mut tries = Retry::USUAL.tries();
        loop {
            let mut commit = Commit::new(self).save_guest(guest);
            commit = if was_here && check.pin_locked_until.is_none() && !takes_name {
                commit.ask_open(check)
            } else {
                let counted = Counted {
                    joins: guest.version == 1,
                    more: !was_here && left.is_none(),
                    takes_name,
                };
                commit.count_guest(check, counted)
            };
            if let Some(left) = &left {
                commit = commit.save_guest(left);
            }
            let commit = commit.give_back(&windows).record(entry);
            match commit.send().await? {
                Ok(()) => return Ok(Joining::Joined),
                // That window has ended, so there is nothing to give back.
                Err(Refused {
                    part: Part::Window(ended),
                    ..
                }) if ended < windows.len() => drop(windows.remove(ended)),
                Err(_) => return Ok(Joining::Changed),
            }
            tries.at_once()?;
        }
    }

    /// Writes a guest who took another name ([`Guest::rename`]), told apart from those that
    /// the party had when `check` was read, and counts it in `window`.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn rename(
        &self,
        check: &Check,
        renamed: &Guest,
        window: &Window,
        entry: &AuditEntry,
        now: Timestamp,
    ) -> Result<Renaming, StoreError> {
        let commit = Commit::new(self)
            .count(0, window, now)
            .save_guest(renamed)
            .move_as_seen(check);
        let Err(refused) = commit.record(entry).send().await? else {
            return Ok(Renaming::Renamed);
        };
        if let Part::Window(number) = refused.part {
            let windows = std::slice::from_ref(window);
            if let Some(full) = self.full(windows, number, refused.item, now).await? {
                return Ok(Renaming::TooOften(full));
            }
        }
        Ok(Renaming::Changed)
    }

    /// Writes a guest who left ([`Guest::leave`]), whose place is free from then on. `false`
    /// when the guest moved meanwhile.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn leave(&self, left: &Guest, entry: &AuditEntry) -> Result<bool, StoreError> {
        let commit = Commit::new(self)
            .save_guest(left)
            .count_leaving(&left.check_id);
        commit.record(entry).stands().await
    }
}

impl Commit<'_> {
    /// Writes a guest who is new, or moved on by one version.
    pub(super) fn save_guest(self, guest: &Guest) -> Self {
        let item = write_item(&keys::guest(&guest.check_id, &guest.id), guest);
        self.put(Part::Guest, item, Expression::before(guest.version))
    }
}
