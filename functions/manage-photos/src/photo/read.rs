//! A file's pixels, read only after what it says of its size.

use std::io::Cursor;

use image::codecs::png::PngDecoder;
use image::codecs::webp::WebPDecoder;
use image::metadata::Orientation;
use image::{DynamicImage, ImageDecoder, Limits, RgbImage};
use zune_jpeg::JpegDecoder;
use zune_jpeg::zune_core::bytestream::ZCursor;
use zune_jpeg::zune_core::colorspace::ColorSpace;
use zune_jpeg::zune_core::options::DecoderOptions;

use super::fault::PhotoFault;
use super::limits::{MAX_SCANS, MAX_SIDE, fits};
use super::webp;

/// What decoding may take beside the file: 25 million pixels of 8 bytes, and as much again.
const MAX_MEMORY: u64 = 400_000_000;

/// The longest side that pictures are made from, in pixels. What is larger is made smaller before
/// anything else is done with it.
const WORKED_ON: u32 = 2_400;

const JPEG: &[u8] = &[0xFF, 0xD8, 0xFF];
const PNG: &[u8] = b"\x89PNG\r\n\x1A\n";

/// The picture in a file as it is to be looked at, on white where it is transparent.
pub(super) fn upright(file: &[u8]) -> Result<RgbImage, PhotoFault> {
    let (picture, orientation) = match file {
        [
            b'R',
            b'I',
            b'F',
            b'F',
            _,
            _,
            _,
            _,
            b'W',
            b'E',
            b'B',
            b'P',
            ..,
        ] => of_webp(file),
        _ if file.starts_with(JPEG) => of_jpeg(file),
        _ if file.starts_with(PNG) => of_png(file),
        _ => Err(PhotoFault::Unknown),
    }?;
    let mut picture = match picture.width().max(picture.height()) {
        0..=WORKED_ON => picture,
        _ => picture.thumbnail(WORKED_ON, WORKED_ON),
    };
    picture.apply_orientation(orientation);
    Ok(on_white(picture))
}

type Read = Result<(DynamicImage, Orientation), PhotoFault>;

fn limits() -> Limits {
    let mut limits = Limits::no_limits();
    limits.max_image_width = Some(MAX_SIDE);
    limits.max_image_height = Some(MAX_SIDE);
    limits.max_alloc = Some(MAX_MEMORY);
    limits
}

/// Strictly: `image` would fill up with grey what is missing of a file.
fn of_jpeg(file: &[u8]) -> Read {
    // Its own limit is told apart from no other fault; 65,535 is what a file can say.
    let any = usize::from(u16::MAX);
    let options = DecoderOptions::default()
        .set_strict_mode(true)
        .set_max_width(any)
        .set_max_height(any)
        .jpeg_set_max_scans(MAX_SCANS)
        .jpeg_set_out_colorspace(ColorSpace::RGB);
    let fault = |_| PhotoFault::Broken;
    let mut decoder = JpegDecoder::new_with_options(ZCursor::new(file), options);
    decoder.decode_headers().map_err(fault)?;
    let (width, height) = decoder.dimensions().ok_or(PhotoFault::Broken)?;
    let side = |length| u32::try_from(length).map_err(|_| PhotoFault::TooLarge);
    let (width, height) = (side(width)?, side(height)?);
    fits((width, height))?;
    let exif = decoder.exif().map(Vec::as_slice);
    let orientation = exif.and_then(Orientation::from_exif_chunk);
    let pixels = decoder.decode().map_err(fault)?;
    let picture = RgbImage::from_raw(width, height, pixels).ok_or(PhotoFault::Broken)?;
    let orientation = orientation.unwrap_or(Orientation::NoTransforms);
    Ok((picture.into(), orientation))
}

fn of_png(file: &[u8]) -> Read {
    let decoder = PngDecoder::with_limits(Cursor::new(file), limits());
    let decoder = decoder.map_err(|error| fault(&error))?;
    match decoder.is_apng() {
        Ok(false) => decoded(decoder),
        Ok(true) => Err(PhotoFault::Animated),
        Err(_) => Err(PhotoFault::Broken),
    }
}

fn of_webp(file: &[u8]) -> Read {
    webp::look_through(file)?;
    let decoder = WebPDecoder::new(Cursor::new(file)).map_err(|error| fault(&error))?;
    match decoder.has_animation() {
        false => decoded(decoder),
        true => Err(PhotoFault::Animated),
    }
}

fn decoded(mut decoder: impl ImageDecoder) -> Read {
    fits(decoder.dimensions())?;
    let fault = |error| fault(&error);
    decoder.set_limits(limits()).map_err(fault)?;
    let orientation = decoder.orientation().map_err(fault)?;
    let picture = DynamicImage::from_decoder(decoder).map_err(fault)?;
    Ok((picture, orientation))
}

fn fault(error: &image::ImageError) -> PhotoFault {
    match error {
        image::ImageError::Limits(_) => PhotoFault::TooLarge,
        _ => PhotoFault::Broken,
    }
}

fn on_white(picture: DynamicImage) -> RgbImage {
    if !picture.color().has_alpha() {
        return picture.into_rgb8();
    }
    let picture = picture.into_rgba8();
    let (width, height) = picture.dimensions();
    RgbImage::from_fn(width, height, |x, y| {
        let [red, green, blue, alpha] = picture.get_pixel(x, y).0;
        let alpha = u32::from(alpha);
        let over = |colour: u8| {
            let sum = u32::from(colour) * alpha + 255 * (255 - alpha);
            u8::try_from((sum + 127) / 255).unwrap_or(u8::MAX)
        };
        image::Rgb([over(red), over(green), over(blue)])
    })
}
