//! What printers say of themselves, in words of ours.

use serde::{Deserialize, Serialize};

/// The longest text that is kept of what a printer says.
const LONGEST: usize = 64;

/// How a printer is, as it last said.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "is", rename_all = "snake_case")]
pub enum Health {
    /// It can print.
    Online,
    /// It can print, and somebody should bring paper.
    PaperLow,
    /// It cannot print until somebody has been there. It keeps asking, and takes its job then.
    Faulty { fault: Fault },
    /// It said nothing that is understood.
    Unknown,
}

/// Why a printer cannot print.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Fault {
    NoPaper,
    Jam,
    CoverOpen,
    Cutter,
    /// Whatever else; the code that was heard stands beside it.
    Other,
}

/// What was heard of a printer at one poll.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Heard {
    pub health: Health,
    /// Its own words for that, made clean and short.
    pub code: String,
}

/// A text of a printer's as it may be kept and shown: without control characters, and short.
pub(crate) fn cleaned(text: &str) -> String {
    let visible = text.chars().map(|c| if c.is_control() { ' ' } else { c });
    let text: String = visible.collect();
    let words: Vec<_> = text.split_whitespace().collect();
    words.join(" ").chars().take(LONGEST).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_kept_is_clean_and_short() {
        assert_eq!(cleaned("200\n OK\u{7}"), "200 OK");
        assert_eq!(cleaned(&"a".repeat(900)).len(), LONGEST);
        assert_eq!(cleaned("\u{0}\r\n"), "");
    }
}
