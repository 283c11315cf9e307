//! Slips: what a printer shall print, before it is known on what paper.

use serde::{Deserialize, Serialize};

/// The most lines of a slip: far more than any bill has, and few enough that one job never holds
/// up a printer for minutes.
pub const MAX_SLIP_LINES: usize = 400;

/// What is printed and cut off as one piece, from top to bottom.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Slip {
    pub lines: Vec<SlipLine>,
}

/// A line of a slip; on paper it may take several.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "line", rename_all = "snake_case", deny_unknown_fields)]
pub enum SlipLine {
    /// Words across the paper, wrapped.
    Words {
        text: String,
        #[serde(default, skip_serializing_if = "Style::is_usual")]
        style: Style,
    },
    /// Words at the left, wrapped, and an amount in the column at the right edge.
    Amount {
        text: String,
        amount: String,
        #[serde(default, skip_serializing_if = "Style::is_usual")]
        style: Style,
    },
    /// A line from edge to edge.
    Rule,
    /// An empty line.
    Gap,
    /// A QR code of this text.
    Code { text: String },
}

/// How words look on paper.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Style {
    /// Twice as wide and twice as high: to be read from where the cook stands.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub large: bool,
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub bold: bool,
    /// In the middle of the paper instead of at its left edge.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub centred: bool,
    /// Characters that each line stays away from the left edge, at usual size.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub indent: u8,
}

fn is_zero(number: &u8) -> bool {
    *number == 0
}

impl Style {
    /// Neither large nor bold, at the left.
    pub const USUAL: Self = Self {
        large: false,
        bold: false,
        centred: false,
        indent: 0,
    };

    /// What is to be seen first.
    pub const LARGE: Self = Self {
        large: true,
        bold: true,
        ..Self::USUAL
    };

    fn is_usual(&self) -> bool {
        *self == Self::USUAL
    }
}

impl Slip {
    /// Adds words in a style.
    pub fn words(&mut self, text: impl Into<String>, style: Style) -> &mut Self {
        let text = text.into();
        self.lines.push(SlipLine::Words { text, style });
        self
    }

    /// Adds words with an amount at the right.
    pub fn amount(
        &mut self,
        text: impl Into<String>,
        amount: impl Into<String>,
        style: Style,
    ) -> &mut Self {
        let (text, amount) = (text.into(), amount.into());
        self.lines.push(SlipLine::Amount {
            text,
            amount,
            style,
        });
        self
    }

    /// Adds a line from edge to edge.
    pub fn rule(&mut self) -> &mut Self {
        self.lines.push(SlipLine::Rule);
        self
    }

    /// Adds an empty line.
    pub fn gap(&mut self) -> &mut Self {
        self.lines.push(SlipLine::Gap);
        self
    }

    /// The slip as it may be kept: one with more than [`MAX_SLIP_LINES`] ends with a line that says
    /// how many are missing.
    #[must_use]
    pub fn closed(mut self) -> Self {
        let Some(more) = self.lines.len().checked_sub(MAX_SLIP_LINES) else {
            return self;
        };
        if more > 0 {
            self.lines.truncate(MAX_SLIP_LINES - 1);
            let text = format!("... and {} lines more", more + 1);
            self.words(text, Style::LARGE);
        }
        self
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn what_is_usual_is_not_stored() {
        let mut slip = Slip::default();
        slip.words("2 x Idli", Style::LARGE)
            .amount("Total", "90.00", Style::USUAL)
            .rule()
            .gap();
        let stored = json!({"lines": [
            {"line": "words", "text": "2 x Idli", "style": {"large": true, "bold": true}},
            {"line": "amount", "text": "Total", "amount": "90.00"},
            {"line": "rule"},
            {"line": "gap"},
        ]});
        assert_eq!(serde_json::to_value(&slip).unwrap(), stored);
        assert_eq!(serde_json::from_value::<Slip>(stored).unwrap(), slip);
    }

    #[test]
    fn a_slip_that_is_too_long_says_how_much_is_missing() {
        let of = |lines: usize| {
            let mut slip = Slip::default();
            for _ in 0..lines {
                slip.gap();
            }
            slip
        };
        assert_eq!(of(MAX_SLIP_LINES).closed(), of(MAX_SLIP_LINES));
        let closed = of(MAX_SLIP_LINES + 7).closed();
        assert_eq!(closed.lines.len(), MAX_SLIP_LINES);
        let text = "... and 8 lines more".to_owned();
        let style = Style::LARGE;
        assert_eq!(closed.lines.last(), Some(&SlipLine::Words { text, style }));
    }
}
