//! The HTTP API: what functions see of a request, and clients of an answer.

use reqwest::{Body, StatusCode};
use serde_json::{Value, json};

use crate::support::{problem, start, start_with, until};

async fn event(response: reqwest::Response) -> Value {
    assert_eq!(response.status(), StatusCode::OK);
    let mut answer: Value = response.json().await.unwrap();
    answer["event"].take()
}

#[tokio::test]
async fn a_request_becomes_an_event_of_payload_format_2() {
    let served = start().await;
    let request = served
        .client
        .get(served.at("/api/items/caf%C3%A9%2F1%20x?a=1&b=x%20y&a=2&flag"))
        .header("X-Many", "one")
        .header("X-Many", "two")
        .header("Cookie", "first=1; second=2")
        .header("User-Agent", "tester/1")
        .header("X-Forwarded-For", "10.0.0.9")
        .header("X-Forwarded-Proto", "https");
    let response = request.send().await.unwrap();
    let id = response.headers()["apigw-requestid"]
        .to_str()
        .unwrap()
        .to_owned();
    let event = event(response).await;
    assert_eq!(event["version"], "2.0");
    assert_eq!(event["routeKey"], "GET /api/items/{id}");
    assert_eq!(event["rawPath"], "/api/items/café/1 x");
    assert_eq!(event["rawQueryString"], "a=1&b=x%20y&a=2&flag");
    assert_eq!(
        event["queryStringParameters"],
        json!({"a": "1,2", "b": "x y", "flag": ""})
    );
    assert_eq!(event["pathParameters"], json!({"id": "café/1 x"}));
    assert_eq!(event["cookies"], json!(["first=1", "second=2"]));
    assert_eq!(event["isBase64Encoded"], false);
    assert_eq!(event.get("body"), None);
    let headers = &event["headers"];
    assert_eq!(headers["x-many"], "one,two");
    assert_eq!(headers.get("cookie"), None);
    assert_eq!(headers["x-forwarded-for"], "10.0.0.9, 127.0.0.1");
    assert_eq!(headers["x-forwarded-proto"], "http");
    assert_eq!(
        served.at(""),
        format!(
            "http://127.0.0.1:{}",
            headers["x-forwarded-port"].as_str().unwrap()
        )
    );
    let context = &event["requestContext"];
    assert_eq!(context["requestId"], id);
    assert_eq!(context["stage"], "$default");
    assert_eq!(context["http"]["method"], "GET");
    assert_eq!(context["http"]["sourceIp"], "127.0.0.1");
    assert_eq!(context["http"]["userAgent"], "tester/1");
    assert!(context["timeEpoch"].as_i64().unwrap() > 1_700_000_000_000);
    served.stop().await;
}

#[tokio::test]
async fn a_trusted_proxy_on_this_machine_says_who_its_clients_are() {
    let served = start_with(|config| config.trust_proxy = true).await;
    let request = served
        .client
        .get(served.at("/api/items/1"))
        .header("X-Forwarded-For", "198.51.100.7, 10.0.0.9")
        .header("X-Forwarded-Proto", "https");
    let event = event(request.send().await.unwrap()).await;
    assert_eq!(event["requestContext"]["http"]["sourceIp"], "10.0.0.9");
    let headers = &event["headers"];
    assert_eq!(headers["x-forwarded-for"], "198.51.100.7, 10.0.0.9");
    assert_eq!(headers["x-forwarded-proto"], "https");
    assert_eq!(headers["x-forwarded-port"], "443");
    // Nothing said: a program on this machine itself.
    let event = self::event(served.get("/api/items/1").await).await;
    assert_eq!(event["requestContext"]["http"]["sourceIp"], "127.0.0.1");
    assert_eq!(event["headers"]["x-forwarded-for"], "127.0.0.1");
    assert_eq!(event["headers"]["x-forwarded-proto"], "http");
    served.stop().await;
}

#[tokio::test]
async fn bodies_are_text_or_base64_by_their_type() {
    let served = start().await;
    for (kind, body, expected, base64) in [
        ("application/json", &b"{\"a\":1}"[..], "{\"a\":1}", false),
        ("text/plain; charset=utf-8", "é".as_bytes(), "é", false),
        ("application/octet-stream", b"abc", "YWJj", true),
        ("application/x-www-form-urlencoded", b"a=1", "YT0x", true),
        ("application/json", &[0xff, 0xfe], "//4=", true),
    ] {
        let request = served
            .client
            .post(served.at("/api/upload"))
            .header("content-type", kind);
        let event = event(request.body(body).send().await.unwrap()).await;
        assert_eq!(
            (&event["body"], &event["isBase64Encoded"]),
            (&json!(expected), &json!(base64)),
            "{kind}"
        );
        assert_eq!(event["headers"]["content-type"], kind);
    }
    served.stop().await;
}

#[tokio::test]
async fn answers_carry_status_headers_cookies_and_bytes() {
    let served = start().await;
    let response = served.get("/api/do/cookies").await;
    assert_eq!(response.status(), StatusCode::CREATED);
    let cookies: Vec<_> = response.headers().get_all("set-cookie").iter().collect();
    assert_eq!(cookies, ["a=1; Path=/", "b=2; HttpOnly"]);
    assert_eq!(response.headers()["x-own"], "yes");
    assert_eq!(response.headers()["location"], "/here");
    assert_eq!(response.headers()["content-type"], "text/plain");
    // The managed policy of the distribution applies to the API as well.
    assert_eq!(response.headers()["x-content-type-options"], "nosniff");
    assert_eq!(response.text().await.unwrap(), "done");

    let response = served.get("/api/do/binary").await;
    assert_eq!(response.bytes().await.unwrap()[..], [0, 159, 146, 150, 255]);
    let response = served.get("/api/do/document").await;
    assert_eq!(response.headers()["content-type"], "application/json");
    assert_eq!(response.text().await.unwrap(), r#"{"plain":"document"}"#);
    assert_eq!(served.text("/api/do/big").await.1.len(), 5_500_000);
    served.stop().await;
}

#[tokio::test]
async fn what_has_no_route_is_refused_without_calling_anything() {
    let served = start().await;
    for (path, expected) in [
        ("/api/nowhere", (404, "not_found")),
        ("/api/items/", (404, "not_found")),
        ("/api/upload", (404, "not_found")),
        ("/api/items/%zz", (400, "malformed_request")),
        ("/api/items/%ff", (400, "malformed_request")),
    ] {
        let (status, code) = served.refusal(path).await;
        assert_eq!((status, code.as_str()), expected, "{path}");
    }
    let long = "x".repeat(11_000);
    let request = served
        .client
        .get(served.at("/api/items/1"))
        .header("x-long", long);
    let refused = problem(request.send().await.unwrap()).await;
    assert_eq!(refused, (431, "headers_too_large".to_owned()));
    let event = event(served.get("/api/items/known").await).await;
    assert_eq!(event["routeKey"], "GET /api/items/known");
    let event = self::event(served.get("/api/files/a/b%20c").await).await;
    assert_eq!(event["pathParameters"], json!({"rest": "a/b c"}));
    served.stop().await;
}

#[tokio::test]
async fn a_body_over_the_limit_is_413_and_the_function_never_sees_it() {
    let served = start().await;
    let before = served.pids("Fake");
    let big = vec![b'x'; 11 * 1024 * 1024];
    // With its length announced, in chunks, and small enough for the gateway but not for Lambda.
    let chunks = big
        .chunks(64 * 1024)
        .map(|chunk| Ok::<_, std::io::Error>(chunk.to_vec()));
    let chunked = Body::wrap_stream(futures::stream::iter(chunks.collect::<Vec<_>>()));
    for body in [
        Body::from(big.clone()),
        chunked,
        Body::from(vec![b'x'; 7 * 1024 * 1024]),
    ] {
        let request = served.client.post(served.at("/api/upload")).body(body);
        let refused = problem(request.send().await.unwrap()).await;
        assert_eq!(refused, (413, "body_too_large".to_owned()));
    }
    assert_eq!(served.pids("Fake"), before);
    assert_eq!(served.text("/api/do/pid").await.0, 200);
    served.stop().await;
}

#[tokio::test]
async fn a_slow_function_is_503_at_the_gateway_and_runs_on() {
    let served = start().await;
    let before = served.pids("Fake");
    let response = served.get("/api/hasty/sleep?ms=400").await;
    assert_eq!(response.headers()["retry-after"], "1");
    assert_eq!(problem(response).await, (503, "unavailable".to_owned()));
    until("the late answer", || {
        served.workers().iter().all(|one| one.busy == 0)
    })
    .await;
    assert_eq!(served.pids("Fake"), before, "the worker lived on");
    served.stop().await;
}
