//! The commands of `README.md`, as it writes them, from a folder of their own with paths that are
//! relative to it.

use std::{
    fs::File,
    os::unix::fs::symlink,
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
};

use salver_local::template::{Settings, Template};
use serde_json::Value;
use tempfile::TempDir;

use crate::{
    store::{client_at, s},
    support::{examples, template, until},
};

/// All commands that the page has. One more needs a line here, and somebody who runs it below.
const BUILD: &str = "cargo build";
const UP: &str = "cargo run -p salver-local -- --bin-dir target/debug --site-dir static-site/dist";
const LOOK: &str = "tr '\\0' '\\n' < /proc/PID/environ | \
                    grep -e AWS_ENDPOINT_URL_DYNAMODB -e AWS_ACCESS_KEY_ID";
const BACKUP: &str = "salver-local backup --data-dir data --to FOLDER";
const RESTORE: &str = "salver-local restore --from FOLDER --data-dir NEW";
const PLAIN: &str = "cargo run -p salver-local --no-default-features --example plain-stack -- \
                     --template template.yaml --bin-dir target/debug";

/// The lines of the page's blocks of commands, without remarks and with what goes on joined.
fn documented() -> Vec<String> {
    let page = Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md");
    let page = std::fs::read_to_string(page).unwrap();
    let mut commands = Vec::new();
    // Blocks without a language, which are every other part between fences.
    for block in page.split("```").skip(1).step_by(2) {
        let Some(lines) = block.strip_prefix('\n') else {
            continue;
        };
        let lines = lines.replace("\\\n", "");
        let lines = lines.lines().map(|line| line.split(" #").next().unwrap());
        let words = lines.map(|line| line.split_whitespace().collect::<Vec<_>>().join(" "));
        commands.extend(words.filter(|line| !line.is_empty()));
    }
    commands
}

#[test]
fn each_documented_command_is_run_by_a_test() {
    assert_eq!(documented(), [BUILD, UP, LOOK, BACKUP, RESTORE, PLAIN]);
}

/// A checkout as far as the commands see it, built by `cargo build`: every function is the tests'
/// own, which answers anything.
fn checkout() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    let at = |path: &str| folder.path().join(path);
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
    symlink(root.join("infra"), at("infra")).unwrap();
    std::fs::copy(template(), at("template.yaml")).unwrap();
    std::fs::create_dir_all(at("target/debug")).unwrap();
    std::fs::create_dir_all(at("static-site/dist")).unwrap();
    std::fs::write(at("static-site/dist/probe.txt"), "a file of the site").unwrap();
    let product = Template::load(&root.join("infra/template.yaml"), &Settings::default()).unwrap();
    let functions = product.functions.values();
    let mut binaries: Vec<_> = functions.map(|one| one.binary.clone()).collect();
    binaries.push("fake-function".to_owned());
    for binary in binaries {
        let link = at(&format!("target/debug/{binary}"));
        // Several functions of the template may be one binary.
        if !link.exists() {
            symlink(examples().join("fake-function"), link).unwrap();
        }
    }
    folder
}

/// The program that a command means, and its words as they stand there.
fn command(text: &str, folder: &Path) -> Command {
    let program = PathBuf::from(env!("CARGO_BIN_EXE_salver-local"));
    let (program, words) = match text.split_once(" -- ") {
        Some((cargo, words)) if cargo.contains("plain-stack") => {
            (examples().join("plain-stack"), words)
        }
        Some((_, words)) => (program, words),
        None => (program, text.split_once(' ').unwrap().1),
    };
    let mut command = Command::new(program);
    command.args(words.split(' ')).current_dir(folder);
    command.stdin(Stdio::null());
    command
}

/// A stack that runs in a folder.
struct Running {
    child: Child,
    log: PathBuf,
    url: String,
}

impl Running {
    async fn start(mut command: Command, folder: &Path) -> Self {
        let log = folder.join("log");
        let out = File::create(&log).unwrap();
        command.stdout(out.try_clone().unwrap()).stderr(out);
        let mut child = command.args(["--port", "0"]).spawn().unwrap();
        let read = || std::fs::read_to_string(&log).unwrap();
        let mut ended = false;
        until("it serves", || {
            ended = child.try_wait().unwrap().is_some();
            ended || read().contains("serving on ")
        })
        .await;
        let text = read();
        assert!(!ended, "{text}");
        let rest = text.split("serving on ").nth(1).unwrap();
        let url = rest.split_whitespace().next().unwrap().to_owned();
        Self { child, log, url }
    }

    async fn text(&self, path: &str) -> (u16, String) {
        let answer = reqwest::get(format!("{}{path}", self.url)).await.unwrap();
        (answer.status().as_u16(), answer.text().await.unwrap())
    }

    fn log(&self) -> String {
        std::fs::read_to_string(&self.log).unwrap()
    }

    fn stop(&mut self) {
        let pid = self.child.id().to_string();
        let told = Command::new("kill").args(["-TERM", &pid]).status();
        assert!(told.unwrap().success());
        assert!(self.child.wait().unwrap().success(), "{}", self.log());
    }
}

/// A test that fails leaves nothing behind.
impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn succeeds(command: &mut Command) {
    let output = command.output().unwrap();
    let error = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{error}");
}

#[tokio::test]
async fn the_stack_runs_by_its_documented_command_is_copied_and_runs_on_the_copy() {
    let folder = checkout();
    let folder = folder.path();
    let options = ["--ready-file", "ready.json"];
    let mut stack = Running::start(with(command(UP, folder), &options), folder).await;
    // These functions cannot open the table of the printed code. That is a courtesy: the rest of
    // the start comes about.
    until("it is ready", || folder.join("ready.json").exists()).await;
    let log = stack.log();
    assert!(log.contains("no table could be opened"), "{log}");
    assert!(!log.contains("did not come up"), "{log}");
    let ready = std::fs::read(folder.join("ready.json")).unwrap();
    let ready: Value = serde_json::from_slice(&ready).unwrap();
    assert_eq!(ready["url"], stack.url);
    assert!(!ready["staff"].as_array().unwrap().is_empty());
    let page = stack.text("/probe.txt").await;
    assert_eq!(page, (200, "a file of the site".to_owned()));
    let (status, answer) = stack.text("/api/v1/tables/abc").await;
    assert_eq!(status, 200, "{answer}");

    succeeds(&mut command(&BACKUP.replace("FOLDER", "monday"), folder));
    stack.stop();
    let restore = RESTORE
        .replace("FOLDER", "monday")
        .replace("NEW", "tuesday");
    succeeds(&mut command(&restore, folder));
    let options = ["--data-dir", "tuesday", "--ready-file", "again.json"];
    let mut stack = Running::start(with(command(UP, folder), &options), folder).await;
    until("it is ready", || folder.join("again.json").exists()).await;
    let again = std::fs::read(folder.join("again.json")).unwrap();
    let again: Value = serde_json::from_slice(&again).unwrap();
    assert_eq!(again["branch"], ready["branch"], "the same restaurant");
    stack.stop();
}

#[tokio::test]
async fn the_plain_stack_runs_by_its_documented_command() {
    let folder = checkout();
    let mut stack = Running::start(command(PLAIN, folder.path()), folder.path()).await;
    let (status, pid) = stack.text("/api/do/pid").await;
    assert_eq!(status, 200);
    // What the page says to find the store by.
    let mut look = Command::new("sh");
    let look = look.arg("-c").arg(LOOK.replace("PID", &pid)).output();
    let found = String::from_utf8(look.unwrap().stdout).unwrap();
    let found: Vec<_> = found.lines().filter_map(|it| it.split_once('=')).collect();
    let [
        ("AWS_ACCESS_KEY_ID", key),
        ("AWS_ENDPOINT_URL_DYNAMODB", endpoint),
    ] = found[..]
    else {
        panic!("{found:?}")
    };
    let client = client_at(endpoint, key);
    let get = client.get_item().table_name("local-Items");
    let get = get.key("pk", s("none")).key("sk", s("none"));
    get.send().await.unwrap();
    stack.stop();
}

/// A command with more words.
fn with(mut command: Command, words: &[&str]) -> Command {
    command.args(words);
    command
}
