//! What every function starts with: its client of the table and its keys.

use std::time::Duration;

use aws_credential_types::Credentials;
use aws_credential_types::provider::SharedCredentialsProvider;
use aws_sdk_dynamodb::config::StalledStreamProtectionConfig;
use aws_sdk_dynamodb::config::{BehaviorVersion, Region};
use aws_smithy_http_client::tls::{Provider, TlsContext, TrustStore, rustls_provider::CryptoMode};
use aws_smithy_types::retry::RetryConfig;
use aws_smithy_types::timeout::TimeoutConfig;
use aws_types::SdkConfig;

use crate::api::problem::{Code, Problem};
use crate::auth::AuthError;
use crate::auth::secret::Key;
use crate::realtime::push::Push;
use crate::store::Store;

/// A function's surroundings, made once per process.
#[derive(Debug)]
pub struct App {
    store: Store,
    pin_key: Option<Key>,
    staff_key: Option<Key>,
    push: Option<Push>,
    site_origins: Vec<String>,
}

/// Why a function cannot start.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    /// The template gives this function no such variable.
    #[error("the environment variable {0} is missing")]
    Missing(&'static str),
    /// A key is too short.
    #[error("the key in {0} cannot be used")]
    Key(&'static str, #[source] AuthError),
    /// The system's certificates cannot be used.
    #[error("TLS cannot be set up")]
    Tls(#[source] Box<dyn std::error::Error + Send + Sync>),
    /// The first call of the store failed.
    #[error("the store cannot be reached")]
    Store(#[from] crate::store::StoreError),
}

impl App {
    /// Builds clients and keys from the environment and warms the connection up, while
    /// Lambda still gives the start a full processor.
    ///
    /// # Errors
    /// When the environment is incomplete or the store does not answer.
    pub async fn from_env() -> Result<Self, StartError> {
        let table = variable("TABLE_NAME").ok_or(StartError::Missing("TABLE_NAME"))?;
        let config = sdk_config()?;
        let store = Store::new(aws_sdk_dynamodb::Client::new(&config), table);
        store.warm_up().await?;
        let push = variable("WEBSOCKET_ENDPOINT").map(|endpoint| Push::new(&config, &endpoint));
        let origins = variable("SITE_ORIGINS").unwrap_or_default();
        Ok(Self {
            store,
            pin_key: key("PIN_KEY")?,
            staff_key: key("STAFF_JWT_KEY")?,
            push,
            site_origins: origins.split(',').map(|o| o.trim().to_owned()).collect(),
        })
    }

    /// The table.
    pub fn store(&self) -> &Store {
        &self.store
    }

    /// The way to the connections.
    ///
    /// # Errors
    /// When the template gave this function no `WEBSOCKET_ENDPOINT`.
    pub fn push(&self) -> Result<&Push, AuthError> {
        self.push
            .as_ref()
            .ok_or(AuthError::Failed("WEBSOCKET_ENDPOINT is missing"))
    }

    /// Whether pages of this origin may open a connection.
    pub fn is_own_origin(&self, origin: &str) -> bool {
        self.site_origins.iter().any(|own| own == origin)
    }

    /// Where people find the site, for what is printed and scanned. Of several origins it
    /// is the last: on one machine the list begins with those that only it can reach.
    ///
    /// # Errors
    /// `site_address_missing` when the deployment does not say.
    pub fn site_origin(&self) -> Result<&str, Problem> {
        let origin = self.site_origins.last().filter(|origin| !origin.is_empty());
        origin.map(String::as_str).ok_or_else(|| {
            Problem::new(
                Code::SiteAddressMissing,
                "deploy with SiteDomain or SiteOrigin first",
            )
        })
    }

    /// The key of the PINs.
    ///
    /// # Errors
    /// When the template gave this function none.
    pub fn pin_key(&self) -> Result<&Key, AuthError> {
        self.pin_key
            .as_ref()
            .ok_or(AuthError::Failed("PIN_KEY is missing"))
    }

    /// The key of the staff's tokens.
    ///
    /// # Errors
    /// When the template gave this function none.
    pub fn staff_key(&self) -> Result<&Key, AuthError> {
        self.staff_key
            .as_ref()
            .ok_or(AuthError::Failed("STAFF_JWT_KEY is missing"))
    }
}

fn variable(name: &str) -> Option<String> {
    std::env::var(name).ok().filter(|text| !text.is_empty())
}

fn key(name: &'static str) -> Result<Option<Key>, StartError> {
    variable(name)
        .map(|text| Key::new(text).map_err(|e| StartError::Key(name, e)))
        .transpose()
}

/// A call that fails is made four times: the next tries wait up to 50, 100 and 200 ms, each
/// time a random part of that, so that those who were throttled together do not come back
/// together. The SDK's own first wait, up to a second, is longer than a guest should wait for
/// what is mostly over at once. Its budget of retries holds over all calls of the process,
/// so that a store in trouble does not get four times the calls.
fn retries() -> RetryConfig {
    RetryConfig::standard()
        .with_max_attempts(4)
        .with_initial_backoff(Duration::from_millis(50))
        .with_max_backoff(Duration::from_millis(500))
}

/// The SDK's configuration, of what Lambda sets in the environment and nothing else: the
/// crate that looks for profiles, instance roles and sign-ins elsewhere makes a function a
/// tenth larger. With the one TLS stack that we link, also when the endpoint is plain http on
/// this machine: a second kind of connection would be half a megabyte of code.
fn sdk_config() -> Result<SdkConfig, StartError> {
    let needed = |name| variable(name).ok_or(StartError::Missing(name));
    let credentials = Credentials::new(
        needed("AWS_ACCESS_KEY_ID")?,
        needed("AWS_SECRET_ACCESS_KEY")?,
        variable("AWS_SESSION_TOKEN"),
        None,
        "environment",
    );
    let endpoint = variable("AWS_ENDPOINT_URL_DYNAMODB").or_else(|| variable("AWS_ENDPOINT_URL"));
    // The connections' client is the same, so its endpoint counts too.
    let is_plain = |url: &String| url.starts_with("http://");
    let is_plain = endpoint.as_ref().is_some_and(is_plain)
        && variable("WEBSOCKET_ENDPOINT").as_ref().is_none_or(is_plain);
    // Without a certificate nothing is read at the start, and no TLS connection comes about.
    let trusted = if is_plain {
        TrustStore::empty()
    } else {
        TrustStore::default()
    };
    let context = TlsContext::builder().with_trust_store(trusted).build();
    let client = aws_smithy_http_client::Builder::new()
        .tls_provider(Provider::Rustls(CryptoMode::Ring))
        .tls_context(context.map_err(|e| StartError::Tls(e.into()))?)
        .build_https();
    // A call that hangs must end before the function's own time-out of 10 s, so that the
    // client is told to try again.
    let limits = TimeoutConfig::builder()
        .connect_timeout(Duration::from_secs(1))
        .operation_attempt_timeout(Duration::from_secs(3))
        .operation_timeout(Duration::from_secs(7))
        .build();
    let mut config = SdkConfig::builder()
        .behavior_version(BehaviorVersion::latest())
        .region(Region::new(needed("AWS_REGION")?))
        .credentials_provider(SharedCredentialsProvider::new(credentials))
        .timeout_config(limits)
        // The limits above end a stalled body too; watching it would cost a task for each call.
        .stalled_stream_protection(StalledStreamProtectionConfig::disabled())
        .retry_config(retries())
        .http_client(client);
    config.set_endpoint_url(endpoint);
    Ok(config.build())
}
