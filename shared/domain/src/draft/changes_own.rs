//! What differs in what items have of their own.

use super::arrange::moves;
use super::changes::{Differences, by_id, ids, items};
use super::combos::{ComboFields, Sold};
use super::command::Command;
use super::fields::Fields;
use super::overrides::{GroupOverride, OptionOverride};
use super::priced_fields::PricedFields;
use super::thing::Thing;
use super::wording::Wording;
use crate::DomainError;
use crate::menu::Item;
use crate::offer::Offer;
use crate::variant::Variant;

impl Differences<'_> {
    /// What of an item's variants is otherwise; `before` has none of a new item.
    pub(super) fn variants(&mut self, had: &[Variant], item: &Item) -> Result<(), DomainError> {
        let within = Some(&item.name);
        for variant in had
            .iter()
            .filter(|v| by_id(&item.variants, &v.id).is_none())
        {
            let (item, id) = (item.id.clone(), variant.id.clone());
            let command = Command::RemoveVariant { item, id };
            self.note(Thing::Variant, &variant.name, within, command);
        }
        for variant in &item.variants {
            let Some(before) = by_id(had, &variant.id) else {
                continue;
            };
            if let Some((set, was)) = PricedFields::between(before, variant, &self.house)? {
                let command = Command::EditVariant {
                    item: item.id.clone(),
                    id: variant.id.clone(),
                    set,
                    expected: Some(was),
                };
                self.note(Thing::Variant, &variant.name, within, command);
            }
        }
        let kept = ids(had);
        for (id, behind) in moves(&kept, &ids(&item.variants)) {
            let Some(variant) = by_id(&item.variants, &id) else {
                continue;
            };
            let (after, of) = (behind.into(), item.id.clone());
            let command = match kept.contains(&id) {
                true => Command::MoveVariant {
                    item: of,
                    id,
                    after,
                },
                false => Command::AddVariant {
                    item: of,
                    id,
                    after,
                    name: Wording::of(&variant.name, &self.house.language)?,
                    price: self.house.money(variant.price),
                },
            };
            self.note(Thing::Variant, &variant.name, within, command);
        }
        Ok(())
    }

    /// Of what parts items are made. Told when all else is there: a combo offers other items.
    pub(super) fn combos(&mut self) -> Result<(), DomainError> {
        let (from, to) = (self.from, self.to);
        if ![from, to]
            .into_iter()
            .any(|menu| items(menu).any(|(_, i)| i.is_combo()))
        {
            return Ok(());
        }
        let sold = Sold::of(items(to).map(|(_, item)| item));
        for (category, item) in items(to) {
            let mut had = item.clone();
            had.parts = from
                .item(&item.id)
                .map_or(Vec::new(), |had| had.parts.clone());
            // What was offered and is gone went with it.
            sold.keep(&mut had.parts);
            if let Some((set, was)) = ComboFields::between(&had, item, &self.house)? {
                let command = Command::SetCombo {
                    item: item.id.clone(),
                    set,
                    expected: Some(was),
                };
                self.note(Thing::Item, &item.name, Some(&category.name), command);
            }
        }
        Ok(())
    }

    /// What an item says otherwise of the groups that it offers; `before` says nothing yet of
    /// a new one.
    pub(super) fn overrides(&mut self, before: &[Offer], item: &Item) -> Result<(), DomainError> {
        for offer in &item.option_groups {
            let Some(group) = by_id(&self.to.option_groups, &offer.group) else {
                continue;
            };
            let had = before.iter().find(|known| known.group == offer.group);
            let mut had = had.cloned().unwrap_or_else(|| offer.group.clone().into());
            // What was said of an option that is gone went with it.
            had.keep(|id| group.holds(id));
            if let Some((set, was)) = GroupOverride::between(&had, offer, &self.house)? {
                let command = Command::OverrideGroup {
                    item: item.id.clone(),
                    group: group.id.clone(),
                    set,
                    expected: Some(was),
                };
                self.note(Thing::Group, &group.name, Some(&item.name), command);
            }
            for option in &group.options {
                let of = |offer: &Offer| (offer.clone(), option.id.clone());
                let differs = OptionOverride::between(&of(&had), &of(offer), &self.house)?;
                if let Some((set, was)) = differs {
                    let command = Command::OverrideOption {
                        item: item.id.clone(),
                        group: group.id.clone(),
                        option: option.id.clone(),
                        set,
                        expected: Some(was),
                    };
                    self.note(Thing::Option, &option.name, Some(&item.name), command);
                }
            }
        }
        Ok(())
    }
}
