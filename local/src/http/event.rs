//! A request as a function sees it: payload format 2.0.

use std::{collections::BTreeMap, net::IpAddr};

use axum::http::{HeaderMap, header, request::Parts};
use base64::{Engine, engine::general_purpose::STANDARD};
use bytes::Bytes;
use jiff::Timestamp;
use percent_encoding::percent_decode_str;
use serde_json::{Map, Value, json};

use super::{router::Match, visitor::FORWARDED_PROTO};

/// What an event is made of beside the request itself.
pub(super) struct Context<'a> {
    pub(super) found: &'a Match<'a>,
    pub(super) api_id: &'a str,
    pub(super) account_id: &'a str,
    pub(super) request_id: &'a str,
    pub(super) source: IpAddr,
    pub(super) port: u16,
    pub(super) now: Timestamp,
}

/// Builds the event.
pub(super) fn build(request: &Parts, body: &Bytes, context: &Context<'_>) -> Bytes {
    let headers = &request.headers;
    let host = text(headers, header::HOST.as_str()).unwrap_or_default();
    let domain = host
        .rsplit_once(':')
        .map_or(host.as_str(), |(domain, _)| domain);
    let path = raw_path(request.uri.path());
    let query = request.uri.query().unwrap_or_default();
    let route = context.found.route.key();
    let mut event = json!({
        "version": "2.0",
        "routeKey": route,
        "rawPath": path,
        "rawQueryString": query,
        "headers": merged(headers, &host, context),
        "requestContext": {
            "accountId": context.account_id,
            "apiId": context.api_id,
            "domainName": domain,
            "domainPrefix": domain.split('.').next().unwrap_or_default(),
            "http": {
                "method": request.method.as_str(),
                "path": path,
                "protocol": "HTTP/1.1",
                "sourceIp": context.source.to_string(),
                "userAgent": text(headers, header::USER_AGENT.as_str()).unwrap_or_default(),
            },
            "requestId": context.request_id,
            "routeKey": route,
            "stage": "$default",
            "time": context.now.strftime("%d/%b/%Y:%H:%M:%S +0000").to_string(),
            "timeEpoch": context.now.as_millisecond(),
        },
        "isBase64Encoded": false,
    });
    if let Value::Object(event) = &mut event {
        let cookies = cookies(headers);
        if !cookies.is_empty() {
            event.insert("cookies".to_owned(), json!(cookies));
        }
        let values = query_values(query);
        if !values.is_empty() {
            event.insert("queryStringParameters".to_owned(), json!(values));
        }
        if !context.found.parameters.is_empty() {
            event.insert("pathParameters".to_owned(), json!(context.found.parameters));
        }
        put_body(event, headers, body);
    }
    Bytes::from(event.to_string())
}

/// HTTP APIs hand the path over decoded, and cut it at a decoded `?`.
fn raw_path(path: &str) -> String {
    let decoded = percent_decode_str(path).decode_utf8_lossy();
    decoded.split('?').next().unwrap_or_default().to_owned()
}

/// Headers in lower case, several values joined by a comma, without the cookies.
fn merged(headers: &HeaderMap, host: &str, context: &Context<'_>) -> BTreeMap<String, String> {
    let mut merged = BTreeMap::new();
    for name in headers.keys().filter(|name| **name != header::COOKIE) {
        merged.extend(text(headers, name.as_str()).map(|value| (name.as_str().to_owned(), value)));
    }
    let source = context.source.to_string();
    let forwarded = match merged.remove("x-forwarded-for") {
        Some(before) => format!("{before}, {source}"),
        None => source,
    };
    merged.insert("x-forwarded-for".to_owned(), forwarded);
    // Settled by the front. A TLS proxy's port is not ours, and is the usual one.
    let https = headers
        .get(FORWARDED_PROTO)
        .is_some_and(|proto| proto == "https");
    let port = if https { 443 } else { context.port };
    merged.insert("x-forwarded-port".to_owned(), port.to_string());
    merged
        .entry("host".to_owned())
        .or_insert_with(|| host.to_owned());
    merged
        .entry("content-length".to_owned())
        .or_insert_with(|| "0".to_owned());
    merged
}

fn text(headers: &HeaderMap, name: &str) -> Option<String> {
    let values: Vec<_> = headers
        .get_all(name)
        .iter()
        .map(|value| String::from_utf8_lossy(value.as_bytes()).into_owned())
        .collect();
    (!values.is_empty()).then(|| values.join(","))
}

fn cookies(headers: &HeaderMap) -> Vec<String> {
    let all = headers.get_all(header::COOKIE);
    let values = all
        .iter()
        .map(|value| String::from_utf8_lossy(value.as_bytes()).into_owned());
    values
        .flat_map(|value| {
            value
                .split(';')
                .map(|one| one.trim().to_owned())
                .collect::<Vec<_>>()
        })
        .filter(|cookie| !cookie.is_empty())
        .collect()
}

/// Decoded query values; several of one name are joined by a comma.
fn query_values(query: &str) -> BTreeMap<String, String> {
    let decode = |text: &str| {
        percent_decode_str(&text.replace('+', " "))
            .decode_utf8_lossy()
            .into_owned()
    };
    let mut values: BTreeMap<String, String> = BTreeMap::new();
    for pair in query.split('&').filter(|pair| !pair.is_empty()) {
        let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
        let value = decode(value);
        values
            .entry(decode(name))
            .and_modify(|before| {
                before.push(',');
                before.push_str(&value);
            })
            .or_insert(value);
    }
    values
}

fn put_body(event: &mut Map<String, Value>, headers: &HeaderMap, body: &Bytes) {
    if body.is_empty() {
        return;
    }
    let plain = is_text(text(headers, "content-type").as_deref())
        && !headers.contains_key(header::CONTENT_ENCODING);
    let body = match std::str::from_utf8(body) {
        Ok(text) if plain => text.to_owned(),
        _ => {
            event.insert("isBase64Encoded".to_owned(), Value::Bool(true));
            STANDARD.encode(body)
        }
    };
    event.insert("body".to_owned(), Value::String(body));
}

/// True for the content types that HTTP APIs hand over as text. Forms are not among them.
fn is_text(content_type: Option<&str>) -> bool {
    let Some(content_type) = content_type else {
        return false;
    };
    let kind = content_type
        .split(';')
        .next()
        .unwrap_or_default()
        .trim()
        .to_ascii_lowercase();
    kind.starts_with("text/")
        || [
            "application/json",
            "application/javascript",
            "application/xml",
        ]
        .contains(&kind.as_str())
        || kind.ends_with("+json")
        || kind.ends_with("+xml")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn several_query_values_are_joined() {
        let values = query_values("a=1&b=x%20y+z&a=2&flag&=empty&a=%2C");
        let expected = [("", "empty"), ("a", "1,2,,"), ("b", "x y z"), ("flag", "")];
        let expected: BTreeMap<_, _> = expected
            .map(|(name, value)| (name.to_owned(), value.to_owned()))
            .into();
        assert_eq!(values, expected);
    }

    #[test]
    fn only_text_types_stay_text() {
        for kind in [
            "text/csv",
            "application/json; charset=utf-8",
            "Application/Problem+JSON",
            "image/svg+xml",
        ] {
            assert!(is_text(Some(kind)), "{kind}");
        }
        for kind in [
            "application/x-www-form-urlencoded",
            "image/png",
            "application/octet-stream",
        ] {
            assert!(!is_text(Some(kind)), "{kind}");
        }
        assert!(!is_text(None));
    }

    #[test]
    fn the_raw_path_is_decoded_and_cut_at_a_decoded_question_mark() {
        assert_eq!(raw_path("/a%20b/c%2Fd"), "/a b/c/d");
        assert_eq!(raw_path("/a%3Fadmin=true"), "/a");
    }
}
