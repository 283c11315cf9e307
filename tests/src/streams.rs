//! Whether those who follow the table's stream have come to its end.

use std::fs;

use serde_json::{Value, json};

use crate::PATIENCE;
use crate::stack::Stack;

impl Stack {
    /// Waits until `fan-out` and `follow-up` have done everything that was committed, what
    /// they have committed themselves included.
    ///
    /// # Panics
    /// When they never do.
    pub async fn caught_up(&self) {
        self.caught_up_within(PATIENCE).await;
    }

    /// As [`Stack::caught_up`], for more than a few records.
    ///
    /// # Panics
    /// When they take longer.
    pub async fn caught_up_within(&self, patience: std::time::Duration) {
        let wait = async {
            while self.something_waits().await {
                tokio::time::sleep(std::time::Duration::from_millis(10)).await;
            }
        };
        if tokio::time::timeout(patience, wait).await.is_err() {
            panic!("the streams are not followed to their end");
        }
    }

    /// Whether the stream has a record after what one of the mappings has written down as done.
    async fn something_waits(&self) -> bool {
        for file in fs::read_dir(self.data().join("streams")).unwrap() {
            let path = file.unwrap().path();
            if path.extension().is_none_or(|extension| extension != "json") {
                continue;
            }
            // It is replaced as a whole; between the two names it may be missing.
            let Ok(text) = fs::read(&path) else {
                return true;
            };
            let done: Value = serde_json::from_slice(&text).unwrap();
            if self.has_record_after(&done).await {
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
