//! What a failure destination is told: Lambda's document, which names the records by their
//! sequence numbers and does not carry them.

use std::sync::Arc;

use serde_json::{Value, json};
use uuid::Uuid;

use super::mapping::Mapping;
use crate::{
    clock,
    store::{Store, StreamRecord},
};

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
