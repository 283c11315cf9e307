//! How much a file may hold.

/// Bytes of a file. Lambda hands a function 6 MB at most, and what is no plain text arrives a
/// third longer than it is.
pub const MAX_BYTES: usize = 4_000_000;
/// Rows below the header.
pub const MAX_ROWS: usize = 5_000;
/// Columns.
pub const MAX_COLUMNS: usize = 200;
/// Characters of a cell that is read.
pub const MAX_CELL: usize = 4_000;
/// Rows in which the header is looked for: some programs write a title above it.
pub(crate) const HEADER_WITHIN: usize = 10;
/// Characters of a reason and of a reading in the report; they quote the file.
pub(crate) const MAX_REASON: usize = 300;
pub(crate) const MAX_READING: usize = 120;
/// Characters of a column's name in the report.
pub(crate) const MAX_HEADER: usize = 80;
/// Problems of a row, and of a file: what a function answers is 6 MB at most, as what it is handed.
pub(crate) const MAX_ROW_PROBLEMS: usize = 10;
pub(crate) const MAX_PROBLEMS: usize = 5_000;
