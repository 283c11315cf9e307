//! Guests: one phone in one session.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::cart::AddedBy;
use super::id::{BranchId, CheckId, GuestId};
use super::text::{GuestName, Phone};

/// How long a guest's token is good, in seconds: 8 hours.
pub const TOKEN_SECONDS: i64 = 8 * 3600;
/// The most phones that one session takes.
pub const MAX_GUESTS: u32 = 50;

/// A phone that joined.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Guest {
    /// The same for the same device in the same session.
    pub id: GuestId,
    /// Its session.
    pub check_id: CheckId,
    /// The session's branch.
    pub branch_id: BranchId,
    /// As typed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<GuestName>,
    /// As typed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub phone: Option<Phone>,
    /// SHA-256 of the token's secret, hexadecimal. Empty after leaving.
    pub token_hash: String,
    /// When it joined first.
    pub joined_at: Timestamp,
    /// Which guest it is in the session, from 1: names the guests who gave no name.
    pub number: u32,
    /// Seconds since 1970; after it the token is over (and the item may be deleted).
    pub expires_at: i64,
    /// Grows with every change.
    pub version: u64,
}

impl Guest {
    /// The name that others see.
    pub fn display_name(&self) -> String {
        match &self.name {
            Some(name) => name.as_str().to_owned(),
            None => format!("Guest {}", self.number),
        }
    }

    /// Who this is on a line.
    pub fn as_adder(&self) -> AddedBy {
        AddedBy {
            guest_id: self.id.clone(),
            name: self.display_name(),
        }
    }

    /// Whether its token is over at `now`.
    pub fn is_over(&self, now: Timestamp) -> bool {
        self.token_hash.is_empty() || self.expires_at <= now.as_second()
    }
}
