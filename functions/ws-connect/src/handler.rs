//! `$connect`: a ticket becomes a connection. The gateway upgrades only after a 200.

use std::sync::Arc;

use aws_lambda_events::apigw::{ApiGatewayProxyResponse, ApiGatewayWebsocketProxyRequest};
use lambda_http::Error;
use salver::api::socket_answer;
use salver::service::realtime;

use crate::parts::Parts;

/// Lets a connection in, or refuses the handshake: 403 for a foreign page, 401 without a
/// ticket that is still good.
pub async fn handle(
    parts: Arc<Parts>,
    request: ApiGatewayWebsocketProxyRequest,
    now: jiff::Timestamp,
) -> Result<ApiGatewayProxyResponse, Error> {
    let origin = request.headers.get("origin").and_then(|o| o.to_str().ok());
    let ticket = request.query_string_parameters.first("ticket");
    // Programs send no Origin and need the ticket all the same; browsers always send it.
    if let Some(origin) = origin.filter(|origin| !parts.site.has(origin)) {
        let (store, ticket) = (&parts.store, ticket.unwrap_or_default());
        if !realtime::may_connect_from(store, origin, ticket, now).await? {
            tracing::warn!(origin, "a page of another origin was refused");
            return Ok(socket_answer(403));
        }
    }
    let Some(ticket) = ticket else {
        return Ok(socket_answer(401));
    };
    let connection_id = request.request_context.connection_id.unwrap_or_default();
    if realtime::connect(&parts.store, ticket, connection_id, now).await? {
        Ok(socket_answer(200))
    } else {
        Ok(socket_answer(401))
    }
}
