//! Real files, made here: good ones come out clean, and each kind of bad one is refused for what
//! it is.

use std::io::Cursor;

use image::codecs::jpeg::JpegEncoder;
use image::codecs::png::PngEncoder;
use image::codecs::webp::WebPEncoder;
use image::{DynamicImage, ImageEncoder, ImageFormat, Rgb, RgbImage, Rgba, RgbaImage};
use salver::domain::photo::{Photo, PhotoSize};

use super::limits::MAX_SCANS;
use super::{PhotoFault, made_of};

const RED: Rgb<u8> = Rgb([200, 30, 30]);
const BLUE: Rgb<u8> = Rgb([30, 30, 200]);
/// Where the photo was taken, as a phone would write it down.
const PLACE: &[u8] = b"12 deg 58 min, 77 deg 35 min";

/// Red on the left, blue on the right.
fn two_halves(width: u32, height: u32) -> RgbImage {
    RgbImage::from_fn(width, height, |x, _| if x < width / 2 { RED } else { BLUE })
}

/// Numbers that look like chance and are the same each time.
fn dice(state: &mut u64) -> u64 {
    *state = state.wrapping_mul(6_364_136_223_846_793_005);
    *state = state.wrapping_add(1_442_695_040_888_963_407);
    *state >> 33
}

fn noise(width: u32, height: u32) -> RgbImage {
    let mut state = 7;
    let mut byte = || u8::try_from(dice(&mut state) % 256).unwrap();
    RgbImage::from_fn(width, height, |_, _| Rgb([byte(), byte(), byte()]))
}

fn jpeg(picture: &RgbImage) -> Vec<u8> {
    let mut file = Vec::new();
    let mut encoder = JpegEncoder::new_with_quality(&mut file, 90);
    encoder.encode_image(picture).unwrap();
    file
}

fn png(picture: &RgbImage) -> Vec<u8> {
    let mut file = Vec::new();
    let (width, height) = picture.dimensions();
    PngEncoder::new(&mut file)
        .write_image(picture, width, height, image::ExtendedColorType::Rgb8)
        .unwrap();
    file
}

fn webp(picture: &RgbImage) -> Vec<u8> {
    let mut file = Vec::new();
    let (width, height) = picture.dimensions();
    WebPEncoder::new_lossless(&mut file)
        .write_image(picture, width, height, image::ExtendedColorType::Rgb8)
        .unwrap();
    file
}

/// What a camera writes into a JPEG: how it was held, and where it was.
fn with_exif(jpeg: &[u8], orientation: u16) -> Vec<u8> {
    let mut exif = b"Exif\0\0II*\0\x08\0\0\0\x02\0".to_vec();
    exif.extend([0x12, 0x01, 3, 0, 1, 0, 0, 0]);
    exif.extend(orientation.to_le_bytes());
    exif.extend([0, 0]);
    exif.extend([0x25, 0x88, 4, 0, 1, 0, 0, 0, 38, 0, 0, 0]);
    exif.extend([0; 4]);
    exif.extend(PLACE);
    let length = u16::try_from(exif.len() + 2).unwrap();
    let mut file = jpeg[..2].to_vec();
    file.extend([0xFF, 0xE1]);
    file.extend(length.to_be_bytes());
    file.extend(exif);
    file.extend(&jpeg[2..]);
    file
}

fn contains(file: &[u8], text: &[u8]) -> bool {
    file.windows(text.len()).any(|part| part == text)
}

/// The picture of a size, read back; its form is checked.
fn seen(photo: &Photo, size: PhotoSize) -> RgbImage {
    let file = photo.jpeg(size);
    assert!(file.len() <= size.max_bytes(), "{} bytes", file.len());
    assert_eq!(image::guess_format(file).unwrap(), ImageFormat::Jpeg);
    let picture = image::load_from_memory(file).unwrap().into_rgb8();
    assert_eq!(picture.dimensions(), (size.width(), size.height()));
    picture
}

/// Whether each picture of it can be read back.
fn is_whole(photo: &Photo) -> bool {
    let mut all = PhotoSize::ALL.into_iter();
    all.all(|size| seen(photo, size).height() == size.height())
}

fn is_near(one: &Rgb<u8>, other: Rgb<u8>) -> bool {
    let pairs = one.0.into_iter().zip(other.0);
    pairs.into_iter().all(|(a, b)| a.abs_diff(b) < 16)
}

#[test]
fn a_photo_stands_upright_and_nothing_is_left_of_where_it_was_taken() {
    let file = with_exif(&jpeg(&two_halves(400, 300)), 6);
    assert!(contains(&file, PLACE));
    let photo = made_of(&file).unwrap();
    for size in PhotoSize::ALL {
        let picture = seen(&photo, size);
        // Turned by a quarter: what was on the left is above.
        let (middle, lowest) = (size.width() / 2, size.height() - 10);
        assert!(is_near(picture.get_pixel(middle, 10), RED), "{size:?}");
        assert!(is_near(picture.get_pixel(middle, lowest), BLUE), "{size:?}");
        let made = photo.jpeg(size);
        assert!(!contains(made, PLACE) && !contains(made, b"Exif"));
    }
}

#[test]
fn each_of_the_three_forms_is_read_and_the_same_file_is_the_same_photo() {
    let picture = two_halves(640, 480);
    let mut names = Vec::new();
    for file in [jpeg(&picture), png(&picture), webp(&picture)] {
        let photo = made_of(&file).unwrap();
        assert_eq!(made_of(&file).unwrap(), photo);
        assert_eq!(photo.id.as_str().len(), 32);
        let list = seen(&photo, PhotoSize::List);
        assert!(is_near(list.get_pixel(10, 96), RED));
        assert!(is_near(list.get_pixel(180, 96), BLUE));
        names.push(photo.id);
    }
    assert_eq!(
        names[1], names[2],
        "both lose nothing, so they are one photo"
    );
    let other = made_of(&png(&noise(640, 480))).unwrap();
    assert!(!names.contains(&other.id));
}

#[test]
fn what_is_transparent_is_white_and_grey_and_small_pictures_are_read_too() {
    let clear = RgbaImage::from_pixel(300, 300, Rgba([200, 30, 30, 0]));
    let mut file = Vec::new();
    PngEncoder::new(&mut file)
        .write_image(&clear, 300, 300, image::ExtendedColorType::Rgba8)
        .unwrap();
    let list = seen(&made_of(&file).unwrap(), PhotoSize::List);
    assert!(is_near(list.get_pixel(96, 96), Rgb([255; 3])));
    let grey = DynamicImage::from(two_halves(90, 70)).into_luma8();
    let mut file = Vec::new();
    JpegEncoder::new(&mut file).encode_image(&grey).unwrap();
    let list = seen(&made_of(&file).unwrap(), PhotoSize::List);
    let [red, green, blue] = list.get_pixel(96, 20).0;
    assert!(red.abs_diff(green) < 4 && green.abs_diff(blue) < 4);
    let deep = DynamicImage::from(two_halves(90, 70)).into_rgb16();
    let mut file = Cursor::new(Vec::new());
    let deep = DynamicImage::from(deep);
    deep.write_to(&mut file, ImageFormat::Png).unwrap();
    seen(&made_of(&file.into_inner()).unwrap(), PhotoSize::Sheet);
}

#[test]
fn noise_fits_as_well_and_so_does_all_that_a_camera_makes() {
    let photo = made_of(&jpeg(&noise(1_000, 900))).unwrap();
    assert!(is_whole(&photo));
    let large = with_exif(&jpeg(&two_halves(6_000, 4_000)), 3);
    let list = seen(&made_of(&large).unwrap(), PhotoSize::List);
    assert!(is_near(list.get_pixel(10, 96), BLUE), "upside down");
}

/// A PNG that says it is so large; there are no pixels in it.
fn vast_png(width: u32, height: u32) -> Vec<u8> {
    let mut file = Vec::new();
    let mut encoder = png::Encoder::new(&mut file, width, height);
    encoder.set_color(png::ColorType::Rgba);
    encoder.set_depth(png::BitDepth::Sixteen);
    let mut writer = encoder.write_header().unwrap();
    writer.write_chunk(png::chunk::IDAT, &[0x78, 0x9C]).unwrap();
    drop(writer);
    file
}

/// The same JPEG with another size in its head.
fn vast_jpeg(width: u16, height: u16) -> Vec<u8> {
    let mut file = jpeg(&two_halves(64, 64));
    let head = file.windows(2).position(|two| two == [0xFF, 0xC0]).unwrap();
    file[head + 5..head + 7].copy_from_slice(&height.to_be_bytes());
    file[head + 7..head + 9].copy_from_slice(&width.to_be_bytes());
    file
}

fn part(name: &[u8; 4], content: &[u8]) -> Vec<u8> {
    let size = u32::try_from(content.len()).unwrap();
    let mut part = [&name[..], &size.to_le_bytes(), content].concat();
    part.resize(part.len() + content.len() % 2, 0);
    part
}

fn riff(parts: &[Vec<u8>]) -> Vec<u8> {
    let parts = [b"WEBP".to_vec(), parts.concat()].concat();
    part(b"RIFF", &parts)
}

/// The head of an extended WebP with a canvas of 100 by 100.
fn canvas(flags: u8) -> Vec<u8> {
    part(b"VP8X", &[flags, 0, 0, 0, 99, 0, 0, 99, 0, 0])
}

/// A lossy picture of 16,383 by 16,383, of which only the head is there.
fn giant() -> Vec<u8> {
    let head = [0x10, 0, 0, 0x9D, 0x01, 0x2A, 0xFF, 0x3F, 0xFF, 0x3F];
    part(b"VP8 ", &[&head[..], &[0; 64]].concat())
}

#[test]
fn a_bomb_is_refused_for_its_size_before_there_is_room_made_for_it() {
    for (what, file) in [
        ("a PNG", vast_png(60_000, 60_000)),
        ("a PNG of one line", vast_png(1_000_000, 1)),
        ("a PNG within the sides", vast_png(8_000, 8_000)),
        ("a JPEG", vast_jpeg(65_000, 65_000)),
        ("a JPEG within the sides", vast_jpeg(8_000, 8_000)),
        ("a WebP", riff(&[giant()])),
        ("a WebP in a small canvas", riff(&[canvas(0), giant()])),
    ] {
        assert_eq!(made_of(&file), Err(PhotoFault::TooLarge), "{what}");
    }
}

/// A grey JPEG of one block that goes so often over it: once for its middle tone, and once more
/// for each finer wave. All codes are one bit long, and say that there is nothing.
fn scanned(times: u8) -> Vec<u8> {
    let part = |marker: u8, content: &[u8]| {
        let length = u16::try_from(content.len() + 2).unwrap();
        [&[0xFF, marker], &length.to_be_bytes()[..], content].concat()
    };
    let codes = |table: u8| {
        let mut lengths = [0; 16];
        lengths[0] = 1;
        part(0xC4, &[&[table], &lengths[..], &[0]].concat())
    };
    let scan = |wave| [part(0xDA, &[1, 1, 0, wave, wave, 0]), vec![0x7F]].concat();
    let parts = [
        vec![0xFF, 0xD8],
        part(0xDB, &[&[0][..], &[1; 64]].concat()),
        part(0xC2, &[8, 0, 8, 0, 8, 1, 1, 0x11, 0]),
        codes(0x00),
        codes(0x10),
        (0..times).flat_map(scan).collect(),
        vec![0xFF, 0xD9],
    ];
    parts.concat()
}

#[test]
fn a_jpeg_that_goes_over_its_picture_without_end_is_refused() {
    let most = u8::try_from(MAX_SCANS).unwrap();
    for times in [1, 10, most] {
        assert!(is_whole(&made_of(&scanned(times)).unwrap()), "{times}");
    }
    for times in [most + 1, 64] {
        let refused = made_of(&scanned(times));
        assert_eq!(refused, Err(PhotoFault::Broken), "{times}");
    }
}

#[test]
fn a_file_that_ends_too_early_is_broken() {
    let picture = noise(300, 200);
    for (what, file) in [
        ("a JPEG", jpeg(&picture)),
        ("a PNG", png(&picture)),
        ("a WebP", webp(&picture)),
    ] {
        for left in [16, 200, file.len() / 2, file.len() * 4 / 5] {
            assert_eq!(
                made_of(&file[..left]),
                Err(PhotoFault::Broken),
                "{what}, {left}"
            );
        }
    }
    // A part that says it is 4 GB long.
    let mut lies = riff(&[canvas(0x08), giant()]);
    lies.extend(b"EXIF\xF0\xFF\xFF\xFF");
    lies.extend([0; 8]);
    assert!(made_of(&lies).is_err());
    let mut lies = webp(&picture);
    lies.extend(b"EXIF\xF0\xFF\xFF\xFF");
    assert_eq!(made_of(&lies), Err(PhotoFault::Broken));
}

#[test]
fn what_is_no_photo_is_not_looked_into() {
    for file in [
        &b""[..],
        b"PK\x03\x04\x14\0\0\0photo.jpg",
        b"GIF89a\x01\0\x01\0",
        b"\0\0\0\x18ftypheic",
        b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        b"RIFF\x04\0\0\0WAVE",
    ] {
        assert_eq!(made_of(file), Err(PhotoFault::Unknown));
    }
}

#[test]
fn what_moves_is_refused_as_such() {
    let mut file = Vec::new();
    let mut encoder = png::Encoder::new(&mut file, 2, 2);
    encoder.set_color(png::ColorType::Grayscale);
    encoder.set_animated(2, 0).unwrap();
    let mut writer = encoder.write_header().unwrap();
    writer.write_image_data(&[0; 4]).unwrap();
    writer.write_image_data(&[255; 4]).unwrap();
    drop(writer);
    assert_eq!(made_of(&file), Err(PhotoFault::Animated), "a PNG");
    let still = webp(&two_halves(100, 100));
    // Behind the file's own head.
    let frame = [
        &[0; 6][..],
        &[99, 0, 0, 99, 0, 0, 10, 0, 0, 0],
        &still[12..],
    ]
    .concat();
    let frame = part(b"ANMF", &frame);
    let moving = riff(&[canvas(0x02), part(b"ANIM", &[0; 6]), frame.clone(), frame]);
    assert_eq!(made_of(&moving), Err(PhotoFault::Animated), "a WebP");
}

#[test]
fn a_file_with_a_few_wrong_bytes_is_a_photo_or_refused() {
    let picture = two_halves(48, 40);
    let files = [
        with_exif(&jpeg(&picture), 8),
        png(&picture),
        webp(&picture),
        riff(&[canvas(0), webp(&picture)[12..].to_vec()]),
    ];
    let mut state = 1;
    for file in &files {
        for _ in 0..250 {
            let mut wrong = file.clone();
            for _ in 0..3 {
                let at = usize::try_from(dice(&mut state)).unwrap() % wrong.len();
                wrong[at] = u8::try_from(dice(&mut state) % 256).unwrap();
            }
            if let Ok(photo) = made_of(&wrong) {
                assert!(is_whole(&photo));
            }
        }
    }
}
