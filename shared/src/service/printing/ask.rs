//! A printer asks: whether it is one of ours, what waits for it, what it says of itself.

use std::net::IpAddr;
use std::sync::Arc;

use jiff::Timestamp;
use salver_print::{Fault, Health, Heard, Paper, lacks, spelled};

use super::pace::PACE;
use crate::auth::{AuthError, secret};
use crate::domain::branch::Profile;
use crate::domain::id::{BranchId, PrintJobId, PrinterId};
use crate::domain::print_job::{PrintJob, PrintResult};
use crate::domain::printer::{Condition, HeardOf, Letters, Printer, PrinterKind, PrinterState};
use crate::domain::slip::Slip;
use crate::domain::transitions::PrintStatus;
use crate::service::Refusal;
use crate::store::{Retry, Store, Window};

/// Wrong secrets from one address in a quarter of an hour.
const WRONG_SECRETS: u32 = 120;

/// A printer that showed who it is.
#[derive(Debug, Clone)]
pub struct Asking {
    pub printer: Printer,
    profile: Arc<Profile>,
    state: PrinterState,
}

/// A job as it is handed to a printer: in words that it has letters for, or as a picture where it has
/// none. Pictures are made by whoever hands it over, since they need fonts.
#[derive(Debug, Clone)]
pub struct Handed {
    /// The short name by which printers know the job.
    pub token: String,
    pub slip: Slip,
    pub paper: Paper,
    letters: Letters,
}

impl Handed {
    pub(super) fn of(asking: &Asking, job: PrintJob) -> Self {
        Self {
            token: job.id.token().to_owned(),
            slip: job.slip,
            paper: Paper::try_from(asking.printer.columns).unwrap_or(Paper::Narrow),
            letters: asking.printer.letters,
        }
    }

    /// Whether something of it would be lost in words.
    pub fn needs_picture(&self) -> bool {
        lacks(&self.slip, self.letters)
    }

    /// The slip in the printer's letters.
    pub fn spelled(&self) -> Slip {
        spelled(&self.slip, self.letters)
    }
}

/// Who a printer says that it is.
#[derive(Debug)]
pub struct Claimed<'a> {
    pub branch: &'a BranchId,
    pub printer: &'a PrinterId,
    pub kind: PrinterKind,
    pub secret: Option<&'a str>,
    /// From where it asks.
    pub address: Option<IpAddr>,
}

/// The printer, when it has the secret. Whoever has not learns nothing of what there is.
///
/// # Errors
/// `Auth`; `PrinterLimited` after many wrong secrets from one address; or when the store fails.
pub async fn admit(store: &Store, who: Claimed<'_>, now: Timestamp) -> Result<Asking, Refusal> {
    let Some(secret) = who.secret else {
        return Err(AuthError::Missing.into());
    };
    let (state, profile) = tokio::try_join!(
        store.printer_state(who.branch, who.printer),
        store.recent_profile(who.branch, now)
    )?;
    let fits = |state: &PrinterState| secret::same(&secret::hash(secret), &state.secret_hash);
    if let Some(state) = state.filter(fits)
        && let Some((printer, profile)) = set_up(store, &who, profile).await?
    {
        PACE.count(who.branch, who.printer, secret, now);
        return Ok(Asking {
            printer,
            profile,
            state,
        });
    }
    let window = Window {
        what: "printer",
        who: who
            .address
            .map_or_else(String::new, |address| address.to_string()),
        limit: WRONG_SECRETS,
        seconds: 900,
    };
    match store.reserve(&[window], None, now).await? {
        Ok(()) => Err(AuthError::Invalid.into()),
        Err(full) => Err(Refusal::PrinterLimited {
            retry_after: full.retry_after,
        }),
    }
}

/// What it is set up as. A profile of a minute ago may not know a printer that is new.
async fn set_up(
    store: &Store,
    who: &Claimed<'_>,
    profile: Option<Arc<Profile>>,
) -> Result<Option<(Printer, Arc<Profile>)>, Refusal> {
    let find = |profile: Option<Arc<Profile>>| {
        let profile = profile?;
        let printer = profile.printer(who.printer).cloned();
        let printer = printer.filter(|printer| printer.kind == who.kind)?;
        Some((printer, profile))
    };
    let known = find(profile);
    if known.is_some() {
        return Ok(known);
    }
    Ok(find(store.profile(who.branch).await?.map(Arc::new)))
}

/// What it says of itself, in words of ours.
pub(super) fn heard_of(heard: Heard, at: Timestamp) -> HeardOf {
    let condition = match heard.health {
        Health::Online => Condition::Ready,
        Health::PaperLow => Condition::PaperLow,
        Health::Faulty { fault } => condition_of(fault),
        Health::Unknown => Condition::Unknown,
    };
    HeardOf {
        at,
        condition,
        code: heard.code,
    }
}

pub(super) fn condition_of(fault: Fault) -> Condition {
    match fault {
        Fault::NoPaper => Condition::NoPaper,
        Fault::Jam => Condition::Jam,
        Fault::CoverOpen => Condition::CoverOpen,
        Fault::Cutter => Condition::Cutter,
        Fault::Other => Condition::Faulty,
    }
}

/// What a printer has before it.
#[derive(Debug, Default)]
pub(super) struct Line {
    /// What it fetched and has not answered for.
    pub in_hand: Option<PrintJob>,
    /// What it is to print next, if it has nothing in hand.
    pub next: Option<PrintJob>,
}

impl Claimed<'_> {
    /// Whether it has asked so often in this minute that nothing is looked at.
    pub fn asks_too_often(&self, now: Timestamp) -> bool {
        self.secret
            .is_some_and(|secret| PACE.is_over(self.branch, self.printer, secret, now))
    }
}

impl Asking {
    /// What it said last, as if it said so at `now`: it asks, and says no more than that it is on.
    pub(super) fn as_last_heard(&self, now: Timestamp) -> HeardOf {
        let last = self.state.heard.clone();
        let unknown = || HeardOf {
            at: now,
            condition: Condition::Unknown,
            code: String::new(),
        };
        HeardOf {
            at: now,
            ..last.unwrap_or_else(unknown)
        }
    }

    /// Writes down what it says of itself, unless it said just that a moment ago. Somebody who
    /// wrote at the same time has heard it as well.
    ///
    /// # Errors
    /// When the store fails.
    pub(super) async fn says(&self, store: &Store, heard: HeardOf) -> Result<(), Refusal> {
        if let Some(state) = self.state.hears(heard) {
            store.save_printer_state(&state, None).await?;
        }
        Ok(())
    }

    /// What it has before it. What time has changed is written down by the way.
    ///
    /// # Errors
    /// When the store fails.
    pub(super) async fn line(&self, store: &Store, now: Timestamp) -> Result<Line, Refusal> {
        let branch = &self.profile.id;
        let mut line = Line::default();
        for job in store.print_queue(branch, &self.printer.id).await? {
            let at = job.as_of(now);
            if at.version != job.version {
                store.save_print_job(&at, None).await?;
            } else if job.status == PrintStatus::Claimed {
                line.in_hand = line.in_hand.or(Some(job));
            } else if job.is_due(now) {
                line.next = line.next.or(Some(job));
            }
        }
        if line.in_hand.is_some() {
            line.next = None;
        }
        Ok(line)
    }

    /// What it may be handed now: what is next in its own line, or what another one leaves lying
    /// for which it stands in. Read once more, as lines are read a moment late.
    ///
    /// # Errors
    /// When the store fails.
    pub(super) async fn due(
        &self,
        store: &Store,
        line: Line,
        now: Timestamp,
    ) -> Result<Option<PrintJob>, Refusal> {
        let next = match (line.in_hand, line.next) {
            (Some(_), _) => return Ok(None),
            (None, Some(next)) => next,
            (None, None) => match self.take_over(store, now).await? {
                Some(taken) => taken,
                None => return Ok(None),
            },
        };
        let job = store.print_job(&next.id).await?;
        Ok(job.filter(|job| job.printer_id == self.printer.id && job.is_due(now)))
    }

    async fn take_over(&self, store: &Store, now: Timestamp) -> Result<Option<PrintJob>, Refusal> {
        let branch = &self.profile.id;
        let relies = |other: &&Printer| {
            other.kind.asks() && other.fallback.as_ref() == Some(&self.printer.id)
        };
        for other in self.profile.printers.iter().filter(relies) {
            let lying = store.print_queue(branch, &other.id).await?;
            let Some(job) = lying.into_iter().find(|job| job.is_left_lying(now)) else {
                continue;
            };
            let state = store.printer_state(branch, &other.id).await?;
            if state.is_some_and(|state| state.can_print(now)) {
                continue;
            }
            let taken = job.taken_over(&self.printer.id);
            if store.save_print_job(&taken, None).await? {
                return Ok(Some(taken));
            }
        }
        Ok(None)
    }

    /// The job of this name, in the hands of the printer. `by` is which machine it is, as far as it
    /// says. `None` when it may not have it, or not any more.
    ///
    /// # Errors
    /// When the store fails.
    pub(super) async fn fetch(
        &self,
        store: &Store,
        id: &PrintJobId,
        by: Option<&str>,
        now: Timestamp,
    ) -> Result<Option<PrintJob>, Refusal> {
        let mut tries = Retry::USUAL.tries();
        loop {
            let job = store.print_job(id).await?;
            let Some(job) = job.filter(|job| job.printer_id == self.printer.id) else {
                return Ok(None);
            };
            let Some(fetched) = job.fetched(by, now) else {
                return Ok(None);
            };
            if fetched.version == job.version || store.save_print_job(&fetched, None).await? {
                return Ok(Some(fetched));
            }
            tries.again().await?;
        }
    }

    /// Notes how the job of this name went. What changes nothing is no error: printers say
    /// everything twice.
    ///
    /// # Errors
    /// When the store fails.
    pub(super) async fn answers(
        &self,
        store: &Store,
        id: &PrintJobId,
        (result, said): (&PrintResult, &str),
        now: Timestamp,
    ) -> Result<(), Refusal> {
        let mut tries = Retry::USUAL.tries();
        loop {
            let job = store.print_job(id).await?;
            let job = job.filter(|job| job.printer_id == self.printer.id);
            let Some(answered) = job.and_then(|job| job.answered(result, said, now)) else {
                return Ok(());
            };
            if store.save_print_job(&answered, None).await? {
                return Ok(());
            }
            tries.again().await?;
        }
    }

    /// A job by the short name that printers know it by. One that no job has names none.
    pub(super) fn job_of(&self, token: &str) -> Option<PrintJobId> {
        PrintJobId::new(&self.profile.id, token).ok()
    }
}
