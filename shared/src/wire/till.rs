//! The till and its days, as those see them who take the money.

mod closing;
mod noted;
mod sums;

use jiff::Timestamp;
use serde::Serialize;

use crate::domain::business_day::BusinessDay;
use crate::domain::money::Money;
use crate::domain::till::charges::Charges;
use crate::domain::till::close::{ClosedDay, PersonName};
use crate::domain::till::day::{DayRead, DayState, TillDay};
use crate::domain::till::figures::Noted;

use super::printing::PrintJobView;

pub use closing::{ClosingView, CoinsView, OpenView};
pub use noted::{ByView, CashMoveView, NotedKind, NotedView};
pub use sums::{BillCountView, ChargesView, DayTax, DrawerView, TakenView};

/// How far a day is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum DayStatus {
    /// It is today.
    Running,
    /// It is over, and nobody has closed it.
    Ended,
    /// Its report stands.
    Closed,
}

/// A business day of the till.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DayView {
    pub day: BusinessDay,
    /// By whose clock its times are read: an IANA name.
    pub time_zone: String,
    pub status: DayStatus,
    /// When the running one ends by itself: money counts for the next one from then on.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>, format = DateTime))]
    pub ends_at: Option<Timestamp>,
    /// With how much cash it began, as somebody said.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub float: Option<NotedView>,
    /// What came for bills.
    pub payments: Vec<TakenView>,
    /// What came for what customers owe.
    pub accounts: Vec<TakenView>,
    /// What went back.
    pub given_back: Vec<TakenView>,
    pub bills: BillCountView,
    /// What bills charge that were issued this day, less those that were taken back.
    pub billed: ChargesView,
    pub refunded: ChargesView,
    /// What was billed less what was given back.
    pub net: ChargesView,
    /// Refunds, voids and cash, oldest first.
    pub noted: Vec<NotedView>,
    pub drawer: DrawerView,
    /// What is open now; nothing once the day is closed.
    pub open: Vec<OpenView>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub closed: Option<ClosingView>,
    /// Earlier days that nobody has closed, the newest first; said with the running day.
    pub unclosed: Vec<BusinessDay>,
    /// Its report on the way to a printer; said by the answer to closing it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub print_job: Option<PrintJobView>,
}

impl DayView {
    /// The day as it was read.
    pub fn of(read: &DayRead) -> Self {
        let figures = &read.figures;
        let currency = figures.currency;
        let noted = |noted: &Noted| NotedView::of(noted, &read.names, currency);
        let charges = |charges: &Charges| ChargesView::of(charges, currency);
        let (status, ends_at, closed) = match &read.state {
            DayState::Running(ends_at) => (DayStatus::Running, Some(*ends_at), None),
            DayState::Ended => (DayStatus::Ended, None, None),
            DayState::Closed(closed) => (DayStatus::Closed, None, Some(ClosingView::of(closed))),
        };
        Self {
            day: read.day,
            time_zone: read.time_zone.clone(),
            status,
            ends_at,
            float: figures.float.as_ref().map(noted),
            payments: TakenView::all(&figures.taken, currency),
            accounts: TakenView::all(&figures.accounts, currency),
            given_back: TakenView::all(&figures.given_back, currency),
            bills: BillCountView::from(&figures.bills),
            billed: charges(&figures.billed),
            refunded: charges(&figures.refunded),
            net: charges(&figures.net()),
            noted: figures.noted.iter().map(noted).collect(),
            drawer: DrawerView::of(figures),
            open: OpenView::all(&read.open, currency),
            closed,
            unclosed: read.unclosed.clone(),
            print_job: None,
        }
    }
}

/// A day in the list of days.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DayRow {
    pub day: BusinessDay,
    /// Whether its report stands.
    pub closed: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>, format = DateTime))]
    pub closed_at: Option<Timestamp>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub closed_by: Option<ByView>,
    /// What was billed less what was given back.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub net: Option<Money>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub difference: Option<Money>,
}

/// A page of days, the newest first.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DayList {
    pub days: Vec<DayRow>,
    /// Where the next page begins, if there is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next: Option<BusinessDay>,
}

impl DayList {
    /// A page of at most `limit` days.
    pub fn of(days: &[TillDay], names: &[PersonName], limit: usize) -> Self {
        let row = |day: &TillDay| {
            let closed = day.closed.as_deref();
            let money = |day: &ClosedDay, minor| Money::new(minor, day.figures.currency);
            DayRow {
                day: day.day,
                closed: closed.is_some(),
                closed_at: closed.map(|day| day.closed_at),
                closed_by: closed.map(|day| ByView::of(&day.closed_by, names)),
                net: closed.map(|day| money(day, day.figures.net().total)),
                difference: closed.map(|day| money(day, day.difference())),
            }
        };
        let next = days.last().filter(|_| days.len() >= limit);
        Self {
            days: days.iter().map(row).collect(),
            next: next.map(|day| day.day),
        }
    }
}
