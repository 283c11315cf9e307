//! The data directory, held by one stack at a time.

use std::{
    fs::{self, File, OpenOptions, TryLockError},
    io::{Read, Write},
    path::{Path, PathBuf},
};

use super::StackError;

/// Held by the stack that runs on the directory.
pub(crate) const LOCK_FILE: &str = "stack.lock";

/// The data directory and the lock on it. The lock goes with the process, however it ends.
pub(super) struct DataFolder {
    path: PathBuf,
    _lock: File,
}

impl DataFolder {
    pub(super) fn open(folder: &Path) -> Result<Self, StackError> {
        let unwritable = |source| StackError::DataNotWritable {
            folder: folder.to_owned(),
            source,
        };
        fs::create_dir_all(folder).map_err(unwritable)?;
        let path = folder.canonicalize().map_err(unwritable)?;
        let mut options = OpenOptions::new();
        options.read(true).write(true).create(true).truncate(false);
        let mut lock = options.open(path.join(LOCK_FILE)).map_err(unwritable)?;
        match lock.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => {
                let mut pid = String::new();
                let known = lock.read_to_string(&mut pid).is_ok() && !pid.trim().is_empty();
                let pid = known.then(|| pid.trim().to_owned());
                return Err(StackError::DataInUse { folder: path, pid });
            }
            Err(TryLockError::Error(source)) => return Err(unwritable(source)),
        }
        // For whoever comes second; the lock itself does not need it.
        let written = lock
            .set_len(0)
            .and_then(|()| write!(lock, "{}", std::process::id()));
        written.map_err(unwritable)?;
        Ok(Self { path, _lock: lock })
    }

    pub(super) fn path(&self) -> &Path {
        &self.path
    }
}
