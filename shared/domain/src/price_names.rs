//! What the prices of a menu are for, by name.

use super::id::{ItemId, VariantId};
use super::menu::{Item, Menu};
use super::price_of::PriceOf;

impl Menu {
    /// What is sold for a price: the item, the variant or the option, or what is picked for a part
    /// of a combo, with its variant. Empty when the menu holds no such thing.
    pub fn name_of(&self, which: &PriceOf) -> String {
        let item = which.item().and_then(|id| self.item(id));
        self.name_at(item, which)
    }

    /// As [`Menu::name_of`], where the item that the price belongs to is at hand.
    pub fn name_at(&self, item: Option<&Item>, which: &PriceOf) -> String {
        let found = match which {
            PriceOf::Item { .. } => item.map(|item| self.say(&item.name).to_owned()),
            PriceOf::Variant { variant_id, .. } => {
                item.and_then(|item| self.variant_name(item, variant_id))
            }
            PriceOf::Option {
                group_id,
                option_id,
            }
            | PriceOf::OptionOfItem {
                group_id,
                option_id,
                ..
            } => {
                let groups = self.option_groups.iter().filter(|g| g.id == *group_id);
                let mut options = groups.flat_map(|group| &group.options);
                let found = options.find(|known| known.id == *option_id);
                found.map(|option| self.say(&option.name).to_owned())
            }
            PriceOf::Surcharge {
                choice_id,
                variant_id,
                ..
            } => self.choice_name(choice_id, variant_id.as_ref()),
        };
        found.unwrap_or_default()
    }

    fn variant_name(&self, item: &Item, id: &VariantId) -> Option<String> {
        let mut variants = item.variants.iter();
        let found = variants.find(|variant| variant.id == *id);
        found.map(|variant| self.say(&variant.name).to_owned())
    }

    fn choice_name(&self, dish: &ItemId, variant: Option<&VariantId>) -> Option<String> {
        let item = self.item(dish)?;
        let dish = self.say(&item.name);
        let variant = variant.and_then(|id| self.variant_name(item, id));
        Some(match variant {
            Some(variant) => format!("{dish}, {variant}"),
            None => dish.to_owned(),
        })
    }
}

impl PriceOf {
    /// The item that it is a price of; none of an option that items share.
    pub fn item(&self) -> Option<&ItemId> {
        match self {
            Self::Item { item_id }
            | Self::Variant { item_id, .. }
            | Self::OptionOfItem { item_id, .. }
            | Self::Surcharge { item_id, .. } => Some(item_id),
            Self::Option { .. } => None,
        }
    }

    /// The part of a combo for which something is picked for it, by name.
    pub fn part<'a>(&self, menu: &'a Menu, combo: &'a Item) -> Option<&'a str> {
        let Self::Surcharge { part_id, .. } = self else {
            return None;
        };
        let mut parts = combo.parts.iter();
        let part = parts.find(|part| part.id == *part_id);
        part.map(|part| menu.say(&part.name))
    }
}
