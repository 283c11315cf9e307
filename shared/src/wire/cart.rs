//! The live cart.

use serde::{Deserialize, Serialize};

use crate::domain::DomainError;
use crate::domain::bill::tax::TaxRules;
use crate::domain::cart::{AddedBy, Cart, CartLine, PutLine};
use crate::domain::combo::Pick;
use crate::domain::id::{ItemId, LineId, OptionId, VariantId};
use crate::domain::menu::ChosenOption;
use crate::domain::money::Money;
use crate::domain::object::{objects, optional};
use crate::domain::text::Note;
use crate::domain::weight::Weight;
use crate::wire::combo::{PickRequest, PickedView};
use crate::wire::to_pay::{Foot, TaxAmount};

/// A line of the cart.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CartLineView {
    /// Made by the client.
    pub id: LineId,
    /// What.
    pub item_id: ItemId,
    /// Its name, and that of its variant or its weight behind it.
    pub name: String,
    /// Which of its variants, where it has some.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub variant_id: Option<VariantId>,
    /// How many.
    pub quantity: u32,
    /// The chosen options.
    pub options: Vec<ChosenOption>,
    /// A wish for the kitchen.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<Note>,
    /// Whether that note is about an allergy, as the guest said.
    pub allergy: bool,
    /// One piece with its options.
    pub unit_price: Money,
    /// All pieces.
    pub total: Money,
    /// Who put it there.
    pub added_by: AddedBy,
    /// Of a combo: what was picked for its parts.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(feature = "openapi", schema(required = false))]
    pub parts: Vec<PickedView>,
    /// What staff weighed of it, where it is sold by weight.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub weight: Option<Weight>,
}

impl From<&CartLine> for CartLineView {
    fn from(line: &CartLine) -> Self {
        let (name, line) = (line.full_name(), line.clone());
        Self {
            id: line.id,
            item_id: line.item_id,
            name,
            variant_id: line.variant.map(|variant| variant.id),
            quantity: line.quantity,
            options: line.options,
            note: line.note,
            allergy: line.allergy,
            unit_price: line.unit_price,
            total: line.total,
            added_by: line.added_by,
            parts: line.parts.iter().map(PickedView::from).collect(),
            weight: line.weighed.map(|weighed| weighed.weight),
        }
    }
}

/// The cart.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CartView {
    /// `family`, or the guest's ID.
    pub id: String,
    /// Grows with every change; 0 is the empty cart that nobody has written yet.
    pub version: u64,
    /// In the order in which they were added.
    pub lines: Vec<CartLineView>,
    /// The sum of the lines, as the menu has their prices.
    pub total: Money,
    /// The taxes of the lines, as a bill of nothing else would have them: a row for each name and
    /// rate.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(feature = "openapi", schema(required = false))]
    pub taxes: Vec<TaxAmount>,
    /// What rounding adds to or takes off what is to be paid, where it does.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub round_off: Option<Money>,
    /// What a bill of this cart alone would come to, with its taxes and rounded. Left out where
    /// it would be more than any bill may be.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub to_pay: Option<Money>,
}

impl From<&Cart> for CartView {
    fn from(cart: &Cart) -> Self {
        Self {
            id: cart.id.clone(),
            version: cart.version,
            lines: cart.lines.iter().map(CartLineView::from).collect(),
            total: cart.total,
            taxes: Vec::new(),
            round_off: None,
            to_pay: None,
        }
    }
}

impl CartView {
    /// The cart with what is to be paid for it by these rules.
    pub fn taxed(cart: &Cart, rules: &TaxRules) -> Self {
        let Foot {
            taxes,
            round_off,
            to_pay,
        } = cart.to_pay(rules).into();
        Self {
            taxes,
            round_off,
            to_pay,
            ..Self::from(cart)
        }
    }
}

/// The whole wanted state of a cart line.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PutLineRequest {
    /// What.
    pub item_id: ItemId,
    /// Which of its variants: needed where it has some, refused where it has none.
    pub variant_id: Option<VariantId>,
    /// How many; 0 removes the line.
    #[cfg_attr(feature = "openapi", schema(maximum = 99))]
    pub quantity: u32,
    /// The chosen options.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(max_items = 30))]
    pub options: Vec<OptionId>,
    /// A wish for the kitchen.
    #[cfg_attr(feature = "openapi", schema(value_type = Option<Note>))]
    pub note: Option<String>,
    /// Whether the note is about an allergy. Without a note it says nothing; when it is left
    /// out, the line keeps what was said of the same note.
    pub allergy: Option<bool>,
    /// What is picked for the parts of a combo: for each part as many as it wants.
    #[serde(default, deserialize_with = "objects")]
    #[cfg_attr(feature = "openapi", schema(required = false, max_items = 12))]
    pub parts: Vec<PickRequest>,
    /// Of what is sold by weight, which staff alone take: what it weighs, in grams, or in hundredths
    /// of a pound where its price is per pound. Such a line is one piece.
    #[serde(default, deserialize_with = "optional")]
    pub weight: Option<Weight>,
}

impl PutLineRequest {
    /// What it says of the line of this ID.
    ///
    /// # Errors
    /// `Invalid` for a note that may not be so.
    pub fn of_line(self, id: LineId) -> Result<PutLine, DomainError> {
        Ok(PutLine {
            id,
            item_id: self.item_id,
            variant_id: self.variant_id,
            quantity: self.quantity,
            options: self.options,
            note: Note::parse(self.note.as_deref())?,
            allergy: self.allergy,
            parts: self.parts.into_iter().map(Pick::from).collect(),
            weight: self.weight,
        })
    }
}
