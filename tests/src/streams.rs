//! Whether those who follow the table's stream have come to its end.

use std::fs;
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use crate::PATIENCE;
use crate::stack::Stack;

impl Stack {
    /// Waits until `fan-out` and `follow-up` have done everything that was committed, what
    /// they have committed themselves included. They may take their time while they move.
    ///
    /// # Panics
    /// When they stand still before that.
    pub async fn caught_up(&self) {
        let (mut before, mut moved) = (self.done(), Instant::now());
        while self.something_waits(&before).await {
            let done = self.done();
            if done != before {
                (before, moved) = (done, Instant::now());
            }
            let stands = moved.elapsed() > PATIENCE;
            assert!(!stands, "the streams are not followed to their end");
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
    }

    /// What each of the mappings has written down as done; `null` for one that is being
    /// replaced just now.
    fn done(&self) -> Vec<Value> {
        let files = fs::read_dir(self.data().join("streams")).unwrap();
        let mut files: Vec<_> = files.map(|file| file.unwrap().path()).collect();
        files.retain(|path| path.extension().is_some_and(|is| is == "json"));
        files.sort_unstable();
        let read = |path| Some(serde_json::from_slice(&fs::read(path).ok()?).unwrap());
        files
            .iter()
            .map(|path| read(path).unwrap_or_default())
            .collect()
    }

    /// Whether the stream has a record after what one of the mappings has done.
    async fn something_waits(&self, done: &[Value]) -> bool {
        for mapping in done {
            if mapping.is_null() || self.has_record_after(mapping).await {
                return true;
            }
        }
        false
    }

    async fn has_record_after(&self, done: &Value) -> bool {
        let (_, table) = self.endpoint();
        // The sequence numbers that functions see are 10^20 and the position.
        let position = done["position"].as_i64().unwrap();
        let place = json!({
            "StreamArn": done["stream"],
            "ShardId": salver_local::store::Store::shard_id(&table),
            "ShardIteratorType": "AFTER_SEQUENCE_NUMBER",
            "SequenceNumber": format!("1{position:020}"),
        });
        let streams = |operation: &str| format!("DynamoDBStreams_20120810.{operation}");
        let found = self.call(&streams("GetShardIterator"), &place).await;
        let page = json!({"ShardIterator": found["ShardIterator"], "Limit": 1});
        let page = self.call(&streams("GetRecords"), &page).await;
        !page["Records"].as_array().unwrap().is_empty()
    }
}
