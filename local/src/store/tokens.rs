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
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use dynoxide::actions::transact_write_items::TransactWriteItemsRequest;
use dynoxide::{Database, DynoxideError};
use serde::Deserialize;

use super::body::{unreadable, written};
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
pub(super) struct Tokens(Mutex<Kept>);

#[derive(Default)]
struct Kept {
    of: HashMap<Box<str>, Digest>,
    /// In the order in which they came, with when.
    in_turn: VecDeque<(Instant, Box<str>)>,
}

/// What of a transaction its token stands for. How its cost is to be told is no part of that.
#[derive(Deserialize)]
struct Asked {
    #[serde(rename = "TransactItems")]
    transaction: Digest,
}

impl Tokens {
    /// Makes a transaction, once for each token.
    ///
    /// # Errors
    /// What the engine says, `IdempotentParameterMismatchException`, and a body that is no such
    /// request.
    pub(super) fn transact(&self, db: &Database, body: &[u8]) -> dynoxide::Result<Vec<u8>> {
        let mut request: TransactWriteItemsRequest =
            serde_json::from_slice(body).map_err(|error| unreadable(&error))?;
        let token = request
            .client_request_token
            .take_if(|it| it.len() <= LONGEST);
        let Some(token) = token else {
            return written(&db.transact_write_items(request)?);
        };
        let asked: Asked = serde_json::from_slice(body).map_err(|error| unreadable(&error))?;
        // Held over the call: the same token twice at one moment is one transaction.
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let now = Instant::now();
        kept.forget(now);
        match kept.of.get(token.as_str()) {
            Some(known) if *known == asked.transaction => return Ok(b"{}".to_vec()),
            Some(_) => return Err(mismatch()),
            None => {}
        }
        let answer = written(&db.transact_write_items(request)?)?;
        kept.keep(token.into(), asked.transaction, now);
        Ok(answer)
    }
}

fn mismatch() -> DynoxideError {
    let text = "An error occurred (IdempotentParameterMismatchException)";
    DynoxideError::IdempotentParameterMismatchException(text.to_owned())
}

impl Kept {
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

#[cfg(test)]
mod tests;
