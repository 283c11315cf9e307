//! The till of a branch: its running day, cash that goes in and out, and the end of a day.
//!
//! Money counts for the business day in which it is taken, by the branch's own clock, whoever has
//! closed which day. A day that nobody closed when it ended can be closed later; what comes after
//! the closing hour is of the next one.

mod csv;
mod open;
mod print;

use std::collections::BTreeSet;

use jiff::Timestamp;

use super::admit;
use super::by::By;
use super::intent::{Answer, Intent};
use super::printing::day::DayPaper;
use super::refusal::Refusal;
use crate::auth::secret;
use crate::auth::staff_token::StaffClaims;
use crate::domain::DomainError;
use crate::domain::account::Account;
use crate::domain::audit::{AuditEntry, Deed};
use crate::domain::bill::books::Hand;
use crate::domain::branch::Profile;
use crate::domain::business_day::BusinessDay;
use crate::domain::id::{BranchId, StaffId};
use crate::domain::money::{MAX_MINOR, Money};
use crate::domain::till::close::{ClosedDay, Closing, PersonName};
use crate::domain::till::day::{CashWish, DayRead, DayState, TillDay};
use crate::domain::till::entry::{TillDeed, TillEntry};
use crate::domain::till::figures::TillFigures;
use crate::store::{Entered, Retry, Store, StoreError};
use crate::wire::printing::PrintJobView;
use crate::wire::till::{CashMoveView, DayView};

pub use csv::write as write_csv;
pub use print::print;

/// How many days before the running one are looked at for those that nobody closed.
const LOOK_BACK: usize = 14;

/// What staff sent, parsed, with a token that was verified and may be over by now.
#[derive(Debug, Clone)]
pub struct TillRequest<W> {
    pub claims: StaffClaims,
    pub branch: BranchId,
    /// The intent behind the `Idempotency-Key`.
    pub intent: Intent,
    pub wish: W,
    /// From where and when.
    pub by: By,
}

/// That a day takes nothing any more.
pub fn closed(profile: &Profile, day: BusinessDay, now: Timestamp) -> DomainError {
    let is_running = profile.business_day(now) == day;
    DomainError::DayClosed {
        day: day.to_string(),
        next_at: is_running.then(|| profile.day_ends(now)),
    }
}

async fn profile_of(store: &Store, branch: &BranchId) -> Result<Profile, Refusal> {
    let profile = store.profile(branch).await?;
    profile.ok_or(Refusal::NotFound("branch"))
}

/// The running day of a branch.
///
/// # Errors
/// `NotFound` without such a branch; or when the store fails.
pub async fn running(store: &Store, branch: &BranchId, now: Timestamp) -> Result<DayRead, Refusal> {
    let profile = profile_of(store, branch).await?;
    let today = profile.business_day(now);
    let earlier = store.till_days(branch, Some(today), LOOK_BACK);
    let (read, earlier) = tokio::try_join!(look(store, &profile, today, now), async {
        Ok::<_, Refusal>(earlier.await?)
    })?;
    let (read, _) = read;
    let unclosed = earlier.into_iter().filter(|day| day.closed.is_none());
    Ok(DayRead {
        unclosed: unclosed.map(|day| day.day).collect(),
        ..read
    })
}

/// A day of a branch: the running one, or one on which something was entered.
///
/// # Errors
/// `NotFound` without such a branch or day; or when the store fails.
pub async fn read(
    store: &Store,
    branch: &BranchId,
    day: BusinessDay,
    now: Timestamp,
) -> Result<DayRead, Refusal> {
    let profile = profile_of(store, branch).await?;
    let (read, _) = look(store, &profile, day, now).await?;
    match is_known(&profile, &read, now) {
        true => Ok(read),
        false => Err(Refusal::NotFound("day")),
    }
}

/// Whether there is such a day: it is the running one, or something was entered on it.
fn is_known(profile: &Profile, read: &DayRead, now: Timestamp) -> bool {
    read.day == profile.business_day(now) || *read != empty(profile, read.day)
}

/// A day on which nothing was done.
fn empty(profile: &Profile, day: BusinessDay) -> DayRead {
    DayRead {
        day,
        time_zone: profile.time_zone.name().to_owned(),
        state: DayState::Ended,
        figures: TillFigures::none(profile.currency),
        open: Vec::new(),
        names: Vec::new(),
        unclosed: Vec::new(),
    }
}

/// A day, and whether its report was given to a printer.
async fn look(
    store: &Store,
    profile: &Profile,
    day: BusinessDay,
    now: Timestamp,
) -> Result<(DayRead, bool), Refusal> {
    let branch = &profile.id;
    let kept = store.till_day(branch, day).await?;
    let today = profile.business_day(now);
    if let Some(closed) = kept.closed {
        return Ok((of_closed(profile, &closed), kept.printed));
    }
    if kept.version == 0 && day != today {
        return Ok((empty(profile, day), false));
    }
    let entries = store.till_entries(branch, day).await?;
    let figures = TillFigures::of(profile.currency, &entries);
    let open = open::read(store, profile, (day, &entries), now).await?;
    let state = match day == today {
        true => DayState::Running(profile.day_ends(now)),
        false => DayState::Ended,
    };
    let read = DayRead {
        names: names(store, figures.people().collect()).await?,
        state,
        open,
        figures,
        ..empty(profile, day)
    };
    Ok((read, false))
}

/// A day as its report says it.
fn of_closed(profile: &Profile, closed: &ClosedDay) -> DayRead {
    DayRead {
        figures: closed.figures.clone(),
        names: closed.names.clone(),
        state: DayState::Closed(Box::new(closed.clone())),
        ..empty(profile, closed.business_day)
    }
}

/// The days of a branch on which something was entered, the newest first: at most `limit` of those
/// before `before`.
///
/// # Errors
/// When the store fails.
pub async fn days(
    store: &Store,
    branch: &BranchId,
    before: Option<BusinessDay>,
    limit: usize,
) -> Result<(Vec<TillDay>, Vec<PersonName>), Refusal> {
    let days = store.till_days(branch, before, limit).await?;
    let closed = days.iter().filter_map(|day| day.closed.as_deref());
    let names: BTreeSet<_> = closed.clone().map(|day| &day.closed_by).collect();
    let known = closed.flat_map(|day| day.names.iter().cloned());
    let named: Vec<PersonName> = known.filter(|known| names.contains(&known.id)).collect();
    Ok((days, named))
}

/// How people are called; an account that is gone is left out.
async fn names(store: &Store, ids: BTreeSet<&StaffId>) -> Result<Vec<PersonName>, StoreError> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let ids: Vec<_> = ids.into_iter().collect();
    let accounts = store.accounts(&ids).await?.into_iter();
    let name = |account: Account| PersonName {
        id: account.id,
        name: account.name,
    };
    Ok(accounts.map(name).collect())
}

fn hand(claims: &StaffClaims, profile: &Profile, now: Timestamp) -> Hand {
    Hand {
        by: claims.sub.clone(),
        role: claims.access.role,
        approved_by: None,
        at: now,
        day: profile.business_day(now),
        coin: profile.smallest_coin,
    }
}

/// An amount in the branch's currency, as far as an amount goes.
fn amount(profile: &Profile, field: &'static str, said: Money) -> Result<Money, DomainError> {
    if said.currency != profile.currency {
        return Err(DomainError::invalid(
            field,
            format!("in {}", profile.currency),
        ));
    }
    match said.minor > MAX_MINOR {
        true => Err(DomainError::invalid(field, "as much as a till may hold")),
        false => Ok(said),
    }
}

/// Enters something that is of no check, once.
///
/// # Errors
/// When the sign-in is over, the key came with another body, the day is closed, its float was said
/// already, or the domain refuses: nothing was written then. When the store fails, a retry with the
/// same key tells.
pub async fn enter(store: &Store, request: &TillRequest<CashWish>) -> Result<Answer, Refusal> {
    let now = request.by.at;
    admit::require_current(store, &request.claims, now).await?;
    let profile = profile_of(store, &request.branch).await?;
    match entered(store, request, &profile).await {
        // What cannot be done (any more), this very request may have done it.
        Err(refusal @ Refusal::Domain(_)) => request.intent.replay_or(store, now, refusal).await,
        ended => ended,
    }
}

async fn entered(
    store: &Store,
    request: &TillRequest<CashWish>,
    profile: &Profile,
) -> Result<Answer, Refusal> {
    let (now, branch) = (request.by.at, &request.branch);
    let hand = hand(&request.claims, profile, now);
    let id = (secret::unique_of(&request.intent.unique()), branch);
    let (entry, deed) = match &request.wish {
        CashWish::Float(float) => {
            let float = amount(profile, "float", *float)?;
            (TillEntry::opened(id, float, &hand)?, Deed::TillOpened)
        }
        CashWish::In(said, reason) | CashWish::Out(said, reason) => {
            let out = matches!(request.wish, CashWish::Out(..));
            let moved = (amount(profile, "amount", *said)?, reason.clone());
            (TillEntry::cash(id, out, moved, &hand)?, Deed::CashMoved)
        }
    };
    let audit = note(request.by.entry(branch, deed)?.about(hand.day), &entry);
    let view = CashMoveView::of(&entry);
    let answer = Answer::new(format!("/api/v1/branches/{branch}/day"), &view)?;
    let record = request.intent.record(&answer, now);
    let mut tries = Retry::USUAL.tries();
    loop {
        match store.enter_till(&entry, &record, &audit, now).await? {
            Entered::Stands => return Ok(answer),
            Entered::Answered(record) => return request.intent.replay(*record),
            Entered::Closed => return Err(closed(profile, hand.day, now).into()),
            Entered::FloatSaid => return Err(DomainError::FloatSaid.into()),
            Entered::ApprovalUsed | Entered::Again => tries.again().await?,
        }
    }
}

/// What the record says of cash: how much, which way, and why.
fn note(audit: AuditEntry, entry: &TillEntry) -> AuditEntry {
    let Some(cash) = &entry.cash else {
        return audit;
    };
    let audit = audit.with("amount", cash.amount);
    match &cash.reason {
        Some(reason) => {
            let out = entry.deed == TillDeed::CashOut;
            let direction = if out { "out" } else { "in" };
            audit
                .with("direction", direction)
                .with("reason", reason.as_str())
        }
        None => audit,
    }
}

/// Closes a day, once: what is open must be named, and the report is of every entry of the day. It
/// is given to a printer in the same commit, where somebody wants it so.
///
/// # Errors
/// When the sign-in is over, the key came with another body, there is no such day, it is closed, or
/// something is open that was not named: nothing was written then. When the store fails, a retry
/// with the same key tells.
pub async fn close(store: &Store, request: &TillRequest<Closing>) -> Result<Answer, Refusal> {
    let now = request.by.at;
    admit::require_current(store, &request.claims, now).await?;
    let profile = profile_of(store, &request.branch).await?;
    match closing(store, request, &profile).await {
        Err(refusal @ (Refusal::Domain(_) | Refusal::NotFound(_))) => {
            request.intent.replay_or(store, now, refusal).await
        }
        ended => ended,
    }
}

async fn closing(
    store: &Store,
    request: &TillRequest<Closing>,
    profile: &Profile,
) -> Result<Answer, Refusal> {
    let (now, branch) = (request.by.at, &request.branch);
    let Closing { day, wish, print } = &request.wish;
    let hand = hand(&request.claims, profile, now);
    if *day > hand.day {
        return Err(DomainError::invalid("day", "it has not begun").into());
    }
    let paper = match print {
        Some(print) => Some(DayPaper::of(store, profile, print).await?),
        None => None,
    };
    let mut tries = Retry::USUAL.tries();
    loop {
        // The version first: an entry that comes while the others are read is refused by it.
        let kept = store.till_day(branch, *day).await?;
        if kept.closed.is_some() {
            return Err(closed(profile, *day, now).into());
        }
        if kept.version == 0 && *day != hand.day {
            return Err(Refusal::NotFound("day"));
        }
        let entries = store.till_entries(branch, *day).await?;
        let figures = TillFigures::of(profile.currency, &entries);
        let open = open::read(store, profile, (*day, &entries), now).await?;
        let report = ClosedDay::of((branch, *day, kept.version), figures, open, wish, &hand)?;
        let report = ClosedDay {
            names: names(store, report.people().collect()).await?,
            ..report
        };
        let audit = request.by.entry(branch, Deed::DayClosed)?.about(day);
        let audit = audit
            .with("expected", report.expected)
            .with("counted", report.counted)
            .with("difference", report.difference())
            .with("carried", report.carried.len());
        let read = of_closed(profile, &report);
        let job = paper.as_ref().map(|paper| paper.job(&read, false, now));
        let job = job.transpose()?;
        let location = format!("/api/v1/branches/{branch}/days/{day}");
        let view = DayView {
            print_job: job.as_ref().map(PrintJobView::from),
            ..DayView::of(&read)
        };
        let answer = Answer::new(location, &view)?;
        let record = request.intent.record(&answer, now);
        match store
            .close_till((&report, job.as_ref()), &record, &audit, now)
            .await?
        {
            Entered::Stands => return Ok(answer),
            Entered::Answered(record) => return request.intent.replay(*record),
            Entered::Closed => return Err(closed(profile, *day, now).into()),
            Entered::FloatSaid | Entered::ApprovalUsed | Entered::Again => tries.again().await?,
        }
    }
}
