//! Tables of the floor.

use serde::{Deserialize, Serialize};

use super::DomainError;
use super::check::TableRef;
use super::id::{BranchId, CheckId, SectionId, TableCode, TableId};
use super::transitions::{Status, TableStatus};

/// A table.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Table {
    /// Its ID.
    pub id: TableId,
    /// Its branch.
    pub branch_id: BranchId,
    /// Its name, as on its card.
    pub name: String,
    /// Where it stands.
    pub section_id: SectionId,
    /// The section's name.
    pub section: String,
    /// How many can sit there.
    pub seats: u16,
    /// Its place in lists.
    pub position: u32,
    /// The code in its QR link.
    pub code: TableCode,
    /// What goes on there.
    pub status: TableStatus,
    /// The party that sits there.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub session: Option<CheckId>,
    /// Grows with every change.
    pub version: u64,
}

impl Table {
    /// The table as a check remembers it.
    pub fn reference(&self) -> TableRef {
        TableRef {
            id: self.id.clone(),
            name: self.name.clone(),
            section_id: self.section_id.clone(),
            section: self.section.clone(),
            seats: self.seats,
            version: self.version,
        }
    }

    /// Seats a party.
    ///
    /// # Errors
    /// `TableNotFree` unless the table is free or booked.
    pub fn occupy(&self, session: CheckId) -> Result<Self, DomainError> {
        let status = self
            .status
            .step(TableStatus::Occupied)
            .map_err(|_| DomainError::TableNotFree)?;
        if self.session.is_some() {
            return Err(DomainError::TableNotFree);
        }
        Ok(Self {
            status,
            session: Some(session),
            version: self.version + 1,
            ..self.clone()
        })
    }

    /// Frees the table when its party leaves.
    ///
    /// # Errors
    /// `IllegalTransition` when nobody sits there.
    pub fn vacate(&self) -> Result<Self, DomainError> {
        let status = self.status.step(TableStatus::Free)?;
        Ok(Self {
            status,
            session: None,
            version: self.version + 1,
            ..self.clone()
        })
    }

    /// Gives the table a new code; the old one leads nowhere from then on. A party that
    /// sits there stays.
    #[must_use]
    pub fn recoded(&self, code: TableCode) -> Self {
        Self {
            code,
            version: self.version + 1,
            ..self.clone()
        }
    }
}
