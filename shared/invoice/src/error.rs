//! Why no file could be made.

/// Why no file could be made.
#[derive(Debug, thiserror::Error)]
pub enum PdfError {
    /// The letters that are in this program cannot be read.
    #[error("the letters cannot be read")]
    Letters,
    /// A length that no page has.
    #[error("a page cannot be so large")]
    Size,
    /// What was set cannot be written.
    #[error("the PDF cannot be written: {0}")]
    Written(String),
}
