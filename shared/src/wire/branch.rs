use serde::{Deserialize, Serialize};

use super::{BranchName, BrandName};
use crate::domain::branch::Profile;
use crate::domain::id::{BranchId, SectionId, TableCode, TableId};
use crate::domain::settings::ChangeSettings;
use crate::domain::table::Table;

/// How a branch works, as its manager sees and changes it.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct BranchSettings {
    /// The branch.
    pub id: BranchId,
    /// Its name.
    pub name: String,
    /// The chain's name.
    pub brand: String,
    /// Whether orders are accepted without a person.
    pub auto_accept: bool,
    /// Minutes after which an order is urgent.
    pub urgent_minutes: u32,
    /// Minutes after which an order is critical.
    pub critical_minutes: u32,
    /// Whether guests without a camera can pick their table from a list.
    pub table_list: bool,
    /// Grows with every change.
    pub version: u64,
}

impl From<&Profile> for BranchSettings {
    fn from(profile: &Profile) -> Self {
        Self {
            id: profile.id.clone(),
            name: profile.name.clone(),
            brand: profile.brand_name.clone(),
            auto_accept: profile.auto_accept,
            urgent_minutes: profile.urgent_minutes,
            critical_minutes: profile.critical_minutes,
            table_list: profile.table_list,
            version: profile.version,
        }
    }
}

/// "The branch shall work so." What is left out stays.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ChangeBranchRequest {
    /// Whether orders are accepted without a person.
    pub auto_accept: Option<bool>,
    /// Minutes after which an order is urgent.
    #[cfg_attr(feature = "openapi", schema(minimum = 1, maximum = 240))]
    pub urgent_minutes: Option<u32>,
    /// Minutes after which an order is critical; more than `urgent_minutes`.
    #[cfg_attr(feature = "openapi", schema(minimum = 2, maximum = 480))]
    pub critical_minutes: Option<u32>,
    /// Whether guests without a camera can pick their table from a list.
    pub table_list: Option<bool>,
    /// The version that the caller decided on; another one is refused.
    pub version: Option<u64>,
}

impl From<&ChangeBranchRequest> for ChangeSettings {
    fn from(request: &ChangeBranchRequest) -> Self {
        Self {
            auto_accept: request.auto_accept,
            urgent_minutes: request.urgent_minutes,
            critical_minutes: request.critical_minutes,
            table_list: request.table_list,
        }
    }
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

/// A table's card.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct TableCard {
    /// The table.
    pub id: TableId,
    /// Its name.
    pub name: String,
    /// The section's name.
    pub section: String,
    /// How many can sit there.
    pub seats: u16,
    /// The code in the link.
    pub code: TableCode,
    /// What the QR code holds.
    pub url: String,
    /// The same for people to read and type: without scheme.
    pub short_url: String,
    /// The QR code.
    pub qr: QrPath,
    /// Grows with every change of the table.
    pub version: u64,
}

/// The cards of all tables.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CardSheet {
    /// How the branch works.
    pub branch: BranchSettings,
    /// Where guests pick their table from the list.
    pub list_url: String,
    /// In the tables' order.
    pub cards: Vec<TableCard>,
}

/// A table that a guest can pick.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ListedTable {
    /// Its name.
    pub name: String,
    /// Its code, as in its QR link.
    pub code: TableCode,
}

/// A section with the tables that a guest can pick.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ListedSection {
    /// Its ID.
    pub id: SectionId,
    /// Its name.
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
