//! Reads a table's stream in process, as the records that Lambda would send.

use dynoxide::actions::{
    get_records::{GetRecordsRequest, Record},
    get_shard_iterator::{GetShardIteratorRequest, decode_shard_iterator, encode_shard_iterator},
};
use serde_json::{Value, json};

use super::{Store, StoreError};

/// Public sequence numbers have 21 digits: the engine's own plus this.
const SEQUENCE_OFFSET: u128 = 100_000_000_000_000_000_000;

/// One change of a table.
#[derive(Clone, Debug)]
pub struct StreamRecord {
    /// Place in the stream; grows with every record, with gaps.
    pub position: i64,
    /// When the change was made, in epoch seconds.
    pub created: i64,
    /// The item's partition key, as text; changes of one key keep their order.
    pub partition: String,
    /// The record as Lambda's event carries it.
    pub event: Value,
}

impl StreamRecord {
    /// The record's sequence number, as functions see it.
    #[must_use]
    pub fn sequence_number(&self) -> &str {
        self.event["dynamodb"]["SequenceNumber"]
            .as_str()
            .unwrap_or_default()
    }
}

/// What a stream's reader must know of its table.
#[derive(Clone, Debug)]
pub(super) struct StreamInfo {
    pub(super) partition: String,
    pub(super) arn: String,
}

impl Store {
    /// The stream's ARN; it changes when the table is made anew.
    ///
    /// # Errors
    /// [`StoreError::NoStream`].
    pub fn stream_arn(&self, table: &str) -> Result<&str, StoreError> {
        Ok(&self.stream(table)?.arn)
    }

    /// The names of the tables that have a stream.
    pub fn stream_tables(&self) -> impl Iterator<Item = &str> {
        self.streams().keys().map(String::as_str)
    }

    /// The shard's ID: a table has one shard here.
    #[must_use]
    pub fn shard_id(table: &str) -> String {
        dynoxide::streams::shard_id(table)
    }

    /// The position of the newest record, 0 in an empty stream.
    ///
    /// # Errors
    /// [`StoreError::NoStream`], or what the engine says.
    pub async fn stream_end(&self, table: &str) -> Result<i64, StoreError> {
        self.stream(table)?;
        let request = GetShardIteratorRequest {
            stream_arn: dynoxide::streams::stream_arn(table, ""),
            shard_id: Self::shard_id(table),
            shard_iterator_type: "LATEST".into(),
            sequence_number: None,
        };
        let answer = self.call(move |db| db.get_shard_iterator(request)).await?;
        let iterator = answer.shard_iterator.unwrap_or_default();
        Ok(decode_shard_iterator(&iterator).map_or(0, |(_, _, position)| position))
    }

    /// At most `limit` (up to 1,000) records after `position`, oldest first.
    ///
    /// # Errors
    /// [`StoreError::NoStream`], or what the engine says.
    pub async fn read_stream(
        &self,
        table: &str,
        position: i64,
        limit: usize,
    ) -> Result<Vec<StreamRecord>, StoreError> {
        let info = self.stream(table)?.clone();
        let region = self.region().to_owned();
        let request = GetRecordsRequest {
            shard_iterator: encode_shard_iterator(table, &Self::shard_id(table), position),
            limit: Some(limit),
        };
        let answer = self.call(move |db| db.get_records(request)).await?;
        Ok(answer
            .records
            .into_iter()
            .map(|record| convert(record, &info, &region))
            .collect())
    }

    /// Forgets records that every reader has passed; see [`Store::read_stream`] for `position`.
    /// Those made at `created_before` (epoch seconds) or later stay. Says how many went.
    ///
    /// # Errors
    /// What SQLite says.
    pub async fn trim_stream(
        &self,
        table: &str,
        position: i64,
        created_before: i64,
    ) -> Result<usize, StoreError> {
        let table = table.to_owned();
        self.upkeep(move |upkeep| upkeep.trim(&table, position, created_before))
            .await
    }
}

/// The engine names its own region and account; functions see the stack's.
fn convert(record: Record, info: &StreamInfo, region: &str) -> StreamRecord {
    let position = record
        .dynamodb
        .sequence_number
        .parse::<u128>()
        .ok()
        .and_then(|public| i64::try_from(public.checked_sub(SEQUENCE_OFFSET)?).ok())
        .unwrap_or_default();
    let mut event = json!(record);
    // The engine writes whole seconds as a float.
    let created = event["dynamodb"]["ApproximateCreationDateTime"]
        .as_f64()
        .map_or(0, |seconds| seconds as i64);
    event["dynamodb"]["ApproximateCreationDateTime"] = json!(created);
    event["awsRegion"] = json!(region);
    event["eventSourceARN"] = json!(info.arn);
    StreamRecord {
        position,
        created,
        partition: event["dynamodb"]["Keys"][&info.partition].to_string(),
        event,
    }
}
