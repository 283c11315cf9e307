//! The floor's plan: sections and the tables in them, as whoever manages a branch makes and
//! changes them. A section is there while a table stands in it.

use std::ops::RangeInclusive;

use serde::{Deserialize, Serialize};

use crate::DomainError;
use crate::id::{BranchId, SectionId, TableCode, TableId};
use crate::name::{Label, Name};
use crate::table::Table;
use crate::transitions::TableStatus;

/// Tables that are made at once: with their codes, and what goes with them, they fit into one
/// commit.
pub const AT_ONCE: RangeInclusive<u8> = 1..=40;
/// How many can sit at one table.
pub const SEATS: RangeInclusive<u16> = 1..=99;
/// Tables of one section: renaming it writes each of them, in one commit.
pub const IN_A_SECTION: usize = 80;
/// Tables of one branch: the floor is read as a whole.
pub const IN_A_BRANCH: usize = 300;
/// Seats of a table until somebody says otherwise.
const USUAL_SEATS: u16 = 4;

/// Where a branch's plan is: every change of it is a step, so that of two at once the second
/// is decided on what the first left. That is how names stay one table's.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct FloorPlan {
    /// Grows with every change; 0 while nobody has changed anything.
    pub version: u64,
}

impl FloorPlan {
    /// After one more change.
    #[must_use]
    pub fn next(self) -> Self {
        Self {
            version: self.version + 1,
        }
    }
}

/// An area of the floor.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Section {
    pub id: SectionId,
    pub name: String,
}

/// "So many tables there."
#[derive(Debug, Clone)]
pub struct NewTables {
    /// The section's name; one that is not there yet is made.
    pub section: Name,
    /// See [`AT_ONCE`].
    pub count: u8,
    /// What stands before their numbers, as `H` in `H1`.
    pub prefix: Option<Label>,
    /// How many can sit at each.
    pub seats: Option<u16>,
}

/// What a table shall be like. What is `None` stays.
#[derive(Debug, Clone, Default)]
pub struct ChangeTable {
    pub name: Option<Label>,
    /// How many can sit there.
    pub seats: Option<u16>,
    /// The name of its section; one that is not there yet is made.
    pub section: Option<Name>,
}

/// As people compare names: "hall" is the section that is called "Hall".
fn plain(name: &str) -> String {
    name.trim().to_lowercase()
}

fn check_seats(seats: Option<u16>) -> Result<(), DomainError> {
    if seats.is_none_or(|seats| SEATS.contains(&seats)) {
        return Ok(());
    }
    let (least, most) = (SEATS.start(), SEATS.end());
    Err(DomainError::invalid("seats", format!("{least} to {most}")))
}

/// The section of this name among those in which tables stand, or a new one.
fn section_of(name: &Name, there: &[Table], fresh: SectionId) -> Section {
    let wanted = plain(name.as_str());
    match there.iter().find(|table| plain(&table.section) == wanted) {
        Some(table) => Section {
            id: table.section_id.clone(),
            name: table.section.clone(),
        },
        None => Section {
            id: fresh,
            name: name.as_str().to_owned(),
        },
    }
}

/// Passes when so many more tables have room in a section.
fn check_room(
    section: &Section,
    more: usize,
    there: &[Table],
    field: &'static str,
) -> Result<(), DomainError> {
    let of = |table: &&Table| table.section_id == section.id;
    if there.iter().filter(of).count() + more > IN_A_SECTION {
        let message = format!("a section has at most {IN_A_SECTION} tables");
        return Err(DomainError::invalid(field, message));
    }
    Ok(())
}

/// The place behind all others.
fn behind(there: &[Table]) -> u32 {
    let last = there.iter().map(|table| table.position).max();
    last.map_or(0, |last| last.saturating_add(1))
}

impl NewTables {
    /// The tables, behind those that the branch has. Their numbers go on from the highest that
    /// has the same prefix, so that no two tables have one name. `fresh` is for a section that
    /// is new; `codes` has an ID and a code for each table.
    ///
    /// # Errors
    /// `Invalid` for a number of tables or seats that is not possible, or when branch or
    /// section would have too many.
    pub fn make(
        &self,
        branch: &BranchId,
        there: &[Table],
        fresh: SectionId,
        codes: impl IntoIterator<Item = (TableId, TableCode)>,
    ) -> Result<Vec<Table>, DomainError> {
        if !AT_ONCE.contains(&self.count) {
            let (least, most) = (AT_ONCE.start(), AT_ONCE.end());
            return Err(DomainError::invalid("count", format!("{least} to {most}")));
        }
        check_seats(self.seats)?;
        let count = usize::from(self.count);
        if there.len() + count > IN_A_BRANCH {
            let message = format!("a branch has at most {IN_A_BRANCH} tables");
            return Err(DomainError::invalid("count", message));
        }
        let section = section_of(&self.section, there, fresh);
        check_room(&section, count, there, "count")?;
        let prefix = self.prefix.as_ref().map_or("", Label::as_str);
        let before = plain(prefix);
        let number = |table: &Table| plain(&table.name).strip_prefix(&before)?.parse().ok();
        let last: u32 = there.iter().filter_map(number).max().unwrap_or(0);
        let position = behind(there);
        let made = codes.into_iter().take(count).zip(0_u32..);
        let made = made.map(|((id, code), nth)| {
            let number = last.saturating_add(nth).saturating_add(1);
            let name = Label::try_from(format!("{prefix}{number}"))
                .map_err(|why| DomainError::invalid("prefix", format!("with the number: {why}")))?;
            Ok(Table {
                id,
                branch_id: branch.clone(),
                name: name.into(),
                section_id: section.id.clone(),
                section: section.name.clone(),
                seats: self.seats.unwrap_or(USUAL_SEATS),
                position: position.saturating_add(nth),
                code,
                status: TableStatus::Free,
                session: None,
                asked_at: None,
                version: 1,
            })
        });
        made.collect()
    }
}

/// The tables of a section that are to be written under its new name, each at its next version:
/// none of them when it is called so already. `None` without such a section.
///
/// # Errors
/// `Invalid` when another section has that name.
pub fn rename_section(
    id: &SectionId,
    name: &Name,
    there: &[Table],
) -> Result<Option<Vec<Table>>, DomainError> {
    let (own, others): (Vec<&Table>, Vec<&Table>) =
        there.iter().partition(|table| &table.section_id == id);
    if own.is_empty() {
        return Ok(None);
    }
    let wanted = plain(name.as_str());
    if others.iter().any(|table| plain(&table.section) == wanted) {
        let message = "another section is called so";
        return Err(DomainError::invalid("name", message));
    }
    let otherwise = own.into_iter().filter(|t| t.section != name.as_str());
    let renamed = otherwise.map(|table| Table {
        section: name.as_str().to_owned(),
        version: table.version + 1,
        ..table.clone()
    });
    Ok(Some(renamed.collect()))
}

impl Table {
    /// The table as it shall be; a party that sits there stays, and keeps the name that it sat
    /// down at. `fresh` is for a section that is new.
    ///
    /// # Errors
    /// `Invalid` when nothing is to change, another table has that name, so many cannot sit
    /// there, or the section is full.
    pub fn changed(
        &self,
        wish: &ChangeTable,
        there: &[Self],
        fresh: SectionId,
    ) -> Result<Self, DomainError> {
        if wish.name.is_none() && wish.seats.is_none() && wish.section.is_none() {
            return Err(DomainError::invalid("body", "a name, seats or a section"));
        }
        check_seats(wish.seats)?;
        let name = wish.name.as_ref().map_or(self.name.as_str(), Label::as_str);
        let wanted = plain(name);
        let mut others = there.iter().filter(|other| other.id != self.id);
        if wish.name.is_some() && others.any(|other| plain(&other.name) == wanted) {
            return Err(DomainError::invalid("name", "another table is called so"));
        }
        let section = match &wish.section {
            Some(name) => section_of(name, there, fresh),
            None => Section {
                id: self.section_id.clone(),
                name: self.section.clone(),
            },
        };
        let mut position = self.position;
        if section.id != self.section_id {
            check_room(&section, 1, there, "section")?;
            // Sections stand where their first table does, and stay there.
            position = behind(there);
        }
        let next = Self {
            name: name.to_owned(),
            section_id: section.id,
            section: section.name,
            seats: wish.seats.unwrap_or(self.seats),
            position,
            ..self.clone()
        };
        let version = self.version + u64::from(next != *self);
        Ok(Self { version, ..next })
    }

    /// Passes when the table can be taken away.
    ///
    /// # Errors
    /// `TableNotFree` unless nobody sits there and it is kept for nobody.
    pub fn may_go(&self) -> Result<(), DomainError> {
        match (self.status, &self.session) {
            (TableStatus::Free, None) => Ok(()),
            _ => Err(DomainError::TableNotFree),
        }
    }
}

#[cfg(test)]
#[path = "floor_plan_tests.rs"]
mod tests;
