//! Which variant of an item is meant, and what it costs.

use super::BadChoice;
use super::id::VariantId;
use super::menu::{Item, Menu};
use super::moment::Moment;
use super::variant::ChosenVariant;
use super::weight::Weighed;

impl Item {
    /// What one piece costs at least, without options, in minor units.
    pub fn least_price(&self) -> i64 {
        let variants = self.variants.iter().map(|variant| variant.price);
        variants.min().unwrap_or(self.price)
    }
}

impl Menu {
    /// Checks the choice of a variant: its price, and the variant itself where there are any.
    pub(super) fn choose_variant(
        &self,
        item: &Item,
        chosen: Option<&VariantId>,
        weighed: Option<&Weighed>,
        at: &Moment<'_>,
    ) -> Result<(i64, Option<ChosenVariant>), BadChoice> {
        let name = || self.say(&item.name).to_owned();
        let Some(chosen) = chosen else {
            if !item.variants.is_empty() {
                return Err(BadChoice::VariantMissing { item: name() });
            }
            let price = match weighed {
                Some(weighed) => Some(weighed.price.minor),
                None => item.base_price(at),
            };
            let price = price.ok_or_else(|| BadChoice::NotPriced { item: name() })?;
            return Ok((price, None));
        };
        let found = item.variants.iter().find(|variant| variant.id == *chosen);
        let found = found.ok_or_else(|| BadChoice::VariantNotOffered {
            item: name(),
            variant_id: chosen.clone(),
        })?;
        // Nothing that staff price is published with variants.
        if !item.priced.is_fixed() {
            return Err(BadChoice::NotPriced { item: name() });
        }
        let variant = ChosenVariant {
            id: found.id.clone(),
            name: self.say(&found.name).to_owned(),
        };
        Ok((found.price, Some(variant)))
    }
}

#[cfg(test)]
#[path = "variant_tests.rs"]
mod tests;
