//! The WebSocket API: refusal, limits, `@connections`, and what functions are told.

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
    let connections = Connections::listen("realtime", limits).await.unwrap();
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
                    let answer = gateway.connect(request, peer.ip()).await;
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

#[tokio::test]
async fn connect_is_asked_before_the_upgrade_and_may_refuse() {
    let served = serve(Limits::default(), |function, event| {
        assert_eq!(function, "Connect", "{event}");
        Ok(json!({"statusCode": 403, "body": "{\"code\":\"forbidden\"}"}))
    })
    .await;
    let error = connect_async(format!("ws://{}/realtime?ticket=used", served.address))
        .await
        .unwrap_err();
    let tungstenite::Error::Http(answer) = error else {
        panic!("{error}");
    };
    assert_eq!(answer.status(), 403);
    assert_eq!(
        answer.body().as_deref(),
        Some(&br#"{"code":"forbidden"}"#[..])
    );
    assert_eq!(served.gateway.open_connections(), 0);
    // Neither $disconnect nor anything else follows a refusal.
    served.event().await;
    assert!(served.events.lock().await.try_recv().is_err());
}

#[tokio::test]
async fn a_failing_connect_function_is_a_502_and_a_plain_request_a_426() {
    let served = serve(Limits::default(), |_, _| {
        Err(InvokeError::Crashed {
            status: "signal: 9".into(),
        })
    })
    .await;
    let url = format!("{}/realtime", served.address);
    let error = connect_async(format!("ws://{url}")).await.unwrap_err();
    assert!(matches!(error, tungstenite::Error::Http(answer) if answer.status() == 502));
    let answer = reqwest::get(format!("http://{url}")).await.unwrap();
    assert_eq!(answer.status(), 426);
}

#[tokio::test]
async fn connect_tells_headers_query_and_times() {
    let served = serve(Limits::default(), accept_all).await;
    let uri = format!("ws://{}/realtime?ticket=a%20b&x=1&x=2", served.address);
    let request = ClientRequestBuilder::new(uri.parse().unwrap())
        .with_header("Origin", "https://example.com")
        .with_header("User-Agent", "probe/1");
    let (_client, _) = connect_async(request).await.unwrap();
    let (_, event) = served.event().await;
    assert_eq!(event["headers"]["Origin"], "https://example.com");
    assert_eq!(event["headers"]["X-Forwarded-For"], "127.0.0.1");
    assert_eq!(
        event["queryStringParameters"],
        json!({"ticket": "a b", "x": "2"})
    );
    assert_eq!(
        event["multiValueQueryStringParameters"]["x"],
        json!(["1", "2"])
    );
    let context = &event["requestContext"];
    assert_eq!(context["eventType"], "CONNECT");
    assert_eq!(context["routeKey"], "$connect");
    assert_eq!(context["stage"], "realtime");
    assert_eq!(
        context["identity"],
        json!({"sourceIp": "127.0.0.1", "userAgent": "probe/1"})
    );
    assert!(context["connectedAt"].as_i64() <= context["requestTimeEpoch"].as_i64());
    assert!(context["connectedAt"].is_i64() && context["requestTimeEpoch"].is_i64());
}

#[tokio::test]
async fn a_message_goes_to_the_route_that_it_names() {
    let served = serve(Limits::default(), |function, event| {
        Ok(json!({"statusCode": 200, "body": format!("{function}: {}", event["body"])}))
    })
    .await;
    let (mut client, id) = served.connect().await;
    client
        .send(Message::text(r#"{"action":"echo"}"#))
        .await
        .unwrap();
    let (function, event) = served.event().await;
    assert_eq!(function, "Echo");
    assert_eq!(event["body"], r#"{"action":"echo"}"#);
    assert_eq!(event["requestContext"]["routeKey"], "echo");
    assert_eq!(event["requestContext"]["connectionId"], json!(id));
    assert!(event["requestContext"]["messageId"].is_string());
    // It has a route response; `$default` has none, so nothing comes back from there.
    assert!(
        next(&mut client)
            .await
            .into_text()
            .unwrap()
            .starts_with("Echo: ")
    );
    for other in [
        r#"{"action":"nobody"}"#,
        r#"{"action":"$connect"}"#,
        "not json",
    ] {
        client.send(Message::text(other)).await.unwrap();
        let (function, event) = served.event().await;
        assert_eq!(
            (function.as_str(), &event["body"]),
            ("Default", &json!(other))
        );
    }
    client.send(Message::binary(vec![0, 255])).await.unwrap();
    let (function, event) = served.event().await;
    assert_eq!(
        (function.as_str(), &event["body"]),
        ("Default", &json!("AP8="))
    );
    assert_eq!(event["isBase64Encoded"], true);
    client
        .send(Message::text(r#"{"action":"echo"}"#))
        .await
        .unwrap();
    assert!(
        next(&mut client)
            .await
            .into_text()
            .unwrap()
            .starts_with("Echo: ")
    );
}

#[tokio::test]
async fn a_failing_route_is_told_to_the_client_and_the_connection_lives() {
    let served = serve(Limits::default(), |function, _| match function {
        "Default" => Err(InvokeError::TimedOut { seconds: 1 }),
        "Echo" => Ok(json!("garbage")),
        _ => Ok(json!({"statusCode": 200})),
    })
    .await;
    let (mut client, id) = served.connect().await;
    for message in ["{}", r#"{"action":"echo"}"#] {
        client.send(Message::text(message)).await.unwrap();
        let answer = next(&mut client).await.into_text().unwrap();
        let answer: Value = serde_json::from_str(&answer).unwrap();
        assert_eq!(answer["message"], "Internal server error");
        assert_eq!(answer["connectionId"], json!(id));
        assert!(answer["requestId"].is_string());
    }
}

#[tokio::test]
async fn disconnect_is_told_the_clients_code_and_reason() {
    let served = serve(Limits::default(), accept_all).await;
    let (mut client, _) = served.connect().await;
    let frame = tungstenite::protocol::CloseFrame {
        code: CloseCode::Library(4000),
        reason: "bye".into(),
    };
    client.close(Some(frame)).await.unwrap();
    assert_eq!(served.disconnected().await, (4000, "bye".into()));

    let (mut client, _) = served.connect().await;
    client.close(None).await.unwrap();
    assert_eq!(served.disconnected().await.0, 1005);

    let (client, id) = served.connect().await;
    drop(client);
    assert_eq!(served.disconnected().await.0, 1006);
    assert_eq!(served.post(&id, "late").await.status(), 410);
}

#[tokio::test]
async fn a_frame_over_32_kb_closes_with_1009_and_others_go_on() {
    let served = serve(Limits::default(), accept_all).await;
    let (mut other, other_id) = served.connect().await;
    let (mut client, id) = served.connect().await;
    client
        .send(Message::text("x".repeat(32 << 10)))
        .await
        .unwrap();
    assert_eq!(served.event().await.0, "Default", "32 KB exactly pass");
    client
        .send(Message::text("x".repeat(33 << 10)))
        .await
        .unwrap();
    assert_eq!(close_code(&mut client).await, 1009);
    assert_eq!(served.disconnected().await.0, 1009);
    assert_eq!(served.post(&id, "late").await.status(), 410);
    assert_eq!(served.post(&other_id, "hello").await.status(), 200);
    assert_eq!(next(&mut other).await, Message::text("hello"));
}

/// A text message in frames of 30 KB.
async fn send_in_frames(client: &mut Client, size: usize) {
    let payload = vec![b'x'; size];
    let chunks: Vec<&[u8]> = payload.chunks(30 << 10).collect();
    for (index, chunk) in chunks.iter().enumerate() {
        let kind = if index == 0 {
            Data::Text
        } else {
            Data::Continue
        };
        let last = index + 1 == chunks.len();
        let frame = Frame::message(chunk.to_vec(), OpCode::Data(kind), last);
        // The server may have closed before the last frame.
        if client.send(Message::Frame(frame)).await.is_err() {
            return;
        }
    }
}

#[tokio::test]
async fn a_message_over_128_kb_closes_with_1009() {
    let served = serve(Limits::default(), accept_all).await;
    let (mut client, _) = served.connect().await;
    send_in_frames(&mut client, 128 << 10).await;
    let (function, event) = served.event().await;
    assert_eq!(function, "Default");
    assert_eq!(event["body"].as_str().unwrap().len(), 128 << 10);
    send_in_frames(&mut client, 129 << 10).await;
    assert_eq!(close_code(&mut client).await, 1009);
    assert_eq!(served.disconnected().await.0, 1009);
}

#[tokio::test]
async fn an_idle_connection_is_cut_with_1001_and_a_lively_one_is_not() {
    let limits = Limits {
        idle: Duration::from_millis(300),
        ..Limits::default()
    };
    let served = serve(limits, accept_all).await;
    let (mut lively, lively_id) = served.connect().await;
    let (mut quiet, _) = served.connect().await;
    let cut = async {
        loop {
            if let Message::Close(frame) = next(&mut quiet).await {
                return u16::from(frame.unwrap().code);
            }
        }
    };
    let talk = async {
        loop {
            lively.send(Message::Ping(Bytes::new())).await.unwrap();
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    };
    tokio::select! {
        code = cut => assert_eq!(code, 1001),
        () = talk => {}
    }
    assert_eq!(served.disconnected().await, (1001, "Going away".into()));
    lively.send(Message::Ping(Bytes::new())).await.unwrap();
    assert_eq!(served.gateway.open_connections(), 1);
    assert_eq!(served.post(&lively_id, "still here").await.status(), 200);
}

#[tokio::test]
async fn an_old_connection_is_cut_however_lively() {
    let limits = Limits {
        age: Duration::from_millis(300),
        ..Limits::default()
    };
    let served = serve(limits, accept_all).await;
    let (client, _) = served.connect().await;
    let (mut sink, mut stream) = client.split();
    let talk = async {
        while sink.send(Message::Ping(Bytes::new())).await.is_ok() {
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        std::future::pending::<()>().await;
    };
    let cut = async {
        loop {
            if let Message::Close(frame) = stream.next().await.unwrap().unwrap() {
                return u16::from(frame.unwrap().code);
            }
        }
    };
    tokio::select! {
        code = cut => assert_eq!(code, 1001),
        () = talk => {}
    }
}

#[tokio::test]
async fn connections_api_posts_describes_and_deletes() {
    let served = serve(Limits::default(), accept_all).await;
    let (mut client, id) = served.connect().await;
    assert!(id.ends_with('='), "as the cloud's do: {id}");
    assert_eq!(served.post(&id, "text").await.status(), 200);
    assert_eq!(next(&mut client).await, Message::text("text"));
    assert_eq!(served.post(&id, vec![0xC3, 0x28]).await.status(), 200);
    assert_eq!(next(&mut client).await, Message::binary(vec![0xC3, 0x28]));
    assert_eq!(served.post(&id, vec![b'x'; 128 << 10]).await.status(), 200);
    assert_eq!(next(&mut client).await.len(), 128 << 10);

    let described = reqwest::get(served.management(&id)).await.unwrap();
    let described: Value = described.json().await.unwrap();
    assert_eq!(described["identity"]["sourceIp"], "127.0.0.1");
    assert!(text(&described["connectedAt"]) <= text(&described["lastActiveAt"]));

    let too_large = served.post(&id, vec![b'x'; (128 << 10) + 1]).await;
    assert_eq!(too_large.status(), 413);
    let deleted = reqwest::Client::new()
        .delete(served.management(&id))
        .send()
        .await
        .unwrap();
    assert_eq!(deleted.status(), 204);
    assert_eq!(close_code(&mut client).await, 1000);
    assert_eq!(served.disconnected().await.0, 1000);

    for id in [id.as_str(), "bm9ib2R5AAAAAAA="] {
        let gone = served.post(id, "late").await;
        assert_eq!(gone.status(), 410);
        assert_eq!(gone.headers()["x-amzn-errortype"], "GoneException");
    }
    let elsewhere = served
        .connections
        .endpoint()
        .rsplit_once('/')
        .unwrap()
        .0
        .to_owned();
    let outside = reqwest::get(format!("{elsewhere}/other/@connections/{id}"))
        .await
        .unwrap();
    assert_eq!(outside.status(), 403);
}

#[tokio::test]
async fn a_delete_may_name_the_close_code() {
    let served = serve(Limits::default(), accept_all).await;
    let (mut client, id) = served.connect().await;
    let delete = |code: &'static str| {
        let request = reqwest::Client::new().delete(served.management(&id));
        request.header(CLOSE_CODE_HEADER, code).send()
    };
    for wrong in ["1005", "5000", "no"] {
        assert_eq!(delete(wrong).await.unwrap().status(), 400);
    }
    served.post(&id, "last words").await;
    assert_eq!(delete("4401").await.unwrap().status(), 204);
    assert_eq!(next(&mut client).await, Message::text("last words"));
    assert_eq!(close_code(&mut client).await, 4401);
    assert_eq!(served.disconnected().await.0, 4401);
}

#[tokio::test]
async fn a_slow_reader_is_dropped_and_others_get_everything() {
    let limits = Limits {
        send_buffer: 256 << 10,
        ..Limits::default()
    };
    let served = serve(limits, accept_all).await;
    // It never reads: first the kernel's buffers fill, then the connection's own.
    let (_slow, slow_id) = served.connect().await;
    let (mut quick, quick_id) = served.connect().await;
    let body = "x".repeat(100 << 10);
    let mut gone = false;
    for _ in 0..1000 {
        match served.post(&slow_id, body.clone()).await.status().as_u16() {
            200 => {}
            410 => {
                gone = true;
                break;
            }
            other => panic!("{other}"),
        }
    }
    assert!(gone, "a reader that reads nothing must not be fed for ever");
    assert_eq!(served.disconnected().await.0, 1006);
    assert_eq!(served.post(&slow_id, "late").await.status(), 410);
    for index in 0..50 {
        let body = format!("message {index}");
        assert_eq!(served.post(&quick_id, body.clone()).await.status(), 200);
        assert_eq!(next(&mut quick).await, Message::text(body));
    }
}

#[tokio::test]
async fn a_post_during_connect_arrives_after_it() {
    let (seen, mut asked) = mpsc::unbounded_channel();
    let go = Arc::new(Notify::new());
    let gate = Arc::clone(&go);
    let invoker = Invoker::from_fn(move |_, payload: Bytes| {
        let event: Value = serde_json::from_slice(&payload).unwrap();
        seen.send(text(&event["requestContext"]["connectionId"]))
            .unwrap();
        let gate = Arc::clone(&gate);
        async move {
            gate.notified().await;
            Ok(Bytes::from_static(br#"{"statusCode":200}"#))
        }
    });
    let limits = Limits {
        opening: Duration::from_secs(60),
        ..Limits::default()
    };
    let served = serve_by(limits, invoker, mpsc::unbounded_channel().1).await;
    let url = format!("ws://{}/realtime", served.address);
    let client = tokio::spawn(connect_async(url));
    let id = asked.recv().await.unwrap();
    let post = served.post(&id, "early");
    let open = async {
        // The post is on its way before `$connect` answers; either order must end well.
        tokio::task::yield_now().await;
        go.notify_one();
        client.await.unwrap().unwrap().0
    };
    let (answer, mut client) = tokio::join!(post, open);
    assert_eq!(answer.status(), 200);
    assert_eq!(next(&mut client).await, Message::text("early"));
}

#[tokio::test]
async fn stopping_closes_with_1001_and_waits_for_disconnect() {
    let served = serve(Limits::default(), accept_all).await;
    let (mut client, _) = served.connect().await;
    let (code, ()) = tokio::join!(
        close_code(&mut client),
        served.gateway.stop(Duration::from_secs(30))
    );
    assert_eq!(code, 1001);
    // The function was called before `stop` returned.
    let (function, _) = served.events.lock().await.try_recv().unwrap();
    assert_eq!(function, "Disconnect");
    let refused = connect_async(format!("ws://{}/realtime", served.address)).await;
    assert!(matches!(refused, Err(tungstenite::Error::Http(answer)) if answer.status() == 503));
}
