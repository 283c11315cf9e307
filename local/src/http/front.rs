//! Everything that comes in: chooses what answers, sets the headers, writes the log line.

use std::{
    net::{IpAddr, SocketAddr},
    sync::Arc,
    time::Instant,
};

use axum::{
    body::Body,
    http::{HeaderName, HeaderValue, Request, Response, StatusCode},
};
use futures::future::BoxFuture;

use super::{HttpApi, REQUEST_ID, problem, request_id, visitor};
use crate::{
    site::{SiteFiles, menu, redirect},
    template::{Behavior, Header, Origin},
};

/// API Gateway's limit for the request line and all headers, in bytes.
const HEADER_LIMIT: usize = 10_240;

/// Answers a WebSocket handshake.
pub type Upgrade =
    Arc<dyn Fn(Request<Body>, IpAddr, String) -> BoxFuture<'static, Response<Body>> + Send + Sync>;

/// The CDN's place in front of the site and the APIs.
pub struct Front {
    /// Paths and what answers them, in order of precedence.
    pub behaviors: Vec<Behavior>,
    /// The HTTP API.
    pub api: HttpApi,
    /// The WebSocket API, when there is one.
    pub websocket: Option<Upgrade>,
    /// The static site.
    pub site: SiteFiles,
    /// Whether a peer on this machine is a reverse proxy that says who its clients are.
    pub trust_proxy: bool,
}

impl Front {
    /// Answers one request and writes its line to the log.
    pub async fn handle(&self, mut request: Request<Body>, peer: SocketAddr) -> Response<Body> {
        let id = request_id();
        let mut line = Line::new(&request, &id);
        let source = visitor::settle(request.headers_mut(), peer.ip(), self.trust_proxy);
        let mut response = self.answer(request, source, &id).await;
        if let Ok(value) = HeaderValue::from_str(&id) {
            response.headers_mut().insert(REQUEST_ID, value);
        }
        line.finish(response.status());
        response
    }

    async fn answer(&self, request: Request<Body>, source: IpAddr, id: &str) -> Response<Body> {
        let path = request.uri().path();
        let Some(behavior) = self.behaviors.iter().find(|one| glob(&one.pattern, path)) else {
            return problem::not_found(id);
        };
        // Of a site's own pages the site knows which there are.
        let beside = behavior.clean_urls && behavior.origin != Origin::Site;
        if let Some(address) = menu(path).filter(|_| beside) {
            return redirect(&address);
        }
        let mut response = match behavior.origin {
            Origin::Site => self.site.handle(&request.into_parts().0, behavior).await,
            Origin::Http | Origin::WebSocket if header_size(&request) > HEADER_LIMIT => {
                let status = StatusCode::REQUEST_HEADER_FIELDS_TOO_LARGE;
                problem::refuse(
                    status,
                    "Request Header Fields Too Large",
                    "headers_too_large",
                    id,
                )
            }
            Origin::Http => self.api.handle(request, source, id).await,
            Origin::WebSocket => match &self.websocket {
                Some(upgrade) => upgrade(request, source, id.to_owned()).await,
                None => problem::not_found(id),
            },
        };
        set_headers(&mut response, &behavior.headers);
        if response.status().as_u16() < 400 {
            set_headers(&mut response, &behavior.headers_of_success);
        }
        response
    }
}

fn set_headers(response: &mut Response<Body>, headers: &[Header]) {
    for Header {
        name,
        value,
        overrides,
    } in headers
    {
        let name = HeaderName::from_bytes(name.as_bytes());
        if let (Ok(name), Ok(value)) = (name, HeaderValue::from_str(value)) {
            let own = response.headers().contains_key(&name);
            if *overrides || !own {
                response.headers_mut().insert(name, value);
            }
        }
    }
}

fn header_size(request: &Request<Body>) -> usize {
    let headers = request.headers().iter();
    let headers: usize = headers
        .map(|(name, value)| name.as_str().len() + value.len() + 4)
        .sum();
    request
        .uri()
        .path_and_query()
        .map_or(0, |path| path.as_str().len())
        + headers
}

/// Matches a CDN path pattern: `*` stands for any text, `?` for one character.
fn glob(pattern: &str, path: &str) -> bool {
    // Patterns may leave the leading slash out.
    let pattern = pattern.strip_prefix('/').unwrap_or(pattern).as_bytes();
    let path = path.strip_prefix('/').unwrap_or(path).as_bytes();
    let (mut at, mut here) = (0, 0);
    let mut retry = None;
    while here < path.len() {
        match pattern.get(at) {
            Some(b'*') => {
                retry = Some((at + 1, here));
                at += 1;
            }
            Some(&byte) if byte == b'?' || Some(&byte) == path.get(here) => {
                at += 1;
                here += 1;
            }
            _ => match retry {
                Some((star, from)) => {
                    retry = Some((star, from + 1));
                    at = star;
                    here = from + 1;
                }
                None => return false,
            },
        }
    }
    pattern
        .get(at..)
        .is_some_and(|rest| rest.iter().all(|&byte| byte == b'*'))
}

/// The log line of a request. The query is left out: it holds tickets.
struct Line {
    text: String,
    start: Instant,
    done: bool,
}

impl Line {
    fn new(request: &Request<Body>, id: &str) -> Self {
        let text = format!("{id} {} {}", request.method(), request.uri().path());
        Self {
            text,
            start: Instant::now(),
            done: false,
        }
    }

    fn finish(&mut self, status: StatusCode) {
        self.done = true;
        let micros = self.start.elapsed().as_micros();
        let (ms, tenth) = (micros / 1000, micros / 100 % 10);
        tracing::info!(target: "request", "{} {} {ms}.{tenth} ms", self.text, status.as_u16());
    }
}

impl Drop for Line {
    fn drop(&mut self) {
        if !self.done {
            tracing::info!(target: "request", "{} - the client went away", self.text);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn path_patterns() {
        for (pattern, path, expected) in [
            ("*", "/", true),
            ("*", "/a/b", true),
            ("/api/*", "/api/v1/x", true),
            ("/api/*", "/api/", true),
            ("/api/*", "/api", false),
            ("api/*", "/api/x", true),
            ("/realtime", "/realtime", true),
            ("/realtime", "/realtime/x", false),
            ("/*.jpg", "/a/b.jpg", true),
            ("/*.jpg", "/a/b.jpgx", false),
            ("/a?c*d", "/abcxdxd", true),
            ("/a?c*d", "/acd", false),
        ] {
            assert_eq!(glob(pattern, path), expected, "{pattern} {path}");
        }
    }
}
