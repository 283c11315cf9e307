//! What of an item an edit sets.

use serde::{Deserialize, Serialize};

use super::bounds::MAX_PREP_MINUTES;
use super::fields::{Fields, House, Unfit, describe, differing, nullable, parted, set, some_pair};
use super::wording::{DescriptionWording, KitchenNote, NameWording, Wording};
use crate::DomainError;
use crate::id::{PhotoId, StationId, TaxClass};
use crate::menu::{Allergen, Diet, Item};
use crate::money::Money;
use crate::priced::PriceKind;
use crate::serving_times::ServingTimes;

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
    /// Whether it, or one of its variants, may cost nothing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub may_be_free: Option<bool>,
    /// When it is served, all of its times; none of them are those of its category.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<Vec<crate::hours::OpeningTime>>, max_items = 14))]
    pub times: Option<ServingTimes>,
}

impl Fields<Item> for ItemFields {
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
            may_be_free: self.may_be_free.map(|_| it.may_be_free),
            times: self.times.as_ref().map(|_| it.times.clone()),
        })
    }

    fn put(&self, it: &mut Item, house: &House) -> Result<(), Unfit> {
        let own = &house.language;
        if let Some(name) = &self.name {
            it.name = name.put(Some(&it.name), own);
        }
        describe(self.description.as_ref(), &mut it.description, own);
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
        set(self.may_be_free.as_ref(), &mut it.may_be_free);
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
        let may_be_free = differing(&from.may_be_free, &to.may_be_free);
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
            may_be_free: may_be_free.0,
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
            may_be_free: may_be_free.1,
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

/// What the kitchen is told about an item, as somebody would type it; empty when nothing is.
pub(super) fn note_of(item: &Item) -> Result<KitchenNote, DomainError> {
    let note = item.kitchen_note.clone().unwrap_or_default();
    let note = KitchenNote::try_from(note);
    note.map_err(|message| DomainError::invalid("kitchen_note", message))
}
