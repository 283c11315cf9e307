//! Branches: profile, menu, availability, tables.

use std::io::{Read, Write};
use std::sync::Arc;

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
use salver_domain::id::{BranchId, TableCode, TableId};
use salver_domain::menu::{Menu, Stock};
use salver_domain::table::Table;

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

/// The most branches that a process keeps: with 200 KB of menu each, they are a few megabytes.
const MAX_REMEMBERED: usize = 32;

/// A branch in memory.
#[derive(Debug, Clone)]
struct Remembered {
    branch: Arc<Branch>,
    /// When it was read, if its reader said so.
    read_at: Option<Timestamp>,
}

/// The branches that were used last, as last read. [`Stock`] says whether they are still
/// right, or their age.
#[derive(Debug, Default)]
pub(super) struct BranchCache {
    branches: Recent<BranchId, Remembered, MAX_REMEMBERED>,
    /// Those whose time zone is unknown, which was said once.
    odd_zones: Recent<BranchId, (), MAX_REMEMBERED>,
}

impl BranchCache {
    /// Says in the log that hours and days of a branch are wrong, once for each process.
    fn tell_odd_zone(&self, Profile { id, time_zone, .. }: &Profile) {
        if !time_zone.is_known() && self.odd_zones.insert(id.clone(), ()).is_none() {
            let zone = time_zone.name();
            tracing::error!(branch = %id, zone, "unknown time zone, UTC stands in");
        }
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
        key: keys::MENU.to_owned(),
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
        let profile = self.get(&keys::profile(branch)).await?;
        Ok(profile.inspect(|profile| self.branches().tell_odd_zone(profile)))
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
        self.branches().branches.get(id).map(|known| known.branch)
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
        let is_fresh = |known: &Remembered| {
            let read_at = known.read_at.map(Timestamp::as_second);
            read_at.is_some_and(|at| now.as_second() - at < STALE_SECONDS)
        };
        match self.branches().branches.get(id).filter(is_fresh) {
            Some(known) => Ok(Some(known.branch)),
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
        self.branches().tell_odd_zone(&branch.profile);
        let remembered = Remembered {
            branch: Arc::clone(&branch),
            read_at,
        };
        self.branches().branches.insert(id.clone(), remembered);
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
