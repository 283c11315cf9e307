//! What is open at a branch when a day is closed: checks that are not paid, and what was not
//! printed.

use std::collections::BTreeSet;

use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};

use crate::domain::bill::settlement::Settlement;
use crate::domain::branch::Profile;
use crate::domain::business_day::BusinessDay;
use crate::domain::check::Check;
use crate::domain::id::CheckId;
use crate::domain::price_list::Channel;
use crate::domain::print_job::{PrintContent, PrintJob};
use crate::domain::till::close::{OpenItem, OpenKind};
use crate::domain::till::day::TillDay;
use crate::domain::till::entry::TillEntry;
use crate::domain::till::figures::unpaid;
use crate::domain::transitions::PrintStatus;
use crate::store::{Store, StoreError};

/// How many of the newest print jobs are looked at.
const JOBS: usize = 100;

/// What of a day is open now: what began before the day ended, what has bills of the day which are
/// not paid though the party has left, sessions that were closed that day without a bill, and what
/// was carried over into the day and is not paid still.
pub(super) async fn read(
    store: &Store,
    profile: &Profile,
    (day, entries): (BusinessDay, &[TillEntry]),
    now: Timestamp,
) -> Result<Vec<OpenItem>, StoreError> {
    let branch = &profile.id;
    let (open, jobs, before, left) = tokio::try_join!(
        store.open_checks(branch),
        store.print_jobs(branch, JOBS, now),
        store.till_days(branch, Some(day), 1),
        store.left_checks(branch, around(day, now))
    )?;
    let was_left = |check: &&Check| {
        let closed = check.closed_at.map(|at| profile.business_day(at));
        closed == Some(day) && owes(check)
    };
    let is_of_day = |at: Timestamp| profile.business_day(at) <= day;
    let owing = open.iter().filter(|check| owes(check));
    let mut ids: BTreeSet<CheckId> = owing.map(|check| check.id.clone()).collect();
    ids.extend(unpaid(entries));
    ids.extend(left.iter().filter(was_left).map(|check| check.id.clone()));
    ids.extend(before.iter().flat_map(carried));
    // The index is a moment late, so what it named is read again.
    let ids: Vec<_> = ids.into_iter().collect();
    let mut checks = store.checks_with_bills(&ids).await?;
    checks.retain(|(check, _)| is_of_day(check.opened_at));
    checks.sort_by_key(|(check, _)| (check.opened_at, check.place.number(), check.id.clone()));
    let checks = checks
        .iter()
        .filter_map(|(check, bills)| of_check(check, bills.as_ref()));
    let jobs = jobs.iter().rev().filter(|job| is_of_day(job.created_at));
    let prints = jobs.filter_map(|job| of_job(profile, &job.as_of(now)));
    Ok(checks.chain(prints).collect())
}

/// A time that a business day is within, whatever the branch's clock and closing hour.
fn around(day: BusinessDay, now: Timestamp) -> (Timestamp, Timestamp) {
    let noon = day.date().at(12, 0, 0, 0).to_zoned(TimeZone::UTC);
    let noon = noon.map_or(now, |noon| noon.timestamp());
    let far = SignedDuration::from_hours(60);
    let away = |at: Result<Timestamp, _>| at.unwrap_or(now);
    (away(noon.checked_sub(far)), away(noon.checked_add(far)))
}

/// The checks that a day left to the next one.
fn carried(day: &TillDay) -> Vec<CheckId> {
    let items = day.closed.iter().flat_map(|closed| &closed.carried);
    let checks = items.filter(|item| item.kind == OpenKind::Check);
    checks.filter_map(|item| item.id.parse().ok()).collect()
}

/// Whether anything was ordered on it that is to be paid. A table at which nobody has ordered is
/// nothing that a day could forget.
fn owes(check: &Check) -> bool {
    check.paid_at.is_none() && check.total.minor > 0
}

fn of_check(check: &Check, settlement: Option<&Settlement>) -> Option<OpenItem> {
    let bills = settlement.into_iter().flat_map(Settlement::counting);
    let open: Vec<_> = bills.filter(|bill| !bill.standing().is_paid()).collect();
    let billed: i64 = open.iter().map(|bill| bill.standing().due.minor).sum();
    let is_whole = settlement.is_some_and(|settlement| settlement.is_of(check));
    let due = match is_whole {
        true => billed,
        // Something was ordered since, or nothing was billed yet: what the menu says.
        false if owes(check) => check.total.minor,
        false => billed,
    };
    // What is paid in full and waits to be checked out is no money that is open.
    (due > 0).then(|| OpenItem {
        kind: OpenKind::Check,
        id: check.id.to_string(),
        name: check.place.name(),
        section: check.place.section().map(str::to_owned),
        channel: Some(Channel::from(&check.place)),
        due: Some(due),
        bills: open.iter().map(|bill| bill.number.to_string()).collect(),
    })
}

fn of_job(profile: &Profile, job: &PrintJob) -> Option<OpenItem> {
    let is_over = matches!(job.status, PrintStatus::Printed | PrintStatus::Dismissed);
    let what = match &job.content {
        PrintContent::KitchenCopy { number, .. } => format!("Order {number}"),
        PrintContent::CancelSlip { number, .. } => format!("Cancel slip of order {number}"),
        PrintContent::Bill { number, .. } => format!("Bill {number}"),
        PrintContent::DayReport { day } => format!("Report of {day}"),
        PrintContent::Test => "Test".to_owned(),
    };
    let printer = profile.printer(&job.printer_id);
    let name = match printer {
        Some(printer) => format!("{what} at {}", printer.name.as_str()),
        None => what,
    };
    (!is_over).then(|| OpenItem {
        kind: OpenKind::Print,
        id: job.id.to_string(),
        name,
        section: None,
        channel: None,
        due: None,
        bills: Vec::new(),
    })
}
