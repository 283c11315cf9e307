//! The loop around every HTTP function: call in, reply out, problems told and logged once.

use std::sync::Arc;
use std::time::Duration;

use jiff::Timestamp;
use lambda_http::aws_lambda_events::apigw::{
    ApiGatewayProxyResponse, ApiGatewayWebsocketProxyRequest,
};
use lambda_http::lambda_runtime::{Diagnostic, LambdaEvent};
use lambda_http::{Error, Request, service_fn};
use serde::Serialize;
use serde::de::DeserializeOwned;
use tracing::Instrument;

use super::clock;
use super::problem::{Code, Problem};
use super::reply::Reply;
use super::request::HttpRequest;
use super::router::{Answering, Router};
use super::staff::{self, StaffGate};

/// Serves a function's operations until Lambda ends the process. `parts` is what it needs.
///
/// # Errors
/// When the router does not fit the function, or the runtime breaks off.
pub async fn serve<P>(parts: P, router: Router<P>) -> Result<(), Error>
where
    P: Send + Sync + 'static,
{
    run(parts, router, |_, _, answer| Box::pin(async { answer })).await
}

/// How long a call may take. Several calls of a store that hangs, one after the other, would
/// outlast the function's own time-out of 10 s, after which the gateway's answer says nothing.
const CALL_TIME: Duration = Duration::from_secs(8);

/// An answer, or in its place the advice to come again. What a write has begun may stand then,
/// as after any 503.
async fn in_time(answer: impl Future<Output = Result<Reply, Problem>>) -> Result<Reply, Problem> {
    tokio::time::timeout(CALL_TIME, answer)
        .await
        .unwrap_or_else(|late| {
            let busy = "The service is busy. Please try again.";
            Err(Problem::new(Code::Unavailable, busy).after(1).because(late))
        })
}

/// As [`serve`], for a function with operations of staff: what a role may not do is refused
/// with an entry in the record of who did what.
///
/// # Errors
/// As [`serve`].
pub async fn serve_staff<P>(parts: P, router: Router<P>) -> Result<(), Error>
where
    P: StaffGate + Send + Sync + 'static,
{
    run(parts, router, |parts, http, answer| {
        Box::pin(async {
            if let Err(problem) = &answer
                && problem.code == Code::Forbidden
            {
                staff::note_refusal(parts, http).await?;
            }
            answer
        })
    })
    .await
}

/// What is done with an answer before it goes out.
type After<P> = for<'a> fn(&'a P, &'a HttpRequest, Result<Reply, Problem>) -> Answering<'a>;

async fn run<P>(parts: P, router: Router<P>, after: After<P>) -> Result<(), Error>
where
    P: Send + Sync + 'static,
{
    router.check()?;
    let served = Arc::new((parts, router));
    lambda_http::run_concurrent(service_fn(move |request: Request| {
        let served = Arc::clone(&served);
        let mut http = HttpRequest::new(request, clock::now());
        let span = tracing::info_span!("call", id = http.request_id(), route = http.route());
        let answering = async move {
            let (parts, router) = served.as_ref();
            let answer = in_time(async {
                let answer = router.answer(parts, &mut http).await;
                after(parts, &http, answer).await
            });
            let answer = answer.await;
            reply(answer, &http)
        };
        answering.instrument(span)
    }))
    .await
}

/// Serves a function that is not behind HTTP.
///
/// # Errors
/// When the runtime breaks off.
pub async fn serve_event<P, E, A, F, Fut>(parts: P, handle: F) -> Result<(), Error>
where
    P: Send + Sync + 'static,
    E: DeserializeOwned + Send + 'static,
    A: Serialize + Send + 'static,
    F: Fn(Arc<P>, E, Timestamp) -> Fut + Clone + Send + Sync + 'static,
    Fut: Future<Output = Result<A, Error>> + Send + 'static,
{
    let parts = Arc::new(parts);
    lambda_http::lambda_runtime::run_concurrent(service_fn(move |event: LambdaEvent<E>| {
        let span = tracing::info_span!("event", id = event.context.request_id);
        handle(Arc::clone(&parts), event.payload, clock::now()).instrument(span)
    }))
    .await
}

/// As [`serve_event`], for a route of the WebSocket API: the log names the gateway's request and
/// the connection.
///
/// # Errors
/// As [`serve_event`].
pub async fn serve_socket<P, F, Fut>(parts: P, handle: F) -> Result<(), Error>
where
    P: Send + Sync + 'static,
    F: Fn(Arc<P>, ApiGatewayWebsocketProxyRequest, Timestamp) -> Fut
        + Clone
        + Send
        + Sync
        + 'static,
    Fut: Future<Output = Result<ApiGatewayProxyResponse, Error>> + Send + 'static,
{
    serve_event(
        parts,
        move |parts, request: ApiGatewayWebsocketProxyRequest, now| {
            let context = &request.request_context;
            let span = tracing::info_span!(
                "socket",
                id = context.request_id,
                connection = context.connection_id
            );
            handle(parts, request, now).instrument(span)
        },
    )
    .await
}

/// The answer of a WebSocket route: the gateway looks at the status only.
pub fn socket_answer(status: u16) -> ApiGatewayProxyResponse {
    let mut response = ApiGatewayProxyResponse::default();
    response.status_code = status.into();
    response
}

/// Why an invocation failed. What happened is in the log; this is all that Lambda is told.
#[derive(Debug, thiserror::Error)]
#[error("a fault of ours; the log has it under the request {request_id}")]
struct Internal {
    request_id: String,
}

impl From<Internal> for Diagnostic {
    fn from(error: Internal) -> Self {
        Self {
            error_type: Code::Internal.name().to_owned(),
            error_message: error.to_string(),
        }
    }
}

/// What the gateway gets of an answer. A fault of ours fails the invocation: told as an answer it
/// would be a good invocation, which neither the alarms nor the roll-out of a new version would
/// ever see. The caller gets the gateway's own 500, with the request's ID in a header.
fn reply(answer: Result<Reply, Problem>, http: &HttpRequest) -> Result<Reply, Internal> {
    let problem = match answer {
        Ok(reply) => return Ok(reply),
        Err(problem) => problem,
    };
    tell(&problem);
    if problem.code == Code::Internal {
        let request_id = http.request_id().to_owned();
        return Err(Internal { request_id });
    }
    Ok(Reply::problem(&problem, http.request_id()))
}

/// Faults of ours are errors with their whole chain; refusals are not worth a line each.
fn tell(problem: &Problem) {
    let code = problem.code.name();
    match &problem.cause {
        Some(cause) => tracing::error!(
            code,
            cause = crate::log::chain(cause.as_ref()),
            "{}",
            problem.detail
        ),
        None => tracing::debug!(code, "{}", problem.detail),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fault_of_ours_fails_the_invocation_and_nothing_else_does() {
        let http = HttpRequest::new(Request::default(), Timestamp::UNIX_EPOCH);
        assert!(reply(Ok(Reply::no_content()), &http).is_ok());
        for code in Code::ALL.iter().copied() {
            let problem = Problem::new(code, "said to the caller").because("the cause");
            let sent = reply(Err(problem), &http);
            assert_eq!(sent.is_err(), code == Code::Internal, "{code:?}");
            if let Err(error) = sent {
                // It goes to Lambda, so it says nothing that belongs into the log alone.
                let told = Diagnostic::from(error);
                assert_eq!(told.error_type, "internal");
                assert!(!told.error_message.contains("the cause"));
            }
        }
    }
}
