//! Commands about what an item has of its own: its variants, the parts of a combo, and what it says otherwise of the
//! groups that it offers.

use super::arrange::{find, insert, shift, take};
use super::bounds::MAX_OPTIONS;
use super::combos;
use super::command::Command;
use super::doing::{Done, edit, item_of, require_few, require_free, there};
use super::fields::House;
use super::price_lists;
use super::refused::{Seen, WhyRefused};
use super::thing::Thing;
use crate::combo::ComboPart;
use crate::menu::{Menu, OptionGroup};
use crate::offer::Offer;
use crate::variant::Variant;

/// Changes the variants of an item as the command says.
pub(super) fn variant(menu: &mut Menu, command: &Command) -> Done {
    let house = House::of(menu);
    match command {
        Command::AddVariant {
            item,
            id,
            after,
            name,
            price,
        } => {
            let found = there(Thing::Item, item_of(menu, item), item)?;
            require_free(Thing::Variant, &found.variants, id)?;
            let new = Variant {
                id: id.clone(),
                name: name.put(None, &house.language),
                price: house.minor(*price)?,
            };
            insert(&mut found.variants, new, after);
            require_few("variants", found.variants.len())?;
            // A list's price of the item itself counts no more.
            price_lists::forget_gone(menu);
        }
        Command::EditVariant {
            item,
            id,
            set,
            expected,
        } => {
            let found = there(Thing::Item, item_of(menu, item), item)?;
            let found = there(Thing::Variant, find(&mut found.variants, id), id)?;
            let wish = (set, expected.as_ref(), Seen::Priced as fn(_) -> _);
            edit((Thing::Variant, id), found, wish, &house)?;
        }
        Command::MoveVariant { item, id, after } => {
            let found = there(Thing::Item, item_of(menu, item), item)?;
            there(Thing::Variant, shift(&mut found.variants, id, after), id)?;
        }
        Command::RemoveVariant { item, id } => {
            let found = there(Thing::Item, item_of(menu, item), item)?;
            there(Thing::Variant, take(&mut found.variants, id), id)?;
            price_lists::forget_gone(menu);
            combos::forget_gone(menu);
        }
        _ => {}
    }
    Ok(())
}

/// Changes of what parts an item is made, as the command says.
pub(super) fn combo(menu: &mut Menu, command: &Command) -> Done {
    let Command::SetCombo {
        item,
        set,
        expected,
    } = command
    else {
        return Ok(());
    };
    let house = House::of(menu);
    let found = there(Thing::Item, item_of(menu, item), item)?;
    let wish = (set, expected.as_ref(), Seen::Combo as fn(_) -> _);
    edit((Thing::Item, item), found, wish, &house)?;
    let parts = found.parts.clone();
    require_sold(menu, &parts)
}

/// Changes what an item says of a group as the command says.
pub(super) fn overridden(menu: &mut Menu, command: &Command) -> Done {
    let house = House::of(menu);
    match command {
        Command::OverrideGroup {
            item,
            group,
            set,
            expected,
        } => {
            let found = there(Thing::Item, item_of(menu, item), item)?;
            let found = there(Thing::Group, find(&mut found.option_groups, group), group)?;
            let wish = (set, expected.as_ref(), Seen::GroupOverride as fn(_) -> _);
            edit((Thing::Group, group), found, wish, &house)?;
        }
        Command::OverrideOption {
            item,
            group,
            option,
            set,
            expected,
        } => {
            let known = there(Thing::Group, find(&mut menu.option_groups, group), group)?;
            there(Thing::Option, find(&mut known.options, option), option)?;
            let found = there(Thing::Item, item_of(menu, item), item)?;
            let found = there(Thing::Group, find(&mut found.option_groups, group), group)?;
            let wish = (set, expected.as_ref(), Seen::OptionOverride as fn(_) -> _);
            let mut one = (found.clone(), option.clone());
            edit((Thing::Option, option), &mut one, wish, &house)?;
            *found = one.0;
        }
        _ => {}
    }
    Ok(())
}

/// Refuses what an item says of options that its group does not hold, or of limits that no
/// group could have.
pub(super) fn require_known(offer: &Offer, group: &OptionGroup) -> Done {
    let limits = [offer.min, offer.max, offer.free];
    if limits
        .into_iter()
        .flatten()
        .any(|n| usize::from(n) > MAX_OPTIONS)
    {
        let message = format!("at most {MAX_OPTIONS} options");
        return Err(WhyRefused::invalid("option_groups", message));
    }
    match offer.options().find(|id| !group.holds(id)) {
        Some(id) => Err(WhyRefused::gone(Thing::Option, id)),
        None => Ok(()),
    }
}

/// Refuses a combo that offers what is not on the menu.
pub(super) fn require_sold(menu: &Menu, parts: &[ComboPart]) -> Done {
    for choice in parts.iter().flat_map(|part| &part.choices) {
        let item = there(Thing::Item, menu.item(&choice.item), &choice.item)?;
        if let Some(id) = &choice.variant
            && !item.variants.iter().any(|variant| variant.id == *id)
        {
            return Err(WhyRefused::gone(Thing::Variant, id));
        }
    }
    Ok(())
}
