//! A failure destination that is a bucket: a folder with one object for each batch that was
//! given up. Unlike a queue's message an object holds the records themselves, so that they can be
//! told again when the stream has long forgotten them.

use std::{
    fs, io,
    path::{Path, PathBuf},
    sync::Arc,
};

use jiff::Timestamp;
use serde_json::Value;
use uuid::Uuid;

use super::durable;

/// The objects of one mapping in a bucket.
#[derive(Clone)]
pub(super) struct Bucket {
    folder: Arc<PathBuf>,
}

impl Bucket {
    /// `buckets` is where the stack keeps its buckets. Names are those that Lambda gives:
    /// `aws/lambda/<mapping>/<shard>/<year>/<month>/<day>/<time>-<UUID>`.
    pub(super) fn new(buckets: &Path, name: &str, mapping: &str) -> Self {
        let folder = buckets.join(name).join("aws/lambda");
        Self {
            folder: Arc::new(folder.join(mapping.replace('/', "."))),
        }
    }

    pub(super) fn path(&self) -> &Path {
        &self.folder
    }

    /// Puts a document in; it is on disk when this returns.
    pub(super) async fn put(
        &self,
        shard: &str,
        document: &Value,
        now: Timestamp,
    ) -> io::Result<()> {
        let day = now.strftime("%Y/%m/%d").to_string();
        let name = format!("{}-{}", now.strftime("%Y-%m-%dT%H.%M.%S"), Uuid::new_v4());
        let path = self.folder.join(shard).join(day).join(name);
        let text = document.to_string();
        tokio::task::spawn_blocking(move || {
            if let Some(folder) = path.parent() {
                fs::create_dir_all(folder)?;
            }
            durable::replace(&path, text.as_bytes())
        })
        .await
        .map_err(io::Error::other)?
    }

    /// All objects, oldest first.
    pub(super) fn objects(&self) -> io::Result<Vec<PathBuf>> {
        let mut found = Vec::new();
        gather(&self.folder, &mut found)?;
        found.sort();
        Ok(found)
    }

    /// The event that an object keeps: what the function was sent.
    pub(super) fn event(object: &Path) -> io::Result<String> {
        let document: Value = serde_json::from_slice(&fs::read(object)?)?;
        let payload = document["payload"].as_str().map(str::to_owned);
        payload.ok_or_else(|| io::Error::other("the object has no payload"))
    }
}

fn gather(folder: &Path, found: &mut Vec<PathBuf>) -> io::Result<()> {
    let entries = match fs::read_dir(folder) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
        entries => entries?,
    };
    for entry in entries {
        let path = entry?.path();
        if path.is_dir() {
            gather(&path, found)?;
        // What a crash left of an object that was being written.
        } else if path.extension().is_none_or(|extension| extension != "new") {
            found.push(path);
        }
    }
    Ok(())
}
