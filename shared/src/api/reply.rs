//! Answers.

use std::pin::Pin;

use lambda_http::http::header::{
    ACCEPT_ENCODING, CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_ENCODING, CONTENT_TYPE, ETAG,
    LOCATION, RETRY_AFTER, SET_COOKIE, VARY,
};
use lambda_http::http::{HeaderValue, StatusCode};
use lambda_http::{Body, IntoResponse, Response};
use serde::Serialize;

use super::gzip;
use super::problem::{Code, Problem};
use super::request::HttpRequest;
use crate::service::intent::Answer;

/// Pages.
const HTML: &str = "text/html; charset=utf-8";

/// For what has another address once there is something else in it.
const FOR_EVER: &str = "public, max-age=31536000, immutable";

/// Whether the caller says that they have what this tag names.
fn has(http: &HttpRequest, etag: &str) -> bool {
    let weak = |tag: &str| tag.trim().trim_start_matches("W/").to_owned();
    http.header("if-none-match")
        .is_some_and(|known| known.split(',').any(|one| weak(one) == weak(etag)))
}

/// An answer on its way to the client.
#[derive(Debug)]
pub struct Reply(Response<Body>);

impl Reply {
    fn build(status: StatusCode, content_type: &'static str, body: Body) -> Self {
        let mut response = Response::new(body);
        *response.status_mut() = status;
        let headers = response.headers_mut();
        headers.insert(CONTENT_TYPE, HeaderValue::from_static(content_type));
        // Answers are about one guest's or one branch's moment; only the menu says otherwise.
        headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
        Self(response)
    }

    fn json_with(status: StatusCode, value: &impl Serialize) -> Result<Self, Problem> {
        let body = serde_json::to_string(value).map_err(|e| {
            Problem::new(Code::Internal, "The answer could not be written.").because(e)
        })?;
        Ok(Self::build(status, "application/json", Body::Text(body)))
    }

    /// 200 with JSON.
    ///
    /// # Errors
    /// 500 when the value cannot be written, which no type of ours does.
    pub fn ok(value: &impl Serialize) -> Result<Self, Problem> {
        Self::json_with(StatusCode::OK, value)
    }

    /// 201 with JSON and where the new thing is.
    ///
    /// # Errors
    /// As [`Reply::ok`].
    pub fn created(location: &str, value: &impl Serialize) -> Result<Self, Problem> {
        Ok(Self::json_with(StatusCode::CREATED, value)?.header(LOCATION.as_str(), location))
    }

    /// 201 with an answer that was written down with the commit, now or earlier.
    pub fn answer(answer: Answer) -> Self {
        let body = Body::Text(answer.body);
        let reply = Self::build(StatusCode::CREATED, "application/json", body)
            .header(LOCATION.as_str(), &answer.location);
        if answer.replayed {
            reply.header("idempotency-replayed", "true")
        } else {
            reply
        }
    }

    /// 200 with a file to keep; `name` must be plain letters, digits, dots and hyphens.
    pub fn file(content_type: &'static str, bytes: Vec<u8>, name: &str) -> Self {
        Self::build(StatusCode::OK, content_type, Body::Binary(bytes)).header(
            CONTENT_DISPOSITION.as_str(),
            &format!("attachment; filename=\"{name}\""),
        )
    }

    /// 200 with bytes that a machine takes as they are.
    pub fn bytes(content_type: &'static str, bytes: Vec<u8>) -> Self {
        Self::build(StatusCode::OK, content_type, Body::Binary(bytes))
    }

    /// 200 with a text of another kind, as machines want it.
    pub fn plain(content_type: &'static str, text: String) -> Self {
        Self::build(StatusCode::OK, content_type, Body::Text(text))
    }

    /// 204.
    pub fn no_content() -> Self {
        Self::build(StatusCode::NO_CONTENT, "application/json", Body::Empty)
    }

    /// 200 with JSON text that may be kept for `seconds`, or 304 when the caller has it. It goes
    /// in gzip to whoever takes that: no CDN packs what it does not cache.
    pub fn cached(http: &HttpRequest, body: String, etag: &str, seconds: u32) -> Self {
        let kept = format!("public, max-age={seconds}");
        Self::packed(http, "application/json", body, etag, gzip::packed)
            .header(CACHE_CONTROL.as_str(), &kept)
    }

    /// 200 with a page that the CDN alone may keep, for `seconds`, or 304 when the caller has it.
    pub fn page(http: &HttpRequest, html: String, etag: &str, seconds: u32) -> Self {
        let kept = format!("public, max-age=0, s-maxage={seconds}");
        Self::packed(http, HTML, html, etag, gzip::packed_best)
            .header(CACHE_CONTROL.as_str(), &kept)
    }

    /// 404 with a page that says so.
    pub fn missing_page(html: String) -> Self {
        Self::build(StatusCode::NOT_FOUND, HTML, Body::Text(html))
    }

    fn packed(
        http: &HttpRequest,
        kind: &'static str,
        body: String,
        etag: &str,
        pack: fn(&str) -> Vec<u8>,
    ) -> Self {
        // Weak, as the two forms of one answer share it.
        let etag = format!("W/\"{etag}\"");
        let text = |status, body| Self::build(status, kind, body);
        let reply = match (
            has(http, &etag),
            gzip::wanted(http.header("accept-encoding")),
        ) {
            (true, _) => text(StatusCode::NOT_MODIFIED, Body::Empty),
            (false, true) => text(StatusCode::OK, Body::Binary(pack(&body)))
                .header(CONTENT_ENCODING.as_str(), "gzip"),
            (false, false) => text(StatusCode::OK, Body::Text(body)),
        };
        reply
            .header(ETAG.as_str(), &etag)
            .header(VARY.as_str(), ACCEPT_ENCODING.as_str())
    }

    /// 200 with a file that is shown and never changes, or 304 when the caller has it. `etag` names
    /// what is in it.
    pub fn immutable(
        http: &HttpRequest,
        content_type: &'static str,
        bytes: Vec<u8>,
        etag: &str,
    ) -> Self {
        let etag = format!("\"{etag}\"");
        let (status, body) = match has(http, &etag) {
            true => (StatusCode::NOT_MODIFIED, Body::Empty),
            false => (StatusCode::OK, Body::Binary(bytes)),
        };
        Self::build(status, content_type, body)
            .header(ETAG.as_str(), &etag)
            .header(CACHE_CONTROL.as_str(), FOR_EVER)
    }

    /// Sets a header; a value that is no header text is left out.
    #[must_use]
    pub fn header(mut self, name: &'static str, value: &str) -> Self {
        if let Ok(value) = HeaderValue::from_str(value) {
            self.0.headers_mut().insert(name, value);
        }
        self
    }

    /// Adds a cookie.
    #[must_use]
    pub fn cookie(mut self, cookie: &str) -> Self {
        if let Ok(value) = HeaderValue::from_str(cookie) {
            self.0.headers_mut().append(SET_COOKIE, value);
        }
        self
    }

    /// The answer that tells a problem.
    pub fn problem(problem: &Problem, request_id: &str) -> Self {
        let status =
            StatusCode::from_u16(problem.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let body = Body::Text(problem.body(request_id).to_string());
        let reply = Self::build(status, "application/problem+json", body);
        match problem.retry_after {
            Some(seconds) => reply.header(RETRY_AFTER.as_str(), &seconds.to_string()),
            None => reply,
        }
    }

    /// The HTTP response.
    pub fn into_http(self) -> Response<Body> {
        self.0
    }
}

/// By hand: the crate's own way for a `Response` knows every character set there is, which are
/// 150 KB of each function, and all that we send is UTF-8 or bytes.
impl IntoResponse for Reply {
    fn into_response(self) -> Pin<Box<dyn Future<Output = Response<Body>> + Send>> {
        Box::pin(std::future::ready(self.0))
    }
}
