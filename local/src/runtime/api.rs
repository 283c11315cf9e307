//! The Runtime API itself: what a worker's client calls.

use std::{sync::Arc, time::Duration};

use axum::{
    Json, Router,
    body::Body,
    extract::{DefaultBodyLimit, Path, State},
    http::{HeaderMap, HeaderValue, StatusCode},
    response::{IntoResponse, Response},
    routing::{get, post},
};
use bytes::{Bytes, BytesMut};
use futures::StreamExt;
use hyper::service::Service;
use hyper_util::service::TowerToHyperService;
use serde_json::{Value, json};
use tokio::sync::watch;
use uuid::Uuid;

use super::{InvokeError, PAYLOAD_LIMIT, host::Host, pool::Assignment, worker::Worker};
use crate::{clock, loopback::Loopback};

type Shared = State<Arc<Host>>;

/// Serves until told to stop.
pub(super) async fn serve(loopback: Loopback, host: Arc<Host>, mut stop: watch::Receiver<bool>) {
    let router = Router::new()
        .route("/{worker}/2018-06-01/runtime/invocation/next", get(next))
        .route(
            "/{worker}/2018-06-01/runtime/invocation/{id}/response",
            post(response),
        )
        .route(
            "/{worker}/2018-06-01/runtime/invocation/{id}/error",
            post(error),
        )
        .route("/{worker}/2018-06-01/runtime/init/error", post(init_error))
        .layer(DefaultBodyLimit::disable())
        .with_state(host);
    let service = TowerToHyperService::new(router);
    let answer = move |request| {
        let answered = service.call(request);
        async move { answered.await.unwrap_or_else(|never| match never {}) }
    };
    let stopped = async move {
        let _ = stop.wait_for(|stop| *stop).await;
    };
    // Long polls never end by themselves; their processes are gone when this is told to stop.
    if let Err(error) = loopback.serve(answer, stopped, Duration::ZERO).await {
        tracing::error!(%error, "the Runtime API's listener failed");
    }
}

/// Long poll: answers when there is work.
async fn next(State(host): Shared, Path(token): Path<String>) -> Response {
    let Some((pool, worker)) = host.worker(&token) else {
        return stranger();
    };
    let Ok(Assignment {
        request_id,
        payload,
    }) = pool.poll(&worker).await
    else {
        // The worker is about to be killed. An answer would only make its client complain.
        return std::future::pending().await;
    };
    let now = clock::now();
    let timeout = i64::try_from(pool.spec.timeout.as_millis()).unwrap_or(i64::MAX);
    let deadline = now.as_millisecond().saturating_add(timeout);
    let headers = [
        ("lambda-runtime-aws-request-id", request_id),
        ("lambda-runtime-deadline-ms", deadline.to_string()),
        (
            "lambda-runtime-invoked-function-arn",
            host.options.account.function_arn(&pool.spec.name),
        ),
        ("lambda-runtime-trace-id", trace_id(now.as_second())),
        ("content-type", "application/json".to_owned()),
    ];
    let mut response = Response::new(Body::from(payload));
    for (name, value) in headers {
        if let Ok(value) = HeaderValue::from_str(&value) {
            response.headers_mut().insert(name, value);
        }
    }
    response
}

fn trace_id(seconds: i64) -> String {
    let root = Uuid::new_v4().simple().to_string();
    let (root, parent) = root.split_at(24);
    format!("Root=1-{seconds:08x}-{root};Parent={parent}00000001;Sampled=0")
}

async fn response(
    State(host): Shared,
    Path((token, id)): Path<(String, String)>,
    headers: HeaderMap,
    body: Body,
) -> Response {
    let Some((pool, worker)) = host.worker(&token) else {
        return stranger();
    };
    if headers
        .get("lambda-runtime-function-response-mode")
        .is_some_and(|mode| mode == "streaming")
    {
        let payload = json!({
            "errorType": "Runtime.StreamingNotSupported",
            "errorMessage": "streamed answers are not supported by the local stack",
        });
        drain(body).await;
        return finish(&worker, &id, Err(function_error(&payload)));
    }
    match read(body).await {
        Ok(payload) => {
            pool.note_success();
            finish(&worker, &id, Ok(payload))
        }
        Err(ReadError::TooLarge(size)) => {
            if !worker.answer(&id, Err(InvokeError::ResponseTooLarge { size })) {
                return unknown(&id);
            }
            refuse(
                StatusCode::PAYLOAD_TOO_LARGE,
                "Function.ResponseSizeTooLarge",
                &format!("Exceeded maximum allowed payload size ({PAYLOAD_LIMIT} bytes)."),
            )
        }
        Err(ReadError::Broken) => refuse(
            StatusCode::BAD_REQUEST,
            "InvalidRequest",
            "the answer broke off",
        ),
    }
}

async fn error(
    State(host): Shared,
    Path((token, id)): Path<(String, String)>,
    body: Body,
) -> Response {
    let Some((pool, worker)) = host.worker(&token) else {
        return stranger();
    };
    let payload = read(body).await.unwrap_or_else(|_| Bytes::new());
    let message = String::from_utf8_lossy(&payload);
    tracing::error!(function = %pool.spec.name, request = %id, error = %message, "the function failed");
    finish(
        &worker,
        &id,
        Err(InvokeError::FunctionError {
            payload: payload.clone(),
        }),
    )
}

async fn init_error(State(host): Shared, Path(token): Path<String>, body: Body) -> Response {
    let Some((_, worker)) = host.worker(&token) else {
        return stranger();
    };
    let payload = read(body).await.unwrap_or_else(|_| Bytes::new());
    worker.set_init_error(init_reason(&payload));
    accepted()
}

/// The sentence inside an init error's document.
fn init_reason(payload: &[u8]) -> String {
    let document: Value = serde_json::from_slice(payload).unwrap_or_default();
    match document.get("errorMessage").and_then(Value::as_str) {
        Some(message) => format!("it failed while starting: {message}"),
        None => format!(
            "it failed while starting: {}",
            String::from_utf8_lossy(payload)
        ),
    }
}

fn finish(worker: &Worker, id: &str, result: Result<Bytes, InvokeError>) -> Response {
    if worker.answer(id, result) {
        accepted()
    } else {
        unknown(id)
    }
}

fn function_error(payload: &Value) -> InvokeError {
    InvokeError::FunctionError {
        payload: Bytes::from(payload.to_string()),
    }
}

enum ReadError {
    TooLarge(usize),
    Broken,
}

/// Reads a body to its end. One that is too large is read on and thrown away, because a client
/// that is cut off in mid-sentence sees a broken connection instead of the refusal.
async fn read(body: Body) -> Result<Bytes, ReadError> {
    let mut stream = body.into_data_stream();
    let mut kept = BytesMut::new();
    let mut size = 0usize;
    while let Some(chunk) = stream.next().await {
        let chunk = chunk.map_err(|_| ReadError::Broken)?;
        size += chunk.len();
        if size <= PAYLOAD_LIMIT {
            kept.extend_from_slice(&chunk);
        }
    }
    if size > PAYLOAD_LIMIT {
        Err(ReadError::TooLarge(size))
    } else {
        Ok(kept.freeze())
    }
}

async fn drain(body: Body) {
    let _ = read(body).await;
}

fn accepted() -> Response {
    (StatusCode::ACCEPTED, Json(json!({"status": "OK"}))).into_response()
}

/// A path prefix that no living worker has: a process of an earlier run.
fn stranger() -> Response {
    refuse(
        StatusCode::FORBIDDEN,
        "Forbidden",
        "no worker of this run has this path",
    )
}

fn unknown(id: &str) -> Response {
    refuse(
        StatusCode::BAD_REQUEST,
        "InvalidRequestID",
        &format!("no open invocation {id}"),
    )
}

fn refuse(status: StatusCode, kind: &str, message: &str) -> Response {
    (
        status,
        Json(json!({"errorType": kind, "errorMessage": message})),
    )
        .into_response()
}
