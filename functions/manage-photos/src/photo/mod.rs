//! From a file to a photo: read under limits, turned upright, cut and written anew, so that
//! nothing of the file is left but what it shows.

mod fault;
mod limits;
mod make;
mod read;
mod webp;

#[cfg(test)]
mod tests;

use salver::domain::photo::Photo;

pub use fault::PhotoFault;
pub use limits::MAX_BYTES;

/// The photo in a file. The same file makes the same photo.
///
/// # Errors
/// When it is none, or too large; found before its pixels are read.
pub fn made_of(file: &[u8]) -> Result<Photo, PhotoFault> {
    make::photo(read::upright(file)?)
}
