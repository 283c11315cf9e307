//! A proxy between the functions and the store that lets calls fail as the real service does,
//! and kills functions in the middle of their work.
//!
//! The stack's `--store-via` makes functions call `<proxy>/<store's address>/<function>`, so
//! the proxy knows who calls and where the store is. What becomes of each call decides a
//! closure, the [`StoreProxy::judge`]; without one all calls pass.
//!
//! A proxy that meters also has the store say what each call costs.

mod fate;
mod trips;
mod units;
mod wire;

use std::convert::Infallible;
use std::io;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use bytes::Bytes;
use http_body_util::{BodyExt, Full};
use hyper::body::Incoming;
use hyper::service::service_fn;
use hyper::{Request, Response};
use hyper_util::rt::TokioIo;
use serde_json::Value;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::oneshot;

pub use fate::{Fate, StoreCall};
pub use trips::Trip;
pub use units::{Units, item_size};

use crate::processes;
use crate::stack::{ENDPOINT, address_of};

type Judge = Box<dyn FnMut(&StoreCall) -> Fate + Send>;

/// A running proxy; it ends when it is dropped.
#[derive(Debug)]
pub struct StoreProxy {
    /// Its own address, `http://127.0.0.1:<port>`.
    pub url: String,
    shared: Arc<Shared>,
    /// Ends the thread when it is dropped.
    _stop: oneshot::Sender<Infallible>,
}

/// What all connections share.
struct Shared {
    port: u16,
    http: reqwest::Client,
    judge: Mutex<Option<Judge>>,
    seen: Mutex<Vec<(StoreCall, Fate)>>,
    /// Only of a proxy that meters.
    log: Option<Mutex<trips::Log>>,
}

impl std::fmt::Debug for Shared {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.debug_struct("Shared")
            .field("port", &self.port)
            .finish()
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl StoreProxy {
    /// Starts a proxy on a port of its own, on a thread of its own.
    ///
    /// # Panics
    /// When the machine has no port or thread left.
    pub fn start() -> Self {
        Self::run(None)
    }

    /// Starts a proxy that also notes when each call began and ended, and what it costs.
    ///
    /// # Panics
    /// As [`StoreProxy::start`].
    pub fn metering() -> Self {
        Self::run(Some(Mutex::default()))
    }

    fn run(log: Option<Mutex<trips::Log>>) -> Self {
        let listener = std::net::TcpListener::bind(("127.0.0.1", 0)).unwrap();
        listener.set_nonblocking(true).unwrap();
        let address = listener.local_addr().unwrap();
        let shared = Arc::new(Shared {
            port: address.port(),
            http: reqwest::Client::builder().no_proxy().build().unwrap(),
            judge: Mutex::default(),
            seen: Mutex::default(),
            log,
        });
        let (stop, stopped) = oneshot::channel();
        let serving = Arc::clone(&shared);
        std::thread::spawn(move || {
            let mut runtime = tokio::runtime::Builder::new_current_thread();
            let runtime = runtime.enable_all().build().unwrap();
            runtime.block_on(async {
                let listener = TcpListener::from_std(listener).unwrap();
                tokio::select! {
                    () = accept(listener, serving) => {}
                    _ = stopped => {}
                }
            });
        });
        Self {
            url: format!("http://{address}"),
            shared,
            _stop: stop,
        }
    }

    /// From now on `judge` decides about each call, one after the other.
    pub fn judge(&self, judge: impl FnMut(&StoreCall) -> Fate + Send + 'static) {
        *lock(&self.shared.judge) = Some(Box::new(judge));
    }

    /// All calls pass again.
    pub fn heal(&self) {
        *lock(&self.shared.judge) = None;
    }

    /// The calls since the last time, in the order in which they came in, and what became of
    /// them.
    pub fn take(&self) -> Vec<(StoreCall, Fate)> {
        std::mem::take(&mut lock(&self.shared.seen))
    }

    /// Every answer comes so late that whatever a function asks side by side has come in
    /// before; so only what had to wait for an answer looks as if it had.
    pub fn slow_down(&self, by: Duration) {
        self.judge(move |call| match call.warm_up {
            true => Fate::Pass,
            false => Fate::AnswerLate(by),
        });
    }

    /// The calls that have ended since the last time, in the order in which they came in.
    ///
    /// # Panics
    /// When this proxy does not meter.
    pub fn trips(&self) -> Vec<Trip> {
        lock(self.shared.log.as_ref().unwrap()).take()
    }

    /// Whether no call is under way.
    ///
    /// # Panics
    /// When this proxy does not meter.
    pub fn is_idle(&self) -> bool {
        lock(self.shared.log.as_ref().unwrap()).is_idle()
    }

    /// Whether a call of this function has ended since [`StoreProxy::trips`] was asked.
    ///
    /// # Panics
    /// When this proxy does not meter.
    pub fn has_heard_of(&self, function: &str) -> bool {
        lock(self.shared.log.as_ref().unwrap()).has(function)
    }
}

async fn accept(listener: TcpListener, shared: Arc<Shared>) {
    loop {
        // A client that has gone again, or a lack of files for a moment.
        let Ok((stream, peer)) = listener.accept().await else {
            continue;
        };
        tokio::spawn(serve(stream, peer, Arc::clone(&shared)));
    }
}

async fn serve(stream: TcpStream, peer: SocketAddr, shared: Arc<Shared>) {
    let _ = stream.set_nodelay(true);
    let answer = service_fn(|request| shared.answer(request, peer));
    // An error of the service ends the connection without an answer: what it is meant to do.
    let _ = hyper::server::conn::http1::Builder::new()
        .serve_connection(TokioIo::new(stream), answer)
        .await;
}

/// The connection ends here.
fn cut() -> io::Error {
    io::Error::from(io::ErrorKind::ConnectionAborted)
}

impl Shared {
    async fn answer(
        &self,
        request: Request<Incoming>,
        peer: SocketAddr,
    ) -> io::Result<Response<Full<Bytes>>> {
        let (parts, body) = request.into_parts();
        let body = body.collect().await.map_err(io::Error::other)?.to_bytes();
        let mut path = parts.uri.path().trim_matches('/').splitn(2, '/');
        let (store, function) = (path.next().unwrap_or_default(), path.next());
        let target = parts.headers.get("x-amz-target");
        let target = target.and_then(|t| t.to_str().ok()).unwrap_or_default();
        let call = StoreCall {
            function: function.unwrap_or_default().to_owned(),
            operation: target.rsplit('.').next().unwrap_or_default().to_owned(),
            warm_up: body.windows(6).any(|w| w == br#""WARM""#),
        };
        let Some(log) = &self.log else {
            return self.meet(&call, store, parts.headers, body, peer).await;
        };
        let request: Value = serde_json::from_slice(&body)?;
        let mut noted = trips::Noted::begin(log, call.clone());
        let asking = units::asking(&request);
        let answer = self.meet(&call, store, parts.headers, asking, peer).await?;
        noted.units = Units::of(&call.operation, &request, &wire::json(&answer).await);
        Ok(answer)
    }

    /// Lets a call meet its fate.
    async fn meet(
        &self,
        call: &StoreCall,
        store: &str,
        headers: hyper::HeaderMap,
        body: Bytes,
        peer: SocketAddr,
    ) -> io::Result<Response<Full<Bytes>>> {
        let fate = lock(&self.judge).as_mut().map_or(Fate::Pass, |j| j(call));
        lock(&self.seen).push((call.clone(), fate));
        if let Fate::Late(time) = fate {
            tokio::time::sleep(time).await;
        }
        let done = match fate.is_done() {
            true => Some(wire::pass(&self.http, store, headers, body).await?),
            false => None,
        };
        match (fate, done) {
            (Fate::KillBefore | Fate::KillAfter, _) => {
                self.kill(store, peer);
                Err(cut())
            }
            (Fate::Throttle, _) => Ok(wire::throttled()),
            (Fate::Break, _) => Ok(wire::broken()),
            (Fate::LoseAnswer | Fate::HangUp, _) | (_, None) => Err(cut()),
            (Fate::AnswerLate(time), Some(answer)) => {
                tokio::time::sleep(time).await;
                Ok(answer)
            }
            (Fate::Pass | Fate::Late(_), Some(answer)) => Ok(answer),
        }
    }

    /// Kills the process that made a call, and no other of its function.
    fn kill(&self, store: &str, peer: SocketAddr) {
        let of_run = processes::with_variable(ENDPOINT, |it| address_of(it) == store);
        // The kernel's list of connections is no snapshot: it may leave one out while others
        // come and go.
        let caller = || processes::at_connection(&of_run, peer.port(), self.port);
        if let Some(pid) = (0..50).find_map(|_| caller()) {
            processes::kill(pid);
        }
    }
}
