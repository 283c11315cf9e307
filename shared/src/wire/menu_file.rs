//! Menus as files.

use serde::Serialize;

use crate::domain::draft::Draft;
use crate::menu_file::{ImportReport, ImportRow, ImportSummary, ReadColumn};

/// What an import would do, or has done.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct MenuImport {
    /// How many rows there are of each action.
    pub summary: ImportSummary,
    /// In the order of the file, without empty ones.
    pub rows: Vec<ImportRow>,
    /// The file's columns, and which of them were read.
    pub columns: Vec<ReadColumn>,
    /// What is to be said of the file as a whole.
    pub notes: Vec<String>,
    /// The draft's version after it; absent when nothing was put into it.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(nullable = false))]
    pub draft_version: Option<u64>,
}

impl MenuImport {
    /// What was decided, and the draft that it has made.
    pub fn of(report: ImportReport, draft: Option<&Draft>) -> Self {
        let ImportReport {
            summary,
            rows,
            columns,
            notes,
        } = report;
        Self {
            summary,
            rows,
            columns,
            notes,
            draft_version: draft.map(|draft| draft.version),
        }
    }
}
