//! What a combo costs, and what of it each of its parts brings in.

use serde::{Deserialize, Serialize};

use super::combo::{ComboPart, Pick};
use super::id::{ItemId, OptionId, PartId, TaxClass, VariantId};
use super::menu::{ChosenOption, Item, Menu, PricedItem};
use super::moment::Moment;
use super::money::Money;
use super::variant::{ChosenVariant, full_name};
use super::weight::Weight;
use super::{BadChoice, DomainError};

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
    /// How it is taxed.
    #[serde(
        default = "TaxClass::standard",
        skip_serializing_if = "TaxClass::is_standard"
    )]
    pub tax_class: TaxClass,
    /// Of the price of one combo: what of it is taxed so. Carts from before 30 November 2026 do
    /// not have it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub share: Option<Money>,
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

/// What somebody chose of a menu.
#[derive(Debug, Clone, Copy)]
pub struct Chosen<'a> {
    pub item: &'a ItemId,
    /// Which of its variants.
    pub variant: Option<&'a VariantId>,
    pub options: &'a [OptionId],
    /// What is picked for the parts of a combo.
    pub picks: &'a [Pick],
    /// What staff weighed of it.
    pub weight: Option<Weight>,
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
            tax_class: self.alone.item.tax_class.clone(),
            share: Some(self.share),
        }
    }
}

/// An item as a guest chose it, checked and priced for one piece: of a combo with its parts.
#[derive(Debug, Clone, PartialEq)]
pub struct PricedWhole<'a> {
    /// The item. Of a combo its `unit_price` is that of all that was picked.
    pub dish: PricedItem<'a>,
    /// What was picked for the parts of a combo, in the menu's order.
    pub parts: Vec<PricedPart<'a>>,
}

impl Menu {
    /// As [`Menu::price_or`], with what was picked for the parts of a combo: one piece costs the
    /// combo's price, the surcharges of what was picked and the options within it. Each part has
    /// its share of that, in proportion to what it costs alone.
    ///
    /// # Errors
    /// As [`Menu::price_or`], also for a part for which too few or too many are picked, or
    /// something that it does not offer.
    pub fn price_whole_or(
        &self,
        chosen: Chosen<'_>,
        at: &Moment<'_>,
        bad: &dyn Fn(BadChoice) -> DomainError,
    ) -> Result<PricedWhole<'_>, DomainError> {
        let Chosen {
            item,
            variant,
            options,
            picks,
            weight,
        } = chosen;
        let mut dish = self.price_or((item, weight), variant, options, at, bad)?;
        let combo = dish.item;
        self.require_offered(combo, picks).map_err(bad)?;
        let mut parts = Vec::with_capacity(picks.len());
        for part in &combo.parts {
            for pick in picks.iter().filter(|pick| pick.part == part.id) {
                parts.push(self.priced_part(part, pick, at, bad)?);
            }
        }
        for part in &parts {
            let options = part.alone.options.iter().map(|option| option.price);
            let more = options.chain([part.surcharge]);
            dish.unit_price = more.into_iter().try_fold(dish.unit_price, Money::plus)?;
        }
        share_out(dish.unit_price, &mut parts)?;
        Ok(PricedWhole { dish, parts })
    }

    fn priced_part<'a>(
        &'a self,
        part: &'a ComboPart,
        pick: &Pick,
        at: &Moment<'_>,
        bad: &dyn Fn(BadChoice) -> DomainError,
    ) -> Result<PricedPart<'a>, DomainError> {
        let (dish, variant) = ((&pick.item, None), pick.variant.as_ref());
        let alone = self.price_or(dish, variant, &pick.options, at, bad)?;
        let choice = part.choice(&pick.item, pick.variant.as_ref());
        let surcharge = choice.map_or(0, |choice| choice.surcharge);
        Ok(PricedPart {
            part,
            name: self.say(&part.name),
            alone,
            surcharge: Money::new(surcharge, self.currency),
            share: Money::zero(self.currency),
        })
    }

    /// Refuses picks of which a part has too few or too many, or that it does not offer.
    fn require_offered(&self, combo: &Item, picks: &[Pick]) -> Result<(), BadChoice> {
        for pick in picks {
            let part = combo.parts.iter().find(|part| part.id == pick.part);
            let choice = part.and_then(|part| part.choice(&pick.item, pick.variant.as_ref()));
            if choice.is_none_or(|choice| self.item(&choice.item).is_none()) {
                return Err(BadChoice::PartNotOffered {
                    combo: self.say(&combo.name).to_owned(),
                    part_id: pick.part.clone(),
                    item_id: pick.item.clone(),
                });
            }
        }
        for part in &combo.parts {
            let picked = picks.iter().filter(|pick| pick.part == part.id).count();
            if picked != usize::from(part.count) {
                return Err(BadChoice::PartCount {
                    part_id: part.id.clone(),
                    part: self.say(&part.name).to_owned(),
                    count: part.count,
                    picked,
                });
            }
        }
        Ok(())
    }
}

/// Gives each part its share of the price, by what it costs alone; where none costs anything, all
/// the same.
fn share_out(price: Money, parts: &mut [PricedPart<'_>]) -> Result<(), DomainError> {
    if parts.is_empty() {
        return Ok(());
    }
    let cost = |part: &PricedPart<'_>| u64::try_from(part.alone.unit_price.minor).unwrap_or(0);
    let mut weights: Vec<u64> = parts.iter().map(cost).collect();
    if weights.iter().all(|weight| *weight == 0) {
        weights.fill(1);
    }
    for (part, share) in parts.iter_mut().zip(price.allocate(&weights)?) {
        part.share = share;
    }
    Ok(())
}

#[cfg(test)]
#[path = "combo_tests.rs"]
mod tests;
