//! The store's endpoint: DynamoDB's protocol in front of the engine, for whoever has the key.
//!
//! The engine comes with a server of its own, which answers every page in a browser and checks no
//! key. It is not linked; requests reach the engine from here, in process.

use std::sync::Arc;

use bytes::Bytes;
use dynoxide::DynoxideError;
use http::{HeaderValue, Method, Request, Response, StatusCode, header};
use http_body_util::{BodyExt, Full, Limited};
use hyper::body::Incoming;
use serde_json::json;
use tokio::sync::oneshot;
use uuid::Uuid;

use super::{StoreError, access_key::AccessKey, current::Current, job::Job, operations::Operation};

/// The service's own limit of a request, in bytes.
const BODY_LIMIT: usize = 16 << 20;
const JSON: HeaderValue = HeaderValue::from_static("application/x-amz-json-1.0");

/// Answers the calls of the store.
pub(super) struct Endpoint {
    pub(super) current: Arc<Current>,
    pub(super) key: AccessKey,
}

/// What is said before the engine is asked.
enum Refusal {
    NotFound,
    UnknownOperation,
    WrongKey,
    TooLarge,
}

impl Endpoint {
    /// Answers one call.
    pub(super) async fn answer(&self, request: Request<Incoming>) -> Response<Full<Bytes>> {
        let mut answer = match self.take(request).await {
            Ok((operation, body)) => match self.run(operation, &body).await {
                Ok(answer) => json_answer(StatusCode::OK, answer),
                Err(error) => failure(&error),
            },
            Err(refusal) => refusal.answer(),
        };
        let id = Uuid::new_v4().to_string();
        if let Ok(id) = HeaderValue::from_str(&id) {
            answer.headers_mut().insert("x-amzn-requestid", id);
        }
        answer
    }

    /// Judges by the head alone, before anything of the body is read.
    async fn take(&self, request: Request<Incoming>) -> Result<(Operation, Bytes), Refusal> {
        let (head, body) = request.into_parts();
        let place = head.uri.path_and_query().map_or("", |place| place.as_str());
        if head.method != Method::POST || place != "/" {
            return Err(Refusal::NotFound);
        }
        if !self.key.signs(&head.headers) {
            return Err(Refusal::WrongKey);
        }
        let operation = head
            .headers
            .get("x-amz-target")
            .and_then(|target| target.to_str().ok())
            .and_then(Operation::of)
            .ok_or(Refusal::UnknownOperation)?;
        let body = Limited::new(body, BODY_LIMIT).collect().await;
        let body = body.map_err(|_| Refusal::TooLarge)?.to_bytes();
        Ok((operation, body))
    }

    /// Reads the request, has the engine's thread do what it says, and writes the answer out.
    async fn run(&self, operation: Operation, body: &[u8]) -> dynoxide::Result<Vec<u8>> {
        let asked = operation.read(body)?;
        let (teller, told) = oneshot::channel();
        self.current.ask(Job::Call(asked, teller));
        match told.await {
            Ok(ran) => ran?(),
            // The engine has ended before it could tell.
            Err(_) => Err(DynoxideError::InternalServerError(
                StoreError::Stopped.to_string(),
            )),
        }
    }
}

impl Refusal {
    fn answer(&self) -> Response<Full<Bytes>> {
        let (kind, message) = match self {
            Self::NotFound => {
                let mut answer = Response::new(Full::default());
                *answer.status_mut() = StatusCode::NOT_FOUND;
                return answer;
            }
            Self::UnknownOperation => ("UnknownOperationException", "not taken by this store"),
            Self::WrongKey => (
                "UnrecognizedClientException",
                "The security token included in the request is invalid.",
            ),
            Self::TooLarge => ("SerializationException", "the request is too large"),
        };
        let kind = format!("com.amazon.coral.service#{kind}");
        let body = json!({"__type": kind, "message": message}).to_string();
        json_answer(StatusCode::BAD_REQUEST, body)
    }
}

fn failure(error: &DynoxideError) -> Response<Full<Bytes>> {
    let status = StatusCode::from_u16(error.status_code());
    let status = status.unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    json_answer(status, error.to_json())
}

fn json_answer(status: StatusCode, body: impl Into<Bytes>) -> Response<Full<Bytes>> {
    let mut answer = Response::new(Full::new(body.into()));
    *answer.status_mut() = status;
    answer.headers_mut().insert(header::CONTENT_TYPE, JSON);
    answer
}
