//! Combos, as menus offer them, carts hold them and orders remember them.

use serde::{Deserialize, Serialize};

use crate::domain::combo::{ComboChoice, ComboPart, InCombo, Pick};
use crate::domain::combo_price::Picked;
use crate::domain::id::{ItemId, LineId, OptionId, PartId, VariantId};
use crate::domain::menu::{ChosenOption, Menu};
use crate::domain::money::Money;
use crate::wire::texts::{Texts, texts};

/// Something that may be picked for a part of a combo; it stands on the menu with its options
/// and with whether it is to be had.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ComboChoiceView {
    pub item_id: ItemId,
    /// Which of its variants, where it has some.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub variant_id: Option<VariantId>,
    /// What it adds to the combo's price, when it adds something.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub surcharge: Option<Money>,
}

impl ComboChoiceView {
    fn of(menu: &Menu, choice: &ComboChoice) -> Self {
        let surcharge = Money::new(choice.surcharge, menu.currency);
        Self {
            item_id: choice.item.clone(),
            variant_id: choice.variant.clone(),
            surcharge: Some(surcharge).filter(|more| more.minor > 0),
        }
    }
}

/// A part of a combo.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ComboPartView {
    pub id: PartId,
    pub name: String,
    /// What it says in the menu's other languages, by BCP 47 tag.
    #[serde(skip_serializing_if = "Texts::is_empty")]
    #[cfg_attr(feature = "openapi", schema(required = false, value_type = std::collections::BTreeMap<String, crate::wire::texts::Said>))]
    pub texts: Texts,
    /// So many are picked; the same may be picked again.
    pub count: u8,
    /// What there is to pick from.
    pub choices: Vec<ComboChoiceView>,
}

impl ComboPartView {
    pub(crate) fn of(menu: &Menu, part: &ComboPart) -> Self {
        let choices = part.choices.iter();
        Self {
            id: part.id.clone(),
            name: menu.say(&part.name).to_owned(),
            texts: texts(menu, &part.name, None),
            count: part.count,
            choices: choices.map(|c| ComboChoiceView::of(menu, c)).collect(),
        }
    }
}

/// What was picked for a part of a combo.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PickedView {
    pub part_id: PartId,
    /// The part's name.
    pub part: String,
    pub item_id: ItemId,
    /// Its name, and that of its variant behind it.
    pub name: String,
    /// Which of its variants, where it has some.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub variant_id: Option<VariantId>,
    /// The chosen ones of its own options.
    pub options: Vec<ChosenOption>,
}

impl From<&Picked> for PickedView {
    fn from(picked: &Picked) -> Self {
        Self {
            part_id: picked.part_id.clone(),
            part: picked.part.clone(),
            item_id: picked.item_id.clone(),
            name: picked.full_name(),
            variant_id: picked.variant.as_ref().map(|variant| variant.id.clone()),
            options: picked.options.clone(),
        }
    }
}

/// What a guest picks for a part of a combo.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PickRequest {
    pub part_id: PartId,
    /// One of those that the part offers.
    pub item_id: ItemId,
    /// Which of its variants: as the part offers it.
    pub variant_id: Option<VariantId>,
    /// The chosen ones of its own options.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(max_items = 30))]
    pub options: Vec<OptionId>,
}

impl From<PickRequest> for Pick {
    fn from(request: PickRequest) -> Self {
        Self {
            part: request.part_id,
            item: request.item_id,
            variant: request.variant_id,
            options: request.options,
        }
    }
}

/// The combo that a line of an order is a part of. Its price is then its share of what the combo
/// costs.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct InComboView {
    /// The line of the cart: the parts of one combo have the same.
    pub line_id: LineId,
    /// The combo on the menu.
    pub item_id: ItemId,
    /// Its name when it was ordered.
    pub name: String,
    pub part_id: PartId,
    /// The part's name.
    pub part: String,
}

impl From<InCombo> for InComboView {
    fn from(combo: InCombo) -> Self {
        Self {
            line_id: combo.line,
            item_id: combo.item_id,
            name: combo.name,
            part_id: combo.part_id,
            part: combo.part,
        }
    }
}
