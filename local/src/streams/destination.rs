//! Where records go that were given up.

use std::path::Path;

use super::{bucket::Bucket, queue::Queue};

/// Where a mapping leaves what it gave up.
pub(super) enum Destination {
    Queue(Queue),
    Bucket(Bucket),
}

impl Destination {
    /// For the log.
    pub(super) fn path(&self) -> &Path {
        match self {
            Self::Queue(queue) => queue.path(),
            Self::Bucket(bucket) => bucket.path(),
        }
    }
}
