//! A menu in the making: edited by single commands, each of which names what it changes, so
//! that two people who edit at once lose nothing of each other's.

use std::collections::BTreeMap;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::DomainError;
use crate::id::{BranchId, StaffId};
use crate::language::Text;
use crate::menu::Menu;
use crate::price_list::PriceList;

mod after;
mod apply;
mod apply_lists;
mod apply_own;
mod arrange;
mod bounds;
mod changes;
mod changes_lists;
mod changes_own;
mod combos;
mod command;
mod doing;
mod fields;
mod group_fields;
mod ids;
mod import;
mod item_fields;
mod overrides;
mod plain;
mod price_lists;
mod priced_fields;
mod problems;
mod refused;
mod thing;
mod wording;

pub use after::After;
pub(crate) use arrange::shift;
pub use bounds::{
    MAX_ALL_CHOICES, MAX_ALL_VARIANTS, MAX_CATEGORIES, MAX_COMMANDS, MAX_GROUPS, MAX_ID_BYTES,
    MAX_ITEMS, MAX_LIST_PRICES, MAX_OPTIONS, MAX_OVERRIDES, MAX_PREP_MINUTES, MAX_PRICE_LISTS,
    MAX_PUBLISHED, MAX_STATIONS, MAX_TEXT_BYTES,
};
pub use changes::{Change, changes};
pub use combos::{ChoiceFields, ComboFields, PartFields};
pub use command::Command;
pub use fields::{CategoryFields, StationFields};
pub use group_fields::GroupFields;
pub use import::{Heading, Import, Placed};
pub use item_fields::ItemFields;
pub use overrides::{GroupOverride, OptionOverride};
pub use price_lists::{ListPrice, PriceListFields};
pub use priced_fields::PricedFields;
pub use problems::{MenuProblem, MenuRules, ProblemCode, problems};
pub use refused::{CommandRefused, DraftError, Seen, WhyRefused};
pub use thing::Thing;
pub use wording::{
    DescriptionWording, KitchenNote, MenuDescription, MenuName, NameWording, Wording,
};

/// Who edited a draft last.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Edited {
    /// Who.
    pub by: StaffId,
    /// Their name at that time.
    pub name: String,
    /// When.
    pub at: Timestamp,
    /// The branch that was open to them.
    pub branch: BranchId,
}

/// What will be published next: a whole menu, which needs not be right yet.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Draft {
    /// Grows with every edit, publication and roll-back; 0 was never stored.
    pub version: u64,
    /// The published version that counts since the last publication or roll-back.
    pub base: u64,
    /// As it stands. Its own version says nothing.
    pub menu: Menu,
    /// By whom it was edited last.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub edited: Option<Edited>,
    /// What was published, the newest first: the last [`MAX_PUBLISHED`].
    pub published: Vec<Published>,
}

/// A published version of a menu.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Published {
    pub version: u64,
    /// By whom and when; one that was there before any draft does not say.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub edited: Option<Edited>,
}

/// Some of the published versions, the newest first, and which one counts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Versions {
    /// The one that counts now.
    pub current: u64,
    /// A page of them.
    pub versions: Vec<Published>,
    /// Whether there are earlier ones.
    pub more: bool,
}

impl Draft {
    /// The draft that nobody has edited yet: what is published.
    pub fn of(published: &Menu) -> Self {
        Self {
            version: 0,
            base: published.version,
            menu: plain::plain(published.clone()),
            edited: None,
            published: vec![Published {
                version: published.version,
                edited: None,
            }],
        }
    }

    /// The draft after these commands, all of them or none. `published` is the menu that
    /// counts now.
    ///
    /// # Errors
    /// `Command` with the first one that cannot be done, and why.
    pub fn apply(
        &self,
        commands: &[Command],
        published: &Menu,
        edited: Edited,
    ) -> Result<Self, DraftError> {
        let mut menu = self.menu.clone();
        for (at, command) in commands.iter().enumerate() {
            apply::apply(&mut menu, command, published)
                .map_err(|why| CommandRefused { command: at, why })?;
        }
        self.edited(menu, edited)
    }

    /// The draft with what a file holds, all of it or nothing.
    ///
    /// # Errors
    /// `Command` with what cannot be put so.
    pub fn import(&self, import: &Import, edited: Edited) -> Result<Self, DraftError> {
        let mut menu = self.menu.clone();
        import::put(&mut menu, import).map_err(|why| CommandRefused { command: 0, why })?;
        self.edited(menu, edited)
    }

    fn edited(&self, menu: Menu, edited: Edited) -> Result<Self, DraftError> {
        require_room(&menu)?;
        Ok(Self {
            version: self.version + 1,
            base: self.base,
            menu,
            edited: Some(edited),
            published: self.published.clone(),
        })
    }

    /// What becomes public, under a number that no menu had, and the draft after it.
    ///
    /// # Errors
    /// `NotReady` with all that stands in the way.
    pub fn publish(&self, rules: MenuRules, edited: Edited) -> Result<(Menu, Self), DraftError> {
        let blocking: Vec<_> = problems(&self.menu, rules)
            .into_iter()
            .filter(|problem| problem.code.blocks())
            .collect();
        if !blocking.is_empty() {
            return Err(DraftError::NotReady(blocking));
        }
        let newest = self.published.iter().map(|known| known.version).max();
        let menu = Menu {
            version: newest.unwrap_or(self.base) + 1,
            ..self.menu.clone()
        };
        menu.check()?;
        let mut draft = self.clone().based_on(menu.version);
        let published = Published {
            version: menu.version,
            edited: Some(edited),
        };
        draft.published.insert(0, published);
        draft.published.truncate(MAX_PUBLISHED);
        Ok((menu, draft))
    }

    /// Whether a version was published, and is not too long ago.
    pub fn knows(&self, version: u64) -> bool {
        self.published.iter().any(|known| known.version == version)
    }

    /// The draft after another version of the menu came to count; what is being edited stays.
    #[must_use]
    pub fn based_on(self, base: u64) -> Self {
        Self {
            version: self.version + 1,
            base,
            ..self
        }
    }
}

fn require_room(menu: &Menu) -> Result<(), DomainError> {
    let size = |text: &Text| match text {
        Text::Plain(text) => text.len(),
        Text::Translated(texts) => BTreeMap::values(texts).map(String::len).sum::<usize>(),
    };
    let mut bytes = menu.texts().map(size).sum::<usize>();
    let all = menu.categories.iter().flat_map(|c| &c.items);
    let variants = all.clone().map(|item| item.variants.len()).sum();
    let overrides = all.clone().map(overrides::count).sum();
    let lists = menu.price_lists.iter();
    let list_prices = lists.map(PriceList::own_prices).sum();
    let choices = all.clone().map(combos::count).sum();
    bytes += all
        .filter_map(|item| item.kitchen_note.as_ref())
        .map(String::len)
        .sum::<usize>();
    let items = menu.categories.iter().map(|c| c.items.len()).sum::<usize>();
    for (what, there, most) in [
        ("categories", menu.categories.len(), MAX_CATEGORIES),
        ("items", items, MAX_ITEMS),
        ("variants", variants, MAX_ALL_VARIANTS),
        ("overrides", overrides, MAX_OVERRIDES),
        ("choices", choices, MAX_ALL_CHOICES),
        ("option_groups", menu.option_groups.len(), MAX_GROUPS),
        ("stations", menu.stations.len(), MAX_STATIONS),
        ("price_lists", menu.price_lists.len(), MAX_PRICE_LISTS),
        ("list_prices", list_prices, MAX_LIST_PRICES),
        ("texts", bytes, MAX_TEXT_BYTES),
        ("ids", bytes + ids::bytes(menu), MAX_ID_BYTES),
    ] {
        if there > most {
            let unit = match what {
                "texts" => " bytes",
                "ids" => " bytes with the texts",
                _ => "",
            };
            return Err(DomainError::invalid(
                what,
                format!("at most {most}{unit} in a menu"),
            ));
        }
    }
    Ok(())
}

#[cfg(test)]
#[path = "combos_tests.rs"]
mod combos_tests;
#[cfg(test)]
#[path = "language_tests.rs"]
mod language_tests;
#[cfg(test)]
#[path = "overrides_tests.rs"]
mod overrides_tests;
#[cfg(test)]
#[path = "price_lists_tests.rs"]
mod price_lists_tests;
#[cfg(test)]
#[path = "draft_properties.rs"]
mod properties;
#[cfg(test)]
#[path = "draft_tests.rs"]
mod tests;
#[cfg(test)]
#[path = "variants_tests.rs"]
mod variants_tests;
