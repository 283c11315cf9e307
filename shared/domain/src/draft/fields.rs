//! What of one thing on the menu an edit sets. What is left out stays as it is, so edits of
//! different fields by two people are both kept.

use serde::{Deserialize, Deserializer, Serialize};

use super::bounds::{MAX_OPTIONS, MAX_PREP_MINUTES};
use super::wording::{DescriptionWording, KitchenNote, MenuName, NameWording, Wording};
use crate::DomainError;
use crate::id::{PhotoId, StationId, TaxClass};
use crate::language::Language;
use crate::menu::{Allergen, Category, Diet, Item, Menu, MenuOption, OptionGroup, PRICES, Station};
use crate::money::{Currency, Money};
use crate::priced::PriceKind;
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

/// What of a thing on the menu can be edited.
pub(super) trait Fields: Sized + PartialEq + Default {
    /// What it is of.
    type Of;

    /// What the fields that this one names hold now.
    fn seen(&self, thing: &Self::Of, house: &House) -> Result<Self, DomainError>;

    /// Sets what it names.
    fn put(&self, thing: &mut Self::Of, house: &House) -> Result<(), Unfit>;

    /// What makes `to` of `from`, and what stood there.
    fn between(
        from: &Self::Of,
        to: &Self::Of,
        house: &House,
    ) -> Result<Option<(Self, Self)>, DomainError>;
}

pub(super) fn some_pair<F: Fields>(set: F, was: F) -> Option<(F, F)> {
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

impl Fields for CategoryFields {
    type Of = Category;

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
        if let Some(text) = &self.description {
            let there = Some(text.put(it.description.as_ref(), own));
            it.description = there.filter(|_| !text.is_empty());
        }
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

/// Of an item.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ItemFields {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<NameWording>,
    /// A few words about it; an empty text is none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub description: Option<DescriptionWording>,
    /// One piece without options.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub price: Option<Money>,
    /// How it is taxed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tax_class: Option<TaxClass>,
    /// Its diet mark.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub diet: Option<Diet>,
    /// What it contains, all of it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub allergens: Option<Vec<Allergen>>,
    /// Who makes it; `null` needs no kitchen.
    #[serde(
        default,
        deserialize_with = "nullable",
        skip_serializing_if = "Option::is_none"
    )]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<StationId>))]
    pub station: Option<Option<StationId>>,
    /// Minutes from start to ready.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(maximum = 600))]
    pub prep_minutes: Option<u16>,
    /// What the kitchen is told whenever it is ordered; an empty note is none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kitchen_note: Option<KitchenNote>,
    /// What it looks like; `null` is no photo.
    #[serde(
        default,
        deserialize_with = "nullable",
        skip_serializing_if = "Option::is_none"
    )]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<PhotoId>))]
    pub photo: Option<Option<PhotoId>>,
    /// How it gets its price.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub priced: Option<PriceKind>,
    /// When it is served, all of its times; none of them are those of its category.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<Vec<crate::hours::OpeningTime>>, max_items = 14))]
    pub times: Option<ServingTimes>,
}

impl Fields for ItemFields {
    type Of = Item;

    fn seen(&self, it: &Item, house: &House) -> Result<Self, DomainError> {
        let own = &house.language;
        let name = self.name.as_ref().map(|n| n.seen(Some(&it.name), own));
        let text = it.description.as_ref();
        let description = self.description.as_ref().map(|d| d.seen(text, own));
        Ok(Self {
            name: name.transpose()?,
            description: description.transpose()?,
            price: self.price.map(|_| house.money(it.price)),
            tax_class: self.tax_class.as_ref().map(|_| it.tax_class.clone()),
            diet: self.diet.map(|_| it.diet),
            allergens: self.allergens.as_ref().map(|_| it.allergens.clone()),
            station: self.station.as_ref().map(|_| it.station.clone()),
            prep_minutes: self.prep_minutes.map(|_| it.prep_minutes),
            kitchen_note: self
                .kitchen_note
                .as_ref()
                .map(|_| note_of(it))
                .transpose()?,
            photo: self.photo.as_ref().map(|_| it.photo.clone()),
            priced: self.priced.map(|_| it.priced),
            times: self.times.as_ref().map(|_| it.times.clone()),
        })
    }

    fn put(&self, it: &mut Item, house: &House) -> Result<(), Unfit> {
        let own = &house.language;
        if let Some(name) = &self.name {
            it.name = name.put(Some(&it.name), own);
        }
        if let Some(text) = &self.description {
            let there = Some(text.put(it.description.as_ref(), own));
            it.description = there.filter(|_| !text.is_empty());
        }
        if let Some(price) = self.price {
            it.price = house.minor(price)?;
        }
        if self.prep_minutes.is_some_and(|m| m > MAX_PREP_MINUTES) {
            let message = format!("at most {MAX_PREP_MINUTES}");
            return Err(Unfit::new("prep_minutes", message));
        }
        set(self.prep_minutes.as_ref(), &mut it.prep_minutes);
        set(self.tax_class.as_ref(), &mut it.tax_class);
        set(self.diet.as_ref(), &mut it.diet);
        set(self.station.as_ref(), &mut it.station);
        set(self.photo.as_ref(), &mut it.photo);
        set(self.priced.as_ref(), &mut it.priced);
        set(self.times.as_ref(), &mut it.times);
        if let Some(note) = &self.kitchen_note {
            it.kitchen_note = Some(note.as_ref().to_owned()).filter(|note| !note.is_empty());
        }
        if let Some(allergens) = &self.allergens {
            it.allergens = once(allergens);
        }
        Ok(())
    }

    fn between(from: &Item, to: &Item, house: &House) -> Result<Option<(Self, Self)>, DomainError> {
        let own = &house.language;
        let name = parted(Wording::between(Some(&from.name), Some(&to.name), own)?);
        let texts = (from.description.as_ref(), to.description.as_ref());
        let description = parted(Wording::between(texts.0, texts.1, own)?);
        let price = differing(&house.money(from.price), &house.money(to.price));
        let tax_class = differing(&from.tax_class, &to.tax_class);
        let diet = differing(&from.diet, &to.diet);
        let allergens = differing(&from.allergens, &to.allergens);
        let station = differing(&from.station, &to.station);
        let prep_minutes = differing(&from.prep_minutes, &to.prep_minutes);
        let kitchen_note = differing(&note_of(from)?, &note_of(to)?);
        let photo = differing(&from.photo, &to.photo);
        let priced = differing(&from.priced, &to.priced);
        let times = differing(&from.times, &to.times);
        let set = Self {
            name: name.0,
            description: description.0,
            price: price.0,
            tax_class: tax_class.0,
            diet: diet.0,
            allergens: allergens.0,
            station: station.0,
            prep_minutes: prep_minutes.0,
            kitchen_note: kitchen_note.0,
            photo: photo.0,
            priced: priced.0,
            times: times.0,
        };
        let was = Self {
            name: name.1,
            description: description.1,
            price: price.1,
            tax_class: tax_class.1,
            diet: diet.1,
            allergens: allergens.1,
            station: station.1,
            prep_minutes: prep_minutes.1,
            kitchen_note: kitchen_note.1,
            photo: photo.1,
            priced: priced.1,
            times: times.1,
        };
        Ok(some_pair(set, was))
    }
}

/// Each of them once, in their order.
fn once(allergens: &[Allergen]) -> Vec<Allergen> {
    let mut kept = Vec::new();
    for allergen in allergens {
        if !kept.contains(allergen) {
            kept.push(*allergen);
        }
    }
    kept
}

/// Of a group of options.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct GroupFields {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<NameWording>,
    /// At least so many must be chosen.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(maximum = 60))]
    pub min: Option<u8>,
    /// At most so many may be chosen.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(maximum = 60))]
    pub max: Option<u8>,
    /// So many of the chosen ones that have a price cost nothing: those that stand first in
    /// the group.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(maximum = 60))]
    pub free: Option<u8>,
}

impl Fields for GroupFields {
    type Of = OptionGroup;

    fn seen(&self, it: &OptionGroup, house: &House) -> Result<Self, DomainError> {
        let name = self.name.as_ref();
        let name = name.map(|n| n.seen(Some(&it.name), &house.language));
        Ok(Self {
            name: name.transpose()?,
            min: self.min.map(|_| it.min),
            max: self.max.map(|_| it.max),
            free: self.free.map(|_| it.free),
        })
    }

    fn put(&self, it: &mut OptionGroup, house: &House) -> Result<(), Unfit> {
        if let Some(name) = &self.name {
            it.name = name.put(Some(&it.name), &house.language);
        }
        for (field, count) in [("min", self.min), ("max", self.max), ("free", self.free)] {
            if count.is_some_and(|count| usize::from(count) > MAX_OPTIONS) {
                return Err(Unfit::new(field, format!("at most {MAX_OPTIONS}")));
            }
        }
        set(self.min.as_ref(), &mut it.min);
        set(self.max.as_ref(), &mut it.max);
        set(self.free.as_ref(), &mut it.free);
        Ok(())
    }

    fn between(
        from: &OptionGroup,
        to: &OptionGroup,
        house: &House,
    ) -> Result<Option<(Self, Self)>, DomainError> {
        let name = Wording::between(Some(&from.name), Some(&to.name), &house.language)?;
        let name = parted(name);
        let (min, max) = (differing(&from.min, &to.min), differing(&from.max, &to.max));
        let free = differing(&from.free, &to.free);
        let made = |name, min, max, free| Self {
            name,
            min,
            max,
            free,
        };
        Ok(some_pair(
            made(name.0, min.0, max.0, free.0),
            made(name.1, min.1, max.1, free.1),
        ))
    }
}

/// Of an option.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct OptionFields {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<NameWording>,
    /// What it adds to the price of one piece.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub price: Option<Money>,
}

impl Fields for OptionFields {
    type Of = MenuOption;

    fn seen(&self, it: &MenuOption, house: &House) -> Result<Self, DomainError> {
        let name = self.name.as_ref();
        let name = name.map(|n| n.seen(Some(&it.name), &house.language));
        Ok(Self {
            name: name.transpose()?,
            price: self.price.map(|_| house.money(it.price)),
        })
    }

    fn put(&self, it: &mut MenuOption, house: &House) -> Result<(), Unfit> {
        if let Some(name) = &self.name {
            it.name = name.put(Some(&it.name), &house.language);
        }
        if let Some(price) = self.price {
            it.price = house.minor(price)?;
        }
        Ok(())
    }

    fn between(
        from: &MenuOption,
        to: &MenuOption,
        house: &House,
    ) -> Result<Option<(Self, Self)>, DomainError> {
        let name = Wording::between(Some(&from.name), Some(&to.name), &house.language)?;
        let name = parted(name);
        let price = differing(&house.money(from.price), &house.money(to.price));
        let made = |name, price| Self { name, price };
        Ok(some_pair(made(name.0, price.0), made(name.1, price.1)))
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

impl Fields for StationFields {
    type Of = Station;

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

/// What the kitchen is told about an item, as somebody would type it; empty when nothing is.
pub(super) fn note_of(item: &Item) -> Result<KitchenNote, DomainError> {
    let note = item.kitchen_note.clone().unwrap_or_default();
    let note = KitchenNote::try_from(note);
    note.map_err(|message| DomainError::invalid("kitchen_note", message))
}
