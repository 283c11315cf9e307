//! Guests: join, come back, leave.

use jiff::Timestamp;

use super::client::Store;
use super::codec::{read_item, write_item};
use super::error::StoreError;
use super::keys;
use super::rate::Window;
use super::transaction::{Expression, Outcome, Transaction};
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

    /// All guests that a session has had.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn guests(&self, check: &CheckId) -> Result<Vec<Guest>, StoreError> {
        let partition = keys::check_partition(check);
        let items = self.query(&partition, keys::GUEST_PREFIX).await?;
        items.into_iter().map(read_item).collect()
    }

    /// Lets a phone in that proved the PIN of `check`. A new one (version 1) is counted on
    /// the check, and what it says of the party's size is kept if nobody said it before; one
    /// that comes back gets its new token. The tries that `windows`
    /// reserved are given back in the same commit: only wrong ones count.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn join(
        &self,
        check: &Check,
        guest: &Guest,
        windows: &[Window],
        now: Timestamp,
    ) -> Result<Joining, StoreError> {
        let item = write_item(&keys::guest(&guest.check_id, &guest.id), guest)?;
        let mut transaction = Transaction::default();
        transaction = if guest.version == 1 {
            transaction
                .put(
                    self.table(),
                    item,
                    Expression::new("attribute_not_exists(pk)"),
                )?
                .count_guest(self.table(), check)?
        } else {
            let before = Expression::at_version(guest.version - 1);
            transaction
                .put(self.table(), item, before)?
                .check_open(self.table(), check)?
        };
        for window in windows {
            transaction = transaction.give_back(self.table(), window, now)?;
        }
        match self.commit(transaction).await? {
            Outcome::Committed => Ok(Joining::Joined),
            Outcome::Refused { .. } => Ok(Joining::Changed),
        }
    }

    /// Writes a guest who moved on by one version. `false` when it moved meanwhile.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn save_guest(&self, guest: &Guest) -> Result<bool, StoreError> {
        let item = write_item(&keys::guest(&guest.check_id, &guest.id), guest)?;
        let before = Expression::at_version(guest.version - 1);
        let transaction = Transaction::default().put(self.table(), item, before)?;
        Ok(matches!(
            self.commit(transaction).await?,
            Outcome::Committed
        ))
    }
}
