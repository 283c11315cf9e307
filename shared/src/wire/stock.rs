//! What is to be had, and whether guests may order.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::domain::branch::Profile;
use crate::domain::id::{BrandId, CategoryId, ItemId, StationId};
use crate::domain::menu::{Category, Item, Menu};
use crate::domain::money::{Currency, Money};
use crate::domain::ordering::GuestOrdering;
use crate::domain::priced::PriceKind;
use crate::domain::stock::{Pause, Pieces, Stock, Supply};
use crate::domain::text::PauseWord;

/// Whether guests may order.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct OrderingView {
    /// Whether they may now.
    pub open: bool,
    /// What they are told while somebody has paused it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub word: Option<PauseWord>,
    /// When they may again, if the pause ends by itself.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>, format = DateTime))]
    pub until: Option<Timestamp>,
    /// Outside of the opening hours: when they begin.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>, format = DateTime))]
    pub opens_at: Option<Timestamp>,
    /// While they may: when the opening hours end, if they do within a week.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>, format = DateTime))]
    pub closes_at: Option<Timestamp>,
}

impl From<&GuestOrdering> for OrderingView {
    fn from(ordering: &GuestOrdering) -> Self {
        let mut view = Self {
            open: ordering.is_open(),
            word: None,
            until: None,
            opens_at: None,
            closes_at: None,
        };
        match ordering {
            GuestOrdering::Open { closes_at } => view.closes_at = *closes_at,
            GuestOrdering::Paused(pause) => {
                view.word.clone_from(&pause.word);
                view.until = pause.until;
            }
            GuestOrdering::Closed { opens_at } => view.opens_at = Some(*opens_at),
        }
        view
    }
}

/// How much of an item is to be had.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ItemStock {
    pub id: ItemId,
    pub name: String,
    /// Where it stands on the menu.
    pub category_id: CategoryId,
    /// Who makes it; absent when it needs no kitchen.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub station: Option<StationId>,
    /// Whether it can be ordered now.
    pub available: bool,
    /// When it can be again, if that comes by itself.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>, format = DateTime))]
    pub until: Option<Timestamp>,
    /// Pieces that are left, if somebody counted them.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub count: Option<u32>,
    /// Staff say what it costs, anew each business day.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    #[cfg_attr(feature = "openapi", schema(required = false))]
    pub market: bool,
    /// What they have said; without it guests are told to ask.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub price: Option<Money>,
}

impl ItemStock {
    /// An item of the menu with what is to be had of it; `stock` as of the moment.
    pub fn of(menu: &Menu, category: &Category, item: &Item, stock: &Stock) -> Self {
        let (until, count) = match stock.supply(&item.id) {
            Supply::Plenty => (None, None),
            Supply::Left(left) => (None, Some(left)),
            Supply::SoldOut(until) => (until, None),
        };
        let price = stock.day_prices.get(&item.id);
        let price = price.filter(|_| item.priced == PriceKind::Market);
        Self {
            id: item.id.clone(),
            name: menu.say(&item.name).to_owned(),
            category_id: category.id.clone(),
            station: item.station.clone(),
            available: stock.has(&item.id),
            until,
            count,
            market: item.priced == PriceKind::Market,
            price: price.map(|price| Money::new(price.price, menu.currency)),
        }
    }
}

/// What is to be had at a branch, as its staff see it.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct StockView {
    /// Grows with every change, also by orders of counted items.
    pub version: u64,
    /// Whether guests may order.
    pub ordering: OrderingView,
    /// Of all prices.
    pub currency: Currency,
    /// Digits of its minor unit: 2 when 35000 are 350.00.
    #[cfg_attr(feature = "openapi", schema(maximum = 4))]
    pub currency_digits: u8,
    /// Every item of the menu, in its order.
    pub items: Vec<ItemStock>,
    /// When the branch's business day ends.
    #[cfg_attr(feature = "openapi", schema(value_type = String, format = DateTime))]
    pub day_ends_at: Timestamp,
    /// When something of it changes by itself next.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>, format = DateTime))]
    pub changes_at: Option<Timestamp>,
    /// When this was read.
    #[cfg_attr(feature = "openapi", schema(value_type = String, format = DateTime))]
    pub server_time: Timestamp,
}

impl StockView {
    /// What is to be had of the menu at a moment.
    pub fn of(menu: &Menu, stock: &Stock, profile: &Profile, now: Timestamp) -> Self {
        let ordering = profile.ordering(stock, now);
        let stock = &stock.as_of(now);
        let categories = menu.categories.iter();
        let items = categories.flat_map(|c| c.items.iter().map(move |i| (c, i)));
        Self {
            version: stock.revision(),
            ordering: OrderingView::from(&ordering),
            currency: menu.currency,
            currency_digits: menu.currency.digits(),
            items: items
                .map(|(c, i)| ItemStock::of(menu, c, i, stock))
                .collect(),
            day_ends_at: profile.day_ends(now),
            changes_at: next_change(stock, &ordering, now),
            server_time: now,
        }
    }
}

/// When something of what is to be had changes by itself next: what is sold out or paused ends,
/// or the opening hours begin or end.
pub(crate) fn next_change(
    stock: &Stock,
    ordering: &GuestOrdering,
    now: Timestamp,
) -> Option<Timestamp> {
    let ends = stock.next_end(now).into_iter();
    ends.chain(ordering.changes_at()).min()
}

/// What is to be had, as it is told along with an event: to kitchens as well, so no price is in it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct StockTold<'a> {
    pub brand_id: &'a BrandId,
    pub menu_version: u64,
    pub profile_version: u64,
    pub ordering_open: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pause: Option<&'a Pause>,
    pub sold_out: &'a BTreeSet<ItemId>,
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub sold_out_until: &'a BTreeMap<ItemId, Timestamp>,
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub left: &'a Pieces,
    pub version: u64,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub taken: Option<u64>,
}

impl<'a> From<&'a Stock> for StockTold<'a> {
    fn from(stock: &'a Stock) -> Self {
        Self {
            brand_id: &stock.brand_id,
            menu_version: stock.menu_version,
            profile_version: stock.profile_version,
            ordering_open: stock.ordering_open,
            pause: stock.pause.as_ref(),
            sold_out: &stock.sold_out,
            sold_out_until: &stock.sold_out_until,
            left: &stock.left,
            version: stock.version,
            taken: Some(stock.taken).filter(|taken| *taken > 0),
        }
    }
}

/// "So much of this item is to be had", or "it costs this today", or both.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SetStockRequest {
    /// Whether it can be ordered. Without it, which takes a `price`, as much is to be had as
    /// before.
    pub available: Option<bool>,
    /// With `available: false`: when it can be again. Without it, when somebody says so.
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>, format = DateTime))]
    pub until: Option<Timestamp>,
    /// With `available: true`: how many pieces are left. Orders count it down. Without it,
    /// nobody counts.
    #[cfg_attr(feature = "openapi", schema(minimum = 0, maximum = 999))]
    pub count: Option<u32>,
    /// Of an item with a market price: what one piece costs until the business day ends.
    /// Without it, what was said stays.
    pub price: Option<Money>,
}

/// "Guests may order", or "they may not, because".
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SetOrderingRequest {
    /// Whether guests may order.
    pub open: bool,
    /// With `open: false`: what guests are told.
    #[cfg_attr(feature = "openapi", schema(value_type = Option<PauseWord>))]
    pub word: Option<String>,
    /// With `open: false`: when they may again. Without it, when somebody says so.
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>, format = DateTime))]
    pub until: Option<Timestamp>,
}
