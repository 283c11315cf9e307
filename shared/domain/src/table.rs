//! Tables of the floor.

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

use super::DomainError;
use super::id::{BranchId, CheckId, SectionId, TableCode, TableId};
use super::transitions::{Status, TableStatus};

/// How long it counts that guests asked for a table to be opened: 10 minutes. Who still stands
/// there then asks again; who went away leaves nothing behind.
const ASKED_SECONDS: i64 = 600;

/// A place where a party sits, with its state.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Table {
    pub id: TableId,
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
    /// When guests at it asked that staff open it: never while a party sits there. It counts
    /// for a while, see [`Table::asked_until`].
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub asked_at: Option<Timestamp>,
    /// Grows with every change.
    pub version: u64,
}

/// The table as it was named when the party sat down.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TableRef {
    /// The table.
    pub id: TableId,
    pub name: String,
    pub section_id: SectionId,
    /// The section's name.
    pub section: String,
    /// How many can sit there.
    pub seats: u16,
    /// Whether another table of the branch had its name when the party sat down: then its
    /// section says which one it is.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub name_shared: bool,
    /// The table's version while this party sits there.
    pub version: u64,
}

impl TableRef {
    /// The table as one among those of its branch.
    #[must_use]
    pub fn among(self, tables: &[Table]) -> Self {
        let plain = |name: &str| name.trim().to_lowercase();
        let mut others = tables.iter().filter(|other| other.id != self.id);
        let name_shared = others.any(|other| plain(&other.name) == plain(&self.name));
        Self {
            name_shared,
            ..self
        }
    }
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
            name_shared: false,
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
            asked_at: None,
            version: self.version + 1,
            ..self.clone()
        })
    }

    /// Until when it counts that guests asked that staff open it.
    pub fn asked_until(&self) -> Option<Timestamp> {
        let end = |at: Timestamp| at + SignedDuration::from_secs(ASKED_SECONDS);
        self.asked_at.map(end)
    }

    /// When guests asked that staff open it, while that counts.
    pub fn asked(&self, now: Timestamp) -> Option<Timestamp> {
        self.asked_at
            .filter(|_| self.asked_until().is_some_and(|until| now < until))
    }

    /// Guests at it ask that staff open it. `None` when somebody did a moment ago, which still
    /// counts.
    ///
    /// # Errors
    /// `TableNotFree` while a party sits there.
    pub fn ask(&self, now: Timestamp) -> Result<Option<Self>, DomainError> {
        let taken = matches!(self.status, TableStatus::Occupied | TableStatus::Billed);
        if taken || self.session.is_some() {
            return Err(DomainError::TableNotFree);
        }
        if self.asked(now).is_some() {
            return Ok(None);
        }
        Ok(Some(Self {
            asked_at: Some(now),
            version: self.version + 1,
            ..self.clone()
        }))
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
            asked_at: None,
            version: self.version + 1,
            ..self.clone()
        })
    }

    /// Gives the table a new code; the old one leads nowhere from then on. A party that
    /// sits there stays; what was asked for with the old code is over.
    #[must_use]
    pub fn recoded(&self, code: TableCode) -> Self {
        Self {
            code,
            asked_at: None,
            version: self.version + 1,
            ..self.clone()
        }
    }

    /// Keeps the table for a party, or frees it when nobody sits there.
    ///
    /// # Errors
    /// `Invalid` for what only a party makes of a table; `IllegalTransition` when the table
    /// of transitions does not hold the step, and always while a party sits there: it
    /// leaves by closing its session.
    pub fn move_to(&self, to: TableStatus) -> Result<Self, DomainError> {
        if !matches!(to, TableStatus::Free | TableStatus::Booked) {
            return Err(DomainError::invalid("status", "free or booked"));
        }
        if self.session.is_some() {
            return Err(self.status.refuse(to));
        }
        Ok(Self {
            status: self.status.step(to)?,
            asked_at: None,
            version: self.version + 1,
            ..self.clone()
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table(status: TableStatus, session: bool) -> Table {
        Table {
            status,
            session: session.then(|| "lane_check1".parse().unwrap()),
            ..crate::fixtures::table(1)
        }
    }

    #[test]
    fn staff_book_and_free_a_table_where_nobody_sits() {
        use TableStatus::{Booked, Cleaning, Free};
        for from in TableStatus::ALL {
            for to in TableStatus::ALL {
                let moved = table(*from, false).move_to(*to);
                let legal = [(Free, Booked), (Booked, Free), (Cleaning, Free)];
                // A table that is occupied has a session, in truth; its step is in the table.
                let stands = from.may_become(*to) && matches!(to, Free | Booked);
                assert!(
                    stands || !legal.contains(&(*from, *to)),
                    "{from:?} to {to:?}"
                );
                match moved {
                    Ok(next) => assert!(stands && next.status == *to && next.version == 2),
                    Err(DomainError::Invalid { field, .. }) => {
                        assert!(field == "status" && !matches!(to, Free | Booked));
                    }
                    Err(DomainError::IllegalTransition { from: current, .. }) => {
                        assert!(!stands && current == from.name());
                    }
                    Err(other) => panic!("{other}"),
                }
            }
        }
    }

    #[test]
    fn a_party_is_never_put_out_by_a_status() {
        for status in TableStatus::ALL {
            for to in [TableStatus::Free, TableStatus::Booked] {
                let refused = table(*status, true).move_to(to);
                assert!(
                    matches!(refused, Err(DomainError::IllegalTransition { from, .. }) if from == status.name()),
                    "{refused:?}"
                );
            }
        }
    }

    #[test]
    fn what_guests_asked_for_counts_ten_minutes_and_is_over_with_every_step() {
        let at = |seconds: i64| Timestamp::from_second(1_800_000_000 + seconds).unwrap();
        for status in [TableStatus::Free, TableStatus::Booked] {
            let asked = table(status, false).ask(at(0)).unwrap().unwrap();
            assert_eq!((asked.asked(at(599)), asked.version), (Some(at(0)), 2));
            assert_eq!(asked.asked(at(600)), None);
            assert_eq!(asked.ask(at(599)), Ok(None), "asking again changes nothing");
            let again = asked.ask(at(600)).unwrap().unwrap();
            assert_eq!((again.asked(at(600)), again.version), (Some(at(600)), 3));

            let seated = asked.occupy("lane_check1".parse().unwrap()).unwrap();
            let other = match status {
                TableStatus::Free => TableStatus::Booked,
                _ => TableStatus::Free,
            };
            let left = seated.vacate().unwrap();
            let moved = asked.move_to(other).unwrap();
            let recoded = asked.recoded("NEWCODE2".parse().unwrap());
            for next in [&seated, &left, &moved, &recoded] {
                assert_eq!(next.asked_at, None, "{next:?}");
            }
        }
    }

    #[test]
    fn nobody_asks_for_a_table_where_a_party_sits() {
        for (status, session) in [
            (TableStatus::Occupied, true),
            (TableStatus::Billed, true),
            (TableStatus::Occupied, false),
            (TableStatus::Free, true),
        ] {
            let refused = table(status, session).ask(Timestamp::UNIX_EPOCH);
            assert_eq!(refused, Err(DomainError::TableNotFree));
        }
    }
}
