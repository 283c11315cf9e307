//! Start and stop of the whole tree, as a process of its own.

use std::{
    io::{BufRead, BufReader},
    path::Path,
    process::{Child, ChildStdout, Command, Stdio},
};

use crate::support::{config, examples, lives, start, template, until};

/// The plain stack as a process.
pub(crate) struct Process {
    pub(crate) child: Child,
    pub(crate) url: String,
    _out: BufReader<ChildStdout>,
}

pub(crate) fn run(data: &Path) -> Process {
    let mut child = Command::new(examples().join("plain-stack"))
        .args(["--port", "0", "--template"])
        .arg(template())
        .arg("--data-dir")
        .arg(data)
        .arg("--bin-dir")
        .arg(examples())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let mut out = BufReader::new(child.stdout.take().unwrap());
    let mut line = String::new();
    out.read_line(&mut line).unwrap();
    let url = line.trim().strip_prefix("serving on ").unwrap().to_owned();
    Process {
        child,
        url,
        _out: out,
    }
}

/// A test that fails leaves nothing behind.
impl Drop for Process {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Process {
    pub(crate) fn signal(&self, signal: &str) {
        let pid = self.child.id().to_string();
        assert!(
            Command::new("kill")
                .args([signal, &pid])
                .status()
                .unwrap()
                .success()
        );
    }

    /// The processes that this one has started.
    fn children(&self) -> Vec<u32> {
        let own = self.child.id().to_string();
        let processes = std::fs::read_dir("/proc").unwrap().filter_map(Result::ok);
        let pids = processes.filter_map(|entry| entry.file_name().to_str()?.parse().ok());
        let parent = |pid: &u32| {
            let stat = std::fs::read_to_string(format!("/proc/{pid}/stat")).unwrap_or_default();
            stat.rsplit(") ")
                .next()
                .and_then(|rest| rest.split(' ').nth(1))
                .map(str::to_owned)
        };
        pids.filter(|pid| parent(pid).as_ref() == Some(&own))
            .collect()
    }
}

#[tokio::test]
async fn no_child_outlives_a_killed_stack() {
    let folder = tempfile::tempdir().unwrap();
    for _ in 0..3 {
        let mut process = run(&folder.path().join("data"));
        let children = process.children();
        assert_eq!(children.len(), 2, "one worker of each function");
        // One of them is deep in work that it would not leave by itself.
        let note = folder.path().join("spinning");
        let url = format!("{}/api/do/spin?note={}", process.url, note.display());
        let call = tokio::spawn(reqwest::get(url));
        until("it spins", || note.exists()).await;
        std::fs::remove_file(&note).unwrap();
        process.signal("-KILL");
        process.child.wait().unwrap();
        until("all children are gone", || {
            children.iter().all(|&pid| !lives(pid))
        })
        .await;
        assert!(call.await.unwrap().is_err(), "the call broke off");
    }
}

#[tokio::test]
async fn both_signals_stop_it_in_order() {
    let folder = tempfile::tempdir().unwrap();
    for signal in ["-TERM", "-INT"] {
        let mut process = run(&folder.path().join("data"));
        let children = process.children();
        // A request under way is still answered.
        let note = folder.path().join(format!("sleeping{signal}"));
        let url = format!(
            "{}/api/do/sleep?ms=500&note={}",
            process.url,
            note.display()
        );
        let call = tokio::spawn(async move { reqwest::get(url).await.unwrap().status() });
        until("it sleeps", || note.exists()).await;
        process.signal(signal);
        assert_eq!(call.await.unwrap(), 200, "{signal}");
        assert!(process.child.wait().unwrap().success(), "{signal}");
        assert!(children.iter().all(|&pid| !lives(pid)), "{signal}");
    }
}

#[tokio::test]
async fn a_stopped_stack_leaves_nothing_and_can_start_again() {
    let served = start().await;
    let pids: Vec<u32> = served.workers().iter().filter_map(|one| one.pid).collect();
    assert_eq!(pids.len(), 2);
    let (_, before) = served.text("/api/do/environment").await;
    let folder = served.stop().await;
    assert!(pids.iter().all(|&pid| !lives(pid)));
    let again = salver_local::stack::Stack::start(config(&folder))
        .await
        .unwrap();
    let after = reqwest::get(format!("{}/api/do/environment", again.url()))
        .await
        .unwrap();
    let key = |text: &str| serde_json::from_str::<serde_json::Value>(text).unwrap()["KEY"].clone();
    assert_eq!(
        key(&before),
        key(&after.text().await.unwrap()),
        "the secret is kept"
    );
    again.shutdown().await;
}
