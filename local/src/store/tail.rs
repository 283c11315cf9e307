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
    StoreError,
    record::{StreamInfo, StreamRecord, Written},
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
        let shard = dynoxide::streams::shard_id(&self.table);
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
mod tests;
