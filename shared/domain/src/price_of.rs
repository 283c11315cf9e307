//! The prices of a menu, each by what it is asked for.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::combo::{ComboChoice, ComboPart};
use super::id::{GroupId, ItemId, OptionId, PartId, VariantId};
use super::menu::{Item, Menu, OptionGroup};
use super::priced::PriceKind;

/// Which of a menu's prices is meant.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(tag = "of", rename_all = "snake_case", deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum PriceOf {
    /// An item's, where it has no variants.
    Item { item_id: ItemId },
    /// A variant's of an item.
    Variant {
        item_id: ItemId,
        variant_id: VariantId,
    },
    /// An option's, wherever no item prices it otherwise.
    Option {
        group_id: GroupId,
        option_id: OptionId,
    },
    /// An option's on one item, which prices it otherwise than its group does.
    OptionOfItem {
        item_id: ItemId,
        group_id: GroupId,
        option_id: OptionId,
    },
    /// What something that may be picked for a part of a combo adds to the combo's price.
    Surcharge {
        /// The combo.
        item_id: ItemId,
        part_id: PartId,
        /// What may be picked.
        choice_id: ItemId,
        /// Which of its variants, where it has some.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        variant_id: Option<VariantId>,
    },
}

impl PriceOf {
    /// What a choice of a combo's part adds to the combo's price.
    pub(super) fn surcharge(combo: &ItemId, part: &ComboPart, choice: &ComboChoice) -> Self {
        Self::Surcharge {
            item_id: combo.clone(),
            part_id: part.id.clone(),
            choice_id: choice.item.clone(),
            variant_id: choice.variant.clone(),
        }
    }
}

impl fmt::Display for PriceOf {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Item { item_id } => write!(f, "{item_id}"),
            Self::Variant {
                item_id,
                variant_id,
            } => write!(f, "{item_id}/{variant_id}"),
            Self::Option {
                group_id,
                option_id,
            } => write!(f, "{group_id}/{option_id}"),
            Self::OptionOfItem {
                item_id,
                group_id,
                option_id,
            } => write!(f, "{item_id}/{group_id}/{option_id}"),
            Self::Surcharge {
                item_id,
                part_id,
                choice_id,
                variant_id,
            } => {
                write!(f, "{item_id}/{part_id}/{choice_id}")?;
                match variant_id {
                    Some(variant_id) => write!(f, "/{variant_id}"),
                    None => Ok(()),
                }
            }
        }
    }
}

/// Each price of a menu that a branch may have otherwise, with the brand's, in the menu's order.
pub fn prices(menu: &Menu) -> Vec<(PriceOf, i64)> {
    let items = menu.categories.iter().flat_map(|c| &c.items);
    let of_groups = menu.option_groups.iter().flat_map(group_prices);
    items.flat_map(item_prices).chain(of_groups).collect()
}

/// The prices of an item: its own or its variants', those of the options that it prices, and of a
/// combo what its choices add. A market price is none of the menu's.
pub fn item_prices(item: &Item) -> impl Iterator<Item = (PriceOf, i64)> + '_ {
    let is_said = item.variants.is_empty() && item.priced != PriceKind::Market;
    let own = is_said.then(|| {
        let item_id = item.id.clone();
        (PriceOf::Item { item_id }, item.price)
    });
    let variants = item.variants.iter().map(|variant| {
        let of = PriceOf::Variant {
            item_id: item.id.clone(),
            variant_id: variant.id.clone(),
        };
        (of, variant.price)
    });
    let options = item.option_groups.iter().flat_map(|offer| {
        offer.prices.iter().map(|(option, price)| {
            let of = PriceOf::OptionOfItem {
                item_id: item.id.clone(),
                group_id: offer.group.clone(),
                option_id: option.clone(),
            };
            (of, *price)
        })
    });
    let choices = item.parts.iter().flat_map(|part| {
        let choices = part.choices.iter();
        choices.map(|choice| {
            let of = PriceOf::surcharge(&item.id, part, choice);
            (of, choice.surcharge)
        })
    });
    let own = own.into_iter().chain(variants);
    own.chain(options).chain(choices)
}

/// The prices of a group's options.
pub fn group_prices(group: &OptionGroup) -> impl Iterator<Item = (PriceOf, i64)> + '_ {
    group.options.iter().map(|option| {
        let of = PriceOf::Option {
            group_id: group.id.clone(),
            option_id: option.id.clone(),
        };
        (of, option.price)
    })
}

/// What the brand asks; `None` when its menu has no such price.
pub(super) fn brands_price(menu: &Menu, of: &PriceOf) -> Option<i64> {
    let mut found = match of {
        PriceOf::Item { item_id }
        | PriceOf::Variant { item_id, .. }
        | PriceOf::OptionOfItem { item_id, .. }
        | PriceOf::Surcharge { item_id, .. } => {
            item_prices(menu.item(item_id)?).collect::<Vec<_>>()
        }
        PriceOf::Option { group_id, .. } => {
            let mut groups = menu.option_groups.iter();
            group_prices(groups.find(|group| group.id == *group_id)?).collect()
        }
    }
    .into_iter();
    found.find(|(known, _)| known == of).map(|(_, price)| price)
}
