//! Requests to services of AWS, signed and sent once, without the services' SDK crates: two
//! requests are all that is needed of them, and each crate would be a megabyte of every function
//! that links it.

use std::error::Error;
use std::time::Duration;

use aws_credential_types::Credentials;
use aws_sigv4::http_request::{SignableBody, SignableRequest, SigningSettings, sign};
use aws_sigv4::sign::v4;
use aws_smithy_runtime_api::box_error::BoxError;
use aws_smithy_runtime_api::client::http::{HttpConnector, SharedHttpConnector};
use aws_smithy_runtime_api::client::identity::Identity;
use aws_smithy_types::body::SdkBody;
use http_body_util::{BodyExt, Limited};
use jiff::Timestamp;
use lambda_http::http::{Request, StatusCode};

use crate::domain::message::Handed;
use crate::log;

/// A request takes no longer: whoever follows the table's changes waits for it.
const TRY: Duration = Duration::from_secs(5);

/// The most that is read of an answer, in bytes.
const ANSWER: usize = 64 * 1024;

/// A service, and by what right it is asked.
#[derive(Debug, Clone)]
pub struct Service {
    pub http: SharedHttpConnector,
    pub credentials: Credentials,
    pub region: String,
    /// Its name in a signature.
    pub name: &'static str,
    /// Without a slash at its end.
    pub endpoint: String,
}

/// How a request ended.
#[derive(Debug)]
pub enum Asked {
    /// The service said so.
    Answered(StatusCode, String),
    /// It never left.
    Unsent(String),
    /// It may have arrived.
    Unclear(String),
}

impl Service {
    /// Posts a body to a path, signed as of `now`.
    pub async fn post(&self, path: &str, kind: &str, body: String, now: Timestamp) -> Asked {
        let request = match self.request(path, kind, body, now) {
            Ok(request) => request,
            Err(error) => return Asked::Unsent(log::chain(error.as_ref())),
        };
        match tokio::time::timeout(TRY, self.answer(request)).await {
            Ok(Ok((status, text))) => Asked::Answered(status, text),
            Ok(Err(error)) if never_left(error.as_ref()) => {
                Asked::Unsent(log::chain(error.as_ref()))
            }
            Ok(Err(error)) => Asked::Unclear(log::chain(error.as_ref())),
            Err(_) => Asked::Unclear("no answer in time".to_owned()),
        }
    }

    async fn answer(&self, request: Request<SdkBody>) -> Result<(StatusCode, String), BoxError> {
        let answer = self.http.call(request.try_into()?).await?;
        let status = StatusCode::from_u16(answer.status().as_u16())?;
        // Its status says whether it was taken; an answer that breaks off behind it says no less.
        let body = Limited::new(answer.into_body(), ANSWER).collect().await;
        let body = body.map(http_body_util::Collected::to_bytes);
        let text = body.map(|body| String::from_utf8_lossy(&body).into_owned());
        Ok((status, text.unwrap_or_default()))
    }

    fn request(
        &self,
        path: &str,
        kind: &str,
        body: String,
        now: Timestamp,
    ) -> Result<Request<SdkBody>, BoxError> {
        let uri = format!("{}{path}", self.endpoint);
        let headers = [("content-type", kind)];
        let identity: Identity = self.credentials.clone().into();
        let settings = v4::SigningParams::builder()
            .identity(&identity)
            .region(&self.region)
            .name(self.name)
            .time(now.into())
            .settings(SigningSettings::default())
            .build()?;
        let signed = SignableBody::Bytes(body.as_bytes());
        let signable = SignableRequest::new("POST", &uri, headers.into_iter(), signed)?;
        let (signature, _) = sign(signable, &settings.into())?.into_parts();
        let mut request = Request::post(&uri)
            .header("content-type", kind)
            .body(SdkBody::from(body))?;
        signature.apply_to_request_http1x(&mut request);
        Ok(request)
    }
}

/// Whether no connection came about, so that nothing can have arrived.
fn never_left(error: &(dyn Error + 'static)) -> bool {
    let mut cause = Some(error);
    while let Some(error) = cause {
        if let Some(client) = error.downcast_ref::<hyper_util::client::legacy::Error>() {
            return client.is_connect();
        }
        cause = error.source();
    }
    false
}

/// What an answer means to a message: `code` is what the service calls its refusal, and `taken`
/// the message's name there. Of a fault of its own the service does not say whether it had taken
/// the message before.
pub fn handed(asked: Asked, read: impl FnOnce(&str) -> Read) -> Handed {
    let (status, text) = match asked {
        Asked::Answered(status, text) => (status, text),
        Asked::Unsent(why) => return Handed::Later(why),
        Asked::Unclear(why) => return Handed::Unclear(why),
    };
    let Read { reference, code } = read(&text);
    if status.is_success() {
        return Handed::Taken(reference);
    }
    let is_throttled = code.as_deref().is_some_and(|code| code.contains("Throttl"));
    let why = match code {
        Some(code) => format!("{} {code}", status.as_u16()),
        None => status.as_u16().to_string(),
    };
    match status {
        StatusCode::TOO_MANY_REQUESTS | StatusCode::SERVICE_UNAVAILABLE => Handed::Later(why),
        _ if is_throttled => Handed::Later(why),
        status if status.is_client_error() => Handed::Never(why),
        _ => Handed::Unclear(why),
    }
}

/// What is of use of an answer's text.
#[derive(Debug, Default)]
pub struct Read {
    pub reference: Option<String>,
    pub code: Option<String>,
}

#[cfg(test)]
#[path = "providers_tests.rs"]
mod tests;
