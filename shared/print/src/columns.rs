//! Slips in columns: words are wrapped, and amounts keep their column whatever stands before them.

use salver_domain::slip::{Slip, SlipLine, Style};
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use super::paper::Paper;

/// A line as it lies on the paper.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Laid {
    /// Characters from the left edge on, never wider than the paper.
    Text {
        text: String,
        large: bool,
        bold: bool,
    },
    /// A QR code in the middle.
    Code { text: String },
}

/// Columns that words keep beside an amount; an amount that leaves fewer stands on a line of its own.
const LEAST_WORDS: usize = 10;

/// Lays a slip out for paper of this width.
pub fn lay_out(slip: &Slip, paper: Paper) -> Vec<Laid> {
    let mut laid = Vec::with_capacity(slip.lines.len());
    for line in &slip.lines {
        match line {
            SlipLine::Words { text, style } => laid.extend(words(text, *style, paper)),
            SlipLine::Amount {
                text,
                amount,
                style,
            } => laid.extend(with_amount(text, amount, *style, paper)),
            SlipLine::Rule => laid.push(usual("-".repeat(paper.characters()))),
            SlipLine::Gap => laid.push(usual(String::new())),
            SlipLine::Code { text } => laid.push(Laid::Code { text: text.clone() }),
        }
    }
    laid
}

fn usual(text: String) -> Laid {
    Laid::Text {
        text,
        large: false,
        bold: false,
    }
}

fn of(text: String, style: Style) -> Laid {
    Laid::Text {
        text,
        large: style.large,
        bold: style.bold,
    }
}

/// Characters of the style that a line of this paper takes.
fn room(style: Style, paper: Paper) -> usize {
    match style.large {
        true => paper.characters() / 2,
        false => paper.characters(),
    }
}

/// An indent that leaves room for words.
fn indent(style: Style, room: usize) -> usize {
    usize::from(style.indent).min(room.saturating_sub(LEAST_WORDS))
}

fn words(text: &str, style: Style, paper: Paper) -> Vec<Laid> {
    let room = room(style, paper);
    let indent = indent(style, room);
    let lines = text.lines().flat_map(|line| wrapped(line, room - indent));
    let placed = lines.map(|line| match style.centred {
        true => format!("{}{line}", " ".repeat((room - line.width().min(room)) / 2)),
        false => format!("{}{line}", " ".repeat(indent)),
    });
    placed.map(|line| of(line, style)).collect()
}

fn with_amount(text: &str, amount: &str, style: Style, paper: Paper) -> Vec<Laid> {
    let room = room(style, paper);
    let indent = indent(style, room);
    let width = amount.width();
    let Some(beside) = room
        .checked_sub(indent + width + 1)
        .filter(|left| *left >= LEAST_WORDS)
    else {
        let mut lines = words(text, style, paper);
        let pieces = wrapped(amount, room);
        lines.extend(
            pieces
                .into_iter()
                .map(|piece| of(at_right("", &piece, room), style)),
        );
        return lines;
    };
    let lines = text
        .lines()
        .flat_map(|line| wrapped(line, beside))
        .collect::<Vec<_>>();
    let padded = |line: &str| format!("{}{line}", " ".repeat(indent));
    let Some((first, more)) = lines.split_first() else {
        return vec![of(at_right("", amount, room), style)];
    };
    let mut laid = vec![of(at_right(&padded(first), amount, room), style)];
    laid.extend(more.iter().map(|line| of(padded(line), style)));
    laid
}

/// The words at the left and the amount at the right edge.
fn at_right(text: &str, amount: &str, room: usize) -> String {
    let gap = room.saturating_sub(text.width() + amount.width());
    format!("{text}{}{amount}", " ".repeat(gap))
}

/// A text in lines of at most so many columns, parted between words; a word that is too long is
/// parted where it must be, never between a letter and its marks. Nothing is left out.
fn wrapped(text: &str, columns: usize) -> Vec<String> {
    let mut lines = Vec::new();
    let mut line = String::new();
    for word in text.split_whitespace() {
        let gap = usize::from(!line.is_empty());
        if line.width() + gap + word.width() <= columns {
            if gap > 0 {
                line.push(' ');
            }
            line.push_str(word);
            continue;
        }
        if !line.is_empty() {
            lines.push(std::mem::take(&mut line));
        }
        for c in word.chars() {
            let width = c.width().unwrap_or(0);
            // What has no width belongs to what stands before it.
            if width > 0 && line.width() + width > columns && !line.is_empty() {
                lines.push(std::mem::take(&mut line));
            }
            line.push(c);
        }
    }
    if !line.is_empty() || lines.is_empty() {
        lines.push(line);
    }
    lines
}

#[cfg(test)]
#[path = "columns_tests.rs"]
mod tests;
