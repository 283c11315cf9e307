//! The letters that there are, and which of them a text is set in.

use krilla::text::Font;
use rustybuzz::ttf_parser;

use crate::error::PdfError;

static REGULAR: &[u8] = include_bytes!("../../fonts/noto-sans-regular.ttf");
static BOLD: &[u8] = include_bytes!("../../fonts/noto-sans-bold.ttf");
static DEVANAGARI: &[u8] = include_bytes!("../../fonts/noto-sans-devanagari.ttf");
static ARABIC: &[u8] = include_bytes!("../../fonts/noto-sans-arabic.ttf");

/// How strong letters are. Where a script has one strength, both are that.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Weight {
    Regular,
    Bold,
}

/// Letters of one file.
pub struct Face {
    /// As they stand in the PDF.
    pub pdf: Font,
    /// As they are joined.
    pub shaper: rustybuzz::Face<'static>,
    /// Units of the side of the square that letters are drawn on.
    pub units: i32,
}

impl Face {
    fn of(bytes: &'static [u8]) -> Result<Self, PdfError> {
        let pdf = Font::new(bytes.into(), 0).ok_or(PdfError::Letters)?;
        let shaper = rustybuzz::Face::from_slice(bytes, 0).ok_or(PdfError::Letters)?;
        Ok(Self {
            units: shaper.units_per_em(),
            pdf,
            shaper,
        })
    }

    fn has(&self, letter: char) -> bool {
        let face: &ttf_parser::Face<'_> = &self.shaper;
        face.glyph_index(letter).is_some()
    }
}

/// All letters.
pub struct Faces {
    all: [Face; 4],
}

/// Which of them, by its place.
pub type FaceId = usize;

const OF_REGULAR: FaceId = 0;
const OF_BOLD: FaceId = 1;
const OF_DEVANAGARI: FaceId = 2;
const OF_ARABIC: FaceId = 3;

impl Faces {
    /// Reads them.
    ///
    /// # Errors
    /// Never with the files that are in here.
    pub fn read() -> Result<Self, PdfError> {
        Ok(Self {
            all: [
                Face::of(REGULAR)?,
                Face::of(BOLD)?,
                Face::of(DEVANAGARI)?,
                Face::of(ARABIC)?,
            ],
        })
    }

    /// One of them.
    ///
    /// # Errors
    /// Never for an ID of [`Self::for_letter`].
    pub fn get(&self, id: FaceId) -> Result<&Face, PdfError> {
        self.all.get(id).ok_or(PdfError::Letters)
    }

    /// In which face a letter is set; `None` where none has it. What all scripts share, spaces and
    /// marks, stays in the face of the letter `before`.
    pub fn for_letter(
        &self,
        letter: char,
        weight: Weight,
        before: Option<FaceId>,
    ) -> Option<FaceId> {
        let own = match weight {
            Weight::Regular => OF_REGULAR,
            Weight::Bold => OF_BOLD,
        };
        let has = |id: &FaceId| self.all.get(*id).is_some_and(|face| face.has(letter));
        let shared = letter == ' ' || is_mark(letter);
        let stays = before.filter(|_| shared).filter(has);
        stays.or_else(|| [own, OF_DEVANAGARI, OF_ARABIC].into_iter().find(has))
    }
}

/// What joins or parts letters and is none itself.
fn is_mark(letter: char) -> bool {
    matches!(letter, '\u{300}'..='\u{36F}' | '\u{200B}'..='\u{200F}' | '\u{25CC}')
}
