//! What of a shared group of options is otherwise with one item: its limits, and the price of
//! single options or that they are not offered.

use serde::{Deserialize, Serialize};

use super::bounds::MAX_OPTIONS;
use super::fields::{Fields, House, Unfit, differing, nullable, set, some_pair};
use crate::DomainError;
use crate::id::{GroupId, OptionId};
use crate::menu::{Item, Menu, OptionGroup};
use crate::money::Money;
use crate::offer::Offer;

/// The limits of a group with one item; `null` is as the group has it.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct GroupOverride {
    /// At least so many must be chosen.
    #[serde(
        default,
        deserialize_with = "nullable",
        skip_serializing_if = "Option::is_none"
    )]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<u8>, maximum = 60))]
    pub min: Option<Option<u8>>,
    /// At most so many may be chosen.
    #[serde(
        default,
        deserialize_with = "nullable",
        skip_serializing_if = "Option::is_none"
    )]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<u8>, maximum = 60))]
    pub max: Option<Option<u8>>,
    /// So many of the chosen ones that have a price cost nothing.
    #[serde(
        default,
        deserialize_with = "nullable",
        skip_serializing_if = "Option::is_none"
    )]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<u8>, maximum = 60))]
    pub free: Option<Option<u8>>,
}

impl Fields<Offer> for GroupOverride {
    fn seen(&self, it: &Offer, _house: &House) -> Result<Self, DomainError> {
        Ok(Self {
            min: self.min.map(|_| it.min),
            max: self.max.map(|_| it.max),
            free: self.free.map(|_| it.free),
        })
    }

    fn put(&self, it: &mut Offer, _house: &House) -> Result<(), Unfit> {
        for (field, count) in [("min", self.min), ("max", self.max), ("free", self.free)] {
            if count
                .flatten()
                .is_some_and(|n| usize::from(n) > MAX_OPTIONS)
            {
                return Err(Unfit::new(field, format!("at most {MAX_OPTIONS}")));
            }
        }
        set(self.min.as_ref(), &mut it.min);
        set(self.max.as_ref(), &mut it.max);
        set(self.free.as_ref(), &mut it.free);
        Ok(())
    }

    fn between(
        from: &Offer,
        to: &Offer,
        _house: &House,
    ) -> Result<Option<(Self, Self)>, DomainError> {
        let (min, max) = (differing(&from.min, &to.min), differing(&from.max, &to.max));
        let free = differing(&from.free, &to.free);
        let made = |min, max, free| Self { min, max, free };
        Ok(some_pair(
            made(min.0, max.0, free.0),
            made(min.1, max.1, free.1),
        ))
    }
}

/// An option with one item.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct OptionOverride {
    /// What it adds to the price of one piece; `null` is as the group has it.
    #[serde(
        default,
        deserialize_with = "nullable",
        skip_serializing_if = "Option::is_none"
    )]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<Money>))]
    pub price: Option<Option<Money>>,
    /// Whether the item offers it; as any option of the group it does.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub offered: Option<bool>,
}

/// An option in what an item says of its group.
pub(super) type Overridden = (Offer, OptionId);

impl Fields<Overridden> for OptionOverride {
    fn seen(&self, (offer, option): &Overridden, house: &House) -> Result<Self, DomainError> {
        let price = offer.prices.get(option).map(|price| house.money(*price));
        Ok(Self {
            price: self.price.map(|_| price),
            offered: self.offered.map(|_| !offer.without.contains(option)),
        })
    }

    fn put(&self, (offer, option): &mut Overridden, house: &House) -> Result<(), Unfit> {
        match self.price {
            Some(Some(price)) => {
                offer.prices.insert(option.clone(), house.minor(price)?);
            }
            Some(None) => drop(offer.prices.remove(option)),
            None => {}
        }
        match self.offered {
            Some(true) => drop(offer.without.remove(option)),
            Some(false) => drop(offer.without.insert(option.clone())),
            None => {}
        }
        Ok(())
    }

    fn between(
        from: &Overridden,
        to: &Overridden,
        house: &House,
    ) -> Result<Option<(Self, Self)>, DomainError> {
        let all = Self {
            price: Some(None),
            offered: Some(true),
        };
        let (was, shall) = (all.seen(from, house)?, all.seen(to, house)?);
        let price = differing(&was.price, &shall.price);
        let offered = differing(&was.offered, &shall.offered);
        let made = |price: Option<_>, offered: Option<_>| Self {
            price: price.flatten(),
            offered: offered.flatten(),
        };
        Ok(some_pair(
            made(price.0, offered.0),
            made(price.1, offered.1),
        ))
    }
}

/// Nothing is said of an option any more that the group does not hold.
pub(super) fn forget(menu: &mut Menu, group: &GroupId, option: &OptionId) {
    let items = menu.categories.iter_mut().flat_map(|c| &mut c.items);
    let offers = items.flat_map(|item| &mut item.option_groups);
    for offer in offers.filter(|offer| offer.group == *group) {
        offer.forget(option);
    }
}

/// The same of all options that are not in a group any more.
pub(super) fn forget_gone(menu: &mut Menu, group: &OptionGroup) {
    let items = menu.categories.iter_mut().flat_map(|c| &mut c.items);
    let offers = items.flat_map(|item| &mut item.option_groups);
    for offer in offers.filter(|offer| offer.group == group.id) {
        offer.keep(|id| group.holds(id));
    }
}

/// What of single options an item says, of all its groups.
pub(super) fn count(item: &Item) -> usize {
    let offers = item.option_groups.iter();
    offers.map(|o| o.prices.len() + o.without.len()).sum()
}
