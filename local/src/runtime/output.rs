//! Passes a worker's output on, line by line, with the function's name.

use std::sync::Arc;

use tokio::{
    io::{AsyncRead, AsyncReadExt},
    process::Child,
};

use super::worker::Worker;

/// Longest line that is passed on in one piece, in bytes.
const LINE_LIMIT: usize = 64 * 1024;

/// Reads both streams until they end.
pub(super) fn forward(child: &mut Child, function: &str, worker: &Arc<Worker>) {
    if let Some(stdout) = child.stdout.take() {
        tokio::spawn(lines(stdout, function.to_owned(), Arc::clone(worker)));
    }
    if let Some(stderr) = child.stderr.take() {
        tokio::spawn(lines(stderr, function.to_owned(), Arc::clone(worker)));
    }
}

async fn lines(mut stream: impl AsyncRead + Unpin, function: String, worker: Arc<Worker>) {
    let mut splitter = Splitter::default();
    let mut chunk = vec![0; 8192];
    loop {
        let read = stream.read(&mut chunk).await.unwrap_or(0);
        let found = splitter.push(chunk.get(..read).unwrap_or_default(), read == 0);
        let request = worker.current();
        for line in found {
            match &request {
                Some(id) => tracing::info!(target: "function", "{function} {id} {line}"),
                None => tracing::info!(target: "function", "{function} - {line}"),
            }
        }
        if read == 0 {
            return;
        }
    }
}

/// Cuts bytes into lines; a line without end is cut at [`LINE_LIMIT`].
#[derive(Default)]
struct Splitter(Vec<u8>);

impl Splitter {
    fn push(&mut self, bytes: &[u8], last: bool) -> Vec<String> {
        let mut found = Vec::new();
        for &byte in bytes {
            if byte == b'\n' {
                found.extend(self.take());
            } else {
                self.0.push(byte);
                if self.0.len() == LINE_LIMIT {
                    found.extend(self.take());
                }
            }
        }
        if last {
            found.extend(self.take());
        }
        found
    }

    fn take(&mut self) -> Option<String> {
        let line = String::from_utf8_lossy(&self.0).trim_end().to_owned();
        self.0.clear();
        (!line.is_empty()).then_some(line)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cuts_lines_over_reads_and_bounds_them() {
        let mut splitter = Splitter::default();
        assert_eq!(splitter.push(b"one\r\ntw", false), ["one"]);
        assert_eq!(splitter.push(b"o\n\n\xff", false), ["two"]);
        assert_eq!(splitter.push(b"", true), ["\u{fffd}"]);
        let long = splitter.push(&vec![b'x'; LINE_LIMIT * 2 + 1], true);
        assert_eq!(
            long.iter().map(String::len).collect::<Vec<_>>(),
            [LINE_LIMIT, LINE_LIMIT, 1]
        );
    }
}
