//! An item of the menu in the making.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::domain::hours::OpeningTime;
use crate::domain::id::{GroupId, ItemId, OptionId, PhotoId, StationId, TaxClass, VariantId};
use crate::domain::menu::{Allergen, Diet, Item, Menu};
use crate::domain::money::Money;
use crate::domain::offer::Offer;
use crate::domain::priced::PriceKind;
use crate::domain::stock::Stock;
use crate::wire::combo::ComboPartView;
use crate::wire::texts::{Texts, texts};

/// What an item says otherwise of a group that it offers.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DraftOverride {
    /// Of those that the item offers.
    pub group: GroupId,
    /// At least so many must be chosen here.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub min: Option<u8>,
    /// At most so many may be chosen here.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max: Option<u8>,
    /// So many of the chosen ones that have a price cost nothing here.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub free: Option<u8>,
    /// What options of other prices add here.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    #[cfg_attr(feature = "openapi", schema(required = false, value_type = BTreeMap<String, Money>))]
    pub prices: BTreeMap<OptionId, Money>,
    /// Options that are not offered here.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(feature = "openapi", schema(required = false))]
    pub without: Vec<OptionId>,
}

impl DraftOverride {
    fn of(menu: &Menu, offer: &Offer) -> Self {
        let prices = offer.prices.iter();
        Self {
            group: offer.group.clone(),
            min: offer.min,
            max: offer.max,
            free: offer.free,
            prices: prices
                .map(|(id, price)| (id.clone(), Money::new(*price, menu.currency)))
                .collect(),
            without: offer.without.iter().cloned().collect(),
        }
    }
}

/// A form in which an item is sold, as it is edited.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DraftVariant {
    pub id: VariantId,
    pub name: String,
    /// What it says in the menu's other languages, by BCP 47 tag.
    #[serde(skip_serializing_if = "Texts::is_empty")]
    #[cfg_attr(feature = "openapi", schema(required = false, value_type = std::collections::BTreeMap<String, crate::wire::texts::Said>))]
    pub texts: Texts,
    /// One piece of it without options.
    pub price: Money,
}

/// An item as it is edited.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DraftItem {
    pub id: ItemId,
    pub name: String,
    /// What it says in the menu's other languages, by BCP 47 tag.
    #[serde(skip_serializing_if = "Texts::is_empty")]
    #[cfg_attr(feature = "openapi", schema(required = false, value_type = std::collections::BTreeMap<String, crate::wire::texts::Said>))]
    pub texts: Texts,
    /// A few words about it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// One piece without options. Where it has variants their prices count.
    pub price: Money,
    /// The forms in which it is sold, in their order.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(feature = "openapi", schema(required = false))]
    pub variants: Vec<DraftVariant>,
    /// How it is taxed.
    pub tax_class: TaxClass,
    /// Its diet mark.
    pub diet: Diet,
    /// What it contains.
    pub allergens: Vec<Allergen>,
    /// Who makes it; absent when it needs no kitchen.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub station: Option<StationId>,
    /// Minutes from start to ready.
    pub prep_minutes: u16,
    /// What the kitchen is told whenever it is ordered.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kitchen_note: Option<String>,
    /// What it looks like.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub photo: Option<PhotoId>,
    /// Whether the kitchen of this branch has it now.
    pub available: bool,
    /// The groups that it offers, in their order.
    pub option_groups: Vec<GroupId>,
    /// What is otherwise of them here.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(feature = "openapi", schema(required = false))]
    pub overrides: Vec<DraftOverride>,
    /// How it gets its price.
    pub priced: PriceKind,
    /// Whether it, or one of its variants, may cost nothing.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    #[cfg_attr(feature = "openapi", schema(required = false))]
    pub may_be_free: bool,
    /// When it is served; none of them are the times of its category.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(feature = "openapi", schema(required = false))]
    pub times: Vec<OpeningTime>,
    /// Of a combo: what it is made of.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(feature = "openapi", schema(required = false))]
    pub parts: Vec<ComboPartView>,
}

impl DraftItem {
    /// An item of a draft, beside what the kitchen of a branch has of it.
    pub(super) fn of(menu: &Menu, stock: &Stock, item: &Item) -> Self {
        let offers = item.option_groups.iter();
        let otherwise = offers.clone().filter(|offer| !offer.is_plain());
        Self {
            id: item.id.clone(),
            name: menu.say(&item.name).to_owned(),
            texts: texts(menu, &item.name, item.description.as_ref()),
            description: item
                .description
                .as_ref()
                .map(|text| menu.say(text).to_owned()),
            price: Money::new(item.price, menu.currency),
            variants: item
                .variants
                .iter()
                .map(|v| DraftVariant {
                    id: v.id.clone(),
                    name: menu.say(&v.name).to_owned(),
                    texts: texts(menu, &v.name, None),
                    price: Money::new(v.price, menu.currency),
                })
                .collect(),
            tax_class: item.tax_class.clone(),
            diet: item.diet,
            allergens: item.allergens.clone(),
            station: item.station.clone(),
            prep_minutes: item.prep_minutes,
            kitchen_note: item.kitchen_note.clone(),
            photo: item.photo.clone(),
            available: stock.has(&item.id),
            overrides: otherwise.map(|o| DraftOverride::of(menu, o)).collect(),
            option_groups: offers.map(|offer| offer.group.clone()).collect(),
            priced: item.priced,
            may_be_free: item.may_be_free,
            times: item.times.week().to_vec(),
            parts: item
                .parts
                .iter()
                .map(|p| ComboPartView::of(menu, p))
                .collect(),
        }
    }
}
