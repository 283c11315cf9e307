//! What a day's report names by itself, and by whom it was done.

use jiff::Timestamp;
use serde::Serialize;

use crate::domain::bill::payment::PaidBy;
use crate::domain::business_day::BusinessDay;
use crate::domain::id::StaffId;
use crate::domain::money::{Currency, Money};
use crate::domain::text::Reason;
use crate::domain::till::close::PersonName;
use crate::domain::till::entry::{TillDeed, TillEntry};
use crate::domain::till::figures::Noted;

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
    pub(super) fn of(id: &StaffId, names: &[PersonName]) -> Self {
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
    /// What was paid too much of a bill was given back.
    Credit,
    /// What was to a customer's credit was paid out.
    PaidOut,
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
            TillDeed::CreditReturned => Self::Credit,
            TillDeed::AccountPaidOut => Self::PaidOut,
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
    pub(super) fn of(noted: &Noted, names: &[PersonName], currency: Currency) -> Self {
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
