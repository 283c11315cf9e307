//! The HTTP client under the SDK: HTTP/1.1 over one TLS stack.
//!
//! The SDK's own client speaks HTTP/2 and through proxies as well, which neither the store nor
//! the connections' endpoint ask for: a third of a megabyte of each function, which every cold
//! start loads.

use std::time::Duration;

use aws_smithy_runtime_api::box_error::BoxError;
use aws_smithy_runtime_api::client::connection::{CaptureSmithyConnection, ConnectionMetadata};
use aws_smithy_runtime_api::client::http::{
    HttpClient, HttpConnector, HttpConnectorFuture, HttpConnectorSettings, SharedHttpConnector,
};
use aws_smithy_runtime_api::client::orchestrator::{HttpRequest, HttpResponse};
use aws_smithy_runtime_api::client::result::ConnectorError;
use aws_smithy_runtime_api::client::runtime_components::RuntimeComponents;
use aws_smithy_types::body::SdkBody;
use aws_smithy_types::retry::ErrorKind;
use hyper_rustls::{HttpsConnector, HttpsConnectorBuilder};
use hyper_util::client::legacy::Client;
use hyper_util::client::legacy::connect::{
    CaptureConnection, HttpConnector as Tcp, capture_connection,
};
use hyper_util::rt::{TokioExecutor, TokioTimer};
use rustls::crypto::ring;
use rustls::{ClientConfig, RootCertStore};

/// As long as Lambda's network and the store keep a connection that nobody uses, or less.
const IDLE: Duration = Duration::from_secs(20);

/// The certificates that the system trusts.
pub(super) fn system_roots() -> RootCertStore {
    let found = rustls_native_certs::load_native_certs();
    for error in &found.errors {
        tracing::warn!(%error, "a certificate of the system cannot be read");
    }
    let mut roots = RootCertStore::empty();
    roots.add_parsable_certificates(found.certs);
    roots
}

/// Makes the connector, once a process: all clients of the SDK share its connections.
#[derive(Debug, Clone)]
pub(super) struct Http1Client(SharedHttpConnector);

impl Http1Client {
    /// Without `roots` no TLS connection comes about. `connect` bounds the time until a TCP
    /// connection stands; the SDK's own limit of a try bounds all that comes after it.
    ///
    /// # Errors
    /// The TLS library refuses its own settings.
    pub(super) fn new(roots: RootCertStore, connect: Duration) -> Result<Self, BoxError> {
        let tls = ClientConfig::builder_with_provider(ring::default_provider().into())
            .with_safe_default_protocol_versions()?
            .with_root_certificates(roots)
            .with_no_client_auth();
        let mut tcp = Tcp::new();
        tcp.enforce_http(false);
        // A small write must not wait for the answer to the one before.
        tcp.set_nodelay(true);
        tcp.set_connect_timeout(Some(connect));
        let https = HttpsConnectorBuilder::new()
            .with_tls_config(tls)
            .https_or_http()
            .enable_http1()
            .wrap_connector(tcp);
        let client = Client::builder(TokioExecutor::new())
            .pool_idle_timeout(IDLE)
            .pool_timer(TokioTimer::new())
            .build(https);
        Ok(Self(SharedHttpConnector::new(Connector(client))))
    }

    /// What sends requests that none of the SDK's clients make.
    pub(super) fn connector(&self) -> SharedHttpConnector {
        self.0.clone()
    }
}

impl HttpClient for Http1Client {
    /// The SDK's settings hold time-outs alone, and those of this client are given to it once.
    fn http_connector(
        &self,
        _: &HttpConnectorSettings,
        _: &RuntimeComponents,
    ) -> SharedHttpConnector {
        self.0.clone()
    }
}

#[derive(Debug)]
struct Connector(Client<HttpsConnector<Tcp>, SdkBody>);

impl HttpConnector for Connector {
    fn call(&self, request: HttpRequest) -> HttpConnectorFuture {
        let mut request = match request.try_into_http1x() {
            Ok(request) => request,
            Err(error) => {
                return HttpConnectorFuture::ready(Err(ConnectorError::user(error.into())));
            }
        };
        // So that the SDK can have a connection closed on which the service had a fault.
        let connection = capture_connection(&mut request);
        if let Some(capture) = request.extensions().get::<CaptureSmithyConnection>() {
            capture.set_connection_retriever(move || Some(closable(connection.clone())));
        }
        let answer = self.0.request(request);
        HttpConnectorFuture::new(async move {
            let answer = answer.await.map_err(sort_error)?;
            HttpResponse::try_from(answer.map(SdkBody::from_body_1_x))
                .map_err(|error| ConnectorError::other(error.into(), None))
        })
    }
}

fn closable(connection: CaptureConnection) -> ConnectionMetadata {
    ConnectionMetadata::builder()
        .proxied(false)
        .poison_fn(move || {
            if let Some(connected) = connection.connection_metadata().as_ref() {
                connected.poison();
            }
        })
        .build()
}

/// What the SDK must know to try again: nothing arrived, or the answer broke off.
fn sort_error(error: hyper_util::client::legacy::Error) -> ConnectorError {
    let io = source::<std::io::Error>(&error).map(std::io::Error::kind);
    let (is_io, is_broken, is_ours) = match source::<hyper::Error>(&error) {
        Some(hyper) => (
            hyper.is_closed() || hyper.is_canceled(),
            hyper.is_incomplete_message(),
            hyper.is_user(),
        ),
        None => (error.is_connect(), false, false),
    };
    if io == Some(std::io::ErrorKind::TimedOut) {
        ConnectorError::timeout(error.into())
    } else if is_ours {
        ConnectorError::user(error.into())
    } else if is_io || io.is_some() {
        ConnectorError::io(error.into())
    } else if is_broken {
        ConnectorError::other(error.into(), Some(ErrorKind::TransientError))
    } else {
        ConnectorError::other(error.into(), None)
    }
}

/// The first of a kind among an error and what caused it.
fn source<'a, E: std::error::Error + 'static>(
    error: &'a (dyn std::error::Error + 'static),
) -> Option<&'a E> {
    std::iter::successors(Some(error), |error| error.source())
        .find_map(|error| error.downcast_ref())
}

/// One without certificates, for tests of what is sent over it.
#[cfg(test)]
pub(crate) fn plain() -> Result<SharedHttpConnector, BoxError> {
    let client = Http1Client::new(RootCertStore::empty(), Duration::from_secs(1))?;
    Ok(client.connector())
}

#[cfg(test)]
#[path = "http_client_tests.rs"]
mod tests;
