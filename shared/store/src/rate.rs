//! Windows in which tries are counted.
//!
//! A try is reserved before it is judged, so that a thousand parallel guesses cannot all
//! pass a counter that none of them has written yet. A try that was no abuse is given back.

use aws_sdk_dynamodb::types::AttributeValue;
use jiff::Timestamp;
use salver_domain::audit::AuditEntry;
use serde::Deserialize;

use super::batch::Found;
use super::client::Store;
use super::codec::{self, Item, read_item};
use super::commit::{Commit, Part, Refused};
use super::error::StoreError;
use super::expression::Expression;
use super::keys::{self, Key};
use super::retry::Retry;

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
    pub(super) fn key(&self) -> Key {
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

/// How a window stands. One that lacks either of these, or holds something else there, cannot
/// be read: it counts as none and is begun anew, so that it locks nobody out.
#[derive(Deserialize)]
struct Counter {
    expires_at: i64,
    tries: i64,
}

/// How many tries a window has had, as far as they count now.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Spent {
    count: i64,
    ends_at: i64,
}

impl Spent {
    /// Of a window's item. What cannot be read counts as none.
    pub(super) fn of(item: Option<Item>) -> Self {
        let counter = item.and_then(|item| read_item::<Counter>(item).ok());
        counter.map_or_else(Self::default, |counter| Self {
            count: counter.tries.max(0),
            ends_at: counter.expires_at,
        })
    }

    /// Whether the window that these are of is full for somebody who has so many.
    pub fn fill(&self, limit: u32, now: Timestamp) -> bool {
        self.ends_at > now.as_second() && self.count >= i64::from(limit)
    }

    /// Seconds until the window ends.
    pub fn wait(&self, now: Timestamp) -> u64 {
        u64::try_from(self.ends_at - now.as_second()).unwrap_or(0)
    }
}

impl Found {
    /// The tries of a window that the batch asked for.
    pub(super) fn take_spent(&mut self, window: &Window) -> Spent {
        Spent::of(self.take_item(&window.key()))
    }
}

impl Store {
    /// Counts one try in every window, or in none when one of them is full. An `entry` goes
    /// on record with the tries.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn reserve<'e>(
        &self,
        windows: &[Window],
        entry: impl Into<Option<&'e AuditEntry>>,
        now: Timestamp,
    ) -> Result<Result<(), Full>, StoreError> {
        let entry = entry.into();
        let mut tries = Retry::USUAL.tries();
        loop {
            let counted = windows.iter().enumerate();
            let commit = counted.fold(Commit::new(self), |commit, (number, window)| {
                commit.count(number, window, now)
            });
            let Err(refused) = commit.record(entry).send().await? else {
                return Ok(Ok(()));
            };
            if let Part::Window(number) = refused.part
                && let Some(full) = self.full(windows, number, refused.item, now).await?
            {
                return Ok(Err(full));
            }
            tries.again().await?;
        }
    }

    /// Commits what `begin` adds and the `entry` on record, while each of the windows has room.
    ///
    /// # Errors
    /// When the store fails, or what is begun is there already.
    pub(super) async fn begin_within<'c>(
        &'c self,
        windows: &[Window],
        entry: &AuditEntry,
        now: Timestamp,
        begin: impl Fn(Commit<'c>) -> Commit<'c>,
    ) -> Result<Result<(), Full>, StoreError> {
        let mut tries = Retry::USUAL.tries();
        loop {
            let asked = windows.iter().enumerate();
            let commit = asked.fold(Commit::new(self), |commit, (number, window)| {
                commit.ask_room(number, window, now)
            });
            let Err(refused) = begin(commit).record(entry).send().await? else {
                return Ok(Ok(()));
            };
            let Part::Window(number) = refused.part else {
                return Err(StoreError::Sdk("this has begun already".into()));
            };
            if let Some(full) = self.full(windows, number, refused.item, now).await? {
                return Ok(Err(full));
            }
            tries.again().await?;
        }
    }

    /// How many tries a window still has.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn tries_left(&self, window: &Window, now: Timestamp) -> Result<u32, StoreError> {
        let item = self.get_item(&window.key()).await?;
        let counter = item.and_then(|item| read_item::<Counter>(item).ok());
        let live = counter.filter(|counter| counter.expires_at > now.as_second());
        let tries = live.map_or(0, |counter| counter.tries.max(0));
        let left = i64::from(window.limit).saturating_sub(tries);
        Ok(u32::try_from(left).unwrap_or(0))
    }

    /// Gives back one try in every window that has one. An `entry` goes on record with it.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn give_tries_back<'e>(
        &self,
        windows: &[Window],
        entry: impl Into<Option<&'e AuditEntry>>,
    ) -> Result<(), StoreError> {
        let entry = entry.into();
        let mut windows = windows.to_vec();
        let mut tries = Retry::USUAL.tries();
        loop {
            if windows.is_empty() && entry.is_none() {
                return Ok(());
            }
            let commit = Commit::new(self).give_back(&windows).record(entry);
            match commit.send().await? {
                Err(Refused {
                    part: Part::Window(ended),
                    ..
                }) if ended < windows.len() => drop(windows.remove(ended)),
                _ => return Ok(()),
            }
            tries.at_once()?;
        }
    }

    /// The window that is full, where the `number`-th of a commit refused with `item`. `None`
    /// when that has ended or nobody can read it: it is removed, so the commit may be sent
    /// again.
    pub(super) async fn full(
        &self,
        windows: &[Window],
        number: usize,
        item: Option<Item>,
        now: Timestamp,
    ) -> Result<Option<Full>, StoreError> {
        let (Some(window), Some(item)) = (windows.get(number), item) else {
            return Ok(None);
        };
        let left = self.wait_or_forget(window, item, now).await?;
        Ok(left.map(|retry_after| Full {
            window: number,
            retry_after,
        }))
    }

    /// Seconds until the refusing window ends; one that has ended, or that nobody can read,
    /// is removed, so that the next try begins a new one.
    pub(super) async fn wait_or_forget(
        &self,
        window: &Window,
        item: Item,
        now: Timestamp,
    ) -> Result<Option<u64>, StoreError> {
        let found = item.get(EXPIRES_AT).cloned();
        let counter = read_item::<Counter>(item).ok();
        let left = counter.map_or(0, |counter| counter.expires_at - now.as_second());
        match u64::try_from(left) {
            Ok(left) if left > 0 => Ok(Some(left)),
            _ => self.forget(window, found).await.map(|()| None),
        }
    }

    /// Removes a window that has ended, unless somebody began a new one.
    async fn forget(
        &self,
        window: &Window,
        expires_at: Option<AttributeValue>,
    ) -> Result<(), StoreError> {
        let same = match expires_at {
            Some(end) => Expression::new("expires_at = :end").value(":end", end),
            None => Expression::new("attribute_not_exists(expires_at)"),
        };
        let commit = Commit::new(self).delete(Part::Window(0), &window.key(), same);
        commit.send().await.map(drop)
    }
}

/// When a window ends, in seconds since 1970.
const EXPIRES_AT: &str = "expires_at";

impl Commit<'_> {
    /// Counts a try in a window, the `number`-th of this commit; refused when it is full, has
    /// ended, or holds something that is no count.
    pub(super) fn count(self, number: usize, window: &Window, now: Timestamp) -> Self {
        let update =
            Expression::new("SET expires_at = if_not_exists(expires_at, :end) ADD tries :one")
                .value(":end", codec::number(now.as_second() + window.seconds))
                .value(":one", codec::number(1))
                .value(":limit", codec::number(window.limit))
                .value(":now", codec::number(now.as_second()));
        let room = "attribute_not_exists(pk) or (tries < :limit and expires_at > :now)";
        self.update(Part::Window(number), &window.key(), update, room)
    }

    /// Asks that a window is not full, the `number`-th of this commit. One that cannot be read
    /// refuses too: [`Store::wait_or_forget`] tells them apart.
    pub(super) fn ask_room(self, number: usize, window: &Window, now: Timestamp) -> Self {
        let room = "attribute_not_exists(pk) or expires_at <= :now or tries < :limit";
        let room = Expression::new(room)
            .value(":limit", codec::number(window.limit))
            .value(":now", codec::number(now.as_second()));
        self.ask(Part::Window(number), &window.key(), room)
    }

    /// Gives a reserved try back in each of these windows, by their place in the list;
    /// refused where there is none to give back.
    pub(super) fn give_back(self, windows: &[Window]) -> Self {
        windows
            .iter()
            .enumerate()
            .fold(self, |commit, (number, window)| {
                let update = Expression::new("ADD tries :back")
                    .value(":back", codec::number(-1))
                    .value(":zero", codec::number(0));
                commit.update(Part::Window(number), &window.key(), update, "tries > :zero")
            })
    }
}
