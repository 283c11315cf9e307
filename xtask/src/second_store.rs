//! The store's tests against a second program that speaks DynamoDB, so that nothing rests on
//! an accident of the embedded store.

use std::{
    io::{BufRead, BufReader},
    process::{Child, Command, Stdio},
};

use crate::{
    project::Project,
    shell::{Fault, Result, run_tests},
    tools::Python,
};

/// The packages of the second store.
const REQUIREMENTS: &str = "shared/tests/store/requirements.txt";

/// The tests of `shared/tests/store`, all of them, against ministack on a loopback port.
pub(crate) fn tests(project: &Project) -> Result<()> {
    let python = Python::with(project, "second-store", REQUIREMENTS)?;
    let store = Ministack::start(&python)?;
    // The whole workspace, for the features that the other steps have built with already.
    let mut tests = project.cargo(&["test", "--workspace", "--test", "store"]);
    tests.args(["--", "--quiet"]);
    run_tests(tests.env("SALVER_STORE_ENDPOINT", &store.endpoint))
}

/// A running ministack; it ends when it is dropped.
struct Ministack {
    child: Child,
    endpoint: String,
}

impl Ministack {
    fn start(python: &Python) -> Result<Self> {
        let mut serve: Command = python.program("python3");
        // No workers: one process, which is ended by its own ID. The port is the system's
        // choice, and the server says which it is.
        serve
            .args(["-m", "hypercorn", "ministack.app:app", "--workers", "0"])
            .args(["--bind", "127.0.0.1:0"])
            .env("SERVICES", "dynamodb")
            .env("LOG_LEVEL", "WARNING")
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::piped());
        let mut child = serve
            .spawn()
            .map_err(|error| Fault::new(format!("ministack could not be started: {error}")))?;
        let Some(log) = child.stderr.take() else {
            return Err(Fault::new("ministack has no log"));
        };
        let mut store = Self {
            child,
            endpoint: String::new(),
        };
        let mut lines = BufReader::new(log).lines().map_while(std::io::Result::ok);
        let mut said = Vec::new();
        for line in lines.by_ref() {
            if let Some(endpoint) = endpoint(&line) {
                store.endpoint = endpoint;
                break;
            }
            said.push(line);
        }
        if store.endpoint.is_empty() {
            let said = said.join("\n");
            return Err(Fault::new(format!("ministack did not come up:\n{said}")));
        }
        // Read on, or its log would fill the pipe and hold it up.
        std::thread::spawn(move || lines.for_each(drop));
        Ok(store)
    }
}

impl Drop for Ministack {
    fn drop(&mut self) {
        // It has nothing to keep.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// The address in "Running on http://127.0.0.1:40001 (CTRL + C to quit)".
fn endpoint(line: &str) -> Option<String> {
    let (_, rest) = line.split_once("Running on ")?;
    rest.split_whitespace().next().map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::endpoint;

    #[test]
    fn the_port_is_read_from_the_log() {
        let line = "[2026-11-21] [7] [INFO] Running on http://127.0.0.1:45409 (CTRL + C to quit)";
        assert_eq!(endpoint(line).as_deref(), Some("http://127.0.0.1:45409"));
        assert_eq!(endpoint("[INFO] Starting"), None);
    }
}
