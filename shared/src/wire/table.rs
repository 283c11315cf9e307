//! Tables: where a code leads, their cards, the list to pick from.

use serde::{Deserialize, Serialize};

use super::branch::{BranchName, BranchSettings, BrandName};
use super::brand::BrandView;
use super::looks::LooksView;
use super::site::{CardOnTable, SiteView};
use crate::domain::check::Mode;
use crate::domain::id::{SectionId, TableCode, TableId};
use crate::domain::printed::CardMark;
use crate::domain::table::{Table, TableRef};
use crate::domain::transitions::TableStatus;

/// "This table shall be so."
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct MoveTableRequest {
    /// The wanted status: `free` or `booked`. Parties make the others.
    pub status: TableStatus,
}

/// The table behind a table code.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CodedTable {
    pub id: TableId,
    pub name: String,
    /// The section's name.
    pub section: String,
    /// What goes on there.
    pub status: TableStatus,
}

/// How a phone gets in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum JoinWay {
    /// With the PIN that the staff tell.
    Pin,
    /// Staff must open the table first.
    AskStaff,
}

/// Whether a party sits at the table.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CodedSession {
    /// Whether there is an open session.
    pub open: bool,
    /// Who shares a cart in it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mode: Option<Mode>,
    /// How a phone gets in.
    pub join: JoinWay,
    /// Whether somebody at the table asked a moment ago that staff open it: they see it.
    pub asked: bool,
}

/// Where a table code leads.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct TableLookup {
    /// The chain.
    pub brand: BrandName,
    /// The restaurant.
    pub branch: BranchName,
    pub table: CodedTable,
    /// Its party.
    pub session: CodedSession,
}

/// A QR code as squares, without its quiet zone of 4 modules.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct QrPath {
    /// Modules on each side.
    pub size: u32,
    /// The dark modules as SVG path data, one unit per module.
    pub path: String,
}

/// What is printed for a table: its code and where it leads.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct TableCard {
    /// The table.
    pub id: TableId,
    pub name: String,
    pub section_id: SectionId,
    /// The section's name.
    pub section: String,
    /// How many can sit there.
    pub seats: u16,
    /// The code in the link.
    pub code: TableCode,
    /// What the QR code holds.
    pub url: String,
    /// A shorter one for people to read and type, without scheme, that leads there as well.
    pub short_url: String,
    /// The QR code.
    pub qr: QrPath,
    /// What stands on it, in short.
    pub mark: CardMark,
    /// What is known of the one on the table.
    pub printed: CardOnTable,
    /// Grows with every change of the table.
    pub version: u64,
}

/// The cards of all tables.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CardSheet {
    /// How the branch works.
    pub branch: BranchSettings,
    /// What the brand is called.
    pub brand: BrandView,
    /// How the brand looks: cards have its colour and its logo.
    pub looks: LooksView,
    /// The address that they carry.
    pub site: SiteView,
    /// Where guests pick their table from the list.
    pub list_url: String,
    /// In the tables' order.
    pub cards: Vec<TableCard>,
}

/// A table that a guest can pick.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ListedTable {
    pub name: String,
    /// Its code, as in its QR link.
    pub code: TableCode,
}

/// A section with the tables that a guest can pick.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ListedSection {
    pub id: SectionId,
    pub name: String,
    /// In their order.
    pub tables: Vec<ListedTable>,
}

/// The tables of a branch that lets guests pick theirs.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct TableList {
    /// The chain.
    pub brand: BrandName,
    /// The restaurant.
    pub branch: BranchName,
    /// In their order.
    pub sections: Vec<ListedSection>,
}

impl ListedSection {
    /// Tables in their order as their sections: a section stands where its first table does.
    pub fn all(tables: Vec<Table>) -> Vec<Self> {
        let mut sections: Vec<Self> = Vec::new();
        for table in tables {
            let listed = ListedTable {
                name: table.name,
                code: table.code,
            };
            match sections.iter_mut().find(|s| s.id == table.section_id) {
                Some(section) => section.tables.push(listed),
                None => sections.push(Self {
                    id: table.section_id,
                    name: table.section,
                    tables: vec![listed],
                }),
            }
        }
        sections
    }
}

/// Where a party sits.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct TableName {
    /// The table.
    pub id: TableId,
    pub name: String,
    /// The section's name.
    pub section: String,
}

impl From<&TableRef> for TableName {
    fn from(table: &TableRef) -> Self {
        Self {
            id: table.id.clone(),
            name: table.name.clone(),
            section: table.section.clone(),
        }
    }
}
