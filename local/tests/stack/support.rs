//! A stack on the fixture template, with the fake function.

use std::{
    ops::Deref,
    path::{Path, PathBuf},
    time::Duration,
};

use reqwest::{Client, Response};
use salver_local::stack::{Config, Stack};
use serde_json::Value;
use tempfile::TempDir;

/// The fixture template.
pub(crate) fn template() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/stack/template.yaml")
}

/// The folder of the examples' binaries. A plain `cargo test` builds them; one with `--test`
/// does not, and would run yesterday's.
pub(crate) fn examples() -> PathBuf {
    let program = std::env::current_exe().unwrap();
    let folder = program.parent().unwrap().parent().unwrap().join("examples");
    for name in ["fake-function", "plain-stack"] {
        let source = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("examples/{name}.rs"));
        let changed = |path: &Path| {
            path.metadata()
                .and_then(|metadata| metadata.modified())
                .ok()
        };
        assert!(
            changed(&folder.join(name)) >= changed(&source),
            "{name} is missing or old: cargo build -p salver-local --examples"
        );
    }
    folder
}

/// A running stack that goes away with the test.
pub(crate) struct Served {
    stack: Option<Stack>,
    pub(crate) client: Client,
    pub(crate) folder: TempDir,
}

impl Deref for Served {
    type Target = Stack;

    fn deref(&self) -> &Stack {
        self.stack.as_ref().unwrap()
    }
}

/// A configuration on a fresh folder.
pub(crate) fn config(folder: &TempDir) -> Config {
    Config::new(template(), examples(), folder.path().join("data"))
}

/// Starts the fixture.
pub(crate) async fn start() -> Served {
    start_with(|_| {}).await
}

/// Starts the fixture with a changed configuration.
pub(crate) async fn start_with(change: impl FnOnce(&mut Config)) -> Served {
    let folder = tempfile::tempdir().unwrap();
    let mut config = config(&folder);
    change(&mut config);
    let stack = Stack::start(config).await.unwrap();
    Served {
        stack: Some(stack),
        client: Client::new(),
        folder,
    }
}

impl Served {
    pub(crate) fn at(&self, path: &str) -> String {
        format!("{}{path}", self.url())
    }

    pub(crate) async fn get(&self, path: &str) -> Response {
        self.client.get(self.at(path)).send().await.unwrap()
    }

    /// The status and the body of a `GET`.
    pub(crate) async fn text(&self, path: &str) -> (u16, String) {
        let response = self.get(path).await;
        (response.status().as_u16(), response.text().await.unwrap())
    }

    /// The status and the problem's code of a `GET` that is refused.
    pub(crate) async fn refusal(&self, path: &str) -> (u16, String) {
        problem(self.get(path).await).await
    }

    /// The process IDs of one function's workers.
    pub(crate) fn pids(&self, function: &str) -> Vec<u32> {
        let workers = self.workers().into_iter();
        workers
            .filter(|one| one.function == function)
            .filter_map(|one| one.pid)
            .collect()
    }

    pub(crate) async fn stop(mut self) -> TempDir {
        self.stack.take().unwrap().shutdown().await;
        self.folder
    }
}

/// Checks that an answer is a problem in every respect and gives its status and code.
pub(crate) async fn problem(response: Response) -> (u16, String) {
    let status = response.status().as_u16();
    let id = response.headers()["apigw-requestid"]
        .to_str()
        .unwrap()
        .to_owned();
    assert_eq!(
        response.headers()["content-type"],
        "application/problem+json"
    );
    let body: Value = response.json().await.unwrap();
    assert_eq!(body["status"], status);
    assert_eq!(body["request_id"], id);
    assert_eq!(body["message"], body["title"]);
    (status, body["code"].as_str().unwrap().to_owned())
}

/// Waits until something holds; a test that waits in vain fails by this.
pub(crate) async fn until(what: &str, mut holds: impl FnMut() -> bool) {
    for _ in 0..3000 {
        if holds() {
            return;
        }
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    panic!("in vain: {what}");
}

/// True while a process lives (a zombie does not).
pub(crate) fn lives(pid: u32) -> bool {
    let stat = std::fs::read_to_string(format!("/proc/{pid}/stat")).unwrap_or_default();
    let state = stat
        .rsplit(") ")
        .next()
        .and_then(|rest| rest.chars().next());
    state.is_some_and(|state| state != 'Z' && state != 'X')
}
