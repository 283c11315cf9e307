//! What of one thing on the menu an edit sets. What is left out stays as it is, so edits of
//! different fields by two people are both kept.

use serde::{Deserialize, Deserializer, Serialize};

use super::wording::{DescriptionWording, MenuName, NameWording, Wording};
use crate::DomainError;
use crate::language::{Language, Text};
use crate::menu::{Category, Menu, PRICES, Station};
use crate::money::{Currency, Money};
use crate::serving_times::ServingTimes;

/// A value that breaks a rule.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Unfit {
    pub(super) field: &'static str,
    pub(super) message: String,
}

impl Unfit {
    pub(super) fn new(field: &'static str, message: impl Into<String>) -> Self {
        let message = message.into();
        Self { field, message }
    }
}

/// What a menu's texts and prices are in.
#[derive(Debug, Clone)]
pub(super) struct House {
    pub(super) language: Language,
    pub(super) currency: Currency,
}

impl House {
    pub(super) fn of(menu: &Menu) -> Self {
        Self {
            language: menu.language.clone(),
            currency: menu.currency,
        }
    }

    /// A price in minor units of the menu's currency.
    pub(super) fn minor(&self, price: Money) -> Result<i64, Unfit> {
        if price.currency != self.currency {
            let message = format!("this menu's prices are in {}", self.currency.code());
            return Err(Unfit::new("price", message));
        }
        match PRICES.contains(&price.minor) {
            true => Ok(price.minor),
            false => Err(Unfit::new("price", "below 0 or too large")),
        }
    }

    pub(super) fn money(&self, minor: i64) -> Money {
        Money::new(minor, self.currency)
    }
}

/// A field that may be there with `null`, which says something else than nothing.
pub(super) fn nullable<'de, D, T>(deserializer: D) -> Result<Option<Option<T>>, D::Error>
where
    D: Deserializer<'de>,
    T: Deserialize<'de>,
{
    Option::deserialize(deserializer).map(Some)
}

/// The same of two fields where they differ: what it shall be, and what it was.
pub(super) fn differing<T: Clone + PartialEq>(from: &T, to: &T) -> (Option<T>, Option<T>) {
    match from == to {
        true => (None, None),
        false => (Some(to.clone()), Some(from.clone())),
    }
}

pub(super) fn parted<T>(pair: Option<(T, T)>) -> (Option<T>, Option<T>) {
    pair.map_or((None, None), |(to, from)| (Some(to), Some(from)))
}

/// Sets `place` when there is something to set.
pub(super) fn set<T: Clone>(wish: Option<&T>, place: &mut T) {
    if let Some(wish) = wish {
        *place = wish.clone();
    }
}

/// Sets words that a thing may be without: empty ones are none.
pub(super) fn describe(
    wish: Option<&DescriptionWording>,
    place: &mut Option<Text>,
    own: &Language,
) {
    if let Some(words) = wish {
        let there = Some(words.put(place.as_ref(), own));
        *place = there.filter(|_| !words.is_empty());
    }
}

/// What of a thing on the menu can be edited.
pub(super) trait Fields<Of>: Sized + PartialEq + Default {
    /// What the fields that this one names hold now.
    fn seen(&self, thing: &Of, house: &House) -> Result<Self, DomainError>;

    /// Sets what it names.
    fn put(&self, thing: &mut Of, house: &House) -> Result<(), Unfit>;

    /// What makes `to` of `from`, and what stood there.
    fn between(from: &Of, to: &Of, house: &House) -> Result<Option<(Self, Self)>, DomainError>;
}

pub(super) fn some_pair<F: Default + PartialEq>(set: F, was: F) -> Option<(F, F)> {
    (set != F::default()).then_some((set, was))
}

/// Of a category.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CategoryFields {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<NameWording>,
    /// A line below the name; an empty one is none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub description: Option<DescriptionWording>,
    /// When it is served, all of its times; none of them is always.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<Vec<crate::hours::OpeningTime>>, max_items = 14))]
    pub times: Option<ServingTimes>,
}

impl Fields<Category> for CategoryFields {
    fn seen(&self, it: &Category, house: &House) -> Result<Self, DomainError> {
        let own = &house.language;
        let name = self.name.as_ref().map(|n| n.seen(Some(&it.name), own));
        let text = it.description.as_ref();
        let description = self.description.as_ref().map(|d| d.seen(text, own));
        Ok(Self {
            name: name.transpose()?,
            description: description.transpose()?,
            times: self.times.as_ref().map(|_| it.times.clone()),
        })
    }

    fn put(&self, it: &mut Category, house: &House) -> Result<(), Unfit> {
        let own = &house.language;
        if let Some(name) = &self.name {
            it.name = name.put(Some(&it.name), own);
        }
        describe(self.description.as_ref(), &mut it.description, own);
        set(self.times.as_ref(), &mut it.times);
        Ok(())
    }

    fn between(
        from: &Category,
        to: &Category,
        house: &House,
    ) -> Result<Option<(Self, Self)>, DomainError> {
        let own = &house.language;
        let name = Wording::between(Some(&from.name), Some(&to.name), own)?;
        let texts = (from.description.as_ref(), to.description.as_ref());
        let (name, description) = (
            parted(name),
            parted(Wording::between(texts.0, texts.1, own)?),
        );
        let times = differing(&from.times, &to.times);
        let made = |name, description, times| Self {
            name,
            description,
            times,
        };
        Ok(some_pair(
            made(name.0, description.0, times.0),
            made(name.1, description.1, times.1),
        ))
    }
}

/// Of a station, as the menu names it.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct StationFields {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<MenuName>,
}

impl Fields<Station> for StationFields {
    fn seen(&self, it: &Station, _house: &House) -> Result<Self, DomainError> {
        let name = self.name.as_ref().map(|_| name_of(it));
        Ok(Self {
            name: name.transpose()?,
        })
    }

    fn put(&self, it: &mut Station, _house: &House) -> Result<(), Unfit> {
        if let Some(name) = &self.name {
            it.name = name.as_ref().to_owned();
        }
        Ok(())
    }

    fn between(
        from: &Station,
        to: &Station,
        _house: &House,
    ) -> Result<Option<(Self, Self)>, DomainError> {
        let (set, was) = differing(&name_of(from)?, &name_of(to)?);
        let made = |name| Self { name };
        Ok(some_pair(made(set), made(was)))
    }
}

/// A station's name as somebody would type it.
pub(super) fn name_of(station: &Station) -> Result<MenuName, DomainError> {
    let name = MenuName::try_from(station.name.clone());
    name.map_err(|message| DomainError::invalid("stations", message))
}
