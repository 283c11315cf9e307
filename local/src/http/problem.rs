//! The gateway's own refusals.

use axum::{
    body::Body,
    http::{HeaderValue, Response, StatusCode, header},
};
use serde_json::json;

/// An answer of the gateway itself.
///
/// API Gateway sends `{"message": ..}` only. The fields of an RFC 9457 problem are added beside
/// it, so that a client needs one way to read errors.
#[must_use]
pub fn refuse(status: StatusCode, message: &str, code: &str, request_id: &str) -> Response<Body> {
    let document = json!({
        "message": message,
        "type": "about:blank",
        "title": message,
        "status": status.as_u16(),
        "code": code,
        "request_id": request_id,
    });
    let mut response = Response::new(Body::from(document.to_string()));
    *response.status_mut() = status;
    let headers = response.headers_mut();
    headers.insert(
        header::CONTENT_TYPE,
        HeaderValue::from_static("application/problem+json"),
    );
    if status == StatusCode::SERVICE_UNAVAILABLE {
        headers.insert(header::RETRY_AFTER, HeaderValue::from_static("1"));
    }
    response
}

pub(super) fn not_found(request_id: &str) -> Response<Body> {
    refuse(StatusCode::NOT_FOUND, "Not Found", "not_found", request_id)
}

pub(super) fn bad_request(request_id: &str) -> Response<Body> {
    refuse(
        StatusCode::BAD_REQUEST,
        "Bad Request",
        "malformed_request",
        request_id,
    )
}

pub(super) fn too_large(request_id: &str) -> Response<Body> {
    let status = StatusCode::PAYLOAD_TOO_LARGE;
    refuse(
        status,
        "Request Entity Too Large",
        "body_too_large",
        request_id,
    )
}

pub(super) fn internal(request_id: &str) -> Response<Body> {
    let status = StatusCode::INTERNAL_SERVER_ERROR;
    refuse(status, "Internal Server Error", "internal", request_id)
}

pub(super) fn unavailable(request_id: &str) -> Response<Body> {
    let status = StatusCode::SERVICE_UNAVAILABLE;
    refuse(status, "Service Unavailable", "unavailable", request_id)
}
