//! Prices that count for a while or for some ways of ordering, as guests see them and as they
//! are edited.

use jiff::Timestamp;
use serde::Serialize;

use crate::domain::hours::{OpeningTime, Standing};
use crate::domain::id::{ItemId, PriceListId, VariantId};
use crate::domain::menu::{Category, Item, Menu};
use crate::domain::menu_price::Counting;
use crate::domain::moment::Moment;
use crate::domain::money::Money;
use crate::domain::price_list::{Channel, Percent, PriceList};
use crate::domain::priced::PriceKind;
use crate::domain::variant::Variant;
use crate::wire::texts::{Texts, texts};

/// A list whose prices count now, and only for a while.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PriceListView {
    pub id: PriceListId,
    pub name: String,
    /// What it says in the menu's other languages, by BCP 47 tag.
    #[serde(skip_serializing_if = "Texts::is_empty")]
    #[cfg_attr(feature = "openapi", schema(required = false, value_type = std::collections::BTreeMap<String, crate::wire::texts::Said>))]
    pub texts: Texts,
    /// Until when, if it ends within a week.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>, format = DateTime))]
    pub until: Option<Timestamp>,
}

impl PriceListView {
    /// Those that count for a while at a moment.
    pub fn counting(menu: &Menu, at: &Moment<'_>) -> Vec<Self> {
        let lists = menu.price_lists.iter();
        let lists = lists.filter(|l| l.channels.contains(&at.channel) && !l.times.is_always());
        let counting = lists.filter_map(|list| match list.times.at(at.now, &at.zone) {
            Standing::Open(until) => Some(Self {
                id: list.id.clone(),
                name: menu.say(&list.name).to_owned(),
                texts: texts(menu, &list.name, None),
                until,
            }),
            Standing::Closed(_) => None,
        });
        counting.collect()
    }
}

/// A form in which an item is sold.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct VariantView {
    pub id: VariantId,
    pub name: String,
    /// What it says in the menu's other languages, by BCP 47 tag.
    #[serde(skip_serializing_if = "Texts::is_empty")]
    #[cfg_attr(feature = "openapi", schema(required = false, value_type = std::collections::BTreeMap<String, crate::wire::texts::Said>))]
    pub texts: Texts,
    /// One piece of it without options.
    pub price: Money,
    /// What that costs else, while a price list counts for a while.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub usual_price: Option<Money>,
}

/// What an item costs now, with its variants.
#[derive(Debug)]
pub(crate) struct PriceNow {
    /// One piece; of its cheapest variant, where it has some.
    pub(crate) price: Money,
    /// What that costs else, where a list counts for a while.
    pub(crate) usual: Option<Money>,
    /// That list.
    pub(crate) list: Option<PriceListId>,
    pub(crate) variants: Vec<VariantView>,
}

impl PriceNow {
    /// Of an item at a moment. One that has no price yet costs nothing here.
    pub(crate) fn of(
        menu: &Menu,
        (category, item): (&Category, &Item),
        at: &Moment<'_>,
        counting: &Counting<'_, '_>,
    ) -> Self {
        let money = |minor| Money::new(minor, menu.currency);
        let cost = |variant: Option<&Variant>, base| {
            let variant = variant.map(|variant| &variant.id);
            let cost = counting.cost((category, item), variant, base);
            let timed = cost.list.filter(|list| !list.times.is_always());
            let usual = timed.filter(|_| cost.usual != cost.price);
            let usual = usual.map(|_| money(cost.usual));
            (cost.price, usual, timed.map(|list| list.id.clone()))
        };
        let mut variants = Vec::with_capacity(item.variants.len());
        let mut least: Option<(i64, Option<Money>)> = None;
        let mut list = None;
        for variant in &item.variants {
            let (price, usual, of) = cost(Some(variant), variant.price);
            variants.push(VariantView {
                id: variant.id.clone(),
                name: menu.say(&variant.name).to_owned(),
                texts: texts(menu, &variant.name, None),
                price: money(price),
                usual_price: usual,
            });
            list = list.or(of);
            if least.is_none_or(|(least, _)| price < least) {
                least = Some((price, usual));
            }
        }
        // By weight the menu's price stands for what staff weigh.
        let base = item.base_price(at).unwrap_or(match item.priced {
            PriceKind::Market => 0,
            _ => item.price,
        });
        let (price, usual) = least.unwrap_or_else(|| {
            let (price, usual, of) = cost(None, base);
            list = of;
            (price, usual)
        });
        Self {
            price: money(price),
            usual,
            list,
            variants,
        }
    }
}

/// What an item, or a variant of it, costs in a list.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DraftListPrice {
    pub item: ItemId,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub variant: Option<VariantId>,
    pub price: Money,
}

/// A price list as it is edited.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DraftPriceList {
    pub id: PriceListId,
    pub name: String,
    /// What it says in the menu's other languages, by BCP 47 tag.
    #[serde(skip_serializing_if = "Texts::is_empty")]
    #[cfg_attr(feature = "openapi", schema(required = false, value_type = std::collections::BTreeMap<String, crate::wire::texts::Said>))]
    pub texts: Texts,
    /// For which ways of ordering it counts.
    pub channels: Vec<Channel>,
    /// When it counts; none of them is always.
    pub times: Vec<OpeningTime>,
    /// What it makes of the menu's prices.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub percent: Option<Percent>,
    /// What items and variants cost in it.
    pub prices: Vec<DraftListPrice>,
}

impl DraftPriceList {
    pub(crate) fn of(menu: &Menu, list: &PriceList) -> Self {
        let money = |minor: &i64| Money::new(*minor, menu.currency);
        let prices = list.prices.iter().flat_map(|(item, own)| {
            let price = |variant: Option<&VariantId>, minor| DraftListPrice {
                item: item.clone(),
                variant: variant.cloned(),
                price: money(minor),
            };
            let own_price = own.price.iter().map(|minor| price(None, minor));
            let variants = own.variants.iter();
            let variants = variants.map(|(id, minor)| price(Some(id), minor));
            own_price.chain(variants).collect::<Vec<_>>()
        });
        Self {
            id: list.id.clone(),
            name: menu.say(&list.name).to_owned(),
            texts: texts(menu, &list.name, None),
            channels: list.channels.iter().copied().collect(),
            times: list.times.week().to_vec(),
            percent: list.percent.clone(),
            prices: prices.collect(),
        }
    }
}
