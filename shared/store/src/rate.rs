//! Windows in which tries are counted.
//!
//! A try is reserved before it is judged, so that a thousand parallel guesses cannot all
//! pass a counter that none of them has written yet. A try that was no abuse is given back.

use jiff::Timestamp;
use serde::Deserialize;

use super::client::Store;
use super::codec::{Item, number, read_item};
use super::error::StoreError;
use super::keys::{self, Key};
use super::transaction::{Expression, Outcome, Transaction};

/// A counter with its limit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Window {
    /// What is counted, `pin-device`.
    pub what: &'static str,
    /// Whose tries.
    pub who: String,
    /// So many are allowed.
    pub limit: u32,
    /// Length in seconds, from the first try.
    pub seconds: i64,
}

impl Window {
    fn key(&self) -> Key {
        keys::rate(self.what, &self.who)
    }
}

/// A window that is full.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Full {
    /// Which of the windows that were asked, from 0.
    pub window: usize,
    /// Seconds until it ends.
    pub retry_after: u64,
}

#[derive(Deserialize)]
struct Counter {
    expires_at: i64,
    #[serde(default)]
    tries: u32,
}

/// How often a reservation is tried when others clear the same window that has ended.
const MAX_TRIES: u32 = 12;

impl Store {
    /// Counts one try in every window, or in none when one of them is full.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn reserve(
        &self,
        windows: &[Window],
        now: Timestamp,
    ) -> Result<Result<(), Full>, StoreError> {
        for _ in 0..MAX_TRIES {
            let mut transaction = Transaction::default();
            for window in windows {
                transaction = transaction.count(self.table(), window, now)?;
            }
            match self.commit(transaction).await? {
                Outcome::Committed => return Ok(Ok(())),
                Outcome::Refused { action, item } => {
                    let (Some(window), Some(item)) = (windows.get(action), item) else {
                        continue;
                    };
                    if let Some(retry_after) = self.wait_or_forget(window, item, now).await? {
                        return Ok(Err(Full {
                            window: action,
                            retry_after,
                        }));
                    }
                }
            }
        }
        Err(StoreError::Contended)
    }

    /// How many tries a window still has.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn tries_left(&self, window: &Window, now: Timestamp) -> Result<u32, StoreError> {
        let counter: Option<Counter> = self.get(&window.key()).await?;
        let tries = counter
            .filter(|c| c.expires_at > now.as_second())
            .map_or(0, |c| c.tries);
        Ok(window.limit.saturating_sub(tries))
    }

    /// Gives back one try in every window.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn give_tries_back(
        &self,
        windows: &[Window],
        now: Timestamp,
    ) -> Result<(), StoreError> {
        let mut transaction = Transaction::default();
        for window in windows {
            transaction = transaction.give_back(self.table(), window, now)?;
        }
        self.commit(transaction).await.map(drop)
    }

    /// Seconds until the refusing window ends; one that has ended is removed, so that the
    /// next try begins a new one.
    pub(super) async fn wait_or_forget(
        &self,
        window: &Window,
        item: Item,
        now: Timestamp,
    ) -> Result<Option<u64>, StoreError> {
        let counter: Counter = read_item(item)?;
        match u64::try_from(counter.expires_at - now.as_second()) {
            Ok(left) if left > 0 => Ok(Some(left)),
            _ => self.forget(window, counter.expires_at).await.map(|()| None),
        }
    }

    /// Removes a window that has ended, unless somebody began a new one.
    async fn forget(&self, window: &Window, expires_at: i64) -> Result<(), StoreError> {
        let transaction =
            Transaction::default().delete_expired(self.table(), &window.key(), expires_at)?;
        self.tidy(transaction).await.map(drop)
    }
}

impl Transaction {
    /// Counts a try; refused when the window is full or has ended.
    pub(super) fn count(
        self,
        table: &str,
        window: &Window,
        now: Timestamp,
    ) -> Result<Self, StoreError> {
        let update =
            Expression::new("SET expires_at = if_not_exists(expires_at, :end) ADD tries :one")
                .value(":end", number(now.as_second() + window.seconds))
                .value(":one", number(1))
                .value(":limit", number(window.limit))
                .value(":now", number(now.as_second()));
        let room = "attribute_not_exists(pk) or (tries < :limit and expires_at > :now)";
        self.update(table, &window.key(), update, room)
    }

    /// Gives a reserved try back.
    pub(super) fn give_back(
        self,
        table: &str,
        window: &Window,
        now: Timestamp,
    ) -> Result<Self, StoreError> {
        let update =
            Expression::new("SET expires_at = if_not_exists(expires_at, :end) ADD tries :back")
                .value(":end", number(now.as_second() + window.seconds))
                .value(":back", number(-1));
        self.update(table, &window.key(), update, "")
    }

    fn delete_expired(self, table: &str, key: &Key, expires_at: i64) -> Result<Self, StoreError> {
        let same = Expression::new("expires_at = :end").value(":end", number(expires_at));
        self.delete_if(table, key, same)
    }
}
