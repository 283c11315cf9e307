//! The live cart: what a party (FAMILY) or one guest (INDIVIDUAL) has not sent yet.
//!
//! Every edit names one line by an ID that the client made, so edits of different lines
//! commute and the same edit twice is one edit. That is why several phones can change
//! one cart at once and nothing is lost.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::combo::{MAX_PICKS, Pick};
use super::combo_price::{Chosen, Picked, PricedPart, PricedWhole};
use super::id::{GuestId, ItemId, LineId, OptionId, TaxClass, VariantId};
use super::menu::{ChosenOption, Menu};
use super::moment::Moment;
use super::money::{Currency, Money};
use super::priced::NotNow;
use super::stock::Pieces;
use super::text::Note;
use super::variant::{ChosenVariant, full_name};
use super::weight::{Weighed, Weight, and_weight};
use super::{BadChoice, DomainError, WhichLine};

/// The most pieces on one line.
pub const MAX_QUANTITY: u32 = 99;
/// The most lines in one cart: an order of that size still fits one 32 KB event.
pub const MAX_LINES: usize = 60;
/// The most options of one line, so that what is read of a party or a branch has a bound.
pub const MAX_OPTIONS: usize = 30;
/// How many lines that were ordered a cart remembers, see [`Cart::spent`].
const MAX_SPENT: usize = 4 * MAX_LINES;

/// The ID of the cart that a FAMILY session shares.
pub const FAMILY_CART: &str = "family";

/// The ID of the cart in which staff keep the lines of a check that they have not sent.
pub const STAFF_CART: &str = "staff";

/// Who put a line into the cart.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AddedBy {
    pub guest_id: GuestId,
    /// Their name at that time.
    pub name: String,
}

impl AddedBy {
    /// Staff, whoever it was: guests read it, and the record says who.
    pub fn staff() -> Self {
        Self {
            guest_id: GuestId::of_staff(),
            name: "Staff".to_owned(),
        }
    }

    /// Whether staff put it there.
    pub fn is_staff(&self) -> bool {
        self.guest_id == GuestId::of_staff()
    }
}

/// One line of a cart, priced from the menu of the moment it was put.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct CartLine {
    /// Made by the client.
    pub id: LineId,
    /// What.
    pub item_id: ItemId,
    pub name: String,
    /// Which of its variants, where it has some.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub variant: Option<ChosenVariant>,
    /// 1 to [`MAX_QUANTITY`].
    pub quantity: u32,
    /// The chosen options.
    pub options: Vec<ChosenOption>,
    /// A wish for the kitchen.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<Note>,
    /// Whether that note is about an allergy, as the guest said.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub allergy: bool,
    /// One piece with its options.
    pub unit_price: Money,
    /// All pieces.
    pub total: Money,
    /// How it is taxed; of a combo its parts say it.
    #[serde(
        default = "TaxClass::standard",
        skip_serializing_if = "TaxClass::is_standard"
    )]
    pub tax_class: TaxClass,
    /// Who put it there first.
    pub added_by: AddedBy,
    /// Of a combo: what was picked for its parts, in the menu's order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub parts: Vec<Picked>,
    /// What staff weighed of it, where it is sold by weight.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub weighed: Option<Weighed>,
}

impl CartLine {
    /// How many lines of an order it becomes: of a combo one for each part.
    pub fn order_lines(&self) -> usize {
        self.parts.len().max(1)
    }

    /// What it was chosen as; its options and what was picked for its parts are by their IDs.
    pub(super) fn chosen<'a>(&'a self, options: &'a [OptionId], picks: &'a [Pick]) -> Chosen<'a> {
        Chosen {
            item: &self.item_id,
            variant: self.variant.as_ref().map(|variant| &variant.id),
            options,
            picks,
            weight: self.weighed.map(|weighed| weighed.weight),
        }
    }

    fn which(&self, item: &ItemId, name: &str) -> WhichLine {
        WhichLine {
            line_id: self.id.clone(),
            item_id: item.clone(),
            name: name.to_owned(),
        }
    }

    /// What is taken of each item, with the item's name; a combo takes of itself and its parts.
    fn pieces(&self) -> BTreeMap<&ItemId, (&str, u32)> {
        let parts = self.parts.iter().map(|p| (&p.item_id, p.name.as_str()));
        let mut pieces = BTreeMap::new();
        for (item, name) in parts.chain([(&self.item_id, self.name.as_str())]) {
            let taken = pieces.entry(item).or_insert((name, 0_u32));
            taken.1 = taken.1.saturating_add(self.quantity);
        }
        pieces
    }

    /// What the dish is called with its variant or its weight.
    pub fn full_name(&self) -> String {
        let name = full_name(&self.name, self.variant.as_ref());
        and_weight(name, self.weighed.as_ref())
    }
}

/// A cart. Version 0 is the empty cart that nobody has written yet.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Cart {
    /// [`FAMILY_CART`] or the guest's ID.
    pub id: String,
    /// Grows with every change.
    pub version: u64,
    /// In the order in which they were added.
    pub lines: Vec<CartLine>,
    /// Lines that went out with an order. A retry of an edit that arrives after the order
    /// must not put the line into the next round.
    #[serde(default)]
    pub spent: Vec<LineId>,
    /// The version of how the branch works at its last edit: whoever shows what is to be paid for
    /// it goes by that one or a later one.
    #[serde(default, skip_serializing_if = "is_none_yet")]
    pub profile_version: u64,
    /// The sum of the lines.
    pub total: Money,
}

/// Of carts and orders from before 30 November 2026.
pub(crate) fn is_none_yet(version: &u64) -> bool {
    *version == 0
}

/// "This line shall be so": the whole wanted state of one line.
#[derive(Debug, Clone, PartialEq)]
pub struct PutLine {
    /// Made by the client.
    pub id: LineId,
    /// What.
    pub item_id: ItemId,
    /// Which of its variants; needed where it has some, refused where it has none.
    pub variant_id: Option<VariantId>,
    /// How many; 0 removes the line.
    pub quantity: u32,
    /// The chosen options.
    pub options: Vec<OptionId>,
    /// A wish for the kitchen.
    pub note: Option<Note>,
    /// Whether the note is about an allergy; without a note it says nothing. `None` is said
    /// by a page that does not know the question, and changes nothing about the same note.
    pub allergy: Option<bool>,
    /// What is picked for the parts of a combo.
    pub parts: Vec<Pick>,
    /// What staff weighed: needed of what is sold by weight, refused of anything else.
    pub weight: Option<Weight>,
}

impl PutLine {
    /// Refuses a weight from anybody but staff, several pieces of one weight, and staff's line of
    /// what is sold by weight without one.
    pub(super) fn require_weight(&self, menu: &Menu, staff: bool) -> Result<(), DomainError> {
        let wrong = |message: &str| Err(DomainError::invalid("weight", message));
        let is_weighed = || {
            let item = menu.item(&self.item_id);
            item.is_some_and(|item| item.priced.is_weighed())
        };
        match self.weight {
            Some(_) if !staff => wrong("our staff weigh it"),
            Some(_) if self.quantity != 1 => {
                let message = "1: what is weighed is one piece, each with its own line";
                Err(DomainError::invalid("quantity", message))
            }
            None if staff && is_weighed() => wrong("it is sold by weight: say what it weighs"),
            _ => Ok(()),
        }
    }

    /// What is taken of each item; a combo takes of itself and its parts.
    fn pieces(&self) -> BTreeMap<&ItemId, u32> {
        let parts = self.parts.iter().map(|pick| &pick.item);
        let mut pieces = BTreeMap::new();
        for item in parts.chain([&self.item_id]) {
            let taken = pieces.entry(item).or_insert(0_u32);
            *taken = taken.saturating_add(self.quantity);
        }
        pieces
    }

    /// What of it has no price at a moment.
    fn unpriced(&self, menu: &Menu, at: &Moment<'_>) -> &ItemId {
        let has_none = |id: &&ItemId| menu.item(id).is_some_and(|of| of.base_price(at).is_none());
        let found = self.pieces().into_keys().find(has_none);
        found.unwrap_or(&self.item_id)
    }

    fn which(&self, menu: &Menu, item: &ItemId) -> WhichLine {
        let name = menu.item(item).map(|item| menu.say(&item.name));
        WhichLine {
            line_id: self.id.clone(),
            item_id: item.clone(),
            name: name.unwrap_or_default().to_owned(),
        }
    }
}

impl Cart {
    /// The cart that nobody has written yet.
    pub fn empty(id: impl Into<String>, currency: Currency) -> Self {
        Self {
            id: id.into(),
            version: 0,
            lines: Vec::new(),
            spent: Vec::new(),
            profile_version: 0,
            total: Money::zero(currency),
        }
    }

    fn with_lines(&self, lines: Vec<CartLine>) -> Result<Self, DomainError> {
        let total = Money::sum(self.total.currency, lines.iter().map(|l| l.total))?;
        let version = if lines == self.lines {
            self.version
        } else {
            self.version + 1
        };
        Ok(Self {
            version,
            lines,
            total,
            id: self.id.clone(),
            spent: self.spent.clone(),
            profile_version: self.profile_version,
        })
    }

    /// Puts a line as wanted. An unchanged cart keeps its version.
    ///
    /// # Errors
    /// `Invalid` for a bad quantity, variant, options, parts or too many lines; `NotFound`,
    /// `ItemSoldOut`, `TooFewLeft`, `ItemNotServed` or `ItemNotPriced` for the item or one that is
    /// picked for a combo; `CartChanged` when the line has been ordered already.
    pub fn put(
        &self,
        menu: &Menu,
        moment: &Moment<'_>,
        put: &PutLine,
        by: &AddedBy,
    ) -> Result<Self, DomainError> {
        if self.spent.contains(&put.id) {
            return Err(DomainError::CartChanged);
        }
        if put.quantity > MAX_QUANTITY {
            return Err(DomainError::invalid(
                "quantity",
                format!("0 to {MAX_QUANTITY}"),
            ));
        }
        if put.options.len() > MAX_OPTIONS {
            let message = format!("at most {MAX_OPTIONS}");
            return Err(DomainError::invalid("options", message));
        }
        let options = put.parts.iter().map(|pick| pick.options.len());
        if options.clone().any(|count| count > MAX_OPTIONS) || options.len() > MAX_PICKS {
            let message = format!("at most {MAX_PICKS}, each with at most {MAX_OPTIONS} options");
            return Err(DomainError::invalid("parts", message));
        }
        if put.quantity == 0 {
            return self.remove(&put.id);
        }
        put.require_weight(menu, by.is_staff())?;
        self.require_had(menu, moment, put)?;
        // No more of it than before, and it has no price any more: that of the day has ended.
        let bad = &|choice| match choice {
            BadChoice::NotPriced { .. } => {
                DomainError::ItemNotPriced(Box::new(put.which(menu, put.unpriced(menu, moment))))
            }
            choice => DomainError::from(choice),
        };
        let chosen = Chosen {
            item: &put.item_id,
            variant: put.variant_id.as_ref(),
            options: &put.options,
            picks: &put.parts,
            weight: put.weight,
        };
        let PricedWhole { dish, parts } = menu.price_whole_or(chosen, moment, bad)?;
        let at = self.lines.iter().position(|l| l.id == put.id);
        let is_known = |line: &CartLine| line.allergy && line.note == put.note;
        let said = at.and_then(|i| self.lines.get(i)).is_some_and(is_known);
        let mut lines = self.lines.clone();
        let line = CartLine {
            id: put.id.clone(),
            item_id: put.item_id.clone(),
            name: dish.name.to_owned(),
            variant: dish.variant,
            quantity: put.quantity,
            total: dish.unit_price.times(put.quantity)?,
            unit_price: dish.unit_price,
            options: dish.options,
            tax_class: dish.item.tax_class.clone(),
            allergy: put.allergy.unwrap_or(said) && put.note.is_some(),
            note: put.note.clone(),
            added_by: by.clone(),
            parts: parts.iter().map(PricedPart::picked).collect(),
            weighed: dish.weighed,
        };
        let known = self.lines.iter().filter(|l| l.id != put.id);
        let others: usize = known.map(CartLine::order_lines).sum();
        let grows = at
            .and_then(|i| self.lines.get(i))
            .map_or(0, CartLine::order_lines);
        if line.order_lines() > grows && others + line.order_lines() > MAX_LINES {
            return Err(DomainError::invalid(
                "lines",
                format!("at most {MAX_LINES} lines"),
            ));
        }
        if let Some(old) = at.and_then(|i| lines.get_mut(i)) {
            *old = CartLine {
                added_by: old.added_by.clone(),
                ..line
            };
        } else {
            lines.push(line);
        }
        self.with_lines(lines)
    }

    /// Refuses a line of which something cannot be had, unless it takes no more of that than the
    /// line that it replaces.
    fn require_had(
        &self,
        menu: &Menu,
        moment: &Moment<'_>,
        put: &PutLine,
    ) -> Result<(), DomainError> {
        let before = self.lines.iter().find(|l| l.id == put.id);
        let held = before.map(CartLine::pieces).unwrap_or_default();
        let others = || self.lines.iter().filter(|l| l.id != put.id);
        for (item, needed) in put.pieces() {
            if held.get(item).is_some_and(|(_, held)| *held >= needed) {
                continue;
            }
            let taken = others().filter_map(|other| other.pieces().get(item).map(|(_, n)| *n));
            let wanted = taken.fold(needed, u32::saturating_add);
            let weighed = put.weight.is_some() && *item == put.item_id;
            let wanted = (wanted, weighed);
            require_had(menu, moment, item, wanted, || put.which(menu, item))?;
        }
        Ok(())
    }

    /// Removes a line; one that is not there is no error (the same delete twice).
    ///
    /// # Errors
    /// Only when the remaining total leaves its range.
    pub fn remove(&self, id: &LineId) -> Result<Self, DomainError> {
        self.with_lines(self.lines.iter().filter(|l| &l.id != id).cloned().collect())
    }

    /// Removes every line.
    ///
    /// # Errors
    /// None in practice; the type follows the other edits.
    pub fn clear(&self) -> Result<Self, DomainError> {
        self.with_lines(Vec::new())
    }

    /// The cart, edited while the branch worked as that version of its profile says.
    #[must_use]
    pub fn edited_by(self, profile_version: u64) -> Self {
        Self {
            profile_version,
            ..self
        }
    }

    /// The cart after its lines went out with an order.
    pub fn ordered(&self) -> Self {
        let mut spent = self.spent.clone();
        spent.extend(self.lines.iter().map(|l| l.id.clone()));
        let surplus = spent.len().saturating_sub(MAX_SPENT);
        spent.drain(..surplus);
        Self {
            id: self.id.clone(),
            version: self.version + 1,
            lines: Vec::new(),
            spent,
            profile_version: self.profile_version,
            total: Money::zero(self.total.currency),
        }
    }

    /// Refuses a cart that has grown beyond what one order may hold.
    ///
    /// # Errors
    /// `Invalid`.
    pub fn require_at_most(self, lines: u32) -> Result<Self, DomainError> {
        let all: usize = self.lines.iter().map(CartLine::order_lines).sum();
        match u32::try_from(all) {
            Ok(n) if n <= lines => Ok(self),
            _ => Err(DomainError::invalid(
                "lines",
                format!("at most {lines} lines"),
            )),
        }
    }

    /// The same lines at the prices of `menu` at a moment.
    ///
    /// # Errors
    /// For the first line that cannot be had so: `ItemGone`, `ItemSoldOut`, `TooFewLeft`,
    /// `ItemNotServed`, `ItemNotPriced` or `OptionsInvalid`.
    pub fn repriced(&self, menu: &Menu, at: &Moment<'_>) -> Result<Self, DomainError> {
        let mut lines = self.lines.clone();
        let mut wanted = Pieces::new();
        for line in &mut lines {
            let whole = line.clone();
            let which = || whole.which(&whole.item_id, &whole.name);
            // What is off the menu is gone for good, so that comes before sold out.
            if menu.item(&line.item_id).is_none() {
                return Err(DomainError::ItemGone(Box::new(which())));
            }
            for (item, (name, pieces)) in whole.pieces() {
                let sum = wanted.entry(item.clone()).or_default();
                *sum = sum.saturating_add(pieces);
                let weighed = whole.weighed.is_some() && *item == whole.item_id;
                require_had(menu, at, item, (*sum, weighed), || whole.which(item, name))?;
            }
            let options: Vec<_> = line.options.iter().map(|o| o.id.clone()).collect();
            let picks: Vec<_> = line.parts.iter().map(Picked::pick).collect();
            let chosen = whole.chosen(&options, &picks);
            let bad = |choice| {
                let (line, choice) = (Box::new(which()), Box::new(choice));
                DomainError::OptionsInvalid { line, choice }
            };
            let PricedWhole { dish, parts } = menu.price_whole_or(chosen, at, &bad)?;
            line.total = dish.unit_price.times(line.quantity)?;
            line.unit_price = dish.unit_price;
            line.tax_class = dish.item.tax_class.clone();
            line.parts = parts.iter().map(PricedPart::picked).collect();
            line.variant = dish.variant;
            line.options = dish.options;
            line.weighed = dish.weighed;
        }
        let total = Money::sum(self.total.currency, lines.iter().map(|l| l.total))?;
        Ok(Self {
            lines,
            total,
            ..self.clone()
        })
    }
}

/// Refuses more pieces of an item than there are, and any while it is not served or priced; what
/// was weighed has its price by that.
fn require_had(
    menu: &Menu,
    at: &Moment<'_>,
    item: &ItemId,
    (wanted, weighed): (u32, bool),
    which: impl FnOnce() -> WhichLine,
) -> Result<(), DomainError> {
    let left = at.stock.pieces(item);
    let found = menu.found(item).filter(|_| left != Some(0));
    match found.and_then(|(category, item)| item.not_now(category, at)) {
        Some(NotNow::From(from)) => {
            let line = Box::new(which());
            return Err(DomainError::ItemNotServed { line, from });
        }
        Some(NotNow::NoPrice) if weighed => {}
        Some(NotNow::NoPrice) => return Err(DomainError::ItemNotPriced(Box::new(which()))),
        None => {}
    }
    match left {
        Some(0) => Err(DomainError::ItemSoldOut(Box::new(which()))),
        Some(left) if left < wanted => {
            let line = Box::new(which());
            Err(DomainError::TooFewLeft { line, left })
        }
        _ => Ok(()),
    }
}

#[cfg(test)]
#[path = "cart_tests.rs"]
mod tests;
