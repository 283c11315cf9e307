//! What of a price list an edit sets.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::fields::{Fields, House, Unfit, differing, nullable, parted, set, some_pair};
use super::wording::{NameWording, Wording};
use crate::DomainError;
use crate::id::VariantId;
use crate::menu::Menu;
use crate::money::Money;
use crate::object::some_distinct;
use crate::price_list::{Channel, OwnPrices, Percent, PriceList};
use crate::serving_times::ServingTimes;

/// Of a price list.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PriceListFields {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<NameWording>,
    /// For which ways of ordering it counts, all of them, each once.
    #[serde(
        default,
        deserialize_with = "some_distinct",
        skip_serializing_if = "Option::is_none"
    )]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<Vec<Channel>>, max_items = 3))]
    pub channels: Option<BTreeSet<Channel>>,
    /// When it counts, all of its times; none of them is always.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<Vec<crate::hours::OpeningTime>>, max_items = 14))]
    pub times: Option<ServingTimes>,
    /// What it makes of the menu's prices; `null` leaves them as they are.
    #[serde(
        default,
        deserialize_with = "nullable",
        skip_serializing_if = "Option::is_none"
    )]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<Percent>))]
    pub percent: Option<Option<Percent>>,
}

impl Fields<PriceList> for PriceListFields {
    fn seen(&self, it: &PriceList, house: &House) -> Result<Self, DomainError> {
        let name = self.name.as_ref();
        let name = name.map(|n| n.seen(Some(&it.name), &house.language));
        Ok(Self {
            name: name.transpose()?,
            channels: self.channels.as_ref().map(|_| it.channels.clone()),
            times: self.times.as_ref().map(|_| it.times.clone()),
            percent: self.percent.as_ref().map(|_| it.percent.clone()),
        })
    }

    fn put(&self, it: &mut PriceList, house: &House) -> Result<(), Unfit> {
        if let Some(name) = &self.name {
            it.name = name.put(Some(&it.name), &house.language);
        }
        let percent = self.percent.as_ref().and_then(Option::as_ref);
        if let Some((field, message)) = percent.and_then(Percent::fault) {
            return Err(Unfit::new(field, message));
        }
        set(self.channels.as_ref(), &mut it.channels);
        set(self.times.as_ref(), &mut it.times);
        set(self.percent.as_ref(), &mut it.percent);
        Ok(())
    }

    fn between(
        from: &PriceList,
        to: &PriceList,
        house: &House,
    ) -> Result<Option<(Self, Self)>, DomainError> {
        let name = Wording::between(Some(&from.name), Some(&to.name), &house.language)?;
        let name = parted(name);
        let channels = differing(&from.channels, &to.channels);
        let times = differing(&from.times, &to.times);
        let percent = differing(&from.percent, &to.percent);
        let made = |name, channels, times, percent| Self {
            name,
            channels,
            times,
            percent,
        };
        Ok(some_pair(
            made(name.0, channels.0, times.0, percent.0),
            made(name.1, channels.1, times.1, percent.1),
        ))
    }
}

/// What an item, or a variant of it, costs in a price list.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ListPrice {
    /// One piece without options; `null` is no price of its own.
    #[serde(
        default,
        deserialize_with = "nullable",
        skip_serializing_if = "Option::is_none"
    )]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<Money>))]
    pub price: Option<Option<Money>>,
}

/// The prices of an item in a list, and which of its variants is meant, if it has some.
pub(super) type InList = (OwnPrices, Option<VariantId>);

fn there((own, variant): &InList, house: &House) -> Option<Money> {
    let price = match variant {
        Some(variant) => own.variants.get(variant).copied(),
        None => own.price,
    };
    price.map(|price| house.money(price))
}

impl Fields<InList> for ListPrice {
    fn seen(&self, it: &InList, house: &House) -> Result<Self, DomainError> {
        Ok(Self {
            price: self.price.map(|_| there(it, house)),
        })
    }

    fn put(&self, (own, variant): &mut InList, house: &House) -> Result<(), Unfit> {
        let Some(price) = self.price else {
            return Ok(());
        };
        let price = price.map(|price| house.minor(price)).transpose()?;
        match (variant, price) {
            (Some(variant), Some(price)) => drop(own.variants.insert(variant.clone(), price)),
            (Some(variant), None) => drop(own.variants.remove(variant)),
            (None, price) => own.price = price,
        }
        Ok(())
    }

    fn between(
        from: &InList,
        to: &InList,
        house: &House,
    ) -> Result<Option<(Self, Self)>, DomainError> {
        let price = differing(&there(from, house), &there(to, house));
        let made = |price| Self { price };
        Ok(some_pair(made(price.0), made(price.1)))
    }
}

/// No list says anything any more of what the menu does not hold.
pub(super) fn forget_gone(menu: &mut Menu) {
    let mut lists = std::mem::take(&mut menu.price_lists);
    lists.iter_mut().for_each(|list| list.keep_known(menu));
    menu.price_lists = lists;
}
