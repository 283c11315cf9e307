//! What a WebP file says of itself, before its decoder believes it: that one makes room for as
//! much as any part of the file claims to be.

use super::fault::PhotoFault;
use super::limits::fits;

/// Where the first part begins.
const HEAD: usize = 12;
/// What a lossy picture has in front of its own width and height.
const BEFORE_SIZE: usize = 6;

/// Refuses a file that is shorter than its parts say, or with a picture in it that is larger than
/// is read: a small canvas may hold a giant one.
pub(super) fn look_through(file: &[u8]) -> Result<(), PhotoFault> {
    let mut rest = file.get(HEAD..).ok_or(PhotoFault::Broken)?;
    // A byte may be left over: parts are padded to even lengths, and the last one not always.
    while let [a, b, c, d, s0, s1, s2, s3, after @ ..] = rest {
        let size = u32::from_le_bytes([*s0, *s1, *s2, *s3]);
        let size = usize::try_from(size).map_err(|_| PhotoFault::Broken)?;
        let part = after.get(..size).ok_or(PhotoFault::Broken)?;
        if [*a, *b, *c, *d] == *b"VP8 "
            && let Some([w0, w1, h0, h1, ..]) = part.get(BEFORE_SIZE..)
        {
            // The two highest bits say how it would be scaled.
            let side = |low, high| u32::from(u16::from_le_bytes([low, high]) & 0x3FFF);
            fits((side(*w0, *w1), side(*h0, *h1)))?;
        }
        rest = after.get(size + size % 2..).unwrap_or_default();
    }
    Ok(())
}
