//! Why a file is no photo.

/// Why a file is no photo.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PhotoFault {
    /// It begins as no photo does that is read here.
    #[error("A photo is a JPEG, PNG or WebP file.")]
    Unknown,
    /// It ends too early, or is not what it says.
    #[error("The photo is broken. Save it again, or choose another one.")]
    Broken,
    /// It moves.
    #[error("A moving picture cannot be shown. Choose a photo.")]
    Animated,
    /// It has more pixels than are read.
    #[error("A photo has at most 25 million pixels, and 8,192 on a side.")]
    TooLarge,
}
