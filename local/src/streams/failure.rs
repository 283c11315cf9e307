//! What a failure destination is told: Lambda's document. It names the records by their sequence
//! numbers; only for a bucket it carries them too.
//! <https://docs.aws.amazon.com/lambda/latest/dg/services-dynamodb-errors.html>

use std::{io, sync::Arc};

use serde_json::{Value, json};
use uuid::Uuid;

use super::{destination::Destination, event::event, mapping::Mapping};
use crate::{
    clock,
    store::{Store, StreamRecord},
};

impl Destination {
    /// Tells of records; it is on disk when this returns.
    pub(super) async fn tell(
        &self,
        mapping: &Mapping,
        records: &[Arc<StreamRecord>],
        message: &Value,
    ) -> io::Result<()> {
        match self {
            Self::Queue(queue) => queue.put(message).await,
            Self::Bucket(bucket) => {
                let mut document = message.clone();
                document["payload"] = Value::from(event(records));
                let shard = Store::shard_id(&mapping.table);
                bucket.put(&shard, &document, clock::now()).await
            }
        }
    }
}

/// Why records were given up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Condition {
    RetryAttemptsExhausted,
    RecordAgeExceeded,
}

pub(super) fn message(
    mapping: &Mapping,
    records: &[Arc<StreamRecord>],
    invocations: u32,
    condition: Condition,
) -> Value {
    let (first, last) = (records.first(), records.last());
    let number =
        |record: Option<&Arc<StreamRecord>>| record.map(|it| it.sequence_number().to_owned());
    let arrival = |record: Option<&Arc<StreamRecord>>| {
        let at = jiff::Timestamp::from_second(record?.created).ok()?;
        Some(at.to_string())
    };
    let mut message = json!({
        "requestContext": {
            "requestId": Uuid::new_v4().to_string(),
            "functionArn": mapping.function_arn,
            "condition": format!("{condition:?}"),
            "approximateInvokeCount": invocations,
        },
        "version": "1.0",
        "timestamp": clock::now().to_string(),
        "DDBStreamBatchInfo": {
            "shardId": Store::shard_id(&mapping.table),
            "startSequenceNumber": number(first),
            "endSequenceNumber": number(last),
            "approximateArrivalOfFirstRecord": arrival(first),
            "approximateArrivalOfLastRecord": arrival(last),
            "batchSize": records.len(),
            "streamArn": mapping.stream,
        },
    });
    if condition == Condition::RetryAttemptsExhausted {
        message["responseContext"] = json!({
            "statusCode": 200,
            "executedVersion": "$LATEST",
            "functionError": "Unhandled",
        });
    }
    message
}
