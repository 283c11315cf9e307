//! `$connect`: a ticket becomes a connection. The gateway upgrades only after a 200.

use std::sync::Arc;

use aws_lambda_events::apigw::{ApiGatewayProxyResponse, ApiGatewayWebsocketProxyRequest};
use lambda_http::Error;
use salver::api::socket_answer;
use salver::auth::secret;
use salver::domain::claims::Claims;
use salver::domain::topic::Topic;
use salver::service::admit::claims_stand;
use salver::store::Connection;

use crate::parts::Parts;

/// API Gateway ends every connection after two hours; a little more for late housekeeping.
const CONNECTION_SECONDS: i64 = 2 * 3600 + 600;

/// Lets a connection in, or refuses the handshake: 403 for a foreign page, 401 without a
/// ticket that is still good.
pub async fn handle(
    parts: Arc<Parts>,
    request: ApiGatewayWebsocketProxyRequest,
    now: jiff::Timestamp,
) -> Result<ApiGatewayProxyResponse, Error> {
    let origin = request.headers.get("origin").and_then(|o| o.to_str().ok());
    // Programs send no Origin and need the ticket all the same; browsers always send it.
    if let Some(origin) = origin
        && !parts.site.has(origin)
    {
        tracing::warn!(origin, "a page of another origin was refused");
        return Ok(socket_answer(403));
    }
    let Some(ticket) = request.query_string_parameters.first("ticket") else {
        return Ok(socket_answer(401));
    };
    let Some(ticket) = parts.store.take_ticket(&secret::hash(ticket), now).await? else {
        return Ok(socket_answer(401));
    };
    let connection_id = request.request_context.connection_id.unwrap_or_default();
    let mut topics = ticket.topics;
    if let Claims::Staff { staff_id, .. } = &ticket.claims {
        // Where the connections of a person are found when they must end.
        topics.push(Topic::staff(staff_id));
    }
    let connection = Connection {
        connection_id,
        claims: ticket.claims,
        topics,
        batches: ticket.batches,
        identity_expires_at: ticket.identity_expires_at,
        connected_at: now.as_second(),
        expires_at: now.as_second() + CONNECTION_SECONDS,
    };
    parts.store.connect(&connection).await?;
    // Only now: who was sent away before this write is seen here, and who is sent away
    // after it is found among the listeners.
    if !claims_stand(&parts.store, &connection.claims, now).await? {
        parts.store.disconnect(&connection).await?;
        return Ok(socket_answer(401));
    }
    Ok(socket_answer(200))
}
