//! What became of a batch, and what a function says of it.

use std::sync::Arc;

use serde_json::Value;

use crate::{runtime::InvokeError, store::StreamRecord};

/// How an invocation went.
pub(super) enum Outcome {
    /// Everything is done.
    Done,
    /// The function never saw it.
    NotStarted(InvokeError),
    /// It failed from this record on, or as a whole.
    Failed(Option<usize>, String),
}

/// Reads `batchItemFailures`. As in the cloud, an identifier that names no record of the
/// batch fails all of it, and nothing reported means that all went well.
pub(super) fn reported(answer: &[u8], records: &[Arc<StreamRecord>]) -> Outcome {
    let whole = |reason: &str| Outcome::Failed(None, reason.to_owned());
    let answer: Value = match serde_json::from_slice(answer) {
        Ok(answer) => answer,
        Err(_) if answer.is_empty() => return Outcome::Done,
        Err(error) => return whole(&format!("the answer is not JSON: {error}")),
    };
    let failures = match &answer {
        Value::Null => return Outcome::Done,
        Value::Object(answer) => match answer.get("batchItemFailures") {
            None | Some(Value::Null) => return Outcome::Done,
            Some(Value::Array(failures)) => failures,
            Some(_) => return whole("batchItemFailures is not a list"),
        },
        _ => return whole("the answer is not an object"),
    };
    let mut first: Option<usize> = None;
    for failure in failures {
        let index = failure["itemIdentifier"].as_str().and_then(|identifier| {
            records
                .iter()
                .position(|record| record.sequence_number() == identifier)
        });
        match index {
            Some(index) => first = Some(first.map_or(index, |lowest| lowest.min(index))),
            None => return whole("an itemIdentifier names no record of the batch"),
        }
    }
    match first {
        Some(index) => Outcome::Failed(Some(index), "the function reported it".to_owned()),
        None => Outcome::Done,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn records(count: i64) -> Vec<Arc<StreamRecord>> {
        (0..count)
            .map(|position| Arc::new(StreamRecord::numbered(position)))
            .collect()
    }

    #[test]
    fn reports_are_read_as_lambda_reads_them() {
        let cases = [
            ("", Some(None)),
            ("null", Some(None)),
            ("{}", Some(None)),
            (r#"{"batchItemFailures":null}"#, Some(None)),
            (r#"{"batchItemFailures":[]}"#, Some(None)),
            (
                r#"{"batchItemFailures":[{"itemIdentifier":"100000000000000000002"},{"itemIdentifier":"100000000000000000001"}]}"#,
                Some(Some(1)),
            ),
            (r#"{"batchItemFailures":[{"itemIdentifier":""}]}"#, None),
            (r#"{"batchItemFailures":[{"itemIdentifier":null}]}"#, None),
            (r#"{"batchItemFailures":[{"wrong":"1"}]}"#, None),
            (r#"{"batchItemFailures":[{"itemIdentifier":"9"}]}"#, None),
            (r#"{"batchItemFailures":{}}"#, None),
            ("\"text\"", None),
            ("{", None),
        ];
        for (answer, wanted) in cases {
            let found = match reported(answer.as_bytes(), &records(3)) {
                Outcome::Done => Some(None),
                Outcome::Failed(Some(index), _) => Some(Some(index)),
                Outcome::Failed(None, _) => None,
                Outcome::NotStarted(error) => panic!("{error}"),
            };
            assert_eq!(found, wanted, "{answer}");
        }
    }
}
