//! Why a command on a draft was refused.

use serde::Serialize;

use super::combos::ComboFields;
use super::fields::{CategoryFields, StationFields, Unfit};
use super::group_fields::GroupFields;
use super::item_fields::ItemFields;
use super::overrides::{GroupOverride, OptionOverride};
use super::price_lists::{ListPrice, PriceListFields};
use super::priced_fields::PricedFields;
use super::problems::MenuProblem;
use super::thing::Thing;
use crate::DomainError;

/// What fields hold now that a command expected otherwise.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(untagged)]
pub enum Seen {
    Category(CategoryFields),
    Item(ItemFields),
    Group(GroupFields),
    Station(StationFields),
    Priced(PricedFields),
    GroupOverride(GroupOverride),
    OptionOverride(OptionOverride),
    PriceList(PriceListFields),
    ListPrice(ListPrice),
    Combo(ComboFields),
}

/// Why a command cannot be done.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum WhyRefused {
    /// What it names is not in the draft, or no more.
    #[error("the {} {id} is not in the draft any more", .thing.name())]
    Gone { thing: Thing, id: String },
    /// What it adds is there already.
    #[error("there is a {} {id} already", .thing.name())]
    Taken { thing: Thing, id: String },
    /// Somebody else has edited the same field meanwhile.
    #[error("somebody else has changed this {} meanwhile", .thing.name())]
    Changed {
        thing: Thing,
        id: String,
        /// What the fields that the command expected otherwise hold now.
        now: Box<Seen>,
    },
    /// A category holds an item that the command does not name.
    #[error("there are other items in the category {id}")]
    NotEmpty {
        id: String,
        /// Those items.
        items: Vec<String>,
    },
    /// A value breaks a rule.
    #[error("{field}: {message}")]
    Invalid {
        field: &'static str,
        message: String,
    },
}

impl WhyRefused {
    pub(super) fn invalid(field: &'static str, message: impl Into<String>) -> Self {
        Self::Invalid {
            field,
            message: message.into(),
        }
    }

    pub(super) fn gone(thing: Thing, id: &impl ToString) -> Self {
        let id = id.to_string();
        Self::Gone { thing, id }
    }

    pub(super) fn taken(thing: Thing, id: &impl ToString) -> Self {
        let id = id.to_string();
        Self::Taken { thing, id }
    }
}

/// The command that cannot be done, and why. None of the others was done either.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[error("{why}")]
pub struct CommandRefused {
    /// Its place among those that came together, from 0.
    pub command: usize,
    pub why: WhyRefused,
}

impl From<Unfit> for WhyRefused {
    fn from(Unfit { field, message }: Unfit) -> Self {
        Self::Invalid { field, message }
    }
}

impl CommandRefused {
    /// The command names a photo that nobody has brought.
    pub fn no_photo(command: usize) -> Self {
        let why = WhyRefused::invalid("photo", "there is no such photo");
        Self { command, why }
    }
}

/// Why something cannot be done with a draft.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum DraftError {
    /// A command cannot be done, and with it none of those it came with.
    #[error(transparent)]
    Command(#[from] CommandRefused),
    /// It cannot be published so, for all of these reasons.
    #[error("the menu is not ready to be published")]
    NotReady(Vec<MenuProblem>),
    /// A rule of the restaurant.
    #[error(transparent)]
    Domain(#[from] DomainError),
}
