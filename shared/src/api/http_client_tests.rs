use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use rustls::ServerConfig;
use rustls::pki_types::PrivateKeyDer;
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio_rustls::TlsAcceptor;

use super::*;

const SOON: Duration = Duration::from_secs(5);

/// What a server does with each request that it has read.
#[derive(Clone, Copy)]
enum Then {
    Answer,
    BreakOff,
    HangUp,
}

/// Reads requests without a body until the other side is gone.
async fn talk(mut socket: impl AsyncRead + AsyncWrite + Unpin, then: Then) {
    let mut read = Vec::new();
    while let Ok(count) = socket.read_buf(&mut read).await {
        if count == 0 {
            return;
        }
        if !read.ends_with(b"\r\n\r\n") {
            continue;
        }
        read.clear();
        let said: &[u8] = match then {
            Then::Answer => b"HTTP/1.1 200 OK\r\ncontent-length: 5\r\n\r\nhello",
            Then::BreakOff => b"HTTP/1.1 200 OK\r\ncont",
            Then::HangUp => b"",
        };
        socket.write_all(said).await.expect("the client listens");
        socket.flush().await.expect("the client listens");
        if !matches!(then, Then::Answer) {
            return;
        }
    }
}

async fn receive(socket: TcpStream, then: Then, tls: Option<TlsAcceptor>) {
    match tls {
        None => talk(socket, then).await,
        Some(tls) => {
            // A client that does not trust us ends it here.
            if let Ok(socket) = tls.accept(socket).await {
                talk(socket, then).await;
            }
        }
    }
}

/// A server on a port of its own, with the number of connections that it took.
async fn server(then: Then, tls: Option<TlsAcceptor>) -> (u16, Arc<AtomicUsize>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let port = listener.local_addr().expect("an address").port();
    let taken = Arc::new(AtomicUsize::new(0));
    let counter = Arc::clone(&taken);
    tokio::spawn(async move {
        while let Ok((socket, _)) = listener.accept().await {
            counter.fetch_add(1, Ordering::SeqCst);
            tokio::spawn(receive(socket, then, tls.clone()));
        }
    });
    (port, taken)
}

fn client(roots: RootCertStore) -> Http1Client {
    Http1Client::new(roots, SOON).expect("ring knows the default versions")
}

async fn ask(client: &Http1Client, request: HttpRequest) -> Result<String, ConnectorError> {
    let answer = tokio::time::timeout(SOON, client.0.call(request));
    let answer = answer.await.expect("an answer or an error, in time")?;
    let body = answer.into_body();
    let read = aws_smithy_types::byte_stream::ByteStream::new(body).collect();
    let bytes = read.await.expect("a whole body").to_vec();
    Ok(String::from_utf8(bytes).expect("text"))
}

fn get(scheme: &str, port: u16) -> HttpRequest {
    HttpRequest::get(format!("{scheme}://localhost:{port}/")).expect("a URI")
}

#[tokio::test]
async fn requests_one_after_the_other_share_a_connection() {
    let (port, taken) = server(Then::Answer, None).await;
    let client = client(RootCertStore::empty());
    for _ in 0..5 {
        let said = ask(&client, get("http", port)).await.expect("an answer");
        assert_eq!(said, "hello");
    }
    assert_eq!(taken.load(Ordering::SeqCst), 1);
}

#[tokio::test]
async fn a_connection_that_the_sdk_gives_up_is_not_used_again() {
    let (port, taken) = server(Then::Answer, None).await;
    let client = client(RootCertStore::empty());
    for _ in 0..3 {
        let capture = CaptureSmithyConnection::new();
        let mut request = get("http", port);
        request.add_extension(capture.clone());
        ask(&client, request).await.expect("an answer");
        capture.get().expect("a connection was used").poison();
    }
    assert_eq!(taken.load(Ordering::SeqCst), 3);
}

/// The SDK tries again what is known not to have been answered.
#[tokio::test]
async fn what_broke_off_is_tried_again() {
    for then in [Then::BreakOff, Then::HangUp] {
        let (port, _) = server(then, None).await;
        let error = ask(&client(RootCertStore::empty()), get("http", port)).await;
        let error = error.expect_err("no whole answer");
        let is_transient = error.as_other() == Some(ErrorKind::TransientError);
        assert!(error.is_io() || is_transient, "{error:?}");
    }
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let port = listener.local_addr().expect("an address").port();
    drop(listener);
    let error = ask(&client(RootCertStore::empty()), get("http", port)).await;
    assert!(error.expect_err("nobody listens").is_io());
}

#[tokio::test]
async fn tls_is_spoken_to_those_who_are_trusted_and_to_nobody_else() {
    let key = rcgen::generate_simple_self_signed(["localhost".to_owned()]).expect("a certificate");
    let certificate = key.cert.der().clone();
    let secret = PrivateKeyDer::try_from(key.signing_key.serialize_der()).expect("a key");
    let tls = ServerConfig::builder_with_provider(ring::default_provider().into())
        .with_safe_default_protocol_versions()
        .expect("ring knows the default versions")
        .with_no_client_auth()
        .with_single_cert(vec![certificate.clone()], secret)
        .expect("a certificate for this key");
    let (port, _) = server(Then::Answer, Some(TlsAcceptor::from(Arc::new(tls)))).await;

    let mut roots = RootCertStore::empty();
    roots.add(certificate).expect("a root");
    let said = ask(&client(roots), get("https", port)).await;
    assert_eq!(said.expect("an answer"), "hello");

    let error = ask(&client(RootCertStore::empty()), get("https", port)).await;
    assert!(error.expect_err("nobody is trusted").is_io());
}

/// A function that finds no certificates could reach no store in the cloud.
#[test]
fn the_systems_certificates_are_found() {
    assert!(!system_roots().is_empty());
}
