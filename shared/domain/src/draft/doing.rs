//! What commands have in common: they find a thing, look whether it is as expected, and set it.

use super::arrange::Listed;
use super::bounds::MAX_OPTIONS;
use super::fields::{Fields, House};
use super::refused::{Seen, WhyRefused};
use super::thing::Thing;
use crate::id::ItemId;
use crate::menu::{Item, Menu};

pub(super) type Done = Result<(), WhyRefused>;

/// Sets fields of a thing, when those that were expected to hold something still do.
pub(super) fn edit<T, F: Fields<T>>(
    (thing, id): (Thing, &impl ToString),
    found: &mut T,
    (set, expected, seen): (&F, Option<&F>, fn(F) -> Seen),
    house: &House,
) -> Done {
    if let Some(expected) = expected {
        let now = expected.seen(found, house);
        let now = now.map_err(|error| WhyRefused::invalid("expected", error.to_string()))?;
        if now != *expected {
            let (id, now) = (id.to_string(), Box::new(seen(now)));
            return Err(WhyRefused::Changed { thing, id, now });
        }
    }
    Ok(set.put(found, house)?)
}

pub(super) fn there<T>(
    thing: Thing,
    found: Option<T>,
    id: &impl ToString,
) -> Result<T, WhyRefused> {
    found.ok_or_else(|| WhyRefused::gone(thing, id))
}

pub(super) fn require_free<T: Listed>(thing: Thing, list: &[T], id: &T::Id) -> Done
where
    T::Id: ToString,
{
    match list.iter().any(|t| t.id() == id) {
        true => Err(WhyRefused::taken(thing, id)),
        false => Ok(()),
    }
}

pub(super) fn require_few(field: &'static str, count: usize) -> Done {
    match count > MAX_OPTIONS {
        true => Err(WhyRefused::invalid(field, format!("at most {MAX_OPTIONS}"))),
        false => Ok(()),
    }
}

pub(super) fn item_of<'a>(menu: &'a mut Menu, id: &ItemId) -> Option<&'a mut Item> {
    let mut items = menu.categories.iter_mut().flat_map(|c| &mut c.items);
    items.find(|item| &item.id == id)
}
