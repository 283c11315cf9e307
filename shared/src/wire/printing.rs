//! Printers and what they print, as staff see and change it.

use std::collections::BTreeSet;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::domain::DomainError;
use crate::domain::branch::Profile;
use crate::domain::id::{PrintJobId, PrinterId, StationId};
use crate::domain::name::Name;
use crate::domain::print_job::{JobWish, PrintContent, PrintJob};
use crate::domain::printer::{Condition, Letters, Printer, PrinterKind, PrinterState};
use crate::domain::slip::{Slip, SlipLine};
use crate::domain::transitions::PrintStatus;

/// "This printer shall be so."
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PutPrinterRequest {
    pub name: Name,
    pub kind: PrinterKind,
    /// Characters of a line: 32, 42 or 48.
    #[cfg_attr(feature = "openapi", schema(minimum = 32, maximum = 48))]
    pub columns: u8,
    /// What letters it can print; those of English when absent.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(required = false))]
    pub letters: Letters,
    /// For which stations it prints; for all of them when none is named.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(required = false, max_items = 30))]
    pub stations: BTreeSet<StationId>,
    /// Another printer of the branch, which takes what this one leaves lying.
    pub fallback: Option<PrinterId>,
    /// Whether guests' orders are printed without a person.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(required = false))]
    pub prints_orders: bool,
    /// Whether it prints for the kitchen; it does when absent.
    pub prints_kitchen: Option<bool>,
    /// Whether it prints bills.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(required = false))]
    pub prints_bills: bool,
    /// The branch's version that the caller decided on; another one is refused.
    pub version: Option<u64>,
}

impl PutPrinterRequest {
    /// The printer of this ID, and the version that was seen.
    pub fn printer(self, id: PrinterId) -> (Printer, Option<u64>) {
        let printer = Printer {
            id,
            name: self.name,
            kind: self.kind,
            columns: self.columns,
            letters: self.letters,
            stations: self.stations,
            fallback: self.fallback,
            prints_orders: self.prints_orders,
            prints_kitchen: self.prints_kitchen.unwrap_or(true),
            prints_bills: self.prints_bills,
        };
        (printer, self.version)
    }
}

/// A printer, and what was heard of it.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PrinterView {
    pub id: PrinterId,
    pub name: Name,
    pub kind: PrinterKind,
    pub columns: u8,
    pub letters: Letters,
    pub stations: BTreeSet<StationId>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fallback: Option<PrinterId>,
    pub prints_orders: bool,
    pub prints_kitchen: bool,
    pub prints_bills: bool,
    /// Whether it has a secret, without which it gets nothing.
    pub has_secret: bool,
    /// Whether it asked for work within the last minutes.
    pub is_on: bool,
    /// When it was heard last, to the minute.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>, format = DateTime))]
    pub heard_at: Option<Timestamp>,
    /// How it was then.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub condition: Option<Condition>,
    /// What it said itself.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub code: Option<String>,
}

impl PrinterView {
    fn of(printer: &Printer, state: Option<&PrinterState>, now: Timestamp) -> Self {
        let heard = state.and_then(|state| state.heard.as_ref());
        Self {
            id: printer.id.clone(),
            name: printer.name.clone(),
            kind: printer.kind,
            columns: printer.columns,
            letters: printer.letters,
            stations: printer.stations.clone(),
            fallback: printer.fallback.clone(),
            prints_orders: printer.prints_orders,
            prints_kitchen: printer.prints_kitchen,
            prints_bills: printer.prints_bills,
            has_secret: state.is_some_and(|state| !state.secret_hash.is_empty()),
            is_on: state.is_some_and(|state| state.is_on(now)),
            heard_at: heard.map(|heard| heard.at),
            condition: heard.map(|heard| heard.condition),
            code: heard
                .map(|heard| heard.code.clone())
                .filter(|code| !code.is_empty()),
        }
    }
}

/// The printers of a branch.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PrinterList {
    pub printers: Vec<PrinterView>,
    /// The branch's, which grows with every change of how it works.
    pub version: u64,
}

impl PrinterList {
    /// As they are at `now`.
    pub fn of(profile: &Profile, states: &[PrinterState], now: Timestamp) -> Self {
        let printers = profile.printers.iter().map(|printer| {
            let state = states.iter().find(|state| state.printer_id == printer.id);
            PrinterView::of(printer, state, now)
        });
        Self {
            printers: printers.collect(),
            version: profile.version,
        }
    }
}

/// What is typed into a printer, told once.
#[derive(Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PrinterSecret {
    /// The path of the address that the printer asks, on the site's own address. One of Epson's
    /// holds the secret.
    pub path: String,
    /// The name that a printer of Star's shows.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub user: Option<String>,
    /// The password that it shows.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub password: Option<String>,
}

impl std::fmt::Debug for PrinterSecret {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("PrinterSecret(..)")
    }
}

impl PrinterSecret {
    /// What is typed into a printer of a branch.
    pub fn of(branch: &str, printer: &Printer, secret: String) -> Self {
        let id = printer.id.as_str();
        match printer.kind {
            PrinterKind::EpsonSdp => Self {
                path: format!("/api/v1/print/epson/{branch}/{id}?key={secret}"),
                user: None,
                password: None,
            },
            PrinterKind::StarCloudprnt | PrinterKind::Browser => Self {
                path: format!("/api/v1/print/star/{branch}/{id}"),
                user: Some(id.to_owned()),
                password: Some(secret),
            },
        }
    }
}

/// Something that is printed.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PrintJobView {
    pub id: PrintJobId,
    /// Whose queue it is in.
    pub printer_id: PrinterId,
    pub content: PrintContent,
    pub status: PrintStatus,
    #[cfg_attr(feature = "openapi", schema(value_type = String, format = DateTime))]
    pub created_at: Timestamp,
    /// What the printer said that kept it from being printed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub trouble: Option<String>,
    /// Of which printer it was taken over.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub taken_from: Option<PrinterId>,
    /// Which one it repeats.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub repeats: Option<PrintJobId>,
    pub version: u64,
}

impl From<&PrintJob> for PrintJobView {
    fn from(job: &PrintJob) -> Self {
        Self {
            id: job.id.clone(),
            printer_id: job.printer_id.clone(),
            content: job.content.clone(),
            status: job.status,
            created_at: job.created_at,
            trouble: job.trouble.clone(),
            taken_from: job.taken_from.clone(),
            repeats: job.repeats.clone(),
            version: job.version,
        }
    }
}

/// What a branch prints, and how its printers are.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PrintQueue {
    /// The newest first, of the last three days.
    pub jobs: Vec<PrintJobView>,
    pub printers: Vec<PrinterView>,
    /// When this was so.
    #[cfg_attr(feature = "openapi", schema(value_type = String, format = DateTime))]
    pub server_time: Timestamp,
}

/// A line of a slip, for who prints it from a page.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SlipLineView {
    /// What stands at the left; nothing for an empty line.
    pub text: String,
    /// What stands at the right edge.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub amount: Option<String>,
    pub large: bool,
    pub bold: bool,
    pub centred: bool,
    /// Characters that it stays away from the left edge.
    pub indent: u8,
    /// A line from edge to edge.
    pub rule: bool,
    /// The text is to be shown as a QR code.
    pub code: bool,
}

impl From<&SlipLine> for SlipLineView {
    fn from(line: &SlipLine) -> Self {
        let plain = Self {
            text: String::new(),
            amount: None,
            large: false,
            bold: false,
            centred: false,
            indent: 0,
            rule: false,
            code: false,
        };
        match line {
            SlipLine::Words { text, style } => Self {
                text: text.clone(),
                large: style.large,
                bold: style.bold,
                centred: style.centred,
                indent: style.indent,
                ..plain
            },
            SlipLine::Amount {
                text,
                amount,
                style,
            } => Self {
                text: text.clone(),
                amount: Some(amount.clone()),
                large: style.large,
                bold: style.bold,
                centred: style.centred,
                indent: style.indent,
                ..plain
            },
            SlipLine::Rule => Self {
                rule: true,
                ..plain
            },
            SlipLine::Gap => plain,
            SlipLine::Code { text } => Self {
                text: text.clone(),
                code: true,
                ..plain
            },
        }
    }
}

/// A job with what stands on its slip.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PrintJobDetail {
    pub job: PrintJobView,
    /// From top to bottom.
    pub lines: Vec<SlipLineView>,
}

impl From<&PrintJob> for PrintJobDetail {
    fn from(job: &PrintJob) -> Self {
        let Slip { lines } = &job.slip;
        Self {
            job: PrintJobView::from(job),
            lines: lines.iter().map(SlipLineView::from).collect(),
        }
    }
}

/// What staff make of a job.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum PrintStep {
    /// It waits for its printer again.
    Queued,
    /// It is on paper.
    Printed,
    /// Nobody wants it any more.
    Dismissed,
}

/// "The job shall be so", or "that printer shall print it".
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct MovePrintJobRequest {
    /// What becomes of it.
    pub status: Option<PrintStep>,
    /// Which printer shall print it; without a status.
    pub printer_id: Option<PrinterId>,
    /// The version of the job that the caller decided on; another one is refused.
    pub version: Option<u64>,
}

impl MovePrintJobRequest {
    /// What is wanted, and the version that was seen.
    ///
    /// # Errors
    /// `Invalid` for neither a status nor a printer, or both.
    pub fn wish(self) -> Result<(JobWish, Option<u64>), DomainError> {
        let wish = match (self.status, self.printer_id) {
            (Some(PrintStep::Queued), None) => JobWish::Release,
            (Some(PrintStep::Printed), None) => JobWish::Printed,
            (Some(PrintStep::Dismissed), None) => JobWish::Dismiss,
            (None, Some(printer)) => JobWish::Move(printer),
            (None, None) => return Err(DomainError::invalid("status", "a status or a printer")),
            (Some(_), Some(_)) => {
                return Err(DomainError::invalid("printer_id", "not beside a status"));
            }
        };
        Ok((wish, self.version))
    }
}

/// "Print it once more."
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ReprintRequest {
    /// Which printer shall; the same as before when absent.
    pub printer_id: Option<PrinterId>,
}
