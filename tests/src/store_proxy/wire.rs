//! Calls on their way to the store, and answers in its place.

use std::io;

use bytes::Bytes;
use http_body_util::{BodyExt, Full};
use hyper::{Response, StatusCode};
use serde_json::Value;

/// Gives a call to the store.
pub(super) async fn pass(
    http: &reqwest::Client,
    store: &str,
    mut headers: hyper::HeaderMap,
    body: Bytes,
) -> io::Result<Response<Full<Bytes>>> {
    for own in ["host", "connection", "content-length"] {
        headers.remove(own);
    }
    let request = http.post(format!("http://{store}/"));
    let answer = request.headers(headers).body(body).send().await;
    let answer = answer.map_err(io::Error::other)?;
    let (status, mut headers) = (answer.status(), answer.headers().clone());
    for own in ["transfer-encoding", "connection", "content-length"] {
        headers.remove(own);
    }
    let body = answer.bytes().await.map_err(io::Error::other)?;
    let mut response = Response::new(Full::new(body));
    *response.status_mut() = status;
    *response.headers_mut() = headers;
    Ok(response)
}

/// The body of an answer, which is in memory already.
pub(super) async fn json(answer: &Response<Full<Bytes>>) -> Value {
    let body = answer.body().clone().collect().await;
    let body = body.map(|body| body.to_bytes()).unwrap_or_default();
    serde_json::from_slice(&body).unwrap_or_default()
}

const THROTTLED: &str = r#"{"__type":"com.amazonaws.dynamodb.v20120810#ThrottlingException",
    "message":"Rate exceeded"}"#;

/// What the service says when it has had enough.
pub(super) fn throttled() -> Response<Full<Bytes>> {
    error(StatusCode::BAD_REQUEST, THROTTLED)
}

/// What a load balancer says in front of a service that is gone.
pub(super) fn broken() -> Response<Full<Bytes>> {
    error(StatusCode::INTERNAL_SERVER_ERROR, "")
}

fn error(status: StatusCode, body: &'static str) -> Response<Full<Bytes>> {
    let mut response = Response::new(Full::new(Bytes::from_static(body.as_bytes())));
    *response.status_mut() = status;
    let json = hyper::header::HeaderValue::from_static("application/x-amz-json-1.0");
    response.headers_mut().insert("content-type", json);
    response
}
