//! `POST /api/v1/orders`: the guest's order, exactly once.

use salver::api::operations::order::PLACE_ORDER;
use salver::api::{Call, Problem, Reply, Router};
use salver::auth::guest_token::GuestToken;
use salver::domain::DomainError;
use salver::domain::audit::Actor;
use salver::domain::placing::PlaceOrder;
use salver::domain::text::Note;
use salver::service::place_order::{OrderRequest, place_order};
use salver::wire::order::PlaceOrderRequest;

use crate::parts::Parts;

/// What this function serves.
pub fn router() -> Router<Parts> {
    Router::new(env!("CARGO_PKG_NAME")).on(&PLACE_ORDER, |parts, call| Box::pin(place(parts, call)))
}

/// Places the order, or tells why not.
async fn place(parts: &Parts, call: &Call) -> Result<Reply, Problem> {
    let request = parse(call)?;
    Ok(Reply::answer(place_order(&parts.store, &request).await?))
}

fn parse(call: &Call) -> Result<OrderRequest, Problem> {
    let token = GuestToken::parse(call.bearer()?)?;
    Ok(OrderRequest {
        intent: call.intent(token.scope(), "")?,
        command: command(call.read(&PLACE_ORDER)?)?,
        by: call.by(Actor::Nobody),
        token,
    })
}

fn command(request: PlaceOrderRequest) -> Result<PlaceOrder, DomainError> {
    Ok(PlaceOrder {
        cart_version: request.cart_version,
        expected_total: request.expected_total,
        payment_method: request.payment_method,
        note: Note::parse(request.note.as_deref())?,
    })
}
