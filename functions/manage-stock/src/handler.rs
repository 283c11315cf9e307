//! What is to be had, and whether guests may order.

use salver::api::operations::stock::{READ_STOCK, SET_ORDERING, SET_STOCK};
use salver::api::{HttpRequest, Problem, Reply, Router, StaffParts, staff};
use salver::domain::id::{BranchId, ItemId};
use salver::domain::stock::{Pause, Supply};
use salver::domain::text::PauseWord;
use salver::service::stock;
use salver::wire::stock::{ItemStock, OrderingView, StockView};

/// What this function serves.
pub fn router() -> Router<StaffParts> {
    Router::new(env!("CARGO_PKG_NAME"))
        .on(&READ_STOCK, |parts, http| Box::pin(read(parts, http)))
        .on(&SET_STOCK, |parts, http| Box::pin(set(parts, http)))
        .on(&SET_ORDERING, |parts, http| {
            Box::pin(set_ordering(parts, http))
        })
}

/// What is to be had of the whole menu.
async fn read(parts: &StaffParts, http: &HttpRequest) -> Result<Reply, Problem> {
    let branch: BranchId = http.id("branch")?;
    staff::authorize(parts, http, &branch)?;
    let (stock, known) = stock::read(&parts.store, &branch).await?;
    Reply::ok(&StockView::of(
        &known.menu,
        &stock,
        &known.profile,
        http.now,
    ))
}

/// How much of an item is to be had.
async fn set(parts: &StaffParts, http: &HttpRequest) -> Result<Reply, Problem> {
    let branch: BranchId = http.id("branch")?;
    let item: ItemId = http.id("item")?;
    let staff = staff::authorize_write(parts, http, &branch).await?;
    let request = http.read(&SET_STOCK)?;
    let supply = Supply::parse(request.available, request.until, request.count, http.now)?;
    let change = (&item, supply, request.price);
    let (stock, known) = stock::set_supply(&parts.store, &branch, change, &http.by(&staff)).await?;
    let found = known.menu.found(&item);
    let (category, item) = found.ok_or_else(|| Problem::not_found("item"))?;
    Reply::ok(&ItemStock::of(&known.menu, category, item, &stock))
}

/// Whether guests may order.
async fn set_ordering(parts: &StaffParts, http: &HttpRequest) -> Result<Reply, Problem> {
    let branch: BranchId = http.id("branch")?;
    let staff = staff::authorize_write(parts, http, &branch).await?;
    let request = http.read(&SET_ORDERING)?;
    let word = PauseWord::parse(request.word.as_deref())?;
    let pause = Pause::said(request.open, word, request.until, http.now)?;
    let by = http.by(&staff);
    let (stock, known) = stock::set_ordering(&parts.store, &branch, pause.as_ref(), &by).await?;
    // Outside of the opening hours guests may not order, whatever staff say.
    let ordering = known.profile.ordering(&stock, http.now);
    Reply::ok(&OrderingView::from(&ordering))
}
