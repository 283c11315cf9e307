//! The events that route functions receive: API Gateway's proxy format for WebSockets.

use std::collections::BTreeMap;

use base64::{Engine, engine::general_purpose::URL_SAFE};
use http::{HeaderMap, Uri, request::Parts};
use jiff::{Timestamp, tz::TimeZone};
use serde_json::{Map, Value, json};

use super::{Config, registry::Connection};
use crate::clock;

/// An ID as API Gateway makes them: 11 random bytes, which in Base64 end in `=`.
pub(super) fn new_id() -> Result<String, getrandom::Error> {
    let mut bytes = [0_u8; 11];
    getrandom::fill(&mut bytes)?;
    Ok(URL_SAFE.encode(bytes))
}

/// What the `$connect` request said, in the shapes that an event needs.
pub(super) fn connect(
    config: &Config,
    connection: &Connection,
    parts: &Parts,
    request_id: &str,
) -> Value {
    let (headers, multi_headers) = headers(&parts.headers, &connection.source_ip);
    let mut event = json!({
        "headers": headers,
        "multiValueHeaders": multi_headers,
        "requestContext": context(config, connection, "$connect", "CONNECT", request_id),
        "isBase64Encoded": false,
    });
    if let Some((query, multi_query)) = query(&parts.uri) {
        event["queryStringParameters"] = query;
        event["multiValueQueryStringParameters"] = multi_query;
    }
    event
}

pub(super) fn message(
    config: &Config,
    connection: &Connection,
    route: &str,
    body: &Body,
    request_id: &str,
) -> Value {
    let mut context = context(config, connection, route, "MESSAGE", request_id);
    context["messageId"] = json!(request_id);
    let (body, encoded) = match body {
        Body::Text(text) => (text.clone(), false),
        Body::Binary(bytes) => (
            base64::engine::general_purpose::STANDARD.encode(bytes),
            true,
        ),
    };
    json!({"requestContext": context, "body": body, "isBase64Encoded": encoded})
}

pub(super) fn disconnect(
    config: &Config,
    connection: &Connection,
    code: u16,
    reason: &str,
    request_id: &str,
) -> Value {
    let mut context = context(config, connection, "$disconnect", "DISCONNECT", request_id);
    context["disconnectStatusCode"] = json!(code);
    context["disconnectReason"] = json!(reason);
    json!({
        "headers": {"Host": config.domain, "x-api-key": "", "X-Forwarded-For": "", "x-restapi": ""},
        "multiValueHeaders": {
            "Host": [config.domain], "x-api-key": [""], "X-Forwarded-For": [""], "x-restapi": [""],
        },
        "requestContext": context,
        "isBase64Encoded": false,
    })
}

/// A client's message.
pub(super) enum Body {
    Text(String),
    Binary(Vec<u8>),
}

fn context(
    config: &Config,
    connection: &Connection,
    route: &str,
    event_type: &str,
    request_id: &str,
) -> Value {
    let now = clock::now();
    json!({
        "routeKey": route,
        "eventType": event_type,
        "extendedRequestId": request_id,
        "requestId": request_id,
        "requestTime": request_time(now),
        "requestTimeEpoch": now.as_millisecond(),
        "messageDirection": "IN",
        "stage": config.stage,
        "connectedAt": connection.connected_at.as_millisecond(),
        "identity": {"sourceIp": connection.source_ip, "userAgent": connection.user_agent},
        "domainName": config.domain,
        "connectionId": connection.id,
        "apiId": config.api_id,
    })
}

fn request_time(at: Timestamp) -> String {
    at.to_zoned(TimeZone::UTC)
        .strftime("%d/%b/%Y:%H:%M:%S %z")
        .to_string()
}

/// The last value of each header, and all of them, under the names that browsers write.
fn headers(headers: &HeaderMap, source_ip: &str) -> (Value, Value) {
    let mut all: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for (name, value) in headers {
        let value = String::from_utf8_lossy(value.as_bytes()).into_owned();
        all.entry(title_case(name.as_str()))
            .or_default()
            .push(value);
    }
    all.entry("X-Forwarded-For".into())
        .or_default()
        .push(source_ip.to_owned());
    all.entry("X-Forwarded-Proto".into())
        .or_insert_with(|| vec!["http".into()]);
    split(all)
}

/// `sec-websocket-key` to `Sec-WebSocket-Key`.
fn title_case(name: &str) -> String {
    let words = name.split('-').map(|word| {
        if word == "websocket" {
            return "WebSocket".to_owned();
        }
        let mut letters = word.chars();
        letters.next().map_or_else(String::new, |first| {
            format!("{}{}", first.to_ascii_uppercase(), letters.as_str())
        })
    });
    words.collect::<Vec<_>>().join("-")
}

fn query(uri: &Uri) -> Option<(Value, Value)> {
    let text = uri.query().filter(|text| !text.is_empty())?;
    let mut all: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for pair in text.split('&').filter(|pair| !pair.is_empty()) {
        let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
        all.entry(decode(name)).or_default().push(decode(value));
    }
    Some(split(all))
}

fn decode(text: &str) -> String {
    percent_encoding::percent_decode_str(&text.replace('+', " "))
        .decode_utf8_lossy()
        .into_owned()
}

fn split(all: BTreeMap<String, Vec<String>>) -> (Value, Value) {
    let last: Map<String, Value> = all
        .iter()
        .map(|(name, values)| (name.clone(), json!(values.last())))
        .collect();
    (Value::Object(last), json!(all))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_written_as_browsers_do() {
        for (name, wanted) in [
            ("sec-websocket-key", "Sec-WebSocket-Key"),
            ("host", "Host"),
            ("x-a", "X-A"),
        ] {
            assert_eq!(title_case(name), wanted);
        }
    }

    #[test]
    fn a_query_is_decoded_and_keeps_every_value() {
        let uri: Uri = "/realtime?a=1&a=2%203&b+c=%3D&d".parse().unwrap();
        let (last, all) = query(&uri).unwrap();
        assert_eq!(last, json!({"a": "2 3", "b c": "=", "d": ""}));
        assert_eq!(all, json!({"a": ["1", "2 3"], "b c": ["="], "d": [""]}));
        assert!(query(&"/realtime?".parse().unwrap()).is_none());
    }

    #[test]
    fn the_time_is_in_the_log_format() {
        let at: Timestamp = "2024-02-09T18:11:43Z".parse().unwrap();
        assert_eq!(request_time(at), "09/Feb/2024:18:11:43 +0000");
    }

    #[test]
    fn an_id_ends_in_an_equals_sign() {
        let (one, other) = (new_id().unwrap(), new_id().unwrap());
        assert!(one.len() == 16 && one.ends_with('='), "{one}");
        assert_ne!(one, other);
    }
}
