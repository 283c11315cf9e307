//! Keeps the store's file in order over a connection of its own.
//!
//! The engine keeps every stream record for ever and finds the next sequence number by
//! reading all of them, so each write would cost more with every day. An index and a
//! trim mend that. Both know the engine's table `_stream_records`: one more reason why
//! its version is pinned, and the tests below fail when the table changes.

use std::{path::Path, time::Duration};

use rusqlite::{Connection, ErrorCode, OpenFlags, params};

use super::StoreError;

/// Files above this size are not read whole at every start.
const CHECKED_BYTES: u64 = 256 << 20;
/// How long a copy and a reader of streams wait for a lock.
pub(super) const BUSY: Duration = Duration::from_secs(10);
/// Records deleted in one transaction, so that no write waits long behind a trim.
const TRIM_PAGE: usize = 200;

/// The second connection. The write-ahead log lets it read beside the engine.
pub(super) struct Upkeep(Connection);

impl Upkeep {
    /// Opens the file that the engine has opened before.
    pub(super) fn open(path: &Path) -> Result<Self, StoreError> {
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let connection = Connection::open_with_flags(path, flags)?;
        connection.execute_batch(
            "CREATE INDEX IF NOT EXISTS salver_stream_position ON _stream_records
             (table_name, shard_id, CAST(sequence_number AS INTEGER));
             CREATE INDEX IF NOT EXISTS salver_stream_last ON _stream_records
             (table_name, CAST(sequence_number AS INTEGER));",
        )?;
        Ok(Self(connection))
    }

    /// Deletes stream records of `table` up to and including `position` that were made
    /// before `created_before` (epoch seconds), and says how many.
    ///
    /// The newest record always stays: the next sequence number is counted from it, and
    /// a clock that was set back must not repeat one.
    pub(super) fn trim(
        &self,
        table: &str,
        position: i64,
        created_before: i64,
    ) -> Result<usize, StoreError> {
        let mut statement = self.0.prepare_cached(
            "DELETE FROM _stream_records WHERE id IN (
               SELECT id FROM _stream_records
               WHERE table_name = ?1 AND CAST(sequence_number AS INTEGER) <= ?2
                 AND created_at < ?3
                 AND CAST(sequence_number AS INTEGER) < (
                   SELECT MAX(CAST(sequence_number AS INTEGER))
                   FROM _stream_records WHERE table_name = ?1)
               ORDER BY CAST(sequence_number AS INTEGER) LIMIT ?4)",
        )?;
        let mut trimmed = 0;
        loop {
            let page =
                statement.execute(params![table, position, created_before, TRIM_PAGE as i64])?;
            trimmed += page;
            if page < TRIM_PAGE {
                return Ok(trimmed);
            }
        }
    }
}

/// Writes a sound copy of the store `from` to `target`, an empty file: all that was committed at
/// one moment. Whoever serves the store meanwhile, in this process or another, goes on: the
/// write-ahead log lets a reader keep its moment beside writers.
pub(crate) fn copy(from: &Path, target: &Path) -> Result<(), StoreError> {
    let target_text = text(target)?;
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let copied = Connection::open_with_flags(from, flags).and_then(|connection| {
        // A store that is just being opened or closed is locked for a moment.
        connection.busy_timeout(BUSY)?;
        connection.execute("VACUUM INTO ?1", params![target_text])
    });
    copied.map_err(|error| classify(error, from))?;
    quick_check(target)
}

/// Reads a file that is there already and says whether it is sound.
pub(super) fn check(path: &Path) -> Result<(), StoreError> {
    let size = std::fs::metadata(path).map_or(0, |file| file.len());
    if size == 0 || size > CHECKED_BYTES {
        return Ok(());
    }
    quick_check(path)
}

fn quick_check(path: &Path) -> Result<(), StoreError> {
    let damaged = |reason: String| StoreError::Damaged {
        path: path.to_owned(),
        reason,
    };
    let verdict: Result<String, rusqlite::Error> =
        Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_WRITE)
            .and_then(|file| file.query_row("PRAGMA quick_check(1)", [], |row| row.get(0)));
    match verdict {
        Ok(answer) if answer == "ok" => Ok(()),
        Ok(answer) => Err(damaged(answer)),
        Err(error) => Err(classify(error, path)),
    }
}

/// A path as SQLite takes it.
pub(super) fn text(path: &Path) -> Result<&str, StoreError> {
    path.to_str().ok_or_else(|| StoreError::NotWritable {
        path: path.to_owned(),
        source: std::io::Error::other("the path is not UTF-8"),
    })
}

/// Tells damage and a file that cannot be written from every other failure.
pub(super) fn classify(error: rusqlite::Error, path: &Path) -> StoreError {
    match error.sqlite_error_code() {
        Some(ErrorCode::NotADatabase | ErrorCode::DatabaseCorrupt) => StoreError::Damaged {
            path: path.to_owned(),
            reason: error.to_string(),
        },
        Some(ErrorCode::CannotOpen | ErrorCode::ReadOnly | ErrorCode::PermissionDenied) => {
            StoreError::NotWritable {
                path: path.to_owned(),
                source: std::io::Error::other(error),
            }
        }
        _ => StoreError::Upkeep(error),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::fixture::File;
    use dynoxide::Database;

    /// A table's file, and its upkeep.
    struct Kept {
        file: File,
        upkeep: Upkeep,
    }

    fn kept() -> Kept {
        let file = File::with_view("NEW_IMAGE");
        let upkeep = Upkeep::open(&file.path).unwrap();
        Kept { file, upkeep }
    }

    impl Kept {
        fn plan(&self, sql: &str) -> String {
            self.upkeep
                .0
                .query_row(&format!("EXPLAIN QUERY PLAN {sql}"), [], |row| row.get(3))
                .unwrap()
        }

        fn positions(&self) -> Vec<i64> {
            let mut statement = self
                .upkeep
                .0
                .prepare("SELECT CAST(sequence_number AS INTEGER) FROM _stream_records ORDER BY 1")
                .unwrap();
            let rows = statement.query_map([], |row| row.get(0)).unwrap();
            rows.map(Result::unwrap).collect()
        }
    }

    #[test]
    fn the_engines_own_questions_use_the_indexes() {
        let kept = kept();
        for sql in [
            "SELECT COALESCE(MAX(CAST(sequence_number AS INTEGER)), 0) + 1
             FROM _stream_records WHERE table_name = 'items'",
            "SELECT event_name FROM _stream_records
             WHERE table_name = 'items' AND shard_id = 's' AND CAST(sequence_number AS INTEGER) > 7
             ORDER BY CAST(sequence_number AS INTEGER) ASC LIMIT 9",
        ] {
            let plan = kept.plan(sql);
            assert!(
                plan.contains("USING") && plan.contains("INDEX salver_"),
                "{plan}"
            );
        }
    }

    #[test]
    fn a_trim_keeps_the_newest_and_what_was_not_read() {
        let kept = kept();
        kept.file.put_many(500);
        let positions = kept.positions();
        assert_eq!(positions.len(), 500);

        assert_eq!(
            kept.upkeep.trim("items", positions[449], 0).unwrap(),
            0,
            "all are too young"
        );
        assert_eq!(
            kept.upkeep.trim("items", positions[449], i64::MAX).unwrap(),
            450
        );
        assert_eq!(kept.positions(), positions[450..]);
        assert_eq!(kept.upkeep.trim("items", i64::MAX, i64::MAX).unwrap(), 49);
        assert_eq!(kept.positions(), positions[499..]);
    }

    #[test]
    fn a_file_of_something_else_is_damaged() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("store.db");
        std::fs::write(&path, vec![7_u8; 8192]).unwrap();
        let error = check(&path).unwrap_err();
        assert!(matches!(error, StoreError::Damaged { .. }), "{error}");
        assert!(error.to_string().contains("store.db"));
    }

    #[test]
    fn damage_in_the_middle_is_found_at_the_start() {
        let kept = kept();
        kept.file.put_many(400);
        let Kept { file, upkeep } = kept;
        drop(upkeep);
        let (_dir, path) = file.close();
        check(&path).unwrap();
        let mut bytes = std::fs::read(&path).unwrap();
        let middle = bytes.len() / 2;
        bytes[middle..middle + 8192].fill(0xA5);
        std::fs::write(&path, bytes).unwrap();
        let error = check(&path).unwrap_err();
        assert!(matches!(error, StoreError::Damaged { .. }), "{error}");
    }

    #[test]
    fn a_copy_holds_what_the_store_holds() {
        let kept = kept();
        kept.file.put_many(10);
        let target = kept.file.path.with_extension("copy");
        std::fs::write(&target, "").unwrap();
        copy(&kept.file.path, &target).unwrap();
        let opened = Database::new(target.to_str().unwrap()).unwrap();
        assert_eq!(opened.table_stats().unwrap()[0].item_count, 10);
        assert!(
            copy(&kept.file.path, &target).is_err(),
            "never written over"
        );
    }
}
