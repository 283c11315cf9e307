//! Sizes, times and slow readers.

use super::*;

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
