//! One file in memory, with its compressed forms.

use std::{
    collections::HashMap,
    io::Write,
    path::{Path, PathBuf},
    sync::{Arc, Mutex, PoisonError},
    time::SystemTime,
};

use bytes::Bytes;
use flate2::{Compression, write::GzEncoder};
use sha2::{Digest, Sha256};
use tokio::sync::OnceCell;

/// Files above this size are read anew for each request, in bytes.
const KEPT_SIZE: u64 = 4 * 1024 * 1024;
/// Most files that are kept; beyond it all are forgotten.
const KEPT_FILES: usize = 2000;

/// How a body is encoded, or may be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Encoding {
    Plain,
    Gzip,
    /// The client takes Brotli, which is only sent when the build left a `.br` file.
    Brotli {
        or_gzip: bool,
    },
}

impl Encoding {
    pub(super) fn name(self) -> Option<&'static str> {
        match self {
            Self::Plain => None,
            Self::Gzip => Some("gzip"),
            Self::Brotli { .. } => Some("br"),
        }
    }
}

/// A file as it was when it was read.
pub(super) struct File {
    bytes: Bytes,
    hash: String,
    content_type: &'static str,
    stamp: Stamp,
    brotli: Option<Bytes>,
    gzip: OnceCell<Option<Bytes>>,
}

type Stamp = (Option<SystemTime>, u64);

impl File {
    async fn read(path: &Path, stamp: Stamp) -> Option<Self> {
        let bytes = Bytes::from(tokio::fs::read(path).await.ok()?);
        let hash = hex::encode(Sha256::digest(&bytes).get(..12)?);
        let brotli = beside(path, "br", stamp).await;
        let gzip = match beside(path, "gz", stamp).await {
            Some(bytes) => OnceCell::new_with(Some(Some(bytes))),
            None => OnceCell::new(),
        };
        Some(Self {
            bytes,
            hash,
            content_type: content_type(path),
            stamp,
            brotli,
            gzip,
        })
    }

    pub(super) fn content_type(&self) -> &'static str {
        self.content_type
    }

    /// A strong tag for the file itself, a weak one for a compressed form.
    pub(super) fn etag(&self, encoding: Encoding) -> String {
        match encoding {
            Encoding::Plain => format!("\"{}\"", self.hash),
            _ => format!("W/\"{}\"", self.hash),
        }
    }

    /// The bytes in the best form that is accepted, and which form it is.
    pub(super) async fn body(&self, accepted: Encoding) -> (Bytes, Encoding) {
        if let (Encoding::Brotli { .. }, Some(bytes)) = (accepted, &self.brotli) {
            return (bytes.clone(), accepted);
        }
        if matches!(
            accepted,
            Encoding::Gzip | Encoding::Brotli { or_gzip: true }
        ) && let Some(bytes) = self.gzip.get_or_init(|| self.compress()).await
        {
            return (bytes.clone(), Encoding::Gzip);
        }
        (self.bytes.clone(), Encoding::Plain)
    }

    /// Gzip for text that gains by it.
    async fn compress(&self) -> Option<Bytes> {
        if !compressible(self.content_type) || self.bytes.len() < 1000 {
            return None;
        }
        let bytes = self.bytes.clone();
        let packed = tokio::task::spawn_blocking(move || {
            let mut encoder = GzEncoder::new(Vec::new(), Compression::new(6));
            encoder
                .write_all(&bytes)
                .and_then(|()| encoder.finish())
                .ok()
        });
        let packed = packed.await.ok().flatten()?;
        (packed.len() < self.bytes.len()).then(|| Bytes::from(packed))
    }
}

/// A compressed form that the build left beside the file, unless it is older.
async fn beside(path: &Path, extension: &str, (modified, _): Stamp) -> Option<Bytes> {
    let mut name = path.file_name()?.to_owned();
    name.push(".");
    name.push(extension);
    let path = path.with_file_name(name);
    let own = tokio::fs::metadata(&path).await.ok()?.modified().ok();
    if own < modified {
        return None;
    }
    tokio::fs::read(&path).await.ok().map(Bytes::from)
}

/// The files that were read lately.
#[derive(Default)]
pub(super) struct Cache(Mutex<HashMap<PathBuf, Arc<File>>>);

impl Cache {
    /// The file, read again when it changed on the disk. A link that leads out of the folder is
    /// no file of the site.
    pub(super) async fn get(&self, root: &Path, relative: &str) -> Option<Arc<File>> {
        let path = tokio::fs::canonicalize(root.join(relative)).await.ok()?;
        if !path.starts_with(tokio::fs::canonicalize(root).await.ok()?) {
            return None;
        }
        let metadata = tokio::fs::metadata(&path)
            .await
            .ok()
            .filter(std::fs::Metadata::is_file)?;
        let stamp = (metadata.modified().ok(), metadata.len());
        let kept = self
            .lock()
            .get(&path)
            .filter(|file| file.stamp == stamp)
            .cloned();
        if kept.is_some() {
            return kept;
        }
        let file = Arc::new(File::read(&path, stamp).await?);
        if metadata.len() <= KEPT_SIZE {
            let mut files = self.lock();
            if files.len() >= KEPT_FILES {
                files.clear();
            }
            files.insert(path, Arc::clone(&file));
        }
        Some(file)
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, HashMap<PathBuf, Arc<File>>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn compressible(content_type: &str) -> bool {
    content_type.starts_with("text/")
        || ["javascript", "json", "xml", "wasm"]
            .iter()
            .any(|part| content_type.contains(part))
}

/// The content type of a file, by its extension.
fn content_type(path: &Path) -> &'static str {
    match path
        .extension()
        .and_then(|extension| extension.to_str())
        .unwrap_or_default()
    {
        "html" => "text/html; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "json" | "map" => "application/json",
        "webmanifest" => "application/manifest+json",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "jpg" | "jpeg" => "image/jpeg",
        "webp" => "image/webp",
        "avif" => "image/avif",
        "gif" => "image/gif",
        "ico" => "image/x-icon",
        "woff2" => "font/woff2",
        "mp3" => "audio/mpeg",
        "ogg" => "audio/ogg",
        "wav" => "audio/wav",
        "pdf" => "application/pdf",
        "wasm" => "application/wasm",
        "xml" => "application/xml",
        "txt" => "text/plain; charset=utf-8",
        "csv" => "text/csv; charset=utf-8",
        _ => "application/octet-stream",
    }
}
