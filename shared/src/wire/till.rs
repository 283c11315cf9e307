//! The till and its days, as those see them who take the money.

use jiff::Timestamp;
use serde::Serialize;

use crate::domain::bill::payment::PaidBy;
use crate::domain::business_day::BusinessDay;
use crate::domain::id::StaffId;
use crate::domain::money::{Currency, Money};
use crate::domain::name::TaxName;
use crate::domain::price_list::Channel;
use crate::domain::text::{Note, Reason};
use crate::domain::till::charges::Charges;
use crate::domain::till::close::{ClosedDay, OpenItem, OpenKind, PersonName};
use crate::domain::till::day::{DayRead, DayState, TillDay};
use crate::domain::till::entry::{TillDeed, TillEntry};
use crate::domain::till::figures::{BillCount, Noted, Taken, TillFigures};

/// Somebody who is named in a report.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ByView {
    pub id: StaffId,
    /// How they are called; of a closed day how they were.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
}

impl ByView {
    fn of(id: &StaffId, names: &[PersonName]) -> Self {
        let known = names.iter().find(|person| person.id == *id);
        Self {
            id: id.clone(),
            name: known.map(|person| person.name.clone()),
        }
    }
}

/// Cash as it was entered.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CashMoveView {
    pub id: String,
    /// The day for which it counts.
    pub day: BusinessDay,
    pub kind: NotedKind,
    pub amount: Money,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<Reason>,
    pub by: StaffId,
    #[cfg_attr(feature = "openapi", schema(value_type = String, format = DateTime))]
    pub at: Timestamp,
}

impl CashMoveView {
    /// What was entered.
    pub fn of(entry: &TillEntry) -> Self {
        let cash = entry.cash.as_ref();
        let minor = cash.map_or(0, |cash| cash.amount);
        Self {
            id: entry.id.clone(),
            day: entry.business_day,
            kind: NotedKind::from(entry.deed),
            amount: Money::new(minor, entry.currency),
            reason: cash.and_then(|cash| cash.reason.clone()),
            by: entry.by.clone(),
            at: entry.at,
        }
    }
}

/// What is named by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum NotedKind {
    Float,
    CashIn,
    CashOut,
    Refund,
    /// A bill was taken back.
    Void,
}

impl From<TillDeed> for NotedKind {
    fn from(deed: TillDeed) -> Self {
        match deed {
            TillDeed::Opened => Self::Float,
            TillDeed::CashIn => Self::CashIn,
            TillDeed::CashOut => Self::CashOut,
            TillDeed::Refunded => Self::Refund,
            TillDeed::Billed
            | TillDeed::Paid
            | TillDeed::CheckedOut
            | TillDeed::Voided
            | TillDeed::AccountSettled => Self::Void,
        }
    }
}

/// A refund, a void, cash in or out, or the float.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NotedView {
    pub kind: NotedKind,
    #[cfg_attr(feature = "openapi", schema(value_type = String, format = DateTime))]
    pub at: Timestamp,
    pub by: ByView,
    /// Who approved it, where that is somebody else.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub approved_by: Option<ByView>,
    pub amount: Money,
    /// How money went back.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub method: Option<PaidBy>,
    /// Of which bill.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub number: Option<String>,
    /// None of a bill that was taken back because its check was billed anew.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<Reason>,
}

impl NotedView {
    fn of(noted: &Noted, names: &[PersonName], currency: Currency) -> Self {
        let person = |id: &StaffId| ByView::of(id, names);
        Self {
            kind: NotedKind::from(noted.deed),
            at: noted.at,
            by: person(&noted.by),
            approved_by: noted.approved_by.as_ref().map(person),
            amount: Money::new(noted.amount, currency),
            method: noted.method,
            number: noted.number.as_ref().map(ToString::to_string),
            reason: noted.reason.clone(),
        }
    }
}

/// Money by one way.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct TakenView {
    pub method: PaidBy,
    pub count: u32,
    /// What it took off bills or accounts.
    pub amount: Money,
    pub tip: Money,
    /// What was paid in cash more, or less, because there are no smaller coins.
    pub cash_rounding: Money,
    /// What was given back of what was handed over.
    pub change: Money,
}

impl TakenView {
    fn all(rows: &[Taken], currency: Currency) -> Vec<Self> {
        let money = |minor| Money::new(minor, currency);
        let view = |row: &Taken| Self {
            method: row.by,
            count: row.count,
            amount: money(row.amount),
            tip: money(row.tip),
            cash_rounding: money(row.cash_rounding),
            change: money(row.change),
        };
        rows.iter().map(view).collect()
    }
}

/// A tax of a day.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DayTax {
    pub name: TaxName,
    /// Hundredths of a percent: 250 are 2.5 %.
    pub rate_bp: u32,
    /// What it is of, without any tax.
    pub taxable: Money,
    pub amount: Money,
}

/// What was charged, or given back. A day on which more was taken back than billed is below
/// nothing.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ChargesView {
    /// By the menu, before discounts.
    pub gross: Money,
    pub discount: Money,
    pub service_charge: Money,
    pub taxes: Vec<DayTax>,
    pub round_off: Money,
    /// What was to be paid.
    pub total: Money,
}

impl ChargesView {
    fn of(charges: &Charges, currency: Currency) -> Self {
        let money = |minor| Money::new(minor, currency);
        let taxes = charges.taxes.iter().map(|tax| DayTax {
            name: tax.name.clone(),
            rate_bp: tax.rate_bp.0,
            taxable: money(tax.taxable),
            amount: money(tax.amount),
        });
        Self {
            gross: money(charges.subtotal),
            discount: money(charges.discount),
            service_charge: money(charges.service_charge),
            taxes: taxes.collect(),
            round_off: money(charges.round_off),
            total: money(charges.total),
        }
    }
}

/// How many bills.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct BillCountView {
    /// Numbers that were taken this day.
    pub issued: u32,
    /// Bills that were taken back this day.
    pub voided: u32,
    /// The first number of the day.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub first: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last: Option<String>,
}

impl From<&BillCount> for BillCountView {
    fn from(bills: &BillCount) -> Self {
        Self {
            issued: bills.issued,
            voided: bills.voided,
            first: bills.first.as_ref().map(ToString::to_string),
            last: bills.last.as_ref().map(ToString::to_string),
        }
    }
}

/// The cash that is to be in the till, and why.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DrawerView {
    pub float: Money,
    /// For bills, with tips, and rounded to coins.
    pub payments: Money,
    /// For what customers owe.
    pub accounts: Money,
    pub refunds: Money,
    pub cash_in: Money,
    pub cash_out: Money,
    /// What is to be there.
    pub expected: Money,
}

impl DrawerView {
    fn of(figures: &TillFigures) -> Self {
        let drawer = figures.drawer();
        let money = |minor| Money::new(minor, figures.currency);
        Self {
            float: money(drawer.float),
            payments: money(drawer.payments),
            accounts: money(drawer.accounts),
            refunds: money(drawer.refunds),
            cash_in: money(drawer.cash_in),
            cash_out: money(drawer.cash_out),
            expected: money(drawer.expected()),
        }
    }
}

/// Something that is open, or was when the day was closed.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct OpenView {
    pub kind: OpenKind,
    /// Of the check, or of the print job.
    pub id: String,
    /// What staff call it.
    pub name: String,
    /// The section of a table whose name alone does not say which one it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub section: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub channel: Option<Channel>,
    /// What of a check is to be paid.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub due: Option<Money>,
    /// The numbers of its bills that are not paid.
    pub bills: Vec<String>,
}

impl OpenView {
    fn all(items: &[OpenItem], currency: Currency) -> Vec<Self> {
        let view = |item: &OpenItem| Self {
            kind: item.kind,
            id: item.id.clone(),
            name: item.name.clone(),
            section: item.section.clone(),
            channel: item.channel,
            due: item.due.map(|due| Money::new(due, currency)),
            bills: item.bills.clone(),
        };
        items.iter().map(view).collect()
    }
}

/// Coins or notes of one value, as they were counted.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CoinsView {
    pub value: Money,
    pub count: u32,
}

/// How a day was closed.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ClosingView {
    #[cfg_attr(feature = "openapi", schema(value_type = String, format = DateTime))]
    pub at: Timestamp,
    pub by: ByView,
    pub expected: Money,
    pub counted: Money,
    /// What was there too much, or too little where it is negative.
    pub difference: Money,
    pub coins: Vec<CoinsView>,
    /// What stayed open beyond the day, as whoever closed it decided.
    pub carried: Vec<OpenView>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<Note>,
}

impl ClosingView {
    fn of(closed: &ClosedDay) -> Self {
        let currency = closed.figures.currency;
        let money = |minor| Money::new(minor, currency);
        let coins = closed.coins.iter().map(|coins| CoinsView {
            value: money(coins.value),
            count: coins.count,
        });
        Self {
            at: closed.closed_at,
            by: ByView::of(&closed.closed_by, &closed.names),
            expected: money(closed.expected),
            counted: money(closed.counted),
            difference: money(closed.difference()),
            coins: coins.collect(),
            carried: OpenView::all(&closed.carried, currency),
            note: closed.note.clone(),
        }
    }
}

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
