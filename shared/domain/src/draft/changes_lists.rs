//! What differs in the price lists.

use super::arrange::moves;
use super::changes::{Differences, by_id, ids};
use super::command::Command;
use super::fields::Fields;
use super::price_lists::{ListPrice, PriceListFields};
use super::thing::Thing;
use super::wording::Wording;
use crate::DomainError;
use crate::price_list::{OwnPrices, PriceList};

impl Differences<'_> {
    /// To be told last: lists name items, and forget those that went.
    pub(super) fn lists(&mut self) -> Result<(), DomainError> {
        let (from, to) = (self.from, self.to);
        let mut had = from.price_lists.clone();
        had.iter_mut().for_each(|list| list.keep_known(to));
        for list in &had {
            if by_id(&to.price_lists, &list.id).is_none() {
                let id = list.id.clone();
                let command = Command::RemovePriceList { id };
                self.note(Thing::PriceList, &list.name, None, command);
            }
        }
        for list in &to.price_lists {
            let Some(before) = by_id(&had, &list.id) else {
                continue;
            };
            if let Some((set, was)) = PriceListFields::between(before, list, &self.house)? {
                let (id, expected) = (list.id.clone(), Some(was));
                let command = Command::EditPriceList { id, set, expected };
                self.note(Thing::PriceList, &list.name, None, command);
            }
        }
        let kept = ids(&had);
        for (id, behind) in moves(&kept, &ids(&to.price_lists)) {
            let Some(list) = by_id(&to.price_lists, &id) else {
                continue;
            };
            let after = behind.into();
            let command = match kept.contains(&id) {
                true => Command::MovePriceList { id, after },
                false => Command::AddPriceList {
                    id,
                    name: Wording::of(&list.name, &self.house.language)?,
                    channels: list.channels.clone(),
                    times: list.times.clone(),
                    percent: list.percent.clone(),
                    after,
                },
            };
            self.note(Thing::PriceList, &list.name, None, command);
        }
        for list in &to.price_lists {
            self.list_prices(by_id(&had, &list.id), list)?;
        }
        Ok(())
    }

    /// What of the items' own prices in a list is otherwise, in the menu's order.
    fn list_prices(
        &mut self,
        before: Option<&PriceList>,
        list: &PriceList,
    ) -> Result<(), DomainError> {
        let none = OwnPrices::default();
        let to = self.to;
        for item in to.categories.iter().flat_map(|c| &c.items) {
            let had = before.and_then(|before| before.prices.get(&item.id));
            let (had, shall) = (
                had.unwrap_or(&none),
                list.prices.get(&item.id).unwrap_or(&none),
            );
            if had == shall {
                continue;
            }
            let variants = item.variants.iter().map(|v| Some(v.id.clone()));
            for variant in [None].into_iter().chain(variants) {
                let of = |own: &OwnPrices| (own.clone(), variant.clone());
                let differs = ListPrice::between(&of(had), &of(shall), &self.house)?;
                let Some((set, was)) = differs else {
                    continue;
                };
                let named = variant.as_ref().and_then(|id| by_id(&item.variants, id));
                let name = match named {
                    Some(variant) => {
                        let (dish, variant) = (to.say(&item.name), to.say(&variant.name));
                        format!("{dish}, {variant}").as_str().into()
                    }
                    None => item.name.clone(),
                };
                let command = Command::SetListPrice {
                    list: list.id.clone(),
                    item: item.id.clone(),
                    variant,
                    set,
                    expected: Some(was),
                };
                self.note(Thing::PriceList, &name, Some(&list.name), command);
            }
        }
        Ok(())
    }
}
