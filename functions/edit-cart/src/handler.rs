//! The live cart: read it, make a line so, remove lines.

use salver::api::operations::cart::{CLEAR_CART, PUT_CART_LINE, READ_CART, REMOVE_CART_LINE};
use salver::api::{Call, Problem, Reply, Router};
use salver::auth::guest_token::GuestToken;
use salver::domain::cart::PutLine;
use salver::domain::text::Note;
use salver::service::cart;
use salver::wire::cart::CartView;

use crate::parts::Parts;

/// What this function serves.
pub fn router() -> Router<Parts> {
    Router::new(env!("CARGO_PKG_NAME"))
        .on(&READ_CART, |parts, call| Box::pin(read(parts, call)))
        .on(&PUT_CART_LINE, |parts, call| Box::pin(put(parts, call)))
        .on(&REMOVE_CART_LINE, |parts, call| {
            Box::pin(remove(parts, call))
        })
        .on(&CLEAR_CART, |parts, call| Box::pin(clear(parts, call)))
}

/// What every edit starts from.
async fn standing(parts: &Parts, call: &Call) -> Result<cart::Table, Problem> {
    let token = GuestToken::parse(call.bearer()?)?;
    Ok(cart::read(&parts.store, &token, call.now).await?)
}

async fn read(parts: &Parts, call: &Call) -> Result<Reply, Problem> {
    Reply::ok(&CartView::from(&standing(parts, call).await?.cart))
}

async fn put(parts: &Parts, call: &Call) -> Result<Reply, Problem> {
    let at = standing(parts, call).await?;
    let cart = cart::put(&parts.store, &at, &line(call)?).await?;
    Reply::ok(&CartView::from(&cart))
}

async fn remove(parts: &Parts, call: &Call) -> Result<Reply, Problem> {
    let at = standing(parts, call).await?;
    let cart = cart::remove(&parts.store, &at, &call.id("line")?).await?;
    Reply::ok(&CartView::from(&cart))
}

async fn clear(parts: &Parts, call: &Call) -> Result<Reply, Problem> {
    let at = standing(parts, call).await?;
    Reply::ok(&CartView::from(&cart::clear(&parts.store, &at).await?))
}

fn line(call: &Call) -> Result<PutLine, Problem> {
    let request = call.read(&PUT_CART_LINE)?;
    Ok(PutLine {
        id: call.id("line")?,
        item_id: request.item_id,
        quantity: request.quantity,
        options: request.options,
        note: Note::parse(request.note.as_deref())?,
    })
}
