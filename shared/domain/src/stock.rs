//! What is to be had at a branch now: sold out, counted, and whether guests may order at all.
//!
//! It lies beside the menu as one small item, which every order is conditioned on. A time that
//! is over ends by itself: whoever decides looks at [`Stock::as_of`] first.

use std::collections::{BTreeMap, BTreeSet};

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

use super::DomainError;
use super::id::{BrandId, ItemId};
use super::text::PauseWord;

/// The most pieces that somebody counts.
pub const MAX_COUNT: u32 = 999;
/// From so few pieces on guests are told how many are left. More would be no help to them, and
/// each order would have to be told to every phone.
pub const FEW_LEFT: u32 = 5;
/// How far ahead an end may lie, in days.
const MAX_DAYS_AHEAD: i64 = 31;

/// Pieces by item.
pub type Pieces = BTreeMap<ItemId, u32>;

/// What staff have said that an item costs, for the rest of the business day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct DayPrice {
    /// Of one piece without options, in minor units of the menu's currency.
    pub price: i64,
    /// When it ends.
    pub until: Timestamp,
}

/// How much of an item is to be had.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Supply {
    /// As much as anybody orders.
    Plenty,
    /// So many pieces. Once the last one is sold, it is sold out until somebody says otherwise.
    Left(u32),
    /// Nothing, until then or until somebody says otherwise.
    SoldOut(Option<Timestamp>),
}

impl Supply {
    /// What somebody says of an item; `None` when they say nothing of how much there is.
    ///
    /// # Errors
    /// `Invalid` when it contradicts itself, for too many pieces, or for an end that is over or
    /// too far ahead.
    pub fn parse(
        available: Option<bool>,
        until: Option<Timestamp>,
        count: Option<u32>,
        now: Timestamp,
    ) -> Result<Option<Self>, DomainError> {
        let wrong = |field, message: String| Err(DomainError::invalid(field, message));
        let Some(available) = available else {
            return match (until, count) {
                (None, None) => Ok(None),
                (Some(_), _) => wrong("until", "only with available".to_owned()),
                (None, Some(_)) => wrong("count", "only with available".to_owned()),
            };
        };
        match (available, until, count) {
            (true, Some(_), _) => wrong("until", "only what is sold out has an end".to_owned()),
            (false, _, Some(_)) => wrong("count", "what is sold out has no pieces".to_owned()),
            (true, None, Some(count)) if count > MAX_COUNT => {
                wrong("count", format!("0 to {MAX_COUNT}"))
            }
            (true, None, Some(count)) => Ok(Some(Self::Left(count))),
            (true, None, None) => Ok(Some(Self::Plenty)),
            (false, until, None) => Ok(Some(Self::SoldOut(ahead(until, now)?))),
        }
    }
}

/// An end that lies ahead, if there is one.
fn ahead(until: Option<Timestamp>, now: Timestamp) -> Result<Option<Timestamp>, DomainError> {
    let Some(end) = until else {
        return Ok(None);
    };
    let last = now.saturating_add(SignedDuration::from_hours(24 * MAX_DAYS_AHEAD));
    if end <= now {
        return Err(DomainError::invalid("until", "a time that lies ahead"));
    }
    if last.is_ok_and(|last| end > last) {
        let message = format!("at most {MAX_DAYS_AHEAD} days ahead");
        return Err(DomainError::invalid("until", message));
    }
    Ok(Some(end))
}

/// Why and how long guests may not order.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pause {
    /// What they are told.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub word: Option<PauseWord>,
    /// When it ends by itself.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<Timestamp>,
}

impl Pause {
    /// A pause as somebody asks for it.
    ///
    /// # Errors
    /// `Invalid` for an end that is over or too far ahead.
    pub fn parse(
        word: Option<PauseWord>,
        until: Option<Timestamp>,
        now: Timestamp,
    ) -> Result<Self, DomainError> {
        let until = ahead(until, now)?;
        Ok(Self { word, until })
    }

    /// What somebody says of ordering: that it is open, or paused.
    ///
    /// # Errors
    /// `Invalid` for a word or an end of what is open, and as [`Pause::parse`].
    pub fn said(
        open: bool,
        word: Option<PauseWord>,
        until: Option<Timestamp>,
        now: Timestamp,
    ) -> Result<Option<Self>, DomainError> {
        match (open, &word, until) {
            (false, ..) => Self::parse(word, until, now).map(Some),
            (true, Some(_), _) => Err(DomainError::invalid("word", "only a pause has one")),
            (true, None, Some(_)) => Err(DomainError::invalid("until", "only a pause has an end")),
            (true, None, None) => Ok(None),
        }
    }
}

fn is_zero(number: &u64) -> bool {
    *number == 0
}

/// What changes often and must be fresh for every order: one small item beside the menu.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Stock {
    /// The brand whose menu the branch sells.
    pub brand_id: BrandId,
    /// The version of that menu. An earlier one again is a roll-back.
    pub menu_version: u64,
    /// The version of the branch's profile.
    pub profile_version: u64,
    /// Whether guests may order; a pause with an end ends by itself all the same.
    pub ordering_open: bool,
    /// What is said while they may not.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pause: Option<Pause>,
    /// Items that the kitchen has run out of, until somebody says otherwise.
    pub sold_out: BTreeSet<ItemId>,
    /// Those that are to be had again at a time.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub sold_out_until: BTreeMap<ItemId, Timestamp>,
    /// Pieces that are left of items that somebody counted. Orders take from it in their own
    /// commit, so it cannot be oversold.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub left: Pieces,
    /// Grows with every change but those of the count by orders: these must not send other
    /// orders back to read again.
    pub version: u64,
    /// Grows with every order that takes pieces or gives some back.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub taken: u64,
    /// The version of what the branch says otherwise of the menu; 0 when it says nothing.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub overrides_version: u64,
    /// What items with a market price cost until the day ends.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub day_prices: BTreeMap<ItemId, DayPrice>,
}

impl Stock {
    /// As it is at a moment: what had an end that is over is to be had again. Its versions are
    /// those that are stored.
    #[must_use]
    pub fn as_of(&self, now: Timestamp) -> Self {
        let mut stock = self.clone();
        stock.sold_out_until.retain(|_, end| *end > now);
        stock.day_prices.retain(|_, price| price.until > now);
        stock.ordering_open = self.pause_at(now).is_none();
        if stock.ordering_open {
            stock.pause = None;
        }
        stock
    }

    /// Whether an item can be ordered.
    pub fn has(&self, item: &ItemId) -> bool {
        self.pieces(item) != Some(0)
    }

    /// How many pieces of an item can be ordered; `None` when nobody counts.
    pub fn pieces(&self, item: &ItemId) -> Option<u32> {
        if self.sold_out.contains(item) || self.sold_out_until.contains_key(item) {
            return Some(0);
        }
        self.left.get(item).copied()
    }

    /// How much of an item is to be had.
    pub fn supply(&self, item: &ItemId) -> Supply {
        if let Some(end) = self.sold_out_until.get(item) {
            return Supply::SoldOut(Some(*end));
        }
        match self.pieces(item) {
            None => Supply::Plenty,
            Some(_) if self.sold_out.contains(item) => Supply::SoldOut(None),
            Some(left) => Supply::Left(left),
        }
    }

    /// How many pieces are left, when they are so few that guests are told.
    pub fn few(&self, item: &ItemId) -> Option<u32> {
        self.pieces(item)
            .filter(|left| (1..=FEW_LEFT).contains(left))
    }

    /// What of these pieces is counted, and so taken from what is left.
    pub fn counted<'a>(&self, pieces: impl IntoIterator<Item = (&'a ItemId, u32)>) -> Pieces {
        let mut counted = Pieces::new();
        for (item, pieces) in pieces {
            if pieces > 0 && self.left.contains_key(item) {
                let sum = counted.entry(item.clone()).or_default();
                *sum = sum.saturating_add(pieces);
            }
        }
        counted
    }

    /// The next version, in which so much of an item is to be had; what has ended is cleared
    /// away with it.
    #[must_use]
    pub fn with(&self, item: &ItemId, supply: Supply, now: Timestamp) -> Self {
        let mut next = self.as_of(now);
        next.sold_out.remove(item);
        next.sold_out_until.remove(item);
        next.left.remove(item);
        match supply {
            Supply::Plenty => {}
            Supply::Left(pieces) => drop(next.left.insert(item.clone(), pieces)),
            Supply::SoldOut(None) => drop(next.sold_out.insert(item.clone())),
            Supply::SoldOut(Some(end)) => drop(next.sold_out_until.insert(item.clone(), end)),
        }
        next.version += 1;
        next
    }

    /// What staff have said that an item costs at a moment, in minor units.
    pub fn day_price(&self, item: &ItemId, now: Timestamp) -> Option<i64> {
        let price = self.day_prices.get(item).filter(|price| price.until > now);
        price.map(|price| price.price)
    }

    /// The next version, in which an item costs this, where somebody says so, and so much of it is
    /// to be had; without a supply as much as before.
    #[must_use]
    pub fn with_price(
        &self,
        item: &ItemId,
        supply: Option<Supply>,
        price: Option<DayPrice>,
        now: Timestamp,
    ) -> Self {
        let supply = supply.unwrap_or_else(|| self.as_of(now).supply(item));
        let mut next = self.with(item, supply, now);
        if let Some(price) = price {
            next.day_prices.insert(item.clone(), price);
        }
        next
    }

    /// The next version, in which guests may order, or may not because of a pause.
    #[must_use]
    pub fn with_ordering(&self, pause: Option<Pause>, now: Timestamp) -> Self {
        let mut next = self.as_of(now);
        next.ordering_open = pause.is_none();
        next.pause = pause;
        next.version += 1;
        next
    }

    /// The pause that is in force at a moment.
    pub fn pause_at(&self, now: Timestamp) -> Option<Pause> {
        let pause = self.pause.clone().unwrap_or_default();
        let over = pause.until.is_some_and(|end| end <= now);
        (!self.ordering_open && !over).then_some(pause)
    }

    /// Grows with every change, whoever makes it.
    pub fn revision(&self) -> u64 {
        self.version.saturating_add(self.taken)
    }

    /// When something of it ends by itself next.
    pub fn next_end(&self, now: Timestamp) -> Option<Timestamp> {
        let pause = self.pause.as_ref().filter(|_| !self.ordering_open);
        let ends = self.sold_out_until.values().copied();
        let ends = ends.chain(pause.and_then(|pause| pause.until));
        let ends = ends.chain(self.day_prices.values().map(|price| price.until));
        ends.filter(|end| *end > now).min()
    }

    /// How many of its ends are over, by which a reader tells two moments of one version apart.
    pub fn ended(&self, now: Timestamp) -> usize {
        let pause = self.pause.as_ref().filter(|_| !self.ordering_open);
        let ends = self.sold_out_until.values().copied();
        let ends = ends.chain(pause.and_then(|pause| pause.until));
        let ends = ends.chain(self.day_prices.values().map(|price| price.until));
        ends.filter(|end| *end <= now).count()
    }

    /// Whether guests see the same on their menus; what they see of counts is only few or none.
    pub fn looks_like(&self, other: &Self) -> bool {
        let low = |stock: &Self| -> Pieces {
            let low = stock.left.iter().filter(|(_, left)| **left <= FEW_LEFT);
            low.map(|(item, left)| (item.clone(), *left)).collect()
        };
        self.ordering_open == other.ordering_open
            && self.pause == other.pause
            && self.sold_out == other.sold_out
            && self.sold_out_until == other.sold_out_until
            && self.day_prices == other.day_prices
            && low(self) == low(other)
    }
}

#[cfg(test)]
#[path = "stock_tests.rs"]
mod tests;
