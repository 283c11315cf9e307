//! Chooses the route of a message, and reads what its function answered.

use bytes::Bytes;
use http::{HeaderMap, HeaderName, HeaderValue, StatusCode};
use serde::Deserialize;
use serde_json::Value;

use super::event::Body;

/// Where a message's route key stands: `$request.body.<path>`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Selection(Vec<String>);

impl Selection {
    /// Reads a route selection expression; `None` when it is not of the form above.
    pub(super) fn parse(expression: &str) -> Option<Self> {
        let bare = expression
            .strip_prefix("${")
            .and_then(|rest| rest.strip_suffix('}'))
            .map(|rest| format!("${rest}"));
        let expression = bare.as_deref().unwrap_or(expression);
        let path = expression.strip_prefix("$request.body.")?;
        let steps: Vec<String> = path.split('.').map(str::to_owned).collect();
        (!steps.iter().any(String::is_empty)).then_some(Self(steps))
    }

    /// The route key that the message names, when it is JSON and names one.
    pub(super) fn key(&self, body: &Body) -> Option<String> {
        let Body::Text(text) = body else {
            return None;
        };
        let message: Value = serde_json::from_str(text).ok()?;
        let value = self
            .0
            .iter()
            .try_fold(&message, |value, step| value.get(step))?;
        match value {
            Value::String(key) => Some(key.clone()),
            Value::Number(_) | Value::Bool(_) => Some(value.to_string()),
            _ => None,
        }
    }
}

/// What a route's function answered.
#[derive(Debug, Default)]
pub(super) struct Answer {
    pub(super) status: StatusCode,
    pub(super) headers: HeaderMap,
    pub(super) body: Bytes,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Raw {
    status_code: Value,
    #[serde(default)]
    headers: Option<serde_json::Map<String, Value>>,
    #[serde(default)]
    body: Option<String>,
    #[serde(default)]
    is_base64_encoded: Option<bool>,
}

impl Answer {
    /// Reads a proxy answer; `None` when it is not one.
    pub(super) fn parse(payload: &[u8]) -> Option<Self> {
        use base64::{Engine, engine::general_purpose::STANDARD};
        let raw: Raw = serde_json::from_slice(payload).ok()?;
        let code = match &raw.status_code {
            Value::String(text) => text.parse().ok()?,
            other => u16::try_from(other.as_u64()?).ok()?,
        };
        let body = raw.body.unwrap_or_default();
        let body = if raw.is_base64_encoded == Some(true) {
            STANDARD.decode(body).ok()?
        } else {
            body.into_bytes()
        };
        let headers = raw
            .headers
            .into_iter()
            .flatten()
            .filter_map(|(name, value)| {
                let name = name.parse::<HeaderName>().ok()?;
                let value = value.as_str().map(str::to_owned);
                Some((name, HeaderValue::from_str(&value?).ok()?))
            });
        Some(Self {
            status: StatusCode::from_u16(code).ok()?,
            headers: headers.collect(),
            body: body.into(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_route_key_comes_from_the_body() {
        let cases = [
            ("$request.body.action", r#"{"action":"ping"}"#, Some("ping")),
            (
                "${request.body.action}",
                r#"{"action":"ping"}"#,
                Some("ping"),
            ),
            ("$request.body.a.b", r#"{"a":{"b":7}}"#, Some("7")),
            ("$request.body.action", r#"{"action":{}}"#, None),
            ("$request.body.action", r#"{"other":"x"}"#, None),
            ("$request.body.action", "no json", None),
            ("$request.body.action", "[]", None),
        ];
        for (expression, body, wanted) in cases {
            let selection = Selection::parse(expression).unwrap();
            let key = selection.key(&Body::Text(body.to_owned()));
            assert_eq!(key.as_deref(), wanted, "{expression} {body}");
        }
        assert_eq!(
            Selection::parse("$request.body.action")
                .unwrap()
                .key(&Body::Binary(br#"{"action":"ping"}"#.to_vec())),
            None
        );
    }

    #[test]
    fn other_expressions_are_refused() {
        for expression in [
            "",
            "action",
            "$request.body",
            "$request.body.",
            "$request.header.a",
        ] {
            assert_eq!(Selection::parse(expression), None, "{expression}");
        }
    }

    #[test]
    fn an_answer_needs_a_status() {
        let answer = Answer::parse(br#"{"statusCode":"403","body":"bm8=","isBase64Encoded":true}"#);
        let answer = answer.unwrap();
        assert_eq!(
            (answer.status.as_u16(), &answer.body[..]),
            (403, &b"no"[..])
        );
        for payload in [
            "",
            "null",
            "{}",
            r#"{"statusCode":7}"#,
            r#"{"statusCode":null}"#,
        ] {
            assert!(Answer::parse(payload.as_bytes()).is_none(), "{payload}");
        }
    }
}
