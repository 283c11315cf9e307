//! A bad network in front of the stack: replies that are lost after the server has done its
//! part, messages that come twice, and connections that end or fall silent.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::tcp::{ReadHalf, WriteHalf};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;
use tokio::task::{AbortHandle, JoinSet};

use crate::client::Caller;
use crate::frames::Frames;

/// How a WebSocket's link is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Link {
    Good,
    /// Open on both sides and carries nothing, as behind an access point that is gone.
    Frozen,
    Cut,
}

/// A network for one client, or for several who lose the same replies. It ends when it is
/// dropped, with every connection that it carries.
#[derive(Debug)]
pub struct Wire {
    origin: String,
    shared: Arc<Shared>,
    carrying: AbortHandle,
}

#[derive(Debug, Default)]
struct Shared {
    /// So many of the replies that come next are lost.
    to_lose: AtomicUsize,
    /// One in so many replies is lost; none by 0.
    every: AtomicUsize,
    replies: AtomicUsize,
    lost: AtomicUsize,
    /// One in so many events comes twice; none by 0.
    twice: AtomicUsize,
    events: AtomicUsize,
    doubled: AtomicUsize,
    sockets: Mutex<Vec<watch::Sender<Link>>>,
}

impl Wire {
    /// Listens in front of `origin`. Every connection carries one request, or one WebSocket.
    pub async fn before(origin: &str) -> Self {
        let listener = TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let target = origin.strip_prefix("http://").unwrap().to_owned();
        let shared = Arc::new(Shared::default());
        let serving = Arc::clone(&shared);
        let carrying = tokio::spawn(async move {
            // They end with this future.
            let mut links = JoinSet::new();
            while let Ok((client, _)) = listener.accept().await {
                while links.try_join_next().is_some() {}
                let (shared, target) = (Arc::clone(&serving), target.clone());
                links.spawn(async move {
                    // A stack that is gone is a connection that ends.
                    let Ok(server) = TcpStream::connect(target).await else {
                        return;
                    };
                    shared.carry(client, server).await;
                });
            }
        });
        Self {
            origin: format!("http://127.0.0.1:{port}"),
            shared,
            carrying: carrying.abort_handle(),
        }
    }

    /// Loses so many of the replies that come next.
    pub fn lose(&self, replies: usize) {
        self.shared.to_lose.store(replies, Ordering::SeqCst);
    }

    /// Loses one in `nth` replies, by their number on this wire; none when it is 0.
    pub fn lose_every(&self, nth: usize) {
        self.shared.every.store(nth, Ordering::SeqCst);
    }

    /// How many replies were lost.
    pub fn lost(&self) -> usize {
        self.shared.lost.load(Ordering::SeqCst)
    }

    /// Delivers one in `nth` events twice, by their number on this wire; none when it is 0.
    pub fn double_every(&self, nth: usize) {
        self.shared.twice.store(nth, Ordering::SeqCst);
    }

    /// How many events were delivered twice.
    pub fn doubled(&self) -> usize {
        self.shared.doubled.load(Ordering::SeqCst)
    }

    /// Ends the WebSockets that are open now, for both sides. Gives their number.
    pub fn cut(&self) -> usize {
        self.shared.set(Link::Cut)
    }

    /// The WebSockets that are open now carry nothing any more, in neither direction, and
    /// neither side is told. New ones work. Gives their number.
    pub fn freeze(&self) -> usize {
        self.shared.set(Link::Frozen)
    }

    /// The same caller on the other side of this network.
    pub fn reach(&self, caller: &Caller) -> Caller {
        caller.through(&self.origin)
    }
}

impl Drop for Wire {
    fn drop(&mut self) {
        self.carrying.abort();
    }
}

impl Shared {
    /// What becomes of all sockets that carry something.
    fn set(&self, link: Link) -> usize {
        let mut sockets = self.sockets.lock().unwrap();
        sockets.retain(|socket| !socket.is_closed());
        let change = |state: &mut Link| {
            let good = *state == Link::Good;
            if good {
                *state = link;
            }
            good
        };
        let changed = sockets.iter().filter(|s| s.send_if_modified(change));
        changed.count()
    }

    async fn carry(&self, mut client: TcpStream, mut server: TcpStream) {
        let _ = (client.set_nodelay(true), server.set_nodelay(true));
        let mut head = [0_u8; 16_384];
        let Ok(size @ 1..) = client.read(&mut head).await else {
            return;
        };
        if server.write_all(&head[..size]).await.is_err() {
            return;
        }
        if head.starts_with(b"GET /realtime") {
            self.socket(client, server).await;
        } else {
            self.request(client, server).await;
        }
    }

    /// Whether the reply that has come is lost.
    fn loses(&self) -> bool {
        let number = 1 + self.replies.fetch_add(1, Ordering::SeqCst);
        let every = self.every.load(Ordering::SeqCst);
        let one_less = |n: usize| n.checked_sub(1);
        let next = (self.to_lose).fetch_update(Ordering::SeqCst, Ordering::SeqCst, one_less);
        next.is_ok() || (every > 0 && number.is_multiple_of(every))
    }

    /// Carries a request and its reply. One that shall be lost is waited for, so that the
    /// server is done; then nothing of it passes or, every other time, the half.
    async fn request(&self, mut client: TcpStream, mut server: TcpStream) {
        let (mut from_client, mut from_server) = ([0_u8; 16_384], [0_u8; 16_384]);
        let mut replied = false;
        loop {
            tokio::select! {
                read = client.read(&mut from_client) => match read {
                    Ok(size @ 1..) if server.write_all(&from_client[..size]).await.is_ok() => {}
                    _ => return,
                },
                read = server.read(&mut from_server) => match read {
                    Ok(size @ 1..) => {
                        if !replied && self.loses() {
                            let lost = self.lost.fetch_add(1, Ordering::SeqCst);
                            let part = size / 2 * (lost % 2);
                            let _ = client.write_all(&from_server[..part]).await;
                            return;
                        }
                        replied = true;
                        if client.write_all(&from_server[..size]).await.is_err() {
                            return;
                        }
                    }
                    _ => return,
                },
            }
        }
    }

    async fn socket(&self, mut client: TcpStream, mut server: TcpStream) {
        let (tell, mut link) = watch::channel(Link::Good);
        self.sockets.lock().unwrap().push(tell);
        let (mut from_client, to_client) = client.split();
        let (from_server, mut to_server) = server.split();
        let asking = tokio::io::copy(&mut from_client, &mut to_server);
        tokio::select! {
            _ = asking => return,
            () = self.tell(from_server, to_client) => return,
            _ = link.changed() => {}
        }
        // Both sides stay open and nobody reads, for as long as the wire is there.
        if *link.borrow() == Link::Frozen {
            std::future::pending::<()>().await;
        }
    }

    /// Passes on what the server says.
    async fn tell(&self, mut server: ReadHalf<'_>, mut client: WriteHalf<'_>) {
        let (mut frames, mut bytes) = (Frames::default(), [0_u8; 16_384]);
        while let Ok(size @ 1..) = server.read(&mut bytes).await {
            let passed = frames.pass(&bytes[..size], |text| self.doubles(text));
            if client.write_all(&passed).await.is_err() {
                return;
            }
        }
    }

    /// Whether this text comes twice. Answers to a heartbeat do not: they are counted.
    fn doubles(&self, text: &[u8]) -> bool {
        let every = self.twice.load(Ordering::SeqCst);
        let is_event = text.windows(6).any(|six| six == b"\"seq\":");
        if every == 0 || !is_event {
            return false;
        }
        let number = 1 + self.events.fetch_add(1, Ordering::SeqCst);
        let doubled = number.is_multiple_of(every);
        self.doubled
            .fetch_add(usize::from(doubled), Ordering::SeqCst);
        doubled
    }
}
