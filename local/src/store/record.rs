//! A record of a table's stream, as Lambda would send it.

use std::{fmt::Write, sync::OnceLock};

use serde_json::{Value, json};

/// Public sequence numbers have 21 digits: the engine's own plus this.
const SEQUENCE_OFFSET: u128 = 100_000_000_000_000_000_000;

/// One change of a table.
#[derive(Debug)]
pub struct StreamRecord {
    /// Place in the stream; grows with every record, with gaps.
    pub position: i64,
    /// When the change was made, in epoch seconds.
    pub created: i64,
    /// The item's partition key, as text; changes of one key keep their order.
    pub partition: String,
    /// The record as Lambda's event carries it, in JSON.
    pub json: String,
    sequence_number: String,
    event: OnceLock<Value>,
}

impl StreamRecord {
    /// The record's sequence number, as functions see it.
    #[must_use]
    pub fn sequence_number(&self) -> &str {
        &self.sequence_number
    }

    /// The record as Lambda's event carries it, to look into; null if it cannot be read.
    #[must_use]
    pub fn event(&self) -> &Value {
        self.event.get_or_init(|| {
            let event = serde_json::from_str(&self.json);
            event.unwrap_or_else(|error| {
                let number = self.sequence_number();
                tracing::error!(number, %error, "a stream record is not JSON");
                Value::Null
            })
        })
    }

    /// The record at this place, of a table that nobody asks about.
    #[cfg(test)]
    pub(crate) fn numbered(position: i64) -> Self {
        let info = StreamInfo {
            partition: "pk".into(),
            arn: String::new(),
            view: "KEYS_ONLY".into(),
            region: String::new(),
        };
        let written = Written {
            position,
            created: 0,
            id: "",
            name: "INSERT",
            keys: "{}",
            new_image: None,
            old_image: None,
            user_identity: None,
        };
        Self::new(&info, written)
    }

    /// The record as the stack's functions see it: the engine names its own region and account.
    pub(super) fn new(info: &StreamInfo, written: Written<'_>) -> Self {
        let keys: Value = serde_json::from_str(written.keys).unwrap_or_default();
        let public = SEQUENCE_OFFSET + u128::try_from(written.position).unwrap_or_default();
        let size = [Some(written.keys), written.new_image, written.old_image];
        let size: usize = size.into_iter().flatten().map(str::len).sum();
        let mut json = String::with_capacity(size + 640);
        // Writing into a string does not fail.
        let _ = write!(
            json,
            r#"{{"eventID":{},"eventName":{},"eventVersion":"1.1","eventSource":"aws:dynamodb","awsRegion":{},"eventSourceARN":{},"dynamodb":{{"ApproximateCreationDateTime":{},"Keys":{}"#,
            json!(written.id),
            json!(written.name),
            json!(info.region),
            json!(info.arn),
            written.created,
            written.keys,
        );
        for (name, image) in [
            ("NewImage", written.new_image),
            ("OldImage", written.old_image),
        ] {
            if let Some(image) = image {
                let _ = write!(json, r#","{name}":{image}"#);
            }
        }
        let _ = write!(
            json,
            r#","SequenceNumber":"{public}","SizeBytes":{size},"StreamViewType":{}}}"#,
            json!(info.view)
        );
        if let Some(who) = written.user_identity {
            let _ = write!(json, r#","userIdentity":{who}"#);
        }
        json.push('}');
        Self {
            position: written.position,
            created: written.created,
            partition: keys[&info.partition].to_string(),
            json,
            sequence_number: public.to_string(),
            event: OnceLock::new(),
        }
    }
}

/// A record as the engine wrote it down: what is JSON in it is that of DynamoDB.
pub(super) struct Written<'a> {
    pub(super) position: i64,
    pub(super) created: i64,
    pub(super) id: &'a str,
    pub(super) name: &'a str,
    pub(super) keys: &'a str,
    pub(super) new_image: Option<&'a str>,
    pub(super) old_image: Option<&'a str>,
    pub(super) user_identity: Option<&'a str>,
}

/// What a stream's reader must know of its table.
#[derive(Clone, Debug)]
pub(super) struct StreamInfo {
    pub(super) partition: String,
    pub(super) arn: String,
    pub(super) view: String,
    pub(super) region: String,
}
