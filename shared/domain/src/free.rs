//! What costs nothing, and whether that is meant.

use super::menu::{Item, Menu, OptionGroup};
use super::priced::PriceKind;

impl OptionGroup {
    /// Whether whoever has to choose of it pays for that, however they choose.
    pub fn always_costs(&self) -> bool {
        let mut prices: Vec<_> = self.options.iter().map(|option| option.price).collect();
        prices.sort_unstable();
        let least = prices.into_iter().take(usize::from(self.min));
        least.filter(|price| *price > 0).count() > usize::from(self.free)
    }
}

impl Item {
    /// Whether the item, or one of its variants, has a price of nothing that nobody has said is
    /// meant. What staff price daily has none on the menu.
    pub fn has_doubtful_price(&self) -> bool {
        let own = self.variants.is_empty().then_some(self.price);
        let variants = self.variants.iter().map(|variant| variant.price);
        let mut prices = own.into_iter().chain(variants);
        !self.may_be_free && self.priced != PriceKind::Market && prices.any(|price| price == 0)
    }
}

impl Menu {
    /// Whether an item costs something by what has to be chosen with it: a pizza that is priced
    /// by its size alone.
    pub fn is_paid_by_choices(&self, item: &Item) -> bool {
        self.groups_of(item).any(|group| group.always_costs())
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::fixtures::menu;

    fn group(min: u8, free: u8, prices: &[i64]) -> OptionGroup {
        let options = prices.iter().enumerate();
        let options: Vec<_> = options
            .map(|(at, price)| json!({"id": format!("o{at}"), "name": "O", "price": price}))
            .collect();
        serde_json::from_value(
            json!({"id": "g", "name": "G", "min": min, "max": 9, "free": free,
            "options": options}),
        )
        .unwrap()
    }

    #[test]
    fn a_choice_costs_when_its_cheapest_ones_do() {
        assert!(group(1, 0, &[900, 800]).always_costs());
        assert!(!group(1, 0, &[900, 0]).always_costs());
        assert!(!group(0, 0, &[900]).always_costs());
        assert!(group(2, 1, &[900, 800]).always_costs());
        assert!(!group(2, 1, &[900, 0]).always_costs());
        assert!(!group(1, 0, &[]).always_costs());
    }

    #[test]
    fn a_price_of_nothing_is_doubtful_until_somebody_says_that_it_is_meant() {
        let mut water = menu().item(&"water".parse().unwrap()).unwrap().clone();
        assert!(!water.has_doubtful_price());
        water.price = 0;
        assert!(water.has_doubtful_price());
        water.may_be_free = true;
        assert!(!water.has_doubtful_price());
        water.may_be_free = false;
        water.priced = PriceKind::Market;
        assert!(!water.has_doubtful_price());
        water.priced = PriceKind::Fixed;
        water.variants =
            serde_json::from_value(json!([{"id": "half", "name": "Half", "price": 100}])).unwrap();
        // With variants their prices count.
        assert!(!water.has_doubtful_price());
        water.variants[0].price = 0;
        assert!(water.has_doubtful_price());
    }
}
