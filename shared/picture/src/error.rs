//! Why there is no picture.

/// Why there is no picture.
#[derive(Debug, thiserror::Error)]
pub enum PictureError {
    /// The file could not be written.
    #[error("the picture could not be written")]
    Png(#[from] png::EncodingError),
}
