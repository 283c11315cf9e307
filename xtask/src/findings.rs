//! What tests found, as their output names it: for the end of a log, where somebody looks first.

use std::fmt;

/// How a line begins that names a test that failed, or says why.
const TELLING: [&str; 8] = [
    "FAIL ",
    "FAILED ",
    "TIMEOUT ",
    "SIGABRT ",
    "error",
    "Error:",
    "AssertionError",
    "TimeoutError",
];
/// Where Rust says why a test failed.
const PANICKED: &str = "panicked at";
/// More than so many say no more than the first ones.
const MOST: usize = 30;

/// The lines that tell of a failure, each once.
#[derive(Debug, Default)]
pub(crate) struct Findings(Vec<String>);

impl Findings {
    /// Keeps a line if it tells of a failure.
    pub(crate) fn look_at(&mut self, line: &str) {
        let plain = plain(line);
        let line = plain.trim();
        let tells = TELLING.iter().any(|start| line.starts_with(start)) || line.contains(PANICKED);
        if tells && self.0.len() < MOST && !self.0.iter().any(|kept| kept == line) {
            self.0.push(line.to_owned());
        }
    }

    /// Keeps those of another output too.
    pub(crate) fn add(&mut self, other: Self) {
        other.0.iter().for_each(|line| self.look_at(line));
    }
}

impl fmt::Display for Findings {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|line| write!(out, "\n  {line}"))
    }
}

/// A line without the colours of a terminal.
fn plain(line: &str) -> String {
    let mut plain = String::with_capacity(line.len());
    let mut characters = line.chars();
    while let Some(character) = characters.next() {
        if character == '\u{1b}' {
            characters.by_ref().find(|end| end.is_ascii_alphabetic());
        } else {
            plain.push(character);
        }
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn failures_are_named_once_and_without_colours() {
        let mut findings = Findings::default();
        for line in [
            " \u{1b}[32m✓\u{1b}[39m menu.test.ts (7 tests)",
            "\u{1b}[41m FAIL \u{1b}[49m menu.test.ts > a dish\n",
            "AssertionError: expected 1 to be 2",
            " FAIL  menu.test.ts > a dish",
            "        FAIL [   0.100s] (1/8) salver-local store::tests::it",
            "thread 'it' panicked at local/src/store.rs:3:5:",
            "     Summary [   2.241s] 8 tests run: 7 passed, 1 failed",
            "a guest who fails",
        ] {
            findings.look_at(line);
        }
        let expected = [
            "FAIL  menu.test.ts > a dish",
            "AssertionError: expected 1 to be 2",
            "FAIL [   0.100s] (1/8) salver-local store::tests::it",
            "thread 'it' panicked at local/src/store.rs:3:5:",
        ];
        assert_eq!(
            findings.to_string(),
            format!("\n  {}", expected.join("\n  "))
        );
    }
}
