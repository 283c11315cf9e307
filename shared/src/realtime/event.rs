//! Events as they go over the wire.

use jiff::Timestamp;
use serde::Serialize;
use serde_json::Value;

use crate::domain::account::Membership;
use crate::domain::claims::Claims;
use crate::domain::id::{FamilyId, GuestId};
use crate::domain::topic::Topic;

/// Largest message that is sent with its data, in bytes: one frame of API Gateway.
pub const MAX_BYTES: usize = 32 * 1024;

/// What an event is about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Entity {
    /// `session`, `guest`, `cart`, `order`, `call`, `table`, `check`, `bill` (by its check), `stock`,
    /// `menu`, `draft`, `message`, `print_job`, `printer`, `stats` or `board`.
    pub kind: &'static str,
    pub id: String,
    /// Newer ones replace older ones.
    pub version: u64,
}

/// Who of a topic's listeners gets an event.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Audience {
    /// Everybody.
    All,
    /// One guest's phone.
    Guest(GuestId),
}

impl Audience {
    /// Whether somebody belongs to it.
    pub fn hears(&self, claims: &Claims) -> bool {
        match (self, claims) {
            (Self::All, _) => true,
            (Self::Guest(wanted), Claims::Guest { guest_id, .. }) => wanted == guest_id,
            (Self::Guest(_), Claims::Staff { .. } | Claims::Screen { .. }) => false,
        }
    }
}

/// Something that happened, for one topic.
#[derive(Debug, Clone, PartialEq)]
pub struct Event {
    /// Where.
    pub topic: Topic,
    /// `order.changed` and so on.
    pub kind: &'static str,
    /// What it is about.
    pub entity: Entity,
    /// The entity as this audience may see it; `None` says "changed, fetch".
    pub data: Option<Value>,
    /// Who gets it.
    pub audience: Audience,
}

impl Event {
    /// Whether who hears this needs not hear an earlier one: the fact of each order says that
    /// its day counts otherwise, each order that the numbers on the wall are others, and the last
    /// one says it for all.
    pub fn covers(&self, earlier: &Self) -> bool {
        ["stats.changed", "board.changed"].contains(&self.kind)
            && earlier.kind == self.kind
            && earlier.topic == self.topic
            && earlier.entity.id == self.entity.id
    }
}

/// Connections to end, because the identity behind them is over.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Ending {
    /// All of a session that was closed.
    Session(Topic),
    /// A guest who left.
    Guest(Topic, GuestId),
    /// All of a person with an older session version, or a person who may not sign in.
    Staff {
        /// The person's topic.
        topic: Topic,
        /// Connections below this session version end.
        below: u64,
    },
    /// All that rest on a membership that no longer gives what they claim.
    Member {
        /// The person's topic.
        topic: Topic,
        /// As it is now.
        membership: Membership,
    },
    /// All of one sign-in.
    Family {
        /// The person's topic.
        topic: Topic,
        /// The sign-in.
        family: FamilyId,
    },
    /// The status screens of a branch that were opened by another link than this one.
    Screens {
        /// The screens' topic.
        topic: Topic,
        /// The hash of the link that is good; `None` when none is.
        link: Option<String>,
    },
}

impl Ending {
    /// Where the connections are found.
    pub fn topic(&self) -> &Topic {
        match self {
            Self::Session(topic)
            | Self::Guest(topic, _)
            | Self::Staff { topic, .. }
            | Self::Member { topic, .. }
            | Self::Family { topic, .. }
            | Self::Screens { topic, .. } => topic,
        }
    }

    /// Whether a connection of that topic ends.
    pub fn concerns(&self, claims: &Claims) -> bool {
        match (self, claims) {
            (Self::Session(_), _) => true,
            (Self::Guest(_, left), Claims::Guest { guest_id, .. }) => guest_id == left,
            (
                Self::Staff { below, .. },
                Claims::Staff {
                    session_version, ..
                },
            ) => session_version < below,
            (Self::Member { membership, .. }, Claims::Staff { access, .. }) => {
                membership.is_behind(access) && !membership.gives(access)
            }
            (Self::Family { family, .. }, Claims::Staff { family_id, .. }) => family_id == family,
            (Self::Screens { link: good, .. }, Claims::Screen { link, .. }) => {
                good.as_ref() != Some(link)
            }
            _ => false,
        }
    }
}

/// Packs messages, in their order, into as few as [`MAX_BYTES`] allows: the gateway is paid
/// by the message. One alone stays as it is.
pub fn batched<'a>(messages: impl IntoIterator<Item = &'a str>) -> Vec<String> {
    const HEAD: &str = r#"{"v":1,"type":"batch","events":["#;
    const TAIL: &str = "]}";
    let mut frames: Vec<Vec<&str>> = Vec::new();
    let mut room = 0;
    for message in messages {
        // With the comma before it.
        let size = message.len() + 1;
        match frames.last_mut() {
            Some(frame) if size <= room => frame.push(message),
            _ => {
                frames.push(vec![message]);
                room = MAX_BYTES.saturating_sub(HEAD.len() + TAIL.len());
            }
        }
        room = room.saturating_sub(size);
    }
    let whole = |frame: Vec<&str>| match frame.as_slice() {
        [one] => (*one).to_owned(),
        many => format!("{HEAD}{}{TAIL}", many.join(",")),
    };
    frames.into_iter().map(whole).collect()
}

/// An event with its place in the topic's sequence.
#[derive(Debug, Serialize)]
pub struct Envelope<'a> {
    v: u8,
    topic: &'a Topic,
    seq: u64,
    #[serde(rename = "type")]
    kind: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    entity: Option<&'a Entity>,
    at: Timestamp,
    #[serde(skip_serializing_if = "Option::is_none")]
    data: Option<&'a Value>,
}

impl<'a> Envelope<'a> {
    /// Wraps an event that is number `seq` of its topic.
    pub fn new(event: &'a Event, seq: u64, at: Timestamp) -> Self {
        Self {
            v: 1,
            topic: &event.topic,
            seq,
            kind: event.kind,
            entity: Some(&event.entity),
            at,
            data: event.data.as_ref(),
        }
    }

    /// The same number of the topic for those whom the event does not concern: neither what
    /// it is about nor its data.
    pub fn number_only(event: &'a Event, seq: u64, at: Timestamp) -> Self {
        Self {
            entity: None,
            data: None,
            ..Self::new(event, seq, at)
        }
    }

    /// The message: with its data when that fits [`MAX_BYTES`], else "changed, fetch".
    ///
    /// # Errors
    /// Never in practice: all of it can be written as JSON.
    pub fn to_message(mut self) -> Result<String, serde_json::Error> {
        let text = serde_json::to_string(&self)?;
        if text.len() <= MAX_BYTES {
            return Ok(text);
        }
        self.data = None;
        serde_json::to_string(&self)
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;

    #[test]
    fn what_happens_together_travels_together() {
        let one = r#"{"seq":1}"#;
        assert_eq!(batched([]), [""; 0]);
        assert_eq!(batched([one]), [one]);
        let frames = batched([one, r#"{"seq":2}"#]);
        let frame: Value = serde_json::from_str(&frames[0]).unwrap();
        let events = json!([{"seq": 1}, {"seq": 2}]);
        assert_eq!(frame, json!({"v": 1, "type": "batch", "events": events}));
    }

    #[test]
    fn no_batch_is_too_large_and_none_of_it_is_lost() {
        let sizes = [
            9_000,
            9_000,
            9_000,
            9_000,
            MAX_BYTES,
            10,
            10,
            MAX_BYTES - 50,
        ];
        let messages: Vec<_> = sizes
            .map(|size| format!("\"{}\"", "x".repeat(size - 2)))
            .into();
        let frames = batched(messages.iter().map(String::as_str));
        let mut sent = Vec::new();
        for frame in &frames {
            assert!(frame.len() <= MAX_BYTES, "{}", frame.len());
            match serde_json::from_str::<Value>(frame).unwrap() {
                Value::String(one) => sent.push(one.len() + 2),
                many => {
                    let events = many["events"].as_array().unwrap().iter();
                    sent.extend(events.map(|event| event.as_str().unwrap().len() + 2));
                }
            }
        }
        assert_eq!((sent, frames.len()), (sizes.to_vec(), 5));
    }
}
