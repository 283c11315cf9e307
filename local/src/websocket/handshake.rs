//! From an HTTP request to an open connection: `$connect` first, then the upgrade.

use std::{net::IpAddr, sync::Arc};

use bytes::Bytes;
use http::{HeaderMap, HeaderValue, Method, Request, Response, StatusCode, header, request::Parts};
use hyper::upgrade::OnUpgrade;
use hyper_util::rt::TokioIo;
use tokio::sync::{mpsc, oneshot};
use tokio_tungstenite::{
    WebSocketStream,
    tungstenite::{
        handshake::derive_accept_key,
        protocol::{Role, WebSocketConfig},
    },
};

use super::{
    Gateway, complaint, event,
    registry::{Command, Connection},
    route::Answer,
};

/// Bytes that are read at once; longer frames take several reads.
const READ_BUFFER: usize = 2 << 10;

impl Gateway {
    /// Answers a request to open a WebSocket. `$connect` is called before the upgrade, and
    /// the upgrade happens once the answer has been sent. `request_id` is what the answer's
    /// header and the log call the request.
    pub async fn connect<B>(
        &self,
        mut request: Request<B>,
        peer: IpAddr,
        request_id: String,
    ) -> Response<Bytes> {
        let Some(accept) = accept_key(request.method(), request.headers()) else {
            let mut answer = problem(StatusCode::UPGRADE_REQUIRED, "Upgrade Required", "", "");
            let headers = answer.headers_mut();
            headers.insert(header::UPGRADE, HeaderValue::from_static("websocket"));
            return answer;
        };
        let upgrade = hyper::upgrade::on(&mut request);
        let (parts, _) = request.into_parts();
        let (Some(alive), Ok(id)) = (self.alive(), event::new_id()) else {
            return problem(
                StatusCode::SERVICE_UNAVAILABLE,
                "Service Unavailable",
                "",
                "",
            );
        };
        // A task of its own: a client that leaves while `$connect` runs cancels this
        // future, and its connection must still be disconnected in order.
        let (answer, answered) = oneshot::channel();
        let opening = Opening {
            gateway: self.clone(),
            parts,
            peer,
            request_id,
            accept,
            answer,
        };
        tokio::spawn(async move {
            opening.run(id, upgrade).await;
            drop(alive);
        });
        answered.await.unwrap_or_else(|_| {
            problem(
                StatusCode::INTERNAL_SERVER_ERROR,
                "Internal server error",
                "",
                "",
            )
        })
    }
}

struct Opening {
    gateway: Gateway,
    parts: Parts,
    peer: IpAddr,
    request_id: String,
    accept: String,
    answer: oneshot::Sender<Response<Bytes>>,
}

impl Opening {
    async fn run(self, id: String, upgrade: OnUpgrade) {
        let user_agent = self
            .parts
            .headers
            .get(header::USER_AGENT)
            .map(|value| String::from_utf8_lossy(value.as_bytes()).into_owned())
            .unwrap_or_default();
        let registry = self.gateway.0.registry.clone();
        let (connection, inbox) = registry.insert(id, self.peer.to_string(), user_agent);
        match self.ask(&connection).await {
            Err(refusal) => {
                registry.remove(&connection);
                let _ = self.answer.send(refusal);
            }
            Ok(accepted) => {
                let answer = switch(&self.accept, &accepted.headers);
                // When the client has left, the upgrade fails, and `$disconnect` follows.
                let _ = self.answer.send(answer);
                // The request's headers keep hyper's whole read buffer alive, 8 KiB for
                // each connection that is open.
                drop((self.parts, accepted));
                self.gateway.carry(connection, inbox, upgrade).await;
            }
        }
    }

    /// Calls `$connect`; an API without that route takes everybody.
    async fn ask(&self, connection: &Connection) -> Result<Answer, Response<Bytes>> {
        let config = &self.gateway.0.config;
        let Some(function) = config.routes.get("$connect") else {
            return Ok(Answer::default());
        };
        let request_id = self.request_id.as_str();
        let event = event::connect(config, connection, &self.parts, request_id);
        let answer = self
            .gateway
            .invoke(function, &event)
            .await
            .map_err(|failure| {
                tracing::warn!(connection = connection.id, %failure, "$connect failed");
                let status = StatusCode::BAD_GATEWAY;
                problem(status, "Internal server error", &connection.id, request_id)
            })?;
        tracing::info!(
            request = request_id,
            connection = connection.id,
            status = answer.status.as_u16(),
            "WS $connect"
        );
        if answer.status.is_success() {
            return Ok(answer);
        }
        Err(refuse(answer, &connection.id, request_id))
    }
}

impl Gateway {
    async fn carry(
        &self,
        connection: Arc<Connection>,
        inbox: mpsc::UnboundedReceiver<Command>,
        upgrade: OnUpgrade,
    ) {
        let limits = &self.0.registry.limits;
        // Clients say little. Every read fills the whole buffer with zeros first, so a larger
        // one costs time and, for as long as the connection is open, memory.
        let config = WebSocketConfig::default()
            .read_buffer_size(READ_BUFFER)
            .write_buffer_size(0)
            .max_frame_size(Some(limits.frame))
            .max_message_size(Some(limits.message));
        let socket = match tokio::time::timeout(limits.closing, upgrade).await {
            Ok(Ok(upgraded)) => {
                let io = TokioIo::new(upgraded);
                Some(WebSocketStream::from_raw_socket(io, Role::Server, Some(config)).await)
            }
            Ok(Err(_)) | Err(_) => None,
        };
        self.serve(connection, inbox, socket).await;
    }
}

/// The `Sec-WebSocket-Accept` of a proper request to upgrade.
fn accept_key(method: &Method, headers: &HeaderMap) -> Option<String> {
    let has = |name: header::HeaderName, wanted: &str| {
        headers.get_all(name).iter().any(|value| {
            let tokens = value.to_str().unwrap_or_default().split(',');
            tokens
                .into_iter()
                .any(|token| token.trim().eq_ignore_ascii_case(wanted))
        })
    };
    let proper = method == Method::GET
        && has(header::CONNECTION, "upgrade")
        && has(header::UPGRADE, "websocket")
        && has(header::SEC_WEBSOCKET_VERSION, "13");
    let key = headers.get(header::SEC_WEBSOCKET_KEY)?;
    proper.then(|| derive_accept_key(key.as_bytes()))
}

fn switch(accept: &str, from_function: &HeaderMap) -> Response<Bytes> {
    let mut answer = Response::new(Bytes::new());
    *answer.status_mut() = StatusCode::SWITCHING_PROTOCOLS;
    let headers = answer.headers_mut();
    headers.insert(header::CONNECTION, HeaderValue::from_static("Upgrade"));
    headers.insert(header::UPGRADE, HeaderValue::from_static("websocket"));
    if let Ok(accept) = HeaderValue::from_str(accept) {
        headers.insert(header::SEC_WEBSOCKET_ACCEPT, accept);
    }
    if let Some(protocol) = from_function.get(header::SEC_WEBSOCKET_PROTOCOL) {
        headers.insert(header::SEC_WEBSOCKET_PROTOCOL, protocol.clone());
    }
    answer
}

/// The function's own refusal, with its body when it has one.
fn refuse(answer: Answer, connection_id: &str, request_id: &str) -> Response<Bytes> {
    // Below 200 it would not be an answer to the client at all.
    let status = if answer.status.is_informational() {
        StatusCode::BAD_GATEWAY
    } else {
        answer.status
    };
    let reason = status.canonical_reason().unwrap_or("Refused");
    let mut refusal = problem(status, reason, connection_id, request_id);
    if !answer.body.is_empty() {
        if let Some(kind) = answer.headers.get(header::CONTENT_TYPE) {
            refusal
                .headers_mut()
                .insert(header::CONTENT_TYPE, kind.clone());
        }
        *refusal.body_mut() = answer.body;
    }
    refusal
}

fn problem(
    status: StatusCode,
    message: &str,
    connection_id: &str,
    request_id: &str,
) -> Response<Bytes> {
    let mut answer = Response::new(Bytes::from(complaint(message, connection_id, request_id)));
    *answer.status_mut() = status;
    let kind = HeaderValue::from_static("application/json");
    answer.headers_mut().insert(header::CONTENT_TYPE, kind);
    answer
}
