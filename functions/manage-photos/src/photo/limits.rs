//! How much of a photo is read.

use super::fault::PhotoFault;

/// The most bytes of a file: in base64 they are what a function is handed at most.
pub const MAX_BYTES: usize = 4_000_000;
/// The longest side of a photo, in pixels.
pub const MAX_SIDE: u32 = 8_192;
/// The most pixels of a photo: 24 million are what cameras make, and take 100 MB here.
pub const MAX_PIXELS: u64 = 25_000_000;
/// The most times that a JPEG may go over its picture: ten are usual, and each takes as long as a
/// whole photo.
pub const MAX_SCANS: usize = 20;

/// Refuses what would be too much to read.
pub(super) fn fits((width, height): (u32, u32)) -> Result<(), PhotoFault> {
    let pixels = u64::from(width) * u64::from(height);
    match width.max(height) > MAX_SIDE || pixels > MAX_PIXELS {
        true => Err(PhotoFault::TooLarge),
        false => Ok(()),
    }
}
