//! What a check is for: where its orders go.

use serde::{Deserialize, Serialize};

use super::table::TableRef;

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
    fn only_a_table_has_one() {
        assert_eq!(check().place.name(), "T1");
        assert_eq!((Place::Pickup.table(), Place::Delivery.name()), (None, ""));
    }
}
