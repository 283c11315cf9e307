//! Stream records as Lambda delivers them, turned into the items that we wrote, and what a
//! consumer answers.
//!
//! `serde_dynamo` does not know the newest event types, so this small adapter reads the
//! wire form itself.

use std::collections::HashMap;

use aws_sdk_dynamodb::primitives::Blob;
use aws_sdk_dynamodb::types::AttributeValue;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use lambda_http::Error;
use serde::{Deserialize, Deserializer, Serialize};
use serde_json::Value;

use crate::log::chain;
use crate::store::Item;

/// A batch of records.
#[derive(Debug, Deserialize)]
pub struct StreamEvent {
    /// In the order of the shard. Only [`StreamEvent::changes`] gives them out, so that no handler
    /// takes housekeeping for something that happened.
    #[serde(rename = "Records")]
    records: Vec<StreamRecord>,
}

/// One change of one item.
#[derive(Debug, Deserialize)]
struct StreamRecord {
    /// `INSERT`, `MODIFY` or `REMOVE`.
    #[serde(rename = "eventName")]
    event_name: String,
    /// Who did it, when it was the service itself.
    #[serde(rename = "userIdentity", default)]
    user_identity: Option<Identity>,
    /// The change.
    dynamodb: StreamChange,
}

#[derive(Debug, Deserialize)]
struct Identity {
    #[serde(rename = "type", default)]
    kind: Option<String>,
    #[serde(rename = "principalId", default)]
    principal: Option<String>,
}

/// The images of a change.
#[derive(Debug, Deserialize)]
pub struct StreamChange {
    /// Its place in the stream; a batch failure is reported by it.
    #[serde(rename = "SequenceNumber")]
    pub sequence_number: String,
    /// When, in seconds since 1970.
    #[serde(rename = "ApproximateCreationDateTime", default)]
    pub created: Option<Value>,
    /// The item afterwards.
    #[serde(rename = "NewImage", default, deserialize_with = "image")]
    pub new: Option<Item>,
    /// The item before.
    #[serde(rename = "OldImage", default, deserialize_with = "image")]
    pub old: Option<Item>,
}

impl StreamRecord {
    /// Whether TTL removed the item: housekeeping, nothing happened in the restaurant. All three
    /// are asked for, as documented: a record that is dropped in error is never told to anybody.
    /// <https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/time-to-live-ttl-streams.html>
    fn is_housekeeping(&self) -> bool {
        self.event_name == "REMOVE"
            && self.user_identity.as_ref().is_some_and(|who| {
                who.kind.as_deref() == Some("Service")
                    && who.principal.as_deref() == Some("dynamodb.amazonaws.com")
            })
    }
}

/// Which records must come again.
#[derive(Debug, Default, Serialize)]
pub struct BatchResponse {
    #[serde(rename = "batchItemFailures")]
    batch_item_failures: Vec<Failure>,
}

#[derive(Debug, Serialize)]
struct Failure {
    #[serde(rename = "itemIdentifier")]
    item_identifier: String,
}

impl StreamEvent {
    /// What happened in the restaurant, in order: without what TTL removed.
    pub fn changes(self) -> impl Iterator<Item = StreamChange> {
        let records = self.records.into_iter();
        records
            .filter(|record| !record.is_housekeeping())
            .map(|record| record.dynamodb)
    }
}

impl BatchResponse {
    /// The record at `sequence_number` failed: the service comes again from there. The cause
    /// goes into the log, here and only here.
    pub fn failed(sequence_number: &str, error: Error) -> Self {
        let cause = chain(error.as_ref());
        tracing::error!(cause, sequence_number, "a record failed");
        Self {
            batch_item_failures: vec![Failure {
                item_identifier: sequence_number.to_owned(),
            }],
        }
    }
}

fn image<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Item>, D::Error> {
    let Some(fields) = Option::<HashMap<String, Value>>::deserialize(deserializer)? else {
        return Ok(None);
    };
    let item: Result<Item, String> = fields
        .into_iter()
        .map(|(name, value)| Ok((name, attribute(&value)?)))
        .collect();
    item.map(Some).map_err(serde::de::Error::custom)
}

fn attribute(value: &Value) -> Result<AttributeValue, String> {
    let broken = || format!("not an attribute value: {value}");
    let (kind, inner) = value
        .as_object()
        .filter(|o| o.len() == 1)
        .and_then(|o| o.iter().next())
        .ok_or_else(broken)?;
    let text = |v: &Value| v.as_str().map(str::to_owned).ok_or_else(broken);
    let bytes = |v: &Value| {
        v.as_str()
            .and_then(|s| STANDARD.decode(s).ok())
            .map(Blob::new)
            .ok_or_else(broken)
    };
    let list = |v: &Value| v.as_array().cloned().ok_or_else(broken);
    Ok(match kind.as_str() {
        "S" => AttributeValue::S(text(inner)?),
        "N" => AttributeValue::N(text(inner)?),
        "B" => AttributeValue::B(bytes(inner)?),
        "BOOL" => AttributeValue::Bool(inner.as_bool().ok_or_else(broken)?),
        "NULL" => AttributeValue::Null(true),
        "SS" => AttributeValue::Ss(list(inner)?.iter().map(text).collect::<Result<_, _>>()?),
        "NS" => AttributeValue::Ns(list(inner)?.iter().map(text).collect::<Result<_, _>>()?),
        "BS" => AttributeValue::Bs(list(inner)?.iter().map(bytes).collect::<Result<_, _>>()?),
        "L" => AttributeValue::L(
            list(inner)?
                .iter()
                .map(attribute)
                .collect::<Result<_, _>>()?,
        ),
        "M" => AttributeValue::M(
            inner
                .as_object()
                .ok_or_else(broken)?
                .iter()
                .map(|(name, value)| Ok((name.clone(), attribute(value)?)))
                .collect::<Result<_, String>>()?,
        ),
        _ => return Err(broken()),
    })
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_record_of_lambda_is_read() {
        let event: StreamEvent = serde_json::from_value(json!({"Records": [{
            "eventID": "1", "eventName": "MODIFY", "eventVersion": "1.1",
            "eventSource": "aws:dynamodb", "awsRegion": "eu-west-1",
            "eventSourceARN": "arn:aws:dynamodb:eu-west-1:1:table/t/stream/x",
            "dynamodb": {
                "ApproximateCreationDateTime": 1.8e9, "SequenceNumber": "111", "SizeBytes": 26,
                "StreamViewType": "NEW_AND_OLD_IMAGES",
                "Keys": {"pk": {"S": "CHECK#a_b"}, "sk": {"S": "CHECK"}},
                "NewImage": {"pk": {"S": "CHECK#a_b"}, "n": {"N": "7"}, "b": {"B": "AQI="},
                    "l": {"L": [{"M": {"x": {"BOOL": true}}}, {"NULL": true}]}, "ss": {"SS": ["a"]}}
            }
        }]}))
        .unwrap();
        let record = &event.records[0];
        assert!(record.dynamodb.old.is_none());
        let new = record.dynamodb.new.as_ref().unwrap();
        assert_eq!(new["n"], AttributeValue::N("7".to_owned()));
        assert_eq!(new["b"], AttributeValue::B(Blob::new([1, 2])));
        let AttributeValue::L(list) = &new["l"] else {
            panic!("a list")
        };
        assert_eq!(list[1], AttributeValue::Null(true));
    }

    /// A deletion in the form of the service's own documents.
    fn record(number: u32, name: &str, who: &Value) -> Value {
        let mut record = json!({
            "eventID": "f07f8ca4b0b26cb9c4e5e77e69f274ee", "eventName": name, "eventVersion": "1.1",
            "eventSource": "aws:dynamodb", "awsRegion": "eu-west-1",
            "eventSourceARN": "arn:aws:dynamodb:eu-west-1:1:table/t/stream/2026-11-28T00:00:00.000",
            "dynamodb": {
                "ApproximateCreationDateTime": 1_795_824_000, "SequenceNumber": number.to_string(),
                "SizeBytes": 54, "StreamViewType": "NEW_AND_OLD_IMAGES",
                "Keys": {"pk": {"S": "CHECK#a_b"}, "sk": {"S": "GUEST#c"}},
                "OldImage": {"pk": {"S": "CHECK#a_b"}, "sk": {"S": "GUEST#c"}}
            }
        });
        if !who.is_null() {
            record["userIdentity"] = who.clone();
        }
        record
    }

    #[test]
    fn what_ttl_removes_is_dropped_and_nothing_else_is() {
        let ttl = json!({"type": "Service", "principalId": "dynamodb.amazonaws.com"});
        let person = json!({"type": "AWS", "principalId": "AIDAEXAMPLE"});
        let event: StreamEvent = serde_json::from_value(json!({"Records": [
            record(1, "REMOVE", &Value::Null),
            record(2, "REMOVE", &ttl),
            record(3, "REMOVE", &person),
            // The public example of an event has an INSERT by the service; nothing is dropped for that.
            record(4, "INSERT", &ttl),
            record(5, "REMOVE", &json!({})),
            record(6, "MODIFY", &json!({"type": "Service"})),
        ]}))
        .unwrap();
        let kept: Vec<_> = event.changes().map(|it| it.sequence_number).collect();
        assert_eq!(kept, ["1", "3", "4", "5", "6"]);
    }

    #[test]
    fn an_unknown_kind_is_an_error() {
        assert!(attribute(&json!({"X": "1"})).is_err());
        assert!(attribute(&json!({"S": "1", "N": "1"})).is_err());
        assert!(attribute(&json!({"N": 1})).is_err());
    }
}
