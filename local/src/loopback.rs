//! Listeners for programs of this machine alone.
//!
//! A page open in a browser on this machine reaches every loopback port as well as we do: it can
//! send requests from any site, and by a name of its own that it has made to mean 127.0.0.1, read
//! the answers too. So each listener of ours that is not the site's is a [`Loopback`], which
//! refuses what a browser sends before anybody looks at it. Who may ask what is the service's own
//! matter: a key, or a path that nobody guesses.

use std::{
    convert::Infallible,
    future::Future,
    io,
    net::{Ipv4Addr, SocketAddr, TcpListener as StdListener},
    pin::pin,
    time::Duration,
};

use http::{HeaderMap, HeaderName, Request, Response, StatusCode, Uri, header};
use hyper::{
    body::{Body, Incoming},
    server::conn::http1,
    service::service_fn,
};
use hyper_util::rt::TokioIo;
use tokio::{
    net::{TcpListener, TcpSocket, TcpStream},
    sync::{mpsc, watch},
};

/// Browsers set it on every request to an address such as ours, also where they send no `Origin`,
/// and no page can leave it out.
const FETCH_SITE: HeaderName = HeaderName::from_static("sec-fetch-site");

/// A port on 127.0.0.1. It is open as long as this is there.
pub(crate) struct Loopback {
    listener: StdListener,
    address: SocketAddr,
}

impl Loopback {
    /// Takes a free port.
    ///
    /// # Errors
    /// When there is none.
    ///
    /// # Panics
    /// Outside a Tokio runtime.
    pub(crate) fn bind() -> io::Result<Self> {
        let socket = TcpSocket::new_v4()?;
        // Accepted connections inherit it. Without it every small answer waits for the client's
        // delayed acknowledgement.
        socket.set_nodelay(true)?;
        socket.bind((Ipv4Addr::LOCALHOST, 0).into())?;
        let listener = socket.listen(1024)?.into_std()?;
        let address = listener.local_addr()?;
        Ok(Self { listener, address })
    }

    /// Where it listens.
    pub(crate) fn address(&self) -> SocketAddr {
        self.address
    }

    /// Answers requests by `handler` until `stopped`; those under way may then take `grace`.
    ///
    /// # Errors
    /// When the runtime cannot watch the port.
    pub(crate) async fn serve<H, F, B>(
        &self,
        handler: H,
        stopped: impl Future<Output = ()>,
        grace: Duration,
    ) -> io::Result<()>
    where
        H: Fn(Request<Incoming>) -> F + Clone + Send + Sync + 'static,
        F: Future<Output = Response<B>> + Send,
        B: Body<Data: Send, Error: Into<Box<dyn std::error::Error + Send + Sync>>>
            + From<&'static str>
            + Send
            + 'static,
    {
        let listener = TcpListener::from_std(self.listener.try_clone()?)?;
        let own = self.address.to_string();
        // Every connection holds both; the first tells them of the stop, the second us of the last.
        let (stop, stopping) = watch::channel(());
        let (alive, mut ended) = mpsc::channel::<Infallible>(1);
        let mut stopped = pin!(stopped);
        loop {
            let accepted = tokio::select! {
                accepted = listener.accept() => accepted,
                () = &mut stopped => break,
            };
            match accepted {
                Ok((stream, _)) => {
                    let (handler, own) = (handler.clone(), own.clone());
                    let (stopping, alive) = (stopping.clone(), alive.clone());
                    tokio::spawn(async move {
                        answer(stream, handler, own, stopping).await;
                        drop(alive);
                    });
                }
                Err(error) => {
                    // Out of file descriptors, most likely: some will be free in a moment.
                    tracing::warn!(%error, "a connection could not be accepted");
                    tokio::time::sleep(Duration::from_millis(50)).await;
                }
            }
        }
        drop((listener, stop, alive));
        // Whoever is not done then is cut off with the runtime, or ends with its client.
        let _ = tokio::time::timeout(grace, ended.recv()).await;
        Ok(())
    }
}

/// Answers the requests of one connection.
async fn answer<H, F, B>(
    stream: TcpStream,
    handler: H,
    own: String,
    mut stopping: watch::Receiver<()>,
) where
    H: Fn(Request<Incoming>) -> F,
    F: Future<Output = Response<B>>,
    B: Body<Error: Into<Box<dyn std::error::Error + Send + Sync>>> + From<&'static str> + 'static,
{
    let service = service_fn(|request: Request<Incoming>| {
        let answer = is_local(request.headers(), request.uri(), &own).then(|| handler(request));
        async move {
            Ok::<_, Infallible>(match answer {
                Some(answer) => answer.await,
                None => refusal(),
            })
        }
    });
    let mut connection =
        pin!(http1::Builder::new().serve_connection(TokioIo::new(stream), service));
    let result = tokio::select! {
        result = connection.as_mut() => result,
        // Only ever an error: the sender is gone.
        _ = stopping.changed() => {
            connection.as_mut().graceful_shutdown();
            connection.await
        }
    };
    if let Err(error) = result {
        tracing::debug!(%error, "a connection on the loopback ended badly");
    }
}

/// Whether a request is what a program of this machine sends that was told our address: it names
/// that address and no other, and bears no mark of a browser.
fn is_local(headers: &HeaderMap, uri: &Uri, own: &str) -> bool {
    let mut hosts = headers.get_all(header::HOST).iter();
    let named = hosts.next().is_some_and(|host| host == own) && hosts.next().is_none();
    let asked = uri.authority().is_none_or(|authority| authority == own);
    named && asked && !headers.contains_key(header::ORIGIN) && !headers.contains_key(FETCH_SITE)
}

/// Says no more than that, and no page of another origin may read even this.
fn refusal<B: From<&'static str>>() -> Response<B> {
    let mut response = Response::new(B::from("Forbidden"));
    *response.status_mut() = StatusCode::FORBIDDEN;
    response
}
