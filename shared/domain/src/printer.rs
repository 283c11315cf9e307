//! The printers of a branch: what each is, and what goes to it.

use std::collections::BTreeSet;

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

use super::DomainError;
use super::id::{BranchId, PrinterId, StationId};
use super::name::Name;
use super::order::OrderLine;

/// The most printers of a branch: an order is written with a job for each, in one transaction.
pub const MAX_PRINTERS: usize = 12;
/// The printer that every branch has without setting one up: the browser of whoever asks. What no
/// other one prints waits there.
pub const PAGE: &str = "page";
/// Seconds after which a printer that said nothing counts as off. What it says is written down once
/// a minute while it stays the same.
pub const SILENT_SECONDS: i64 = 150;
/// Seconds for which what a printer says is not written down again while it stays the same.
pub const SAME_SECONDS: i64 = 60;

/// How a printer gets its jobs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum PrinterKind {
    /// It asks for them by Star's CloudPRNT.
    StarCloudprnt,
    /// It asks for them by Epson's Server Direct Print.
    EpsonSdp,
    /// Somebody prints them from a page, on whatever that device prints on.
    Browser,
}

impl PrinterKind {
    /// Whether the printer itself comes and asks.
    pub fn asks(self) -> bool {
        self != Self::Browser
    }
}

/// What letters a printer can print.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum Letters {
    /// Those of English, which every printer has.
    #[default]
    Ascii,
    /// Those of western Europe too.
    Latin,
    /// All that it is sent.
    All,
}

/// A printer, as its manager set it up.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Printer {
    pub id: PrinterId,
    pub name: Name,
    pub kind: PrinterKind,
    /// Characters of a line: 32, 42 or 48.
    pub columns: u8,
    #[serde(default)]
    pub letters: Letters,
    /// For which stations it prints; for all of them when none is named.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub stations: BTreeSet<StationId>,
    /// Which other one takes what it leaves lying.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fallback: Option<PrinterId>,
    /// Whether guests' orders are printed without a person.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub prints_orders: bool,
    /// Whether it prints for the kitchen at all.
    #[serde(default = "yes", skip_serializing_if = "is_yes")]
    pub prints_kitchen: bool,
    /// Whether it prints bills.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub prints_bills: bool,
}

fn yes() -> bool {
    true
}

fn is_yes(said: &bool) -> bool {
    *said
}

impl Printer {
    /// The one under [`PAGE`].
    ///
    /// # Errors
    /// None: the name is one.
    pub fn page() -> Result<Self, DomainError> {
        let none = DomainError::NotFound("printer");
        let (Ok(id), Ok(name)) = (PAGE.parse(), Name::try_from("Browser".to_owned())) else {
            return Err(none);
        };
        Ok(Self {
            id,
            name,
            kind: PrinterKind::Browser,
            columns: 42,
            letters: Letters::All,
            stations: BTreeSet::new(),
            fallback: None,
            prints_orders: false,
            prints_kitchen: true,
            prints_bills: true,
        })
    }

    /// Whether what is made for this line is told here. What needs no kitchen is told nowhere.
    pub fn prints_for(&self, line: &OrderLine) -> bool {
        let station = line.station.as_ref();
        let is_here =
            |station: &StationId| self.stations.is_empty() || self.stations.contains(station);
        self.prints_kitchen && station.is_some_and(is_here)
    }
}

/// Widths of paper, in characters.
const COLUMNS: [u8; 3] = [32, 42, 48];

/// The printers `there`, with this one in the place of the one of its ID, or beside them.
///
/// # Errors
/// `Invalid` for another width, a fallback that is not there or the printer itself, or too many.
pub fn with_printer(there: &[Printer], printer: Printer) -> Result<Vec<Printer>, DomainError> {
    if !COLUMNS.contains(&printer.columns) {
        return Err(DomainError::invalid("columns", "32, 42 or 48"));
    }
    let mut printers = there.to_vec();
    let id = printer.id.clone();
    let fallback = printer.fallback.clone();
    let place = printers.iter().position(|known| known.id == id);
    match place.and_then(|place| printers.get_mut(place)) {
        Some(known) => *known = printer,
        None => printers.push(printer),
    }
    if printers.len() > MAX_PRINTERS {
        let message = format!("at most {MAX_PRINTERS} printers");
        return Err(DomainError::invalid("printer", message));
    }
    let is_other = |fallback: &PrinterId| {
        *fallback != id && printers.iter().any(|known| known.id == *fallback)
    };
    if fallback
        .as_ref()
        .is_some_and(|fallback| !is_other(fallback))
    {
        return Err(DomainError::invalid(
            "fallback",
            "another printer of the branch",
        ));
    }
    Ok(printers)
}

/// The printers `there` without this one, which is nobody's fallback any more.
pub fn without_printer(there: &[Printer], id: &PrinterId) -> Vec<Printer> {
    let left = there.iter().filter(|known| known.id != *id);
    let left = left.map(|known| Printer {
        fallback: known.fallback.clone().filter(|fallback| fallback != id),
        ..known.clone()
    });
    left.collect()
}

/// How a printer is, as it last said.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum Condition {
    /// It can print.
    Ready,
    /// It can print, and somebody should bring paper.
    PaperLow,
    NoPaper,
    Jam,
    CoverOpen,
    Cutter,
    /// It cannot print; the code that it said stands beside it.
    Faulty,
    /// It said nothing that is understood.
    Unknown,
}

impl Condition {
    /// Whether somebody has to go there before it prints.
    pub fn is_fault(self) -> bool {
        match self {
            Self::Ready | Self::PaperLow | Self::Unknown => false,
            Self::NoPaper | Self::Jam | Self::CoverOpen | Self::Cutter | Self::Faulty => true,
        }
    }
}

/// What was heard of a printer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HeardOf {
    /// When it said so.
    pub at: Timestamp,
    pub condition: Condition,
    /// Its own words for that, short and clean.
    pub code: String,
}

/// What a printer shows who it is by, and what it said of itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PrinterState {
    pub branch_id: BranchId,
    pub printer_id: PrinterId,
    /// SHA-256 of its secret; another one makes this one void.
    pub secret_hash: String,
    /// When it got that secret.
    pub issued_at: Timestamp,
    /// What it said last, if it ever said something.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub heard: Option<HeardOf>,
    /// Grows with every change.
    pub version: u64,
}

impl PrinterState {
    /// Whether it shows staff the same as another state of it does, but for when it was heard.
    pub fn is_as(&self, other: &Self) -> bool {
        let said = |state: &Self| {
            let heard = state.heard.as_ref();
            heard.map(|heard| (heard.condition, heard.code.clone()))
        };
        self.secret_hash == other.secret_hash && said(self) == said(other)
    }

    /// Whether it said something lately.
    pub fn is_on(&self, now: Timestamp) -> bool {
        let within = SignedDuration::from_secs(SILENT_SECONDS);
        let last = self.heard.as_ref().map(|heard| heard.at);
        last.is_some_and(|at| now.duration_since(at) < within)
    }

    /// Whether it can print as far as anybody knows.
    pub fn can_print(&self, now: Timestamp) -> bool {
        let fault = self
            .heard
            .as_ref()
            .is_some_and(|heard| heard.condition.is_fault());
        self.is_on(now) && !fault
    }

    /// The next version, when what it says now is to be written down: it is something else, or the
    /// last time was a while ago.
    pub fn hears(&self, heard: HeardOf) -> Option<Self> {
        let same = self.heard.as_ref().is_some_and(|last| {
            let lately = SignedDuration::from_secs(SAME_SECONDS);
            last.condition == heard.condition
                && last.code == heard.code
                && heard.at.duration_since(last.at) < lately
        });
        (!same).then(|| Self {
            heard: Some(heard),
            version: self.version + 1,
            ..self.clone()
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixtures::{later, now};

    fn printer(id: &str, fallback: Option<&str>) -> Printer {
        Printer {
            id: id.parse().unwrap(),
            name: id.to_owned().try_into().unwrap(),
            kind: PrinterKind::StarCloudprnt,
            columns: 48,
            letters: Letters::Ascii,
            stations: BTreeSet::new(),
            fallback: fallback.map(|id| id.parse().unwrap()),
            prints_orders: false,
            prints_kitchen: true,
            prints_bills: false,
        }
    }

    #[test]
    fn what_is_usual_of_a_printer_is_not_stored() {
        let kitchen = printer("hot", None);
        let stored = serde_json::json!({"id": "hot", "name": "hot", "kind": "star_cloudprnt",
            "columns": 48, "letters": "ascii"});
        assert_eq!(serde_json::to_value(&kitchen).unwrap(), stored);
        assert_eq!(serde_json::from_value::<Printer>(stored).unwrap(), kitchen);
        let till = Printer {
            prints_kitchen: false,
            prints_bills: true,
            ..kitchen
        };
        let stored = serde_json::to_value(&till).unwrap();
        assert_eq!(serde_json::from_value::<Printer>(stored).unwrap(), till);
        assert_eq!(Printer::page().unwrap().id.as_str(), PAGE);
    }

    #[test]
    fn a_printer_falls_back_on_another_one_of_its_branch() {
        let one = with_printer(&[], printer("hot", None)).unwrap();
        for (id, fallback) in [("hot", "hot"), ("cold", "bar")] {
            let refused = with_printer(&one, printer(id, Some(fallback)));
            assert!(matches!(
                refused,
                Err(DomainError::Invalid {
                    field: "fallback",
                    ..
                })
            ));
        }
        let two = with_printer(&one, printer("cold", Some("hot"))).unwrap();
        assert_eq!(two.len(), 2);
        assert_eq!(
            with_printer(&two, printer("cold", Some("hot"))).unwrap(),
            two
        );
        let left = without_printer(&two, &"hot".parse().unwrap());
        assert_eq!(left, [printer("cold", None)]);
    }

    #[test]
    fn a_branch_has_only_so_many_and_paper_has_three_widths() {
        let many: Vec<_> = (0..MAX_PRINTERS)
            .map(|n| printer(&format!("p{n}"), None))
            .collect();
        assert!(with_printer(&many, printer("one-more", None)).is_err());
        assert!(with_printer(&many, printer("p3", None)).is_ok());
        let odd = Printer {
            columns: 40,
            ..printer("p", None)
        };
        assert!(with_printer(&[], odd).is_err());
    }

    #[test]
    fn what_a_printer_says_again_is_written_once_a_minute() {
        let said = |condition, seconds| HeardOf {
            at: later(seconds),
            condition,
            code: "200 OK".to_owned(),
        };
        let silent = PrinterState {
            branch_id: "lane".parse().unwrap(),
            printer_id: "hot".parse().unwrap(),
            secret_hash: String::new(),
            issued_at: now(),
            heard: None,
            version: 1,
        };
        assert!(!silent.is_on(now()) && !silent.can_print(now()));
        let on = silent.hears(said(Condition::Ready, 0)).unwrap();
        assert_eq!(on.version, 2);
        assert_eq!(on.hears(said(Condition::Ready, 59)), None);
        assert!(on.hears(said(Condition::Ready, 60)).is_some());
        let empty = on.hears(said(Condition::NoPaper, 5)).unwrap();
        assert!(empty.is_on(later(6)) && !empty.can_print(later(6)));
        assert!(on.can_print(later(149)) && !on.can_print(later(150)));
    }
}
