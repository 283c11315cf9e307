//! Calls of guests.

use jiff::Timestamp;

use super::client::Store;
use super::codec::{Item, mark_open, read_item, write_item};
use super::error::StoreError;
use super::idempotency::Idempotent;
use super::keys;
use super::rate::Window;
use super::transaction::{Expression, Outcome, Transaction};
use salver_domain::call::Call;
use salver_domain::check::Check;
use salver_domain::id::{BranchId, CallId};
use salver_domain::transitions::CallStatus;

/// How calling ended.
#[derive(Debug)]
pub enum Calling {
    /// The call stands.
    Called,
    /// The key was used before; this is its record.
    Answered(Idempotent),
    /// The session was closed meanwhile.
    SessionClosed,
    /// The party asked for the same a moment ago.
    TooSoon {
        /// Seconds to wait.
        retry_after: u64,
    },
    /// Something else moved; try again.
    Again,
}

fn call_item(call: &Call) -> Result<Item, StoreError> {
    let mut item = write_item(&keys::call(&call.id), call)?;
    if call.status != CallStatus::Resolved {
        let since = keys::open_since(call.opened_at, call.id.as_str());
        mark_open(&mut item, keys::open_calls(&call.branch_id), since);
    }
    Ok(item)
}

impl Store {
    /// Commits a call: the idempotency record, the call and its cool-down, for a session
    /// that is still open.
    ///
    /// # Errors
    /// When the store fails; a retry with the same key then tells whether the call stands.
    pub async fn call(
        &self,
        check: &Check,
        call: &Call,
        cool_down: &Window,
        record: &Idempotent,
        now: Timestamp,
    ) -> Result<Calling, StoreError> {
        let table = self.table();
        let absent = Expression::new("attribute_not_exists(pk)");
        let transaction = Transaction::default()
            .remember(table, record, now)?
            .check_open(table, check)?
            .count(table, cool_down, now)?
            .put(table, call_item(call)?, absent)?;
        // The indices below are those of the four actions above.
        Ok(match self.commit(transaction).await? {
            Outcome::Committed => Calling::Called,
            Outcome::Refused {
                action: 0,
                item: Some(item),
            } => Calling::Answered(read_item(item)?),
            Outcome::Refused {
                action: 1,
                item: Some(item),
            } => {
                // A new PIN in between is no reason to refuse.
                let there: Check = read_item(item)?;
                if there.is_open() {
                    Calling::Again
                } else {
                    Calling::SessionClosed
                }
            }
            Outcome::Refused {
                action: 2,
                item: Some(item),
            } => match self.wait_or_forget(cool_down, item, now).await? {
                Some(retry_after) => Calling::TooSoon { retry_after },
                None => Calling::Again,
            },
            Outcome::Refused { .. } => Calling::Again,
        })
    }

    /// A call.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn read_call(&self, id: &CallId) -> Result<Option<Call>, StoreError> {
        self.get(&keys::call(id)).await
    }

    /// A branch's open calls, oldest first. Read from the index, so a moment late.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn open_calls(&self, branch: &BranchId) -> Result<Vec<Call>, StoreError> {
        let items = self.query_open(&keys::open_calls(branch)).await?;
        items.into_iter().map(read_item).collect()
    }

    /// Writes a call that moved on by one version. `false` when it moved meanwhile.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn save_call(&self, call: &Call) -> Result<bool, StoreError> {
        let transaction = put_call(Transaction::default(), self.table(), call)?;
        Ok(matches!(
            self.commit(transaction).await?,
            Outcome::Committed
        ))
    }
}

/// Adds a call that moved on by one version.
pub(super) fn put_call(
    transaction: Transaction,
    table: &str,
    call: &Call,
) -> Result<Transaction, StoreError> {
    let before = Expression::at_version(call.version - 1);
    transaction.put(table, call_item(call)?, before)
}
