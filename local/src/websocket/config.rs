//! What one WebSocket API is.

use std::collections::{BTreeMap, BTreeSet};

use crate::template::{LogicalId, WebSocketApi};

/// What one WebSocket API is.
#[derive(Clone, Debug)]
pub struct Config {
    /// The API's ID, told to functions.
    pub api_id: String,
    /// The stage's name, told to functions and part of the management endpoint.
    pub stage: String,
    /// The API's host name, told to functions.
    pub domain: String,
    /// `$request.body.<path>`.
    pub route_selection: String,
    /// Route key to function.
    pub routes: BTreeMap<String, LogicalId>,
    /// Routes with a route response: what their function answers goes back to the client.
    pub responding: BTreeSet<String>,
}

impl Config {
    /// The template's API under this host name. A SAM template has no route responses.
    #[must_use]
    pub fn from_template(api: &WebSocketApi, domain: String) -> Self {
        Self {
            api_id: api.id.clone(),
            stage: api.stage.clone(),
            domain,
            route_selection: api.route_selection.clone(),
            routes: api.routes.clone(),
            responding: BTreeSet::new(),
        }
    }
}
