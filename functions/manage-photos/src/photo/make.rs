//! The pictures of a photo.

use image::codecs::jpeg::JpegEncoder;
use image::imageops::FilterType;
use image::{DynamicImage, RgbImage};
use salver::domain::id::PhotoId;
use salver::domain::photo::{Photo, PhotoSize};
use sha2::{Digest, Sha256};

use super::fault::PhotoFault;

/// How good a JPEG is tried to be, the best first. Food has soft edges: most photos fit with the
/// first one, and only noise needs the last.
const QUALITIES: [u8; 6] = [82, 70, 55, 40, 25, 10];
/// So many characters of a hash name a photo: 128 bits.
const NAME: usize = 32;

/// A photo with all its pictures, each cut out of the middle.
pub(super) fn photo(picture: RgbImage) -> Result<Photo, PhotoFault> {
    let picture = DynamicImage::from(picture);
    let list = jpeg(&picture, PhotoSize::List)?;
    let sheet = jpeg(&picture, PhotoSize::Sheet)?;
    let hash = Sha256::new().chain_update(&list).chain_update(&sheet);
    let mut name = hex::encode(hash.finalize());
    name.truncate(NAME);
    let id: PhotoId = name.parse().map_err(|_| PhotoFault::Broken)?;
    Ok(Photo { id, list, sheet })
}

fn jpeg(picture: &DynamicImage, size: PhotoSize) -> Result<Vec<u8>, PhotoFault> {
    let (width, height) = (size.width(), size.height());
    let (x, y, w, h) = middle((picture.width(), picture.height()), (width, height));
    let cut = picture.crop_imm(x, y, w, h);
    let small = cut.resize_exact(width, height, FilterType::CatmullRom);
    let small = small.into_rgb8();
    let mut made = Vec::new();
    for quality in QUALITIES {
        made.clear();
        let mut encoder = JpegEncoder::new_with_quality(&mut made, quality);
        // Of our own pixels, so nothing in a file could make this fail.
        encoder
            .encode_image(&small)
            .map_err(|_| PhotoFault::Broken)?;
        if made.len() <= size.max_bytes() {
            break;
        }
    }
    Ok(made)
}

/// The largest part in the middle with the shape of `to`: where it begins, and its size.
fn middle((width, height): (u32, u32), to: (u32, u32)) -> (u32, u32, u32, u32) {
    let scaled = |length: u32, by: u32, over: u32| {
        let length = u64::from(length) * u64::from(by) / u64::from(over);
        u32::try_from(length).unwrap_or(u32::MAX).max(1)
    };
    let w = width.min(scaled(height, to.0, to.1));
    let h = height.min(scaled(width, to.1, to.0));
    ((width - w) / 2, (height - h) / 2, w, h)
}

#[cfg(test)]
mod tests {
    use super::middle;

    #[test]
    fn the_middle_is_as_large_as_it_can_be() {
        for (from, to, expected) in [
            ((400, 300), (800, 600), (0, 0, 400, 300)),
            ((300, 400), (800, 600), (0, 87, 300, 225)),
            ((300, 400), (192, 192), (0, 50, 300, 300)),
            ((1000, 10), (800, 600), (493, 0, 13, 10)),
            ((1, 1), (800, 600), (0, 0, 1, 1)),
            ((1, 9_000), (800, 600), (0, 4_499, 1, 1)),
        ] {
            assert_eq!(middle(from, to), expected, "{from:?} {to:?}");
        }
    }
}
