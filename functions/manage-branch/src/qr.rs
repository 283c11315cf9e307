//! QR codes as squares, as SVG and as PNG. Pure: a text in, a picture out.

use png::{BitDepth, ColorType, Encoder};
use qrcode::{Color, EcLevel, QrCode};
use salver::api::Problem;
use salver::api::problem::Code;

/// White modules around the code, which the standard asks for.
const QUIET: u32 = 4;

/// The squares of a code.
#[derive(Debug)]
pub struct Qr {
    size: u32,
    /// Row by row, without a quiet zone.
    modules: Vec<bool>,
}

fn fault(error: impl std::error::Error + Send + Sync + 'static) -> Problem {
    Problem::new(Code::Internal, "The QR code could not be made.").because(error)
}

impl Qr {
    /// The code that holds `text`. A quarter of it may be lost (level Q): cards live on
    /// tables, among glasses and sauces.
    ///
    /// # Errors
    /// 500 when the text is too long for any code.
    pub fn of(text: &str) -> Result<Self, Problem> {
        let code = QrCode::with_error_correction_level(text, EcLevel::Q).map_err(fault)?;
        Ok(Self {
            size: u32::try_from(code.width()).map_err(fault)?,
            modules: code.to_colors().iter().map(|c| *c == Color::Dark).collect(),
        })
    }

    /// Modules on each side, without the quiet zone.
    pub fn size(&self) -> u32 {
        self.size
    }

    fn rows(&self) -> impl Iterator<Item = &[bool]> {
        self.modules.chunks(self.size.max(1) as usize)
    }

    /// The dark modules as SVG path data, `margin` units from the corner. Neighbours in a
    /// row are one rectangle; the whole is one path, so that no seams show.
    pub fn path(&self, margin: u32) -> String {
        use std::fmt::Write;
        let mut path = String::new();
        for (row, y) in self.rows().zip(margin..) {
            let mut x = margin;
            for run in row.chunk_by(|a, b| a == b) {
                let length = u32::try_from(run.len()).unwrap_or_default();
                if run.first() == Some(&true) {
                    // Writing to a string cannot fail.
                    let _ = write!(path, "M{x} {y}h{length}v1h-{length}z");
                }
                x += length;
            }
        }
        path
    }

    /// A picture of any size, with its quiet zone. `title` is read out in place of it.
    pub fn svg(&self, title: &str) -> String {
        let side = self.size + 2 * QUIET;
        let (title, path) = (escaped(title), self.path(QUIET));
        format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {side} {side}\" role=\"img\" \
             shape-rendering=\"crispEdges\"><title>{title}</title>\
             <path fill=\"#fff\" d=\"M0 0h{side}v{side}H0z\"/><path d=\"{path}\"/></svg>\n"
        )
    }

    /// A picture of `width` pixels on each side, black and white. Modules are whole
    /// pixels, so that edges stay sharp; what is over becomes quiet zone.
    ///
    /// # Errors
    /// 500 when the picture cannot be written.
    pub fn png(&self, width: u32) -> Result<Vec<u8>, Problem> {
        let scale = (width / (self.size + 2 * QUIET)).max(1);
        let width = width.max(self.size + 2 * QUIET);
        let margin = (width - scale * self.size) / 2;
        let line = width.div_ceil(8) as usize;
        let white = vec![0xff_u8; line];
        let mut pixels = Vec::with_capacity(line * width as usize);
        for _ in 0..margin {
            pixels.extend_from_slice(&white);
        }
        for row in self.rows() {
            let mut bits = white.clone();
            for (x, dark) in (0..).zip(row.iter().flat_map(|m| (0..scale).map(move |_| *m))) {
                let at: u32 = margin + x;
                if let Some(byte) = bits.get_mut((at / 8) as usize).filter(|_| dark) {
                    *byte &= !(0x80 >> (at % 8));
                }
            }
            for _ in 0..scale {
                pixels.extend_from_slice(&bits);
            }
        }
        pixels.resize(line * width as usize, 0xff);
        let mut file = Vec::new();
        let mut encoder = Encoder::new(&mut file, width, width);
        encoder.set_color(ColorType::Grayscale);
        encoder.set_depth(BitDepth::One);
        let mut writer = encoder.write_header().map_err(fault)?;
        writer.write_image_data(&pixels).map_err(fault)?;
        writer.finish().map_err(fault)?;
        Ok(file)
    }
}

/// A text between tags. Characters that XML forbids are left out.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            c if c.is_control() || matches!(c, '\u{fffe}' | '\u{ffff}') => out.push(' '),
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
#[path = "qr_tests.rs"]
mod tests;
