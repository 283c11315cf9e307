//! What a combo costs, and what of it each of its parts brings in.

use super::combo::{ComboPart, Pick, PricedPart};
use super::id::{ItemId, OptionId, VariantId};
use super::menu::{Item, Menu, PricedItem};
use super::money::Money;
use super::{BadChoice, DomainError};

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
        item: &ItemId,
        variant: Option<&VariantId>,
        chosen: &[OptionId],
        picks: &[Pick],
        bad: &dyn Fn(BadChoice) -> DomainError,
    ) -> Result<PricedItem<'_>, DomainError> {
        let mut whole = self.price_or(item, variant, chosen, bad)?;
        let combo = whole.item;
        self.require_offered(combo, picks).map_err(bad)?;
        let mut parts = Vec::with_capacity(picks.len());
        for part in &combo.parts {
            for pick in picks.iter().filter(|pick| pick.part == part.id) {
                parts.push(self.priced_part(part, pick, bad)?);
            }
        }
        for part in &parts {
            let options = part.alone.options.iter().map(|option| option.price);
            let more = options.chain([part.surcharge]);
            whole.unit_price = more.into_iter().try_fold(whole.unit_price, Money::plus)?;
        }
        share_out(whole.unit_price, &mut parts)?;
        whole.parts = parts;
        Ok(whole)
    }

    fn priced_part<'a>(
        &'a self,
        part: &'a ComboPart,
        pick: &Pick,
        bad: &dyn Fn(BadChoice) -> DomainError,
    ) -> Result<PricedPart<'a>, DomainError> {
        let alone = self.price_or(&pick.item, pick.variant.as_ref(), &pick.options, bad)?;
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
