//! Invoices as PDF files: what stands on one in, the file's bytes out. The same invoice always
//! gives the same bytes.
//!
//! Lengths are hundredths of a point in `i32`; they become floats where the file is written.

mod error;
mod faces;
mod file;
mod layout;
mod length;
mod letters;
mod piece;
mod sheet;

#[cfg(test)]
mod tests;

pub use error::PdfError;
pub use file::pdf;
pub use sheet::{Heads, Invoice, Line, Paper, Sum, TaxLine};
