//! Cells that a spreadsheet would take for a formula.
//!
//! A cell is guarded by an apostrophe before what begins a formula: at its beginning, and behind
//! whatever begins a new cell when the file is opened with another delimiter. What already has
//! apostrophes there gets one more, so that taking one off again gives back the same text.

/// What spreadsheets begin formulas with, in both widths.
const TRIGGERS: [char; 10] = ['=', '+', '-', '@', '\t', '\r', '＝', '＋', '－', '＠'];
/// Behind these another cell begins for somebody.
const PARTERS: [char; 4] = [';', '\t', '\n', '\r'];
const GUARD: char = '\'';

/// The text as it can be written into a spreadsheet's cell.
pub(crate) fn guarded(text: &str) -> String {
    at_risk(text, |run, out| {
        out.push(GUARD);
        out.push_str(run);
    })
    .unwrap_or_else(|| text.to_owned())
}

/// The text without guards; nothing when there are none.
pub(crate) fn unguarded(text: &str) -> Option<String> {
    at_risk(text, |run, out| {
        out.push_str(run.strip_prefix(GUARD).unwrap_or(run))
    })
}

/// Calls `f` with each run of apostrophes, often an empty one, before what begins a formula.
fn at_risk(text: &str, f: impl Fn(&str, &mut String)) -> Option<String> {
    let mut out = String::new();
    let mut changed = false;
    let mut begins = true;
    let mut rest = text;
    while let Some(letter) = rest.chars().next() {
        if begins {
            let behind = rest.trim_start_matches(GUARD);
            let run = rest.get(..rest.len() - behind.len()).unwrap_or_default();
            begins = false;
            if behind.starts_with(TRIGGERS) {
                f(run, &mut out);
                changed = true;
                rest = behind;
                continue;
            }
            if !run.is_empty() {
                out.push_str(run);
                rest = behind;
                continue;
            }
        }
        out.push(letter);
        begins = PARTERS.contains(&letter);
        rest = rest.get(letter.len_utf8()..).unwrap_or_default();
    }
    changed.then_some(out)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn what_begins_a_formula_is_guarded() {
        for (text, expected) in [
            ("=2+3", "'=2+3"),
            ("+49 Limonade", "'+49 Limonade"),
            ("-10 %", "'-10 %"),
            ("@home", "'@home"),
            ("\tx", "'\tx"),
            ("'=2", "''=2"),
            ("＝1", "'＝1"),
            ("a;=cmd()", "a;'=cmd()"),
            ("a\n=cmd()", "a\n'=cmd()"),
            ("'n Broodje", "'n Broodje"),
            ("Half & half = whole", "Half & half = whole"),
            ("", ""),
        ] {
            assert_eq!(guarded(text), expected);
        }
        assert_eq!(unguarded("'=2+3").as_deref(), Some("=2+3"));
        assert_eq!(unguarded("'n Broodje"), None);
    }

    proptest! {
        #[test]
        fn a_guard_is_taken_off_again(text in "[=+@'\t\r\n;a -]{0,12}") {
            let cell = guarded(&text);
            prop_assert!(!cell.starts_with(TRIGGERS), "{cell:?}");
            prop_assert_eq!(unguarded(&cell).unwrap_or(cell), text);
        }
    }
}
