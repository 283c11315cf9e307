//! Tables and sections as whoever manages a branch makes and names them.

use serde::{Deserialize, Serialize};

use crate::domain::floor_plan::{ChangeTable, NewTables};
use crate::domain::id::{SectionId, TableId};
use crate::domain::name::{Label, Name};
use crate::domain::table::Table;

/// "So many tables there."
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct MakeTablesRequest {
    /// The section's name; one that is not there yet is made.
    pub section: Name,
    /// How many. Their numbers go on from the highest with the same prefix.
    #[cfg_attr(feature = "openapi", schema(minimum = 1, maximum = 40))]
    pub count: u8,
    /// What stands before their numbers, as `H` in `H1`.
    pub prefix: Option<Label>,
    /// How many can sit at each; 4 when absent.
    #[cfg_attr(feature = "openapi", schema(minimum = 1, maximum = 99))]
    pub seats: Option<u16>,
}

impl From<MakeTablesRequest> for NewTables {
    fn from(request: MakeTablesRequest) -> Self {
        let MakeTablesRequest {
            section,
            count,
            prefix,
            seats,
        } = request;
        Self {
            section,
            count,
            prefix,
            seats,
        }
    }
}

/// "This table shall be so." What is left out stays.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ChangeTableRequest {
    /// Its name, which no other table of the branch has.
    pub name: Option<Label>,
    /// How many can sit there.
    #[cfg_attr(feature = "openapi", schema(minimum = 1, maximum = 99))]
    pub seats: Option<u16>,
    /// The name of its section; one that is not there yet is made.
    pub section: Option<Name>,
}

impl From<ChangeTableRequest> for ChangeTable {
    fn from(request: ChangeTableRequest) -> Self {
        let ChangeTableRequest {
            name,
            seats,
            section,
        } = request;
        Self {
            name,
            seats,
            section,
        }
    }
}

/// "This section shall be called so."
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RenameSectionRequest {
    /// Its name, which no other section of the branch has.
    pub name: Name,
}

/// A table as its manager made or changed it.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PlannedTable {
    pub id: TableId,
    pub name: String,
    pub section_id: SectionId,
    /// The section's name.
    pub section: String,
    /// How many can sit there.
    pub seats: u16,
    /// Grows with every change of the table.
    pub version: u64,
}

/// The tables that were made or changed.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PlannedTables {
    /// In their order.
    pub tables: Vec<PlannedTable>,
}

impl From<&Table> for PlannedTable {
    fn from(table: &Table) -> Self {
        Self {
            id: table.id.clone(),
            name: table.name.clone(),
            section_id: table.section_id.clone(),
            section: table.section.clone(),
            seats: table.seats,
            version: table.version,
        }
    }
}

impl From<&[Table]> for PlannedTables {
    fn from(tables: &[Table]) -> Self {
        let tables = tables.iter().map(PlannedTable::from).collect();
        Self { tables }
    }
}
