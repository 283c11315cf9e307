//! A bad network in front of the stack: replies that are lost after the server has done
//! its part.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

use crate::client::Caller;

/// A proxy that loses every reply until it is told not to.
#[derive(Debug)]
pub struct Wire {
    origin: String,
    lost: Arc<AtomicUsize>,
    to_lose: Arc<AtomicUsize>,
}

impl Wire {
    /// Listens in front of `origin`. Every connection carries one request.
    pub async fn before(origin: &str) -> Self {
        let listener = TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let target = origin.strip_prefix("http://").unwrap().to_owned();
        let (lost, to_lose) = (Arc::new(AtomicUsize::new(0)), Arc::new(AtomicUsize::new(0)));
        let wire = Self {
            origin: format!("http://127.0.0.1:{port}"),
            lost: Arc::clone(&lost),
            to_lose: Arc::clone(&to_lose),
        };
        tokio::spawn(async move {
            while let Ok((client, _)) = listener.accept().await {
                let server = TcpStream::connect(&target).await.unwrap();
                let (lost, to_lose) = (Arc::clone(&lost), Arc::clone(&to_lose));
                tokio::spawn(carry(client, server, lost, to_lose));
            }
        });
        wire
    }

    /// Loses so many of the replies that come next.
    pub fn lose(&self, replies: usize) {
        self.to_lose.store(replies, Ordering::SeqCst);
    }

    /// How many replies were lost.
    pub fn lost(&self) -> usize {
        self.lost.load(Ordering::SeqCst)
    }

    /// The same caller on the other side of this network.
    pub fn reach(&self, caller: &Caller) -> Caller {
        caller.through(&self.origin)
    }
}

/// Carries bytes both ways; a reply that shall be lost is read, so that the server is done,
/// and its connection is dropped instead.
async fn carry(
    mut client: TcpStream,
    mut server: TcpStream,
    lost: Arc<AtomicUsize>,
    to_lose: Arc<AtomicUsize>,
) {
    let (mut from_client, mut from_server) = ([0_u8; 16_384], [0_u8; 16_384]);
    loop {
        tokio::select! {
            read = client.read(&mut from_client) => match read {
                Ok(size) if size > 0 => server.write_all(&from_client[..size]).await.unwrap(),
                _ => return,
            },
            read = server.read(&mut from_server) => match read {
                Ok(size) if size > 0 => {
                    let one_less = |n: usize| n.checked_sub(1);
                    if to_lose.fetch_update(Ordering::SeqCst, Ordering::SeqCst, one_less).is_ok() {
                        lost.fetch_add(1, Ordering::SeqCst);
                        return;
                    }
                    if client.write_all(&from_server[..size]).await.is_err() {
                        return;
                    }
                }
                _ => return,
            },
        }
    }
}
