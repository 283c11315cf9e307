//! Everything together: starts the parts in their order and stops them in the other.

mod config;
mod environment;
mod error;
mod folder;
mod origins;

use std::{net::SocketAddr, path::Path, sync::Arc, time::Duration};

use axum::body::Body;
use futures::FutureExt;
use tokio::net::TcpListener;

pub use config::Config;
pub use error::{NotRunning, StackError};
pub(crate) use folder::LOCK_FILE;
pub use folder::origins_of;

use self::folder::DataFolder;
use crate::{
    http::{Front, HttpApi, Router, Server, Upgrade},
    runtime::{FunctionSpec, Invoker, Runtime, WorkerStatus},
    schedule::{ScheduleOptions, Schedules},
    secrets::Secrets,
    site::SiteFiles,
    store::{Store, StoreError, StoreOptions},
    streams::{StreamOptions, Streams},
    template::Template,
    websocket::{Config as WebSocketConfig, Connections, Gateway},
};

/// The store's file in a data directory.
pub(crate) const STORE_FILE: &str = "store.db";
/// The folder of the streams' positions and of the queues in a data directory.
pub(crate) const STREAM_FOLDER: &str = "streams";
/// How long functions called by streams and schedules may go on when the stack stops.
const TRIGGER_GRACE: Duration = Duration::from_secs(5);
/// How long open WebSockets may take to be disconnected when the stack stops.
const DISCONNECT_GRACE: Duration = Duration::from_secs(3);

/// A running stack.
pub struct Stack {
    template: Template,
    secrets: Secrets,
    url: String,
    origins: Vec<String>,
    folder: DataFolder,
    server: Server,
    gateway: Option<Gateway>,
    connections: Option<Connections>,
    streams: Streams,
    schedules: Schedules,
    runtime: Runtime,
    store: Store,
}

impl Stack {
    /// Starts everything that the template says; returns when requests can be served.
    ///
    /// A function that does not come up does not keep the rest from running: it is logged, and
    /// tried again.
    ///
    /// # Errors
    /// See [`StackError`]. What was started is stopped again.
    pub async fn start(config: Config) -> Result<Self, StackError> {
        let template = Template::load(&config.template, &config.settings)?;
        check_binaries(&template, &config.bin_dir)?;
        let mut folder = DataFolder::open(&config.data_dir)?;
        let listener = bind(SocketAddr::new(config.host, config.port)).await?;
        let address = listener.local_addr().map_err(StackError::Listen)?;
        let secrets = Secrets::open(folder.path(), &template.secrets)?;
        let account = config.runtime.account.clone();
        let options = StoreOptions {
            path: folder.path().join(STORE_FILE),
            region: account.region.clone(),
            account: account.id.clone(),
            ttl_interval: config.ttl_interval,
        };
        let store = Store::start(options, &template.tables).await?;
        let runtime = Runtime::bind(config.runtime.clone()).map_err(StackError::Listen)?;
        let (connections, gateway) = match &template.websocket {
            Some(api) => {
                let connections = Connections::listen(&api.stage, config.websocket.clone())
                    .map_err(StackError::Listen)?;
                let host = template.hosts.websocket.clone().unwrap_or_default();
                let socket = WebSocketConfig::from_template(api, host);
                let gateway = Gateway::new(socket, &connections, runtime.invoker())?;
                (Some(connections), Some(gateway))
            }
            None => (None, None),
        };
        let mut origins = origins::of(address);
        origins.extend(config.origins.iter().cloned());
        let store_of = |binary: &str| config.store_endpoint_of(store.endpoint(), binary);
        let places = environment::Places {
            hosts: &template.hosts,
            origins: &origins,
            port: address.port(),
            store: &store_of,
            access_key: store.access_key(),
            connections: connections.as_ref().map(Connections::endpoint),
            stage: template.websocket.as_ref().map(|api| api.stage.as_str()),
        };
        let mut functions = Vec::new();
        for (id, function) in &template.functions {
            let environment = environment::of(id, function, &secrets, &places)
                .map_err(|error| error.in_file(&config.template))?;
            functions.push(FunctionSpec {
                id: id.clone(),
                name: function.name.clone(),
                handler: function.handler.clone(),
                program: config.bin_dir.join(&function.binary),
                timeout: function.timeout,
                memory: function.memory,
                environment,
            });
        }
        for (function, reason) in runtime.start(functions).await {
            tracing::error!(function, "did not come up: {reason}");
        }
        let mut stream_options =
            StreamOptions::new(folder.path().join(STREAM_FOLDER), account.id.clone());
        stream_options.retry = config.stream_retry;
        stream_options.poll = config.stream_poll;
        stream_options.tell_again = config.tell_again;
        let invoker = runtime.invoker();
        let streams = Streams::start(&store, &invoker, &template, &stream_options).await?;
        let schedule_options = ScheduleOptions::new(
            folder.path().join("schedules"),
            account.region.clone(),
            account.id.clone(),
        );
        let schedules = Schedules::start(&template.schedules, &invoker, &schedule_options)
            .map_err(|cause| StackError::Schedule {
                file: config.template.clone(),
                cause,
            })?;
        let front = Front {
            behaviors: template.site.behaviors.clone(),
            api: HttpApi {
                router: Router::new(&template.http_routes),
                invoker: runtime.invoker(),
                api_id: "local".to_owned(),
                account_id: account.id.clone(),
                port: address.port(),
            },
            websocket: gateway.clone().map(upgrade),
            site: SiteFiles::new(config.site_dir.clone(), template.site.root_document.clone()),
            trust_proxy: config.trust_proxy,
        };
        let server = Server::start(listener, Arc::new(front)).map_err(StackError::Listen)?;
        let url = origins::url(address);
        folder.announce(&origins)?;
        Ok(Self {
            template,
            secrets,
            url,
            origins,
            folder,
            server,
            gateway,
            connections,
            streams,
            schedules,
            runtime,
            store,
        })
    }

    /// The template that runs.
    #[must_use]
    pub fn template(&self) -> &Template {
        &self.template
    }

    /// A variable as the function of this binary is given it, with its secret in it; `None` when
    /// the template has none.
    #[must_use]
    pub fn variable(&self, binary: &str, name: &str) -> Option<String> {
        let mut functions = self.template.functions.values();
        let function = functions.find(|function| function.binary == binary)?;
        // A reference that leads nowhere would have kept the stack from starting.
        self.secrets.resolve(function.environment.get(name)?).ok()
    }

    /// Where this machine's browser finds the site: `http://127.0.0.1:<port>`.
    #[must_use]
    pub fn url(&self) -> &str {
        &self.url
    }

    /// Every origin under which browsers may come; when the stack listens beyond loopback, the
    /// address of this machine in its network is among them.
    #[must_use]
    pub fn origins(&self) -> &[String] {
        &self.origins
    }

    /// The DynamoDB endpoint, for the SDK; it asks for the store's access key.
    #[must_use]
    pub fn store_endpoint(&self) -> &str {
        self.store.endpoint()
    }

    /// The store itself.
    #[must_use]
    pub fn store(&self) -> &Store {
        &self.store
    }

    /// The folder that holds everything that lasts.
    #[must_use]
    pub fn data_dir(&self) -> &Path {
        self.folder.path()
    }

    /// The streams, to ask for a queue or whether all is delivered.
    #[must_use]
    pub fn streams(&self) -> &Streams {
        &self.streams
    }

    /// Calls functions by logical ID.
    #[must_use]
    pub fn invoker(&self) -> Invoker {
        self.runtime.invoker()
    }

    /// All function processes.
    #[must_use]
    pub fn workers(&self) -> Vec<WorkerStatus> {
        self.runtime.workers()
    }

    /// Waits until the store has failed for good; the stack is of no use then.
    pub async fn failed(&self) -> Arc<StoreError> {
        self.store.failed().await
    }

    /// Stops everything: no new requests, those under way end, sockets are closed, and no child
    /// is left when this returns.
    pub async fn shutdown(self) {
        self.server.shutdown().await;
        // What a stopped batch has done already is done again at the next start.
        let triggers = async {
            self.schedules.stop().await;
            self.streams.stop().await;
        };
        if tokio::time::timeout(TRIGGER_GRACE, triggers).await.is_err() {
            tracing::warn!("a stream or a schedule was cut off");
        }
        if let Some(gateway) = &self.gateway {
            gateway.stop(DISCONNECT_GRACE).await;
        }
        self.runtime.shutdown().await;
        drop(self.connections);
        self.store.stop().await;
        drop(self.folder);
    }
}

fn upgrade(gateway: Gateway) -> Upgrade {
    Arc::new(move |request, source, id| {
        let gateway = gateway.clone();
        async move { gateway.connect(request, source, id).await.map(Body::from) }.boxed()
    })
}

async fn bind(address: SocketAddr) -> Result<TcpListener, StackError> {
    TcpListener::bind(address)
        .await
        .map_err(|error| match error.kind() {
            std::io::ErrorKind::AddrInUse => StackError::PortInUse { address },
            _ => StackError::Address {
                address,
                source: error,
            },
        })
}

fn check_binaries(template: &Template, folder: &Path) -> Result<(), StackError> {
    let mut missing: Vec<_> = template
        .functions
        .values()
        .map(|function| function.binary.clone())
        .filter(|binary| !folder.join(binary).is_file())
        .collect();
    missing.sort();
    missing.dedup();
    if missing.is_empty() {
        return Ok(());
    }
    Err(StackError::BinaryMissing {
        folder: folder.to_owned(),
        binaries: missing,
    })
}
