//! `POST /api/v1/orders`: the guest's order, exactly once.

use salver::api::operations::order::PLACE_ORDER;
use salver::api::{HttpRequest, Problem, Reply, Router};
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
    Router::new(env!("CARGO_PKG_NAME")).on(&PLACE_ORDER, |parts, http| Box::pin(place(parts, http)))
}

/// Places the order, or tells why not.
async fn place(parts: &Parts, http: &HttpRequest) -> Result<Reply, Problem> {
    let request = parse(http)?;
    Ok(Reply::answer(place_order(&parts.store, &request).await?))
}

fn parse(http: &HttpRequest) -> Result<OrderRequest, Problem> {
    let token = GuestToken::parse(http.bearer()?)?;
    Ok(OrderRequest {
        intent: http.intent(token.scope(), "")?,
        command: command(http.read(&PLACE_ORDER)?)?,
        by: http.by(Actor::Nobody),
        token,
    })
}

fn command(request: PlaceOrderRequest) -> Result<PlaceOrder, DomainError> {
    Ok(PlaceOrder {
        cart_id: request.cart_id,
        cart_version: request.cart_version,
        expected_total: request.expected_total,
        expected_to_pay: request.expected_to_pay,
        payment_method: request.payment_method,
        note: Note::parse(request.note.as_deref())?,
    })
}
