//! Messages to customers, as staff see and move them.

use jiff::Timestamp;
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use serde::{Deserialize, Serialize};

use crate::domain::DomainError;
use crate::domain::id::{CheckId, MessageId};
use crate::domain::message::{Message, MessageWish};
use crate::domain::message_settings::{MessageKind, Via};
use crate::domain::text::Phone;
use crate::domain::transitions::MessageStatus;

/// Something that a customer is told.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct MessageView {
    pub id: MessageId,
    /// About what.
    pub check_id: CheckId,
    pub kind: MessageKind,
    pub via: Via,
    /// At which number.
    pub to: String,
    pub text: String,
    pub status: MessageStatus,
    #[cfg_attr(feature = "openapi", schema(value_type = String, format = DateTime))]
    pub created_at: Timestamp,
    /// Why it is not sent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub trouble: Option<String>,
    /// Opens a draft of it in WhatsApp. Nothing is sent by itself.
    pub whatsapp: String,
    pub version: u64,
}

impl From<&Message> for MessageView {
    fn from(message: &Message) -> Self {
        let to = String::from(message.to.clone());
        let draft = utf8_percent_encode(&message.text, NON_ALPHANUMERIC);
        Self {
            whatsapp: format!("https://wa.me/{}?text={draft}", to.trim_start_matches('+')),
            id: message.id.clone(),
            check_id: message.check_id.clone(),
            kind: message.kind,
            via: message.via,
            to,
            text: message.text.clone(),
            status: message.status,
            created_at: message.created_at,
            trouble: message.trouble.clone(),
            version: message.version,
        }
    }
}

/// A bill that waits to be sent. This answer is kept for repetitions, so it names nobody.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SentBill {
    /// Its message's.
    pub id: MessageId,
    pub via: Via,
    pub status: MessageStatus,
    pub version: u64,
}

impl From<&Message> for SentBill {
    fn from(message: &Message) -> Self {
        Self {
            id: message.id.clone(),
            via: message.via,
            status: message.status,
            version: message.version,
        }
    }
}

/// The newest messages of a branch.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct MessageList {
    /// The newest first.
    pub messages: Vec<MessageView>,
    #[cfg_attr(feature = "openapi", schema(value_type = String, format = DateTime))]
    pub server_time: Timestamp,
}

/// What becomes of a message by hand.
#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum MessageStep {
    /// It shall be sent, though it may have been.
    Queued,
    /// They sent it themselves, or it has arrived.
    Sent,
    /// Nobody wants it sent any more.
    Dismissed,
}

/// "That shall become of the message."
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct MoveMessageRequest {
    pub status: MessageStep,
    /// The version that the caller decided on; another one is refused.
    pub version: Option<u64>,
}

impl MoveMessageRequest {
    /// What is wanted, and the version that was seen.
    pub fn wish(self) -> (MessageWish, Option<u64>) {
        let wish = match self.status {
            MessageStep::Queued => MessageWish::Release,
            MessageStep::Sent => MessageWish::Sent,
            MessageStep::Dismissed => MessageWish::Dismiss,
        };
        (wish, self.version)
    }
}

/// "Send them their bill."
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SendBillRequest {
    /// To whom; the number that is known of them without.
    #[cfg_attr(feature = "openapi", schema(value_type = Option<Phone>))]
    pub phone: Option<String>,
}

impl SendBillRequest {
    /// To whom.
    ///
    /// # Errors
    /// `Invalid`.
    pub fn parse(&self) -> Result<Option<Phone>, DomainError> {
        Phone::parse_as("phone", self.phone.as_deref())
    }
}
