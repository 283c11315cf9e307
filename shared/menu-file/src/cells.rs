//! Text to rows of cells.
//!
//! A reader of our own, because what matters here is what other readers pass over: the number
//! that a spreadsheet shows for a row (empty rows count, lines within a cell do not), and a
//! quotation mark that never closes, which would turn the rest of the file into one cell.

use crate::fault::FileFault;
use crate::limits::{MAX_COLUMNS, MAX_ROWS};

/// A row as it stands in the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Cells {
    /// The number that a spreadsheet shows, from 1.
    pub(crate) row: u32,
    /// What is in its cells.
    pub(crate) cells: Vec<String>,
}

/// Rows with something in them; at most so many.
///
/// # Errors
/// `OpenQuote`, `TooManyRows` or `TooManyColumns`.
pub(crate) fn parse(text: &str, delimiter: char) -> Result<Vec<Cells>, FileFault> {
    let mut found = Vec::new();
    for row in Parser::new(text, delimiter) {
        let row = row?;
        if row.cells.iter().all(|cell| cell.trim().is_empty()) {
            continue;
        }
        // Title and header are no rows of the menu.
        if found.len() >= MAX_ROWS + crate::limits::HEADER_WITHIN {
            return Err(FileFault::TooManyRows);
        }
        found.push(row);
    }
    Ok(found)
}

/// The first rows, as far as they can be read: what is only looked at refuses nothing.
pub(crate) fn first(text: &str, delimiter: char, rows: usize) -> Vec<Cells> {
    let parser = Parser::new(text, delimiter);
    parser.take(rows).filter_map(Result::ok).collect()
}

struct Parser<'a> {
    letters: std::iter::Peekable<std::str::Chars<'a>>,
    delimiter: char,
    row: u32,
}

impl<'a> Parser<'a> {
    fn new(text: &'a str, delimiter: char) -> Self {
        Self {
            letters: text.chars().peekable(),
            delimiter,
            row: 0,
        }
    }

    /// A cell that begins with a quotation mark, without what encloses it.
    fn quoted(&mut self, cell: &mut String) -> Result<(), FileFault> {
        loop {
            match self.letters.next() {
                None => return Err(FileFault::OpenQuote { row: self.row }),
                Some('"') if self.letters.peek() == Some(&'"') => {
                    self.letters.next();
                    cell.push('"');
                }
                Some('"') => return Ok(()),
                Some(letter) => cell.push(letter),
            }
        }
    }

    /// Ends a line with whatever ends lines here.
    fn ends_line(&mut self, letter: char) -> bool {
        if letter == '\r' {
            self.letters.next_if_eq(&'\n');
        }
        matches!(letter, '\r' | '\n')
    }
}

impl Iterator for Parser<'_> {
    type Item = Result<Cells, FileFault>;

    fn next(&mut self) -> Option<Self::Item> {
        self.letters.peek()?;
        self.row = self.row.saturating_add(1);
        let row = self.row;
        let mut cells = vec![String::new()];
        let mut blank = true;
        while let Some(letter) = self.letters.next() {
            if letter == self.delimiter {
                if cells.len() >= MAX_COLUMNS {
                    self.letters = "".chars().peekable();
                    return Some(Err(FileFault::TooManyColumns { row }));
                }
                cells.push(String::new());
                blank = true;
                continue;
            }
            if self.ends_line(letter) {
                break;
            }
            let Some(cell) = cells.last_mut() else {
                continue;
            };
            if letter == '"' && blank {
                cell.clear();
                if let Err(fault) = self.quoted(cell) {
                    return Some(Err(fault));
                }
            } else {
                cell.push(letter);
            }
            // Spaces before a quotation mark are none of the cell.
            blank = blank && letter == ' ';
        }
        Some(Ok(Cells { row, cells }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(text: &str) -> Vec<(u32, Vec<String>)> {
        let rows = parse(text, ',').unwrap();
        rows.into_iter().map(|r| (r.row, r.cells)).collect()
    }

    fn row(number: u32, cells: &[&str]) -> (u32, Vec<String>) {
        (number, cells.iter().map(|c| (*c).to_owned()).collect())
    }

    #[test]
    fn line_breaks_and_doubled_quotes_in_a_cell_belong_to_it() {
        assert_eq!(
            rows("a,\"b\r\nc\"\r\n\"d \"\"e\"\"\", \"f,g\"\r\n"),
            [row(1, &["a", "b\r\nc"]), row(2, &["d \"e\"", "f,g"])]
        );
    }

    #[test]
    fn lines_end_as_on_windows_unix_and_old_macs() {
        for end in ["\r\n", "\n", "\r"] {
            let text = format!("a,b{end}{end},,{end}c,d");
            assert_eq!(rows(&text), [row(1, &["a", "b"]), row(4, &["c", "d"])]);
        }
    }

    #[test]
    fn a_quote_within_a_cell_is_a_letter() {
        assert_eq!(
            rows("12\" pizza,\"x\" y\n"),
            [row(1, &["12\" pizza", "x y"])]
        );
    }

    #[test]
    fn a_quote_that_never_closes_is_named_with_its_row() {
        let text = "a,b\n\"c\nd\",e\nf,\"g\nh,i\n";
        assert_eq!(parse(text, ','), Err(FileFault::OpenQuote { row: 3 }));
    }

    #[test]
    fn rows_and_columns_are_bounded() {
        let many = "a,b\n".repeat(MAX_ROWS + 11);
        assert_eq!(parse(&many, ','), Err(FileFault::TooManyRows));
        let wide = format!("a\n{}", ",".repeat(MAX_COLUMNS));
        assert_eq!(parse(&wide, ','), Err(FileFault::TooManyColumns { row: 2 }));
    }
}
