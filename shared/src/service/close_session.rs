//! The end of a party's stay.

use jiff::Timestamp;

use crate::api::problem::Problem;
use crate::domain::check::Check;
use crate::domain::id::CheckId;
use crate::domain::transitions::{CallStatus, OrderStatus, Status};
use crate::store::{Store, StoreError};

/// How often a close is made again when phones join or order at the same moment.
const MAX_TRIES: u32 = 10;
/// A transaction takes 100 items: the check, the table, the audit entry, and these.
const MAX_COMPLETED: usize = 77;
/// Calls cool down, so a party seldom has more that are open.
const MAX_RESOLVED: usize = 20;

/// Ends a session: its tokens are over and its table is free. Orders that are served are
/// completed with it; the kitchen keeps what it still cooks.
///
/// An order that commits after the read moves the check's version, and the close starts
/// again: it is either on the account or refused, never beside it.
///
/// # Errors
/// 404 without such a session, 409 when it is closed already, 503 when the store fails.
pub async fn close_session(store: &Store, id: &CheckId, now: Timestamp) -> Result<Check, Problem> {
    for _ in 0..MAX_TRIES {
        let party = store
            .party(id)
            .await?
            .ok_or_else(|| Problem::not_found("session"))?;
        // For staff a closed session is a state, not the end of their own sign-in.
        let check = party
            .check
            .close(now)
            .map_err(|e| Problem::from(e).status(409))?;
        let table = match check.place.table() {
            Some(table) => store.table_of(&check.branch_id, &table.id).await?,
            None => None,
        };
        let table = table
            .filter(|t| t.session.as_ref() == Some(&check.id))
            .map(|t| t.vacate())
            .transpose()?;
        let mut completed = party.orders;
        completed.retain(|o| o.status.may_become(OrderStatus::Completed));
        completed.truncate(MAX_COMPLETED);
        for order in &mut completed {
            order.status = order.status.step(OrderStatus::Completed)?;
            order.version += 1;
        }
        let open = party.calls.iter();
        let open = open.filter(|c| c.status != CallStatus::Resolved);
        let mut resolved = open
            .map(|call| call.move_to(CallStatus::Resolved, None, now))
            .collect::<Result<Vec<_>, _>>()?;
        // More than fit go first, each by itself: done with is what they are in any case.
        for call in resolved.split_off(resolved.len().min(MAX_RESOLVED)) {
            store.save_call(&call).await?;
        }
        if store
            .close_check(&check, table.as_ref(), &completed, &resolved)
            .await?
        {
            return Ok(check);
        }
    }
    Err(StoreError::Contended.into())
}
