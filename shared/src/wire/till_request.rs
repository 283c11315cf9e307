//! What those say who keep the till.

use std::collections::BTreeSet;

use serde::Deserialize;

use super::bill_request::print_wish;
use crate::domain::DomainError;
use crate::domain::business_day::BusinessDay;
#[cfg(feature = "openapi")]
use crate::domain::id::CheckId;
use crate::domain::id::PrinterId;
use crate::domain::money::Money;
use crate::domain::object::{object, objects};
use crate::domain::text::{Note, Reason};
use crate::domain::till::close::{CloseWish, Closing, Coins, Counted, MAX_CARRIED};
use crate::domain::till::day::CashWish;

/// The longest ID of something open that is looked at.
const MAX_ID: usize = 130;

/// With how much cash the day begins.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct OpenDayRequest {
    /// Nothing or more.
    #[serde(deserialize_with = "object")]
    pub float: Money,
}

/// Which way cash goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum Direction {
    /// Into the till.
    In,
    /// Out of it.
    Out,
}

/// Cash that is of no bill.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CashMoveRequest {
    pub direction: Direction,
    /// More than nothing.
    #[serde(deserialize_with = "object")]
    pub amount: Money,
    /// Why, for the books.
    #[cfg_attr(feature = "openapi", schema(value_type = Reason))]
    pub reason: String,
}

impl TryFrom<CashMoveRequest> for CashWish {
    type Error = DomainError;

    fn try_from(request: CashMoveRequest) -> Result<Self, DomainError> {
        let reason = Reason::parse_as("reason", Some(&request.reason))?;
        let reason = reason.ok_or_else(|| DomainError::invalid("reason", "say why"))?;
        Ok(match request.direction {
            Direction::In => Self::In(request.amount, reason),
            Direction::Out => Self::Out(request.amount, reason),
        })
    }
}

/// Coins or notes of one value.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CoinsRequest {
    /// Minor units of one.
    #[cfg_attr(feature = "openapi", schema(minimum = 1))]
    pub value: i64,
    pub count: u32,
}

/// How a day is closed.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CloseDayRequest {
    /// Which, so that a request that comes late closes no other.
    #[cfg_attr(feature = "openapi", schema(value_type = String, format = Date, pattern = "^[0-9]{4}-[0-9]{2}-[0-9]{2}$", example = "2026-11-20"))]
    pub day: BusinessDay,
    /// The cash that is there.
    #[serde(deserialize_with = "object")]
    pub counted: Money,
    /// The same by coins and notes, where somebody counted so.
    #[serde(default, deserialize_with = "objects")]
    #[cfg_attr(feature = "openapi", schema(required = false, max_items = 40))]
    pub coins: Vec<CoinsRequest>,
    /// What stays open beyond the day, by the IDs of `open`: each of them must be named.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(value_type = Vec<CheckId>, required = false, max_items = 500))]
    pub carried: Vec<String>,
    #[cfg_attr(feature = "openapi", schema(value_type = Option<Note>))]
    pub note: Option<String>,
    /// Whether its report is printed in the same moment.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(required = false))]
    pub print: bool,
    /// On which printer; the branch's first for bills without.
    pub printer_id: Option<PrinterId>,
}

/// "Print the day."
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PrintDayRequest {
    /// On which printer; the branch's first for bills without, or, where it has none, the browser
    /// of whoever asks, `page`.
    pub printer_id: Option<PrinterId>,
}

impl TryFrom<CloseDayRequest> for Closing {
    type Error = DomainError;

    fn try_from(request: CloseDayRequest) -> Result<Self, DomainError> {
        let print = print_wish(request.print, request.printer_id.as_ref())?;
        let coins = request.coins.into_iter().map(|coins| Coins {
            value: coins.value,
            count: coins.count,
        });
        let carried: BTreeSet<_> = request.carried.into_iter().collect();
        if carried.len() > MAX_CARRIED || carried.iter().any(|id| id.len() > MAX_ID) {
            return Err(DomainError::invalid("carried", "IDs of what is open"));
        }
        let wish = CloseWish {
            counted: Counted::new(request.counted, coins.collect())?,
            carried,
            note: Note::parse_as("note", request.note.as_deref())?,
        };
        Ok(Self {
            day: request.day,
            wish,
            print,
        })
    }
}
