//! What follows a change, as the table's stream tells it: the facts of a branch's figures follow
//! its orders, what a session that was closed leaves behind is finished, and customers are told what
//! was written for them.
//!
//! At least once and in any order: a fact never becomes an older one, what has ended stays so, and a
//! message is claimed before it is sent.

use std::sync::Arc;

use jiff::Timestamp;
use lambda_http::Error;
use salver::domain::business_day::BusinessDay;
use salver::domain::check::Check;
use salver::domain::id::BranchId;
use salver::domain::message::Message;
use salver::realtime::stream::{BatchResponse, StreamChange, StreamEvent};
use salver::service::Refusal;
use salver::service::after_close::{finish_order, finish_session};
use salver::service::figures::{OrderChange, count_orders, recount};
use salver::service::message::hand_all_over;
use salver::store::{Row, StoreError, read_item};
use serde::Deserialize;

use crate::parts::Parts;

/// What this function is called with.
#[derive(Debug, Deserialize)]
#[serde(untagged)]
pub enum Called {
    /// By the table's stream.
    Stream(StreamEvent),
    /// By a person, who wants figures made again from their facts.
    Recount { recount: Span },
}

/// Business days of a branch.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Span {
    branch: BranchId,
    first: BusinessDay,
    last: BusinessDay,
}

/// Follows a batch, or folds days anew.
pub async fn handle(
    parts: Arc<Parts>,
    event: Called,
    now: Timestamp,
) -> Result<BatchResponse, Error> {
    match event {
        Called::Stream(event) => follow_batch(&parts, event, now).await,
        Called::Recount { recount: span } => {
            let profile = parts.store.profile(&span.branch).await?;
            let profile = profile.ok_or("no such branch")?;
            recount(&parts.store, &profile, (span.first, span.last), now).await?;
            Ok(BatchResponse::default())
        }
    }
}

/// Follows a batch. The event source passes orders, checks and messages only.
async fn follow_batch(
    parts: &Parts,
    event: StreamEvent,
    now: Timestamp,
) -> Result<BatchResponse, Error> {
    let (mut first, mut unreadable) = (None, None);
    let (mut orders, mut closed, mut messages) = (Vec::new(), Vec::new(), Vec::new());
    for change in event.changes() {
        let place = change.sequence_number.clone();
        match read(change) {
            Ok(Followed::Order(change)) => orders.push(*change),
            Ok(Followed::Closed(check)) => closed.push(*check),
            Ok(Followed::Message(message)) => messages.push(*message),
            Ok(Followed::Nothing) => {}
            // What came before it is followed all the same.
            Err(error) => {
                unreadable = Some((place, error));
                break;
            }
        }
        first.get_or_insert(place);
    }
    let done = follow(parts, (orders, closed, messages), now).await;
    Ok(match (done, first, unreadable) {
        (Err(error), Some(first), _) => BatchResponse::failed(&first, error.into()),
        (_, _, Some((place, error))) => BatchResponse::failed(&place, error.into()),
        _ => BatchResponse::default(),
    })
}

async fn follow(
    parts: &Parts,
    (orders, closed, messages): (Vec<OrderChange>, Vec<Check>, Vec<Message>),
    now: Timestamp,
) -> Result<(), Refusal> {
    let store = &parts.store;
    for check in closed {
        finish_session(store, &check.id, now).await?;
    }
    for change in &orders {
        finish_order(store, &change.after, now).await?;
    }
    count_orders(store, orders, now).await?;
    // Last: a provider may take its time.
    Ok(hand_all_over(store, &parts.providers, messages, now).await?)
}

/// What of a change is to be followed.
enum Followed {
    Order(Box<OrderChange>),
    Closed(Box<Check>),
    Message(Box<Message>),
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
        Row::Message(_) => Ok(Followed::Message(Box::new(read_item(new)?))),
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
        | Row::StatusScreen(_)
        | Row::Section(..)
        | Row::Table(..)
        | Row::Station(..)
        | Row::Printer(..)
        | Row::PrintJob(_)
        | Row::Staff(..)
        | Row::Stock(_)
        | Row::Overrides(_)
        | Row::OrderCounter(..)
        | Row::AwayCounter(..)
        | Row::BillCounter(..)
        | Row::Settlement(_)
        | Row::Bill(..)
        | Row::Payment(_)
        | Row::Refund(_)
        | Row::DuesAccount(_)
        | Row::DuesEntry(..)
        | Row::DuesPhone(..)
        | Row::Approval
        | Row::TillDay(..)
        | Row::TillEntry(..)
        | Row::Customer(_)
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_called_by_the_stream_or_by_a_person() {
        let stream = include_str!("../../../shared/tests/payloads/stream.json");
        let Called::Stream(event) = serde_json::from_str(stream).unwrap() else {
            panic!("no stream");
        };
        assert!(event.changes().count() > 0);
        let span = r#"{"branch": "lane", "first": "2026-11-01", "last": "2026-11-30"}"#;
        let called = serde_json::from_str(&format!(r#"{{"recount": {span}}}"#)).unwrap();
        assert!(matches!(called, Called::Recount { .. }));
        let unknown = span.replace("lane\"", "lane\", \"dry\": true");
        let called = serde_json::from_str::<Called>(&format!(r#"{{"recount": {unknown}}}"#));
        assert!(called.is_err());
    }
}
