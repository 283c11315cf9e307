//! `@connections`: how functions reach clients.

use std::{io, sync::Arc, time::Duration};

use bytes::Bytes;
use http::{HeaderMap, HeaderValue, Method, Request, Response, StatusCode};
use http_body_util::{BodyExt, Full, Limited};
use hyper::body::Incoming;
use percent_encoding::percent_decode_str;
use serde_json::json;
use tokio::task::AbortHandle;
use tokio_tungstenite::tungstenite::{
    Message,
    protocol::{CloseFrame, frame::coding::CloseCode},
};

use super::{
    Limits, event,
    registry::{Connection, Gone, Registry},
};
use crate::loopback::Loopback;

/// Ours, not API Gateway's: the close code of a `DELETE`, such as `4401`.
pub const CLOSE_CODE_HEADER: &str = "x-connection-close-code";

/// A body is read to this size so that its sender gets an answer and not a reset.
const READABLE: usize = 10 << 20;

/// The open connections and the loopback server of `@connections`.
pub struct Connections {
    registry: Registry,
    endpoint: String,
    server: AbortHandle,
}

impl Connections {
    /// Serves `@connections` of this stage on a loopback port of its own. The address has
    /// an unguessable part, because no signature is checked.
    ///
    /// # Panics
    /// Outside a Tokio runtime.
    ///
    /// # Errors
    /// No port or no randomness could be had.
    pub fn listen(stage: &str, limits: Limits) -> io::Result<Self> {
        let registry = Registry::new(limits);
        let mut secret = [0_u8; 16];
        getrandom::fill(&mut secret).map_err(io::Error::other)?;
        let base = format!("/{}/{stage}", hex::encode(secret));
        let loopback = Loopback::bind()?;
        let endpoint = format!("http://{}{base}", loopback.address());
        let api = Arc::new(Api {
            prefix: format!("{base}/@connections/"),
            registry: registry.clone(),
        });
        let server = tokio::spawn(serve(loopback, api)).abort_handle();
        Ok(Self {
            registry,
            endpoint,
            server,
        })
    }

    /// The endpoint for the SDK's management client.
    #[must_use]
    pub fn endpoint(&self) -> &str {
        &self.endpoint
    }

    pub(super) fn registry(&self) -> Registry {
        self.registry.clone()
    }
}

impl Drop for Connections {
    fn drop(&mut self) {
        self.server.abort();
    }
}

struct Api {
    prefix: String,
    registry: Registry,
}

async fn serve(loopback: Loopback, api: Arc<Api>) {
    let answer = move |request| {
        let api = Arc::clone(&api);
        async move { api.answer(request).await }
    };
    // It ends with whoever holds the connections.
    let never = std::future::pending();
    if let Err(error) = loopback.serve(answer, never, Duration::ZERO).await {
        tracing::error!(%error, "the listener of @connections failed");
    }
}

impl Api {
    async fn answer(&self, request: Request<Incoming>) -> Response<Full<Bytes>> {
        let mut answer = match self.handle(request).await {
            Ok(answer) => answer,
            Err(refusal) => refusal.answer(),
        };
        let headers = answer.headers_mut();
        if let Some(id) = event::new_id().ok().and_then(|id| id.parse().ok()) {
            headers.insert("x-amzn-requestid", id);
        }
        answer
    }

    async fn handle(&self, request: Request<Incoming>) -> Result<Response<Full<Bytes>>, Refusal> {
        let path = percent_decode_str(request.uri().path()).decode_utf8_lossy();
        let id = path
            .strip_prefix(&self.prefix)
            .filter(|id| !id.is_empty() && !id.contains('/'))
            .ok_or(Refusal::Forbidden)?
            .to_owned();
        let (parts, body) = request.into_parts();
        match parts.method {
            Method::POST => self.post(&id, body).await,
            Method::GET => {
                let connection = self.registry.find(&id).await?;
                Ok(describe(&connection))
            }
            Method::DELETE => {
                let frame = close_frame(&parts.headers)?;
                let connection = self.registry.find(&id).await?;
                self.registry.close(&connection, frame)?;
                Ok(empty(StatusCode::NO_CONTENT))
            }
            _ => Err(Refusal::Forbidden),
        }
    }

    async fn post(&self, id: &str, body: Incoming) -> Result<Response<Full<Bytes>>, Refusal> {
        let body = Limited::new(body, READABLE)
            .collect()
            .await
            .map_err(|_| Refusal::TooLarge)?
            .to_bytes();
        if body.len() > self.registry.limits.message {
            return Err(Refusal::TooLarge);
        }
        let connection = self.registry.find(id).await?;
        let message = match String::from_utf8(body.into()) {
            Ok(text) => Message::text(text),
            Err(binary) => Message::binary(binary.into_bytes()),
        };
        self.registry.send(&connection, message)?;
        Ok(empty(StatusCode::OK))
    }
}

fn describe(connection: &Connection) -> Response<Full<Bytes>> {
    let body = json!({
        "connectedAt": connection.connected_at.to_string(),
        "lastActiveAt": connection.last_active().to_string(),
        "identity": {"sourceIp": connection.source_ip, "userAgent": connection.user_agent},
    });
    json_answer(StatusCode::OK, &body)
}

/// The close frame that the caller asks for; a code that a server may not send is refused.
fn close_frame(headers: &HeaderMap) -> Result<CloseFrame, Refusal> {
    let code = match headers.get(CLOSE_CODE_HEADER) {
        None => CloseCode::Normal,
        Some(value) => value
            .to_str()
            .ok()
            .and_then(|text| text.parse::<u16>().ok())
            .filter(|code| matches!(code, 1000 | 1001 | 1008 | 1011 | 3000..=4999))
            .map(CloseCode::from)
            .ok_or(Refusal::BadCloseCode)?,
    };
    Ok(CloseFrame {
        code,
        reason: "".into(),
    })
}

enum Refusal {
    Gone,
    Forbidden,
    TooLarge,
    BadCloseCode,
}

impl From<Gone> for Refusal {
    fn from(_: Gone) -> Self {
        Self::Gone
    }
}

impl Refusal {
    fn answer(&self) -> Response<Full<Bytes>> {
        let (status, kind, message) = match self {
            Self::Gone => (StatusCode::GONE, "GoneException", "410 Gone"),
            Self::Forbidden => (StatusCode::FORBIDDEN, "ForbiddenException", "Forbidden"),
            Self::TooLarge => (
                StatusCode::PAYLOAD_TOO_LARGE,
                "PayloadTooLargeException",
                "Request Too Long",
            ),
            Self::BadCloseCode => (
                StatusCode::BAD_REQUEST,
                "BadRequestException",
                "Invalid x-connection-close-code",
            ),
        };
        let mut answer = json_answer(status, &json!({"message": message}));
        let headers = answer.headers_mut();
        headers.insert("x-amzn-errortype", HeaderValue::from_static(kind));
        answer
    }
}

fn json_answer(status: StatusCode, body: &serde_json::Value) -> Response<Full<Bytes>> {
    let mut answer = Response::new(Full::from(body.to_string()));
    *answer.status_mut() = status;
    let kind = HeaderValue::from_static("application/json");
    answer.headers_mut().insert("content-type", kind);
    answer
}

fn empty(status: StatusCode) -> Response<Full<Bytes>> {
    let mut answer = Response::new(Full::default());
    *answer.status_mut() = status;
    answer
}
