//! The published menu: what can be ordered, with which options, at which price.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::ops::RangeInclusive;

use serde::{Deserialize, Serialize};

use super::combo::ComboPart;
use super::id::{
    CategoryId, GroupId, ItemId, OptionId, PhotoId, PriceListId, StationId, TaxClass, VariantId,
};
use super::language::{Language, Text};
use super::moment::Moment;
use super::money::{Currency, MAX_MINOR, Money};
use super::offer::Offer;
use super::price_list::PriceList;
use super::priced::PriceKind;
use super::serving_times::ServingTimes;
use super::variant::{ChosenVariant, Variant};
use super::weight::{Weighed, Weight};
use super::{BadChoice, DomainError};

/// What an item is made of, as Indian menus mark it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum Diet {
    /// No meat, fish or egg.
    Veg,
    /// With meat or fish.
    NonVeg,
    /// With egg, without meat.
    Egg,
    /// Nothing of animals.
    Vegan,
}

impl Diet {
    /// Whether whoever keeps to this mark eats what has the other one.
    pub fn is_kept_by(self, other: Self) -> bool {
        match self {
            Self::Vegan => other == Self::Vegan,
            Self::Veg => matches!(other, Self::Veg | Self::Vegan),
            Self::Egg | Self::NonVeg => true,
        }
    }
}

/// The 14 allergens of EU regulation 1169/2011, annex II.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum Allergen {
    Gluten,
    Crustaceans,
    Egg,
    Fish,
    Peanuts,
    Soy,
    Milk,
    TreeNuts,
    Celery,
    Mustard,
    Sesame,
    Sulphites,
    Lupin,
    Molluscs,
}

/// What a price may be, in minor units.
pub(crate) const PRICES: RangeInclusive<i64> = 0..=MAX_MINOR;

/// A brand's whole menu at one version, which never changes once it is published: another
/// menu is another version, and a branch's [`Stock`] says which one counts there.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Menu {
    /// Grows by one with every publication.
    pub version: u64,
    /// The language of its plain texts, and of those that lack a wished one.
    #[serde(default = "Language::english")]
    pub language: Language,
    /// Of every price in it.
    pub currency: Currency,
    /// The kitchen's stations that items name.
    pub stations: Vec<Station>,
    /// Groups that items refer to by ID.
    pub option_groups: Vec<OptionGroup>,
    /// In the order in which guests see them.
    pub categories: Vec<Category>,
    /// Prices besides its own, in the order in which they come before each other.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub price_lists: Vec<PriceList>,
}

/// A place in the kitchen with a screen of its own.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Station {
    pub id: StationId,
    /// Its name on the kitchen's screens.
    pub name: String,
}

/// A heading of the menu.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Category {
    pub id: CategoryId,
    pub name: Text,
    /// A line below the name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub description: Option<Text>,
    /// What stands below it.
    pub items: Vec<Item>,
    /// When it is served, but for the items that say otherwise.
    #[serde(default, skip_serializing_if = "ServingTimes::is_always")]
    pub times: ServingTimes,
}

/// Something to order.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Item {
    pub id: ItemId,
    pub name: Text,
    /// A few words about it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub description: Option<Text>,
    /// Minor units, without options. Where it has variants their prices count, and this one is
    /// what it costs when it has none any more.
    pub price: i64,
    /// The forms in which it is sold, in their order; none when it has one form alone.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub variants: Vec<Variant>,
    /// How it is taxed; the branch's rates go by this name.
    #[serde(
        default = "TaxClass::standard",
        skip_serializing_if = "TaxClass::is_standard"
    )]
    pub tax_class: TaxClass,
    /// Its diet mark.
    pub diet: Diet,
    /// What it contains of the 14 allergens.
    pub allergens: Vec<Allergen>,
    /// Who makes it; `None` needs no kitchen (a bottle of water).
    pub station: Option<StationId>,
    /// Minutes from start to ready.
    pub prep_minutes: u16,
    /// What the kitchen is told whenever it is ordered; guests never see it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kitchen_note: Option<String>,
    /// What it looks like.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub photo: Option<PhotoId>,
    /// The groups to choose from, in this order, with what of them is otherwise here.
    pub option_groups: Vec<Offer>,
    /// How it gets its price.
    #[serde(default, skip_serializing_if = "PriceKind::is_fixed")]
    pub priced: PriceKind,
    /// Whether somebody has said that it, or one of its variants, may cost nothing.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub may_be_free: bool,
    /// When it is served; none are those of its category.
    #[serde(default, skip_serializing_if = "ServingTimes::is_always")]
    pub times: ServingTimes,
    /// Of a combo: what it is made of, in this order. Its price is one for all of them, and it
    /// has neither variants nor groups of its own.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub parts: Vec<ComboPart>,
}

/// Whether a count says nothing.
pub(crate) fn is_zero(count: &u8) -> bool {
    *count == 0
}

/// A choice to make: between `min` and `max` of its options.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct OptionGroup {
    pub id: GroupId,
    pub name: Text,
    /// At least so many must be chosen.
    pub min: u8,
    /// At most so many may be chosen.
    pub max: u8,
    /// So many of the chosen ones that have a price cost nothing: those that stand first in
    /// the group.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub free: u8,
    /// What there is to choose.
    pub options: Vec<MenuOption>,
}

/// One possibility within a group.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct MenuOption {
    /// Unique among all options that one item offers.
    pub id: OptionId,
    pub name: Text,
    /// Minor units added to the item's price.
    pub price: i64,
}

/// An option as it was chosen: its name and price of that moment.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ChosenOption {
    /// The option.
    pub id: OptionId,
    /// The group that it belongs to.
    pub group_id: GroupId,
    pub name: String,
    /// What it adds to the price of one piece.
    pub price: Money,
}

/// An item with its options, checked and priced for one piece.
#[derive(Debug, Clone, PartialEq)]
pub struct PricedItem<'a> {
    /// The item on the menu.
    pub item: &'a Item,
    /// The category in which it stands.
    pub category: &'a Category,
    /// Its name in the menu's own language.
    pub name: &'a str,
    /// Which of its variants, where it has some.
    pub variant: Option<ChosenVariant>,
    /// In the menu's order.
    pub options: Vec<ChosenOption>,
    /// Where the item's price comes from.
    pub price_list: PriceListId,
    /// The item or its variant alone, as that list has it.
    pub list_price: Money,
    /// Item and options together.
    pub unit_price: Money,
    /// What was weighed of it, where it is sold by weight.
    pub weighed: Option<Weighed>,
}

impl OptionGroup {
    /// The group as an item offers it.
    pub fn offered(&self, offer: &Offer) -> Cow<'_, Self> {
        if offer.is_plain() {
            return Cow::Borrowed(self);
        }
        let mut own = self.clone();
        own.min = offer.min.unwrap_or(own.min);
        own.max = offer.max.unwrap_or(own.max);
        own.free = offer.free.unwrap_or(own.free);
        own.options.retain(|o| !offer.without.contains(&o.id));
        for option in &mut own.options {
            let price = offer.prices.get(&option.id);
            option.price = price.copied().unwrap_or(option.price);
        }
        Cow::Owned(own)
    }

    /// Whether it holds an option.
    pub fn holds(&self, id: &OptionId) -> bool {
        self.options.iter().any(|option| option.id == *id)
    }
}

impl Menu {
    /// Finds an item with the category in which it stands.
    pub fn found(&self, id: &ItemId) -> Option<(&Category, &Item)> {
        let mut items = self
            .categories
            .iter()
            .flat_map(|c| c.items.iter().map(move |i| (c, i)));
        items.find(|(_, item)| &item.id == id)
    }

    /// Finds an item.
    pub fn item(&self, id: &ItemId) -> Option<&Item> {
        self.found(id).map(|(_, item)| item)
    }

    /// A text of the menu in its own language.
    pub fn say<'a>(&self, text: &'a Text) -> &'a str {
        text.in_language(&self.language, &self.language)
    }

    /// All texts of the menu, as often as they stand there.
    pub fn texts(&self) -> impl Iterator<Item = &Text> {
        let items = self.categories.iter().flat_map(|c| &c.items);
        let of_items = items.flat_map(|item| {
            let variants = item.variants.iter().map(|variant| &variant.name);
            let parts = item.parts.iter().map(|part| &part.name);
            let own = [Some(&item.name), item.description.as_ref()];
            own.into_iter().flatten().chain(variants).chain(parts)
        });
        let categories = self.categories.iter();
        let of_categories = categories.flat_map(|c| [Some(&c.name), c.description.as_ref()]);
        let of_groups = self.option_groups.iter().flat_map(|group| {
            let options = group.options.iter().map(|option| &option.name);
            std::iter::once(&group.name).chain(options)
        });
        let of_lists = self.price_lists.iter().map(|list| &list.name);
        of_items
            .chain(of_categories.flatten())
            .chain(of_groups)
            .chain(of_lists)
    }

    /// The languages besides its own in which something of it is said.
    pub fn other_languages(&self) -> Vec<Language> {
        let others = self.texts().flat_map(|text| text.others(&self.language));
        let others: BTreeSet<&Language> = others.map(|(language, _)| language).collect();
        others.into_iter().cloned().collect()
    }

    /// The groups of an item as it offers them, in its order.
    pub fn groups_of<'a>(&'a self, item: &'a Item) -> impl Iterator<Item = Cow<'a, OptionGroup>> {
        item.option_groups.iter().filter_map(|offer| {
            let mut groups = self.option_groups.iter();
            Some(groups.find(|g| g.id == offer.group)?.offered(offer))
        })
    }

    /// Checks a choice of options against an item's groups.
    fn choose(&self, item: &Item, chosen: &[OptionId]) -> Result<Vec<ChosenOption>, BadChoice> {
        let mut left: BTreeSet<&OptionId> = chosen.iter().collect();
        if left.len() != chosen.len() {
            return Err(BadChoice::Twice);
        }
        let mut options = Vec::with_capacity(chosen.len());
        for group in self.groups_of(item) {
            let before = options.len();
            let chosen = group.options.iter().filter(|o| left.remove(&o.id));
            let mut free = group.free;
            for option in chosen {
                // What costs nothing anyway takes nothing of what is free.
                let is_free = free > 0 && option.price > 0;
                free -= u8::from(is_free);
                let price = if is_free { 0 } else { option.price };
                options.push(ChosenOption {
                    id: option.id.clone(),
                    group_id: group.id.clone(),
                    name: self.say(&option.name).to_owned(),
                    price: Money::new(price, self.currency),
                });
            }
            let count = options.len() - before;
            if count < usize::from(group.min) || count > usize::from(group.max) {
                return Err(BadChoice::Count {
                    group_id: group.id.clone(),
                    group: self.say(&group.name).to_owned(),
                    min: group.min,
                    max: group.max,
                    chosen: count,
                });
            }
        }
        match left.first() {
            None => Ok(options),
            Some(foreign) => Err(BadChoice::NotOffered {
                item: self.say(&item.name).to_owned(),
                option_id: (*foreign).clone(),
            }),
        }
    }

    /// Checks a choice of variant and options against what the item offers and prices one piece
    /// as it is ordered at a moment; of what is sold by weight that is what was weighed.
    ///
    /// # Errors
    /// `NotFound` for an item that the menu does not hold; whatever `bad` makes of a variant or
    /// an option that the item does not offer, a variant that is missing, an option chosen
    /// twice, too few or too many of a group, or an item without a price; `AmountTooLarge`.
    pub fn price_or(
        &self,
        (item, weight): (&ItemId, Option<Weight>),
        variant: Option<&VariantId>,
        chosen: &[OptionId],
        at: &Moment<'_>,
        bad: impl FnOnce(BadChoice) -> DomainError,
    ) -> Result<PricedItem<'_>, DomainError> {
        let (category, item) = self.found(item).ok_or(DomainError::NotFound("item"))?;
        let of_so_much = (Money::new(item.price, self.currency), item.priced);
        let weighed = weight.map(|weight| Weighed::parse(self.say(&item.name), of_so_much, weight));
        let choice = weighed.transpose().and_then(|weighed| {
            let of = self.choose_variant(item, variant, weighed.as_ref(), at)?;
            Ok((weighed, of, self.choose(item, chosen)?))
        });
        let (weighed, (price, of), options) = choice.map_err(bad)?;
        let price = match &weighed {
            Some(weighed) => weighed.cost()?.minor,
            None => price,
        };
        let counting = self.counting(at);
        let listed = counting.cost((category, item), variant, price);
        let list_price = Money::new(listed.price, self.currency);
        let price_list = listed.list.map(|list| list.id.clone());
        let extra = Money::sum(self.currency, options.iter().map(|o| o.price))?;
        Ok(PricedItem {
            item,
            category,
            name: self.say(&item.name),
            variant: of,
            options,
            price_list: price_list.unwrap_or_else(PriceListId::base),
            list_price,
            unit_price: list_price.plus(extra)?,
            weighed,
        })
    }

    /// As [`Menu::price_or`], where a bad choice is the fault of the request.
    ///
    /// # Errors
    /// `NotFound`, `Invalid` or `AmountTooLarge`.
    pub fn price(
        &self,
        item: &ItemId,
        variant: Option<&VariantId>,
        chosen: &[OptionId],
        at: &Moment<'_>,
    ) -> Result<PricedItem<'_>, DomainError> {
        self.price_or((item, None), variant, chosen, at, DomainError::from)
    }
}

#[cfg(test)]
#[path = "menu_tests.rs"]
mod tests;
