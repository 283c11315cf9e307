//! One open connection, from its first frame to its `$disconnect`.

use std::{sync::Arc, time::Duration};

use futures::{
    SinkExt, StreamExt,
    stream::{SplitSink, SplitStream},
};
use hyper::upgrade::Upgraded;
use hyper_util::rt::TokioIo;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    sync::{Semaphore, mpsc},
    time::{sleep, timeout},
};
use tokio_tungstenite::{
    WebSocketStream,
    tungstenite::{
        Error, Message,
        protocol::{CloseFrame, frame::coding::CloseCode},
    },
};

use super::{
    Gateway,
    event::{self, Body},
    going_away,
    registry::{Command, Connection},
};
use crate::clock;

pub(super) type Socket = WebSocketStream<TokioIo<Upgraded>>;

/// Why a connection ended.
#[derive(Debug)]
enum Ending {
    /// The client closed.
    Client(Option<CloseFrame>),
    /// We close; the client is still understood.
    Server(CloseFrame),
    /// We close because the client broke the rules; what it sends is not understood any more.
    Broken(CloseFrame),
    /// The network is gone, or the client did not read.
    Lost,
}

impl Ending {
    /// The code and reason that `$disconnect` is told.
    fn told(&self) -> (u16, String) {
        match self {
            Self::Client(Some(frame)) | Self::Server(frame) | Self::Broken(frame) => {
                (frame.code.into(), frame.reason.to_string())
            }
            Self::Client(None) => (1005, "Client-side close frame status not set".into()),
            Self::Lost => (1006, "Connection Closed Abnormally".into()),
        }
    }
}

impl Gateway {
    /// Serves a connection to its end; without a socket it has ended already.
    pub(super) async fn serve(
        &self,
        connection: Arc<Connection>,
        inbox: mpsc::UnboundedReceiver<Command>,
        socket: Option<Socket>,
    ) {
        let (ending, socket) = match socket {
            Some(socket) => self.exchange(&connection, inbox, socket).await,
            None => (Ending::Lost, None),
        };
        // No more posts from here on: what is queued now would never leave.
        self.0.registry.remove(&connection);
        let (code, reason) = ending.told();
        tracing::info!(connection = connection.id, code, reason, "WS closed");
        let farewell = async {
            if let Some(socket) = socket {
                // A client that does not play along is simply cut off.
                let limit = self.0.registry.limits.closing;
                let _ = timeout(limit, finish(socket, &ending)).await;
            }
        };
        tokio::join!(farewell, self.disconnected(&connection, code, &reason));
    }

    async fn exchange(
        &self,
        connection: &Arc<Connection>,
        mut inbox: mpsc::UnboundedReceiver<Command>,
        socket: Socket,
    ) -> (Ending, Option<Socket>) {
        let limits = &self.0.registry.limits;
        let (mut sink, mut stream) = socket.split();
        connection.opened();
        let ending = tokio::select! {
            ending = self.read(connection, &mut stream) => ending,
            ending = write(connection, &mut inbox, &mut sink, limits.write) => ending,
            () = idle(connection, limits.idle) => Ending::Server(going_away()),
            () = sleep(limits.age) => Ending::Server(going_away()),
            () = connection.dropped.notified() => Ending::Lost,
        };
        (ending, sink.reunite(stream).ok())
    }

    async fn read(&self, connection: &Arc<Connection>, stream: &mut SplitStream<Socket>) -> Ending {
        let slots = Arc::new(Semaphore::new(self.0.registry.limits.in_flight));
        loop {
            // Closed never: the semaphore lives here.
            let Ok(slot) = Arc::clone(&slots).acquire_owned().await else {
                return Ending::Lost;
            };
            let frame = stream.next().await;
            connection.touch();
            let body = match frame {
                Some(Ok(Message::Text(text))) => Body::Text(text.as_str().to_owned()),
                Some(Ok(Message::Binary(bytes))) => Body::Binary(bytes.into()),
                Some(Ok(Message::Close(frame))) => return Ending::Client(frame),
                Some(Ok(Message::Ping(_) | Message::Pong(_) | Message::Frame(_))) => continue,
                Some(Err(error)) => return broken(&error),
                None => return Ending::Lost,
            };
            let (gateway, connection) = (self.clone(), Arc::clone(connection));
            tokio::spawn(async move {
                gateway.dispatch(&connection, body).await;
                drop(slot);
            });
        }
    }

    async fn disconnected(&self, connection: &Connection, code: u16, reason: &str) {
        let config = &self.0.config;
        let (Some(function), Ok(request_id)) = (config.routes.get("$disconnect"), event::new_id())
        else {
            return;
        };
        let event = event::disconnect(config, connection, code, reason, &request_id);
        // Best effort, as in the cloud: nobody waits for the answer.
        if let Err(failure) = self.invoke(function, &event).await {
            tracing::warn!(connection = connection.id, %failure, "$disconnect failed");
        }
    }
}

async fn write(
    connection: &Connection,
    inbox: &mut mpsc::UnboundedReceiver<Command>,
    sink: &mut SplitSink<Socket, Message>,
    longest: Duration,
) -> Ending {
    while let Some(command) = inbox.recv().await {
        match command {
            Command::Close(frame) => return Ending::Server(frame),
            Command::Send(message) => {
                let bytes = message.len();
                if !matches!(timeout(longest, sink.send(message)).await, Ok(Ok(()))) {
                    return Ending::Lost;
                }
                connection.sent(bytes);
                connection.touch();
            }
        }
    }
    Ending::Lost
}

async fn idle(connection: &Connection, limit: Duration) {
    loop {
        let since = clock::now().duration_since(connection.last_active());
        let left = limit.saturating_sub(since.unsigned_abs());
        if left.is_zero() {
            return;
        }
        sleep(left).await;
    }
}

/// What an error of the protocol's decoder means.
fn broken(error: &Error) -> Ending {
    let (code, reason) = match error {
        Error::Capacity(_) => (CloseCode::Size, "Message too big"),
        Error::Protocol(problem) if is_disconnect(problem) => return Ending::Lost,
        Error::Protocol(_) => (CloseCode::Protocol, "Protocol error"),
        Error::Utf8(_) => (CloseCode::Invalid, "Invalid UTF-8"),
        _ => return Ending::Lost,
    };
    Ending::Broken(CloseFrame {
        code,
        reason: reason.into(),
    })
}

fn is_disconnect(problem: &tokio_tungstenite::tungstenite::error::ProtocolError) -> bool {
    use tokio_tungstenite::tungstenite::error::ProtocolError;
    matches!(problem, ProtocolError::ResetWithoutClosingHandshake)
}

/// Ends the handshake of closing, or begins and ends it.
async fn finish(mut socket: Socket, ending: &Ending) {
    match ending {
        Ending::Lost => {}
        // The reply is queued already; reading on sends it.
        Ending::Client(_) => while let Some(Ok(_)) = socket.next().await {},
        Ending::Server(frame) => {
            if socket
                .send(Message::Close(Some(frame.clone())))
                .await
                .is_ok()
            {
                while let Some(Ok(_)) = socket.next().await {}
            }
        }
        Ending::Broken(frame) => {
            let sent = socket.send(Message::Close(Some(frame.clone()))).await;
            let raw = socket.get_mut();
            if sent.is_ok() && raw.shutdown().await.is_ok() {
                // Closing with unread bytes would reset the connection, and the client
                // would lose the close frame.
                let mut rest = [0_u8; 8192];
                while raw.read(&mut rest).await.is_ok_and(|read| read > 0) {}
            }
        }
    }
}
