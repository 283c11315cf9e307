//! One command, done.

use std::collections::BTreeSet;

use super::apply_lists;
use super::apply_own;
use super::arrange::{find, insert, shift, take};
use super::combos;
use super::command::Command;
use super::doing::{Done, edit, item_of, require_few, require_free, there};
use super::fields::{Fields, House};
use super::group_fields::GroupFields;
use super::item_fields::ItemFields;
use super::overrides;
use super::plain::{called, plain};
use super::price_lists;
use super::refused::{Seen, WhyRefused};
use super::thing::Thing;
use crate::id::{GroupId, StationId};
use crate::language::Language;
use crate::menu::{Category, Item, Menu, MenuOption, OptionGroup, Station};
use crate::offer::Offer;

/// Changes the menu as the command says. When it is refused, the menu may be half-changed:
/// the caller throws it away.
pub(super) fn apply(menu: &mut Menu, command: &Command, published: &Menu) -> Done {
    match command {
        Command::AddCategory { .. }
        | Command::EditCategory { .. }
        | Command::MoveCategory { .. }
        | Command::RemoveCategory { .. } => category(menu, command),
        Command::AddItem { .. }
        | Command::EditItem { .. }
        | Command::MoveItem { .. }
        | Command::RemoveItem { .. }
        | Command::AttachGroup { .. }
        | Command::DetachGroup { .. } => item(menu, command),
        Command::AddVariant { .. }
        | Command::EditVariant { .. }
        | Command::MoveVariant { .. }
        | Command::RemoveVariant { .. } => apply_own::variant(menu, command),
        Command::SetCombo { .. } => apply_own::combo(menu, command),
        Command::OverrideGroup { .. } | Command::OverrideOption { .. } => {
            apply_own::overridden(menu, command)
        }
        Command::AddGroup { .. }
        | Command::EditGroup { .. }
        | Command::RemoveGroup { .. }
        | Command::AddOption { .. }
        | Command::EditOption { .. }
        | Command::MoveOption { .. }
        | Command::RemoveOption { .. } => group(menu, command),
        Command::AddStation { .. }
        | Command::EditStation { .. }
        | Command::MoveStation { .. }
        | Command::RemoveStation { .. } => station(menu, command),
        Command::AddPriceList { .. }
        | Command::EditPriceList { .. }
        | Command::MovePriceList { .. }
        | Command::RemovePriceList { .. }
        | Command::SetListPrice { .. } => apply_lists::list(menu, command),
        Command::SetLanguage { language } => own_language(menu, language),
        Command::DiscardChanges {} => {
            *menu = plain(published.clone());
            Ok(())
        }
    }
}

fn own_language(menu: &mut Menu, language: &Language) -> Done {
    if *language == menu.language {
        return Ok(());
    }
    if menu.other_languages().contains(language) {
        let message = "something is said in it beside the menu's own language";
        return Err(WhyRefused::invalid("language", message));
    }
    *menu = plain(called(menu.clone(), language));
    Ok(())
}

fn category(menu: &mut Menu, command: &Command) -> Done {
    let house = House::of(menu);
    let list = &mut menu.categories;
    match command {
        Command::AddCategory {
            id,
            name,
            description,
            after,
            times,
        } => {
            require_free(Thing::Category, list, id)?;
            let text = description.as_ref().filter(|text| !text.is_empty());
            let new = Category {
                id: id.clone(),
                name: name.put(None, &house.language),
                description: text.map(|text| text.put(None, &house.language)),
                items: Vec::new(),
                times: times.clone(),
            };
            insert(list, new, after);
        }
        Command::EditCategory { id, set, expected } => {
            let found = there(Thing::Category, find(list, id), id)?;
            let wish = (set, expected.as_ref(), Seen::Category as fn(_) -> _);
            edit((Thing::Category, id), found, wish, &house)?;
        }
        Command::MoveCategory { id, after } => {
            there(Thing::Category, shift(list, id, after), id)?;
        }
        Command::RemoveCategory { id, items } => {
            let found = there(Thing::Category, find(list, id), id)?;
            let named: BTreeSet<_> = items.iter().collect();
            let others = found.items.iter().filter(|item| !named.contains(&item.id));
            let others: Vec<_> = others.map(|item| item.id.to_string()).collect();
            if !others.is_empty() {
                let (id, items) = (id.to_string(), others);
                return Err(WhyRefused::NotEmpty { id, items });
            }
            take(list, id);
            price_lists::forget_gone(menu);
            combos::forget_gone(menu);
        }
        _ => {}
    }
    Ok(())
}

fn item(menu: &mut Menu, command: &Command) -> Done {
    let house = House::of(menu);
    match command {
        Command::AddItem {
            id,
            category,
            after,
            name,
            description,
            price,
            tax_class,
            diet,
            allergens,
            station,
            prep_minutes,
            kitchen_note,
            photo,
            option_groups,
            priced,
            may_be_free,
            times,
        } => {
            if menu.item(id).is_some() {
                return Err(WhyRefused::taken(Thing::Item, id));
            }
            let text = description.as_ref().filter(|text| !text.is_empty());
            let mut new = Item {
                id: id.clone(),
                name: name.put(None, &house.language),
                description: text.map(|text| text.put(None, &house.language)),
                price: house.minor(*price)?,
                variants: Vec::new(),
                tax_class: tax_class.clone(),
                diet: *diet,
                allergens: Vec::new(),
                station: None,
                prep_minutes: 0,
                kitchen_note: None,
                photo: photo.clone(),
                option_groups: option_groups.iter().cloned().map(Offer::from).collect(),
                priced: *priced,
                may_be_free: *may_be_free,
                times: times.clone(),
                parts: Vec::new(),
            };
            let rest = ItemFields {
                allergens: Some(allergens.clone()),
                station: Some(station.clone()),
                prep_minutes: Some(*prep_minutes),
                kitchen_note: kitchen_note.clone(),
                ..ItemFields::default()
            };
            rest.put(&mut new, &house)?;
            require_refers(menu, &new)?;
            let found = find(&mut menu.categories, category);
            let found = there(Thing::Category, found, category)?;
            insert(&mut found.items, new, after);
        }
        Command::EditItem { id, set, expected } => {
            let found = there(Thing::Item, item_of(menu, id), id)?;
            let wish = (set, expected.as_ref(), Seen::Item as fn(_) -> _);
            edit((Thing::Item, id), found, wish, &house)?;
            if let Some(Some(station)) = &set.station {
                require_station(menu, station)?;
            }
        }
        Command::MoveItem {
            id,
            category,
            after,
        } => {
            let to = find(&mut menu.categories, category);
            let to = there(Thing::Category, to, category)?;
            if shift(&mut to.items, id, after).is_none() {
                let mut lists = menu.categories.iter_mut();
                let moved = lists.find_map(|c| take(&mut c.items, id));
                let moved = there(Thing::Item, moved, id)?;
                if let Some(to) = find(&mut menu.categories, category) {
                    insert(&mut to.items, moved, after);
                }
            }
        }
        Command::RemoveItem { id } => {
            let mut lists = menu.categories.iter_mut();
            let gone = lists.find_map(|c| take(&mut c.items, id));
            there(Thing::Item, gone, id)?;
            price_lists::forget_gone(menu);
            combos::forget_gone(menu);
        }
        Command::AttachGroup { item, group, after } => {
            if !menu.option_groups.iter().any(|g| &g.id == group) {
                return Err(WhyRefused::gone(Thing::Group, group));
            }
            let found = there(Thing::Item, item_of(menu, item), item)?;
            if shift(&mut found.option_groups, group, after).is_none() {
                insert(&mut found.option_groups, group.clone().into(), after);
            }
            require_few("option_groups", found.option_groups.len())?;
        }
        Command::DetachGroup { item, group } => {
            let found = there(Thing::Item, item_of(menu, item), item)?;
            take(&mut found.option_groups, group);
        }
        _ => {}
    }
    Ok(())
}

fn group(menu: &mut Menu, command: &Command) -> Done {
    let house = House::of(menu);
    let groups = &mut menu.option_groups;
    match command {
        Command::AddGroup {
            id,
            name,
            min,
            max,
            free,
        } => {
            require_free(Thing::Group, groups, id)?;
            let mut new = OptionGroup {
                id: id.clone(),
                name: name.put(None, &house.language),
                min: 0,
                max: 0,
                free: 0,
                options: Vec::new(),
            };
            let rest = GroupFields {
                min: Some(*min),
                max: Some(*max),
                free: Some(*free),
                ..GroupFields::default()
            };
            rest.put(&mut new, &house)?;
            groups.push(new);
        }
        Command::EditGroup { id, set, expected } => {
            let found = there(Thing::Group, find(groups, id), id)?;
            let wish = (set, expected.as_ref(), Seen::Group as fn(_) -> _);
            edit((Thing::Group, id), found, wish, &house)?;
        }
        Command::RemoveGroup { id } => {
            there(Thing::Group, take(groups, id), id)?;
            let items = menu.categories.iter_mut().flat_map(|c| &mut c.items);
            items.for_each(|item| item.option_groups.retain(|o| o.group != *id));
        }
        Command::AddOption {
            group,
            id,
            after,
            name,
            price,
        } => {
            let found = there(Thing::Group, find(groups, group), group)?;
            require_free(Thing::Option, &found.options, id)?;
            let new = MenuOption {
                id: id.clone(),
                name: name.put(None, &house.language),
                price: house.minor(*price)?,
            };
            insert(&mut found.options, new, after);
            require_few("options", found.options.len())?;
        }
        Command::EditOption {
            group,
            id,
            set,
            expected,
        } => {
            let found = there(Thing::Group, find(groups, group), group)?;
            let found = there(Thing::Option, find(&mut found.options, id), id)?;
            let wish = (set, expected.as_ref(), Seen::Priced as fn(_) -> _);
            edit((Thing::Option, id), found, wish, &house)?;
        }
        Command::MoveOption { group, id, after } => {
            let found = there(Thing::Group, find(groups, group), group)?;
            there(Thing::Option, shift(&mut found.options, id, after), id)?;
        }
        Command::RemoveOption { group, id } => {
            let found = there(Thing::Group, find(groups, group), group)?;
            there(Thing::Option, take(&mut found.options, id), id)?;
            overrides::forget(menu, group, id);
        }
        _ => {}
    }
    Ok(())
}

fn station(menu: &mut Menu, command: &Command) -> Done {
    let house = House::of(menu);
    let list = &mut menu.stations;
    match command {
        Command::AddStation { id, name, after } => {
            require_free(Thing::Station, list, id)?;
            let new = Station {
                id: id.clone(),
                name: name.as_ref().to_owned(),
            };
            insert(list, new, after);
        }
        Command::EditStation { id, set, expected } => {
            let found = there(Thing::Station, find(list, id), id)?;
            let wish = (set, expected.as_ref(), Seen::Station as fn(_) -> _);
            edit((Thing::Station, id), found, wish, &house)?;
        }
        Command::MoveStation { id, after } => {
            there(Thing::Station, shift(list, id, after), id)?;
        }
        Command::RemoveStation { id } => {
            there(Thing::Station, take(list, id), id)?;
            let items = menu.categories.iter_mut().flat_map(|c| &mut c.items);
            let bereft = items.filter(|item| item.station.as_ref() == Some(id));
            bereft.for_each(|item| item.station = None);
        }
        _ => {}
    }
    Ok(())
}

fn require_station(menu: &Menu, id: &StationId) -> Done {
    match menu.stations.iter().any(|s| &s.id == id) {
        true => Ok(()),
        false => Err(WhyRefused::gone(Thing::Station, id)),
    }
}

/// Refuses an item that names what the menu does not hold, or a group twice.
pub(super) fn require_refers(menu: &Menu, item: &Item) -> Done {
    if let Some(station) = &item.station {
        require_station(menu, station)?;
    }
    require_few("option_groups", item.option_groups.len())?;
    let mut named = BTreeSet::<&GroupId>::new();
    for offer in &item.option_groups {
        let mut groups = menu.option_groups.iter();
        let group = groups.find(|g| g.id == offer.group);
        apply_own::require_known(offer, there(Thing::Group, group, &offer.group)?)?;
        if !named.insert(&offer.group) {
            return Err(WhyRefused::invalid("option_groups", "each group once"));
        }
    }
    Ok(())
}
