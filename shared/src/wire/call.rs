//! Calls for a waiter, the bill, water.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::pay_ask::AskedPaymentView;
use crate::domain::DomainError;
use crate::domain::bill::asked::AskedState;
use crate::domain::call::{Call, CallReason};
use crate::domain::cart::AddedBy;
use crate::domain::id::{CallId, CheckId};
use crate::domain::text::Note;
use crate::domain::transitions::CallStatus;

/// "Somebody, please."
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CallRequest {
    /// What for.
    pub reason: CallReason,
    /// A few words about it.
    #[cfg_attr(feature = "openapi", schema(value_type = Option<Note>))]
    pub note: Option<String>,
}

impl CallRequest {
    /// What for, and in which words.
    ///
    /// # Errors
    /// `Invalid` for a call to pay, which says what, and for words that are too long.
    pub fn parse(&self) -> Result<(CallReason, Option<Note>), DomainError> {
        match self.reason {
            CallReason::Pay => Err(DomainError::invalid(
                "reason",
                "ask to pay, which says what",
            )),
            reason => Ok((reason, Note::parse(self.note.as_deref())?)),
        }
    }
}

/// "This call shall be so."
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct MoveCallRequest {
    /// The wanted status.
    pub status: CallStatus,
}

/// A call as guests and floor see it.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CallView {
    pub id: CallId,
    /// Whose it is.
    pub session_id: CheckId,
    /// The table's name.
    pub table: String,
    /// Where it stands, when another table had the same name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub section: Option<String>,
    /// What for.
    pub reason: CallReason,
    /// A few words about it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<Note>,
    /// What its guest will pay, of a call to pay.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub payment: Option<AskedPaymentView>,
    /// How far it is.
    pub status: CallStatus,
    /// Who asks.
    pub called_by: AddedBy,
    /// When they asked.
    #[cfg_attr(feature = "openapi", schema(value_type = String, format = DateTime))]
    pub opened_at: Timestamp,
    /// When somebody saw it.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>, format = DateTime))]
    pub acknowledged_at: Option<Timestamp>,
    /// When it was done.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>, format = DateTime))]
    pub resolved_at: Option<Timestamp>,
    /// Grows with every change.
    pub version: u64,
}

impl From<&Call> for CallView {
    fn from(call: &Call) -> Self {
        Self {
            id: call.id.clone(),
            session_id: call.id.check(),
            table: call.place.name(),
            section: call.place.section().map(str::to_owned),
            reason: call.reason,
            note: call.note.clone(),
            payment: call.payment.as_ref().map(AskedPaymentView::from),
            status: call.status,
            called_by: call.called_by.clone(),
            opened_at: call.opened_at,
            acknowledged_at: call.acknowledged_at,
            resolved_at: call.resolved_at,
            version: call.version,
        }
    }
}

/// A guest's call to pay, and whether it still comes to the same.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AskedView {
    pub state: AskedState,
    pub call: CallView,
}
