//! A file as a table: what its columns say, and its rows with the numbers of a spreadsheet.

use std::collections::{BTreeMap, BTreeSet};

use salver_domain::draft::Heading;
use salver_domain::menu::{OptionGroup, Station};
use salver_domain::offer::Offer;
use salver_domain::price_list::PriceList;
use salver_domain::priced::PriceKind;
use salver_domain::serving_times::ServingTimes;
use salver_domain::variant::Variant;

use crate::cells::{self, Cells};
use crate::decode::{Letters, decode};
use crate::fault::FileFault;
use crate::fold::shortened;
use crate::guard::unguarded;
use crate::header::{letters, meaning};
use crate::limits::{HEADER_WITHIN, MAX_HEADER, MAX_ROWS};
use crate::meaning::Meaning;
use crate::part_written::PartWritten;

/// A column of the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Column {
    /// What a spreadsheet calls it, or the name of a JSON field.
    pub(crate) place: String,
    /// As the file heads it.
    pub(crate) header: String,
    /// What it is read as.
    pub(crate) meaning: Option<Meaning>,
}

/// A file, read as far as that goes without a menu.
#[derive(Debug, Clone, PartialEq)]
pub struct Table {
    pub(crate) columns: Vec<Column>,
    pub(crate) rows: Vec<Cells>,
    /// We wrote it: its cells are meant as they stand.
    pub(crate) own: bool,
    /// What is to be said of all of it.
    pub(crate) notes: Vec<String>,
    /// The currency that it names.
    pub(crate) currency: Option<String>,
    /// Stations, option groups and categories that it brings along.
    pub(crate) stations: Vec<Station>,
    pub(crate) groups: Vec<OptionGroup>,
    pub(crate) headings: Vec<Heading>,
    pub(crate) price_lists: Vec<PriceList>,
    /// What of a row of ours no cell holds.
    pub(crate) whole: BTreeMap<u32, Whole>,
}

/// What a file of ours says of a dish in whole things, not in cells.
#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) struct Whole {
    /// All its variants, if it says anything of them.
    pub(crate) variants: Option<Vec<Variant>>,
    /// What it says otherwise of the option lists that it offers, if it says which those are.
    pub(crate) offers: Option<Vec<Offer>>,
    /// How it gets its price, if it says so.
    pub(crate) priced: Option<PriceKind>,
    /// Whether it may cost nothing, if it says so.
    pub(crate) may_be_free: Option<bool>,
    /// When it is served, if it says so.
    pub(crate) times: Option<ServingTimes>,
    /// What cannot be read of that.
    pub(crate) faults: Vec<String>,
    /// All its parts, if it says anything of them.
    pub(crate) parts: Option<Vec<PartWritten>>,
    /// Why they cannot be read.
    pub(crate) part_fault: Option<String>,
}

/// What parts cells, with what the most menus use first.
const DELIMITERS: [char; 4] = [',', ';', '\t', '|'];

/// Reads a spreadsheet's file.
///
/// # Errors
/// When it cannot be read as a whole.
pub fn read_csv(bytes: &[u8]) -> Result<Table, FileFault> {
    let (text, written) = decode(bytes)?;
    let (said, text) = said_delimiter(&text);
    let (delimiter, header) = find_header(text, said).ok_or_else(|| {
        // What makes the rows unreadable is more to the point.
        cells::parse(text, DELIMITERS[0])
            .err()
            .unwrap_or(FileFault::NoHeader)
    })?;
    let mut rows = cells::parse(text, delimiter)?;
    let at = rows
        .iter()
        .position(|row| row.row == header)
        .ok_or(FileFault::NoHeader)?;
    rows.drain(..at);
    let head = rows.remove(0);
    if rows.len() > MAX_ROWS {
        return Err(FileFault::TooManyRows);
    }
    for cell in rows.iter_mut().flat_map(|row| &mut row.cells) {
        if let Some(plain) = unguarded(cell) {
            *cell = plain;
        }
    }
    let places = (0..head.cells.len()).map(letters);
    let named = head
        .cells
        .iter()
        .map(|header| unguarded(header).unwrap_or_else(|| header.clone()));
    let mut table = Table::of(places.zip(named), rows);
    if written == Letters::Western {
        table.notes.push(
            "The file does not say how its letters are written; they were read as Windows-1252. Look at names with ä, é, ñ, or save it as \"CSV UTF-8\"."
                .to_owned(),
        );
    }
    Ok(table)
}

impl Table {
    /// A table of columns, by place and header.
    pub(crate) fn of(columns: impl Iterator<Item = (String, String)>, rows: Vec<Cells>) -> Self {
        let mut notes = Vec::new();
        let mut seen = BTreeSet::new();
        let mut columns: Vec<Column> = columns
            .map(|(place, header)| {
                let meaning = meaning(&header);
                let place = shortened(&place, MAX_HEADER);
                let header = shortened(header.trim(), MAX_HEADER);
                Column {
                    place,
                    header,
                    meaning,
                }
            })
            .collect();
        for column in &mut columns {
            // Prices of several shops are compared with each other.
            let several = matches!(column.meaning, Some(Meaning::Price));
            let repeated = column
                .meaning
                .as_ref()
                .is_some_and(|m| !seen.insert(m.clone()));
            if repeated && !several {
                notes.push(format!(
                    "Column {} ({}) says the same as one before it and is not read.",
                    column.place, column.header
                ));
                column.meaning = None;
            }
        }
        let own = seen.contains(&Meaning::SalverId);
        Self {
            columns,
            rows,
            own,
            notes,
            currency: None,
            stations: Vec::new(),
            groups: Vec::new(),
            headings: Vec::new(),
            price_lists: Vec::new(),
            whole: BTreeMap::new(),
        }
    }

    /// Whether any column describes the dishes, in whatever language.
    pub(crate) fn describes(&self) -> bool {
        let mut meanings = self.columns.iter().filter_map(|c| c.meaning.as_ref());
        meanings.any(|m| matches!(m, Meaning::Description | Meaning::DescriptionIn(_)))
    }

    /// Whether any column names the dishes.
    pub(crate) fn names(&self) -> bool {
        let mut meanings = self.columns.iter().filter_map(|c| c.meaning.as_ref());
        meanings.any(|m| matches!(m, Meaning::Name | Meaning::NameIn(_) | Meaning::SalverId))
    }

    /// Whether any column says this.
    pub(crate) fn says(&self, meaning: &Meaning) -> bool {
        self.columns
            .iter()
            .any(|c| c.meaning.as_ref() == Some(meaning))
    }
}

/// Excel's first line `sep=;`, and the text without it.
fn said_delimiter(text: &str) -> (Option<char>, &str) {
    let said = text
        .get(..4)
        .filter(|begin| begin.eq_ignore_ascii_case("sep="));
    let rest = said.and_then(|_| text.get(4..));
    let Some(rest) = rest else {
        return (None, text);
    };
    let delimiter = rest.chars().next().filter(|c| DELIMITERS.contains(c));
    match (delimiter, rest.split_once('\n')) {
        (Some(delimiter), Some((_, rest))) => (Some(delimiter), rest),
        _ => (None, text),
    }
}

/// What parts the cells, and the row that heads them: where the most columns are known, one of
/// them the name, and with as many cells as the rows below it.
fn find_header(text: &str, said: Option<char>) -> Option<(char, u32)> {
    let candidates = DELIMITERS
        .iter()
        .filter(|d| said.is_none_or(|said| said == **d));
    let scored = candidates.filter_map(|delimiter| {
        let first = cells::first(text, *delimiter, HEADER_WITHIN + 20);
        let widths: Vec<usize> = first.iter().map(|row| row.cells.len()).collect();
        let heads = first.iter().take(HEADER_WITHIN);
        let heads = heads.filter_map(|head| {
            let known: Vec<_> = head.cells.iter().filter_map(|cell| meaning(cell)).collect();
            let names =
                |m: &Meaning| matches!(m, Meaning::Name | Meaning::NameIn(_) | Meaning::SalverId);
            let enough = known.iter().any(names) && known.len() >= 2;
            let alike = widths
                .iter()
                .filter(|width| **width == head.cells.len())
                .count();
            enough.then_some(((known.len(), alike), head.row))
        });
        // Of equal ones the first: below the header a dish may be called "Name".
        let best = heads.reduce(|best, next| if next.0.0 > best.0.0 { next } else { best })?;
        Some((best.0, *delimiter, best.1))
    });
    let best = scored.reduce(|best, next| if next.0 > best.0 { next } else { best })?;
    Some((best.1, best.2))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn meanings(text: &str) -> Vec<Option<Meaning>> {
        let table = read_csv(text.as_bytes()).unwrap();
        table.columns.into_iter().map(|c| c.meaning).collect()
    }

    #[test]
    fn the_delimiter_is_the_one_that_makes_columns_of_the_header() {
        let expected = [Some(Meaning::Name), Some(Meaning::Price)];
        for text in [
            "Name,Price\nSoup; hot,5\n",
            "Name;Price\n\"a, b\";7,50\n",
            "Name\tPrice\na, b; c\t5\n",
            "Name|Price\na|5\n",
            "sep=;\r\nName;Price\r\na,b;5\r\n",
        ] {
            assert_eq!(meanings(text), expected, "{text}");
        }
    }

    #[test]
    fn a_title_above_the_header_is_passed_over() {
        let table = read_csv(b"The Lane, items of 3 May\n\nName,Price\nDosa,120\n").unwrap();
        let rows: Vec<_> = table
            .rows
            .iter()
            .map(|r| (r.row, r.cells[0].as_str()))
            .collect();
        assert_eq!(rows, [(4, "Dosa")]);
    }

    #[test]
    fn a_file_without_a_header_is_refused() {
        for text in [
            "Dosa,120\nIdli,80\n",
            "Name\nDosa\n",
            "Cost,Price\n1,2\n",
            "x",
        ] {
            assert_eq!(
                read_csv(text.as_bytes()),
                Err(FileFault::NoHeader),
                "{text}"
            );
        }
        let open = read_csv(b"Name,Price\n\"Dosa,120\n");
        assert_eq!(open, Err(FileFault::OpenQuote { row: 2 }));
    }

    #[test]
    fn a_column_that_comes_twice_is_said() {
        let table = read_csv(b"Name,Price,Item name\nDosa,120,x\n").unwrap();
        assert_eq!(table.columns[2].meaning, None);
        assert!(
            table.notes[0].contains("Column C (Item name)"),
            "{:?}",
            table.notes
        );
    }

    #[test]
    fn more_rows_than_a_menu_has_are_refused() {
        let rows = |count| format!("Name,Price\n{}", "Dosa,120\n".repeat(count));
        assert_eq!(
            read_csv(rows(MAX_ROWS).as_bytes()).unwrap().rows.len(),
            MAX_ROWS
        );
        assert_eq!(
            read_csv(rows(MAX_ROWS + 1).as_bytes()),
            Err(FileFault::TooManyRows)
        );
    }
}
