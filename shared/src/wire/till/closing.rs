//! What is open when a day is closed, and how it was closed.

use jiff::Timestamp;
use serde::Serialize;

use super::ByView;
use crate::domain::money::{Currency, Money};
use crate::domain::price_list::Channel;
use crate::domain::text::Note;
use crate::domain::till::close::{ClosedDay, OpenItem, OpenKind};

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
    pub(super) fn all(items: &[OpenItem], currency: Currency) -> Vec<Self> {
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
    pub(super) fn of(closed: &ClosedDay) -> Self {
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
