//! What differs between two menus, as the commands that make the one of the other: what is
//! shown to people is what would be done.

use std::collections::BTreeSet;

use serde::Serialize;

use super::after::After;
use super::arrange::{Listed, moves};
use super::command::Command;
use super::fields::{CategoryFields, Fields, House, StationFields, name_of};
use super::group_fields::GroupFields;
use super::item_fields::{ItemFields, note_of};
use super::plain::{called, plain};
use super::priced_fields::PricedFields;
use super::thing::Thing;
use super::wording::{MenuDescription, Wording};
use crate::DomainError;
use crate::language::Text;
use crate::menu::{Category, Item, Menu, OptionGroup, Station};

/// One difference, with the names that people know things by.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Change {
    /// What changed.
    pub thing: Thing,
    /// What it is called now, or was called.
    pub name: String,
    /// What it stands in: an item's category, an option's group, the item of a group.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub within: Option<String>,
    /// What was done. `expected` holds what stood there.
    pub command: Command,
}

/// What makes `to` of `from`, in an order in which it can be done.
///
/// # Errors
/// `Invalid` when a text of `from` or `to` could not be typed today.
pub fn changes(from: &Menu, to: &Menu) -> Result<Vec<Change>, DomainError> {
    let is_called_otherwise = from.language != to.language;
    // By the language of `to`, so that what only bears another name is no other text.
    let from = plain(called(from.clone(), &to.language));
    let (from, to) = (&from, &plain(to.clone()));
    let mut found = Differences {
        from,
        to,
        house: House::of(to),
        found: Vec::new(),
    };
    if is_called_otherwise {
        let language = to.language.clone();
        let command = Command::SetLanguage { language };
        found.note(Thing::Menu, &Text::from(""), None, command);
    }
    found.stations()?;
    found.groups()?;
    found.gone_items();
    found.categories()?;
    found.items()?;
    found.combos()?;
    found.gone_headings();
    found.lists()?;
    Ok(found.found)
}

pub(super) struct Differences<'a> {
    pub(super) from: &'a Menu,
    pub(super) to: &'a Menu,
    pub(super) house: House,
    found: Vec<Change>,
}

pub(super) fn ids<T: Listed>(list: &[T]) -> Vec<T::Id> {
    list.iter().map(|thing| thing.id().clone()).collect()
}

pub(super) fn by_id<'a, T: Listed>(list: &'a [T], id: &T::Id) -> Option<&'a T> {
    list.iter().find(|thing| thing.id() == id)
}

pub(super) fn items(menu: &Menu) -> impl Iterator<Item = (&Category, &Item)> {
    let categories = menu.categories.iter();
    categories.flat_map(|c| c.items.iter().map(move |item| (c, item)))
}

fn described(
    text: Option<&Text>,
    house: &House,
) -> Result<Option<Wording<MenuDescription>>, DomainError> {
    text.map(|text| Wording::of(text, &house.language))
        .transpose()
}

impl Differences<'_> {
    pub(super) fn note(
        &mut self,
        thing: Thing,
        name: &Text,
        within: Option<&Text>,
        command: Command,
    ) {
        let say = |text: &Text| self.to.say(text).to_owned();
        self.found.push(Change {
            thing,
            name: say(name),
            within: within.map(say),
            command,
        });
    }

    fn note_station(&mut self, station: &Station, command: Command) {
        self.note(
            Thing::Station,
            &Text::Plain(station.name.clone()),
            None,
            command,
        );
    }

    fn stations(&mut self) -> Result<(), DomainError> {
        let (from, to) = (self.from, self.to);
        for station in &to.stations {
            let Some(before) = by_id(&from.stations, &station.id) else {
                continue;
            };
            if let Some((set, was)) = StationFields::between(before, station, &self.house)? {
                let id = station.id.clone();
                let expected = Some(was);
                self.note_station(station, Command::EditStation { id, set, expected });
            }
        }
        let kept = ids(&from.stations);
        for (id, before) in moves(&kept, &ids(&to.stations)) {
            let Some(station) = by_id(&to.stations, &id) else {
                continue;
            };
            let after = After::from(before);
            let command = match kept.contains(&id) {
                true => Command::MoveStation { id, after },
                false => Command::AddStation {
                    id,
                    name: name_of(station)?,
                    after,
                },
            };
            self.note_station(station, command);
        }
        Ok(())
    }

    fn groups(&mut self) -> Result<(), DomainError> {
        let (from, to) = (self.from, self.to);
        for group in &from.option_groups {
            if by_id(&to.option_groups, &group.id).is_none() {
                let id = group.id.clone();
                self.note(Thing::Group, &group.name, None, Command::RemoveGroup { id });
            }
        }
        for group in &to.option_groups {
            let before = by_id(&from.option_groups, &group.id);
            let id = group.id.clone();
            match before {
                Some(before) => {
                    if let Some((set, was)) = GroupFields::between(before, group, &self.house)? {
                        let expected = Some(was);
                        let command = Command::EditGroup { id, set, expected };
                        self.note(Thing::Group, &group.name, None, command);
                    }
                }
                None => {
                    let command = Command::AddGroup {
                        id,
                        name: Wording::of(&group.name, &self.house.language)?,
                        min: group.min,
                        max: group.max,
                        free: group.free,
                    };
                    self.note(Thing::Group, &group.name, None, command);
                }
            }
            self.options(before, group)?;
        }
        Ok(())
    }

    fn options(
        &mut self,
        before: Option<&OptionGroup>,
        group: &OptionGroup,
    ) -> Result<(), DomainError> {
        let had = before.map_or(&[][..], |before| &before.options);
        let within = Some(&group.name);
        for option in had
            .iter()
            .filter(|o| by_id(&group.options, &o.id).is_none())
        {
            let (group, id) = (group.id.clone(), option.id.clone());
            let command = Command::RemoveOption { group, id };
            self.note(Thing::Option, &option.name, within, command);
        }
        for option in &group.options {
            let Some(before) = by_id(had, &option.id) else {
                continue;
            };
            if let Some((set, was)) = PricedFields::between(before, option, &self.house)? {
                let command = Command::EditOption {
                    group: group.id.clone(),
                    id: option.id.clone(),
                    set,
                    expected: Some(was),
                };
                self.note(Thing::Option, &option.name, within, command);
            }
        }
        let kept = ids(had);
        for (id, behind) in moves(&kept, &ids(&group.options)) {
            let Some(option) = by_id(&group.options, &id) else {
                continue;
            };
            let (after, is_known) = (After::from(behind), kept.contains(&id));
            let group = group.id.clone();
            let command = match is_known {
                true => Command::MoveOption { group, id, after },
                false => Command::AddOption {
                    group,
                    id,
                    after,
                    name: Wording::of(&option.name, &self.house.language)?,
                    price: crate::money::Money::new(option.price, self.house.currency),
                },
            };
            self.note(Thing::Option, &option.name, within, command);
        }
        Ok(())
    }

    fn gone_items(&mut self) {
        for (category, item) in items(self.from) {
            if self.to.item(&item.id).is_none() {
                let id = item.id.clone();
                let within = Some(&category.name);
                self.note(Thing::Item, &item.name, within, Command::RemoveItem { id });
            }
        }
    }

    fn categories(&mut self) -> Result<(), DomainError> {
        let (from, to) = (self.from, self.to);
        for category in &to.categories {
            let Some(before) = by_id(&from.categories, &category.id) else {
                continue;
            };
            if let Some((set, was)) = CategoryFields::between(before, category, &self.house)? {
                let (id, expected) = (category.id.clone(), Some(was));
                let command = Command::EditCategory { id, set, expected };
                self.note(Thing::Category, &category.name, None, command);
            }
        }
        let kept = ids(&from.categories);
        for (id, before) in moves(&kept, &ids(&to.categories)) {
            let Some(category) = by_id(&to.categories, &id) else {
                continue;
            };
            let after = After::from(before);
            let command = match kept.contains(&id) {
                true => Command::MoveCategory { id, after },
                false => Command::AddCategory {
                    id,
                    name: Wording::of(&category.name, &self.house.language)?,
                    description: described(category.description.as_ref(), &self.house)?,
                    after,
                    times: category.times.clone(),
                },
            };
            self.note(Thing::Category, &category.name, None, command);
        }
        Ok(())
    }

    fn items(&mut self) -> Result<(), DomainError> {
        let (from, to) = (self.from, self.to);
        for (category, item) in items(to) {
            let Some((_, before)) = items(from).find(|(_, i)| i.id == item.id) else {
                continue;
            };
            let within = Some(&category.name);
            if let Some((set, was)) = ItemFields::between(before, item, &self.house)? {
                let (id, expected) = (item.id.clone(), Some(was));
                let command = Command::EditItem { id, set, expected };
                self.note(Thing::Item, &item.name, within, command);
            }
            self.variants(&before.variants, item)?;
            self.offers(before, item);
            self.overrides(&before.option_groups, item)?;
        }
        for category in &to.categories {
            let had = by_id(&from.categories, &category.id);
            let kept = had.map_or(Vec::new(), |had| ids(&had.items));
            for (id, behind) in moves(&kept, &ids(&category.items)) {
                let Some(item) = by_id(&category.items, &id) else {
                    continue;
                };
                let known = from.item(&id);
                let command = match known {
                    Some(_) => Command::MoveItem {
                        id,
                        category: category.id.clone(),
                        after: behind.into(),
                    },
                    None => self.added(category, item, behind)?,
                };
                self.note(Thing::Item, &item.name, Some(&category.name), command);
                if known.is_none() {
                    self.variants(&[], item)?;
                    self.overrides(&[], item)?;
                }
            }
        }
        Ok(())
    }

    fn added(
        &self,
        category: &Category,
        item: &Item,
        behind: Option<crate::id::ItemId>,
    ) -> Result<Command, DomainError> {
        Ok(Command::AddItem {
            id: item.id.clone(),
            category: category.id.clone(),
            after: behind.into(),
            name: Wording::of(&item.name, &self.house.language)?,
            description: described(item.description.as_ref(), &self.house)?,
            price: crate::money::Money::new(item.price, self.house.currency),
            tax_class: item.tax_class.clone(),
            diet: item.diet,
            allergens: item.allergens.clone(),
            station: item.station.clone(),
            prep_minutes: item.prep_minutes,
            kitchen_note: Some(note_of(item)?).filter(|note| !note.as_ref().is_empty()),
            photo: item.photo.clone(),
            option_groups: ids(&item.option_groups),
            priced: item.priced,
            may_be_free: item.may_be_free,
            times: item.times.clone(),
        })
    }

    /// What an item offers otherwise. A group that is gone from the menu was told already.
    fn offers(&mut self, before: &Item, item: &Item) {
        let (from, to) = (self.from, self.to);
        let left: BTreeSet<_> = to.option_groups.iter().map(|g| &g.id).collect();
        let (had, shall) = (ids(&before.option_groups), ids(&item.option_groups));
        let had: Vec<_> = had.into_iter().filter(|g| left.contains(g)).collect();
        let group_name = |id: &crate::id::GroupId| {
            let group = by_id(&to.option_groups, id).or_else(|| by_id(&from.option_groups, id));
            group.map_or(Text::from(""), |group| group.name.clone())
        };
        for group in had.iter().filter(|g| !shall.contains(g)) {
            let name = group_name(group);
            let (item_id, group) = (item.id.clone(), group.clone());
            let command = Command::DetachGroup {
                item: item_id,
                group,
            };
            self.note(Thing::Group, &name, Some(&item.name), command);
        }
        for (group, behind) in moves(&had, &shall) {
            let name = group_name(&group);
            let command = Command::AttachGroup {
                item: item.id.clone(),
                group,
                after: behind.into(),
            };
            self.note(Thing::Group, &name, Some(&item.name), command);
        }
    }

    fn gone_headings(&mut self) {
        let (from, to) = (self.from, self.to);
        for category in &from.categories {
            if by_id(&to.categories, &category.id).is_none() {
                let (id, items) = (category.id.clone(), Vec::new());
                let command = Command::RemoveCategory { id, items };
                self.note(Thing::Category, &category.name, None, command);
            }
        }
        for station in &from.stations {
            if by_id(&to.stations, &station.id).is_none() {
                let id = station.id.clone();
                self.note_station(station, Command::RemoveStation { id });
            }
        }
    }
}
