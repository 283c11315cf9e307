//! Requests to API Gateway's `@connections`: signed, sent and tried again without the SDK's
//! client for it. An event goes to each listener as a request of its own, so what a request
//! costs the processor decides how long the last of a hundred listeners waits, and the SDK's
//! steps around the signature were most of that.

use std::time::Duration;

use aws_credential_types::Credentials;
use aws_sigv4::http_request::{SignableBody, SignableRequest, SigningSettings, sign};
use aws_sigv4::sign::v4;
use aws_smithy_runtime_api::box_error::BoxError;
use aws_smithy_runtime_api::client::http::{HttpConnector, SharedHttpConnector};
use aws_smithy_runtime_api::client::identity::Identity;
use aws_smithy_types::body::SdkBody;
use jiff::Timestamp;
use lambda_http::http::{Method, Request, StatusCode};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

/// The service's name in a signature.
const SERVICE: &str = "execute-api";

/// A request is tried so often: the gateway answers 429 when an account sends too much at once.
const TRIES: u32 = 4;

/// One try takes no longer, so that one that hangs leaves time for another.
const TRY: Duration = Duration::from_secs(2);

/// The longest wait before the second try, in milliseconds; twice that before the next.
const FIRST_WAIT: u64 = 50;

/// A header that is not the signature's.
pub type Header<'a> = (&'a str, &'a str);

/// What of an ID is not written as it is in an address.
const ESCAPED: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'_')
    .remove(b'.')
    .remove(b'~');

/// Where the connections are, and by what right they are reached.
#[derive(Debug, Clone)]
pub struct Connections {
    http: SharedHttpConnector,
    identity: Identity,
    region: String,
    /// Without a slash at its end.
    endpoint: String,
}

impl Connections {
    /// Those behind `endpoint`, over `http`.
    pub fn new(
        http: SharedHttpConnector,
        credentials: Credentials,
        region: String,
        endpoint: &str,
    ) -> Self {
        Self {
            http,
            identity: credentials.into(),
            region,
            endpoint: endpoint.trim_end_matches('/').to_owned(),
        }
    }

    /// Sends a message to a connection: the gateway's answer, to a request that is signed as of
    /// `now`. What it is too busy for, or breaks off, is tried again.
    ///
    /// # Errors
    /// Nothing came back at any try, or the request cannot be written.
    pub async fn post(
        &self,
        connection_id: &str,
        message: &str,
        now: Timestamp,
    ) -> Result<StatusCode, BoxError> {
        self.ask(&Method::POST, connection_id, &[], message, now)
            .await
    }

    /// Ends a connection: as [`Self::post`].
    ///
    /// # Errors
    /// Nothing came back at any try, or the request cannot be written.
    pub async fn delete(
        &self,
        connection_id: &str,
        headers: &[Header<'_>],
        now: Timestamp,
    ) -> Result<StatusCode, BoxError> {
        self.ask(&Method::DELETE, connection_id, headers, "", now)
            .await
    }

    async fn ask(
        &self,
        method: &Method,
        connection_id: &str,
        headers: &[Header<'_>],
        body: &str,
        now: Timestamp,
    ) -> Result<StatusCode, BoxError> {
        let mut tried = 1;
        loop {
            let request = self.request(method, connection_id, headers, body, now)?;
            let answered = self.answered(request).await;
            let again = match &answered {
                Ok(status) => *status == StatusCode::TOO_MANY_REQUESTS || status.is_server_error(),
                Err(_) => true,
            };
            if !again || tried == TRIES {
                return answered;
            }
            tokio::time::sleep(wait(tried)).await;
            tried += 1;
        }
    }

    async fn answered(&self, request: Request<SdkBody>) -> Result<StatusCode, BoxError> {
        let answer = self.http.call(request.try_into()?);
        let answer = tokio::time::timeout(TRY, answer).await??;
        Ok(StatusCode::from_u16(answer.status().as_u16())?)
    }

    /// The request with its signature of `now`.
    fn request(
        &self,
        method: &Method,
        connection_id: &str,
        headers: &[Header<'_>],
        body: &str,
        now: Timestamp,
    ) -> Result<Request<SdkBody>, BoxError> {
        let id = utf8_percent_encode(connection_id, ESCAPED);
        let uri = format!("{}/@connections/{id}", self.endpoint);
        let mut request = Request::builder().method(method).uri(&uri);
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let mut request = request.body(SdkBody::from(body))?;
        let settings = v4::SigningParams::builder()
            .identity(&self.identity)
            .region(&self.region)
            .name(SERVICE)
            .time(now.into())
            .settings(SigningSettings::default())
            .build()?;
        let body = SignableBody::Bytes(body.as_bytes());
        let signable = SignableRequest::new(method.as_str(), &uri, headers.iter().copied(), body)?;
        let (signature, _) = sign(signable, &settings.into())?.into_parts();
        signature.apply_to_request_http1x(&mut request);
        Ok(request)
    }
}

/// Anything up to 50, 100, 200 ms, so that those who were refused together do not come together.
fn wait(tried: u32) -> Duration {
    let most = FIRST_WAIT << tried.saturating_sub(1).min(4);
    let random = getrandom::u64().unwrap_or(most);
    Duration::from_millis(random % (most + 1))
}

#[cfg(test)]
#[path = "connections_tests.rs"]
mod tests;
