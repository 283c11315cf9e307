//! What is wrong with a template, and where.

use std::path::{Path, PathBuf};

/// A template that cannot be run.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{}:{line}: {message}", file.display())]
pub struct TemplateError {
    /// The template's file.
    pub file: PathBuf,
    /// Line in the file, 1 for the first; 0 when the file as a whole is meant.
    pub line: usize,
    /// What is wrong, for people.
    pub message: String,
}

impl TemplateError {
    pub(super) fn at(line: usize, message: impl Into<String>) -> Self {
        Self::new(line, message)
    }

    /// Something wrong on this line; the file is named by [`TemplateError::in_file`].
    pub(crate) fn new(line: usize, message: impl Into<String>) -> Self {
        Self {
            file: PathBuf::new(),
            line,
            message: message.into(),
        }
    }

    pub(crate) fn in_file(mut self, file: &Path) -> Self {
        self.file = file.to_owned();
        self
    }
}
