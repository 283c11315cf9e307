//! `POST /api/v1/orders`: the guest's order, exactly once.

use std::sync::Arc;

use salver::api::idempotency::Intent;
use salver::api::{App, Call, Problem, Reply};
use salver::auth::guest_token::GuestToken;
use salver::domain::DomainError;
use salver::domain::place::PlaceOrder;
use salver::domain::text::Note;
use salver::service::{OrderRequest, place_order};
use salver::wire::order::PlaceOrderRequest;

/// Places the order, or tells why not.
pub async fn handle(app: Arc<App>, call: Arc<Call>) -> Result<Reply, Problem> {
    let request = parse(&call)?;
    let taken = place_order(app.store(), &request).await?;
    Ok(Reply::stored(&taken.location, taken.body, taken.replayed))
}

fn parse(call: &Call) -> Result<OrderRequest, Problem> {
    let token = GuestToken::parse(call.bearer()?)?;
    let scope = format!("{}.{}", token.check, token.guest);
    Ok(OrderRequest {
        intent: Intent::new(scope, call.idempotency_key()?, call.route(), call.body()?),
        command: command(call.json()?)?,
        now: call.now,
        origin: call.origin().clone(),
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
