//! What the owner sees: days that are over as they were folded, and of today what is folded with
//! the facts since.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use jiff::Timestamp;

use super::fold::fold_stale;
use super::{fold_day, fold_days_before};
use crate::domain::branch::Profile;
use crate::domain::business_day::BusinessDay;
use crate::domain::figures::Sums;
use crate::domain::fold::{DaySums, Facts, Late, Quarter, closing};
use crate::domain::id::BranchId;
use crate::domain::order::Order;
use crate::store::{Day, KeptFold, Store, StoreError};

/// Fewer facts than this of closed quarters are left to be read again at each look: folding them
/// costs some writes, and reading one a sixth of a unit.
const LET_BE: usize = 8;

/// What was found.
#[derive(Debug, Default)]
pub struct Look {
    /// The days on which somebody ordered, and today.
    pub days: BTreeMap<BusinessDay, DaySums>,
    /// All of today.
    pub today: Sums,
    /// The branch's last orders, newest first, as their facts say.
    pub recent: Vec<Order>,
}

/// Looks at the business days from `first` to `today`, and at the last `recent` orders.
///
/// # Errors
/// When the store fails.
pub async fn look(
    store: &Store,
    profile: &Profile,
    (first, today): (BusinessDay, BusinessDay),
    recent: u16,
    now: Timestamp,
) -> Result<Look, StoreError> {
    let branch = &profile.id;
    let (mut kept, mut fold) = tokio::try_join!(
        store.day_figures(branch, (first, today)),
        store.day_fold(branch, today)
    )?;
    // Read before the facts: one that comes late while these are read is counted by then.
    let late = kept.remove(&today).unwrap_or_default().late;
    let (before, since) = (fold.fold.clone(), (today, fold.fold.until));
    // A payment of this second may be seen a second later: whoever looks is told of it and looks
    // again, and half a unit for each look is saved.
    let (mut facts, entries, mut days, ()) = tokio::try_join!(
        store.last_facts(branch, recent.into(), since),
        store.till_entries_since(branch, today, since.1.begins(), false),
        days_over(store, profile, kept, today, now),
        fold_stale(store, branch, today, &mut fold.fold, &late)
    )?;
    let orders = facts.iter().filter(|fact| fact.business_day == today);
    let orders: Vec<_> = orders.cloned().collect();
    let of_today = Facts {
        orders: &orders,
        entries: &entries,
    };
    let whole = fold.fold.with(of_today);
    days.retain(|day, _| *day >= first);
    days.insert(today, DaySums::from(&whole));
    let is_stale = fold.fold != before;
    let new = New {
        facts: of_today,
        late: &late,
        is_stale,
    };
    keep(store, (branch, today), fold, new, now).await;
    facts.truncate(recent.into());
    Ok(Look {
        days,
        today: whole.sums(),
        recent: facts,
    })
}

/// The days before today, folded where they were not.
async fn days_over(
    store: &Store,
    profile: &Profile,
    kept: BTreeMap<BusinessDay, Day>,
    today: BusinessDay,
    now: Timestamp,
) -> Result<BTreeMap<BusinessDay, DaySums>, StoreError> {
    let mut days = BTreeMap::new();
    let mut stale = Vec::new();
    for (day, kept) in kept {
        match kept.sums {
            Some(sums) => drop(days.insert(day, sums)),
            None => stale.push(day),
        }
    }
    // The day before is not over before its last quarter is closed.
    let open = profile.business_day(closing(now));
    if open < today && !stale.contains(&open) {
        stale.push(open);
    }
    // Nothing is kept of a day without orders, nor of one that nobody has folded yet. None of
    // these is before one that is folded.
    let last = open.days_before(1);
    if !days.contains_key(&last) && !store.folded_before(&profile.id, open) {
        days.extend(fold_days_before(store, profile, open, now).await?);
        store.remember_folded(&profile.id, open);
    }
    for day in stale {
        if let Entry::Vacant(place) = days.entry(day) {
            place.insert(fold_day(store, profile, day, now).await?);
        }
    }
    Ok(days)
}

/// What is not in today's fold yet.
#[derive(Clone, Copy)]
struct New<'a> {
    facts: Facts<'a>,
    /// As it was before the facts were read.
    late: &'a Late,
    /// Whether quarters were folded anew.
    is_stale: bool,
}

/// Keeps today's fold with what has closed since, if that spares more than it costs. Whoever
/// looks has seen it all already, so a failure is only told to the log.
async fn keep(
    store: &Store,
    (branch, today): (&BranchId, BusinessDay),
    kept: KeptFold,
    new: New<'_>,
    now: Timestamp,
) {
    let closed = kept.fold.until..Quarter::first_open(now);
    let orders = new.facts.orders.iter().map(|order| order.placed_at);
    let entries = new.facts.entries.iter().map(|entry| entry.at);
    let facts = orders
        .chain(entries)
        .filter(|at| closed.contains(&Quarter::of(*at)));
    if facts.count() < LET_BE && !new.is_stale {
        return;
    }
    if let Err(error) = fold_on(store, (branch, today), kept, new, closed.end).await {
        let cause = crate::log::chain(&error);
        tracing::warn!(branch = %branch, cause, "the fold of today was not kept");
    }
}

async fn fold_on(
    store: &Store,
    (branch, today): (&BranchId, BusinessDay),
    mut kept: KeptFold,
    new: New<'_>,
    until: Quarter,
) -> Result<(), StoreError> {
    // What is kept is made from what stands.
    let since = kept.fold.until.begins();
    let entries = match new.facts.entries.is_empty() {
        true => Vec::new(),
        false => store.till_entries_since(branch, today, since, true).await?,
    };
    let facts = Facts {
        entries: &entries,
        ..new.facts
    };
    kept.fold.go_on(until, facts, new.late);
    store.keep_fold(branch, today, &kept).await.map(drop)
}
