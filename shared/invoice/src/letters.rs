//! Text as joined letters in the order in which they stand on paper.

use std::ops::Range;

use krilla::text::{GlyphId, KrillaGlyph};
use rustybuzz::{Direction, UnicodeBuffer};
use unicode_bidi::{BidiInfo, Level};

use crate::error::PdfError;
use crate::faces::{FaceId, Faces, Weight};
use crate::length::part;

/// Stands for what no face has, so that nothing is left out in silence.
const UNKNOWN: char = '\u{FFFD}';

/// How text is set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Style {
    pub weight: Weight,
    /// Hundredths of a point.
    pub size: i32,
}

/// Letters of one face that stand in a row.
pub struct Run {
    pub face: FaceId,
    pub text: String,
    pub glyphs: Vec<KrillaGlyph>,
    /// Hundredths of a point.
    pub width: i32,
}

/// A line of text.
#[derive(Default)]
pub struct Set {
    /// From left to right.
    pub runs: Vec<Run>,
    /// Hundredths of a point.
    pub width: i32,
}

/// Sets a line.
///
/// # Errors
/// Never with the faces that are in here.
pub fn set(faces: &Faces, text: &str, style: Style) -> Result<Set, PdfError> {
    let known = |letter: char| match faces.for_letter(letter, style.weight, None) {
        Some(_) => letter,
        // The mathematical minus, which these letters lack.
        None if letter == '\u{2212}' => '\u{2013}',
        // Marks that only choose between forms of a letter say nothing by themselves.
        None if matches!(letter, '\u{FE00}'..='\u{FE0F}') => '\u{200B}',
        None => UNKNOWN,
    };
    let text: String = text.chars().map(known).collect();
    let bidi = BidiInfo::new(&text, None);
    let mut line = Set::default();
    for paragraph in &bidi.paragraphs {
        let (levels, rows) = bidi.visual_runs(paragraph, paragraph.range.clone());
        for row in rows {
            let level = levels.get(row.start).copied().unwrap_or(Level::ltr());
            let parts = by_face(faces, &text, row, style.weight);
            let order: Box<dyn Iterator<Item = _>> = match level.is_rtl() {
                true => Box::new(parts.into_iter().rev()),
                false => Box::new(parts.into_iter()),
            };
            for (face, range) in order {
                let part = text.get(range).unwrap_or_default();
                let run = joined(faces, (face, part), style, level.is_rtl())?;
                line.width += run.width;
                line.runs.push(run);
            }
        }
    }
    Ok(line)
}

/// A row of one direction, cut where another face begins.
fn by_face(
    faces: &Faces,
    text: &str,
    row: Range<usize>,
    weight: Weight,
) -> Vec<(FaceId, Range<usize>)> {
    let mut parts: Vec<(FaceId, Range<usize>)> = Vec::new();
    let letters = text.get(row.clone()).unwrap_or_default().char_indices();
    for (at, letter) in letters {
        let (start, end) = (row.start + at, row.start + at + letter.len_utf8());
        let before = parts.last().map(|(face, _)| *face);
        let face = faces.for_letter(letter, weight, before).unwrap_or(0);
        match parts.last_mut() {
            Some((last, range)) if *last == face => range.end = end,
            _ => parts.push((face, start..end)),
        }
    }
    parts
}

fn joined(
    faces: &Faces,
    (id, text): (FaceId, &str),
    style: Style,
    rtl: bool,
) -> Result<Run, PdfError> {
    let face = faces.get(id)?;
    let mut buffer = UnicodeBuffer::new();
    buffer.push_str(text);
    buffer.guess_segment_properties();
    buffer.set_direction(match rtl {
        true => Direction::RightToLeft,
        false => Direction::LeftToRight,
    });
    let shaped = rustybuzz::shape(&face.shaper, &[], buffer);
    let (infos, positions) = (shaped.glyph_infos(), shaped.glyph_positions());
    let mut starts: Vec<usize> = infos.iter().map(|info| at(info.cluster)).collect();
    starts.sort_unstable();
    let end = |start: usize| {
        let next = starts.iter().find(|other| **other > start);
        next.copied().unwrap_or(text.len())
    };
    let mut width = 0;
    let glyphs = infos.iter().zip(positions).map(|(info, place)| {
        width += place.x_advance;
        let start = at(info.cluster);
        KrillaGlyph::new(
            GlyphId::new(info.glyph_id),
            part(place.x_advance, face.units),
            part(place.x_offset, face.units),
            part(place.y_offset, face.units),
            part(place.y_advance, face.units),
            start..end(start),
            None,
        )
    });
    let glyphs = glyphs.collect();
    Ok(Run {
        face: id,
        text: text.to_owned(),
        glyphs,
        width: scaled(width, style.size, face.units),
    })
}

fn at(cluster: u32) -> usize {
    usize::try_from(cluster).unwrap_or(usize::MAX)
}

/// Units of a face at a size, in hundredths of a point.
fn scaled(units: i32, size: i32, of: i32) -> i32 {
    let scaled = i64::from(units) * i64::from(size) / i64::from(of.max(1));
    i32::try_from(scaled).unwrap_or(i32::MAX)
}

/// Text in lines of at most `width`, broken at spaces, and within a word that is longer.
///
/// # Errors
/// As [`set`].
pub fn wrapped(faces: &Faces, text: &str, style: Style, width: i32) -> Result<Vec<Set>, PdfError> {
    let mut lines = Vec::new();
    let mut line = String::new();
    for word in text.split(' ').filter(|word| !word.is_empty()) {
        let longer = match line.is_empty() {
            true => word.to_owned(),
            false => format!("{line} {word}"),
        };
        if set(faces, &longer, style)?.width <= width {
            line = longer;
            continue;
        }
        if !line.is_empty() {
            lines.push(set(faces, &line, style)?);
        }
        line = cut(faces, word, style, width, &mut lines)?;
    }
    if !line.is_empty() || lines.is_empty() {
        lines.push(set(faces, &line, style)?);
    }
    Ok(lines)
}

/// Puts what of a word is too long for one line onto lines of its own; what is left begins the next.
fn cut(
    faces: &Faces,
    word: &str,
    style: Style,
    width: i32,
    lines: &mut Vec<Set>,
) -> Result<String, PdfError> {
    let mut line = String::new();
    for letter in word.chars() {
        line.push(letter);
        if set(faces, &line, style)?.width > width {
            line.pop();
            if line.is_empty() {
                line.push(letter);
                continue;
            }
            lines.push(set(faces, &line, style)?);
            line = letter.to_string();
        }
    }
    Ok(line)
}
