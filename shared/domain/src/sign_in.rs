//! One sign-in and its chain of refresh tokens: which token is good, and when all of it ends.
//!
//! A token is good once: it is exchanged for its successor. An answer may get lost on the way,
//! so the token before is good until its successor is shown. What is shown after that was
//! copied, and the whole sign-in ends.
//!
//! A copy must also show when it is used in place of a lost answer. So a token that comes
//! back later than a request can last makes a new successor, and the one that was handed out
//! before is good no more: whoever holds it shows it, and the sign-in ends.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::account::Access;
use crate::id::{FamilyId, StaffId};

/// How long a sign-in lasts without being used, in seconds: 14 days.
pub const UNUSED_SECONDS: i64 = 14 * 24 * 3600;
/// How long a sign-in lasts however much it is used, in seconds: 30 days.
pub const LONGEST_SECONDS: i64 = 30 * 24 * 3600;
/// How long two requests with one token may be apart and be answered with the same
/// successor, in seconds: pages that refresh at once, or the retry of a lost answer. The
/// gateway lets no request last longer.
pub const SAME_SECONDS: i64 = 30;

/// One sign-in with its chain of refresh tokens. The tokens themselves are derived from
/// the family and the counter by a secret key, so none of them is in the table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RefreshFamily {
    pub id: FamilyId,
    /// Who signed in.
    pub staff_id: StaffId,
    /// The branch that was opened last, and what they are there.
    pub access: Access,
    /// Their session version at sign-in.
    pub session_version: u64,
    /// Which token of the chain is the newest, from 1.
    pub counter: u64,
    /// Which token was exchanged for it; 0 for the first.
    pub previous: u64,
    /// When that was, seconds since 1970.
    pub rotated_at: i64,
    /// When it began, seconds since 1970.
    pub signed_in_at: i64,
    /// Whether the chain was ended.
    pub revoked: bool,
    /// When it ends if it is not used before, seconds since 1970.
    pub expires_at: i64,
    /// Grows with every change.
    pub version: u64,
}

/// What showing a token leads to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Shown {
    /// It is good: this is the family with its successor, to be written.
    Rotated(Box<RefreshFamily>),
    /// It was exchanged a moment ago: its successor is the newest token, as before.
    Again,
    /// It was good once, and somebody has shown what came after it: the family ends.
    Copied,
}

impl RefreshFamily {
    /// A new sign-in.
    pub fn begin(
        id: FamilyId,
        staff_id: StaffId,
        session_version: u64,
        access: Access,
        now: Timestamp,
    ) -> Self {
        let now = now.as_second();
        Self {
            id,
            staff_id,
            access,
            session_version,
            counter: 1,
            previous: 0,
            rotated_at: now,
            signed_in_at: now,
            revoked: false,
            expires_at: now + UNUSED_SECONDS,
            version: 1,
        }
    }

    /// When it ends however much it is used, seconds since 1970.
    pub fn ends_at(&self) -> i64 {
        self.signed_in_at + LONGEST_SECONDS
    }

    /// Whether it has ended.
    pub fn is_over(&self, now: Timestamp) -> bool {
        self.revoked || now.as_second() >= self.expires_at.min(self.ends_at())
    }

    /// Shows the token with this number.
    pub fn show(&self, token: u64, now: Timestamp) -> Shown {
        let is_lost = token == self.previous && self.previous > 0;
        if token != self.counter && !is_lost {
            return Shown::Copied;
        }
        let now = now.as_second();
        if is_lost && now - self.rotated_at <= SAME_SECONDS {
            return Shown::Again;
        }
        Shown::Rotated(Box::new(Self {
            counter: self.counter + 1,
            previous: token,
            rotated_at: now,
            expires_at: (now + UNUSED_SECONDS).min(self.ends_at()),
            version: self.version + 1,
            ..self.clone()
        }))
    }
}

#[cfg(test)]
#[path = "sign_in_tests.rs"]
mod tests;
