//! Records of requests that were answered, so that a retry gets the same answer.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::client::Store;
use super::codec::{number, write_item};
use super::commit::{Commit, Part};
use super::error::StoreError;
use super::expression::Expression;
use super::keys::{self, Key};
use super::packed;

/// A request and its answer.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Idempotent {
    /// The caller's verified identity.
    pub scope: String,
    /// The key that the caller sent.
    pub key: String,
    /// SHA-256 of the request, hexadecimal.
    pub request_hash: String,
    /// `Location` of the answer.
    pub location: String,
    /// The answer's body.
    #[serde(with = "packed")]
    pub body: String,
    /// Seconds since 1970; afterwards the key is free again.
    pub expires_at: i64,
}

impl Idempotent {
    pub(super) fn item_key(&self) -> Key {
        keys::idempotency(&self.scope, &self.key)
    }

    /// Whether it still counts at `now`.
    pub fn is_live(&self, now: Timestamp) -> bool {
        self.expires_at > now.as_second()
    }
}

impl Store {
    /// The record of a key, if there is one that counts at `now`.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn answered(
        &self,
        scope: &str,
        key: &str,
        now: Timestamp,
    ) -> Result<Option<Idempotent>, StoreError> {
        let record: Option<Idempotent> = self.get(&keys::idempotency(scope, key)).await?;
        Ok(record.filter(|record| record.is_live(now)))
    }
}

impl Commit<'_> {
    /// Keeps the answer under its key; refused when a live one holds the key already.
    pub(super) fn answer(self, record: &Idempotent, now: Timestamp) -> Self {
        let free = Expression::new("attribute_not_exists(pk) or expires_at <= :now")
            .value(":now", number(now.as_second()));
        self.put(Part::Answer, write_item(&record.item_key(), record), free)
    }
}
