//! The same request twice is one request (rule 10): commit, or replay what was answered.

use jiff::Timestamp;
use serde::Serialize;
use sha2::{Digest, Sha256};

use super::refusal::Refusal;
use crate::auth::secret;
use crate::store::{Idempotent, Store};

/// How long a key is remembered, in seconds: 24 hours.
const REMEMBER_SECONDS: i64 = 24 * 3600;

/// One intent of one caller.
#[derive(Debug, Clone)]
pub struct Intent {
    /// The caller's verified identity.
    pub scope: String,
    /// The key that the caller sent.
    pub key: String,
    /// SHA-256 of route and body, hexadecimal.
    pub request_hash: String,
}

/// The answer to a request that happens once: the same bytes for every retry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    /// Where the new thing is.
    pub location: String,
    /// What was made, as JSON.
    pub body: String,
    /// Whether an earlier request made it.
    pub replayed: bool,
}

impl Answer {
    /// The answer of what this request makes.
    ///
    /// # Errors
    /// `Unwritable`, which no type of ours is.
    pub fn new(location: String, made: &impl Serialize) -> Result<Self, Refusal> {
        Ok(Self {
            location,
            body: serde_json::to_string(made).map_err(Refusal::Unwritable)?,
            replayed: false,
        })
    }
}

impl Intent {
    /// An intent; the same key with another route or body is another request.
    pub fn new(scope: String, key: &str, route: &str, body: &[u8]) -> Self {
        let mut hasher = Sha256::new();
        hasher.update(route.as_bytes());
        hasher.update([0]);
        hasher.update(body);
        let request_hash = hex::encode(hasher.finalize());
        Self {
            scope,
            key: key.to_owned(),
            request_hash,
        }
    }

    /// Names the one thing that this intent makes, the same for each retry.
    pub fn unique(&self) -> String {
        secret::unique_of(&format!("{}\n{}", self.scope, self.key))
    }

    /// What the request says, as short as tells a retry from a slip: 64 bits of the hash.
    pub fn short_hash(&self) -> &str {
        self.request_hash.get(..16).unwrap_or_default()
    }

    /// The record that goes with the commit.
    pub fn record(&self, answer: &Answer, now: Timestamp) -> Idempotent {
        Idempotent {
            scope: self.scope.clone(),
            key: self.key.clone(),
            request_hash: self.request_hash.clone(),
            location: answer.location.clone(),
            body: answer.body.clone(),
            expires_at: now.as_second() + REMEMBER_SECONDS,
        }
    }

    /// For what cannot be done (any more): this very request may have done it before, and is
    /// why. Then it is answered as it was, and otherwise with `refusal`.
    ///
    /// # Errors
    /// `refusal`, or `KeyReused` when the key was of another request; or when the store fails.
    pub async fn replay_or(
        &self,
        store: &Store,
        now: Timestamp,
        refusal: impl Into<Refusal>,
    ) -> Result<Answer, Refusal> {
        match store.answered(&self.scope, &self.key, now).await? {
            Some(record) => self.replay(record),
            None => Err(refusal.into()),
        }
    }

    /// What an earlier request was answered.
    ///
    /// # Errors
    /// `KeyReused` when it was another request.
    pub fn replay(&self, record: Idempotent) -> Result<Answer, Refusal> {
        if record.request_hash != self.request_hash {
            return Err(Refusal::KeyReused);
        }
        Ok(Answer {
            location: record.location,
            body: record.body,
            replayed: true,
        })
    }
}
