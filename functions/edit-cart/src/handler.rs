//! The live cart: read it, make a line so, remove lines.

use std::sync::Arc;

use salver::api::serve::unknown_route;
use salver::api::{Call, Problem, Reply};
use salver::auth::guest_token::GuestToken;
use salver::domain::cart::PutLine;
use salver::domain::text::Note;
use salver::service::cart;
use salver::wire::{CartView, PutLineRequest};

use crate::parts::Parts;

/// Routes on the key that API Gateway matched.
pub async fn handle(parts: Arc<Parts>, call: Arc<Call>) -> Result<Reply, Problem> {
    let store = &parts.store;
    let token = GuestToken::parse(call.bearer()?)?;
    let at = cart::read(store, &token, call.now).await?;
    let cart = match call.route() {
        "GET /api/v1/cart" => at.cart,
        "PUT /api/v1/cart/lines/{line}" => cart::put(store, &at, &line(&call)?).await?,
        "DELETE /api/v1/cart/lines/{line}" => cart::remove(store, &at, &call.id("line")?).await?,
        "DELETE /api/v1/cart" => cart::clear(store, &at).await?,
        _ => return Err(unknown_route(&call)),
    };
    Reply::ok(&CartView::from(&cart))
}

fn line(call: &Call) -> Result<PutLine, Problem> {
    let request: PutLineRequest = call.json()?;
    Ok(PutLine {
        id: call.id("line")?,
        item_id: request.item_id,
        quantity: request.quantity,
        options: request.options,
        note: Note::parse(request.note.as_deref())?,
    })
}
