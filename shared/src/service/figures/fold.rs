//! Folding days that are over, and any of them anew.

use std::collections::BTreeMap;

use jiff::Timestamp;

use crate::domain::branch::Profile;
use crate::domain::business_day::BusinessDay;
use crate::domain::fold::{DayFold, DaySums, Facts, Late, Quarter, closing};
use crate::domain::id::BranchId;
use crate::store::{KeptFold, Retry, Store, StoreError};

/// What a day adds up to, from what is kept of it and from the facts that are not in that. Once
/// the day is over its quarters and its sums are kept.
///
/// # Errors
/// When the store fails, or facts came late at every try.
pub async fn fold_day(
    store: &Store,
    profile: &Profile,
    day: BusinessDay,
    now: Timestamp,
) -> Result<DaySums, StoreError> {
    from(store, profile, day, Begin::Kept, now).await
}

/// What a fold begins with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Begin {
    /// What is kept.
    Kept,
    /// Nothing.
    Facts,
}

async fn from(
    store: &Store,
    profile: &Profile,
    day: BusinessDay,
    begin: Begin,
    now: Timestamp,
) -> Result<DaySums, StoreError> {
    let branch = &profile.id;
    let is_over = day < profile.business_day(closing(now));
    let mut tries = Retry::USUAL.tries();
    loop {
        // Before the facts, so that one that comes late while they are read is counted by then.
        let (read, kept) = tokio::try_join!(
            store.day_figures(branch, (day, day)),
            store.day_fold(branch, day)
        )?;
        let read = read.into_values().next().unwrap_or_default();
        let mut next = kept.clone();
        if begin == Begin::Facts {
            next.fold = DayFold::default();
        }
        fold_stale(store, branch, day, &mut next.fold, &read.late).await?;
        let since = next.fold.until;
        let (orders, entries) = tokio::try_join!(
            store.facts_since(branch, day, since),
            store.till_entries_since(branch, day, since.begins(), true)
        )?;
        let facts = Facts {
            orders: &orders,
            entries: &entries,
        };
        let sums = DaySums::from(&next.fold.with(facts));
        next.fold.go_on(Quarter::first_open(now), facts, &read.late);
        // That it reaches further alone is no news of a day that is over.
        let is_kept =
            next.fold.quarters == kept.fold.quarters && next.fold.money == kept.fold.money;
        if !is_over {
            // What of it is closed is kept; if somebody else was faster, theirs is.
            if !is_kept {
                store.keep_fold(branch, day, &next).await?;
            }
            return Ok(sums);
        }
        if (is_kept || store.keep_fold(branch, day, &next).await?)
            && store.keep_day(branch, day, &sums, &read).await?
        {
            return Ok(sums);
        }
        tries.again().await?;
    }
}

/// Folds the quarters anew that got facts late since.
pub(super) async fn fold_stale(
    store: &Store,
    branch: &BranchId,
    day: BusinessDay,
    fold: &mut DayFold,
    late: &Late,
) -> Result<(), StoreError> {
    let stale: Vec<_> = fold.stale(late).collect();
    for quarter in stale {
        let span = (quarter.begins(), quarter.next().begins());
        let facts = store.facts_between(branch, day, span, true).await?;
        fold.fold_anew(quarter, &facts, late);
    }
    Ok(())
}

/// Folds the business days before `day` that are not folded yet, the oldest first: whoever finds
/// one that is folded knows that all before it are. Gives back what they add up to.
///
/// # Errors
/// As [`fold_day`].
pub async fn fold_days_before(
    store: &Store,
    profile: &Profile,
    day: BusinessDay,
    now: Timestamp,
) -> Result<BTreeMap<BusinessDay, DaySums>, StoreError> {
    let mut open = Vec::new();
    let mut before = day;
    while let Some(last) = last_day_before(store, &profile.id, before).await? {
        let kept = store.day_figures(&profile.id, (last, last)).await?;
        let kept = kept.get(&last);
        if kept.is_none_or(|day| day.sums.is_none()) {
            open.push(last);
        }
        // One that holds no more is folded by whoever made it so, or who looks at it.
        if kept.is_some_and(|day| day.was_folded) {
            break;
        }
        before = last;
    }
    let mut days = BTreeMap::new();
    for day in open.into_iter().rev() {
        days.insert(day, fold_day(store, profile, day, now).await?);
    }
    Ok(days)
}

/// The last business day before `day` on which somebody ordered, or anything was entered into the
/// till: a bill may be paid or refunded on a day without orders.
async fn last_day_before(
    store: &Store,
    branch: &BranchId,
    day: BusinessDay,
) -> Result<Option<BusinessDay>, StoreError> {
    let (ordered, entered) = tokio::try_join!(
        store.last_day_before(branch, day),
        store.till_days(branch, Some(day), 1)
    )?;
    Ok(ordered.max(entered.first().map(|entered| entered.day)))
}

/// Folds each business day from `first` to `last` that is over anew from all of its facts,
/// whatever was kept of it. It adds up to the same, unless what was kept was wrong. What of today
/// is folded is thrown away, and whoever looks next folds it.
///
/// # Errors
/// As [`fold_day`].
pub async fn recount(
    store: &Store,
    profile: &Profile,
    (first, last): (BusinessDay, BusinessDay),
    now: Timestamp,
) -> Result<(), StoreError> {
    let branch = &profile.id;
    let open = profile.business_day(closing(now));
    let mut day = last;
    while day >= first {
        if day < open {
            from(store, profile, day, Begin::Facts, now).await?;
        } else {
            forget(store, branch, day).await?;
        }
        day = day.days_before(1);
    }
    Ok(())
}

/// Throws a day's fold away.
async fn forget(store: &Store, branch: &BranchId, day: BusinessDay) -> Result<(), StoreError> {
    let mut tries = Retry::USUAL.tries();
    loop {
        let kept = store.day_fold(branch, day).await?;
        let nothing = KeptFold {
            fold: DayFold::default(),
            ..kept
        };
        if kept.version == 0 || store.keep_fold(branch, day, &nothing).await? {
            return Ok(());
        }
        tries.again().await?;
    }
}
