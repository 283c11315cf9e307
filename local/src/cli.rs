//! The command line, without what a product adds to it.

use std::{
    collections::BTreeMap,
    io::IsTerminal,
    net::{IpAddr, Ipv4Addr},
    path::PathBuf,
    time::Duration,
};

use clap::Args;
use tracing_subscriber::EnvFilter;

use crate::{runtime, stack::Config, streams::Backoff, template};

/// Options of the stack; flatten them into a program's own.
#[derive(Args, Clone, Debug)]
pub struct StackArgs {
    /// Address to listen on; 0.0.0.0 lets phones in the same network in
    #[arg(long, default_value_t = IpAddr::V4(Ipv4Addr::LOCALHOST))]
    pub host: IpAddr,
    /// Port to listen on; 0 takes a free one
    #[arg(long, default_value_t = 8080)]
    pub port: u16,
    /// Folder of everything that lasts
    #[arg(long, default_value = "data")]
    pub data_dir: PathBuf,
    /// Most processes per function
    #[arg(long, default_value_t = 4, value_parser = at_least_one)]
    pub workers: usize,
    /// Invocations that one process takes at a time; above 1 a crash fails all of them
    #[arg(long, default_value_t = 1, value_parser = at_least_one)]
    pub concurrency: usize,
    /// The SAM template
    #[arg(long, default_value = "infra/template.yaml")]
    pub template: PathBuf,
    /// A parameter of the template in place of its default; may be repeated
    #[arg(long = "parameter", value_name = "NAME=VALUE", value_parser = pair)]
    pub parameters: Vec<(String, String)>,
    /// Folder of the function binaries [default: the folder of this program]
    #[arg(long)]
    pub bin_dir: Option<PathBuf>,
    /// Folder of the static site
    #[arg(long)]
    pub site_dir: Option<PathBuf>,
    /// A further origin that counts as the site's, such as a development server's; may be repeated.
    /// The last one is what printed QR codes carry
    #[arg(long = "origin", value_name = "URL", value_parser = origin)]
    pub origins: Vec<String>,
    /// Believe what a reverse proxy on this machine says of its clients: the last address of
    /// X-Forwarded-For, and X-Forwarded-Proto. Only with a proxy that sets both itself
    #[arg(long)]
    pub trust_proxy: bool,
    /// For tests: a proxy between the functions and the store; it finds the store's address and the
    /// function's name in the path of each request
    #[arg(long, value_name = "URL")]
    pub store_via: Option<String>,
    /// Tell the functions once more what streams gave up and a bucket keeps; what is done then is
    /// removed
    #[arg(long)]
    pub tell_again: bool,
    /// For tests: seconds without a frame after which a WebSocket is closed
    #[arg(long, value_name = "SECONDS", value_parser = seconds, help_heading = "Timings")]
    pub websocket_idle: Option<Duration>,
    /// For tests: seconds after which a WebSocket is closed whatever it does
    #[arg(long, value_name = "SECONDS", value_parser = seconds, help_heading = "Timings")]
    pub websocket_age: Option<Duration>,
    /// Seconds between two sweeps of items whose TTL is over
    #[arg(long, value_name = "SECONDS", value_parser = seconds, help_heading = "Timings")]
    pub ttl_interval: Option<Duration>,
    /// Seconds that a commit may go unnoticed by a stream when its notification is missed
    #[arg(long, value_name = "SECONDS", value_parser = seconds, help_heading = "Timings")]
    pub stream_poll: Option<Duration>,
    /// Seconds before the first retry of a failed stream batch; later ones wait longer
    #[arg(long, value_name = "SECONDS", value_parser = seconds, help_heading = "Timings")]
    pub stream_retry: Option<Duration>,
}

impl StackArgs {
    /// The configuration that these options mean.
    #[must_use]
    pub fn config(self) -> Config {
        let bin_dir = self.bin_dir.unwrap_or_else(own_folder);
        let defaults = Config::new(self.template, bin_dir, self.data_dir);
        let mut websocket = defaults.websocket;
        websocket.idle = self.websocket_idle.unwrap_or(websocket.idle);
        websocket.age = self.websocket_age.unwrap_or(websocket.age);
        let parameters: BTreeMap<_, _> = self.parameters.into_iter().collect();
        Config {
            host: self.host,
            port: self.port,
            site_dir: self.site_dir,
            origins: self.origins,
            trust_proxy: self.trust_proxy,
            store_via: self.store_via,
            tell_again: self.tell_again,
            settings: template::Settings {
                parameters,
                ..defaults.settings
            },
            runtime: runtime::Options {
                workers: self.workers,
                concurrency: self.concurrency,
                ..defaults.runtime
            },
            websocket,
            ttl_interval: self.ttl_interval.unwrap_or(defaults.ttl_interval),
            stream_poll: self.stream_poll.unwrap_or(defaults.stream_poll),
            stream_retry: Backoff {
                first: self.stream_retry.unwrap_or(defaults.stream_retry.first),
                ..defaults.stream_retry
            },
            ..defaults
        }
    }
}

/// Sends the log to the terminal; `RUST_LOG` chooses what of it (default `info`).
pub fn init_logging() {
    let filter = EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new("info"));
    let log = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(std::io::stderr)
        .with_ansi(std::io::stderr().is_terminal());
    // A second call finds a logger there already, which serves as well.
    let _ = log.try_init();
}

/// An error with everything that led to it, for a person.
#[must_use]
pub fn explain(error: &dyn std::error::Error) -> String {
    let mut text = error.to_string();
    let mut source = error.source();
    while let Some(cause) = source {
        text.push_str(": ");
        text.push_str(&cause.to_string());
        source = cause.source();
    }
    text
}

/// Waits for Ctrl-C or SIGTERM. A second one, while the stack stops, ends the process at once;
/// its children go with it.
///
/// # Errors
/// When the signals cannot be heard.
pub async fn stop_signal() -> std::io::Result<()> {
    use tokio::signal::unix::{SignalKind, signal};
    let mut interrupt = signal(SignalKind::interrupt())?;
    let mut terminate = signal(SignalKind::terminate())?;
    let mut either = async move || {
        tokio::select! {
            _ = interrupt.recv() => {}
            _ = terminate.recv() => {}
        }
    };
    either().await;
    tokio::spawn(async move {
        either().await;
        std::process::exit(130);
    });
    Ok(())
}

fn own_folder() -> PathBuf {
    let program = std::env::current_exe().unwrap_or_default();
    program.parent().map(PathBuf::from).unwrap_or_default()
}

fn at_least_one(text: &str) -> Result<usize, String> {
    match text.parse() {
        Ok(0) => Err("at least 1".to_owned()),
        Ok(number) => Ok(number),
        Err(_) => Err("a whole number".to_owned()),
    }
}

fn pair(text: &str) -> Result<(String, String), String> {
    let (name, value) = text.split_once('=').ok_or("NAME=VALUE")?;
    Ok((name.to_owned(), value.to_owned()))
}

/// Browsers send an origin without a path, and it is compared as text.
fn origin(text: &str) -> Result<String, String> {
    let host = ["https://", "http://"]
        .iter()
        .find_map(|scheme| text.strip_prefix(scheme));
    match host {
        Some(host) if !host.is_empty() && !host.contains(['/', '?', '#', ',']) => {
            Ok(text.to_owned())
        }
        _ => {
            Err("https://HOST or http://HOST:PORT, without a path or a slash at its end".to_owned())
        }
    }
}

fn seconds(text: &str) -> Result<Duration, String> {
    let number: f64 = text.parse().map_err(|_| "a number of seconds")?;
    Duration::try_from_secs_f64(number).map_err(|error| error.to_string())
}
