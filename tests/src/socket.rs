//! A WebSocket that remembers all that it was told.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use futures::stream::{SplitSink, SplitStream};
use futures::{SinkExt, StreamExt};
use reqwest::Method;
use serde_json::{Value, json};
use tokio::net::TcpStream;
use tokio::sync::watch;
use tokio::task::AbortHandle;
use tokio_tungstenite::tungstenite::client::IntoClientRequest;
use tokio_tungstenite::tungstenite::protocol::WebSocketConfig;
use tokio_tungstenite::tungstenite::{Error, Message};
use tokio_tungstenite::{MaybeTlsStream, WebSocketStream, connect_async_with_config};

use crate::PATIENCE;
use crate::client::{Answer, Caller};

pub(crate) type Stream = WebSocketStream<MaybeTlsStream<TcpStream>>;

/// What happened on the connection so far.
#[derive(Debug, Default)]
struct Heard {
    messages: Vec<Value>,
    /// The close code, 1006 when there was none.
    ended: Option<u16>,
}

/// An open connection; it ends when it is dropped.
#[derive(Debug)]
pub struct Socket {
    writer: SplitSink<Stream, Message>,
    heard: Arc<Mutex<Heard>>,
    changed: watch::Receiver<()>,
    listening: AbortHandle,
}

/// Without a word to the other side.
impl Drop for Socket {
    fn drop(&mut self) {
        self.listening.abort();
    }
}

/// Asks for a ticket.
pub async fn ticket(caller: &Caller, topics: Option<&[&str]>) -> Answer {
    let body = match topics {
        Some(topics) => json!({"topics": topics}),
        None => json!({}),
    };
    caller.post("/realtime/tickets", &body).await
}

/// Opens `path` as a page of `origin` does, or as a program that sends none; or gives the
/// HTTP status of a handshake that was refused, 0 when the connection ended instead.
pub(crate) async fn handshake(
    caller: &Caller,
    path: &str,
    origin: Option<&str>,
) -> Result<Stream, u16> {
    let url = format!("{}{path}", caller.address().replacen("http", "ws", 1));
    let mut request = url.into_client_request().unwrap();
    if let Some(origin) = origin {
        let value = origin.parse().unwrap();
        request.headers_mut().insert("origin", value);
    }
    // The usual 128 KiB for each would be 256 MB for 2,000 of them.
    let small = WebSocketConfig::default().read_buffer_size(4 << 10);
    match connect_async_with_config(request, Some(small), true).await {
        Ok((stream, _)) => Ok(stream),
        Err(Error::Http(refusal)) => Err(refusal.status().as_u16()),
        Err(_) => Err(0),
    }
}

impl Socket {
    /// Opens a connection to all topics of the caller, as a page of the site does.
    pub async fn open(caller: &Caller) -> Self {
        let ticket = ticket(caller, None).await.expect_status(201);
        let url = ticket["url"].as_str().unwrap();
        match Self::try_open(caller, url, Some(caller.origin())).await {
            Ok(socket) => socket,
            Err(status) => panic!("the handshake was refused: {status}"),
        }
    }

    /// Opens `path` as a page of `origin` does, or as a program that sends none.
    ///
    /// # Errors
    /// The HTTP status of a handshake that was refused, 0 when the connection ended instead.
    pub async fn try_open(caller: &Caller, path: &str, origin: Option<&str>) -> Result<Self, u16> {
        let stream = handshake(caller, path, origin).await?;
        let (writer, reader) = stream.split();
        let heard = Arc::new(Mutex::new(Heard::default()));
        let (tell, changed) = watch::channel(());
        let listening = tokio::spawn(listen(reader, Arc::clone(&heard), tell));
        Ok(Self {
            writer,
            heard,
            changed,
            listening: listening.abort_handle(),
        })
    }

    /// Says something.
    pub async fn say(&mut self, text: &str) {
        self.writer.send(Message::text(text)).await.unwrap();
    }

    /// Closes the connection, as a page does that is left.
    pub async fn close(mut self) {
        self.writer.close().await.unwrap();
    }

    /// All messages so far.
    pub fn messages(&self) -> Vec<Value> {
        self.heard.lock().unwrap().messages.clone()
    }

    /// The messages since the last time; they are not among [`Self::messages`] any more.
    pub fn take(&mut self) -> Vec<Value> {
        std::mem::take(&mut self.heard.lock().unwrap().messages)
    }

    /// The first message, from the beginning, that `wanted` says yes to.
    ///
    /// # Panics
    /// When none comes.
    pub async fn hears(&mut self, what: &str, wanted: impl Fn(&Value) -> bool) -> Value {
        let found = self.wait(|heard| heard.messages.iter().find(|m| wanted(m)).cloned());
        match found.await {
            Some(message) => message,
            None => panic!("never heard: {what}; but {:#?}", self.messages()),
        }
    }

    /// Waits for an event about an entity.
    pub async fn event(&mut self, kind: &str, wanted: impl Fn(&Value) -> bool) -> Value {
        self.hears(kind, |m| m["type"] == kind && wanted(&m["data"]))
            .await
    }

    /// Waits for the end and gives its close code.
    ///
    /// # Panics
    /// When it goes on.
    pub async fn ends(&mut self) -> u16 {
        match self.wait(|heard| heard.ended).await {
            Some(code) => code,
            None => panic!("it goes on: {:#?}", self.messages()),
        }
    }

    /// The close code, when it has ended.
    pub fn has_ended(&self) -> Option<u16> {
        self.heard.lock().unwrap().ended
    }

    /// A heartbeat: what the client has seen goes out, the answer comes back.
    pub async fn ping(&mut self, seen: &Value) -> Value {
        self.try_ping(seen, PATIENCE).await.unwrap()
    }

    /// A heartbeat on a link that may be dead: `None` when it has ended, or when so long no
    /// answer comes.
    pub async fn try_ping(&mut self, seen: &Value, patience: Duration) -> Option<Value> {
        let is_pong = |message: &&Value| message["type"] == "pong";
        let before = self.messages().iter().filter(is_pong).count();
        let ping = json!({"action": "ping", "seen": seen});
        let sent = self.writer.send(Message::text(ping.to_string())).await;
        sent.ok()?;
        let answer = self.wait(|heard| {
            let mut answers = heard.messages.iter().filter(is_pong);
            answers.nth(before).cloned()
        });
        let answer = tokio::time::timeout(patience, answer).await;
        answer.ok().flatten()
    }

    /// Whether messages arrive that are sent now: everything sent before has come by then.
    pub async fn is_alive(&mut self) -> bool {
        self.ping(&json!({})).await["type"] == "pong"
    }

    async fn wait<T>(&mut self, found: impl Fn(&Heard) -> Option<T>) -> Option<T> {
        let heard = Arc::clone(&self.heard);
        let search = async {
            loop {
                self.changed.borrow_and_update();
                let (hit, ended) = {
                    let heard = heard.lock().unwrap();
                    (found(&heard), heard.ended.is_some())
                };
                if hit.is_some() || ended || self.changed.changed().await.is_err() {
                    return hit.or_else(|| found(&heard.lock().unwrap()));
                }
            }
        };
        tokio::time::timeout(PATIENCE, search).await.ok().flatten()
    }
}

async fn listen(
    mut reader: SplitStream<Stream>,
    heard: Arc<Mutex<Heard>>,
    tell: watch::Sender<()>,
) {
    let mut code = None;
    while let Some(Ok(message)) = reader.next().await {
        match message {
            Message::Text(text) => {
                let message = serde_json::from_str(&text).unwrap();
                heard.lock().unwrap().messages.push(message);
            }
            Message::Close(frame) => code = Some(frame.map_or(1005, |f| f.code.into())),
            _ => {}
        }
        tell.send_replace(());
    }
    heard.lock().unwrap().ended = Some(code.unwrap_or(1006));
    tell.send_replace(());
}

/// Ends a guest's own token.
pub async fn leave(caller: &Caller) -> Answer {
    Answer::to(caller.request(Method::POST, "/sessions/leave")).await
}
