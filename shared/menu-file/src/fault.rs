//! Why a file as a whole cannot be read.

use salver_domain::money::Currency;

use crate::fold::shortened;
use crate::limits::{MAX_BYTES, MAX_COLUMNS, MAX_REASON, MAX_ROWS};

/// Why a file as a whole cannot be read, in words for whoever chose it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum FileFault {
    /// More bytes than are taken.
    #[error(
        "the file has more than {} MB; leave out pictures and columns that a menu does not need, or send it in parts",
        MAX_BYTES / 1_000_000
    )]
    TooLarge,
    /// More rows than are taken.
    #[error("the file has more than {MAX_ROWS} rows; send it in parts")]
    TooManyRows,
    /// More columns than are taken.
    #[error("row {row} has more than {MAX_COLUMNS} columns; is it parted as its header is?")]
    TooManyColumns {
        /// Where.
        row: u32,
    },
    /// Nothing is in it.
    #[error("the file is empty")]
    Empty,
    /// It is a workbook, an archive or a picture.
    #[error("this is {0}; save the sheet as \"CSV UTF-8\" and send that")]
    NotText(&'static str),
    /// Its letters are written in a way that is not known.
    #[error("the letters of this file cannot be read; save it as \"CSV UTF-8\" and send that")]
    Letters,
    /// A quoted cell that does not end would swallow all that follows.
    #[error("a quotation mark in row {row} opens a cell that never ends; close it or double it")]
    OpenQuote {
        /// Where it begins.
        row: u32,
    },
    /// None of its first rows names what a menu needs.
    #[error(
        "none of the first rows names the columns; one of them has to be called \"Name\" (or \"Item\", \"Artikel\", \"Nombre\" ..), one \"Price\""
    )]
    NoHeader,
    /// It is not the JSON of a menu.
    #[error("this is not the JSON of a menu: {0}")]
    Json(String),
    /// Its prices are in another currency than the menu's.
    #[error("the file's prices are in {file}, the menu's in {}", menu.code())]
    Currency {
        /// What the file says.
        file: String,
        /// What the menu has.
        menu: Currency,
    },
}

/// What is wrong with a file of JSON; what it quotes may be as long as the file.
pub(crate) fn wrong(reason: &str) -> FileFault {
    FileFault::Json(shortened(reason, MAX_REASON))
}
