//! Lists whose order people see: where a thing is put, and what of two orders moved.

use std::collections::BTreeSet;

use super::after::After;
use crate::id::{CategoryId, GroupId, ItemId, OptionId, PriceListId, StationId, VariantId};
use crate::menu::{Category, Item, MenuOption, OptionGroup, Station};
use crate::offer::Offer;
use crate::price_list::PriceList;
use crate::variant::Variant;

/// What stands in such a list, by its ID.
pub(crate) trait Listed {
    type Id: Clone + Ord;
    /// By which it is found in its list.
    fn id(&self) -> &Self::Id;
}

macro_rules! listed {
    ($($thing:ty, $id:ty;)*) => {$(
        impl Listed for $thing {
            type Id = $id;
            fn id(&self) -> &$id { &self.id }
        }
    )*};
}

listed! {
    Category, CategoryId;
    Item, ItemId;
    OptionGroup, GroupId;
    MenuOption, OptionId;
    Station, StationId;
    Variant, VariantId;
    PriceList, PriceListId;
}

impl Listed for Offer {
    type Id = GroupId;
    fn id(&self) -> &GroupId {
        &self.group
    }
}

/// Puts a thing behind another. When that one is gone meanwhile it stands last: what was
/// added or moved is not lost for it.
pub(super) fn insert<T: Listed>(list: &mut Vec<T>, thing: T, after: &After<T::Id>) {
    let behind = match after {
        After::All => None,
        After::None => Some(0),
        After::This(id) => list.iter().position(|t| t.id() == id).map(|at| at + 1),
    };
    list.insert(behind.unwrap_or(list.len()), thing);
}

/// Takes a thing out of its list.
pub(super) fn take<T: Listed>(list: &mut Vec<T>, id: &T::Id) -> Option<T> {
    let at = list.iter().position(|t| t.id() == id)?;
    Some(list.remove(at))
}

/// Moves a thing within its list; behind itself is where it stands.
pub(crate) fn shift<T: Listed>(list: &mut Vec<T>, id: &T::Id, after: &After<T::Id>) -> Option<()> {
    let is_there = list.iter().any(|t| t.id() == id);
    if matches!(after, After::This(other) if other == id) {
        return is_there.then_some(());
    }
    let thing = take(list, id)?;
    insert(list, thing, after);
    Some(())
}

/// Finds a thing.
pub(super) fn find<'a, T: Listed>(list: &'a mut [T], id: &T::Id) -> Option<&'a mut T> {
    list.iter_mut().find(|t| t.id() == id)
}

/// What has to be put, in this order and each behind the one that is named with it, to make
/// the order `to` of the order `from`: what is new there, and as few others as can be.
pub(super) fn moves<Id: Clone + Ord>(from: &[Id], to: &[Id]) -> Vec<(Id, Option<Id>)> {
    let staying = staying(from, to);
    let before = std::iter::once(None).chain(to.iter().cloned().map(Some));
    let placed = to.iter().cloned().zip(before);
    placed.filter(|(id, _)| !staying.contains(id)).collect()
}

/// The longest part of both orders that is in the same order.
fn staying<Id: Clone + Ord>(from: &[Id], to: &[Id]) -> BTreeSet<Id> {
    let places: Vec<usize> = to
        .iter()
        .filter_map(|id| from.iter().position(|f| f == id))
        .collect();
    // The length of the best row that ends at each place, and what stands before it there.
    let mut rows: Vec<(usize, Option<usize>)> = Vec::with_capacity(places.len());
    for (at, place) in places.iter().enumerate() {
        let best = (0..at)
            .filter(|before| places.get(*before).is_some_and(|p| p < place))
            .filter_map(|before| rows.get(before).map(|row| (row.0, before)))
            .max_by_key(|(length, before)| (*length, std::cmp::Reverse(*before)));
        rows.push(match best {
            Some((length, before)) => (length + 1, Some(before)),
            None => (1, None),
        });
    }
    let longest = rows.iter().enumerate();
    let mut at = longest
        .max_by_key(|(at, row)| (row.0, std::cmp::Reverse(*at)))
        .map(|(at, _)| at);
    let mut staying = BTreeSet::new();
    while let Some(here) = at {
        let id = places.get(here).and_then(|place| from.get(*place));
        staying.extend(id.cloned());
        at = rows.get(here).and_then(|row| row.1);
    }
    staying
}
