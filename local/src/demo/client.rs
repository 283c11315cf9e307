//! The demo's own client of the API: it opens the table of the printed QR code.

use std::time::Duration;

use reqwest::{Client, Method};
use salver::domain::role::Role;
use serde_json::{Value, json};

use super::facts::{CodedTable, Facts};

/// Why the API did not do what the demo asked for.
#[derive(Debug, thiserror::Error)]
pub enum ClientError {
    /// No answer.
    #[error("the API does not answer")]
    Http(#[from] reqwest::Error),
    /// An answer that the demo cannot use.
    #[error("{what} was answered with {status}: {body}")]
    Refused {
        /// What was asked.
        what: String,
        /// The HTTP status.
        status: u16,
        /// The answer.
        body: String,
    },
    /// An answer without something that each has.
    #[error("an answer of the API has no {0}")]
    Without(&'static str),
    /// The demo data has no waiter or no table.
    #[error("the demo data has no {0}")]
    Missing(&'static str),
}

/// A table that guests can join.
#[derive(Debug)]
pub struct OpenTable {
    pub name: String,
    /// The code in its QR link.
    pub code: String,
    /// The PIN of its session.
    pub pin: String,
}

struct Api {
    client: Client,
    base: String,
    token: Option<String>,
}

impl Api {
    async fn call(
        &self,
        method: Method,
        path: &str,
        body: Option<Value>,
    ) -> Result<Value, ClientError> {
        let mut request = self.client.request(method, format!("{}{path}", self.base));
        if let Some(token) = &self.token {
            request = request.bearer_auth(token);
        }
        if let Some(body) = body {
            request = request.json(&body);
        }
        let answer = request.send().await?;
        let status = answer.status();
        let text = answer.text().await?;
        match serde_json::from_str(&text) {
            Ok(value) if status.is_success() => Ok(value),
            _ => Err(ClientError::Refused {
                what: path.to_owned(),
                status: status.as_u16(),
                body: text,
            }),
        }
    }
}

/// A text in an answer.
fn text(answer: &Value, name: &'static str) -> Result<String, ClientError> {
    let text = answer[name].as_str().map(str::to_owned);
    text.ok_or(ClientError::Without(name))
}

/// Opens the last table, or finds it open: the first ones stay free for whoever tries the
/// floor.
pub async fn open_table(url: &str, facts: &Facts) -> Result<OpenTable, ClientError> {
    let waiter = facts
        .somebody(Role::Waiter)
        .ok_or(ClientError::Missing("waiter"))?;
    let table = facts.tables.last().ok_or(ClientError::Missing("table"))?;
    let client = Client::builder().timeout(Duration::from_secs(30)).build()?;
    let mut api = Api {
        client,
        base: format!("{url}/api/v1"),
        token: None,
    };
    let credentials = json!({"login": waiter.login, "password": waiter.password});
    let signed_in = api
        .call(Method::POST, "/auth/sign-in", Some(credentials))
        .await?;
    api.token = Some(text(&signed_in, "access_token")?);
    let pin = pin(&api, &facts.branch, table).await?;
    Ok(OpenTable {
        name: table.name.clone(),
        code: table.code.clone(),
        pin,
    })
}

async fn pin(api: &Api, branch: &str, table: &CodedTable) -> Result<String, ClientError> {
    let base = format!("/branches/{branch}");
    let floor = api
        .call(Method::GET, &format!("{base}/floor"), None)
        .await?;
    let sections = floor["sections"].as_array().into_iter().flatten();
    let session = sections
        .flat_map(|s| s["tables"].as_array().into_iter().flatten())
        .find(|t| t["id"] == table.id.as_str())
        .and_then(|t| t["session"]["id"].as_str());
    let answer = match session {
        Some(session) => {
            api.call(Method::GET, &format!("{base}/sessions/{session}/pin"), None)
                .await?
        }
        None => {
            let path = format!("{base}/tables/{}/open", table.id);
            api.call(Method::POST, &path, Some(json!({"mode": "family"})))
                .await?
        }
    };
    text(&answer, "pin")
}
