//! The static site: files of one folder, with clean URLs, ETags and compression.

mod file;
mod path;

use std::path::{Path, PathBuf};

use axum::{
    body::Body,
    http::{HeaderMap, HeaderValue, Method, Response, StatusCode, header, request::Parts},
};

use crate::template::Behavior;
use file::{Cache, Encoding};
use path::Lead;
pub(crate) use path::menu;

/// The files of the site.
pub struct SiteFiles {
    root: Option<PathBuf>,
    root_document: Option<String>,
    cache: Cache,
}

impl SiteFiles {
    /// Serves the files below `root`; without one every page is missing.
    #[must_use]
    pub fn new(root: Option<PathBuf>, root_document: Option<String>) -> Self {
        Self {
            root,
            root_document,
            cache: Cache::default(),
        }
    }

    /// Answers one request. Files are read again when they change.
    pub async fn handle(&self, request: &Parts, behavior: &Behavior) -> Response<Body> {
        if request.method != Method::GET && request.method != Method::HEAD {
            let mut response = plain(StatusCode::METHOD_NOT_ALLOWED, "Method Not Allowed");
            response
                .headers_mut()
                .insert(header::ALLOW, HeaderValue::from_static("GET, HEAD"));
            return response;
        }
        let Some(root) = &self.root else {
            return plain(
                StatusCode::NOT_FOUND,
                "There is no site: give its folder with --site-dir.",
            );
        };
        let path = request.uri.path();
        let mapped = path::map(path, behavior.clean_urls, self.root_document.as_deref());
        let file = match &mapped {
            Some(relative) => self.cache.get(root, relative).await,
            None => None,
        };
        let Some(file) = file else {
            return match self.lead(root, path, behavior).await {
                Some(address) => redirect(&address),
                None => missing(path, behavior),
            };
        };
        let accepted = if behavior.compress {
            accepted(&request.headers)
        } else {
            Encoding::Plain
        };
        let (body, encoding) = file.body(accepted).await;
        let etag = file.etag(encoding);
        let mut response = if matches(&request.headers, &etag) {
            let mut response = Response::new(Body::empty());
            *response.status_mut() = StatusCode::NOT_MODIFIED;
            response
        } else {
            Response::new(Body::from(body))
        };
        let headers = response.headers_mut();
        headers.insert(
            header::CONTENT_TYPE,
            HeaderValue::from_static(file.content_type()),
        );
        if let Ok(etag) = HeaderValue::from_str(&etag) {
            headers.insert(header::ETAG, etag);
        }
        if behavior.compress {
            headers.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
        }
        if let Some(name) = encoding.name() {
            headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static(name));
        }
        response
    }

    /// Where to go from a path that is no page's, if it can be told what was meant.
    async fn lead(&self, root: &Path, path: &str, behavior: &Behavior) -> Option<String> {
        if behavior.missing_page.is_none() || !path::is_page(path) {
            return None;
        }
        match path::lead(path) {
            Lead::To(address) => Some(address),
            Lead::Page { name, or } => {
                let file = path::map(&format!("/{name}"), true, None)?;
                let found = self.cache.get(root, &file).await;
                found.map(|_| format!("/{name}")).or(or)
            }
        }
    }
}

/// Leads on. Browsers take the fragment of the address that they came from along.
pub(crate) fn redirect(address: &str) -> Response<Body> {
    let mut response = plain(StatusCode::FOUND, "Found");
    if let Ok(address) = HeaderValue::from_str(address) {
        response.headers_mut().insert(header::LOCATION, address);
    }
    response
}

/// What is not there; for a page the template may have one that says so.
fn missing(path: &str, behavior: &Behavior) -> Response<Body> {
    let mut response = plain(StatusCode::NOT_FOUND, "Not Found");
    if let Some(page) = behavior
        .missing_page
        .as_ref()
        .filter(|_| path::is_page(path))
    {
        *response.body_mut() = Body::from(page.clone());
        let kind = HeaderValue::from_static("text/html; charset=utf-8");
        response.headers_mut().insert(header::CONTENT_TYPE, kind);
    }
    response
}

fn plain(status: StatusCode, text: &'static str) -> Response<Body> {
    let mut response = Response::new(Body::from(text));
    *response.status_mut() = status;
    let kind = HeaderValue::from_static("text/plain; charset=utf-8");
    response.headers_mut().insert(header::CONTENT_TYPE, kind);
    response
}

/// The best encoding that the client takes.
fn accepted(headers: &HeaderMap) -> Encoding {
    let listed = |wanted: &str| {
        let all = headers.get_all(header::ACCEPT_ENCODING).iter();
        all.filter_map(|value| value.to_str().ok())
            .flat_map(|value| value.split(','))
            .any(|one| {
                let mut parts = one.split(';').map(str::trim);
                let name = parts.next().unwrap_or_default();
                let refused =
                    parts.any(|part| matches!(part, "q=0" | "q=0.0" | "q=0.00" | "q=0.000"));
                name.eq_ignore_ascii_case(wanted) && !refused
            })
    };
    match (listed("br"), listed("gzip")) {
        (true, gzip) => Encoding::Brotli { or_gzip: gzip },
        (false, true) => Encoding::Gzip,
        (false, false) => Encoding::Plain,
    }
}

/// True when the client has this version already.
fn matches(headers: &HeaderMap, etag: &str) -> bool {
    let weak = |tag: &str| tag.trim().trim_start_matches("W/").to_owned();
    let all = headers.get_all(header::IF_NONE_MATCH).iter();
    all.filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(','))
        .any(|tag| tag.trim() == "*" || weak(tag) == weak(etag))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn encodings_are_negotiated() {
        for (text, expected) in [
            ("gzip, deflate, br", Encoding::Brotli { or_gzip: true }),
            ("br", Encoding::Brotli { or_gzip: false }),
            ("GZIP;q=0.5", Encoding::Gzip),
            ("gzip;q=0, br; q=0", Encoding::Plain),
            ("", Encoding::Plain),
        ] {
            let mut headers = HeaderMap::new();
            headers.insert(
                header::ACCEPT_ENCODING,
                HeaderValue::from_str(text).unwrap(),
            );
            assert_eq!(accepted(&headers), expected, "{text}");
        }
    }
}
