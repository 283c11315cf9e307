//! Where a page of the list of those who owe begins.

use std::fmt;
use std::str::FromStr;

use jiff::Timestamp;

use super::account::DuesAccount;
use crate::id::{BadId, BranchId, DuesId};

/// The account that a page of the list follows: since when it owes, and which of its branch it is.
/// Both, so that the next page is found when that account was settled meanwhile. As text
/// `1796040000000000-01k8a`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DuesMark {
    pub since: Timestamp,
    /// What tells it from others of its branch.
    unique: String,
}

impl DuesMark {
    /// The one behind an account that owes.
    pub fn behind(account: &DuesAccount) -> Option<Self> {
        Some(Self {
            since: account.owes_since?,
            unique: account.id.unique().to_owned(),
        })
    }

    /// The account that it is behind.
    ///
    /// # Errors
    /// When the mark is none that a page said.
    pub fn account(&self, branch: &BranchId) -> Result<DuesId, BadId> {
        DuesId::new(branch, &self.unique)
    }
}

impl fmt::Display for DuesMark {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{}", self.since.as_microsecond(), self.unique)
    }
}

impl FromStr for DuesMark {
    type Err = BadId;

    fn from_str(text: &str) -> Result<Self, BadId> {
        let wrong = || BadId("mark");
        let (since, unique) = text.split_once('-').ok_or_else(wrong)?;
        let since = since
            .parse()
            .ok()
            .and_then(|at| Timestamp::from_microsecond(at).ok());
        let is_word = unique.bytes().all(|b| b.is_ascii_alphanumeric());
        match since {
            Some(since) if is_word && !unique.is_empty() => Ok(Self {
                since,
                unique: unique.to_owned(),
            }),
            _ => Err(wrong()),
        }
    }
}
