//! What a part has measured, in the form that `cargo xtask bench` makes a page of.
//!
//! The page's own benchmark in `tests/browser` writes the same JSON.

use std::fs;
use std::path::Path;

use serde::Serialize;

/// One section of the page.
#[derive(Debug, Default, Serialize)]
pub(crate) struct Section {
    /// Its heading.
    pub(crate) title: String,
    /// Paragraphs of Markdown: how it was measured, and what to know when reading it.
    pub(crate) text: Vec<String>,
    /// What goes into the list of targets at the top of the page.
    pub(crate) figures: Vec<Figure>,
    /// All that was measured.
    pub(crate) tables: Vec<Table>,
}

/// A measured value, with the target that it is held to if there is one.
#[derive(Debug, Serialize)]
pub(crate) struct Figure {
    /// What it is, units included.
    pub(crate) name: String,
    /// As it stands in the issue or the peers' marks; `None` for what is only reported.
    pub(crate) target: Option<String>,
    /// The value with its unit.
    pub(crate) measured: String,
    /// Whether the target is met; `None` where there is none.
    pub(crate) met: Option<bool>,
}

/// A table of the page.
#[derive(Debug, Serialize)]
pub(crate) struct Table {
    /// Stands above it.
    pub(crate) title: String,
    /// Headings.
    pub(crate) columns: Vec<String>,
    /// Cells as they are shown.
    pub(crate) rows: Vec<Vec<String>>,
}

impl Section {
    /// Writes it.
    ///
    /// # Panics
    /// When the file cannot be written.
    pub(crate) fn write(&self, file: &Path) {
        let json = serde_json::to_vec_pretty(self).unwrap();
        fs::write(file, json).unwrap();
    }
}

impl Figure {
    /// A value without a target.
    pub(crate) fn reported(name: impl Into<String>, measured: impl Into<String>) -> Self {
        Self {
            name: name.into(),
            target: None,
            measured: measured.into(),
            met: None,
        }
    }

    /// A value that has to meet a target.
    pub(crate) fn held(
        name: impl Into<String>,
        target: impl Into<String>,
        measured: impl Into<String>,
        met: bool,
    ) -> Self {
        Self {
            target: Some(target.into()),
            met: Some(met),
            ..Self::reported(name, measured)
        }
    }
}
