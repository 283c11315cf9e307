//! Combos: one item with one price, made of parts. For each part something is picked from the
//! menu, with the options that it has there.

use serde::{Deserialize, Serialize};

use super::id::{ItemId, LineId, OptionId, PartId, VariantId};
use super::language::Text;

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

/// The combo that a line of an order is a part of.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct InCombo {
    /// The line of the cart; all parts of one combo have the same.
    pub line: LineId,
    /// The combo on the menu.
    pub item_id: ItemId,
    /// Its name when it was ordered.
    pub name: String,
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
