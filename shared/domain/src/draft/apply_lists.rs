//! Commands about price lists.

use super::arrange::{find, insert, shift, take};
use super::command::Command;
use super::doing::{Done, edit, require_free, there};
use super::fields::{Fields, House};
use super::price_lists::PriceListFields;
use super::refused::{Seen, WhyRefused};
use super::thing::Thing;
use crate::id::PriceListId;
use crate::menu::Menu;
use crate::price_list::{Percent, PriceList};
use crate::serving_times::ServingTimes;

/// Changes the price lists as the command says.
pub(super) fn list(menu: &mut Menu, command: &Command) -> Done {
    let house = House::of(menu);
    match command {
        Command::AddPriceList {
            id,
            name,
            channels,
            times,
            percent,
            after,
        } => {
            require_free(Thing::PriceList, &menu.price_lists, id)?;
            // The menu's own prices go by that name in orders.
            if *id == PriceListId::base() {
                return Err(WhyRefused::taken(Thing::PriceList, id));
            }
            let mut new = PriceList {
                id: id.clone(),
                name: name.put(None, &house.language),
                channels: channels.clone(),
                times: ServingTimes::default(),
                percent: None,
                prices: [].into(),
            };
            let rest = PriceListFields {
                times: Some(times.clone()),
                percent: Some(percent.clone()),
                ..PriceListFields::default()
            };
            require_categories(menu, percent.as_ref())?;
            rest.put(&mut new, &house)?;
            insert(&mut menu.price_lists, new, after);
        }
        Command::EditPriceList { id, set, expected } => {
            let percent = set.percent.as_ref().and_then(Option::as_ref);
            require_categories(menu, percent)?;
            let found = find(&mut menu.price_lists, id);
            let found = there(Thing::PriceList, found, id)?;
            let wish = (set, expected.as_ref(), Seen::PriceList as fn(_) -> _);
            edit((Thing::PriceList, id), found, wish, &house)?;
        }
        Command::MovePriceList { id, after } => {
            let moved = shift(&mut menu.price_lists, id, after);
            there(Thing::PriceList, moved, id)?;
        }
        Command::RemovePriceList { id } => {
            there(Thing::PriceList, take(&mut menu.price_lists, id), id)?;
        }
        Command::SetListPrice {
            list,
            item,
            variant,
            set,
            expected,
        } => {
            let known = there(Thing::Item, menu.item(item), item)?;
            match variant {
                Some(id) => {
                    let variant = known.variants.iter().find(|v| v.id == *id);
                    there(Thing::Variant, variant, id)?;
                }
                None if !known.variants.is_empty() => {
                    let message = "needed: this item is sold in variants, each with its own price";
                    return Err(WhyRefused::invalid("variant", message));
                }
                None => {}
            }
            let found = find(&mut menu.price_lists, list);
            let found = there(Thing::PriceList, found, list)?;
            let own = found.prices.get(item).cloned().unwrap_or_default();
            let mut one = (own, variant.clone());
            let wish = (set, expected.as_ref(), Seen::ListPrice as fn(_) -> _);
            edit((Thing::Item, item), &mut one, wish, &house)?;
            match one.0.is_empty() {
                true => drop(found.prices.remove(item)),
                false => drop(found.prices.insert(item.clone(), one.0)),
            }
        }
        _ => {}
    }
    Ok(())
}

/// Refuses a percent for a category that is not there.
fn require_categories(menu: &Menu, percent: Option<&Percent>) -> Done {
    let named = percent.and_then(|percent| percent.categories.as_ref());
    for id in named.into_iter().flatten() {
        let found = menu.categories.iter().find(|c| c.id == *id);
        there(Thing::Category, found, id)?;
    }
    Ok(())
}
