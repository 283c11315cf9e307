//! Tickets, connections and topics.

use aws_sdk_dynamodb::error::SdkError;
use aws_sdk_dynamodb::types::ReturnValue;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

use super::client::Store;
use super::codec::{number, read_item, write_item};
use super::commit::{Commit, Part};
use super::error::StoreError;
use super::expression::Expression;
use super::keys;
use salver_domain::claims::Claims;
use salver_domain::topic::Topic;

/// The right to open one connection, once.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Ticket {
    /// Who may.
    pub claims: Claims,
    /// What the connection listens to.
    pub topics: Vec<Topic>,
    /// Whether the client takes several events in one message.
    #[serde(default)]
    pub batches: bool,
    /// When the identity behind it is over, seconds since 1970.
    pub identity_expires_at: i64,
    /// Seconds since 1970.
    pub expires_at: i64,
}

/// An open connection.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Connection {
    /// The gateway's ID.
    pub connection_id: String,
    /// Who is there.
    pub claims: Claims,
    /// What it listens to.
    pub topics: Vec<Topic>,
    /// Whether its client takes several events in one message.
    #[serde(default)]
    pub batches: bool,
    /// When the identity behind it is over, seconds since 1970.
    pub identity_expires_at: i64,
    /// When it was written down, seconds since 1970; it is open a moment later.
    pub connected_at: i64,
    /// When the gateway has closed it at the latest, seconds since 1970.
    pub expires_at: i64,
}

/// How long a topic's sequence is kept after its last event, in seconds: 30 days.
const SEQUENCE_SECONDS: i64 = 30 * 24 * 3600;

#[derive(Deserialize)]
struct Sequence {
    seq: u64,
}

impl Store {
    /// Keeps a ticket under the hash of its secret.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn put_ticket(&self, hash: &str, ticket: &Ticket) -> Result<(), StoreError> {
        let item = write_item(&keys::ticket(hash), ticket)?;
        self.client()
            .put_item()
            .table_name(self.table())
            .set_item(Some(item))
            .send()
            .await?;
        Ok(())
    }

    /// A ticket that is good, without using it up.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn ticket(&self, hash: &str, now: Timestamp) -> Result<Option<Ticket>, StoreError> {
        let ticket: Option<Ticket> = self.get(&keys::ticket(hash)).await?;
        Ok(ticket.filter(|ticket| ticket.expires_at > now.as_second()))
    }

    /// Consumes a ticket: the second caller, and one who comes late, gets none.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn take_ticket(
        &self,
        hash: &str,
        now: Timestamp,
    ) -> Result<Option<Ticket>, StoreError> {
        let sent = self
            .client()
            .delete_item()
            .table_name(self.table())
            .set_key(Some(keys::ticket(hash).attributes()))
            .condition_expression("expires_at > :now")
            .expression_attribute_values(":now", number(now.as_second()))
            .return_values(ReturnValue::AllOld)
            .send()
            .await;
        match sent {
            Ok(answer) => answer.attributes.map(read_item).transpose(),
            Err(SdkError::ServiceError(e)) if e.err().is_conditional_check_failed_exception() => {
                Ok(None)
            }
            Err(error) => Err(error.into()),
        }
    }

    /// Writes a connection down, by itself and at each of its topics, in one commit. It has
    /// stood already where only the answer was lost.
    ///
    /// # Errors
    /// When the store fails, or another connection has this ID: one that nobody wrote down
    /// would be open and hear nothing.
    pub async fn connect(&self, connection: &Connection) -> Result<(), StoreError> {
        let id = &connection.connection_id;
        let all = [(Part::Connection, keys::connection(id))].into_iter();
        let listeners = connection.topics.iter();
        let listeners = listeners.map(|topic| keys::listener(topic.as_str(), id));
        let all = all.chain(listeners.map(|key| (Part::Listener, key)));
        let commit = all.fold(Commit::new(self), |commit, (part, key)| {
            let item = write_item(&key, connection);
            commit.put(part, item, Expression::absent())
        });
        let Err(refused) = commit.send().await? else {
            return Ok(());
        };
        let part = refused.part;
        let there: Option<Connection> = refused.read()?;
        match part {
            Part::Connection if there.as_ref() == Some(connection) => Ok(()),
            _ => Err(StoreError::Sdk("this connection's ID is in use".into())),
        }
    }

    /// A connection.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn connection(&self, id: &str) -> Result<Option<Connection>, StoreError> {
        self.get(&keys::connection(id)).await
    }

    /// Forgets a connection. What is gone already is no error.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn disconnect(&self, connection: &Connection) -> Result<(), StoreError> {
        let id = &connection.connection_id;
        let topics = connection
            .topics
            .iter()
            .map(|t| keys::listener(t.as_str(), id));
        for key in std::iter::once(keys::connection(id)).chain(topics) {
            self.client()
                .delete_item()
                .table_name(self.table())
                .set_key(Some(key.attributes()))
                .send()
                .await?;
        }
        Ok(())
    }

    /// Who listens to a topic. Strongly consistent: somebody who connected before an event
    /// must not miss it.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn listeners(&self, topic: &Topic) -> Result<Vec<Connection>, StoreError> {
        let partition = keys::topic_partition(topic.as_str());
        let items = self.query(&partition, keys::CONNECTION_PREFIX).await?;
        items.into_iter().map(read_item).collect()
    }

    /// Takes the next `count` sequence numbers of a topic and gives the first of them.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn number_events(
        &self,
        topic: &Topic,
        count: u64,
        now: Timestamp,
    ) -> Result<u64, StoreError> {
        let answer = self
            .client()
            .update_item()
            .table_name(self.table())
            .set_key(Some(keys::sequence(topic.as_str()).attributes()))
            .update_expression("SET expires_at = :end ADD seq :count")
            .expression_attribute_values(":end", number(now.as_second() + SEQUENCE_SECONDS))
            .expression_attribute_values(":count", number(count))
            .return_values(ReturnValue::UpdatedNew)
            .send()
            .await?;
        let last = read_item::<Sequence>(answer.attributes.unwrap_or_default())?.seq;
        Ok(last - count + 1)
    }

    /// The last sequence number of each topic; 0 where there was no event yet.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn sequences(&self, topics: &[Topic]) -> Result<BTreeMap<Topic, u64>, StoreError> {
        let wanted: Vec<_> = topics.iter().map(|t| keys::sequence(t.as_str())).collect();
        let mut found = self.batch_get(&wanted).await?;
        let mut sequences = BTreeMap::new();
        for (topic, key) in topics.iter().zip(&wanted) {
            let seq = found.take::<Sequence>(key)?.map_or(0, |s| s.seq);
            sequences.entry(topic.clone()).or_insert(seq);
        }
        Ok(sequences)
    }
}
