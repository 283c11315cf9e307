//! Pieces of a page: text and rules that stay together, with their height.

use crate::error::PdfError;
use crate::faces::Faces;
use crate::letters::{Run, Style, wrapped};

/// How dark something is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ink {
    Black,
    Grey,
}

/// Where text stands in its width.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    Left,
    Centre,
    Right,
}

/// Something that is drawn, from the piece's upper left corner.
pub enum Mark {
    Text {
        x: i32,
        /// Of the line that letters stand on.
        y: i32,
        size: i32,
        ink: Ink,
        run: Run,
    },
    Rule {
        x: i32,
        y: i32,
        width: i32,
        height: i32,
        ink: Ink,
    },
}

/// What stays together.
#[derive(Default)]
pub struct Piece {
    pub height: i32,
    pub marks: Vec<Mark>,
}

/// Text in a column.
#[derive(Debug, Clone)]
pub struct Cell<'a> {
    pub text: &'a str,
    pub style: Style,
    pub ink: Ink,
    pub side: Side,
    pub x: i32,
    pub width: i32,
}

/// From one line to the next, in hundredths of the size: Devanagari needs more than Latin.
const LEADING: i32 = 140;
/// From the top of a line to what letters stand on.
const ASCENT: i32 = 104;

impl Piece {
    /// Nothing, of a height.
    pub fn space(height: i32) -> Self {
        Self {
            height,
            marks: Vec::new(),
        }
    }

    /// A line across.
    pub fn rule((x, width): (i32, i32), weight: i32, ink: Ink) -> Self {
        let rule = Mark::Rule {
            x,
            y: 0,
            width,
            height: weight,
            ink,
        };
        Self {
            height: weight,
            marks: vec![rule],
        }
    }

    /// Text in its column.
    ///
    /// # Errors
    /// Never with the faces that are in here.
    pub fn text(faces: &Faces, cell: &Cell<'_>) -> Result<Self, PdfError> {
        let size = cell.style.size;
        let mut piece = Self::default();
        for text in cell.text.split('\n') {
            for line in wrapped(faces, text, cell.style, cell.width)? {
                let room = cell.width - line.width;
                let mut x = cell.x
                    + match cell.side {
                        Side::Left => 0,
                        Side::Centre => room / 2,
                        Side::Right => room,
                    };
                let y = piece.height + size * ASCENT / 100;
                for run in line.runs {
                    let width = run.width;
                    piece.marks.push(Mark::Text {
                        x,
                        y,
                        size,
                        ink: cell.ink,
                        run,
                    });
                    x += width;
                }
                piece.height += size * LEADING / 100;
            }
        }
        Ok(piece)
    }

    /// Columns beside each other.
    ///
    /// # Errors
    /// As [`Self::text`].
    pub fn row(faces: &Faces, cells: &[Cell<'_>]) -> Result<Self, PdfError> {
        let mut row = Self::default();
        for cell in cells {
            row = row.beside(Self::text(faces, cell)?);
        }
        Ok(row)
    }

    /// Both beside each other.
    #[must_use]
    pub fn beside(mut self, other: Self) -> Self {
        self.height = self.height.max(other.height);
        self.marks.extend(other.marks);
        self
    }

    /// The other below this one.
    #[must_use]
    pub fn above(mut self, other: Self) -> Self {
        let down = self.height;
        self.marks
            .extend(other.marks.into_iter().map(|mark| mark.lower(down)));
        self.height += other.height;
        self
    }

    /// With room below it.
    #[must_use]
    pub fn with_room(mut self, height: i32) -> Self {
        self.height += height;
        self
    }
}

impl Mark {
    /// The same further down.
    #[must_use]
    pub fn lower(mut self, by: i32) -> Self {
        match &mut self {
            Self::Text { y, .. } | Self::Rule { y, .. } => *y += by,
        }
        self
    }
}
