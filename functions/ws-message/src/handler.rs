//! `$default`: what clients say on their connection. They only ever ask whether they have
//! missed something; all else goes over HTTP, where it has a status and a retry.

use std::collections::BTreeMap;
use std::sync::Arc;

use aws_lambda_events::apigw::{ApiGatewayProxyResponse, ApiGatewayWebsocketProxyRequest};
use lambda_http::Error;
use salver::api::socket_answer;
use salver::domain::topic::Topic;
use salver::store::Connection;
use salver::wire::realtime::{ClientMessage, Pong};

use crate::parts::Parts;

/// Answers a ping. What is no message of ours gets no answer: a client of ours never
/// sends it, and another one learns nothing.
pub async fn handle(
    parts: Arc<Parts>,
    request: ApiGatewayWebsocketProxyRequest,
    now: jiff::Timestamp,
) -> Result<ApiGatewayProxyResponse, Error> {
    let id = request.request_context.connection_id.unwrap_or_default();
    let Some(connection) = parts.store.connection(&id).await? else {
        return Ok(socket_answer(410));
    };
    if connection.identity_expires_at <= now.as_second() {
        parts.push.end(&parts.store, &[connection], now).await?;
        return Ok(socket_answer(401));
    }
    match serde_json::from_str(request.body.as_deref().unwrap_or_default()) {
        Ok(ClientMessage::Ping { seen }) => pong(&parts, &connection, &seen, now).await,
        Err(error) => {
            tracing::debug!(%error, "not a message of ours");
            Ok(socket_answer(400))
        }
    }
}

async fn pong(
    parts: &Parts,
    connection: &Connection,
    seen: &BTreeMap<String, u64>,
    now: jiff::Timestamp,
) -> Result<ApiGatewayProxyResponse, Error> {
    let topics = parts.store.sequences(&connection.topics).await?;
    let missed = |(topic, last): (&Topic, &u64)| {
        let seen = seen.get(topic.as_str()).copied().unwrap_or_default();
        // Different, not only smaller: a sequence that began anew is a gap too.
        (seen != *last).then(|| topic.clone())
    };
    let behind = topics.iter().filter_map(missed).collect();
    let message = serde_json::to_string(&Pong { behind, topics })?;
    let push = &parts.push;
    push.send(&connection.connection_id, &message, now).await;
    Ok(socket_answer(200))
}
