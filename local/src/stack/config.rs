//! What a stack is started with.

use std::{
    net::{IpAddr, Ipv4Addr},
    path::PathBuf,
    time::Duration,
};

use crate::{runtime, streams, template, websocket};

/// What a stack is started with.
#[derive(Clone, Debug)]
pub struct Config {
    /// Address to listen on.
    pub host: IpAddr,
    /// Port to listen on; 0 takes a free one.
    pub port: u16,
    /// Everything that lasts: the store, the secrets, positions in streams.
    pub data_dir: PathBuf,
    /// The SAM template.
    pub template: PathBuf,
    /// Folder of the function binaries.
    pub bin_dir: PathBuf,
    /// Folder of the static site.
    pub site_dir: Option<PathBuf>,
    /// Origins besides its own that count as the site's, such as a development server's.
    pub origins: Vec<String>,
    /// Whether a reverse proxy on this machine says who its clients are, and whether they came
    /// over TLS (`X-Forwarded-For`, `X-Forwarded-Proto`).
    pub trust_proxy: bool,
    /// Where functions go instead of the store: a proxy that passes their calls on. See
    /// [`Config::store_endpoint_of`].
    pub store_via: Option<String>,
    /// Names, region, account and parameters of the template.
    pub settings: template::Settings,
    /// Sizes and timings of the function host.
    pub runtime: runtime::Options,
    /// Limits of the WebSocket API.
    pub websocket: websocket::Limits,
    /// Time between two sweeps of items whose TTL is over.
    pub ttl_interval: Duration,
    /// How long a commit may go unnoticed by a stream when its notification is missed.
    pub stream_poll: Duration,
    /// Times between retries of a failed stream batch.
    pub stream_retry: streams::Backoff,
    /// Tell the functions once more what streams gave up and a bucket keeps.
    pub tell_again: bool,
}

impl Config {
    /// A configuration with the cloud's limits, on a free loopback port.
    #[must_use]
    pub fn new(
        template: impl Into<PathBuf>,
        bin_dir: impl Into<PathBuf>,
        data_dir: impl Into<PathBuf>,
    ) -> Self {
        Self {
            host: IpAddr::V4(Ipv4Addr::LOCALHOST),
            port: 0,
            data_dir: data_dir.into(),
            template: template.into(),
            bin_dir: bin_dir.into(),
            site_dir: None,
            origins: Vec::new(),
            trust_proxy: false,
            store_via: None,
            settings: template::Settings::default(),
            runtime: runtime::Options::default(),
            websocket: websocket::Limits::default(),
            ttl_interval: Duration::from_secs(60),
            stream_poll: Duration::from_secs(1),
            stream_retry: streams::Backoff {
                first: Duration::from_millis(100),
                longest: Duration::from_secs(30),
            },
            tell_again: false,
        }
    }
    /// The store's endpoint as the function of this binary gets it: the store's own, or the
    /// proxy's with both names in the path, `<proxy>/127.0.0.1:40001/place-order`, so that the
    /// proxy needs to know nothing beforehand.
    #[must_use]
    pub fn store_endpoint_of(&self, store: &str, binary: &str) -> String {
        match &self.store_via {
            Some(proxy) => {
                let address = store.trim_start_matches("http://");
                format!("{}/{address}/{binary}", proxy.trim_end_matches('/'))
            }
            None => store.to_owned(),
        }
    }
}
