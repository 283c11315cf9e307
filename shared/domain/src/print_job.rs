//! Jobs of printers: what is to be printed, and how far it is.
//!
//! Nothing is printed twice without a person. A job whose printer took it and never said how it went
//! is `unconfirmed`: staff look at the paper, and print it again or dismiss it. What waited for long,
//! since its printer was off, is `held`: an old ticket that comes out of a printer that was just
//! switched on would be cooked once more.

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

use super::DomainError;
use super::business_day::BusinessDay;
use super::id::{BillId, BranchId, OrderId, PrintJobId, PrinterId};
use super::slip::Slip;
use super::transitions::{PrintStatus, Status};

/// How long a printer may take for what it fetched, in seconds: some need a minute.
pub const LEASE_SECONDS: i64 = 90;
/// How long a job waits before a person has to say that it is still wanted, in seconds.
pub const HELD_SECONDS: i64 = 600;
/// How long a job lies at a printer that cannot print before its fallback takes it, in seconds.
pub const FALLBACK_SECONDS: i64 = 60;
/// How long a printer that could not print is not handed the same again, in seconds.
pub const PAUSE_SECONDS: i64 = 15;
/// How often a job is handed over that a printer could not download, before it has failed.
pub const MAX_TRIES: u32 = 3;
/// How long a job is kept, in seconds: three days.
const KEEP_SECONDS: i64 = 3 * 24 * 3600;

/// What is printed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "is", rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum PrintContent {
    /// The kitchen's copy of an order.
    KitchenCopy { order_id: OrderId, number: u32 },
    /// What of an order is not to be made after all.
    CancelSlip { order_id: OrderId, number: u32 },
    /// A bill, with what was paid of it then.
    Bill { bill_id: BillId, number: String },
    /// A business day: its report, or how far it was then.
    DayReport { day: BusinessDay },
    /// A few words that show that the printer prints.
    Test,
}

/// Where bills shall be printed.
#[derive(Debug, Clone, Default)]
pub struct PrintWish {
    /// The branch's own choice without.
    pub printer: Option<PrinterId>,
}

/// A printer's hold on a job.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PrintClaim {
    /// When it was fetched first.
    pub at: Timestamp,
    /// Which machine fetched it, as far as it says.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<String>,
}

/// One slip for one printer.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PrintJob {
    pub id: PrintJobId,
    pub branch_id: BranchId,
    /// Whose queue it is in.
    pub printer_id: PrinterId,
    pub content: PrintContent,
    pub slip: Slip,
    pub status: PrintStatus,
    pub created_at: Timestamp,
    /// Since when it is in the queue; a person can let it begin anew.
    pub waiting_since: Timestamp,
    /// Before that it is not handed over again.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub not_before: Option<Timestamp>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub claim: Option<PrintClaim>,
    /// How often a download of it was broken off.
    #[serde(default)]
    pub broken_off: u32,
    /// What the printer said that kept it from being printed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub trouble: Option<String>,
    /// Of which printer it was taken over.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub taken_from: Option<PrinterId>,
    /// Which one it repeats.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub repeats: Option<PrintJobId>,
    /// When it is forgotten, in seconds since 1970.
    pub expires_at: i64,
    /// Grows with every change.
    pub version: u64,
}

/// How a printer says that a job went.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PrintResult {
    Printed,
    /// Somebody has to go there; it is printed after that.
    Kept,
    /// The download was broken off.
    BrokenOff,
    /// The printer cannot print this.
    Failed,
    /// It is not known whether anything came out.
    Unclear,
}

/// What a person wants of a job.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum JobWish {
    /// Nobody wants it any more.
    Dismiss,
    /// It waits for its printer again.
    Release,
    /// It was printed from a page, or the paper is there.
    Printed,
    /// Another printer shall print it.
    Move(PrinterId),
}

impl PrintJob {
    /// A job that is new at `now`.
    pub fn new(
        id: PrintJobId,
        printer_id: PrinterId,
        content: PrintContent,
        slip: Slip,
        now: Timestamp,
    ) -> Self {
        Self {
            branch_id: id.branch(),
            id,
            printer_id,
            content,
            slip,
            status: PrintStatus::Queued,
            created_at: now,
            waiting_since: now,
            not_before: None,
            claim: None,
            broken_off: 0,
            trouble: None,
            taken_from: None,
            repeats: None,
            expires_at: now.as_second() + KEEP_SECONDS,
            version: 1,
        }
    }

    /// Whether it waits for its printer or is with it.
    pub fn is_in_line(&self) -> bool {
        matches!(self.status, PrintStatus::Queued | PrintStatus::Claimed)
    }

    /// Whether it is still known.
    pub fn is_known(&self, now: Timestamp) -> bool {
        now.as_second() < self.expires_at
    }

    fn next(&self, status: PrintStatus) -> Self {
        Self {
            status,
            version: self.version + 1,
            ..self.clone()
        }
    }

    /// The job as time has left it: one that waited for long is held, one that was taken and never
    /// answered for is unconfirmed. Another version then, and otherwise the same.
    #[must_use]
    pub fn as_of(&self, now: Timestamp) -> Self {
        let for_long = |since: Timestamp, seconds: i64| {
            now.duration_since(since) >= SignedDuration::from_secs(seconds)
        };
        match (self.status, &self.claim) {
            (PrintStatus::Queued, _) if for_long(self.waiting_since, HELD_SECONDS) => {
                self.next(PrintStatus::Held)
            }
            (PrintStatus::Claimed, Some(claim)) if for_long(claim.at, LEASE_SECONDS) => {
                self.next(PrintStatus::Unconfirmed)
            }
            _ => self.clone(),
        }
    }

    /// Whether its printer may be handed it at `now`.
    pub fn is_due(&self, now: Timestamp) -> bool {
        self.as_of(now).status == PrintStatus::Queued
            && self.not_before.is_none_or(|before| before <= now)
    }

    /// Whether its printer has had its chance, so that another one may print it.
    pub fn is_left_lying(&self, now: Timestamp) -> bool {
        let waited = now.duration_since(self.waiting_since);
        self.as_of(now).status == PrintStatus::Queued
            && waited >= SignedDuration::from_secs(FALLBACK_SECONDS)
    }

    /// The job in the hands of its printer; `None` when it may not have it. A printer whose
    /// connection broke may fetch again what it has, and another machine under its name may not.
    pub fn fetched(&self, by: Option<&str>, now: Timestamp) -> Option<Self> {
        let at = self.as_of(now);
        match (at.status, &at.claim) {
            (PrintStatus::Queued, _) => Some(Self {
                claim: Some(PrintClaim {
                    at: now,
                    by: by.map(str::to_owned),
                }),
                not_before: None,
                ..at.next(PrintStatus::Claimed)
            }),
            (PrintStatus::Claimed, Some(claim)) => {
                let both = claim.by.as_deref().zip(by);
                both.is_none_or(|(first, now)| first == now)
                    .then(|| at.clone())
            }
            _ => None,
        }
    }

    /// The job after its printer said how it went; `None` when that changes nothing. What was
    /// printed stays so, whatever is said later; and what is said late that it was printed counts,
    /// also of a job that nobody waited for any more.
    pub fn answered(&self, result: &PrintResult, said: &str, now: Timestamp) -> Option<Self> {
        if *result == PrintResult::Printed {
            return (self.status != PrintStatus::Printed).then(|| Self {
                trouble: None,
                ..self.next(PrintStatus::Printed)
            });
        }
        if self.status != PrintStatus::Claimed {
            return None;
        }
        let trouble = Some(said.to_owned()).filter(|said| !said.is_empty());
        let pause = SignedDuration::from_secs(PAUSE_SECONDS);
        let pause = now.checked_add(pause).unwrap_or(now);
        let again = |broken_off| Self {
            claim: None,
            not_before: Some(pause),
            broken_off,
            trouble: trouble.clone(),
            ..self.next(PrintStatus::Queued)
        };
        let ended = |status| Self {
            trouble: trouble.clone(),
            ..self.next(status)
        };
        Some(match result {
            PrintResult::Kept => again(self.broken_off),
            PrintResult::BrokenOff if self.broken_off + 1 < MAX_TRIES => again(self.broken_off + 1),
            PrintResult::Unclear => ended(PrintStatus::Unconfirmed),
            PrintResult::BrokenOff | PrintResult::Failed | PrintResult::Printed => {
                ended(PrintStatus::Failed)
            }
        })
    }

    /// The job as a person wants it.
    ///
    /// # Errors
    /// `IllegalTransition`; what a printer has in hand nobody takes out of it, and what may have
    /// been printed is repeated and not released.
    pub fn wished(&self, wish: &JobWish, now: Timestamp) -> Result<Self, DomainError> {
        let at = self.as_of(now);
        let wanted = match wish {
            JobWish::Dismiss => PrintStatus::Dismissed,
            JobWish::Printed => PrintStatus::Printed,
            JobWish::Release | JobWish::Move(_) => PrintStatus::Queued,
        };
        if at.status == PrintStatus::Claimed {
            return Err(at.status.refuse(wanted));
        }
        // From one queue into the other one is no step of a status.
        let moves = matches!(wish, JobWish::Move(_)) && at.status == PrintStatus::Queued;
        let status = match moves {
            true => PrintStatus::Queued,
            false => at.status.step(wanted)?,
        };
        let next = Self {
            status,
            version: self.version + 1,
            ..at
        };
        if status != PrintStatus::Queued {
            return Ok(next);
        }
        let waits = Self {
            waiting_since: now,
            not_before: None,
            claim: None,
            broken_off: 0,
            ..next
        };
        Ok(match wish {
            JobWish::Move(printer) => waits.at_printer(printer),
            _ => waits,
        })
    }

    /// The job in the queue of another printer, which takes it over.
    #[must_use]
    pub fn taken_over(&self, by: &PrinterId) -> Self {
        let next = Self {
            not_before: None,
            version: self.version + 1,
            ..self.clone()
        };
        next.at_printer(by)
    }

    fn at_printer(self, printer: &PrinterId) -> Self {
        if self.printer_id == *printer {
            return self;
        }
        Self {
            taken_from: Some(self.printer_id),
            printer_id: printer.clone(),
            ..self
        }
    }
}

#[cfg(test)]
#[path = "print_job_tests.rs"]
mod tests;
