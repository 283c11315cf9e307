//! A WebSocket that does next to nothing: of each message it notes when it came. What the
//! message says is read afterwards, by whoever measures.

use std::time::Instant;

use futures::StreamExt;
use tokio::sync::mpsc::UnboundedSender;
use tokio::task::AbortHandle;
use tokio_tungstenite::tungstenite::{Message, Utf8Bytes};

use crate::client::Caller;
use crate::socket::{handshake, ticket};

/// A message at one of many ears.
#[derive(Debug)]
pub struct Sound {
    /// The number that the ear was given.
    pub ear: usize,
    /// When it was read.
    pub at: Instant,
    text: Utf8Bytes,
}

impl Sound {
    /// The message.
    pub fn text(&self) -> &str {
        &self.text
    }
}

/// An open connection; it ends when it is dropped.
#[derive(Debug)]
pub struct Ear(AbortHandle);

impl Ear {
    /// Opens a connection to these topics; what it hears goes to `sounds`.
    ///
    /// # Panics
    /// When the handshake is refused.
    pub async fn open(
        number: usize,
        caller: &Caller,
        topics: &[&str],
        sounds: UnboundedSender<Sound>,
    ) -> Self {
        let ticket = ticket(caller, Some(topics)).await.expect_status(201);
        let path = ticket["url"].as_str().unwrap();
        let mut stream = match handshake(caller, path, Some(caller.origin())).await {
            Ok(stream) => stream,
            Err(status) => panic!("the handshake of ear {number} was refused: {status}"),
        };
        let listening = tokio::spawn(async move {
            while let Some(Ok(message)) = stream.next().await {
                let at = Instant::now();
                if let Message::Text(text) = message {
                    // Whoever measured may have heard enough.
                    let _ = sounds.send(Sound {
                        ear: number,
                        at,
                        text,
                    });
                }
            }
        });
        Self(listening.abort_handle())
    }
}

impl Drop for Ear {
    fn drop(&mut self) {
        self.0.abort();
    }
}
