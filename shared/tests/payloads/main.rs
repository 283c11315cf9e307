//! What the gateway and the stream hand over in the cloud, replayed: the files beside this one
//! have the form that the services document and that the public example events of
//! `aws_lambda_events` have.

#![expect(
    clippy::unwrap_used,
    reason = "helpers of tests fail the test; clippy only knows the test functions themselves"
)]

use std::collections::BTreeSet;
use std::fs;
use std::net::IpAddr;

use aws_sdk_dynamodb::primitives::Blob;
use aws_sdk_dynamodb::types::AttributeValue;
use lambda_http::aws_lambda_events::apigw::ApiGatewayWebsocketProxyRequest;
use salver::api::HttpRequest;
use salver::domain::id::OrderId;
use salver::realtime::announce::announce;
use salver::realtime::stream::{StreamChange, StreamEvent};
use salver::wire::realtime::ClientMessage;
use serde_json::{Value, json};

fn payload(name: &str) -> String {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/payloads");
    fs::read_to_string(format!("{folder}/{name}.json")).unwrap()
}

fn received(name: &str) -> HttpRequest {
    let request = lambda_http::request::from_str(&payload(name)).unwrap();
    HttpRequest::new(request, "2026-11-20T13:30:00Z".parse().unwrap())
}

#[test]
fn a_call_has_all_that_the_gateway_hands_over() {
    let http = received("http-order");
    assert_eq!(http.route(), "POST /api/v1/orders/{order}/lines/{line}");
    let order: OrderId = http.id("order").unwrap();
    assert_eq!(order.as_str(), "lane_check1_order1");
    assert_eq!(http.path("line").unwrap(), "a b");
    assert_eq!(http.cookie("salver_refresh"), Some("f1.2.mac="));
    assert_eq!(http.cookie("theme"), Some("dark"));
    assert_eq!(http.cookie("dark"), None);
    assert_eq!(http.bearer().unwrap(), "lane_check1.g1.secret");
    assert_eq!(http.query("limit").as_deref(), Some("20"));
    let body: Value = serde_json::from_slice(http.body().unwrap()).unwrap();
    assert_eq!(body, json!({"version": 1, "note": "é"}));
    assert_eq!(http.request_id(), "JKJaXmPLvHcESHA=");
    // The gateway's word, and not the header's, in which a client may write what it likes.
    let address: IpAddr = "203.0.113.77".parse().unwrap();
    assert_eq!(http.origin().address, Some(address));
    assert!(http.is_https());
    let intent = http.intent("lane_check1.g1".to_owned(), "");
    assert!(intent.is_ok(), "{intent:?}");
}

#[test]
fn what_the_gateway_leaves_out_is_just_not_there() {
    let http = received("http-bare");
    assert_eq!(http.route(), "GET /api/v1/menu");
    assert_eq!(http.cookie("salver_refresh"), None);
    assert_eq!(http.query("limit"), None);
    assert_eq!(http.path("order").unwrap_err().status, 404);
    assert_eq!(http.bearer().unwrap_err().status, 401);
    assert_eq!(http.body().unwrap(), b"");
    assert!(http.intent("scope".to_owned(), "").is_err());
    let address: IpAddr = "2001:db8::7".parse().unwrap();
    assert_eq!(http.origin().address, Some(address));
}

fn changes(event: Value) -> Vec<StreamChange> {
    let event: StreamEvent = serde_json::from_value(event).unwrap();
    event.changes().collect()
}

#[test]
fn a_batch_of_the_stream_is_read_without_what_ttl_removed() {
    let event = serde_json::from_str(&payload("stream")).unwrap();
    let changes = changes(event);
    let ends: Vec<_> = changes
        .iter()
        .map(|change| &change.sequence_number[22..])
        .collect();
    assert_eq!(ends, ["832", "833", "835"], "834 is TTL's");
    let [inserted, modified, removed] = changes.as_slice() else {
        panic!("{changes:?}")
    };
    let new = inserted.new.as_ref().unwrap();
    assert!(inserted.old.is_none());
    let bytes = AttributeValue::B(Blob::new([0, 1, 42, 65]));
    assert_eq!(new["binary"], bytes);
    assert_eq!(new["flag"], AttributeValue::Bool(false));
    let list = [
        AttributeValue::S("x".to_owned()),
        AttributeValue::N("-1.5".to_owned()),
        AttributeValue::Null(true),
    ];
    assert_eq!(new["list"], AttributeValue::L(list.to_vec()));
    for (image, version) in [(&modified.old, "1"), (&modified.new, "2")] {
        let item = image.as_ref().unwrap();
        assert_eq!(item["version"], AttributeValue::N(version.to_owned()));
    }
    assert!(removed.new.is_none() && removed.old.is_none());
}

/// A sample of the table is in the stream's own form.
#[test]
fn each_stored_item_comes_through_the_stream_and_is_announced() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/store/samples");
    let mut told = BTreeSet::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let text = fs::read_to_string(&path).unwrap();
        let sample: Value = serde_json::from_str(&text).unwrap();
        let record = json!({
            "eventName": "MODIFY",
            "dynamodb": {
                "SequenceNumber": "1",
                "NewImage": sample["item"],
                "OldImage": sample["item"],
            },
        });
        for change in changes(json!({ "Records": [record] })) {
            let said = announce(change.old, change.new, None);
            let said = said.unwrap_or_else(|error| panic!("{path:?}: {error}"));
            if !said.events.is_empty() {
                let name = path.file_stem().unwrap().to_str().unwrap();
                // Older samples have a day behind an `@`, further ones a word behind a `+`.
                told.insert(name.split(['@', '+']).next().unwrap().to_owned());
            }
        }
    }
    let watched = [
        "call",
        "cart",
        "check",
        "draft",
        "dues-entry",
        "floor-plan",
        "guest",
        "message",
        "order",
        "print-job",
        "settlement",
        "status-screen",
        "stock",
        // A table at which somebody sits is told with its check, and a fact when it counts
        // otherwise than before.
        "table",
    ];
    assert!(told.iter().eq(&watched), "{told:?}");
}

fn socket(name: &str) -> ApiGatewayWebsocketProxyRequest {
    serde_json::from_str(&payload(name)).unwrap()
}

#[test]
fn the_three_routes_of_a_socket_are_read() {
    for (name, route) in [
        ("socket-connect", "$connect"),
        ("socket-message", "$default"),
        ("socket-disconnect", "$disconnect"),
    ] {
        let context = socket(name).request_context;
        assert_eq!(context.route_key.as_deref(), Some(route));
        let connection = context.connection_id.as_deref();
        assert_eq!(connection, Some("L0SM9cOFvHcCIhw="), "{name}");
        assert!(context.request_id.is_some(), "{name}");
    }
    let connect = socket("socket-connect");
    assert_eq!(connect.headers["origin"], "https://salver.example");
    let ticket = connect.query_string_parameters.first("ticket");
    assert_eq!(ticket, Some("secret"));
    // A message has neither headers nor a query.
    let message = socket("socket-message");
    assert!(message.headers.is_empty());
    assert_eq!(message.query_string_parameters.first("ticket"), None);
    let body = message.body.unwrap();
    let ClientMessage::Ping { seen } = serde_json::from_str(&body).unwrap();
    assert_eq!(seen["branch:lane:floor"], 7);
}
