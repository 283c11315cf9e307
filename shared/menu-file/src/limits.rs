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
