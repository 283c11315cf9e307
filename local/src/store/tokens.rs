//! The tokens that transactions came with (`ClientRequestToken`).
//!
//! The engine keeps such tokens too, and for that writes each request out again in order, keeps
//! its answer and walks through all tokens of ten minutes, each time: a fifth of what it can do,
//! and more the more it has done. So it is given none. What is promised stays as the service has
//! it: within ten minutes the same token with the same transaction changes nothing and is
//! answered as done, with another transaction it is refused; what was refused or failed is not
//! remembered. As with the engine's own, a restart forgets them. What reading a replay costs is
//! not told: nobody here asks for it.

use std::collections::{HashMap, VecDeque, hash_map::Entry};
use std::time::{Duration, Instant};

use dynoxide::actions::transact_write_items::TransactWriteItemsRequest;
use dynoxide::{Database, DynoxideError};
use serde::Deserialize;

use super::body::{Answer, unreadable, written};
use super::digest::Digest;

/// How long a token is good, as the service has it.
const GOOD_FOR: Duration = Duration::from_secs(600);
/// The most that are kept, about 100 MB of them; then the oldest is forgotten early. Ten minutes
/// of 1,600 transactions a second, more than the engine can make.
const KEPT: usize = 1_000_000;
/// The longest that the service takes; the engine refuses a longer one.
const LONGEST: usize = 36;

/// The tokens of the last ten minutes.
#[derive(Default)]
pub(super) struct Tokens {
    of: HashMap<Box<str>, Digest>,
    /// In the order in which they came, with when.
    in_turn: VecDeque<(Instant, Box<str>)>,
}

/// A transaction as it was asked for.
pub(super) struct Transaction {
    /// Without its token.
    request: TransactWriteItemsRequest,
    /// The token, with what it stands for.
    token: Option<(Box<str>, Digest)>,
}

/// What of a transaction its token stands for. How its cost is to be told is no part of that.
#[derive(Deserialize)]
struct Asked {
    #[serde(rename = "TransactItems")]
    transaction: Digest,
}

impl Transaction {
    /// Reads a request.
    ///
    /// # Errors
    /// When the body is no such request.
    pub(super) fn read(body: &[u8]) -> dynoxide::Result<Self> {
        let mut request: TransactWriteItemsRequest =
            serde_json::from_slice(body).map_err(|error| unreadable(&error))?;
        let token = request
            .client_request_token
            .take_if(|it| it.len() <= LONGEST);
        let token = match token {
            Some(token) => {
                let asked = serde_json::from_slice::<Asked>(body);
                let asked = asked.map_err(|error| unreadable(&error))?;
                Some((token.into(), asked.transaction))
            }
            None => None,
        };
        Ok(Self { request, token })
    }
}

impl Tokens {
    /// Makes a transaction, once for each token.
    ///
    /// # Errors
    /// What the engine says, and `IdempotentParameterMismatchException`.
    pub(super) fn transact(
        &mut self,
        db: &Database,
        transaction: Transaction,
    ) -> dynoxide::Result<Answer> {
        let Transaction { request, token } = transaction;
        let now = Instant::now();
        self.forget(now);
        if let Some((token, digest)) = &token {
            match self.of.get(token) {
                Some(known) if known == digest => return Ok(Box::new(|| Ok(b"{}".to_vec()))),
                Some(_) => return Err(mismatch()),
                None => {}
            }
        }
        let answer = db.transact_write_items(request)?;
        if let Some((token, digest)) = token {
            self.keep(token, digest, now);
        }
        Ok(Box::new(move || written(&answer)))
    }

    /// Forgets those that are over, and the oldest where there are too many.
    fn forget(&mut self, now: Instant) {
        while let Some((since, token)) = self.in_turn.front() {
            if self.in_turn.len() < KEPT && now.duration_since(*since) < GOOD_FOR {
                return;
            }
            self.of.remove(token);
            self.in_turn.pop_front();
        }
    }

    fn keep(&mut self, token: Box<str>, transaction: Digest, now: Instant) {
        if let Entry::Vacant(place) = self.of.entry(token.clone()) {
            place.insert(transaction);
            self.in_turn.push_back((now, token));
        }
    }
}

fn mismatch() -> DynoxideError {
    let text = "An error occurred (IdempotentParameterMismatchException)";
    DynoxideError::IdempotentParameterMismatchException(text.to_owned())
}

#[cfg(test)]
mod tests;
