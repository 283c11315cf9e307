//! What a check is for: where its orders go.

use serde::{Deserialize, Serialize};

use super::table::{Table, TableRef};

/// What stands where a table's name would: a pickup or a delivery is called by its number.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Away {
    /// Its number of the business day; pickups and deliveries share one row of numbers, which
    /// is not that of orders.
    #[serde(default)]
    pub number: u32,
}

/// What a check is for. Who it is for stands elsewhere: a place goes with every order to the
/// kitchen and into the figures.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Place {
    /// A party at a table.
    Table(TableRef),
    /// Somebody who fetches it.
    Pickup(Away),
    /// Somebody to whom it is brought.
    Delivery(Away),
}

impl Place {
    /// The table, where there is one.
    pub fn table(&self) -> Option<&TableRef> {
        match self {
            Self::Table(table) => Some(table),
            Self::Pickup(_) | Self::Delivery(_) => None,
        }
    }

    /// The number of a pickup or a delivery.
    pub fn number(&self) -> Option<u32> {
        match self {
            Self::Table(_) => None,
            Self::Pickup(away) | Self::Delivery(away) => Some(away.number),
        }
    }

    /// What staff call it: a table's name, "Pickup 12".
    pub fn name(&self) -> String {
        match self {
            Self::Table(table) => table.name.clone(),
            Self::Pickup(away) => format!("Pickup {}", away.number),
            Self::Delivery(away) => format!("Delivery {}", away.number),
        }
    }

    /// The section of a table whose name alone does not say which one it is.
    pub fn section(&self) -> Option<&str> {
        let table = self.table().filter(|table| table.name_shared)?;
        Some(&table.section)
    }

    /// The place as one among the tables of the branch.
    #[must_use]
    pub fn among(self, tables: &[Table]) -> Self {
        match self {
            Self::Table(table) => Self::Table(table.among(tables)),
            Self::Pickup(_) | Self::Delivery(_) => self,
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::fixtures::{check, table};

    #[test]
    fn a_stored_place_says_what_kind_it_is() {
        let place = Place::Table(table(7).reference());
        let stored = json!({"kind": "table", "id": "t7", "name": "T7", "section_id": "hall",
            "section": "Hall", "seats": 4, "version": 1});
        assert_eq!(serde_json::to_value(&place).unwrap(), stored);
        for (place, stored) in [
            (place, stored),
            (
                Place::Pickup(Away { number: 12 }),
                json!({"kind": "pickup", "number": 12}),
            ),
            (
                Place::Delivery(Away { number: 13 }),
                json!({"kind": "delivery", "number": 13}),
            ),
            (
                Place::Delivery(Away::default()),
                json!({"kind": "delivery"}),
            ),
        ] {
            assert_eq!(serde_json::from_value::<Place>(stored).unwrap(), place);
        }
    }

    #[test]
    fn a_table_says_its_section_where_another_one_has_its_name() {
        let own = table(7);
        let named = |number, name: &str| Table {
            name: name.to_owned(),
            ..table(number)
        };
        let said = |tables: &[Table]| {
            let place = Place::Table(own.reference()).among(tables);
            place.section().map(str::to_owned)
        };
        assert_eq!(said(&[own.clone(), named(8, "T70")]), None);
        let twin = named(8, " t7");
        assert_eq!(said(&[own.clone(), twin.clone()]), Some("Hall".to_owned()));
        assert_eq!(
            Place::Pickup(Away { number: 12 })
                .among(std::slice::from_ref(&twin))
                .section(),
            None
        );
        let place = Place::Table(own.reference()).among(&[twin]);
        let stored = serde_json::to_value(&place).unwrap();
        assert_eq!(stored["name_shared"], true);
        assert_eq!(serde_json::from_value::<Place>(stored).unwrap(), place);
    }

    #[test]
    fn what_has_no_table_is_called_by_its_number() {
        let table = check().place;
        assert_eq!((table.name().as_str(), table.number()), ("T1", None));
        let pickup = Place::Pickup(Away { number: 12 });
        assert_eq!(
            (pickup.table(), pickup.name().as_str(), pickup.number()),
            (None, "Pickup 12", Some(12))
        );
        assert_eq!(Place::Delivery(Away { number: 13 }).name(), "Delivery 13");
    }
}
