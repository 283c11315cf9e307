//! Pictures that are made where they are needed.

use sha2::{Digest, Sha256};

/// A PNG of two colours, which are others for each text.
///
/// # Panics
/// Never: a picture can be made of any text.
pub fn picture(of: &str) -> Vec<u8> {
    let hash = Sha256::digest(of.as_bytes());
    let (width, height) = (64_u32, 48_u32);
    let line = (0..width).flat_map(|x| match x < width / 2 {
        true => [hash[0], hash[1], hash[2]],
        false => [hash[3], hash[4], hash[5]],
    });
    let line: Vec<u8> = line.collect();
    let pixels: Vec<u8> = (0..height).flat_map(|_| line.clone()).collect();
    let mut file = Vec::new();
    let mut encoder = png::Encoder::new(&mut file, width, height);
    encoder.set_color(png::ColorType::Rgb);
    let mut writer = encoder.write_header().unwrap();
    writer.write_image_data(&pixels).unwrap();
    writer.finish().unwrap();
    file
}
