//! Slips as pictures: for a dish in Hindi or Arabic, of which a printer has no letters.
//!
//! The letters are those of invoices (`shared/fonts`), of one weight: Noto Sans for Latin, Greek and
//! Cyrillic, and those for Devanagari and Arabic. What is bold is struck twice, a dot apart, as
//! printers do it themselves.

mod canvas;
mod error;
mod pen;

use salver_domain::slip::{Slip, SlipLine, Style};
use salver_print::Paper;

pub use canvas::Canvas;
pub use error::PictureError;
use pen::{Pen, Place, Size};

/// Dots of an indented character, and between words and their amount.
const CHARACTER: usize = 12;
/// Dots of paper above and below all.
const EDGE: usize = 8;
/// Dots from one dash of a rule to the next.
const DASH: usize = 12;

/// The picture of a slip on paper of this width.
pub fn picture(slip: &Slip, paper: Paper) -> Canvas {
    let width = usize::try_from(paper.dots()).unwrap_or(usize::MAX);
    let mut canvas = Canvas::new(width);
    canvas.feed(EDGE);
    pen::with(|pen| {
        for line in &slip.lines {
            draw(&mut canvas, pen, line);
        }
    });
    canvas.feed(EDGE);
    canvas
}

fn draw(canvas: &mut Canvas, pen: &mut Pen, line: &SlipLine) {
    match line {
        SlipLine::Words { text, style } => {
            words(canvas, pen, text, *style);
        }
        SlipLine::Amount {
            text,
            amount,
            style,
        } => with_amount(canvas, pen, (text, amount), *style),
        SlipLine::Rule => {
            canvas.feed(EDGE);
            let top = canvas.height();
            canvas.feed(2);
            for x in (0..canvas.width()).filter(|x| x % DASH < DASH - 4) {
                canvas.ink(x, top);
                canvas.ink(x, top + 1);
            }
            canvas.feed(EDGE);
        }
        SlipLine::Gap => canvas.feed(Size::USUAL.line() / 2),
        // Whoever has no code for it reads it.
        SlipLine::Code { text } => words(canvas, pen, text, Style::USUAL),
    }
}

fn indent(style: Style, width: usize) -> usize {
    (usize::from(style.indent) * CHARACTER).min(width / 2)
}

fn words(canvas: &mut Canvas, pen: &mut Pen, text: &str, style: Style) {
    let left = indent(style, canvas.width());
    let room = canvas.width() - left;
    let top = canvas.height();
    let place = Place { left, top, room };
    let height = pen.write(canvas, text, style, place);
    canvas.feed_to(top + height);
}

fn with_amount(canvas: &mut Canvas, pen: &mut Pen, (text, amount): (&str, &str), style: Style) {
    let style = Style {
        centred: false,
        ..style
    };
    let width = canvas.width();
    let left = indent(style, width);
    let wide = pen.width(amount, style).min(width);
    let room = width.saturating_sub(left + wide + 2 * CHARACTER);
    if room < width / 5 {
        words(canvas, pen, text, style);
        let top = canvas.height();
        let place = Place {
            left: width - wide,
            top,
            room: wide,
        };
        let height = pen.write(canvas, amount, style, place);
        canvas.feed_to(top + height);
        return;
    }
    let top = canvas.height();
    let height = pen.write(canvas, text, style, Place { left, top, room });
    let place = Place {
        left: width - wide,
        top,
        room: wide,
    };
    let beside = pen.write(canvas, amount, style, place);
    canvas.feed_to(top + height.max(beside));
}

#[cfg(test)]
mod tests;
