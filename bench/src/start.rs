//! `cargo xtask up`, from the command to the first page, as somebody at a terminal has it.

use std::fs::{self, File};
use std::net::TcpListener;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use reqwest::Client;
use salver_tests::{die_with_parent, root, terminate, until};
use tokio::time::{sleep, timeout};

use crate::report::{Figure, Section, Table};
use crate::stats::{median, millis};

/// Starts on existing data.
const STARTS: usize = 5;
/// From the command to the first page, on existing data.
const MOST: Duration = Duration::from_secs(5);
/// A first start makes thousands of orders, which a busy machine takes a while for.
const MOST_PATIENCE: Duration = Duration::from_secs(300);
/// A word of the guest's page that no other answer at `/` would hold.
const GUEST_PAGE: &str = "<title>Menu and ordering</title>";

/// What one start took.
#[derive(Clone, Copy)]
struct Start {
    /// Until the guest's page is served.
    page: Duration,
    /// Until the command says where everything is: somebody has signed in and a table is open.
    ready: Duration,
}

/// Measures and reports.
pub(crate) async fn measure() -> Section {
    eprintln!("building what has changed");
    let built = cargo(&["xtask", "up", "--", "--help"])
        .stdout(Stdio::null())
        .status();
    assert!(built.unwrap().success(), "cargo xtask up cannot build");

    let folder = tempfile::tempdir().unwrap();
    eprintln!("the first start");
    let first = start(folder.path(), Quiet::AfterThePast).await;
    let mut later = Vec::new();
    for number in 1..=STARTS {
        eprintln!("start {number} of {STARTS} on existing data");
        later.push(start(folder.path(), Quiet::No).await);
    }
    Section {
        title: "`cargo xtask up`".to_owned(),
        text: vec![text()],
        figures: figures(first, &later),
        tables: vec![table(first, &later)],
    }
}

/// Whether a start is left running until what the demo's past sets off is done.
#[derive(PartialEq)]
enum Quiet {
    AfterThePast,
    No,
}

async fn start(folder: &Path, quiet: Quiet) -> Start {
    let (ready, data) = (folder.join("ready.json"), folder.join("data"));
    let _ = fs::remove_file(&ready);
    let port = free_port();
    let mut command = cargo(&["xtask", "up", "--host", "127.0.0.1", "--port"]);
    command
        .arg(port.to_string())
        .arg("--data-dir")
        .arg(&data)
        .arg("--ready-file")
        .arg(&ready);
    let log = folder.join("up.log");
    let output = File::create(&log).unwrap();
    command.stdout(Stdio::null()).stderr(output);
    let begin = Instant::now();
    let mut up = Up(command.spawn().unwrap());
    let page = async {
        page(&format!("http://127.0.0.1:{port}/")).await;
        begin.elapsed()
    };
    let facts = async {
        while !ready.exists() {
            sleep(Duration::from_millis(5)).await;
        }
        begin.elapsed()
    };
    let served = async { tokio::join!(page, facts) };
    let Ok((page, ready)) = timeout(MOST_PATIENCE, served).await else {
        let said = fs::read_to_string(&log).unwrap_or_default();
        panic!("cargo xtask up does not come up:\n{said}");
    };
    if quiet == Quiet::AfterThePast {
        at_rest(&data.join("streams")).await;
    }
    up.stop().await;
    Start { page, ready }
}

/// Asks for the guest's page until it comes.
async fn page(url: &str) {
    let client = Client::builder().no_proxy().build().unwrap();
    loop {
        if let Ok(answer) = client.get(url).send().await
            && answer.status() == 200
            && answer
                .text()
                .await
                .is_ok_and(|text| text.contains(GUEST_PAGE))
        {
            return;
        }
        sleep(Duration::from_millis(5)).await;
    }
}

/// Waits until the streams' positions, which are kept there, have not moved for a while: the
/// figures of the past are counted then.
async fn at_rest(folder: &Path) {
    let positions = || {
        let files = fs::read_dir(folder).unwrap().filter_map(Result::ok);
        let mut texts: Vec<_> = files
            .map(|file| fs::read(file.path()).unwrap_or_default())
            .collect();
        texts.sort();
        texts
    };
    let (mut seen, mut since) = (positions(), Instant::now());
    let rest = async {
        while since.elapsed() < Duration::from_secs(3) {
            sleep(Duration::from_millis(100)).await;
            let now = positions();
            if now != seen {
                (seen, since) = (now, Instant::now());
            }
        }
    };
    assert!(
        timeout(MOST_PATIENCE, rest).await.is_ok(),
        "the streams never rest"
    );
}

/// The running command: cargo, then xtask, then the stack, always the same process.
struct Up(Child);

impl Up {
    async fn stop(&mut self) {
        terminate(&self.0);
        let mut ended = None;
        until("the command ends", || {
            ended = self.0.try_wait().unwrap();
            ended.is_some()
        })
        .await;
        assert!(ended.unwrap().success(), "the command ended badly");
    }
}

impl Drop for Up {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// `cargo` in the project's folder as a terminal would run it: without what `cargo run` and
/// rustup have told this program, which can make cargo build things anew.
fn cargo(arguments: &[&str]) -> Command {
    let mut command = Command::new("cargo");
    command
        .args(arguments)
        .current_dir(root())
        .stdin(Stdio::null());
    for (name, _) in std::env::vars_os() {
        let told = name.to_str().is_some_and(|name| {
            name.starts_with("CARGO_PKG_")
                || name.starts_with("CARGO_MANIFEST_")
                || ["CARGO", "RUSTUP_TOOLCHAIN", "RUST_RECURSION_COUNT"].contains(&name)
        });
        if told {
            command.env_remove(name);
        }
    }
    die_with_parent(&mut command);
    command
}

/// A port that is free now. The command is told a number, as its own choice would be known
/// only once it is up.
fn free_port() -> u16 {
    let listener = TcpListener::bind(("127.0.0.1", 0)).unwrap();
    listener.local_addr().unwrap().port()
}

fn text() -> String {
    format!(
        "The command itself, with everything built and nothing changed since, on a folder of its own: the first time \
         it makes the demo restaurant and 14 days of its orders, then {STARTS} times on what is there. The clock runs \
         from the command to the moment when `GET /` answers with the guest's page; \"all is told\" is when the \
         terminal shows the QR code, a few steps later. It builds and runs in debug mode, as on any developer's \
         machine."
    )
}

fn figures(first: Start, later: &[Start]) -> Vec<Figure> {
    let pages: Vec<_> = later.iter().map(|start| start.page).collect();
    let page = median(&pages);
    vec![
        Figure::held(
            "`cargo xtask up` on existing data to the first page, median, ms",
            format!("<= {}", millis(MOST)),
            millis(page),
            page <= MOST,
        ),
        Figure::reported(
            "`cargo xtask up` for the first time, everything built, until the QR code is shown, ms",
            millis(first.ready),
        ),
    ]
}

fn table(first: Start, later: &[Start]) -> Table {
    let cells = |name: String, start: &Start| vec![name, millis(start.page), millis(start.ready)];
    let mut rows = vec![cells(
        "first, with 14 days of orders to make".to_owned(),
        &first,
    )];
    let numbered = later.iter().enumerate();
    rows.extend(numbered.map(|(at, start)| cells(format!("on existing data, {}", at + 1), start)));
    Table {
        title: "From the command".to_owned(),
        columns: ["start", "first page, ms", "all is told, ms"]
            .map(str::to_owned)
            .to_vec(),
        rows,
    }
}
