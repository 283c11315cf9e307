//! What is to be had at a branch, said by its staff; and whether guests may order.

use super::by::By;
use super::refusal::Refusal;
use crate::domain::DomainError;
use crate::domain::audit::{AuditEntry, Deed};
use crate::domain::id::{BranchId, ItemId};
use crate::domain::money::Money;
use crate::domain::stock::{DayPrice, Pause, Stock, Supply};
use crate::store::{Branch, Retry, Store};

/// What is to be had, fresh, with the menu and the profile that it names.
///
/// # Errors
/// `NotFound`; or when the store fails.
pub async fn read(store: &Store, branch: &BranchId) -> Result<(Stock, Branch), Refusal> {
    let missing = Refusal::NotFound("branch");
    let Some(stock) = store.stock(branch).await? else {
        return Err(missing);
    };
    let known = store.branch(branch, &stock).await?;
    Ok((stock, known.ok_or(missing)?))
}

/// Lets so much of an item be had, or cost that for the rest of the business day, or both. A price
/// alone leaves as much as there is at that moment, whatever orders take meanwhile. Said twice it
/// is done once.
///
/// # Errors
/// `NotFound` for an item that is not on the menu, `Invalid` when nothing is said, for a price of
/// one that the menu prices or for one that no menu could hold; or when the store fails.
pub async fn set_supply(
    store: &Store,
    branch: &BranchId,
    (item, supply, price): (&ItemId, Option<Supply>, Option<Money>),
    by: &By,
) -> Result<(Stock, Branch), Refusal> {
    if supply.is_none() && price.is_none() {
        let message = "say how much there is, or what it costs";
        return Err(DomainError::invalid("available", message).into());
    }
    let entry = by.entry(branch, Deed::StockChanged)?.about(item);
    let mut tries = Retry::USUAL.tries();
    loop {
        let (stock, known) = read(store, branch).await?;
        let found = known.menu.item(item).ok_or(Refusal::NotFound("item"))?;
        let until = known.profile.day_ends(by.at);
        let price = price.map(|price| DayPrice::parse(&known.menu, found, price, until));
        let price = price.transpose()?;
        let standing = stock.as_of(by.at);
        let before = standing.supply(item);
        let cost = standing.day_prices.get(item).copied();
        let is_same = supply.is_none_or(|supply| supply == before);
        if is_same && (price.is_none() || price == cost) {
            return Ok((stock.as_of(by.at), known));
        }
        let next = stock.with_price(item, supply, price, by.at);
        let entry = match supply {
            Some(supply) => said(said(entry.clone(), "from", before), "to", supply),
            None => entry.clone(),
        };
        let entry = match (cost, price) {
            (_, None) => entry,
            (None, Some(price)) => entry.with("price", price.price),
            (Some(was), Some(price)) => entry
                .with("price_before", was.price)
                .with("price", price.price),
        };
        if store.save_stock(branch, &stock, &next, &entry).await? {
            return Ok((next, known));
        }
        tries.again().await?;
    }
}

/// The entry with how much there was or is.
fn said(entry: AuditEntry, name: &'static str, supply: Supply) -> AuditEntry {
    match supply {
        Supply::Plenty => entry.with(name, "available"),
        Supply::Left(pieces) => entry.with(name, format!("{pieces} left")),
        Supply::SoldOut(None) => entry.with(name, "sold out"),
        Supply::SoldOut(Some(until)) => entry.with(name, format!("sold out until {until}")),
    }
}

/// Lets guests order, or not because of a pause; the menu stays readable. Said twice it is
/// done once.
///
/// # Errors
/// `NotFound`; or when the store fails.
pub async fn set_ordering(
    store: &Store,
    branch: &BranchId,
    pause: Option<&Pause>,
    by: &By,
) -> Result<(Stock, Branch), Refusal> {
    let entry = by.entry(branch, Deed::OrderingChanged)?;
    let entry = entry.with("open", pause.is_none());
    let entry = match pause.and_then(|pause| pause.word.as_ref()) {
        Some(word) => entry.with("word", word.as_str()),
        None => entry,
    };
    let entry = match pause.and_then(|pause| pause.until) {
        Some(until) => entry.with("until", until),
        None => entry,
    };
    let mut tries = Retry::USUAL.tries();
    loop {
        let (stock, known) = read(store, branch).await?;
        let next = stock.with_ordering(pause.cloned(), by.at);
        let same = stock.as_of(by.at);
        if (same.ordering_open, &same.pause) == (next.ordering_open, &next.pause) {
            return Ok((same, known));
        }
        if store.save_stock(branch, &stock, &next, &entry).await? {
            return Ok((next, known));
        }
        tries.again().await?;
    }
}
