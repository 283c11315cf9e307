//! Branches: their profile, and a branch whole as functions keep it in memory.

use std::sync::Arc;

use jiff::Timestamp;

use super::batch::Found;
use super::branch_cache::BranchCache;
use super::client::Store;
use super::codec::read_packed;
use super::error::StoreError;
use super::keys;
use super::menu_item::{MenuItem, unpack_menu};
use salver_domain::branch::Profile;
use salver_domain::id::BranchId;
use salver_domain::menu::Menu;
use salver_domain::overrides::Overrides;
use salver_domain::stock::Stock;

/// A branch as functions keep it in memory between calls.
#[derive(Debug, Clone)]
pub struct Branch {
    /// How it works.
    pub profile: Arc<Profile>,
    /// What it sells, at its own prices and in its own currency.
    pub menu: Arc<Menu>,
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
        self.recent_profile_from(id, 0, now).await
    }

    /// The same, of that version or a later one: for who has read something that was decided by it.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn recent_profile_from(
        &self,
        id: &BranchId,
        version: u64,
        now: Timestamp,
    ) -> Result<Option<Arc<Profile>>, StoreError> {
        let known = self.branches().fresh_profile(id, now);
        let known = known.filter(|profile| profile.version >= version);
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

    /// The profile as late as `stock` names it: from memory, or read by itself.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn profile_at(
        &self,
        id: &BranchId,
        stock: &Stock,
    ) -> Result<Option<Arc<Profile>>, StoreError> {
        let known = self.branches().profile(id);
        let known = known.filter(|profile| profile.version >= stock.profile_version);
        if known.is_some() {
            return Ok(known);
        }
        let read = self.profile(id).await?;
        Ok(read.map(|profile| self.branches().remember_profile(profile, None)))
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
        let overrides = known.overrides(id, stock.overrides_version);
        let keys = (
            keys::profile(id),
            keys::menu(&stock.brand_id, stock.menu_version),
            keys::overrides(id),
        );
        let wanted = [
            profile.is_none().then_some(&keys.0),
            menu.is_none().then_some(&keys.1),
            overrides.is_none().then_some(&keys.2),
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
        let overrides = match (overrides, found.take_item(&keys.2)) {
            (None, Some(item)) => Some(known.remember_overrides(id, read_packed(&keys.2, &item)?)),
            (overrides, _) => overrides,
        };
        let (Some(profile), Some(menu), Some(overrides)) = (profile, menu, overrides) else {
            return Ok(None);
        };
        let menu = known.sold_at(&profile, menu, &overrides);
        Ok(Some(Branch { profile, menu }))
    }
}

impl BranchCache {
    /// What a branch sells of its brand's menu. Here alone it becomes the branch's own.
    fn sold_at(&self, profile: &Profile, menu: Arc<Menu>, overrides: &Overrides) -> Arc<Menu> {
        if overrides.is_empty() && menu.currency == profile.currency {
            return menu;
        }
        let key = (profile.id.clone(), menu.version, overrides.version);
        self.own_menu(key, || overrides.applied(&menu, profile.currency))
    }
}
