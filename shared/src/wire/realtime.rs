//! Tickets, and what goes over a connection.

use std::collections::BTreeMap;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::domain::id::BranchId;
use crate::domain::topic::Topic;

/// What a connection shall listen to.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct TicketRequest {
    /// Staff only: the branch that is open. The token's, when absent; another one than the
    /// token's is refused, so that a page never listens to a branch that it does not show.
    pub branch: Option<BranchId>,
    /// All that the identity may listen to, when absent; more than that is refused.
    #[cfg_attr(feature = "openapi", schema(value_type = Option<Vec<String>>))]
    pub topics: Option<Vec<Topic>>,
    /// Whether the client takes several events in one message,
    /// `{"v": 1, "type": "batch", "events": [..]}`, when they happen together.
    #[serde(default)]
    pub batches: bool,
}

/// The right to open one connection within 30 seconds.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct TicketView {
    /// Good once.
    pub ticket: String,
    /// Where to connect, relative to the site's origin.
    pub url: String,
    /// Until when.
    #[cfg_attr(feature = "openapi", schema(value_type = String, format = DateTime))]
    pub expires_at: Timestamp,
    /// What the connection will listen to.
    #[cfg_attr(feature = "openapi", schema(value_type = Vec<String>))]
    pub topics: Vec<Topic>,
}

/// What a client sends on its connection.
#[derive(Debug, Deserialize)]
#[serde(tag = "action", rename_all = "snake_case", deny_unknown_fields)]
pub enum ClientMessage {
    /// "Are you there, and have I missed something?"
    Ping {
        /// The last event that the client saw of each topic.
        #[serde(default)]
        seen: BTreeMap<String, u64>,
    },
}

/// The answer to a ping.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(tag = "type", rename = "pong")]
pub struct Pong {
    /// Topics of which the client has not seen the last event: fetch.
    pub behind: Vec<Topic>,
    /// The last event of each topic.
    pub topics: BTreeMap<Topic, u64>,
}

/// The last message before a connection ends because its identity is over. API Gateway
/// cannot send close codes of one's own, so the code comes as a message.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(tag = "type", rename = "closed")]
pub struct Closed {
    /// 4401 the identity is over; 4403 not allowed.
    pub code: u16,
}

/// The identity is over.
pub const CLOSE_IDENTITY_OVER: u16 = 4401;
