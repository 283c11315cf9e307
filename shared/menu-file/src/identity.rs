//! Which dish a row is of.

use std::collections::{BTreeMap, BTreeSet};

use salver_domain::id::ItemId;

use crate::fold::fold;
use crate::index::{Found, Index, Key, Standing, item_id_of};
use crate::line::Line;
use crate::meaning::Meaning;
use crate::report::RowProblem;
use crate::said::{error, question};

/// The item that a row is of.
#[derive(Clone)]
pub(crate) enum Identity<'a> {
    /// It is on the menu.
    Known(Standing<'a>),
    /// It will be, with this ID.
    New(ItemId),
}

impl Identity<'_> {
    pub(crate) fn id(&self) -> &ItemId {
        match self {
            Self::Known(standing) => &standing.item.id,
            Self::New(id) => id,
        }
    }
}

/// Items that a file adds.
#[derive(Default)]
pub(crate) struct NewItems {
    ids: BTreeSet<ItemId>,
    /// Those that it names by nothing but their name and category.
    named: BTreeMap<Key, ItemId>,
}

impl NewItems {
    fn take<'a>(&mut self, id: ItemId) -> Identity<'a> {
        self.ids.insert(id.clone());
        Identity::New(id)
    }
}

/// The ID that a row itself names: ours, or what another program calls the dish.
pub(crate) fn named_id(line: &Line) -> Option<ItemId> {
    match (&line.own_id, &line.handle, &line.sku) {
        (Some(own), ..) => own.parse().ok(),
        (None, Some(handle), _) => item_id_of(handle),
        (None, None, Some(sku)) => item_id_of(sku),
        (None, None, None) => None,
    }
}

/// The item that has a row's name in its category.
pub(crate) fn placed_id(line: &Line, index: &Index<'_>) -> Option<ItemId> {
    let (name, category) = (line.name.as_ref()?, line.category.as_ref()?);
    match index.item_at(&category.value, &name.value) {
        Found::One(id) => Some(id.clone()),
        _ => None,
    }
}

/// Finds the item of a row: by the ID that it names, else by its name in its category, else by
/// its name alone. `free` says whether the file names an item by its ID elsewhere, `new` what the
/// file has added so far.
pub(crate) fn identify<'a>(
    line: &Line,
    index: &Index<'a>,
    place: &dyn Fn(&Meaning) -> Option<String>,
    free: impl Fn(&ItemId) -> bool,
    new: &mut NewItems,
    problems: &mut Vec<RowProblem>,
) -> Option<Identity<'a>> {
    let id = named_id(line);
    if let Some(own) = line.own_id.as_ref().filter(|_| id.is_none()) {
        problems.push(error(
            place(&Meaning::SalverId).as_deref(),
            format!("\"{own}\" is no ID of ours"),
        ));
        return None;
    }
    if let Some(standing) = id.as_ref().and_then(|id| index.item(id)) {
        return Some(Identity::Known(standing));
    }
    let name = line.name.as_ref().map(|said| said.value.as_str());
    let category = line.category.as_ref().map(|said| said.value.as_str());
    let known = |id: &ItemId| {
        index
            .item(id)
            .filter(|standing| free(&standing.item.id))
            .map(Identity::Known)
    };
    let column = place(&Meaning::Name);
    let several = || {
        error(
            column.as_deref(),
            "several dishes of the menu have this name; name its ID",
        )
    };
    match (id, name) {
        (Some(id), None) => Some(Identity::New(id)),
        // Ours are never what they only look like.
        (Some(id), Some(_)) if line.own_id.is_some() => Some(Identity::New(id)),
        (Some(id), Some(name)) => {
            let there = match category {
                Some(category) => index.item_at(category, name),
                None => index.item_named(name),
            };
            match there {
                Found::One(there) => match known(there) {
                    Some(standing) => Some(standing),
                    None => Some(Identity::New(id)),
                },
                _ => Some(Identity::New(id)),
            }
        }
        (None, None) => None,
        (None, Some(name)) => {
            let here = category.map_or(Found::None, |category| index.item_at(category, name));
            match (here, index.item_named(name)) {
                (Found::One(there), _) => index.item(there).map(Identity::Known),
                (Found::Several, _) | (Found::None, Found::Several)
                    if category.is_none() || here == Found::Several =>
                {
                    problems.push(several());
                    None
                }
                // What another row of the file names itself is not meant.
                (Found::None, Found::One(there)) if free(there) => {
                    let standing = index.item(there)?;
                    if let Some(category) = category {
                        let from = index.menu.say(&standing.category.name);
                        problems.extend(moved(from, category, place, index));
                    }
                    Some(Identity::Known(standing))
                }
                _ => {
                    let whole = format!("{}\n{}", fold(category.unwrap_or_default()), fold(name));
                    if let Some(id) = new.named.get(&Key::new(whole.as_str())) {
                        return Some(Identity::New(id.clone()));
                    }
                    let id =
                        index.new_item_id(name, &whole, |id| new.ids.contains(id) || !free(id))?;
                    new.named.insert(Key::new(whole), id.clone());
                    Some(new.take(id))
                }
            }
        }
    }
}

/// Whether a dish of another category is meant.
fn moved(
    from: &str,
    to: &str,
    place: &dyn Fn(&Meaning) -> Option<String>,
    index: &Index<'_>,
) -> Option<RowProblem> {
    let same = index
        .category_like(to)
        .is_some_and(|(_, name)| name == from);
    let reason = format!("a dish of this name stands in \"{from}\"");
    let reading = format!("it moves to \"{to}\"");
    (!same).then(|| question(place(&Meaning::Category).as_deref(), reason, reading))
}
