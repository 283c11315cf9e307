//! The same request twice is one request.

use jiff::Timestamp;
use sha2::{Digest, Sha256};

use super::problem::{Code, Problem};
use crate::store::Idempotent;

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

    /// The record that goes with the commit.
    pub fn record(&self, location: &str, body: &str, now: Timestamp) -> Idempotent {
        Idempotent {
            scope: self.scope.clone(),
            key: self.key.clone(),
            request_hash: self.request_hash.clone(),
            location: location.to_owned(),
            body: body.to_owned(),
            expires_at: now.as_second() + REMEMBER_SECONDS,
        }
    }

    /// Passes when the record is of this very request.
    ///
    /// # Errors
    /// 422 when it is of another one.
    pub fn require_same(&self, record: &Idempotent) -> Result<(), Problem> {
        if record.request_hash == self.request_hash {
            return Ok(());
        }
        Err(Problem::new(
            Code::IdempotencyKeyReused,
            "This Idempotency-Key came with another body before. Make a new key.",
        ))
    }
}
