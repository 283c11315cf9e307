//! The parts at work together: what is written to the store reaches a function, and a WebSocket
//! is opened through the same port as the pages.

use aws_sdk_dynamodb::types::AttributeValue;
use futures::StreamExt;
use serde_json::Value;
use tokio_tungstenite::{connect_async, tungstenite::Message};

use crate::{
    store::client,
    support::{start, start_with, until},
};

#[tokio::test]
async fn a_commit_reaches_the_function_of_the_stream_by_its_filter() {
    let log = tempfile::NamedTempFile::new().unwrap();
    let path = log.path().to_str().unwrap().to_owned();
    let served = start_with(|config| {
        config
            .settings
            .parameters
            .insert("StreamLog".to_owned(), path);
    })
    .await;
    let client = client(served.store());
    for key in ["SEEN#1", "OTHER#1", "SEEN#2"] {
        let item = client
            .put_item()
            .table_name("local-Items")
            .item("pk", AttributeValue::S(key.to_owned()))
            .item("sk", AttributeValue::S("x".to_owned()));
        item.send().await.unwrap();
    }
    let seen = || {
        let text = std::fs::read_to_string(log.path()).unwrap();
        // The last line may still be on its way.
        let whole = text.rsplit_once('\n').map_or("", |(whole, _)| whole);
        let events = whole
            .lines()
            .map(|line| serde_json::from_str::<Value>(line).unwrap());
        let records = events.flat_map(|event| event["Records"].as_array().unwrap().clone());
        let keys = records.map(|record| {
            record["dynamodb"]["Keys"]["pk"]["S"]
                .as_str()
                .unwrap()
                .to_owned()
        });
        keys.collect::<Vec<_>>()
    };
    until("both records", || seen().len() >= 2).await;
    assert_eq!(seen(), ["SEEN#1", "SEEN#2"]);
    let mut drained = false;
    for _ in 0..500 {
        drained = served.streams().is_drained().await.unwrap();
        if drained {
            break;
        }
        tokio::time::sleep(std::time::Duration::from_millis(10)).await;
    }
    assert!(drained);
    served.stop().await;
}

#[tokio::test]
async fn a_websocket_opens_on_the_site_s_port_and_closes_with_the_stack() {
    let served = start().await;
    let url = served.at("/socket?ticket=abc").replace("http:", "ws:");
    let (mut socket, response) = connect_async(url).await.unwrap();
    assert_eq!(response.status(), 101);
    assert!(response.headers().contains_key("apigw-requestid"));
    let plain = served.get("/socket").await;
    assert_eq!(plain.status(), 426);
    let (_, environment) = served.text("/api/do/environment").await;
    let environment: Value = serde_json::from_str(&environment).unwrap();
    let endpoint = environment["SOCKET_ENDPOINT"].as_str().unwrap().to_owned();
    assert!(
        endpoint.starts_with("http://127.0.0.1:") && endpoint.ends_with("/socket"),
        "{endpoint}"
    );
    let stop = served.stop();
    let close = async {
        loop {
            match socket.next().await {
                Some(Ok(Message::Close(frame))) => return frame.map(|frame| u16::from(frame.code)),
                Some(Ok(_)) => {}
                _ => return None,
            }
        }
    };
    let (_, code) = tokio::join!(stop, close);
    assert_eq!(code, Some(1001));
}
