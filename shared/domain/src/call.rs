//! Calls: a guest asks for a waiter, the bill, water.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::bill::asked::AskedPayment;
use super::cart::AddedBy;
use super::id::{BranchId, CallId, CheckId, StaffId};
use super::place::Place;
use super::text::Note;
use super::transitions::{CallStatus, Status};
use super::{DomainError, check::Check, guest::Guest, money::Money};

/// Seconds after which the same party may ask for the same thing again.
pub const COOL_DOWN_SECONDS: i64 = 60;

/// What a guest asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum CallReason {
    /// Somebody shall come.
    Waiter,
    Bill,
    Water,
    /// Something else; the note says what.
    Other,
    /// Somebody shall take the payment that the call names.
    Pay,
}

impl CallReason {
    /// As it stands in JSON.
    pub fn name(self) -> &'static str {
        match self {
            Self::Waiter => "waiter",
            Self::Bill => "bill",
            Self::Water => "water",
            Self::Other => "other",
            Self::Pay => "pay",
        }
    }
}

/// A guest's request to the floor.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Call {
    pub id: CallId,
    pub branch_id: BranchId,
    /// The session that asks.
    pub check_id: CheckId,
    /// Where they sit.
    pub place: Place,
    /// What they ask for.
    pub reason: CallReason,
    /// A few words about it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<Note>,
    /// What its guest will pay, of a call to pay.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub payment: Option<AskedPayment>,
    /// How far it is.
    pub status: CallStatus,
    /// Who asks.
    pub called_by: AddedBy,
    /// When they asked.
    pub opened_at: Timestamp,
    /// When somebody saw it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub acknowledged_at: Option<Timestamp>,
    /// When it was done.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub resolved_at: Option<Timestamp>,
    /// Who moved it last.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub staff_id: Option<StaffId>,
    /// Grows with every change.
    pub version: u64,
}

impl Call {
    /// A new call of a guest.
    ///
    /// # Errors
    /// `SessionClosed`.
    pub fn open(
        id: CallId,
        check: &Check,
        guest: &Guest,
        reason: CallReason,
        note: Option<Note>,
        now: Timestamp,
    ) -> Result<Self, DomainError> {
        check.require_open()?;
        Ok(Self {
            id,
            branch_id: check.branch_id.clone(),
            check_id: check.id.clone(),
            place: check.place.clone(),
            reason,
            note,
            payment: None,
            status: CallStatus::Open,
            called_by: guest.as_adder(),
            opened_at: now,
            acknowledged_at: None,
            resolved_at: None,
            staff_id: None,
            version: 1,
        })
    }

    /// A guest's call to pay. A guest has one, and `before` is what they said last: what they say
    /// now stands in its place.
    ///
    /// # Errors
    /// `SessionClosed`.
    pub fn to_pay(
        id: CallId,
        (check, guest): (&Check, &Guest),
        before: Option<&Self>,
        payment: AskedPayment,
        now: Timestamp,
    ) -> Result<Self, DomainError> {
        let new = Self::open(id, check, guest, CallReason::Pay, None, now)?;
        Ok(Self {
            payment: Some(payment),
            version: before.map_or(0, |before| before.version) + 1,
            ..new
        })
    }

    /// The call once its payment was taken.
    ///
    /// # Errors
    /// `IllegalTransition` for one that was paid, taken back or done with otherwise: no payment is
    /// taken for it twice.
    pub fn paid(&self, amount: Money, by: StaffId, now: Timestamp) -> Result<Self, DomainError> {
        let mut next = self.move_to(CallStatus::Resolved, Some(by), now)?;
        if let Some(payment) = &mut next.payment {
            payment.paid = Some(amount);
        }
        Ok(next)
    }

    /// Whether the party waits for this already, and nobody has seen it yet. What staff have
    /// seen may be asked for again.
    pub fn waits_for(&self, reason: CallReason) -> bool {
        self.status == CallStatus::Open && self.reason == reason
    }

    /// Whether it says what is said now: the same words, or none.
    pub fn says(&self, note: Option<&Note>) -> bool {
        note.is_none() || note == self.note.as_ref()
    }

    /// Moves the call one step.
    ///
    /// # Errors
    /// `IllegalTransition`.
    pub fn move_to(
        &self,
        to: CallStatus,
        by: Option<StaffId>,
        now: Timestamp,
    ) -> Result<Self, DomainError> {
        let status = self.status.step(to)?;
        let mut next = self.clone();
        next.status = status;
        next.version += 1;
        next.staff_id = by.or(next.staff_id);
        match status {
            CallStatus::Acknowledged => next.acknowledged_at = Some(now),
            CallStatus::Resolved => next.resolved_at = Some(now),
            CallStatus::Open => {}
        }
        Ok(next)
    }
}
