//! `$disconnect`: a connection is forgotten. The gateway calls this at best; TTL and the
//! first message that finds nobody do the rest.

use std::sync::Arc;

use aws_lambda_events::apigw::{ApiGatewayProxyResponse, ApiGatewayWebsocketProxyRequest};
use lambda_http::Error;
use salver::api::socket_answer;
use salver::service::realtime;

use crate::parts::Parts;

/// Removes the connection and its topics.
pub async fn handle(
    parts: Arc<Parts>,
    request: ApiGatewayWebsocketProxyRequest,
    _now: jiff::Timestamp,
) -> Result<ApiGatewayProxyResponse, Error> {
    let id = request.request_context.connection_id.unwrap_or_default();
    realtime::disconnect(&parts.store, &id).await?;
    Ok(socket_answer(200))
}
