//! `$connect`, messages and `$disconnect`.

use super::*;

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
    assert_eq!(context["requestId"], REQUEST);
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
