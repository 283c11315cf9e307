//! The data directory, held by one stack at a time, and who holds it.

use std::{
    fs::{self, File, OpenOptions, TryLockError},
    io::{Read, Write},
    path::{Path, PathBuf},
};

use super::{NotRunning, StackError};

/// Held by the stack that runs on the directory. Its first line is the process, the others are
/// where it serves, once it does.
pub(crate) const LOCK_FILE: &str = "stack.lock";

/// The data directory and the lock on it. The lock goes with the process, however it ends.
pub(super) struct DataFolder {
    path: PathBuf,
    lock: File,
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
                let mut text = String::new();
                let known = lock.read_to_string(&mut text).is_ok();
                let pid = text.lines().next().filter(|pid| known && !pid.is_empty());
                let pid = pid.map(str::to_owned);
                return Err(StackError::DataInUse { folder: path, pid });
            }
            Err(TryLockError::Error(source)) => return Err(unwritable(source)),
        }
        // For whoever comes second; the lock itself does not need it.
        let written = lock
            .set_len(0)
            .and_then(|()| write!(lock, "{}", std::process::id()));
        written.map_err(unwritable)?;
        Ok(Self { path, lock })
    }

    pub(super) fn path(&self) -> &Path {
        &self.path
    }

    /// Writes down where the stack serves, for [`origins_of`].
    pub(super) fn announce(&mut self, origins: &[String]) -> Result<(), StackError> {
        let lines: String = origins.iter().map(|origin| format!("\n{origin}")).collect();
        let written = self.lock.write_all(lines.as_bytes());
        written.map_err(|source| StackError::DataNotWritable {
            folder: self.path.clone(),
            source,
        })
    }
}

/// Where the stack serves that runs on a data directory; its first origin is for this machine.
///
/// # Errors
/// See [`NotRunning`].
pub fn origins_of(folder: &Path) -> Result<Vec<String>, NotRunning> {
    let unreadable = |source| NotRunning::Unreadable {
        folder: folder.to_owned(),
        source,
    };
    let mut lock = File::open(folder.join(LOCK_FILE)).map_err(|error| match error.kind() {
        std::io::ErrorKind::NotFound => NotRunning::Stopped {
            folder: folder.to_owned(),
        },
        _ => unreadable(error),
    })?;
    // Shared, so that two who only ask are not in each other's way.
    match lock.try_lock_shared() {
        Ok(()) => {
            return Err(NotRunning::Stopped {
                folder: folder.to_owned(),
            });
        }
        Err(TryLockError::WouldBlock) => {}
        Err(TryLockError::Error(source)) => return Err(unreadable(source)),
    }
    let mut text = String::new();
    lock.read_to_string(&mut text).map_err(unreadable)?;
    let origins: Vec<String> = text.lines().skip(1).map(str::to_owned).collect();
    if origins.is_empty() {
        return Err(NotRunning::Starting {
            folder: folder.to_owned(),
        });
    }
    Ok(origins)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_asks_learns_where_the_stack_serves_while_it_runs() {
        let folder = tempfile::tempdir().unwrap();
        let data = folder.path().join("data");
        assert!(matches!(origins_of(&data), Err(NotRunning::Stopped { .. })));
        let mut held = DataFolder::open(&data).unwrap();
        assert!(matches!(
            origins_of(&data),
            Err(NotRunning::Starting { .. })
        ));
        let origins = ["http://127.0.0.1:80", "http://10.0.0.2:80"].map(str::to_owned);
        held.announce(&origins).unwrap();
        assert_eq!(origins_of(&data).unwrap(), origins);
        // Whoever comes second is still told by whom it is held, and by nothing else.
        match DataFolder::open(&data) {
            Err(StackError::DataInUse { pid, .. }) => {
                assert_eq!(pid, Some(std::process::id().to_string()));
            }
            _ => panic!("it is held"),
        }
        drop(held);
        assert!(matches!(origins_of(&data), Err(NotRunning::Stopped { .. })));
    }
}
