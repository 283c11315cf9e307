//! Doing slow things only when what they depend on has changed.

use std::{
    collections::hash_map::DefaultHasher,
    fs,
    hash::{Hash, Hasher},
    path::{Path, PathBuf},
};

use crate::{
    project::write,
    shell::{Fault, Result},
};

/// The content of some files, and where the content is noted that was last worked on.
pub(crate) struct Stamp {
    file: PathBuf,
    content: String,
}

impl Stamp {
    /// Reads `inputs` (files, or folders with all that is in them but for the folders named `skip`).
    pub(crate) fn of(file: PathBuf, inputs: &[PathBuf], skip: &[&str]) -> Result<Self> {
        let mut hasher = DefaultHasher::new();
        for input in inputs {
            hash(input, skip, &mut hasher)?;
        }
        Ok(Self {
            file,
            content: format!("{:016x}\n", hasher.finish()),
        })
    }

    /// Whether the noted content is the present one.
    pub(crate) fn is_fresh(&self) -> bool {
        fs::read_to_string(&self.file).is_ok_and(|noted| noted == self.content)
    }

    /// Notes the present content as worked on.
    pub(crate) fn note(&self) -> Result<()> {
        write(&self.file, &self.content)
    }
}

fn hash(path: &Path, skip: &[&str], hasher: &mut DefaultHasher) -> Result<()> {
    let unreadable = |error| Fault::new(format!("cannot read {}: {error}", path.display()));
    path.hash(hasher);
    if !path.is_dir() {
        fs::read(path).map_err(unreadable)?.hash(hasher);
        return Ok(());
    }
    let mut entries = fs::read_dir(path)
        .and_then(Iterator::collect::<std::io::Result<Vec<_>>>)
        .map_err(unreadable)?;
    entries.sort_by_key(fs::DirEntry::file_name);
    for entry in entries {
        if !skip.iter().any(|name| entry.file_name() == *name) {
            hash(&entry.path(), skip, hasher)?;
        }
    }
    Ok(())
}
