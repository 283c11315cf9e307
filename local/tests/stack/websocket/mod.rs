//! The WebSocket API: refusal, limits, `@connections`, and what functions are told.

mod limits;
mod management;
mod routes;

use std::{
    collections::{BTreeMap, BTreeSet},
    convert::Infallible,
    net::SocketAddr,
    sync::Arc,
    time::Duration,
};

use bytes::Bytes;
use futures::{SinkExt, StreamExt};
use http_body_util::Full;
use hyper::{server::conn::http1, service::service_fn};
use hyper_util::rt::TokioIo;
use salver_local::{
    runtime::{InvokeError, Invoker},
    websocket::{CLOSE_CODE_HEADER, Config, Connections, Gateway, Limits},
};
use serde_json::{Value, json};
use tokio::{
    net::{TcpListener, TcpStream},
    sync::{Notify, mpsc},
};
use tokio_tungstenite::{
    MaybeTlsStream, WebSocketStream, connect_async,
    tungstenite::{
        self, ClientRequestBuilder, Message,
        protocol::frame::{
            Frame,
            coding::{CloseCode, Data, OpCode},
        },
    },
};

/// What every handshake is called here.
const REQUEST: &str = "0123456789abcdef";

type Client = WebSocketStream<MaybeTlsStream<TcpStream>>;
type Answer = Result<Value, InvokeError>;

/// A gateway whose functions are `answer`, and the events that they saw.
struct Served {
    gateway: Gateway,
    connections: Connections,
    address: SocketAddr,
    events: tokio::sync::Mutex<mpsc::UnboundedReceiver<(String, Value)>>,
}

async fn serve(
    limits: Limits,
    answer: impl Fn(&str, &Value) -> Answer + Send + Sync + 'static,
) -> Served {
    let (seen, events) = mpsc::unbounded_channel();
    let invoker = Invoker::from_fn(move |function, payload: Bytes| {
        let event: Value = serde_json::from_slice(&payload).unwrap();
        let answer = answer(&function, &event);
        seen.send((function, event)).unwrap();
        async move { answer.map(|value| Bytes::from(value.to_string())) }
    });
    serve_by(limits, invoker, events).await
}

async fn serve_by(
    limits: Limits,
    invoker: Invoker,
    events: mpsc::UnboundedReceiver<(String, Value)>,
) -> Served {
    let routes: BTreeMap<String, String> = [
        ("$connect", "Connect"),
        ("$disconnect", "Disconnect"),
        ("$default", "Default"),
        ("echo", "Echo"),
    ]
    .map(|(route, function)| (route.to_owned(), function.to_owned()))
    .into();
    let config = Config {
        api_id: "Realtime".into(),
        stage: "realtime".into(),
        domain: "realtime.execute-api.local".into(),
        route_selection: "$request.body.action".into(),
        routes,
        responding: BTreeSet::from(["echo".to_owned()]),
    };
    let connections = Connections::listen("realtime", limits).unwrap();
    let gateway = Gateway::new(config, &connections, invoker).unwrap();
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let accepting = gateway.clone();
    tokio::spawn(async move {
        loop {
            let (stream, peer) = listener.accept().await.unwrap();
            let gateway = accepting.clone();
            let service = service_fn(move |request| {
                let gateway = gateway.clone();
                async move {
                    let answer = gateway
                        .connect(request, peer.ip(), REQUEST.to_owned())
                        .await;
                    Ok::<_, Infallible>(answer.map(Full::new))
                }
            });
            tokio::spawn(
                http1::Builder::new()
                    .serve_connection(TokioIo::new(stream), service)
                    .with_upgrades(),
            );
        }
    });
    Served {
        gateway,
        connections,
        address,
        events: tokio::sync::Mutex::new(events),
    }
}

fn accept_all(_: &str, _: &Value) -> Answer {
    Ok(json!({"statusCode": 200}))
}

impl Served {
    async fn connect(&self) -> (Client, String) {
        let (client, _) = connect_async(format!("ws://{}/realtime?ticket=t%201", self.address))
            .await
            .unwrap();
        let (function, event) = self.event().await;
        assert_eq!(function, "Connect");
        (client, text(&event["requestContext"]["connectionId"]))
    }

    async fn event(&self) -> (String, Value) {
        self.events.lock().await.recv().await.unwrap()
    }

    /// The code and reason that `$disconnect` is told, messages before it passed over.
    async fn disconnected(&self) -> (u64, String) {
        loop {
            let (function, event) = self.event().await;
            if function == "Disconnect" {
                let context = &event["requestContext"];
                assert_eq!(context["routeKey"], "$disconnect");
                assert_eq!(context["eventType"], "DISCONNECT");
                return (
                    context["disconnectStatusCode"].as_u64().unwrap(),
                    text(&context["disconnectReason"]),
                );
            }
        }
    }

    fn management(&self, id: &str) -> String {
        let encoded = id.replace('=', "%3D");
        format!("{}/%40connections/{encoded}", self.connections.endpoint())
    }

    async fn post(&self, id: &str, body: impl Into<reqwest::Body>) -> reqwest::Response {
        let request = reqwest::Client::new().post(self.management(id));
        request.body(body).send().await.unwrap()
    }
}

fn text(value: &Value) -> String {
    value.as_str().unwrap().to_owned()
}

/// The next frame; a reset without a close frame is a failed test.
async fn next(client: &mut Client) -> Message {
    client.next().await.unwrap().unwrap()
}

async fn close_code(client: &mut Client) -> u16 {
    loop {
        if let Message::Close(frame) = next(client).await {
            return frame.unwrap().code.into();
        }
    }
}
