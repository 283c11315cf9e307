//! What an import would do or has done, row by row.

use std::collections::BTreeSet;

use salver_domain::id::ItemId;
use serde::{Deserialize, Serialize};

/// What happens with a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum RowAction {
    /// It changes nothing.
    Same,
    /// It makes a new item, or a size of one.
    Created,
    /// It changes an item.
    Updated,
    /// Something in it can be read in more than one way; nothing is imported until somebody says that it is meant so.
    Asked,
    /// Something in it is wrong; nothing is imported until it is mended.
    Refused,
}

/// How much a problem weighs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum ProblemWeight {
    /// Worth knowing; it stops nothing.
    Note,
    /// Somebody has to say that `reading` is meant.
    Question,
    /// It has to be mended in the file.
    Error,
}

/// What is to be said of a cell or a row.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RowProblem {
    /// The column as a spreadsheet calls it (`D`), or the field of a JSON file; of the whole row without it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(nullable = false))]
    pub column: Option<String>,
    pub weight: ProblemWeight,
    /// What is wrong or doubtful, in words for people.
    pub reason: String,
    /// How it would be read, when that is asked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(nullable = false))]
    pub reading: Option<String>,
}

/// The item that a row is of.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RowItem {
    pub id: ItemId,
    /// Its name in the menu's own language.
    pub name: String,
}

/// One row of the file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ImportRow {
    /// Its number in a spreadsheet, or its place in a JSON file, from 1.
    pub row: u32,
    pub action: RowAction,
    /// The item that it is of, when that is known. Several rows may be sizes of one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(nullable = false))]
    pub item: Option<RowItem>,
    pub problems: Vec<RowProblem>,
}

/// How many rows there are of each action.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ImportSummary {
    pub created: u32,
    pub updated: u32,
    pub same: u32,
    pub refused: u32,
    pub asked: u32,
}

/// A column of the file and what it was read as.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ReadColumn {
    /// As a spreadsheet calls it, or the field of a JSON file.
    pub column: String,
    /// As the file heads it.
    pub header: String,
    /// Whether it was read; a menu has no place for a cost or a barcode.
    pub read: bool,
}

/// All that is to be said of an import.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ImportReport {
    pub summary: ImportSummary,
    /// In the order of the file, without empty ones.
    pub rows: Vec<ImportRow>,
    pub columns: Vec<ReadColumn>,
    /// What is to be said of the file as a whole.
    pub notes: Vec<String>,
}

impl ImportSummary {
    /// Counts rows.
    pub fn of(rows: &[ImportRow]) -> Self {
        let count = |action| {
            let rows = rows.iter().filter(|row| row.action == action).count();
            u32::try_from(rows).unwrap_or(u32::MAX)
        };
        Self {
            created: count(RowAction::Created),
            updated: count(RowAction::Updated),
            same: count(RowAction::Same),
            refused: count(RowAction::Refused),
            asked: count(RowAction::Asked),
        }
    }
}

/// The questions to which somebody has said yes.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Answers {
    /// To none.
    #[default]
    None,
    /// To those of these rows.
    Rows(BTreeSet<u32>),
    /// To all.
    All,
}

/// What is no list of rows.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("rows are named as `all` or as in `3,9-12`")]
pub struct BadAnswers;

impl std::str::FromStr for Answers {
    type Err = BadAnswers;

    /// `all`, or rows and ranges of rows: `3,9-12`.
    fn from_str(text: &str) -> Result<Self, BadAnswers> {
        if text == "all" {
            return Ok(Self::All);
        }
        let most = u32::try_from(2 * crate::limits::MAX_ROWS).unwrap_or(u32::MAX);
        let number = |text: &str| text.trim().parse::<u32>().map_err(|_| BadAnswers);
        let mut rows = BTreeSet::new();
        for part in text.split(',').filter(|part| !part.trim().is_empty()) {
            let (from, to) = part.split_once('-').unwrap_or((part, part));
            let (from, to) = (number(from)?, number(to)?);
            if from > to || to - from > most || rows.len() > crate::limits::MAX_ROWS {
                return Err(BadAnswers);
            }
            rows.extend(from..=to);
        }
        Ok(if rows.is_empty() {
            Self::None
        } else {
            Self::Rows(rows)
        })
    }
}

impl Answers {
    pub(crate) fn take(&self, row: u32) -> bool {
        match self {
            Self::None => false,
            Self::Rows(rows) => rows.contains(&row),
            Self::All => true,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn answers_name_rows_and_ranges() {
        let answers: Answers = "3, 9-11".parse().unwrap();
        let taken: Vec<u32> = (0..20).filter(|row| answers.take(*row)).collect();
        assert_eq!(taken, [3, 9, 10, 11]);
        assert_eq!("all".parse(), Ok(Answers::All));
        assert_eq!("".parse(), Ok(Answers::None));
        for bad in ["x", "3-", "9-3", "1-4000000000", "-1"] {
            assert_eq!(bad.parse::<Answers>(), Err(BadAnswers), "{bad}");
        }
    }
}
