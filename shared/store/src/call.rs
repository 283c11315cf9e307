//! Calls of guests.

use jiff::Timestamp;

use super::client::Store;
use super::codec::{Item, mark_open, read_item, write_item};
use super::commit::{Commit, Part};
use super::error::StoreError;
use super::expression::Expression;
use super::idempotency::Idempotent;
use super::keys;
use super::rate::Window;
use salver_domain::bill::books::Books;
use salver_domain::call::Call;
use salver_domain::id::{BranchId, CallId, CheckId};
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
    /// that is still open. The check's version moves as with an order. A call that comes just
    /// before the close stands before it, so what follows the close finds and ends it.
    ///
    /// # Errors
    /// When the store fails; a retry with the same key then tells whether the call stands.
    pub async fn call(
        &self,
        call: &Call,
        cool_down: &Window,
        record: &Idempotent,
        now: Timestamp,
    ) -> Result<Calling, StoreError> {
        let commit = Commit::new(self)
            .answer(record, now)
            .move_open_check(&call.check_id)
            .count(0, cool_down, now)
            .put(Part::Call, call_item(call), Expression::absent());
        let Err(refused) = commit.send().await? else {
            return Ok(Calling::Called);
        };
        Ok(match (refused.part, refused.item) {
            (Part::Answer, Some(item)) => Calling::Answered(read_item(item)?),
            (Part::Check, _) => Calling::SessionClosed,
            (Part::Window(_), Some(item)) => match self.wait_or_forget(cool_down, item, now).await?
            {
                Some(retry_after) => Calling::TooSoon { retry_after },
                None => Calling::Again,
            },
            _ => Calling::Again,
        })
    }

    /// Commits what a guest says that they will pay: the call that they had for it, on by one
    /// version, beside a session and bills that are as they were when it was priced. As with
    /// [`Self::call`], what follows a close finds it.
    ///
    /// # Errors
    /// When the store fails; a retry with the same key then tells whether it stands.
    pub async fn ask_to_pay(
        &self,
        call: &Call,
        of: &Books,
        cap: &Window,
        record: &Idempotent,
        now: Timestamp,
    ) -> Result<Calling, StoreError> {
        let commit = Commit::new(self)
            .answer(record, now)
            .count(0, cap, now)
            .move_as_seen(&of.check)
            .ask_settlement(&of.settlement)
            .move_call(call);
        let Err(refused) = commit.send().await? else {
            return Ok(Calling::Called);
        };
        Ok(match (refused.part, refused.item) {
            (Part::Answer, Some(item)) => Calling::Answered(read_item(item)?),
            (Part::Window(_), Some(item)) => match self.wait_or_forget(cap, item, now).await? {
                Some(retry_after) => Calling::TooSoon { retry_after },
                None => Calling::Again,
            },
            _ => Calling::Again,
        })
    }

    /// Keeps the answer to a guest who asks again for what a call waits for already.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn call_again(
        &self,
        session: &CheckId,
        record: &Idempotent,
        now: Timestamp,
    ) -> Result<Calling, StoreError> {
        let commit = Commit::new(self).answer(record, now).ask_session(session);
        let Err(refused) = commit.send().await? else {
            return Ok(Calling::Called);
        };
        Ok(match (refused.part, refused.item) {
            (Part::Answer, Some(item)) => Calling::Answered(read_item(item)?),
            (Part::Check, _) => Calling::SessionClosed,
            _ => Calling::Again,
        })
    }

    /// The calls of a session, in the order in which they were made.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn calls_of(&self, session: &CheckId) -> Result<Vec<Call>, StoreError> {
        let partition = keys::check_partition(session);
        let items = self.query(&partition, keys::CALL_PREFIX).await?;
        items.into_iter().map(read_item).collect()
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
        Commit::new(self).move_call(call).stands().await
    }
}

impl Commit<'_> {
    /// Writes a call that moved on by one version, or a new one.
    pub(super) fn move_call(self, call: &Call) -> Self {
        let before = Expression::before(call.version);
        self.put(Part::Call, call_item(call), before)
    }
}
