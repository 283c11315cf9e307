//! What a cell says, with the doubt that there is about it.

use salver_domain::draft::{KitchenNote, MenuDescription, MenuName};

use crate::damage::{Damage, damage};
use crate::decode::unmangled;
use crate::fold::shortened;
use crate::html::text_of_html;
use crate::limits::{MAX_CELL, MAX_READING, MAX_REASON};
use crate::report::{ProblemWeight, RowProblem};

/// A value that a file says. Its doubt counts only where the value would change something: what
/// the menu has already is in no doubt.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Said<T> {
    pub(crate) value: T,
    /// As it stands in the file, when that is something else.
    pub(crate) raw: Option<T>,
    pub(crate) doubt: Option<RowProblem>,
}

impl<T> Said<T> {
    pub(crate) fn certain(value: T) -> Self {
        Self {
            value,
            raw: None,
            doubt: None,
        }
    }

    pub(crate) fn doubtful(value: T, doubt: RowProblem) -> Self {
        Self {
            value,
            raw: None,
            doubt: Some(doubt),
        }
    }
}

/// "Is it meant so?"
pub(crate) fn question(
    column: Option<&str>,
    reason: impl AsRef<str>,
    reading: impl AsRef<str>,
) -> RowProblem {
    RowProblem {
        weight: ProblemWeight::Question,
        reading: Some(shortened(reading.as_ref(), MAX_READING)),
        ..error(column, reason)
    }
}

/// "This has to be mended."
pub(crate) fn error(column: Option<&str>, reason: impl AsRef<str>) -> RowProblem {
    RowProblem {
        column: column.map(str::to_owned),
        weight: ProblemWeight::Error,
        reason: shortened(reason.as_ref(), MAX_REASON),
        reading: None,
    }
}

/// "By the way."
pub(crate) fn note(column: Option<&str>, reason: impl AsRef<str>) -> RowProblem {
    RowProblem {
        weight: ProblemWeight::Note,
        ..error(column, reason)
    }
}

/// How many lines a text may have.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Name,
    Description,
    /// To the kitchen.
    Note,
}

/// A text as the menu can hold it: spaces in order, nothing that nobody sees.
pub(crate) fn clean(text: &str, kind: Kind) -> Result<String, &'static str> {
    let line = || text.split_whitespace().collect::<Vec<_>>().join(" ");
    match kind {
        Kind::Name => MenuName::try_from(line()).map(String::from),
        Kind::Note => KitchenNote::try_from(line()).map(String::from),
        Kind::Description => {
            let plain = text
                .replace("\r\n", "\n")
                .replace('\r', "\n")
                .replace(['\t', '\u{A0}', '\u{B}', '\u{C}'], " ");
            let lines: Vec<&str> = plain.lines().map(str::trim).collect();
            MenuDescription::try_from(lines.join("\n")).map(String::from)
        }
    }
}

/// What a cell says as a text; nothing when it is empty. What we wrote ourselves is meant as it
/// stands.
pub(crate) fn text(
    cell: &str,
    column: &str,
    kind: Kind,
    own: bool,
) -> Result<Option<Said<String>>, RowProblem> {
    let refused = |reason: &str| error(Some(column), reason);
    // A cell is looked at before anything is made of it.
    if cell.chars().nth(MAX_CELL).is_some() {
        return Err(refused("the text is too long"));
    }
    let raw = clean(cell, kind);
    if own {
        return match raw {
            Ok(text) if text.is_empty() => Ok(None),
            Ok(text) => Ok(Some(Said {
                doubt: mangled(&text, column),
                ..Said::certain(text)
            })),
            Err(reason) => Err(refused(reason)),
        };
    }
    let plain = text_of_html(cell);
    let value = clean(plain.as_deref().unwrap_or(cell), kind).map_err(refused)?;
    if value.is_empty() {
        return Ok(None);
    }
    let mut said = Said {
        value,
        raw: raw.ok(),
        doubt: None,
    };
    if let Some(meant) = unmangled(&said.value) {
        let doubt = question(
            Some(column),
            "its letters look as if they were saved in the wrong way",
            &meant,
        );
        said = Said {
            value: meant,
            raw: said.raw,
            doubt: Some(doubt),
        };
    } else if let Some(seen) = damage(&said.value) {
        said.doubt = Some(match seen {
            Damage::Error | Damage::Letters => refused(seen.reason()),
            _ => question(Some(column), seen.reason(), &said.value),
        });
    }
    Ok(Some(said))
}

/// Nobody writes a letter that says "here was a letter".
fn mangled(text: &str, column: &str) -> Option<RowProblem> {
    let lost = damage(text) == Some(Damage::Letters);
    lost.then(|| error(Some(column), Damage::Letters.reason()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(cell: &str, kind: Kind) -> String {
        match text(cell, "B", kind, false) {
            Ok(None) => "nothing".to_owned(),
            Ok(Some(Said {
                value, doubt: None, ..
            })) => value,
            Ok(Some(Said {
                value,
                doubt: Some(doubt),
                ..
            })) => match doubt.weight {
                ProblemWeight::Question => format!("{value}?"),
                _ => format!("{value}!"),
            },
            Err(problem) => problem.reason,
        }
    }

    #[test]
    fn a_name_is_one_line_of_what_is_to_be_seen() {
        let check =
            |cell: &str, expected: &str| assert_eq!(said(cell, Kind::Name), expected, "{cell:?}");
        check(" Tomatensuppe ", "Tomatensuppe");
        check("Rote\r\n Linsen\u{A0}Suppe", "Rote Linsen Suppe");
        check("Fish &amp; Chips", "Fish & Chips");
        check("\u{200B} ", "nothing");
        check("=2+3", "=2+3?");
        check("+49 Limonade", "+49 Limonade");
        check("01. Mrz", "01. Mrz?");
        check("GetrÃ¤nke", "Getränke?");
        check("#REF!", "#REF!!");
        check("Caf\u{FFFD}", "Caf\u{FFFD}!");
        check(
            "a\u{202E}b",
            "characters that turn text around are not allowed",
        );
        check(&"x".repeat(121), "at most 120 characters");
        check(&"x ".repeat(MAX_CELL), "the text is too long");
    }

    #[test]
    fn a_description_keeps_its_lines() {
        let check = |cell: &str, expected: &str| {
            assert_eq!(said(cell, Kind::Description), expected, "{cell:?}")
        };
        check(
            "mit Minze, dazu\r\nFladenbrot",
            "mit Minze, dazu\nFladenbrot",
        );
        check(
            "<p>Rice &amp; lentils</p><p>45&nbsp;cm long</p>",
            "Rice & lentils\n45 cm long",
        );
        check("a\tb", "a b");
    }
}
