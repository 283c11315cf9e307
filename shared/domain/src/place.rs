//! What a check is for: where its orders go.

use serde::{Deserialize, Serialize};

use super::table::{Table, TableRef};

/// What a check is for. Only tables are served today; that the others have a name here is
/// what lets a stored check, order or call of today be read beside one of theirs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Place {
    /// A party at a table.
    Table(TableRef),
    /// Somebody who fetches it.
    Pickup,
    /// Somebody to whom it is brought.
    Delivery,
}

impl Place {
    /// The table, where there is one.
    pub fn table(&self) -> Option<&TableRef> {
        match self {
            Self::Table(table) => Some(table),
            Self::Pickup | Self::Delivery => None,
        }
    }

    /// What staff call it: a table's name; empty where there is none.
    pub fn name(&self) -> &str {
        self.table().map_or("", |table| &table.name)
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
            Self::Pickup | Self::Delivery => self,
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
            (Place::Pickup, json!({"kind": "pickup"})),
            (Place::Delivery, json!({"kind": "delivery"})),
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
            Place::Pickup.among(std::slice::from_ref(&twin)).section(),
            None
        );
        let place = Place::Table(own.reference()).among(&[twin]);
        let stored = serde_json::to_value(&place).unwrap();
        assert_eq!(stored["name_shared"], true);
        assert_eq!(serde_json::from_value::<Place>(stored).unwrap(), place);
    }

    #[test]
    fn only_a_table_has_one() {
        assert_eq!(check().place.name(), "T1");
        assert_eq!((Place::Pickup.table(), Place::Delivery.name()), (None, ""));
    }
}
