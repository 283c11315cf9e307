//! A function's result as an HTTP answer.

use axum::{
    body::Body,
    http::{HeaderName, HeaderValue, Response, StatusCode, header},
};
use base64::{Engine, engine::general_purpose::STANDARD};
use bytes::Bytes;
use serde_json::Value;

/// Headers that belong to the connection, not to the function.
const DROPPED: &[&str] = &[
    "connection",
    "content-length",
    "host",
    "keep-alive",
    "transfer-encoding",
    "upgrade",
];

/// Reads a result of payload format 2.0.
///
/// # Errors
/// What is wrong with it, for the log. The client only learns that the function failed.
pub(super) fn build(payload: &[u8]) -> Result<Response<Body>, String> {
    let result: Value =
        serde_json::from_slice(payload).map_err(|error| format!("it is not JSON: {error}"))?;
    match &result {
        Value::Object(fields) if fields.contains_key("statusCode") => explicit(&result),
        // Without a status the whole result is the body.
        Value::String(text) => Ok(inferred(text.clone())),
        other => Ok(inferred(other.to_string())),
    }
}

fn inferred(body: String) -> Response<Body> {
    let mut response = Response::new(Body::from(body));
    let json = HeaderValue::from_static("application/json");
    response.headers_mut().insert(header::CONTENT_TYPE, json);
    response
}

fn explicit(result: &Value) -> Result<Response<Body>, String> {
    let status = status(&result["statusCode"])?;
    let body = body(
        &result["body"],
        result["isBase64Encoded"] == Value::Bool(true),
    )?;
    let no_content = body.is_empty();
    let mut response = Response::new(Body::from(body));
    *response.status_mut() = status;
    let headers = response.headers_mut();
    match &result["headers"] {
        Value::Null => {}
        Value::Object(all) => {
            for (name, value) in all {
                let lower = name.to_ascii_lowercase();
                if DROPPED.contains(&lower.as_str()) {
                    continue;
                }
                let name = HeaderName::from_bytes(lower.as_bytes())
                    .map_err(|_| format!("{name:?} is no header name"))?;
                headers.insert(name, header_value(value)?);
            }
        }
        _ => return Err("headers is not a map".to_owned()),
    }
    match &result["cookies"] {
        Value::Null => {}
        Value::Array(all) => {
            for cookie in all {
                headers.append(header::SET_COOKIE, header_value(cookie)?);
            }
        }
        _ => return Err("cookies is not a list".to_owned()),
    }
    if !no_content && !headers.contains_key(header::CONTENT_TYPE) {
        let plain = HeaderValue::from_static("text/plain; charset=utf-8");
        headers.insert(header::CONTENT_TYPE, plain);
    }
    Ok(response)
}

fn status(value: &Value) -> Result<StatusCode, String> {
    let number = match value {
        Value::String(text) => text.parse().ok(),
        other => other.as_u64().and_then(|number| u16::try_from(number).ok()),
    };
    number
        .filter(|number| (200..600).contains(number))
        .and_then(|number| StatusCode::from_u16(number).ok())
        .ok_or_else(|| format!("statusCode is {value}"))
}

fn body(value: &Value, base64: bool) -> Result<Bytes, String> {
    match value {
        Value::Null => Ok(Bytes::new()),
        Value::String(text) if base64 => {
            let decoded = STANDARD.decode(text);
            decoded
                .map(Bytes::from)
                .map_err(|error| format!("the body is not base64: {error}"))
        }
        Value::String(text) => Ok(Bytes::from(text.clone())),
        _ => Err("the body is not a string".to_owned()),
    }
}

fn header_value(value: &Value) -> Result<HeaderValue, String> {
    let text = match value {
        Value::String(text) => text.clone(),
        Value::Number(number) => number.to_string(),
        Value::Bool(flag) => flag.to_string(),
        other => return Err(format!("a header is {other}")),
    };
    HeaderValue::from_bytes(text.as_bytes()).map_err(|_| format!("{text:?} is no header value"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(payload: &str, expected: Result<(u16, &str), &str>) {
        let kind = |response: &Response<Body>| {
            response
                .headers()
                .get("content-type")
                .map_or("", |value| value.to_str().unwrap())
                .to_owned()
        };
        let found =
            build(payload.as_bytes()).map(|response| (response.status().as_u16(), kind(&response)));
        match expected {
            Ok((status, content_type)) => {
                assert_eq!(found, Ok((status, content_type.to_owned())), "{payload}")
            }
            Err(part) => assert!(
                found.as_ref().is_err_and(|error| error.contains(part)),
                "{payload}: {found:?}"
            ),
        }
    }

    #[test]
    fn results_become_answers_or_are_refused() {
        check(
            r#"{"statusCode":201,"headers":{"Content-Type":"a/b"},"body":"x"}"#,
            Ok((201, "a/b")),
        );
        check(r#"{"statusCode":"204"}"#, Ok((204, "")));
        check(
            r#"{"statusCode":200,"body":"x"}"#,
            Ok((200, "text/plain; charset=utf-8")),
        );
        check(r#"{"hello":"world"}"#, Ok((200, "application/json")));
        check(r#""hello""#, Ok((200, "application/json")));
        check("<html>", Err("not JSON"));
        check(r#"{"statusCode":"many"}"#, Err("statusCode"));
        check(r#"{"statusCode":101}"#, Err("statusCode"));
        check(r#"{"statusCode":200,"body":{"a":1}}"#, Err("not a string"));
        check(
            r#"{"statusCode":200,"isBase64Encoded":true,"body":"?"}"#,
            Err("base64"),
        );
        check(
            r#"{"statusCode":200,"headers":{"a\n":"1"}}"#,
            Err("header name"),
        );
        check(
            r#"{"statusCode":200,"headers":{"a":"1\r\nset-cookie: x"}}"#,
            Err("header value"),
        );
        check(r#"{"statusCode":200,"headers":[]}"#, Err("not a map"));
        check(r#"{"statusCode":200,"cookies":"a=1"}"#, Err("not a list"));
    }
}
