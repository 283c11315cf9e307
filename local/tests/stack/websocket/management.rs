//! `@connections`.

use super::*;

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
