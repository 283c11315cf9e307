//! What a menu says of its combos: what of them is to be had, and what keeps one from being sold.

use std::collections::{BTreeMap, BTreeSet};

use super::combo::{ComboChoice, ComboPart, MAX_CHOICES, MAX_PARTS, MAX_PICKS};
use super::id::{ItemId, VariantId};
use super::menu::{Allergen, Category, Item, Menu, PRICES};
use super::moment::Moment;
use super::priced::NotNow;

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

/// The items of a menu by their IDs. A combo offers many, and a menu may have many combos, so
/// whoever asks for all of them looks each up here.
#[derive(Debug)]
pub struct Dishes<'m>(BTreeMap<&'m ItemId, (&'m Category, &'m Item)>);

impl Menu {
    /// Its items, to be looked up by what combos offer.
    pub fn dishes(&self) -> Dishes<'_> {
        let items = self.categories.iter();
        let items = items.flat_map(|category| category.items.iter().map(move |i| (category, i)));
        Dishes(
            items
                .map(|(category, item)| (&item.id, (category, item)))
                .collect(),
        )
    }
}

impl<'m> Dishes<'m> {
    fn found(&self, id: &ItemId) -> Option<(&'m Category, &'m Item)> {
        self.0.get(id).copied()
    }

    /// Whether there is some of an item, and of a combo something of each part that can be had at
    /// the moment.
    pub fn has(&self, item: &Item, at: &Moment<'_>) -> bool {
        let mut parts = item.parts.iter();
        let there = |choice: &ComboChoice| {
            // A branch may not sell all that its brand's menu offers.
            let found = self.found(&choice.item).filter(|_| self.sells(choice));
            let is_served = found.is_some_and(|(of, item)| item.not_now(of, at).is_none());
            is_served && at.stock.has(&choice.item)
        };
        let open = |part: &ComboPart| part.choices.iter().any(there);
        at.stock.has(&item.id) && parts.all(open)
    }

    /// Why a combo that is served itself cannot be ordered at a moment, though there is some of each
    /// part: it waits for what is served last of the parts of which nothing is served yet, or staff
    /// have to say what all that is left of a part costs.
    pub fn parts_not_now(&self, item: &Item, at: &Moment<'_>) -> Option<NotNow> {
        let mut latest = None;
        let mut is_unpriced = false;
        for part in &item.parts {
            let sold = part.choices.iter().filter(|choice| self.sells(choice));
            let left = sold.filter(|choice| at.stock.has(&choice.item));
            let left = left.filter_map(|choice| self.found(&choice.item));
            let why: Vec<_> = left.map(|(of, item)| item.not_now(of, at)).collect();
            if why.is_empty() {
                // Sold out, which no time ends.
                return None;
            }
            if why.iter().any(Option::is_none) {
                continue;
            }
            let starts = why.iter().filter_map(|why| match why {
                Some(NotNow::From(from)) => Some(*from),
                _ => None,
            });
            match starts.min() {
                Some(from) => latest = latest.max(Some(from)),
                None => is_unpriced = true,
            }
        }
        match is_unpriced {
            true => Some(NotNow::NoPrice),
            false => latest.map(NotNow::From),
        }
    }

    /// What it contains of the 14 allergens; of a combo also what anything of it contains, as
    /// somebody who must not eat that has to know before they choose.
    pub fn allergens(&self, item: &Item) -> Vec<Allergen> {
        let mut all = item.allergens.clone();
        for allergen in self.offered(item).flat_map(|dish| &dish.allergens) {
            if !all.contains(allergen) {
                all.push(*allergen);
            }
        }
        all
    }

    /// What may be picked for a combo.
    fn offered<'a>(&'a self, item: &'a Item) -> impl Iterator<Item = &'m Item> + 'a {
        let choices = item.parts.iter().flat_map(|part| &part.choices);
        choices.filter_map(|choice| Some(self.found(&choice.item)?.1))
    }

    /// Minutes from start to ready; of a combo those of whatever of it takes longest.
    pub fn prep_minutes(&self, item: &Item) -> u16 {
        let longest = self.offered(item).map(|dish| dish.prep_minutes).max();
        longest.unwrap_or(item.prep_minutes)
    }

    /// Whether what a combo offers is on the menu, in a form in which it is sold.
    pub(crate) fn sells(&self, choice: &ComboChoice) -> bool {
        self.found(&choice.item).is_some_and(|(_, item)| {
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
        let mut ids = BTreeSet::new();
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
        let mut seen = BTreeSet::new();
        for choice in &part.choices {
            let id = &choice.item;
            if !seen.insert((id, &choice.variant)) {
                return Some(format!("offers {id} twice"));
            }
            if !PRICES.contains(&choice.surcharge) {
                return Some(format!("has a price of {id} out of range"));
            }
            let Some((_, item)) = self.found(id).filter(|_| self.sells(choice)) else {
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
