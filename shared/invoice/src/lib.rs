//! Invoices as PDF files: what stands on one in, the file's bytes out. The same invoice always
//! gives the same bytes.
//!
//! Lengths are hundredths of a point in `i32`; they become floats where the file is written.

mod faces;
mod file;
mod layout;
mod letters;
mod piece;
mod sheet;

#[cfg(test)]
mod tests;

pub use file::{PdfError, pdf};
pub use sheet::{Heads, Invoice, Line, Paper, Sum, TaxLine};
