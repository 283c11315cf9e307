//! Opens the store: its lock, its file, its tables and their streams.

use std::{
    collections::BTreeMap,
    fs::{File, OpenOptions, TryLockError},
    os::unix::fs::OpenOptionsExt,
    path::{Path, PathBuf},
    sync::{Arc, Mutex},
    time::Duration,
};

use dynoxide::{Database, DynoxideError};

use super::{
    StoreError,
    log::Log,
    record::StreamInfo,
    server::Server,
    tables,
    tail::Tail,
    upkeep::{self, Upkeep},
};
use crate::template::Table;

/// How a store is opened.
#[derive(Clone, Debug)]
pub struct StoreOptions {
    /// The file; made when missing, with its folder there already.
    pub path: PathBuf,
    /// Region in ARNs and events.
    pub region: String,
    /// Account number in ARNs.
    pub account: String,
    /// Time between two sweeps of items whose TTL is over.
    pub ttl_interval: Duration,
}

/// A table's stream.
pub(super) struct Stream {
    pub(super) arn: String,
    pub(super) tail: Arc<Mutex<Tail>>,
}

/// What a store begins with.
pub(super) type Prepared = (Server, Upkeep, BTreeMap<String, Stream>);

/// Opens, checks and serves; opens the streams.
pub(super) fn prepare(options: &StoreOptions, tables: &[Table]) -> Result<Prepared, StoreError> {
    let path = options.path.as_path();
    upkeep::check(path)?;
    let file = path.to_owned();
    let log = Log::of(Some(file.clone()));
    let server = Server::start(Box::new(move || open(&file)), log)?;
    let db = server.current.with(|db| Ok(db.clone()))?;
    let ready = tables
        .iter()
        .try_for_each(|table| tables::ensure(&db, table, path))
        .and_then(|()| Ok((Upkeep::open(path)?, streams(&db, options, tables)?)));
    // Tables that were made just now.
    server.current.settle();
    match ready {
        Ok((upkeep, streams)) => Ok((server, upkeep, streams)),
        Err(error) => {
            drop(db);
            server.stop();
            Err(error)
        }
    }
}

/// The streams of the tables that have one.
fn streams(
    db: &Database,
    options: &StoreOptions,
    tables: &[Table],
) -> Result<BTreeMap<String, Stream>, StoreError> {
    let mut streams = BTreeMap::new();
    for table in tables {
        let found = db.get_table_metadata(&table.name)?;
        let label = found
            .filter(|found| found.stream_enabled)
            .and_then(|found| found.stream_label);
        let (Some(label), Some(view)) = (label, &table.stream_view) else {
            continue;
        };
        let (region, account) = (&options.region, &options.account);
        let name = &table.name;
        let arn = format!("arn:aws:dynamodb:{region}:{account}:table/{name}/stream/{label}");
        let info = StreamInfo {
            partition: table.key.partition.clone(),
            arn: arn.clone(),
            view: view.clone(),
            region: region.clone(),
        };
        let tail = Arc::new(Mutex::new(Tail::open(&options.path, name, info)?));
        streams.insert(name.clone(), Stream { arn, tail });
    }
    Ok(streams)
}

/// Opens the engine on a file.
pub(super) fn open(path: &Path) -> Result<Database, StoreError> {
    let db = Database::new(upkeep::text(path)?).map_err(|error| match error {
        DynoxideError::SqliteError(error) => upkeep::classify(error, path),
        other => other.into(),
    })?;
    // The engine has no other way to `synchronous=NORMAL`: its commits do not wait for the disk
    // one by one, as `log` waits for many at once. All else that this sets is SQLite's default.
    db.disable_bulk_loading()?;
    Ok(db)
}

/// Makes the store's file, readable by its owner alone, and locks a file beside it.
pub(super) fn lock(path: &Path) -> Result<File, StoreError> {
    let not_writable = |source| StoreError::NotWritable {
        path: path.to_owned(),
        source,
    };
    let make = |path: &Path| {
        OpenOptions::new()
            .create(true)
            .append(true)
            .mode(0o600)
            .open(path)
    };
    // Not the file itself: closing any handle to it would drop SQLite's own locks.
    let lock = make(&path.with_added_extension("lock")).map_err(not_writable)?;
    match lock.try_lock() {
        Ok(()) => {}
        Err(TryLockError::WouldBlock) => {
            return Err(StoreError::InUse {
                path: path.to_owned(),
            });
        }
        Err(TryLockError::Error(source)) => return Err(not_writable(source)),
    }
    make(path).map_err(not_writable)?;
    Ok(lock)
}
