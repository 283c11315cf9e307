//! Who a pickup or a delivery is for. It is kept beside the check, which outlives it: neither the
//! kitchen nor the figures ever see it.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::DomainError;
use super::id::CheckId;
use super::text::{Address, GuestName, Phone};

/// How long a customer is remembered, in seconds: 30 days, in which somebody may ask what was
/// brought, or want their money back.
pub const REMEMBERED_SECONDS: i64 = 30 * 24 * 3600;
/// The fewest digits of a telephone number that somebody can be called at.
const FEWEST_DIGITS: usize = 7;

/// What is said of them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Person {
    pub name: Option<GuestName>,
    pub phone: Option<Phone>,
    /// Where they want it to be brought.
    pub address: Option<Address>,
}

impl Person {
    /// Whether nothing is said.
    pub fn is_nobody(&self) -> bool {
        *self == Self::default()
    }

    /// Whoever brings it must find them.
    ///
    /// # Errors
    /// `Invalid` for the first of name, telephone number and address that is not there, or a
    /// number that nobody can be called at.
    pub fn require_for_delivery(&self) -> Result<(), DomainError> {
        let missing = |field| Err(DomainError::invalid(field, "needed for a delivery"));
        if self.name.is_none() {
            return missing("customer.name");
        }
        let Some(phone) = &self.phone else {
            return missing("customer.phone");
        };
        let digits = phone.as_str().chars().filter(|c| c.is_numeric()).count();
        if digits < FEWEST_DIGITS {
            let message = format!("at least {FEWEST_DIGITS} digits");
            return Err(DomainError::invalid("customer.phone", message));
        }
        if self.address.is_none() {
            return missing("customer.address");
        }
        Ok(())
    }

    /// As it is kept for a check of `now`.
    pub fn of_check(self, check_id: &CheckId, now: Timestamp) -> Customer {
        Customer {
            check_id: check_id.clone(),
            name: self.name,
            phone: self.phone,
            address: self.address,
            forgotten_at: now.as_second().saturating_add(REMEMBERED_SECONDS),
            version: 1,
        }
    }
}

/// Who a check is for.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Customer {
    pub check_id: CheckId,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<GuestName>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub phone: Option<Phone>,
    /// Where it is brought.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub address: Option<Address>,
    /// Seconds since 1970; after it nobody reads it any more: the table's TTL.
    #[serde(rename = "expires_at")]
    pub forgotten_at: i64,
    /// Grows with every change.
    pub version: u64,
}

impl Customer {
    /// Whether they are still to be remembered at `now`.
    pub fn is_known(&self, now: Timestamp) -> bool {
        self.forgotten_at > now.as_second()
    }
}
