//! Menus as files.
//!
//! A file is read ([`read_csv`], [`read_json`]), compared with a menu ([`decide`]) and answered row by row
//! ([`ImportReport`]); what it makes of the menu is all of it or nothing, and the same file again changes nothing. A menu
//! goes out as [`write_csv`] for spreadsheets or [`write_json`], and comes back the same.
//!
//! What other programs do to files is met by name: how letters are written (`decode`), what parts cells (`table`),
//! what columns are called (`header`), how prices look (`price`), what spreadsheets make of what is typed (`damage`),
//! formulas (`guard`), HTML (`html`), sizes as rows (`dish`, `sized`, `sizes`), who is who (`identity`). What can be read in
//! more than one way is asked about with the reading that would be taken; nothing is guessed in silence.

mod categories;
mod cells;
mod combos;
mod damage;
mod decide;
mod decode;
mod dish;
mod export;
mod fault;
mod fold;
mod guard;
mod header;
mod html;
mod identity;
mod index;
mod json;
pub mod limits;
mod line;
mod meaning;
mod offer;
mod part_written;
mod price;
mod priced;
mod report;
mod said;
mod sized;
mod sizes;
mod table;
mod units;
mod whole;
mod windows_1252;
mod wording;
mod words;

pub use decide::{Decision, decide};
pub use export::{write_csv, write_json};
pub use fault::FileFault;
pub use json::{is_json, read_json};
pub use report::{
    Answers, BadAnswers, ImportReport, ImportRow, ImportSummary, ProblemWeight, ReadColumn,
    RowAction, RowItem, RowProblem,
};
pub use table::{Table, read_csv};

#[cfg(test)]
mod tests;
