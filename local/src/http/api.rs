//! The HTTP API: route, invoke, answer.

use std::net::IpAddr;

use axum::{
    body::Body,
    http::{Request, Response},
};

use super::{
    answer,
    body::{self, BodyError},
    event::{self, Context},
    problem,
    router::{NoMatch, Router},
};
use crate::{
    clock,
    runtime::{InvokeError, Invoker},
};

/// The HTTP API of the template, as API Gateway would serve it.
pub struct HttpApi {
    /// Its routes.
    pub router: Router,
    /// Calls the functions.
    pub invoker: Invoker,
    /// `requestContext.apiId`.
    pub api_id: String,
    /// `requestContext.accountId`.
    pub account_id: String,
    /// The port that clients see.
    pub port: u16,
}

impl HttpApi {
    /// Answers one request.
    pub async fn handle(
        &self,
        request: Request<Body>,
        source: IpAddr,
        request_id: &str,
    ) -> Response<Body> {
        let (parts, body) = request.into_parts();
        let found = match self.router.find(parts.method.as_str(), parts.uri.path()) {
            Ok(found) => found,
            Err(NoMatch::Unknown) => return problem::not_found(request_id),
            Err(NoMatch::Malformed) => return problem::bad_request(request_id),
        };
        let body = match body::read(body).await {
            Ok(body) => body,
            Err(BodyError::TooLarge) => return problem::too_large(request_id),
            Err(BodyError::Broken) => return problem::bad_request(request_id),
        };
        let context = Context {
            found: &found,
            api_id: &self.api_id,
            account_id: &self.account_id,
            request_id,
            source,
            port: self.port,
            now: clock::now(),
        };
        let event = event::build(&parts, &body, &context);
        let function = &found.route.function;
        let call = self.invoker.invoke(function, event);
        match tokio::time::timeout(found.route.timeout, call).await {
            Ok(Ok(payload)) => answer::build(&payload).unwrap_or_else(|wrong| {
                tracing::error!(
                    function,
                    request = request_id,
                    "the function's answer is unusable: {wrong}"
                );
                problem::internal(request_id)
            }),
            Ok(Err(error)) => {
                tracing::error!(function, request = request_id, %error, "no answer");
                failed(&error, request_id)
            }
            Err(_) => {
                let limit = found.route.timeout;
                tracing::error!(
                    function,
                    request = request_id,
                    ?limit,
                    "the gateway waited too long"
                );
                problem::unavailable(request_id)
            }
        }
    }
}

fn failed(error: &InvokeError, request_id: &str) -> Response<Body> {
    match error {
        InvokeError::RequestTooLarge { .. } => problem::too_large(request_id),
        InvokeError::Throttled | InvokeError::Stopping => problem::unavailable(request_id),
        _ => problem::internal(request_id),
    }
}
