//! Branches: profile, menu, availability, tables.

use std::collections::HashMap;
use std::io::Read;
use std::sync::{Arc, Mutex, PoisonError};

use flate2::read::GzDecoder;
use jiff::civil::{Date, DateTime};
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

use super::batch::Found;
use super::client::Store;
use super::codec::read_item;
use super::error::StoreError;
use super::keys;
use crate::domain::id::{BranchId, BrandId, TableCode, TableId};
use crate::domain::menu::{Menu, Stock};
use crate::domain::money::Currency;
use crate::domain::settings::Settings;
use crate::domain::table::Table;

/// What a branch is and how it works.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Profile {
    /// Its ID.
    pub id: BranchId,
    /// Its chain.
    pub brand_id: BrandId,
    /// The chain's name.
    pub brand_name: String,
    /// Its name.
    pub name: String,
    /// Of all its prices.
    pub currency: Currency,
    /// IANA name of its time zone.
    pub time_zone: String,
    /// Local hour at which its business day ends, 0 to 23; before it, it is still yesterday.
    pub closing_hour: i8,
    /// Minutes after which an order is urgent.
    pub urgent_minutes: u32,
    /// Minutes after which an order is critical.
    pub critical_minutes: u32,
    /// Whether orders are accepted without a person.
    pub auto_accept: bool,
    /// Digits of a session's PIN, 4 to 6.
    pub pin_length: u8,
    /// Whether anybody may read the list of its tables with their codes.
    #[serde(default)]
    pub table_list: bool,
    /// Grows with every change.
    pub version: u64,
}

impl Profile {
    /// What its manager may change.
    pub fn settings(&self) -> Settings {
        Settings {
            auto_accept: self.auto_accept,
            urgent_minutes: self.urgent_minutes,
            critical_minutes: self.critical_minutes,
            table_list: self.table_list,
        }
    }

    /// The next version, which works so.
    #[must_use]
    pub fn with(self, settings: Settings) -> Self {
        let Settings {
            auto_accept,
            urgent_minutes,
            critical_minutes,
            table_list,
        } = settings;
        Self {
            auto_accept,
            urgent_minutes,
            critical_minutes,
            table_list,
            version: self.version + 1,
            ..self
        }
    }

    /// What the branch's clock shows at `at`. An unknown time zone counts as UTC.
    fn clock(&self, at: Timestamp) -> DateTime {
        let zone = TimeZone::get(&self.time_zone).unwrap_or(TimeZone::UTC);
        at.to_zoned(zone).datetime()
    }

    /// The date of the business day that `now` belongs to.
    pub fn business_date(&self, now: Timestamp) -> Date {
        // By the clock on the wall, also on the night that it is put forward or back.
        let closing = SignedDuration::from_hours(i64::from(self.closing_hour));
        self.clock(now).saturating_sub(closing).date()
    }

    /// The business day that `now` belongs to, `2026-11-20`.
    pub fn business_day(&self, now: Timestamp) -> String {
        self.business_date(now).to_string()
    }

    /// The hour on the branch's clock at `at`, 0 to 23.
    pub fn hour(&self, at: Timestamp) -> u8 {
        self.clock(at).hour().unsigned_abs()
    }

    /// The hours of a business day in their order, from its first.
    pub fn hours(&self) -> impl Iterator<Item = u8> {
        let first = self.closing_hour.unsigned_abs();
        (0..24).map(move |later| (first + later) % 24)
    }
}

/// A branch as functions keep it in memory between calls.
#[derive(Debug)]
pub struct Branch {
    /// How it works.
    pub profile: Profile,
    /// What it sells.
    pub menu: Menu,
}

/// How long a branch counts as it was read where nobody asks [`Stock`] about it, in seconds.
const STALE_SECONDS: i64 = 60;

/// A branch in memory.
#[derive(Debug)]
struct Remembered {
    branch: Arc<Branch>,
    /// When it was read, if its reader said so.
    read_at: Option<Timestamp>,
}

/// Branches by ID, as last read. [`Stock`] says whether they are still right, or their age.
#[derive(Debug, Default)]
pub(super) struct BranchCache(Mutex<HashMap<BranchId, Remembered>>);

impl BranchCache {
    fn map(&self) -> std::sync::MutexGuard<'_, HashMap<BranchId, Remembered>> {
        // The map is whole after a panic elsewhere: entries are swapped, never edited.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A menu as it is stored: 150 items shrink from 60 KB to about 9.
#[derive(Serialize, Deserialize)]
pub(super) struct MenuItem {
    pub(super) version: u64,
    /// The menu as JSON, gzip.
    #[serde(with = "serde_bytes")]
    pub(super) body: Vec<u8>,
}

fn unpack_menu(item: &MenuItem) -> Result<Menu, StoreError> {
    let broken = |source: std::io::Error| StoreError::Corrupt {
        key: keys::MENU.to_owned(),
        source: Box::new(source),
    };
    let mut json = Vec::new();
    GzDecoder::new(item.body.as_slice())
        .read_to_end(&mut json)
        .map_err(broken)?;
    serde_json::from_slice(&json).map_err(|e| broken(e.into()))
}

/// Where a table code leads.
#[derive(Serialize, Deserialize)]
pub(super) struct CodeItem {
    pub(super) branch_id: BranchId,
    pub(super) table_id: TableId,
}

impl Store {
    /// A branch's profile, fresh.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn profile(&self, branch: &BranchId) -> Result<Option<Profile>, StoreError> {
        self.get(&keys::profile(branch)).await
    }

    /// A branch's availability, fresh.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn stock(&self, branch: &BranchId) -> Result<Option<Stock>, StoreError> {
        self.get(&keys::stock(branch)).await
    }

    /// The branch as it is in memory, if it is there at all.
    pub fn remembered_branch(&self, id: &BranchId) -> Option<Arc<Branch>> {
        let map = self.branches().map();
        map.get(id).map(|known| Arc::clone(&known.branch))
    }

    /// The branch as it was within the last minute before `now`: for what follows a stream
    /// and reads no [`Stock`].
    ///
    /// # Errors
    /// When the store fails.
    pub async fn recent_branch(
        &self,
        id: &BranchId,
        now: Timestamp,
    ) -> Result<Option<Arc<Branch>>, StoreError> {
        let is_fresh = |known: &&Remembered| {
            let read_at = known.read_at.map(Timestamp::as_second);
            read_at.is_some_and(|at| now.as_second() - at < STALE_SECONDS)
        };
        let known = {
            let map = self.branches().map();
            let fresh = map.get(id).filter(is_fresh);
            fresh.map(|known| Arc::clone(&known.branch))
        };
        match known {
            Some(branch) => Ok(Some(branch)),
            None => self.read_branch(id, Some(now)).await,
        }
    }

    /// The branch at the versions that `stock` names: from memory, or read again.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn branch(
        &self,
        id: &BranchId,
        stock: &Stock,
    ) -> Result<Option<Arc<Branch>>, StoreError> {
        let fits = |b: &Arc<Branch>| {
            b.menu.version >= stock.menu_version && b.profile.version >= stock.profile_version
        };
        if let Some(branch) = self.remembered_branch(id).filter(fits) {
            return Ok(Some(branch));
        }
        self.load_branch(id).await
    }

    /// Reads profile and menu and keeps them in memory.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn load_branch(&self, id: &BranchId) -> Result<Option<Arc<Branch>>, StoreError> {
        self.read_branch(id, None).await
    }

    async fn read_branch(
        &self,
        id: &BranchId,
        read_at: Option<Timestamp>,
    ) -> Result<Option<Arc<Branch>>, StoreError> {
        let (profile, menu) = (keys::profile(id), keys::menu(id));
        let mut found = self.batch_get(&[profile.clone(), menu.clone()]).await?;
        let branch = match (found.take(&profile)?, found.take::<MenuItem>(&menu)?) {
            (Some(profile), Some(item)) => Arc::new(Branch {
                profile,
                menu: unpack_menu(&item)?,
            }),
            _ => return Ok(None),
        };
        let remembered = Remembered {
            branch: Arc::clone(&branch),
            read_at,
        };
        self.branches().map().insert(id.clone(), remembered);
        Ok(Some(branch))
    }

    /// The table that a code leads to.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn table_by_code(&self, code: &TableCode) -> Result<Option<Table>, StoreError> {
        let Some(target) = self.get::<CodeItem>(&keys::table_code(code)).await? else {
            return Ok(None);
        };
        let table = self.table_of(&target.branch_id, &target.table_id).await?;
        // A code that was re-issued may linger; the table says which one counts.
        Ok(table.filter(|t| &t.code == code))
    }

    /// A table.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn table_of(
        &self,
        branch: &BranchId,
        id: &TableId,
    ) -> Result<Option<Table>, StoreError> {
        self.get(&keys::table(branch, id)).await
    }

    /// A branch's tables in their order.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn tables(&self, branch: &BranchId) -> Result<Vec<Table>, StoreError> {
        let items = self
            .query(&keys::branch_partition(branch), keys::TABLE_PREFIX)
            .await?;
        let mut tables = items
            .into_iter()
            .map(read_item)
            .collect::<Result<Vec<Table>, StoreError>>()?;
        tables.sort_by_key(|t| t.position);
        Ok(tables)
    }
}

impl Found {
    /// The availability of a branch, when the batch asked for it.
    pub(super) fn take_stock(&mut self, branch: &BranchId) -> Result<Option<Stock>, StoreError> {
        self.take(&keys::stock(branch))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn profile(time_zone: &str, closing_hour: i8) -> Profile {
        Profile {
            id: "lane".parse().unwrap(),
            brand_id: "b".parse().unwrap(),
            brand_name: String::new(),
            name: String::new(),
            currency: Currency::INR,
            time_zone: time_zone.to_owned(),
            closing_hour,
            urgent_minutes: 10,
            critical_minutes: 15,
            auto_accept: false,
            pin_length: 4,
            table_list: false,
            version: 1,
        }
    }

    fn day(closing_hour: i8, at: &str) -> String {
        profile("Asia/Kolkata", closing_hour).business_day(at.parse().unwrap())
    }

    #[test]
    fn the_business_day_ends_at_the_closing_hour_of_the_branch() {
        // 22:29 UTC is 03:59 in Kolkata.
        assert_eq!(day(4, "2026-11-20T22:29:59Z"), "2026-11-20");
        assert_eq!(day(4, "2026-11-20T22:30:00Z"), "2026-11-21");
        assert_eq!(day(0, "2026-11-20T18:30:00Z"), "2026-11-21");
    }

    /// In Berlin the clock goes from 2 to 3 on 2026-03-29 and from 3 to 2 on 2026-10-25.
    #[test]
    fn the_business_day_follows_the_clock_when_it_is_changed() {
        let berlin = profile("Europe/Berlin", 4);
        for (at, day, hour) in [
            ("2026-03-29T01:59:59Z", "2026-03-28", 3),
            ("2026-03-29T02:00:00Z", "2026-03-29", 4),
            ("2026-10-25T02:59:59Z", "2026-10-24", 3),
            ("2026-10-25T03:00:00Z", "2026-10-25", 4),
        ] {
            let at = at.parse().unwrap();
            assert_eq!(
                (berlin.business_day(at).as_str(), berlin.hour(at)),
                (day, hour)
            );
        }
    }

    #[test]
    fn the_hours_begin_when_the_day_does() {
        let hours: Vec<_> = profile("UTC", 22).hours().collect();
        assert_eq!((hours.len(), &hours[..3]), (24, &[22, 23, 0][..]));
        assert_eq!(profile("nowhere", 0).hours().next(), Some(0));
    }
}
