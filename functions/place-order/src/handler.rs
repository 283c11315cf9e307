//! `POST /api/v1/orders`: the guest's order, exactly once.

use std::sync::Arc;

use salver::api::{Call, Problem, Reply};
use salver::auth::guest_token::GuestToken;
use salver::domain::DomainError;
use salver::domain::audit::Actor;
use salver::domain::placing::PlaceOrder;
use salver::domain::text::Note;
use salver::service::place_order::{OrderRequest, place_order};
use salver::wire::PlaceOrderRequest;

use crate::parts::Parts;

/// Places the order, or tells why not.
pub async fn handle(parts: Arc<Parts>, call: Arc<Call>) -> Result<Reply, Problem> {
    let request = parse(&call)?;
    Ok(Reply::answer(place_order(&parts.store, &request).await?))
}

fn parse(call: &Call) -> Result<OrderRequest, Problem> {
    let token = GuestToken::parse(call.bearer()?)?;
    Ok(OrderRequest {
        intent: call.intent(token.scope(), "")?,
        command: command(call.json()?)?,
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
