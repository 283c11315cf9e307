//! Table streams: what functions are sent, and what happens when they fail.

mod delivery;
mod failing;
mod restart;

use std::{
    collections::{BTreeMap, BTreeSet},
    path::Path,
    sync::{Arc, Mutex},
    time::Duration,
};

use aws_sdk_dynamodb::Client;
use bytes::Bytes;
use salver_local::{
    runtime::{InvokeError, Invoker},
    store::Store,
    streams::{Backoff, StreamError, StreamOptions, Streams},
    template::{Destination, Queue, StreamMapping, Template},
};
use serde_json::{Value, json};
use tempfile::TempDir;

use crate::store::{client, open, put, s, table};

/// Every invocation: the records that it was sent.
type Calls = Arc<Mutex<Vec<Vec<Value>>>>;

fn mapping() -> StreamMapping {
    StreamMapping {
        id: "FanOut/TableStream".into(),
        function: "FanOut".into(),
        table: "Items".into(),
        batch_size: 100,
        window: Duration::ZERO,
        from_start: true,
        filters: Vec::new(),
        max_retries: Some(2),
        max_age: None,
        bisect: false,
        report_failures: true,
        on_failure: Some(Destination::Queue("Failures".into())),
        parallelization: 1,
    }
}

struct Fixture {
    folder: TempDir,
    store: Store,
    client: Client,
    calls: Calls,
}

impl Fixture {
    async fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let store = open(folder.path()).await;
        Self {
            client: client(&store),
            folder,
            store,
            calls: Calls::default(),
        }
    }

    fn options(&self) -> StreamOptions {
        let folder = self.folder.path().join("streams");
        let mut options = StreamOptions::new(folder, "000000000000".into());
        options.retry = Backoff {
            first: Duration::from_millis(1),
            longest: Duration::from_millis(5),
        };
        // Nothing here may depend on polling.
        options.poll = Duration::from_secs(3600);
        options
    }

    /// Starts the mapping with a function that answers with `answer(records)`.
    async fn start(
        &self,
        mapping: StreamMapping,
        answer: impl Fn(&[Value]) -> Result<Value, InvokeError> + Send + Sync + 'static,
    ) -> Streams {
        self.try_start(mapping, answer).await.unwrap()
    }

    async fn try_start(
        &self,
        mapping: StreamMapping,
        answer: impl Fn(&[Value]) -> Result<Value, InvokeError> + Send + Sync + 'static,
    ) -> Result<Streams, StreamError> {
        self.start_with(&self.options(), mapping, answer).await
    }

    async fn start_with(
        &self,
        options: &StreamOptions,
        mapping: StreamMapping,
        answer: impl Fn(&[Value]) -> Result<Value, InvokeError> + Send + Sync + 'static,
    ) -> Result<Streams, StreamError> {
        let template = Template {
            tables: vec![table()],
            queues: vec![Queue {
                id: "Failures".into(),
                name: "failures".into(),
                retention: Duration::from_secs(60),
            }],
            streams: vec![mapping],
            ..Template::default()
        };
        let calls = Arc::clone(&self.calls);
        let invoker = Invoker::from_fn(move |function, payload: Bytes| {
            assert_eq!(function, "FanOut");
            let mut event: Value = serde_json::from_slice(&payload).unwrap();
            let Value::Array(records) = event["Records"].take() else {
                panic!("{event}");
            };
            let answer = answer(&records);
            calls.lock().unwrap().push(records);
            async move { answer.map(|answer| Bytes::from(answer.to_string())) }
        });
        Streams::start(&self.store, &invoker, &template, options).await
    }

    /// The sort keys that each invocation was sent.
    fn seen(&self) -> Vec<Vec<String>> {
        let calls = self.calls.lock().unwrap();
        calls
            .iter()
            .map(|records| records.iter().map(sort_key).collect())
            .collect()
    }

    fn seen_once(&self) -> Vec<String> {
        self.seen().concat()
    }

    fn failures(&self) -> Vec<Value> {
        let file = self.folder.path().join("streams/queues/failures.jsonl");
        read_lines(&file)
    }
}

fn read_lines(file: &Path) -> Vec<Value> {
    let content = std::fs::read_to_string(file).unwrap_or_default();
    content
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect()
}

fn sort_key(record: &Value) -> String {
    record["dynamodb"]["Keys"]["sk"]["S"]
        .as_str()
        .unwrap()
        .to_owned()
}

fn sequence_number(record: &Value) -> &str {
    record["dynamodb"]["SequenceNumber"].as_str().unwrap()
}

fn fine(_: &[Value]) -> Result<Value, InvokeError> {
    Ok(json!({"batchItemFailures": []}))
}

fn broken() -> InvokeError {
    InvokeError::Crashed {
        status: "signal: 9".into(),
    }
}

/// Reports the record with this sort key.
fn report(records: &[Value], poison: &str) -> Value {
    let failures: Vec<Value> = records
        .iter()
        .filter(|record| sort_key(record) == poison)
        .map(|record| json!({"itemIdentifier": sequence_number(record)}))
        .collect();
    json!({"batchItemFailures": failures})
}

async fn drained(streams: &Streams) {
    while !streams.is_drained().await.unwrap() {
        tokio::time::sleep(Duration::from_millis(2)).await;
    }
}
