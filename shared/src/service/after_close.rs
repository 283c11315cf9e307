//! What a closed session leaves behind: served orders are completed, those that are still to
//! be served say that their party has left, calls are resolved. The
//! table's stream tells that a session was closed, at least once; doing it again changes
//! nothing. Nobody waits for it, and nothing new can come: orders and calls ask in their own
//! commits that the session is open.

use jiff::Timestamp;

use super::refusal::Refusal;
use crate::domain::call::Call;
use crate::domain::id::{CheckId, OrderId};
use crate::domain::order::Order;
use crate::domain::transitions::{CallStatus, OrderStatus, Status};
use crate::store::{Retry, Saving, Store};

/// Ends all that hangs on a closed session, however much it is.
///
/// # Errors
/// When the store fails; then it must be done again.
pub async fn finish_session(store: &Store, id: &CheckId, now: Timestamp) -> Result<(), Refusal> {
    let Some(party) = store.party(id).await? else {
        return Ok(());
    };
    if party.check.is_open() {
        return Ok(());
    }
    for order in &party.orders {
        if without_party(order, now).is_some() {
            follow(store, &order.id, now).await?;
        }
    }
    for call in &party.calls {
        if call.status != CallStatus::Resolved {
            resolve(store, call, now).await?;
        }
    }
    Ok(())
}

/// Completes an order that was served, when its party has left already.
///
/// # Errors
/// When the store fails; then it must be done again.
pub async fn finish_order(store: &Store, order: &Order, now: Timestamp) -> Result<(), Refusal> {
    if !order.status.may_become(OrderStatus::Completed) {
        return Ok(());
    }
    let check = store.check(&order.check_id).await?;
    if check.is_some_and(|check| !check.is_open()) {
        follow(store, &order.id, now).await?;
    }
    Ok(())
}

/// An order whose party has left: what is on the table is completed; of the rest kitchen and
/// floor must see that nobody waits for it any more. `None` when nothing is left to do.
fn without_party(order: &Order, now: Timestamp) -> Option<Order> {
    order.complete().ok().or_else(|| order.party_left(now))
}

/// Brings an order on until it stands. It is decided on as it is by then: what was served may
/// have been recalled meanwhile.
async fn follow(store: &Store, id: &OrderId, now: Timestamp) -> Result<(), Refusal> {
    let mut tries = Retry::USUAL.tries();
    loop {
        let Some(order) = store.order(id).await? else {
            return Ok(());
        };
        let Some(next) = without_party(&order, now) else {
            return Ok(());
        };
        if store.save_order(&order, &next, None).await? == Saving::Saved {
            return Ok(());
        }
        tries.again().await?;
    }
}

async fn resolve(store: &Store, call: &Call, now: Timestamp) -> Result<(), Refusal> {
    let mut tries = Retry::USUAL.tries();
    loop {
        let Some(call) = store.read_call(&call.id).await? else {
            return Ok(());
        };
        let Ok(next) = call.move_to(CallStatus::Resolved, None, now) else {
            return Ok(());
        };
        if store.save_call(&next).await? {
            return Ok(());
        }
        tries.again().await?;
    }
}
