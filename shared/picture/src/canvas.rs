//! Paper in dots.

use super::error::PictureError;

/// Paper that grows as it is written on: a dot is ink or none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Canvas {
    width: usize,
    /// A row after the other, eight dots a byte, the first one highest; ink is 1.
    rows: Vec<u8>,
    height: usize,
}

impl Canvas {
    /// No paper yet, of this width in dots.
    pub fn new(width: usize) -> Self {
        Self {
            width,
            rows: Vec::new(),
            height: 0,
        }
    }

    /// Dots of a line.
    pub fn width(&self) -> usize {
        self.width
    }

    /// Lines of dots.
    pub fn height(&self) -> usize {
        self.height
    }

    /// The dots: a row after the other, each of whole bytes, the highest bit first; ink is 1.
    pub fn dots(&self) -> &[u8] {
        &self.rows
    }

    fn stride(&self) -> usize {
        self.width.div_ceil(8)
    }

    /// So many rows more.
    pub(super) fn feed(&mut self, rows: usize) {
        self.feed_to(self.height + rows);
    }

    /// As many rows as reach this height; what is there stays.
    pub(super) fn feed_to(&mut self, height: usize) {
        self.height = self.height.max(height);
        self.rows.resize(self.height * self.stride(), 0);
    }

    /// Inks a dot; one beside the paper is none, one below it makes more paper.
    pub(super) fn ink(&mut self, x: usize, y: usize) {
        if x >= self.width {
            return;
        }
        self.feed_to(y + 1);
        let at = y * self.stride() + x / 8;
        if let Some(byte) = self.rows.get_mut(at) {
            *byte |= 0x80 >> (x % 8);
        }
    }

    /// Whether there is ink.
    pub fn is_inked(&self, x: usize, y: usize) -> bool {
        let byte = self.rows.get(y * self.stride() + x / 8);
        x < self.width && byte.is_some_and(|byte| byte & (0x80 >> (x % 8)) != 0)
    }

    /// The picture as a PNG file, black on white.
    ///
    /// # Errors
    /// When it cannot be written, as one without a row.
    pub fn png(&self) -> Result<Vec<u8>, PictureError> {
        let mut file = Vec::new();
        let side = |dots: usize| u32::try_from(dots).unwrap_or(u32::MAX);
        let mut encoder = png::Encoder::new(&mut file, side(self.width), side(self.height));
        encoder.set_color(png::ColorType::Grayscale);
        encoder.set_depth(png::BitDepth::One);
        let mut writer = encoder.write_header()?;
        let white: Vec<u8> = self.rows.iter().map(|byte| !byte).collect();
        writer.write_image_data(&white)?;
        writer.finish()?;
        Ok(file)
    }
}
