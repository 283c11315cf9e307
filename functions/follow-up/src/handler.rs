//! What follows a change, as the table's stream tells it: the figures of a branch follow its
//! orders, and what a session that was closed leaves behind is finished.
//!
//! At least once and in any order: what was counted is known, and what has ended stays so.

use std::sync::Arc;

use jiff::Timestamp;
use lambda_http::Error;
use salver::domain::check::Check;
use salver::realtime::stream::{BatchResponse, StreamChange, StreamEvent};
use salver::service::Refusal;
use salver::service::after_close::{finish_order, finish_session};
use salver::service::figures::{OrderChange, count_orders};
use salver::store::{Row, Store, StoreError, read_item};

use crate::parts::Parts;

/// Follows a batch. The event source passes orders and checks only.
pub async fn handle(
    parts: Arc<Parts>,
    event: StreamEvent,
    now: Timestamp,
) -> Result<BatchResponse, Error> {
    let (mut first, mut unreadable) = (None, None);
    let (mut orders, mut closed) = (Vec::new(), Vec::new());
    for change in event.changes() {
        let place = change.sequence_number.clone();
        match read(change) {
            Ok(Followed::Order(change)) => orders.push(*change),
            Ok(Followed::Closed(check)) => closed.push(*check),
            Ok(Followed::Nothing) => {}
            // What came before it is followed all the same.
            Err(error) => {
                unreadable = Some((place, error));
                break;
            }
        }
        first.get_or_insert(place);
    }
    let done = follow(&parts.store, orders, closed, now).await;
    Ok(match (done, first, unreadable) {
        (Err(error), Some(first), _) => BatchResponse::failed(&first, error.into()),
        (_, _, Some((place, error))) => BatchResponse::failed(&place, error.into()),
        _ => BatchResponse::default(),
    })
}

async fn follow(
    store: &Store,
    orders: Vec<OrderChange>,
    closed: Vec<Check>,
    now: Timestamp,
) -> Result<(), Refusal> {
    for check in closed {
        finish_session(store, &check.id, now).await?;
    }
    for change in &orders {
        finish_order(store, &change.after, now).await?;
    }
    Ok(count_orders(store, orders, now).await?)
}

/// What of a change is to be followed.
enum Followed {
    Order(Box<OrderChange>),
    Closed(Box<Check>),
    Nothing,
}

#[deny(clippy::wildcard_enum_match_arm)]
fn read(change: StreamChange) -> Result<Followed, StoreError> {
    // Orders and checks are never deleted but by housekeeping.
    let Some(new) = change.new else {
        return Ok(Followed::Nothing);
    };
    let Some(row) = Row::of(&new) else {
        return Ok(Followed::Nothing);
    };
    match row {
        Row::Order(_) => Ok(Followed::Order(Box::new(OrderChange {
            before: change.old.map(read_item).transpose()?,
            after: read_item(new)?,
        }))),
        Row::Check(_) => {
            let check: Check = read_item(new)?;
            // What comes already over, an import, has nothing left to end.
            Ok(match change.old.is_some() && !check.is_open() {
                true => Followed::Closed(Box::new(check)),
                false => Followed::Nothing,
            })
        }
        // Nothing follows from these, and the event source passes none of them. They are named
        // so that a new kind of item is decided on here too.
        Row::Nothing
        | Row::Claim
        | Row::Brand(_)
        | Row::BranchOfBrand(..)
        | Row::StaffOfBrand(..)
        | Row::Menu(..)
        | Row::Draft(_)
        | Row::Photo(..)
        | Row::Profile(_)
        | Row::FloorPlan(_)
        | Row::PrintedCards(_)
        | Row::Section(..)
        | Row::Table(..)
        | Row::Station(..)
        | Row::Staff(..)
        | Row::Stock(_)
        | Row::Overrides(_)
        | Row::OrderCounter(..)
        | Row::Account(_)
        | Row::MembershipOfBranch(..)
        | Row::MembershipOfBrand(..)
        | Row::TableCode(_)
        | Row::Login(_)
        | Row::StaffLink(_)
        | Row::RefreshFamily(_)
        | Row::Guest(..)
        | Row::Cart(..)
        | Row::Call(_)
        | Row::IdempotencyRecord
        | Row::RateWindow
        | Row::Ticket
        | Row::Connection(_)
        | Row::Listener { .. }
        | Row::Sequence(_)
        | Row::AuditEntry
        | Row::Fact(..)
        | Row::DayFigures(..)
        | Row::Quarters(..) => Ok(Followed::Nothing),
    }
}
