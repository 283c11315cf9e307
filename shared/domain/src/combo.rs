//! Combos: one item with one price, made of parts. For each part something is picked from the
//! menu, with the options that it has there.

use serde::{Deserialize, Serialize};

use super::id::{ItemId, LineId, OptionId, PartId, VariantId};
use super::language::Text;
use super::menu::{ChosenOption, Item, Menu, PRICES, PricedItem};
use super::money::Money;
use super::stock::Stock;
use super::variant::{ChosenVariant, full_name};

/// The most parts of a combo.
pub const MAX_PARTS: usize = 10;
/// The most that there is to pick from for one part.
pub const MAX_CHOICES: usize = 50;
/// The most that is picked for a whole combo: each of it becomes a line of the order.
pub const MAX_PICKS: usize = 12;

fn one() -> u8 {
    1
}

fn is_one(count: &u8) -> bool {
    *count == 1
}

fn is_zero(minor: &i64) -> bool {
    *minor == 0
}

/// A part of a combo: the main dish, a side, a drink.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ComboPart {
    /// Unique within its combo.
    pub id: PartId,
    pub name: Text,
    /// So many are picked; the same may be picked again.
    #[serde(default = "one", skip_serializing_if = "is_one")]
    pub count: u8,
    /// What there is to pick from, in this order.
    pub choices: Vec<ComboChoice>,
}

/// Something that may be picked for a part.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ComboChoice {
    pub item: ItemId,
    /// Which of its variants, where it has some.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub variant: Option<VariantId>,
    /// Minor units that it adds to the combo's price.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub surcharge: i64,
}

/// What a guest picks for a part.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pick {
    pub part: PartId,
    pub item: ItemId,
    /// Which of its variants, where it has some.
    pub variant: Option<VariantId>,
    /// The chosen ones of its own options.
    pub options: Vec<OptionId>,
}

/// What was picked for a part, with names and prices of that moment.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Picked {
    pub part_id: PartId,
    /// The part's name.
    pub part: String,
    pub item_id: ItemId,
    pub name: String,
    /// Which of its variants, where it has some.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub variant: Option<ChosenVariant>,
    /// The chosen ones of its own options.
    pub options: Vec<ChosenOption>,
    /// What it adds to the combo's price, without its options.
    pub surcharge: Money,
}

impl Picked {
    /// What the dish is called with its variant.
    pub fn full_name(&self) -> String {
        full_name(&self.name, self.variant.as_ref())
    }

    /// The same as somebody picks it.
    pub fn pick(&self) -> Pick {
        Pick {
            part: self.part_id.clone(),
            item: self.item_id.clone(),
            variant: self.variant.as_ref().map(|variant| variant.id.clone()),
            options: self.options.iter().map(|o| o.id.clone()).collect(),
        }
    }
}

/// A pick, checked and priced.
#[derive(Debug, Clone, PartialEq)]
pub struct PricedPart<'a> {
    pub part: &'a ComboPart,
    /// The part's name in the menu's own language.
    pub name: &'a str,
    /// What was picked, at what it costs alone.
    pub alone: PricedItem<'a>,
    /// What it adds to the combo's price, without its options.
    pub surcharge: Money,
    /// Of the price of one combo; all shares sum to it exactly.
    pub share: Money,
}

impl PricedPart<'_> {
    /// What of it a cart keeps.
    pub fn picked(&self) -> Picked {
        Picked {
            part_id: self.part.id.clone(),
            part: self.name.to_owned(),
            item_id: self.alone.item.id.clone(),
            name: self.alone.name.to_owned(),
            variant: self.alone.variant.clone(),
            options: self.alone.options.clone(),
            surcharge: self.surcharge,
        }
    }
}

/// The combo that a line of an order is a part of.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct InCombo {
    /// The line of the cart; all parts of one combo have the same.
    pub line: LineId,
    /// The combo on the menu.
    pub item_id: ItemId,
    /// Its name when it was ordered.
    pub name: String,
    /// Which part.
    pub part_id: PartId,
    /// The part's name.
    pub part: String,
}

impl ComboPart {
    /// Whether it can be picked for this part.
    pub fn choice(&self, item: &ItemId, variant: Option<&VariantId>) -> Option<&ComboChoice> {
        let mut choices = self.choices.iter();
        choices.find(|c| c.item == *item && c.variant.as_ref() == variant)
    }
}

impl Item {
    /// Whether it is made of parts.
    pub fn is_combo(&self) -> bool {
        !self.parts.is_empty()
    }

    /// How many are picked for all its parts.
    pub fn picks(&self) -> usize {
        self.parts.iter().map(|part| usize::from(part.count)).sum()
    }
}

impl Menu {
    /// Whether an item can be ordered: it is to be had, and of a combo something of each part.
    pub fn has(&self, item: &Item, stock: &Stock) -> bool {
        let mut parts = item.parts.iter();
        let open = |part: &ComboPart| part.choices.iter().any(|c| stock.has(&c.item));
        stock.has(&item.id) && parts.all(open)
    }

    /// Minutes from start to ready; of a combo those of whatever of it takes longest.
    pub fn prep_minutes(&self, item: &Item) -> u16 {
        let choices = item.parts.iter().flat_map(|part| &part.choices);
        let dishes = choices.filter_map(|choice| self.item(&choice.item));
        let longest = dishes.map(|dish| dish.prep_minutes).max();
        longest.unwrap_or(item.prep_minutes)
    }

    /// Whether what a combo offers is on the menu, in a form in which it is sold.
    pub(crate) fn sells(&self, choice: &ComboChoice) -> bool {
        self.item(&choice.item).is_some_and(|item| {
            let of = |id: &VariantId| item.variants.iter().any(|v| v.id == *id);
            choice.variant.as_ref().is_none_or(of)
        })
    }

    /// What keeps a combo from being sold, in words; nothing of what is no combo.
    pub(crate) fn combo_fault(&self, item: &Item) -> Option<String> {
        if !item.is_combo() {
            return None;
        }
        if item.parts.len() > MAX_PARTS || item.picks() > MAX_PICKS {
            return Some(format!(
                "has more than {MAX_PARTS} parts or {MAX_PICKS} picks"
            ));
        }
        if !item.variants.is_empty() || !item.option_groups.is_empty() {
            return Some("is a combo with variants or groups of its own".to_owned());
        }
        let mut ids = std::collections::BTreeSet::new();
        for part in &item.parts {
            let id = &part.id;
            if !ids.insert(id) {
                return Some(format!("has the part {id} twice"));
            }
            if let Some(fault) = self.part_fault(part) {
                return Some(format!("has the part {id}, which {fault}"));
            }
        }
        None
    }

    fn part_fault(&self, part: &ComboPart) -> Option<String> {
        if part.count == 0 || part.choices.is_empty() {
            return Some("offers nothing".to_owned());
        }
        if part.choices.len() > MAX_CHOICES {
            return Some(format!("offers more than {MAX_CHOICES}"));
        }
        let mut seen = std::collections::BTreeSet::new();
        for choice in &part.choices {
            let id = &choice.item;
            if !seen.insert((id, &choice.variant)) {
                return Some(format!("offers {id} twice"));
            }
            if !PRICES.contains(&choice.surcharge) {
                return Some(format!("has a price of {id} out of range"));
            }
            let Some(item) = self.item(id).filter(|_| self.sells(choice)) else {
                return Some(format!("offers {id}, which is not there"));
            };
            if item.is_combo() {
                return Some(format!("offers the combo {id}"));
            }
            if choice.variant.is_none() && !item.variants.is_empty() {
                return Some(format!("does not say which variant of {id}"));
            }
        }
        None
    }
}

#[cfg(test)]
#[path = "combo_tests.rs"]
mod tests;
