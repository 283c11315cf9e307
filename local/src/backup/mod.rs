//! Copies of a data directory, made while a stack serves or while none does.
//!
//! A backup is a data directory itself, so a stack can start on one, and restoring is copying
//! the other way. It is whole by its order: the positions in the streams come first, the store
//! last, as it stood at one moment. A position that is older than the store makes records come
//! twice, which functions must bear anyway; one that is newer would skip the first changes
//! after a restore.

mod command;
mod error;

use std::{
    fs::{self, File, OpenOptions},
    io::{self, Write},
    os::unix::fs::{DirBuilderExt, OpenOptionsExt},
    path::{Path, PathBuf},
};

pub use command::DataCommand;
pub use error::BackupError;

use crate::{
    stack::{LOCK_FILE, STORE_FILE, STREAM_FOLDER},
    store,
};

/// What was copied.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Copied {
    /// Size of the store's copy, in bytes.
    pub store_bytes: u64,
    /// The other files, relative to the folder, in order.
    pub files: Vec<PathBuf>,
}

/// Copies the data directory `from` to `to`, which must not be there yet, or be empty. The copy
/// appears whole or not at all, is checked, and only its owner can read it.
///
/// # Errors
/// See [`BackupError`].
pub fn copy(from: &Path, to: &Path) -> Result<Copied, BackupError> {
    let store = from.join(STORE_FILE);
    if !store.is_file() {
        return Err(BackupError::NoStore {
            folder: from.to_owned(),
        });
    }
    let to = absolute(to)?;
    let taken = fs::read_dir(&to).map(|mut entries| entries.next().is_some());
    if taken.unwrap_or_else(|error| error.kind() != io::ErrorKind::NotFound) {
        return Err(BackupError::Taken { folder: to });
    }
    let inside = from.canonicalize().map_err(unreadable(from))?;
    if to.starts_with(&inside) {
        return Err(BackupError::Inside { folder: to });
    }
    // Under its own name only when it is whole; what an earlier try has left is of no use.
    let draft = to.with_added_extension("salver-part");
    if draft.exists() {
        fs::remove_dir_all(&draft).map_err(unwritable(&draft))?;
    }
    make_folder(&draft)?;
    let mut files = Vec::new();
    let streams = Path::new(STREAM_FOLDER);
    if from.join(streams).is_dir() {
        copy_folder(from, &draft, streams, &mut files)?;
    }
    copy_folder(from, &draft, Path::new(""), &mut files)?;
    files.sort();
    let copy = draft.join(STORE_FILE);
    new_file(&copy)?;
    store::copy(&store, &copy)?;
    let file = File::open(&copy).map_err(unreadable(&copy))?;
    file.sync_all().map_err(unwritable(&copy))?;
    let store_bytes = file.metadata().map_err(unreadable(&copy))?.len();
    sync_folder(&draft)?;
    fs::rename(&draft, &to).map_err(unwritable(&to))?;
    sync_folder(to.parent().unwrap_or(&to))?;
    Ok(Copied { store_bytes, files })
}

/// The place itself may not exist, so only the folder above it can be looked up.
fn absolute(path: &Path) -> Result<PathBuf, BackupError> {
    let path = std::path::absolute(path).map_err(unwritable(path))?;
    let (Some(parent), Some(name)) = (path.parent(), path.file_name()) else {
        return Err(BackupError::Taken { folder: path });
    };
    let parent = parent.canonicalize().map_err(unwritable(parent))?;
    Ok(parent.join(name))
}

/// Copies the files of a folder and of those in it; what is there already was copied before.
fn copy_folder(
    from: &Path,
    to: &Path,
    relative: &Path,
    files: &mut Vec<PathBuf>,
) -> Result<(), BackupError> {
    let folder = from.join(relative);
    let entries = fs::read_dir(&folder)
        .and_then(Iterator::collect::<io::Result<Vec<_>>>)
        .map_err(unreadable(&folder))?;
    if !to.join(relative).is_dir() {
        make_folder(&to.join(relative))?;
    }
    for entry in entries {
        let path = relative.join(entry.file_name());
        let kind = entry.file_type().map_err(unreadable(&entry.path()))?;
        if to.join(&path).exists() || is_passing(&path) {
            continue;
        }
        if kind.is_dir() {
            copy_folder(from, to, &path, files)?;
        } else if kind.is_file() {
            let content = fs::read(entry.path()).map_err(unreadable(&entry.path()))?;
            let target = to.join(&path);
            let mut file = new_file(&target)?;
            file.write_all(&content)
                .and_then(|()| file.sync_all())
                .map_err(unwritable(&target))?;
            files.push(path);
        }
    }
    sync_folder(&to.join(relative))
}

/// Locks, drafts, and the store with its log, which is not copied as a file.
fn is_passing(path: &Path) -> bool {
    let name = path.to_string_lossy();
    let draft = path
        .extension()
        .is_some_and(|it| it == "new" || it == "part");
    draft || name == LOCK_FILE || name.strip_prefix(STORE_FILE).is_some_and(is_of_store)
}

fn is_of_store(rest: &str) -> bool {
    ["", "-wal", "-shm", "-journal", ".lock"].contains(&rest)
}

fn make_folder(path: &Path) -> Result<(), BackupError> {
    let mut builder = fs::DirBuilder::new();
    builder.mode(0o700).create(path).map_err(unwritable(path))
}

fn new_file(path: &Path) -> Result<File, BackupError> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true).mode(0o600);
    options.open(path).map_err(unwritable(path))
}

fn sync_folder(path: &Path) -> Result<(), BackupError> {
    File::open(path)
        .and_then(|folder| folder.sync_all())
        .map_err(unwritable(path))
}

fn unreadable(path: &Path) -> impl Fn(io::Error) -> BackupError + '_ {
    |source| BackupError::Unreadable {
        path: path.to_owned(),
        source,
    }
}

fn unwritable(path: &Path) -> impl Fn(io::Error) -> BackupError + '_ {
    |source| BackupError::Unwritable {
        path: path.to_owned(),
        source,
    }
}

#[cfg(test)]
mod tests;
