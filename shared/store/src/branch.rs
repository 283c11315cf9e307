//! Branches: profile, menu, availability, tables.

use std::io::{Read, Write};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use flate2::Compression;
use flate2::read::GzDecoder;
use flate2::write::GzEncoder;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::batch::Found;
use super::client::Store;
use super::codec::read_item;
use super::error::StoreError;
use super::keys;
use super::recent::Recent;
use salver_domain::branch::Profile;
use salver_domain::id::{BranchId, BrandId, TableCode, TableId};
use salver_domain::menu::{Menu, Stock};
use salver_domain::table::Table;

/// A branch as functions keep it in memory between calls.
#[derive(Debug, Clone)]
pub struct Branch {
    /// How it works.
    pub profile: Arc<Profile>,
    /// What it sells.
    pub menu: Arc<Menu>,
}

/// How long a profile counts as it was read where nobody asks [`Stock`] about it, in seconds.
const STALE_SECONDS: i64 = 60;
/// Profiles that a process remembers.
const MAX_PROFILES: usize = 256;
/// Menus that a process remembers: some 100 KB each.
const MAX_MENUS: usize = 32;

/// A profile in memory.
#[derive(Debug)]
struct Remembered {
    profile: Arc<Profile>,
    /// When it was read, if its reader said so.
    read_at: Option<Timestamp>,
}

/// What a process remembers of branches. A menu's version never changes, so it is right for
/// ever; whether a profile is still right is said by [`Stock`], or by its age.
#[derive(Debug)]
pub(super) struct BranchCache {
    profiles: Mutex<Recent<BranchId, Remembered>>,
    menus: Mutex<Recent<(BrandId, u64), Arc<Menu>>>,
    /// Those whose time zone is unknown, which was said once.
    odd_zones: Mutex<Recent<BranchId, ()>>,
}

impl Default for BranchCache {
    fn default() -> Self {
        Self {
            profiles: Mutex::new(Recent::new(MAX_PROFILES)),
            menus: Mutex::new(Recent::new(MAX_MENUS)),
            odd_zones: Mutex::new(Recent::new(MAX_PROFILES)),
        }
    }
}

/// What a cache holds is whole after a panic elsewhere: entries are swapped, never edited.
fn lock<T>(cache: &Mutex<T>) -> MutexGuard<'_, T> {
    cache.lock().unwrap_or_else(PoisonError::into_inner)
}

impl BranchCache {
    fn profile(&self, id: &BranchId) -> Option<Arc<Profile>> {
        let mut profiles = lock(&self.profiles);
        profiles.get(id).map(|known| Arc::clone(&known.profile))
    }

    fn menu(&self, brand: &BrandId, version: u64) -> Option<Arc<Menu>> {
        lock(&self.menus).get(&(brand.clone(), version)).cloned()
    }

    /// Says in the log that hours and days of a branch are wrong, once for each process.
    fn tell_odd_zone(&self, Profile { id, time_zone, .. }: &Profile) {
        if !time_zone.is_known() && !lock(&self.odd_zones).insert(id.clone(), ()) {
            let zone = time_zone.name();
            tracing::error!(branch = %id, zone, "unknown time zone, UTC stands in");
        }
    }

    fn remember(&self, profile: Profile, read_at: Option<Timestamp>) -> Arc<Profile> {
        self.tell_odd_zone(&profile);
        let profile = Arc::new(profile);
        let remembered = Remembered {
            profile: Arc::clone(&profile),
            read_at,
        };
        lock(&self.profiles).insert(profile.id.clone(), remembered);
        profile
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

pub(super) fn pack_menu(menu: &Menu) -> Result<MenuItem, StoreError> {
    let broken = |source: std::io::Error| StoreError::Corrupt {
        key: keys::MENU_PREFIX.to_owned(),
        source: Box::new(source),
    };
    let json = serde_json::to_vec(menu).map_err(|e| broken(e.into()))?;
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(&json).map_err(broken)?;
    let body = encoder.finish().map_err(broken)?;
    Ok(MenuItem {
        version: menu.version,
        body,
    })
}

fn unpack_menu(item: &MenuItem) -> Result<Menu, StoreError> {
    let broken = |source: std::io::Error| StoreError::Corrupt {
        key: keys::MENU_PREFIX.to_owned(),
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
        let profile = self.get(&keys::profile(branch)).await?;
        if let Some(profile) = &profile {
            self.branches().tell_odd_zone(profile);
        }
        Ok(profile)
    }

    /// A branch's availability, fresh.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn stock(&self, branch: &BranchId) -> Result<Option<Stock>, StoreError> {
        self.get(&keys::stock(branch)).await
    }

    /// A branch's profile as this process read it last, however long ago that is.
    pub fn remembered_profile(&self, id: &BranchId) -> Option<Arc<Profile>> {
        self.branches().profile(id)
    }

    /// The profile as it was within the last minute before `now`: for what follows a stream
    /// and reads no [`Stock`].
    ///
    /// # Errors
    /// When the store fails.
    pub async fn recent_profile(
        &self,
        id: &BranchId,
        now: Timestamp,
    ) -> Result<Option<Arc<Profile>>, StoreError> {
        let is_fresh = |known: &&Remembered| {
            let read_at = known.read_at.map(Timestamp::as_second);
            read_at.is_some_and(|at| now.as_second() - at < STALE_SECONDS)
        };
        let known = {
            let mut profiles = lock(&self.branches().profiles);
            let fresh = profiles.get(id).filter(is_fresh);
            fresh.map(|known| Arc::clone(&known.profile))
        };
        if known.is_some() {
            return Ok(known);
        }
        let key = keys::profile(id);
        let found = self
            .batch_get(std::slice::from_ref(&key))
            .await?
            .take(&key)?;
        Ok(found.map(|profile| self.branches().remember(profile, Some(now))))
    }

    /// The branch at the versions that `stock` names: from memory, or what of it this
    /// process does not know read in one round trip.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn branch(&self, id: &BranchId, stock: &Stock) -> Result<Option<Branch>, StoreError> {
        let known = self.branches();
        let profile = known.profile(id);
        let profile = profile.filter(|p| p.version >= stock.profile_version);
        let menu = known.menu(&stock.brand_id, stock.menu_version);
        let keys = (
            keys::profile(id),
            keys::menu(&stock.brand_id, stock.menu_version),
        );
        let wanted = [
            profile.is_none().then_some(&keys.0),
            menu.is_none().then_some(&keys.1),
        ];
        let wanted: Vec<_> = wanted.into_iter().flatten().cloned().collect();
        let mut found = match wanted.is_empty() {
            true => Found::default(),
            false => self.batch_get(&wanted).await?,
        };
        let profile = match profile {
            Some(profile) => Some(profile),
            None => found
                .take(&keys.0)?
                .map(|profile| known.remember(profile, None)),
        };
        let menu = match (menu, found.take::<MenuItem>(&keys.1)?) {
            (None, Some(item)) => {
                let menu = Arc::new(unpack_menu(&item)?);
                let name = (stock.brand_id.clone(), menu.version);
                lock(&known.menus).insert(name, Arc::clone(&menu));
                Some(menu)
            }
            (menu, _) => menu,
        };
        let both = profile.zip(menu);
        Ok(both.map(|(profile, menu)| Branch { profile, menu }))
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
