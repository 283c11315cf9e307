//! Where among others a thing is put.

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// Where in its list a thing shall stand. A field of it is left out for the last place, and
/// `null` is the first one.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum After<Id> {
    /// Behind all others.
    #[default]
    All,
    /// In the first place.
    None,
    /// Behind this one.
    This(Id),
}

impl<Id> After<Id> {
    /// Whether it stands behind all others, for which a field is left out.
    pub(super) fn is_all(&self) -> bool {
        matches!(self, Self::All)
    }
}

impl<Id> From<Option<Id>> for After<Id> {
    /// Behind that one, or in the first place.
    fn from(before: Option<Id>) -> Self {
        before.map_or(Self::None, Self::This)
    }
}

impl<'de, Id: Deserialize<'de>> Deserialize<'de> for After<Id> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Option::deserialize(deserializer).map(Self::from)
    }
}

impl<Id: Serialize> Serialize for After<Id> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::This(id) => serializer.serialize_some(id),
            Self::All | Self::None => serializer.serialize_none(),
        }
    }
}
