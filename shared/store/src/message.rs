//! What customers are told at their telephones. The table is the outbox: a message is written with
//! what it tells of, and sent by whoever claims it first.

use jiff::Timestamp;
use salver_domain::audit::AuditEntry;
use salver_domain::check::Check;
use salver_domain::id::{BranchId, MessageId};
use salver_domain::message::Message;

use super::client::Store;
use super::codec::{Item, mark_open, read_item, write_item};
use super::commit::{Commit, Part};
use super::error::StoreError;
use super::expression::Expression;
use super::idempotency::Idempotent;
use super::keys;

/// The most messages of one part of the index that one look takes: the next look is a minute away.
const LOOK: i32 = 25;

/// How adding a message once ended.
#[derive(Debug)]
pub enum Telling {
    /// It waits to be sent.
    Queued,
    /// The same request was answered before.
    Answered(Box<Idempotent>),
    /// Something stood in the way for a moment: decide again.
    Again,
}

fn message_item(message: &Message) -> Result<Item, StoreError> {
    let mut item = write_item(&keys::message(&message.id), message)?;
    if let Some(due) = message.due_at() {
        let waiting = keys::waiting_messages(keys::message_shard(&message.id));
        mark_open(
            &mut item,
            waiting,
            keys::open_since(due, message.id.as_str()),
        );
    }
    Ok(item)
}

impl Store {
    /// A message.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn message(&self, id: &MessageId) -> Result<Option<Message>, StoreError> {
        self.get(&keys::message(id)).await
    }

    /// The newest messages of a branch, the newest first, as far as they are still known at `now`.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn messages(
        &self,
        branch: &BranchId,
        limit: usize,
        now: Timestamp,
    ) -> Result<Vec<Message>, StoreError> {
        let partition = keys::message_partition(branch);
        let items = self
            .query_newest(&partition, keys::MESSAGE_PREFIX, None, limit)
            .await?;
        let messages = items.into_iter().map(read_item);
        let messages: Vec<Message> = messages.collect::<Result<_, _>>()?;
        let known = messages.into_iter().filter(|message| message.is_known(now));
        Ok(known.collect())
    }

    /// What of one part of the index is due at `now`, the longest due first, the first few of them,
    /// of all branches. Read from the index, so a moment late: whoever sends one claims it.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn due_messages(
        &self,
        shard: u8,
        now: Timestamp,
    ) -> Result<Vec<Message>, StoreError> {
        let waiting = keys::waiting_messages(shard);
        // Behind all that are due at this very moment.
        let until = keys::open_since(now, "~");
        let items = self.query_open_until(&waiting, &until, LOOK).await?;
        items.into_iter().map(read_item).collect()
    }

    /// Writes a message that moved on by one version: of all who claim it at once, one does.
    /// `false` for the others. What a provider says is nobody's deed.
    ///
    /// # Errors
    /// When the store fails; then it is not known whether it stands.
    pub async fn save_message<'e>(
        &self,
        message: &Message,
        entry: impl Into<Option<&'e AuditEntry>>,
    ) -> Result<bool, StoreError> {
        let commit = Commit::new(self).tell(Some(message));
        commit.record(entry).stands().await
    }

    /// Lets a message wait to be sent, once, with the answer to its request.
    ///
    /// # Errors
    /// When the store fails; a retry with the same key then tells whether it stands.
    pub async fn add_message(
        &self,
        message: &Message,
        record: &Idempotent,
        entry: &AuditEntry,
        now: Timestamp,
    ) -> Result<Telling, StoreError> {
        let commit = Commit::new(self).answer(record, now).tell(Some(message));
        let Err(refused) = commit.record(entry).send().await? else {
            return Ok(Telling::Queued);
        };
        Ok(match refused.part {
            Part::Answer => match refused.read()? {
                Some(record) => Telling::Answered(Box::new(record)),
                None => Telling::Again,
            },
            _ => Telling::Again,
        })
    }

    /// Writes a check that moved on by one version, with what its customer is told of it. `false`
    /// when it is no longer at the version before.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn save_check_telling(
        &self,
        check: &Check,
        message: Option<&Message>,
        entry: &AuditEntry,
    ) -> Result<bool, StoreError> {
        let commit = Commit::new(self).save_check(check).tell(message);
        commit.record(entry).stands().await
    }
}

impl Commit<'_> {
    /// Writes what a customer is told, if anything: new, or moved on by one version.
    pub(super) fn tell(self, message: Option<&Message>) -> Self {
        match message {
            Some(message) => self.put(
                Part::Message,
                message_item(message),
                Expression::before(message.version),
            ),
            None => self,
        }
    }
}
