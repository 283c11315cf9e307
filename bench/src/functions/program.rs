//! One process of a function, started as the stack starts it, with a Runtime API that
//! notes its first poll and never gives it work.

use std::collections::BTreeMap;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use salver_tests::{PATIENCE, die_with_parent};
use tokio::io::AsyncReadExt;
use tokio::net::{TcpListener, TcpStream};
use tokio::time::timeout;

/// The variable that names the Runtime API.
const RUNTIME_API: &str = "AWS_LAMBDA_RUNTIME_API";

/// A process that waits for its first invocation; it is killed when dropped.
pub(super) struct Waiting {
    child: Child,
    /// From just before it was made to the arrival of its first poll.
    pub(super) took: Duration,
    /// Its poll, which stays open.
    _poll: TcpStream,
}

impl Waiting {
    /// Starts a process and waits for its first poll.
    ///
    /// # Panics
    /// When none comes.
    pub(super) async fn start(program: &Path, environment: &BTreeMap<String, String>) -> Self {
        let listener = TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
        let address = listener.local_addr().unwrap();
        let mut command = Command::new(program);
        command
            .env_clear()
            .envs(environment)
            .env(RUNTIME_API, format!("http://{address}"))
            .current_dir(program.parent().unwrap())
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null());
        die_with_parent(&mut command);
        let begin = Instant::now();
        let child = command.spawn().unwrap();
        let mut starting = Starting(Some(child));
        let polled = timeout(PATIENCE, first_poll(&listener)).await;
        let Ok((poll, at)) = polled else {
            panic!("{} never polls", program.display());
        };
        Self {
            child: starting.0.take().unwrap(),
            took: at - begin,
            _poll: poll,
        }
    }

    /// Its process ID.
    pub(super) fn pid(&self) -> u32 {
        self.child.id()
    }
}

impl Drop for Waiting {
    fn drop(&mut self) {
        end(&mut self.child);
    }
}

/// A process that may never come up.
struct Starting(Option<Child>);

impl Drop for Starting {
    fn drop(&mut self) {
        if let Some(child) = &mut self.0 {
            end(child);
        }
    }
}

fn end(child: &mut Child) {
    let _ = child.kill();
    let _ = child.wait();
}

/// The connection that asks for the next invocation, and when its question was whole.
///
/// # Panics
/// When the function says something else first: that it could not start.
async fn first_poll(listener: &TcpListener) -> (TcpStream, Instant) {
    let (mut stream, _) = listener.accept().await.unwrap();
    let mut request = Vec::new();
    while !request.ends_with(b"\r\n\r\n") {
        let read = stream.read_buf(&mut request).await.unwrap();
        assert_ne!(read, 0, "the connection of a function ended");
    }
    let at = Instant::now();
    let request = String::from_utf8_lossy(&request).into_owned();
    assert!(
        request.starts_with("GET /2018-06-01/runtime/invocation/next "),
        "not a poll: {request}"
    );
    (stream, at)
}
