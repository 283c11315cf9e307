//! A menu in the making: edited by single commands, each of which names what it changes, so
//! that two people who edit at once lose nothing of each other's.

use std::collections::BTreeMap;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::DomainError;
use crate::id::{BranchId, StaffId};
use crate::language::{Language, Text};
use crate::menu::Menu;

mod apply;
mod arrange;
mod changes;
mod command;
mod fields;
mod import;
mod problems;
mod refused;
mod wording;

pub use changes::{Change, changes};
pub use command::Command;
pub use fields::{CategoryFields, GroupFields, ItemFields, OptionFields, StationFields};
pub use import::{Heading, Import, Placed};
pub use problems::{MenuProblem, ProblemCode, problems};
pub use refused::{CommandRefused, Seen, Thing, WhyRefused};
pub use wording::{DescriptionWording, MenuDescription, MenuName, NameWording, Wording};

/// The most categories of a menu.
pub const MAX_CATEGORIES: usize = 100;
/// The most items of a menu.
pub const MAX_ITEMS: usize = 1_000;
/// The most option groups of a menu.
pub const MAX_GROUPS: usize = 300;
/// The most options of a group, and groups of an item.
pub const MAX_OPTIONS: usize = 60;
/// The most stations that a menu names.
pub const MAX_STATIONS: usize = 40;
/// The most bytes that the texts of a menu may be together: what is stored is one item of at
/// most 400 KB, and texts in many scripts hardly shrink.
pub const MAX_TEXT_BYTES: usize = 250_000;
/// The most commands of one commit.
pub const MAX_COMMANDS: usize = 200;
/// The longest that an item may take, in minutes.
pub const MAX_PREP_MINUTES: u16 = 600;

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
}

impl Draft {
    /// The draft that nobody has edited yet: what is published.
    pub fn of(published: &Menu) -> Self {
        Self {
            version: 0,
            base: published.version,
            menu: plain(published.clone()),
            edited: None,
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
    ) -> Result<Self, DomainError> {
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
    pub fn import(&self, import: &Import, edited: Edited) -> Result<Self, DomainError> {
        let mut menu = self.menu.clone();
        import::put(&mut menu, import).map_err(|why| CommandRefused { command: 0, why })?;
        self.edited(menu, edited)
    }

    fn edited(&self, menu: Menu, edited: Edited) -> Result<Self, DomainError> {
        require_room(&menu)?;
        Ok(Self {
            version: self.version + 1,
            base: self.base,
            menu,
            edited: Some(edited),
        })
    }

    /// What becomes public, as this version of the brand's menu.
    ///
    /// # Errors
    /// `MenuNotReady` with all that stands in the way.
    pub fn publish(&self, version: u64) -> Result<Menu, DomainError> {
        let blocking: Vec<_> = problems(&self.menu)
            .into_iter()
            .filter(|problem| problem.code.blocks())
            .collect();
        if !blocking.is_empty() {
            return Err(DomainError::MenuNotReady(blocking));
        }
        let menu = Menu {
            version,
            ..self.menu.clone()
        };
        menu.check()?;
        Ok(menu)
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

/// The menu with each text in its plainest form, so that equal texts are equal values.
fn plain(mut menu: Menu) -> Menu {
    let own = menu.language.clone();
    for_texts(&mut menu, |text| *text = plain_text(text, &own));
    menu
}

/// Calls `f` with every text of a menu.
fn for_texts(menu: &mut Menu, mut f: impl FnMut(&mut Text)) {
    for category in &mut menu.categories {
        f(&mut category.name);
        category.description.iter_mut().for_each(&mut f);
        for item in &mut category.items {
            f(&mut item.name);
            item.description.iter_mut().for_each(&mut f);
        }
    }
    for group in &mut menu.option_groups {
        f(&mut group.name);
        group.options.iter_mut().for_each(|o| f(&mut o.name));
    }
}

/// A text in nothing but the menu's own language needs no table of languages.
fn plain_text(text: &Text, own: &Language) -> Text {
    match text {
        Text::Translated(texts) if texts.len() == 1 => match texts.get(own) {
            Some(only) => Text::Plain(only.clone()),
            None => text.clone(),
        },
        text => text.clone(),
    }
}

fn require_room(menu: &Menu) -> Result<(), DomainError> {
    let mut bytes = 0;
    let size = |text: &Text| match text {
        Text::Plain(text) => text.len(),
        Text::Translated(texts) => BTreeMap::values(texts).map(String::len).sum(),
    };
    for_texts(&mut menu.clone(), |text| bytes += size(text));
    let items = menu.categories.iter().map(|c| c.items.len()).sum::<usize>();
    for (what, there, most) in [
        ("categories", menu.categories.len(), MAX_CATEGORIES),
        ("items", items, MAX_ITEMS),
        ("option_groups", menu.option_groups.len(), MAX_GROUPS),
        ("stations", menu.stations.len(), MAX_STATIONS),
        ("texts", bytes, MAX_TEXT_BYTES),
    ] {
        if there > most {
            let unit = if what == "texts" { " bytes" } else { "" };
            return Err(DomainError::invalid(
                what,
                format!("at most {most}{unit} in a menu"),
            ));
        }
    }
    Ok(())
}

#[cfg(test)]
#[path = "draft_properties.rs"]
mod properties;
#[cfg(test)]
#[path = "draft_tests.rs"]
mod tests;
