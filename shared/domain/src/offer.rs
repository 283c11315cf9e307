//! A shared group of options as one item offers it. What the item does not say is as the group
//! has it, so an edit of the group counts for every item but those that say otherwise.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Deserializer, Serialize};

use super::id::{GroupId, OptionId};

/// That an item offers a group, and what of the group is otherwise there.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "Stored", into = "Stored")]
pub struct Offer {
    pub group: GroupId,
    /// At least so many must be chosen.
    pub min: Option<u8>,
    /// At most so many may be chosen.
    pub max: Option<u8>,
    /// So many of the chosen ones that have a price cost nothing.
    pub free: Option<u8>,
    /// What options cost here, in minor units.
    pub prices: BTreeMap<OptionId, i64>,
    /// Options of the group that are not offered here.
    pub without: BTreeSet<OptionId>,
}

/// As it is stored: nothing but the group's ID where the item says nothing of its own.
#[derive(Serialize, Deserialize)]
#[serde(untagged)]
enum Stored {
    Plain(GroupId),
    Own(#[serde(with = "Own")] Offer),
}

/// With all that the item says of its own.
#[derive(Serialize, Deserialize)]
#[serde(remote = "Offer")]
struct Own {
    group: GroupId,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    min: Option<u8>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    max: Option<u8>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    free: Option<u8>,
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    prices: BTreeMap<OptionId, i64>,
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    without: BTreeSet<OptionId>,
}

impl From<Stored> for Offer {
    fn from(stored: Stored) -> Self {
        match stored {
            Stored::Plain(group) => group.into(),
            Stored::Own(offer) => offer,
        }
    }
}

impl From<Offer> for Stored {
    fn from(offer: Offer) -> Self {
        match offer.is_plain() {
            true => Self::Plain(offer.group),
            false => Self::Own(offer),
        }
    }
}

impl From<GroupId> for Offer {
    fn from(group: GroupId) -> Self {
        Self {
            group,
            min: None,
            max: None,
            free: None,
            prices: BTreeMap::new(),
            without: BTreeSet::new(),
        }
    }
}

impl Offer {
    /// What is written as an object, which says something of its own.
    pub const FIELDS: [&str; 6] = ["group", "min", "max", "free", "prices", "without"];

    /// Reads one that is written so.
    ///
    /// # Errors
    /// When it is no such object. Fields beside [`Self::FIELDS`] are passed over.
    pub fn of_fields<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Own::deserialize(deserializer)
    }

    /// Whether all is as the group has it.
    pub fn is_plain(&self) -> bool {
        self.min.is_none()
            && self.max.is_none()
            && self.free.is_none()
            && self.prices.is_empty()
            && self.without.is_empty()
    }

    /// Every option that it says something of.
    pub fn options(&self) -> impl Iterator<Item = &OptionId> {
        self.prices.keys().chain(&self.without)
    }

    /// Says nothing more of options that are not to be had.
    pub fn keep(&mut self, is_there: impl Fn(&OptionId) -> bool) {
        self.prices.retain(|id, _| is_there(id));
        self.without.retain(|id| is_there(id));
    }

    /// Says nothing more of an option, which is gone.
    pub fn forget(&mut self, option: &OptionId) {
        self.prices.remove(option);
        self.without.remove(option);
    }
}
