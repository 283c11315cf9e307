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
use salver_domain::branch::Profile;
use salver_domain::id::{BranchId, TableCode, TableId};
use salver_domain::menu::Menu;
use salver_domain::stock::Stock;
use salver_domain::table::Table;

/// A branch as functions keep it in memory between calls.
#[derive(Debug, Clone)]
pub struct Branch {
    /// How it works.
    pub profile: Arc<Profile>,
    /// What it sells.
    pub menu: Arc<Menu>,
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

pub(super) fn unpack_menu(item: &MenuItem) -> Result<Menu, StoreError> {
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
        let known = self.branches().fresh_profile(id, now);
        if known.is_some() {
            return Ok(known);
        }
        let key = keys::profile(id);
        let found = self
            .batch_get(std::slice::from_ref(&key))
            .await?
            .take(&key)?;
        Ok(found.map(|profile| self.branches().remember_profile(profile, Some(now))))
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
                .map(|profile| known.remember_profile(profile, None)),
        };
        let menu = match (menu, found.take::<MenuItem>(&keys.1)?) {
            (None, Some(item)) => {
                let menu = Arc::new(unpack_menu(&item)?);
                known.remember_menu(&stock.brand_id, &menu);
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
