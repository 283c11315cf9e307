//! The newest records of a table's stream, read once for all of its readers.
//!
//! Beside the engine, over a connection of their own: asked for its records, the engine holds
//! the lock that every order waits for, while it takes each image apart and puts it together
//! again; that was half of what the whole stack did in a rush. As written they are JSON of the
//! kind that an event carries, so they go into it as they are; only sets of numbers, which have
//! no order, come in that of the file. The table is the engine's: see `upkeep`.

use std::{collections::VecDeque, path::Path, sync::Arc};

use rusqlite::{Connection, OpenFlags, Row, params};

use super::{
    Store, StoreError,
    stream::{StreamInfo, StreamRecord, Written},
    upkeep::BUSY,
};

/// So many records are kept for the reader that comes second,
const KEPT: usize = 512;
/// and so many bytes of them.
const KEPT_BYTES: usize = 4 << 20;

/// The end of one table's stream.
pub(super) struct Tail {
    connection: Connection,
    table: String,
    info: StreamInfo,
    /// `records` are all that come after this position, as far as they were read.
    from: i64,
    records: VecDeque<Arc<StreamRecord>>,
    /// Of `records`.
    bytes: usize,
}

impl Tail {
    /// Opens the file that the engine has opened before.
    pub(super) fn open(path: &Path, table: &str, info: StreamInfo) -> Result<Self, StoreError> {
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let connection = Connection::open_with_flags(path, flags)?;
        connection.busy_timeout(BUSY)?;
        Ok(Self {
            connection,
            table: table.to_owned(),
            info,
            from: 0,
            records: VecDeque::new(),
            bytes: 0,
        })
    }

    /// The position of the newest record, 0 in an empty stream.
    pub(super) fn end(&self) -> Result<i64, StoreError> {
        let mut newest = self.connection.prepare_cached(
            "SELECT COALESCE(MAX(CAST(sequence_number AS INTEGER)), 0)
             FROM _stream_records WHERE table_name = ?1",
        )?;
        Ok(newest.query_row(params![self.table], |row| row.get(0))?)
    }

    /// At most `limit` records after `position`, oldest first.
    pub(super) fn read(
        &mut self,
        position: i64,
        limit: usize,
    ) -> Result<Vec<Arc<StreamRecord>>, StoreError> {
        if position < self.from {
            // Far behind the others: what it reads is of no use to them.
            return self.query(position, limit);
        }
        let newest = self.records.back().map_or(self.from, |r| r.position);
        if position > newest {
            self.records.clear();
            self.bytes = 0;
            self.from = position;
        }
        if position >= newest {
            let records = self.query(position, limit)?;
            self.keep(&records);
            return Ok(records);
        }
        let first = self.records.partition_point(|r| r.position <= position);
        Ok(self.records.range(first..).take(limit).cloned().collect())
    }

    fn keep(&mut self, newer: &[Arc<StreamRecord>]) {
        self.records.extend(newer.iter().cloned());
        self.bytes += newer.iter().map(|r| r.json.len()).sum::<usize>();
        while self.records.len() > KEPT || self.bytes > KEPT_BYTES {
            let Some(oldest) = self.records.pop_front() else {
                return;
            };
            self.bytes -= oldest.json.len();
            self.from = oldest.position;
        }
    }

    fn query(&self, position: i64, limit: usize) -> Result<Vec<Arc<StreamRecord>>, StoreError> {
        let mut statement = self.connection.prepare_cached(
            "SELECT CAST(sequence_number AS INTEGER), created_at, event_id, event_name,
               keys_json, new_image, old_image, user_identity
             FROM _stream_records
             WHERE table_name = ?1 AND shard_id = ?2 AND CAST(sequence_number AS INTEGER) > ?3
             ORDER BY CAST(sequence_number AS INTEGER) ASC LIMIT ?4",
        )?;
        let shard = Store::shard_id(&self.table);
        let limit = i64::try_from(limit).unwrap_or(i64::MAX);
        let mut rows = statement.query(params![self.table, shard, position, limit])?;
        let mut records = Vec::new();
        while let Some(row) = rows.next()? {
            records.push(Arc::new(self.record(row)?));
        }
        Ok(records)
    }

    fn record(&self, row: &Row<'_>) -> rusqlite::Result<StreamRecord> {
        let text = |column| {
            let text = row.get_ref(column)?.as_str_or_null();
            text.map_err(rusqlite::Error::from)
        };
        Ok(StreamRecord::new(
            &self.info,
            Written {
                position: row.get(0)?,
                created: row.get(1)?,
                id: text(2)?.unwrap_or_default(),
                name: text(3)?.unwrap_or_default(),
                keys: text(4)?.unwrap_or_default(),
                new_image: text(5)?,
                old_image: text(6)?,
                user_identity: text(7)?,
            },
        ))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use dynoxide::{
        Database,
        actions::{get_records::GetRecordsRequest, get_shard_iterator::encode_shard_iterator},
    };
    use serde_json::{Value, from_value, json};

    struct File {
        _dir: tempfile::TempDir,
        db: Database,
        tail: Tail,
    }

    fn file() -> File {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("store.db");
        let db = Database::new(path.to_str().unwrap()).unwrap();
        let create = json!({
            "TableName": "items",
            "KeySchema": [{"AttributeName": "pk", "KeyType": "HASH"}],
            "AttributeDefinitions": [{"AttributeName": "pk", "AttributeType": "S"}],
            "BillingMode": "PAY_PER_REQUEST",
            "StreamSpecification": {"StreamEnabled": true, "StreamViewType": "NEW_AND_OLD_IMAGES"},
        });
        db.create_table(from_value(create).unwrap()).unwrap();
        let info = StreamInfo {
            partition: "pk".into(),
            arn: "arn:of:the:stream".into(),
            view: "NEW_AND_OLD_IMAGES".into(),
            region: "eu-somewhere-1".into(),
        };
        let tail = Tail::open(&path, "items", info).unwrap();
        File {
            _dir: dir,
            db,
            tail,
        }
    }

    impl File {
        fn put(&self, item: Value) {
            let put = json!({"TableName": "items", "Item": item});
            self.db.put_item(from_value(put).unwrap()).unwrap();
        }

        fn put_many(&self, count: usize) {
            for index in 0..count {
                self.put(json!({"pk": {"S": index.to_string()}}));
            }
        }

        fn positions(&mut self, position: i64, limit: usize) -> Vec<i64> {
            let records = self.tail.read(position, limit).unwrap();
            records.iter().map(|record| record.position).collect()
        }
    }

    /// What the engine says of its records, with the stack's names.
    fn of_the_engine(db: &Database) -> Vec<Value> {
        let request = GetRecordsRequest {
            shard_iterator: encode_shard_iterator("items", &Store::shard_id("items"), 0),
            limit: None,
        };
        let records = db.get_records(request).unwrap().records.into_iter();
        let records = records.map(|record| {
            let mut record = json!(record);
            let at = &mut record["dynamodb"]["ApproximateCreationDateTime"];
            *at = json!(at.as_f64().unwrap() as i64);
            record["awsRegion"] = json!("eu-somewhere-1");
            record["eventSourceARN"] = json!("arn:of:the:stream");
            record
        });
        records.collect()
    }

    #[test]
    fn records_are_those_of_the_engine() {
        let mut file = file();
        let all = json!({
            "pk": {"S": "a \"quoted\" é\u{1F35D}\n"}, "n": {"N": "-12.5"}, "b": {"B": "AAEC/w=="},
            "m": {"M": {"l": {"L": [{"NULL": true}, {"BOOL": false}]}}}, "ss": {"SS": ["x", "y"]},
        });
        file.put(all.clone());
        file.put(json!({"pk": all["pk"], "n": {"N": "1"}, "expires_at": {"N": "1"}}));
        let delete = json!({"TableName": "items", "Key": {"pk": all["pk"]}});
        file.db.delete_item(from_value(delete).unwrap()).unwrap();
        let ttl = json!({
            "TableName": "items",
            "TimeToLiveSpecification": {"AttributeName": "expires_at", "Enabled": true},
        });
        file.db
            .update_time_to_live(from_value(ttl).unwrap())
            .unwrap();
        file.put(json!({"pk": {"S": "old"}, "expires_at": {"N": "1000"}}));
        assert_eq!(file.db.sweep_ttl().unwrap(), 1);

        let read = file.tail.read(0, 100).unwrap();
        let events: Vec<_> = read.iter().map(|record| record.event().clone()).collect();
        assert_eq!(events, of_the_engine(&file.db));
        assert_eq!(events.len(), 5);
        assert_eq!(events[0]["dynamodb"]["NewImage"], all);
        assert_eq!(events[4]["userIdentity"]["type"], "Service");
        for record in &read {
            assert_eq!(
                record.event()["dynamodb"]["SequenceNumber"],
                record.sequence_number()
            );
            assert_eq!(
                record.partition,
                record.event()["dynamodb"]["Keys"]["pk"].to_string()
            );
        }
        assert_eq!(file.tail.end().unwrap(), read[4].position);
    }

    #[test]
    fn readers_at_every_place_read_all_that_comes_after_it() {
        let mut file = file();
        assert_eq!(
            (file.tail.end().unwrap(), file.positions(0, 9)),
            (0, vec![])
        );
        file.put_many(2 * KEPT);
        let all = file.tail.query(0, usize::MAX).unwrap();
        let all: Vec<_> = all.iter().map(|record| record.position).collect();
        assert_eq!(all.len(), 2 * KEPT);

        // One begins in the middle, others before and behind it, in small and large pages.
        let middle = all[KEPT];
        assert_eq!(file.positions(middle, 10), all[KEPT + 1..KEPT + 11]);
        assert_eq!(file.positions(middle, 5), all[KEPT + 1..KEPT + 6]);
        assert_eq!(
            file.positions(all[KEPT + 4], 100),
            all[KEPT + 5..KEPT + 11],
            "what is there"
        );
        assert_eq!(file.positions(all[KEPT + 10], 3), all[KEPT + 11..KEPT + 14]);
        assert_eq!(file.positions(0, 4), all[..4], "far behind");
        assert_eq!(file.positions(all[3], usize::MAX), all[4..]);
        let end = *all.last().unwrap();
        assert_eq!(file.positions(end, 9), [0; 0]);
        assert_eq!(file.positions(middle, usize::MAX), all[KEPT + 1..]);

        file.put_many(1);
        assert_eq!(file.positions(end, 9), [file.tail.end().unwrap()]);
    }

    #[test]
    fn whoever_lags_behind_reads_the_same_as_the_first() {
        let mut file = file();
        file.put_many(3 * KEPT);
        let all = file.positions(0, usize::MAX);
        for lag in [1, 10, KEPT - 1, KEPT, KEPT + 1, 2 * KEPT] {
            file.tail.records.clear();
            (file.tail.bytes, file.tail.from) = (0, 0);
            let (mut first, mut second) = (Vec::new(), Vec::new());
            while second.len() < all.len() {
                let place = |seen: &[i64]| seen.last().copied().unwrap_or(0);
                let page = file.positions(place(&first), 37);
                first.extend(page);
                if first.len() >= lag || first.len() == all.len() {
                    let page = file.positions(place(&second), 23);
                    second.extend(page);
                }
                let kept = &file.tail.records;
                assert!(kept.len() <= KEPT, "{} are kept", kept.len());
                let before = all.iter().position(|p| *p == kept[0].position).unwrap();
                let before = before.checked_sub(1).map_or(0, |at| all[at]);
                assert_eq!(
                    file.tail.from, before,
                    "nothing is left out before the kept"
                );
                let bytes: usize = kept.iter().map(|r| r.json.len()).sum();
                assert_eq!(file.tail.bytes, bytes);
            }
            assert_eq!((&first, &second), (&all, &all), "{lag} behind");
        }
    }

    #[test]
    fn few_large_records_are_kept() {
        let mut file = file();
        for index in 0..40 {
            let large = "x".repeat(300_000);
            file.put(json!({"pk": {"S": index.to_string()}, "large": {"S": large}}));
        }
        let all = file.positions(0, usize::MAX);
        assert_eq!(all.len(), 40);
        let kept = file.tail.records.len();
        assert!((1..14).contains(&kept), "{kept} are kept");
        assert_eq!(file.positions(all[38], 9), all[39..]);
        assert_eq!(file.positions(0, 9), all[..9]);
    }
}
