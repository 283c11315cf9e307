//! A path in the source.

/// A path as it is written, and where.
#[derive(Clone)]
pub(super) struct Reference {
    pub(super) path: Vec<String>,
    pub(super) line: usize,
}

impl Reference {
    pub(super) fn new(path: Vec<String>, line: usize) -> Self {
        Self { path, line }
    }
}
