//! What a process remembers of branches between calls.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use jiff::Timestamp;

use super::recent::Recent;
use salver_domain::branch::Profile;
use salver_domain::business_day::BusinessDay;
use salver_domain::id::{BranchId, BrandId};
use salver_domain::menu::Menu;
use salver_domain::overrides::Overrides;
use salver_domain::popular::SoldByDay;

/// How long a profile counts as it was read where nobody asks the stock about it, in seconds.
const STALE_SECONDS: i64 = 60;
/// Profiles that a process remembers.
const MAX_PROFILES: usize = 256;
/// Menus that a process remembers: some 100 KB each.
const MAX_MENUS: usize = 32;
/// Menus of branches that differ from their brand's: some 100 KB each.
const MAX_OWN_MENUS: usize = 32;
/// What branches say otherwise, mostly a few prices each: a brand has up to 90 of them.
const MAX_OVERRIDES: usize = 128;
/// Branches whose sales a process remembers: some 50 KB each.
const MAX_SOLD: usize = 32;
/// How long sales of days that are over count as they were read, in seconds: only what is
/// voided late still moves them.
const SOLD_SECONDS: i64 = 3_600;
/// The same where nothing was found: a branch that has just begun, or a read that failed.
const NOTHING_SOLD_SECONDS: i64 = 60;

/// A profile in memory.
#[derive(Debug)]
struct Remembered {
    profile: Arc<Profile>,
    /// When it was read, if its reader said so.
    read_at: Option<Timestamp>,
}

/// A branch's own menu: of which branch, of which version of its brand's menu, by which version of
/// what the branch says otherwise.
pub(super) type OwnMenu = (BranchId, u64, u64);

/// Sales in memory.
#[derive(Debug)]
struct Sold {
    by_day: Arc<SoldByDay>,
    /// When they were asked for last.
    asked_at: Timestamp,
    /// How long they are not asked for again, in seconds.
    rest: i64,
}

/// What a process remembers of branches. A menu's version never changes, so it is right for
/// ever; whether a profile is still right is said by the stock, or by its age.
#[derive(Debug)]
pub(super) struct BranchCache {
    profiles: Mutex<Recent<BranchId, Remembered>>,
    menus: Mutex<Recent<(BrandId, u64), Arc<Menu>>>,
    overrides: Mutex<Recent<BranchId, Arc<Overrides>>>,
    own_menus: Mutex<Recent<OwnMenu, Arc<Menu>>>,
    sold: Mutex<Recent<BranchId, Sold>>,
    /// The business day before which all days of a branch are folded.
    folded: Mutex<Recent<BranchId, BusinessDay>>,
    /// Those whose time zone is unknown, which was said once.
    odd_zones: Mutex<Recent<BranchId, ()>>,
}

impl Default for BranchCache {
    fn default() -> Self {
        Self {
            profiles: Mutex::new(Recent::new(MAX_PROFILES)),
            menus: Mutex::new(Recent::new(MAX_MENUS)),
            overrides: Mutex::new(Recent::new(MAX_OVERRIDES)),
            own_menus: Mutex::new(Recent::new(MAX_OWN_MENUS)),
            sold: Mutex::new(Recent::new(MAX_SOLD)),
            folded: Mutex::new(Recent::new(MAX_PROFILES)),
            odd_zones: Mutex::new(Recent::new(MAX_PROFILES)),
        }
    }
}

/// What a cache holds is whole after a panic elsewhere: entries are swapped, never edited.
fn lock<T>(cache: &Mutex<T>) -> MutexGuard<'_, T> {
    cache.lock().unwrap_or_else(PoisonError::into_inner)
}

impl BranchCache {
    /// A profile as it was read last.
    pub(super) fn profile(&self, id: &BranchId) -> Option<Arc<Profile>> {
        let mut profiles = lock(&self.profiles);
        profiles.get(id).map(|known| Arc::clone(&known.profile))
    }

    /// A profile that was read within the last minute before `now`.
    pub(super) fn fresh_profile(&self, id: &BranchId, now: Timestamp) -> Option<Arc<Profile>> {
        let is_fresh = |known: &&Remembered| {
            let read_at = known.read_at.map(Timestamp::as_second);
            read_at.is_some_and(|at| now.as_second() - at < STALE_SECONDS)
        };
        let mut profiles = lock(&self.profiles);
        let fresh = profiles.get(id).filter(is_fresh);
        fresh.map(|known| Arc::clone(&known.profile))
    }

    /// A version of a brand's menu.
    pub(super) fn menu(&self, brand: &BrandId, version: u64) -> Option<Arc<Menu>> {
        lock(&self.menus).get(&(brand.clone(), version)).cloned()
    }

    /// Says in the log that hours and days of a branch are wrong, once for each process.
    pub(super) fn tell_odd_zone(&self, Profile { id, time_zone, .. }: &Profile) {
        if !time_zone.is_known() && !lock(&self.odd_zones).insert(id.clone(), ()) {
            let zone = time_zone.name();
            tracing::error!(branch = %id, zone, "unknown time zone, UTC stands in");
        }
    }

    /// Keeps a profile; `read_at` says when it was read, if its reader knows.
    pub(super) fn remember_profile(
        &self,
        profile: Profile,
        read_at: Option<Timestamp>,
    ) -> Arc<Profile> {
        self.tell_odd_zone(&profile);
        let profile = Arc::new(profile);
        let remembered = Remembered {
            profile: Arc::clone(&profile),
            read_at,
        };
        lock(&self.profiles).insert(profile.id.clone(), remembered);
        profile
    }

    /// What was sold, as far as it was asked for lately before `now`. A read of an earlier
    /// business day may miss some of that day, which counts now.
    pub(super) fn fresh_sold(&self, id: &BranchId, now: Timestamp) -> Option<Arc<SoldByDay>> {
        let profile = self.profile(id);
        let day = |at| profile.as_ref().map(|profile| profile.business_day(at));
        let is_fresh = |known: &&Sold| {
            let age = now.as_second() - known.asked_at.as_second();
            age < known.rest && day(known.asked_at) == day(now)
        };
        let mut sold = lock(&self.sold);
        let fresh = sold.get(id).filter(is_fresh);
        fresh.map(|known| Arc::clone(&known.by_day))
    }

    /// What was sold as it was read last.
    pub(super) fn sold(&self, id: &BranchId) -> Arc<SoldByDay> {
        let mut sold = lock(&self.sold);
        let known = sold.get(id).map(|known| Arc::clone(&known.by_day));
        known.unwrap_or_default()
    }

    /// Keeps what was sold, read at `now`.
    pub(super) fn remember_sold(
        &self,
        id: &BranchId,
        by_day: SoldByDay,
        now: Timestamp,
    ) -> Arc<SoldByDay> {
        let by_day = Arc::new(by_day);
        let sold = Sold {
            by_day: Arc::clone(&by_day),
            asked_at: now,
            rest: match by_day.is_empty() {
                true => NOTHING_SOLD_SECONDS,
                false => SOLD_SECONDS,
            },
        };
        lock(&self.sold).insert(id.clone(), sold);
        by_day
    }

    /// Leaves sales as they were read before, because a read at `now` failed.
    pub(super) fn put_sold_off(&self, id: &BranchId, now: Timestamp) {
        let sold = Sold {
            by_day: self.sold(id),
            asked_at: now,
            rest: NOTHING_SOLD_SECONDS,
        };
        lock(&self.sold).insert(id.clone(), sold);
    }

    /// Whether all days of a branch before `day` were folded, as far as this process knows.
    pub(super) fn folded_before(&self, id: &BranchId, day: BusinessDay) -> bool {
        let mut folded = lock(&self.folded);
        folded.get(id).is_some_and(|known| *known >= day)
    }

    /// Keeps that they were.
    pub(super) fn remember_folded(&self, id: &BranchId, day: BusinessDay) {
        lock(&self.folded).insert(id.clone(), day);
    }

    /// Keeps a version of a brand's menu.
    pub(super) fn remember_menu(&self, brand: &BrandId, menu: &Arc<Menu>) {
        lock(&self.menus).insert((brand.clone(), menu.version), Arc::clone(menu));
    }

    /// What a branch says otherwise, if this process knows it as late as `version`.
    pub(super) fn overrides(&self, id: &BranchId, version: u64) -> Option<Arc<Overrides>> {
        if version == 0 {
            return Some(Arc::default());
        }
        let mut overrides = lock(&self.overrides);
        let known = overrides.get(id).filter(|known| known.version >= version);
        known.cloned()
    }

    /// Keeps what a branch says otherwise.
    pub(super) fn remember_overrides(&self, id: &BranchId, read: Overrides) -> Arc<Overrides> {
        let read = Arc::new(read);
        lock(&self.overrides).insert(id.clone(), Arc::clone(&read));
        read
    }

    /// A branch's own menu, from memory or made by `make`.
    pub(super) fn own_menu(&self, key: OwnMenu, make: impl FnOnce() -> Menu) -> Arc<Menu> {
        let known = lock(&self.own_menus).get(&key).cloned();
        known.unwrap_or_else(|| {
            let made = Arc::new(make());
            lock(&self.own_menus).insert(key, Arc::clone(&made));
            made
        })
    }
}
