//! What a function starts with: its client of the table, its keys, its way to connections.

use std::time::Duration;

use aws_credential_types::Credentials;
use aws_credential_types::provider::SharedCredentialsProvider;
use aws_sdk_dynamodb::config::StalledStreamProtectionConfig;
use aws_sdk_dynamodb::config::{BehaviorVersion, Region};
use aws_smithy_types::retry::RetryConfig;
use aws_smithy_types::timeout::TimeoutConfig;
use aws_types::SdkConfig;
use rustls::RootCertStore;

use crate::api::http_client::{Http1Client, system_roots};
use crate::auth::AuthError;
use crate::auth::secret::Key;
use crate::auth::stack_code::StackCode;
use crate::domain::site_origin::SiteOrigin;
use crate::log;
use crate::messaging::outbox::Outbox;
use crate::messaging::signed::Service;
use crate::messaging::sns::{self, Sns};
use crate::messaging::whatsapp::{self, WhatsApp};
use crate::messaging::{Provider, Providers};
use crate::realtime::connections::Connections;
use crate::realtime::push::Push;
use crate::store::Store;

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
    /// The function's router leaves one of its operations out.
    #[error("nothing serves {0}")]
    Unserved(&'static str),
    /// The function's router has an operation of another one.
    #[error("{0} is another function's")]
    Foreign(&'static str),
}

/// What Lambda's environment gives a function. Each function takes what it needs of it in its
/// `main`, so that what is missing is seen at the start and not at a guest's call.
#[derive(Debug)]
pub struct Start(());

impl Start {
    /// Starts the log; everything else is made when it is asked for.
    pub fn new() -> Self {
        log::start();
        Self(())
    }

    /// The table, with its connection opened while Lambda still gives the start a full
    /// processor. That is a courtesy to the first guest: when it fails the function starts all
    /// the same, as more starts would only be more load for a store that is in trouble.
    ///
    /// # Errors
    /// When the environment is incomplete.
    pub async fn store(&self) -> Result<Store, StartError> {
        let table = needed("TABLE_NAME")?;
        let store = Store::new(aws_sdk_dynamodb::Client::new(&sdk_config()?), table);
        warm_up(&store).await;
        Ok(store)
    }

    /// The way to the connections, through `WEBSOCKET_ENDPOINT`.
    ///
    /// # Errors
    /// When the environment is incomplete.
    pub fn push(&self) -> Result<Push, StartError> {
        let endpoint = needed("WEBSOCKET_ENDPOINT")?;
        let http = http_client()?.connector();
        let gateway = Connections::new(http, credentials()?, needed("AWS_REGION")?, &endpoint);
        Ok(Push::new(gateway))
    }

    /// Who brings messages to customers, by `SMS_PROVIDER` and `WHATSAPP_PROVIDER`; nobody where
    /// the deployment names none.
    ///
    /// # Errors
    /// When the environment is incomplete.
    pub fn providers(&self) -> Result<Providers, StartError> {
        let sms: Option<Box<dyn Provider>> = match variable("SMS_PROVIDER").as_deref() {
            Some("sns") => Some(Box::new(Sns {
                service: service(sns::SERVICE)?,
                sender: variable("SMS_SENDER"),
            })),
            Some("outbox") => Some(Box::new(Outbox)),
            _ => None,
        };
        let whatsapp: Option<Box<dyn Provider>> = match variable("WHATSAPP_PROVIDER").as_deref() {
            Some("aws") => Some(Box::new(WhatsApp {
                service: service(whatsapp::SERVICE)?,
                number: needed("WHATSAPP_NUMBER")?,
                language: needed("WHATSAPP_LANGUAGE")?,
                version: needed("WHATSAPP_API_VERSION")?,
            })),
            Some("outbox") => Some(Box::new(Outbox)),
            _ => None,
        };
        Ok(Providers { sms, whatsapp })
    }

    /// The key of the PINs, `PIN_KEY`.
    ///
    /// # Errors
    /// When it is missing or too short.
    pub fn pin_key(&self) -> Result<Key, StartError> {
        key("PIN_KEY")
    }

    /// The key of the staff's tokens, `STAFF_JWT_KEY`.
    ///
    /// # Errors
    /// When it is missing or too short.
    pub fn staff_key(&self) -> Result<Key, StartError> {
        key("STAFF_JWT_KEY")
    }

    /// The key of the links to receipts, `RECEIPT_KEY`.
    ///
    /// # Errors
    /// When it is missing or too short.
    pub fn receipt_key(&self) -> Result<Key, StartError> {
        key("RECEIPT_KEY")
    }

    /// The code with which the house is set up, `SET_UP_CODE`.
    ///
    /// # Errors
    /// When it is missing or too short.
    pub fn set_up_code(&self) -> Result<StackCode, StartError> {
        code("SET_UP_CODE")
    }

    /// The code with which an owner is let choose a new password, `OPERATOR_CODE`.
    ///
    /// # Errors
    /// When it is missing or too short.
    pub fn operator_code(&self) -> Result<StackCode, StartError> {
        code("OPERATOR_CODE")
    }

    /// Where the pages are as the deployment knows it, `SITE_ORIGINS`.
    pub fn site(&self) -> Site {
        let origins = variable("SITE_ORIGINS").unwrap_or_default();
        let origins = origins.split(',').map(|origin| origin.trim().to_owned());
        let origins: Vec<_> = origins.filter(|origin| !origin.is_empty()).collect();
        let own = origins.last().cloned();
        Site {
            own: own.and_then(|own| SiteOrigin::try_from(own).ok()),
            origins,
        }
    }
}

/// Opens the store's connection, or says in the log that it could not be opened yet: no
/// function's start hangs on it.
pub async fn warm_up(store: &Store) {
    if let Err(error) = store.warm_up().await {
        let cause = log::chain(&error);
        tracing::warn!(cause, "the store was not warmed up");
    }
}

impl Default for Start {
    fn default() -> Self {
        Self::new()
    }
}

/// The origins of the pages, as the deployment knows them.
#[derive(Debug)]
pub struct Site {
    origins: Vec<String>,
    own: Option<SiteOrigin>,
}

impl Site {
    /// Whether pages of this origin may open a connection.
    pub fn has(&self, origin: &str) -> bool {
        self.origins.iter().any(|own| own == origin)
    }

    /// Where people find the site as long as no owner has confirmed another address. Of several
    /// origins it is the last: on one machine the list begins with those that only it can reach.
    /// `None` when the deployment does not know it.
    pub fn own(&self) -> Option<&SiteOrigin> {
        self.own.as_ref()
    }
}

fn variable(name: &str) -> Option<String> {
    std::env::var(name).ok().filter(|text| !text.is_empty())
}

fn needed(name: &'static str) -> Result<String, StartError> {
    variable(name).ok_or(StartError::Missing(name))
}

fn key(name: &'static str) -> Result<Key, StartError> {
    Key::new(needed(name)?).map_err(|error| StartError::Key(name, error))
}

fn code(name: &'static str) -> Result<StackCode, StartError> {
    StackCode::new(needed(name)?).map_err(|error| StartError::Key(name, error))
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

/// How long a connection may take to stand.
const CONNECT: Duration = Duration::from_secs(1);

/// The SDK's configuration, of what Lambda sets in the environment and nothing else: the
/// crate that looks for profiles, instance roles and sign-ins elsewhere makes a function a
/// tenth larger.
fn sdk_config() -> Result<SdkConfig, StartError> {
    // A call that hangs must end before the function's own time-out of 10 s, so that the
    // client is told to try again.
    let limits = TimeoutConfig::builder()
        .connect_timeout(CONNECT)
        .operation_attempt_timeout(Duration::from_secs(3))
        .operation_timeout(Duration::from_secs(7))
        .build();
    let mut config = SdkConfig::builder()
        .behavior_version(BehaviorVersion::latest())
        .region(Region::new(needed("AWS_REGION")?))
        .credentials_provider(SharedCredentialsProvider::new(credentials()?))
        .timeout_config(limits)
        // The limits above end a stalled body too; watching it would cost a task for each call.
        .stalled_stream_protection(StalledStreamProtectionConfig::disabled())
        .retry_config(retries())
        .http_client(http_client()?);
    config.set_endpoint_url(store_endpoint());
    Ok(config.build())
}

/// A service of AWS in the region that the function runs in.
fn service(name: &'static str) -> Result<Service, StartError> {
    let region = needed("AWS_REGION")?;
    Ok(Service {
        http: http_client()?.connector(),
        credentials: credentials()?,
        endpoint: format!("https://{name}.{region}.amazonaws.com"),
        region,
        name,
    })
}

fn credentials() -> Result<Credentials, StartError> {
    Ok(Credentials::new(
        needed("AWS_ACCESS_KEY_ID")?,
        needed("AWS_SECRET_ACCESS_KEY")?,
        variable("AWS_SESSION_TOKEN"),
        None,
        "environment",
    ))
}

/// Where the store is on one machine; in the cloud the SDK knows.
fn store_endpoint() -> Option<String> {
    variable("AWS_ENDPOINT_URL_DYNAMODB").or_else(|| variable("AWS_ENDPOINT_URL"))
}

/// With the one TLS stack that we link, also when the endpoint is plain http on this machine: a
/// second kind of connection would be half a megabyte of code.
fn http_client() -> Result<Http1Client, StartError> {
    let is_plain = |url: &String| url.starts_with("http://");
    let is_plain = store_endpoint().as_ref().is_some_and(is_plain)
        && variable("WEBSOCKET_ENDPOINT").as_ref().is_none_or(is_plain);
    // Then no certificate is read at the start.
    let roots = if is_plain {
        RootCertStore::empty()
    } else {
        system_roots()
    };
    Http1Client::new(roots, CONNECT).map_err(StartError::Tls)
}
