//! Which cards lie on a branch's tables, as people said.

use super::by::By;
use super::refusal::Refusal;
use crate::domain::audit::Deed;
use crate::domain::id::{BranchId, TableId};
use crate::domain::printed::{CardMark, PrintedCards};
use crate::domain::site_origin::SiteOrigin;
use crate::store::{Retry, Store};

/// Notes that these cards lie on their tables, and which address they carry. What is known
/// already is not noted again.
///
/// # Errors
/// `Invalid` for a table that is not there; or when the store fails.
pub async fn confirm(
    store: &Store,
    branch: &BranchId,
    (cards, origin): (&[(TableId, CardMark)], &SiteOrigin),
    by: &By,
) -> Result<PrintedCards, Refusal> {
    let entry = by.entry(branch, Deed::CardsPrinted)?;
    let entry = entry.with("cards", cards.len()).with("origin", origin);
    let mut tries = Retry::USUAL.tries();
    loop {
        let (known, tables) = tokio::try_join!(store.printed_cards(branch), store.tables(branch))?;
        let there = tables.into_iter().map(|table| table.id).collect();
        let Some(next) = known.with(cards, origin, &there, by.at)? else {
            return Ok(known);
        };
        if store.save_printed_cards(branch, &next, &entry).await? {
            return Ok(next);
        }
        tries.again().await?;
    }
}
