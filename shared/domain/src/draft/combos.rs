//! The parts of a combo as an edit sets them: all of them at once.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::fields::{Fields, House, Unfit};
use super::wording::{NameWording, Wording};
use crate::DomainError;
use crate::combo::{ComboChoice, ComboPart, MAX_CHOICES, MAX_PARTS, MAX_PICKS};
use crate::id::{ItemId, PartId, VariantId};
use crate::menu::{Item, Menu, PRICES};
use crate::money::Money;
use crate::object::objects;

fn one() -> u8 {
    1
}

fn is_one(count: &u8) -> bool {
    *count == 1
}

/// Something that may be picked for a part of a combo.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ChoiceFields {
    pub item: ItemId,
    /// Which of its variants; needed where it has some.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub variant: Option<VariantId>,
    /// What it adds to the combo's price; nothing when left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub surcharge: Option<Money>,
}

/// A part of a combo.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PartFields {
    /// Unique within its combo; of a new part, from who adds it.
    pub id: PartId,
    pub name: NameWording,
    /// So many are picked; one when left out.
    #[serde(default = "one", skip_serializing_if = "is_one")]
    #[cfg_attr(
        feature = "openapi",
        schema(required = false, minimum = 1, maximum = 12)
    )]
    pub count: u8,
    /// What there is to pick from, in this order.
    #[serde(default, deserialize_with = "objects")]
    #[cfg_attr(feature = "openapi", schema(required = false, max_items = 50))]
    pub choices: Vec<ChoiceFields>,
}

/// Of a combo.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ComboFields {
    /// All of its parts, in their order. An item without any is no combo.
    #[serde(deserialize_with = "objects")]
    #[cfg_attr(feature = "openapi", schema(max_items = 10))]
    pub parts: Vec<PartFields>,
}

impl Fields<Item> for ComboFields {
    /// The parts that there are; a name in the languages in which it is named here.
    fn seen(&self, it: &Item, house: &House) -> Result<Self, DomainError> {
        let parts = it.parts.iter().map(|part| {
            let named = self.parts.iter().find(|known| known.id == part.id);
            let own = &house.language;
            Ok(PartFields {
                name: match named {
                    Some(known) => known.name.seen(Some(&part.name), own)?,
                    None => Wording::of(&part.name, own)?,
                },
                ..fields_of(part, house)?
            })
        });
        let parts: Vec<_> = parts.collect::<Result<_, DomainError>>()?;
        let mut seen = Self { parts };
        // What costs nothing more may be said or left out.
        for (part, named) in seen.parts.iter_mut().zip(&self.parts) {
            for (choice, named) in part.choices.iter_mut().zip(&named.choices) {
                if choice.surcharge.is_none() && named.surcharge == Some(house.money(0)) {
                    choice.surcharge = named.surcharge;
                }
            }
        }
        Ok(seen)
    }

    fn put(&self, it: &mut Item, house: &House) -> Result<(), Unfit> {
        let parts = self.parts.iter().map(|part| {
            let before = it.parts.iter().find(|known| known.id == part.id);
            let choices = part.choices.iter().map(|choice| {
                let surcharge = choice.surcharge.map(|price| house.minor(price));
                Ok(ComboChoice {
                    item: choice.item.clone(),
                    variant: choice.variant.clone(),
                    surcharge: surcharge.transpose()?.unwrap_or(0),
                })
            });
            Ok(ComboPart {
                id: part.id.clone(),
                name: part.name.put(before.map(|p| &p.name), &house.language),
                count: part.count,
                choices: choices.collect::<Result<_, Unfit>>()?,
            })
        });
        it.parts = parts.collect::<Result<_, Unfit>>()?;
        require_bounds(&it.parts)
    }

    fn between(from: &Item, to: &Item, house: &House) -> Result<Option<(Self, Self)>, DomainError> {
        if from.parts == to.parts {
            return Ok(None);
        }
        let of = |item: &Item| {
            let parts = item.parts.iter().map(|part| fields_of(part, house));
            let parts = parts.collect::<Result<_, DomainError>>()?;
            Ok::<_, DomainError>(Self { parts })
        };
        let (mut set, mut was) = (of(to)?, of(from)?);
        for part in &mut set.parts {
            let before = was.parts.iter_mut().find(|known| known.id == part.id);
            let texts = (
                from.parts.iter().find(|p| p.id == part.id),
                to.parts.iter().find(|p| p.id == part.id),
            );
            if let (Some(before), (Some(from), Some(to))) = (before, texts) {
                let names = (Some(&from.name), Some(&to.name));
                let named = Wording::between(names.0, names.1, &house.language)?;
                if let Some((to, from)) = named {
                    (part.name, before.name) = (to, from);
                }
            }
        }
        Ok(Some((set, was)))
    }
}

fn fields_of(part: &ComboPart, house: &House) -> Result<PartFields, DomainError> {
    let choices = part.choices.iter().map(|choice| ChoiceFields {
        item: choice.item.clone(),
        variant: choice.variant.clone(),
        surcharge: (choice.surcharge != 0).then(|| house.money(choice.surcharge)),
    });
    Ok(PartFields {
        id: part.id.clone(),
        name: Wording::of(&part.name, &house.language)?,
        count: part.count,
        choices: choices.collect(),
    })
}

/// Refuses more parts, picks or choices than a combo may have, and one of them twice.
pub(super) fn require_bounds(parts: &[ComboPart]) -> Result<(), Unfit> {
    let wrong = |message: String| Err(Unfit::new("parts", message));
    let picks = parts.iter().map(|part| usize::from(part.count));
    if parts.len() > MAX_PARTS {
        return wrong(format!("at most {MAX_PARTS}"));
    }
    if parts.iter().any(|part| part.count == 0) || picks.sum::<usize>() > MAX_PICKS {
        return wrong(format!("1 to {MAX_PICKS} to pick in all"));
    }
    let mut ids = BTreeSet::new();
    for part in parts {
        if !ids.insert(&part.id) {
            return wrong(format!("two have the ID {}", part.id));
        }
        if part.choices.len() > MAX_CHOICES {
            return wrong(format!("at most {MAX_CHOICES} to pick from"));
        }
        let mut seen = BTreeSet::new();
        for choice in &part.choices {
            if !seen.insert((&choice.item, &choice.variant)) {
                return wrong(format!("{} offers {} twice", part.id, choice.item));
            }
            if !PRICES.contains(&choice.surcharge) {
                return wrong("a surcharge below 0 or too large".to_owned());
            }
        }
    }
    Ok(())
}

/// No combo offers any more what is not on the menu.
pub(super) fn forget_gone(menu: &mut Menu) {
    let items = menu.categories.iter().flat_map(|c| &c.items);
    if !items.clone().any(Item::is_combo) {
        return;
    }
    let sold = Sold::of(items);
    let items = menu.categories.iter_mut().flat_map(|c| &mut c.items);
    items.for_each(|item| sold.keep(&mut item.parts));
}

/// What a menu sells, and in which variants.
pub(super) struct Sold(BTreeMap<ItemId, BTreeSet<VariantId>>);

impl Sold {
    pub(super) fn of<'a>(items: impl Iterator<Item = &'a Item>) -> Self {
        let variants = |item: &Item| item.variants.iter().map(|v| v.id.clone()).collect();
        Self(items.map(|i| (i.id.clone(), variants(i))).collect())
    }

    /// Takes what it does not sell from what parts offer.
    pub(super) fn keep(&self, parts: &mut [ComboPart]) {
        for part in parts {
            part.choices.retain(|choice| {
                let of = |id| {
                    self.0
                        .get(&choice.item)
                        .is_some_and(|known| known.contains(id))
                };
                match &choice.variant {
                    Some(id) => of(id),
                    None => self.0.contains_key(&choice.item),
                }
            });
        }
    }
}

/// What all combos of a menu offer.
pub(super) fn count(item: &Item) -> usize {
    item.parts.iter().map(|part| part.choices.len()).sum()
}
