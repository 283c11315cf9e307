//! What customers of pickups and deliveries are told at their telephones: that their order is
//! confirmed, that it is on its way, where their bill is.
//!
//! Nothing is sent twice without a person. Providers know no key by which they would tell a repeat,
//! so a message whose provider may have taken it and never said so is `unconfirmed`: staff decide
//! whether it is sent again. What was refused before it was taken is tried again by itself, a few
//! times; what waited for long is not sent any more, as "on its way" is no news when the food is
//! cold.

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

use super::DomainError;
use super::id::{BranchId, CheckId, MessageId};
use super::message_settings::{MessageKind, MessageSettings, Via};
use super::message_text::{self, Said};
use super::phone_number::PhoneNumber;
use super::transitions::{MessageStatus, Status};

/// How long a provider may take with all that is around it, in seconds: longer than any function
/// that sends may run.
pub const LEASE_SECONDS: i64 = 90;
/// After how long without being taken it is not sent any more by itself, in seconds.
pub const LATE_SECONDS: i64 = 3_600;
/// How often a message is handed over that its provider refused for the moment.
pub const MAX_TRIES: u32 = 6;
/// How long it waits before the second try, in seconds; twice as long before each one after it.
const FIRST_WAIT: i64 = 60;
/// How long a message is kept, in seconds: three days.
pub const KEEP_SECONDS: i64 = 3 * 24 * 3600;
/// What is said of one that waited too long.
const LATE: &str = "it waited too long";

/// Something that one customer is told once.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Message {
    pub id: MessageId,
    pub branch_id: BranchId,
    /// About what.
    pub check_id: CheckId,
    pub kind: MessageKind,
    pub via: Via,
    pub to: PhoneNumber,
    /// All of it.
    pub text: String,
    /// What of it is this customer's, in its order: for providers that keep the rest.
    pub values: Vec<String>,
    pub status: MessageStatus,
    pub created_at: Timestamp,
    /// Since when it waits; a person can let it begin anew.
    pub waiting_since: Timestamp,
    /// Before that it is not handed over again.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub not_before: Option<Timestamp>,
    /// When it was handed over last.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub claimed_at: Option<Timestamp>,
    /// How often it was handed over since it waits.
    #[serde(default)]
    pub tries: u32,
    /// Why it is not sent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub trouble: Option<String>,
    /// What the provider calls it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reference: Option<String>,
    /// When it is forgotten, in seconds since 1970.
    pub expires_at: i64,
    /// Grows with every change.
    pub version: u64,
}

/// What became of a message that was handed to its provider.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Handed {
    /// It was taken, and is called so there.
    Taken(Option<String>),
    /// It was not taken, and may be later.
    Later(String),
    /// It is never taken.
    Never(String),
    /// Nobody knows whether it was taken.
    Unclear(String),
}

/// What a person wants of a message.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MessageWish {
    /// Nobody wants it sent any more.
    Dismiss,
    /// It shall be sent, though it may have been.
    Release,
    /// They sent it themselves, or it has arrived.
    Sent,
}

/// Of whom and about what a message is.
#[derive(Debug, Clone)]
pub struct About<'a> {
    pub id: MessageId,
    pub check: &'a CheckId,
    /// Of the branch.
    pub settings: MessageSettings,
    pub to: PhoneNumber,
}

impl Message {
    /// A message that is new at `now`.
    pub fn new(about: About<'_>, said: &Said<'_>, now: Timestamp) -> Self {
        let via = about.settings.via;
        Self {
            branch_id: about.id.branch(),
            id: about.id,
            check_id: about.check.clone(),
            kind: said.kind(),
            via,
            to: about.to,
            text: message_text::text(said),
            values: message_text::values(said),
            status: match via {
                Via::ByHand => MessageStatus::ByHand,
                Via::Sms | Via::Whatsapp => MessageStatus::Queued,
            },
            created_at: now,
            waiting_since: now,
            not_before: None,
            claimed_at: None,
            tries: 0,
            trouble: None,
            reference: None,
            expires_at: now.as_second() + KEEP_SECONDS,
            version: 1,
        }
    }

    /// Whether it is still known.
    pub fn is_known(&self, now: Timestamp) -> bool {
        now.as_second() < self.expires_at
    }

    fn next(&self, status: MessageStatus) -> Self {
        Self {
            status,
            version: self.version + 1,
            ..self.clone()
        }
    }

    /// When somebody has to look at it again; `None` for one that only a person moves.
    pub fn due_at(&self) -> Option<Timestamp> {
        match self.status {
            MessageStatus::Queued => Some(self.not_before.unwrap_or(self.waiting_since)),
            MessageStatus::Sending => {
                let claimed = self.claimed_at.unwrap_or(self.waiting_since);
                Some(after(claimed, LEASE_SECONDS))
            }
            _ => None,
        }
    }

    /// The message as time has left it: one that waited for long has failed, one whose provider
    /// never answered is unconfirmed. Another version then, and otherwise the same.
    #[must_use]
    pub fn as_of(&self, now: Timestamp) -> Self {
        match self.status {
            MessageStatus::Queued if now >= after(self.waiting_since, LATE_SECONDS) => Self {
                trouble: self.trouble.clone().or_else(|| Some(LATE.to_owned())),
                ..self.next(MessageStatus::Failed)
            },
            MessageStatus::Sending if self.due_at().is_some_and(|due| due <= now) => {
                self.next(MessageStatus::Unconfirmed)
            }
            _ => self.clone(),
        }
    }

    /// The message in the hands of whoever sends it; `None` when it is not to be sent at `now`.
    pub fn claimed(&self, now: Timestamp) -> Option<Self> {
        let is_queued = self.as_of(now).status == MessageStatus::Queued;
        let is_due = self.due_at().is_some_and(|due| due <= now);
        (is_queued && is_due).then(|| Self {
            claimed_at: Some(now),
            not_before: None,
            tries: self.tries + 1,
            ..self.next(MessageStatus::Sending)
        })
    }

    /// The message without anybody here who could send it: left to a person.
    #[must_use]
    pub fn left_to_a_person(&self) -> Self {
        self.next(MessageStatus::ByHand)
    }

    /// The message, which was claimed, after its provider said what became of it.
    #[must_use]
    pub fn answered(&self, handed: Handed, now: Timestamp) -> Self {
        let ended = |status, trouble| Self {
            trouble,
            ..self.next(status)
        };
        match handed {
            Handed::Taken(reference) => Self {
                reference,
                ..ended(MessageStatus::Sent, None)
            },
            Handed::Later(why) if self.tries < MAX_TRIES => {
                let wait = FIRST_WAIT << self.tries.saturating_sub(1).min(10);
                Self {
                    not_before: Some(after(now, wait)),
                    claimed_at: None,
                    ..ended(MessageStatus::Queued, Some(why))
                }
            }
            Handed::Later(why) | Handed::Never(why) => ended(MessageStatus::Failed, Some(why)),
            Handed::Unclear(why) => ended(MessageStatus::Unconfirmed, Some(why)),
        }
    }

    /// The message as a person wants it.
    ///
    /// # Errors
    /// `IllegalTransition`; what is being sent nobody stops.
    pub fn wished(&self, wish: MessageWish, now: Timestamp) -> Result<Self, DomainError> {
        let at = self.as_of(now);
        let wanted = match wish {
            MessageWish::Dismiss => MessageStatus::Dismissed,
            MessageWish::Sent => MessageStatus::Sent,
            MessageWish::Release => MessageStatus::Queued,
        };
        // That step is the provider's answer, and no person's.
        if at.status == MessageStatus::Sending {
            return Err(at.status.refuse(wanted));
        }
        let next = Self {
            status: at.status.step(wanted)?,
            version: self.version + 1,
            ..at
        };
        Ok(match wish {
            MessageWish::Dismiss | MessageWish::Sent => next,
            MessageWish::Release => Self {
                waiting_since: now,
                not_before: None,
                claimed_at: None,
                tries: 0,
                trouble: None,
                ..next
            },
        })
    }
}

fn after(at: Timestamp, seconds: i64) -> Timestamp {
    let later = at.checked_add(SignedDuration::from_secs(seconds));
    later.unwrap_or(Timestamp::MAX)
}

#[cfg(test)]
#[path = "message_tests.rs"]
mod tests;
