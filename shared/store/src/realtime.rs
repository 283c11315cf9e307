//! Tickets, connections and topics.

use aws_sdk_dynamodb::error::SdkError;
use aws_sdk_dynamodb::types::ReturnValue;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

use super::client::Store;
use super::codec::{Item, number, read_item, read_value, write_item};
use super::commit::{Commit, Part};
use super::error::StoreError;
use super::expression::Expression;
use super::keys;
use salver_domain::claims::Claims;
use salver_domain::topic::{Scope, Topic};

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

impl Connection {
    /// Where it is found by who tells something: one listener for each scope of its topics.
    fn scopes(&self) -> BTreeSet<Scope> {
        self.topics.iter().map(Topic::scope).collect()
    }
}

/// How long a topic's sequence is kept after its last event, in seconds: 30 days.
const SEQUENCE_SECONDS: i64 = 30 * 24 * 3600;

/// The attribute that counts a topic's events, in the one item of its scope.
fn count_of(topic: &Topic) -> String {
    let part = topic.part().map(|part| format!("_{part}"));
    format!("seq{}", part.unwrap_or_default())
}

/// The last number of a topic in its scope's item; 0 where there was no event yet.
fn last_of(topic: &Topic, item: Option<&Item>) -> Result<u64, StoreError> {
    let count = item.and_then(|item| item.get(&count_of(topic)));
    Ok(count.map(read_value).transpose()?.unwrap_or_default())
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

    /// Writes a connection down, by itself and at each scope of its topics, in one commit. It has
    /// stood already where only the answer was lost.
    ///
    /// # Errors
    /// When the store fails, or another connection has this ID: one that nobody wrote down
    /// would be open and hear nothing.
    pub async fn connect(&self, connection: &Connection) -> Result<(), StoreError> {
        let id = &connection.connection_id;
        let all = [(Part::Connection, keys::connection(id))].into_iter();
        let scopes = connection.scopes();
        let listeners = scopes.iter().map(|scope| keys::listener(scope, id));
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
        let scopes = connection.scopes();
        let listeners = scopes.iter().map(|scope| keys::listener(scope, id));
        for key in std::iter::once(keys::connection(id)).chain(listeners) {
            self.client()
                .delete_item()
                .table_name(self.table())
                .set_key(Some(key.attributes()))
                .send()
                .await?;
        }
        Ok(())
    }

    /// Who listens to topics of a scope. Strongly consistent: somebody who connected before an
    /// event must not miss it.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn listeners_of(&self, scope: &Scope) -> Result<Vec<Connection>, StoreError> {
        let partition = keys::scope_partition(scope);
        let items = self.query(&partition, keys::CONNECTION_PREFIX).await?;
        items.into_iter().map(read_item).collect()
    }

    /// Who listens to one topic, as [`Self::listeners_of`] its scope.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn listeners(&self, topic: &Topic) -> Result<Vec<Connection>, StoreError> {
        let mut listeners = self.listeners_of(&topic.scope()).await?;
        listeners.retain(|listener| listener.topics.contains(topic));
        Ok(listeners)
    }

    /// Takes the next sequence numbers of topics of one scope, so many of each, in one write,
    /// and gives the first of each.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn number_events(
        &self,
        scope: &Scope,
        counts: &BTreeMap<&Topic, u64>,
        now: Timestamp,
    ) -> Result<BTreeMap<Topic, u64>, StoreError> {
        let mut request = self
            .client()
            .update_item()
            .table_name(self.table())
            .set_key(Some(keys::sequence(scope).attributes()))
            .expression_attribute_values(":end", number(now.as_second() + SEQUENCE_SECONDS))
            .return_values(ReturnValue::UpdatedNew);
        let mut adds = Vec::new();
        for (at, (topic, count)) in counts.iter().enumerate() {
            adds.push(format!("#{at} :{at}"));
            request = request
                .expression_attribute_names(format!("#{at}"), count_of(topic))
                .expression_attribute_values(format!(":{at}"), number(*count));
        }
        let update = format!("SET expires_at = :end ADD {}", adds.join(", "));
        let answer = request.update_expression(update).send().await?;
        let item = answer.attributes;
        let first = |(topic, count): (&&Topic, &u64)| {
            let last = last_of(topic, item.as_ref())?;
            Ok(((*topic).clone(), last - count + 1))
        };
        counts.iter().map(first).collect()
    }

    /// The last sequence number of each topic; 0 where there was no event yet.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn sequences(&self, topics: &[Topic]) -> Result<BTreeMap<Topic, u64>, StoreError> {
        let scopes: BTreeSet<_> = topics.iter().map(Topic::scope).collect();
        let wanted: Vec<_> = scopes.iter().map(keys::sequence).collect();
        let mut found = self.batch_get(&wanted).await?;
        let items: BTreeMap<_, _> = scopes
            .into_iter()
            .zip(&wanted)
            .map(|(scope, key)| (scope, found.take_item(key)))
            .collect();
        let last = |topic: &Topic| {
            let item = items.get(&topic.scope()).and_then(Option::as_ref);
            Ok((topic.clone(), last_of(topic, item)?))
        };
        topics.iter().map(last).collect()
    }
}
