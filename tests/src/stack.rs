//! A running stack as a child process, with a data directory of its own.

use std::fs::{self, File};
use std::io;
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};

use reqwest::Client;
use rustix::process::{Pid, Signal, kill_process, set_parent_process_death_signal};
use salver::auth::secret::Key;
use salver::domain::role::Role;
use salver::store::Store;
use salver_demo::seed::{self, Seeder};
use serde_json::Value;
use tempfile::TempDir;

use crate::client::Caller;
use crate::processes::{self, Process};
use crate::staff::{SignIn, Staff};
use crate::store_proxy::StoreProxy;
use crate::{Menu, until};

/// A table with the code on its card.
#[derive(Debug, Clone)]
pub struct Coded {
    pub id: String,
    /// The code in its QR link.
    pub code: String,
}

/// A running stack. It ends with its whole tree when it is dropped, and when the thread
/// that started it ends in any other way.
#[derive(Debug)]
pub struct Stack {
    child: Child,
    folder: TempDir,
    http: Client,
    /// Its origin, `http://127.0.0.1:<port>`.
    pub url: String,
    /// The demo's branch; empty where nobody has set the house up.
    pub branch: String,
    /// What whoever runs an empty stack is told.
    pub set_up_code: Option<String>,
    /// All tables, of which the last is open: its QR code was printed.
    pub tables: Vec<Coded>,
    staff: Vec<(Role, SignIn)>,
    /// The store's address.
    store: String,
    /// The name of the table in it.
    table: String,
    /// The key of this run, which the store asks for.
    access_key: String,
}

/// The root of the repository.
pub fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap()
}

/// The folder of the built binaries: `SALVER_BIN_DIR`, else that of this profile.
pub fn binaries() -> PathBuf {
    if let Some(folder) = std::env::var_os("SALVER_BIN_DIR") {
        return folder.into();
    }
    let program = std::env::current_exe().unwrap();
    program.parent().unwrap().parent().unwrap().to_owned()
}

/// The stack's program.
pub fn program() -> PathBuf {
    let program = binaries().join("salver-local");
    assert!(
        program.is_file(),
        "{} is missing: cargo build --workspace",
        program.display()
    );
    program
}

impl Stack {
    /// Starts a stack with a fresh demo restaurant.
    pub async fn start() -> Self {
        Self::start_in(tempfile::tempdir().unwrap()).await
    }

    /// Starts a stack that nobody has set up.
    pub async fn start_empty() -> Self {
        Self::start_with(tempfile::tempdir().unwrap(), &["--no-demo"]).await
    }

    /// Starts a stack on what an earlier one has left.
    pub async fn start_in(folder: TempDir) -> Self {
        Self::start_with(folder, &[]).await
    }

    /// Starts a fresh stack whose functions reach the store through a proxy.
    pub async fn start_behind(proxy: &StoreProxy) -> Self {
        let folder = tempfile::tempdir().unwrap();
        Self::start_with(folder, &["--store-via", &proxy.url]).await
    }

    /// Starts a fresh stack whose calls to the store shall be counted: with one process of each
    /// function, so that what a process remembers of a branch it has learnt before.
    pub async fn start_counted(proxy: &StoreProxy) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let options = ["--store-via", &proxy.url, "--workers", "1"];
        Self::start_with(folder, &options).await
    }

    /// Starts a stack with further options of its program.
    pub async fn start_with(folder: TempDir, options: &[&str]) -> Self {
        let ready = folder.path().join("ready.json");
        let _ = fs::remove_file(&ready);
        let mut child = spawn(folder.path(), &ready, options);
        let mut ended = None;
        until("the stack serves", || {
            ended = child.try_wait().unwrap();
            ended.is_some() || ready.exists()
        })
        .await;
        if let Some(status) = ended {
            panic!("the stack ended, {status}:\n{}", log(folder.path()));
        }
        let facts: Value = serde_json::from_slice(&fs::read(&ready).unwrap()).unwrap();
        let text = |value: &Value| value.as_str().unwrap().to_owned();
        let workers = processes::children(child.id());
        let worker = workers
            .iter()
            .find(|p| p.environment.contains_key(ENDPOINT));
        let worker = worker.unwrap();
        Self {
            store: address_of(worker.variable(ENDPOINT)),
            table: worker.variable("TABLE_NAME").to_owned(),
            access_key: worker.variable("AWS_ACCESS_KEY_ID").to_owned(),
            http: Client::builder().no_proxy().build().unwrap(),
            url: text(&facts["url"]),
            branch: facts["branch"].as_str().unwrap_or_default().to_owned(),
            set_up_code: facts["set_up_code"].as_str().map(str::to_owned),
            tables: list(&facts["tables"], |t| Coded {
                id: text(&t["id"]),
                code: text(&t["code"]),
            }),
            staff: list(&facts["staff"], |s| {
                let sign_in = SignIn {
                    login: text(&s["login"]),
                    password: text(&s["password"]),
                };
                (serde_json::from_value(s["role"].clone()).unwrap(), sign_in)
            }),
            child,
            folder,
        }
    }

    /// Its data directory.
    pub fn data(&self) -> PathBuf {
        self.folder.path().join("data")
    }

    /// All that it and its functions have logged so far.
    pub fn log(&self) -> String {
        fs::read_to_string(self.folder.path().join("stack.log")).unwrap()
    }

    /// What it has printed for the person who started it.
    pub fn printed(&self) -> String {
        fs::read_to_string(self.folder.path().join("stack.out")).unwrap()
    }

    /// Asks the stack to stop, waits for it and gives back the folder.
    pub async fn stop_for_good(mut self) -> TempDir {
        let folder = std::mem::replace(&mut self.folder, tempfile::tempdir().unwrap());
        let (status, _) = self.stop().await;
        assert!(status.success());
        folder
    }

    /// The file that scripts are told by.
    pub fn ready_file(&self) -> Value {
        let file = fs::read(self.folder.path().join("ready.json")).unwrap();
        serde_json::from_slice(&file).unwrap()
    }

    /// Somebody without a token.
    pub fn nobody(&self) -> Caller {
        Caller::new(self.http.clone(), &self.url)
    }

    /// The sign-in of somebody with this role.
    pub fn sign_in_of(&self, role: Role) -> &SignIn {
        let found = self.staff.iter().find(|(its, _)| *its == role);
        &found.unwrap().1
    }

    /// Somebody with this role, signed in.
    pub async fn staff(&self, role: Role) -> Staff {
        Staff::sign_in(&self.nobody(), &self.branch, self.sign_in_of(role)).await
    }

    /// The menu of the branch.
    pub async fn menu(&self) -> Menu {
        Menu::read(&self.nobody(), &self.branch).await
    }

    /// The table of the store itself, for what has no endpoint yet: publishing a menu,
    /// selling out, another branch. Where it is, the functions' environment says.
    pub fn store(&self) -> Store {
        let (endpoint, table) = self.endpoint();
        Store::new(seed::client_at(&endpoint, &self.access_key), table)
    }

    /// The key of its store, by which its table is told from another stack's.
    pub(crate) fn key(&self) -> &str {
        &self.access_key
    }

    /// What writes whole branches into that table.
    pub fn seeder(&self) -> Seeder {
        let (endpoint, table) = self.endpoint();
        Seeder::at_endpoint(&endpoint, &self.access_key, table)
    }

    /// What a call of the store is signed with: its key, and no signature.
    pub fn authorization(&self) -> String {
        let scope = format!("{}/20260101/local/dynamodb/aws4_request", self.access_key);
        format!("AWS4-HMAC-SHA256 Credential={scope}, SignedHeaders=host, Signature=0")
    }

    /// Where the store is, and the name of the table in it.
    pub fn endpoint(&self) -> (String, String) {
        (format!("http://{}", self.store), self.table.clone())
    }

    /// What its functions have written into the log so far.
    pub fn function_log(&self) -> String {
        let log = fs::read_to_string(self.folder.path().join("stack.log")).unwrap_or_default();
        let lines = log.lines().filter(|line| line.contains(" function: "));
        lines.map(|line| format!("{line}\n")).collect()
    }

    /// The key that signs the staff's tokens.
    pub fn staff_key(&self) -> Key {
        let mut all = self.processes().into_iter();
        let signer = all.find(|p| p.program() == "sign-in").unwrap();
        Key::new(signer.variable("STAFF_JWT_KEY")).unwrap()
    }

    /// The key that signs links to receipts.
    pub fn receipt_key(&self) -> Key {
        let mut all = self.processes().into_iter();
        let signer = all.find(|p| p.program() == "settle-bill").unwrap();
        Key::new(signer.variable("RECEIPT_KEY")).unwrap()
    }

    /// The code with which the house is set up, also where that is done.
    pub fn code_of_set_up(&self) -> String {
        self.variable_of_set_up("SET_UP_CODE")
    }

    /// The code with which an owner is let choose a new password.
    pub fn operator_code(&self) -> String {
        self.variable_of_set_up("OPERATOR_CODE")
    }

    fn variable_of_set_up(&self, name: &str) -> String {
        let mut all = self.processes().into_iter();
        let function = all.find(|p| p.program() == "set-up").unwrap();
        function.variable(name).to_owned()
    }

    /// The ID of the stack's own process.
    pub fn pid(&self) -> u32 {
        self.child.id()
    }

    /// All function processes of this run that live.
    pub fn processes(&self) -> Vec<Process> {
        Self::left_of(&self.store)
    }

    /// What the streams have put aside for good: their queues' messages.
    pub fn given_up(&self) -> Vec<String> {
        let queues = self.folder.path().join("data/streams/queues");
        let queues = fs::read_dir(queues).unwrap();
        let messages = queues.map(|queue| fs::read_to_string(queue.unwrap().path()).unwrap());
        let messages: Vec<_> = messages.collect();
        messages
            .iter()
            .flat_map(|m| m.lines().map(str::to_owned))
            .collect()
    }

    /// Kills the stack's own process, and none of its children, and gives back the folder.
    pub fn kill_parent(mut self) -> (String, TempDir) {
        processes::kill(self.child.id());
        self.child.wait().unwrap();
        let folder = std::mem::replace(&mut self.folder, tempfile::tempdir().unwrap());
        (std::mem::take(&mut self.store), folder)
    }

    /// Kills every process of the tree at once and gives back the folder.
    pub fn kill_all(self) -> TempDir {
        for process in self.processes() {
            processes::kill(process.pid);
        }
        self.kill_parent().1
    }

    /// Asks the stack to stop, and waits for it.
    pub async fn stop(mut self) -> (ExitStatus, String) {
        terminate(&self.child);
        let mut ended = None;
        until("the stack stops", || {
            ended = self.child.try_wait().unwrap();
            ended.is_some()
        })
        .await;
        (ended.unwrap(), std::mem::take(&mut self.store))
    }

    /// The function processes of a run that has ended, by what it gave back.
    pub fn left_of(run: &str) -> Vec<Process> {
        processes::with_variable(ENDPOINT, |endpoint| address_of(endpoint) == run)
    }
}

/// Holds the store's address, which is different for each run, in the environment of each
/// of its functions.
pub(crate) const ENDPOINT: &str = "AWS_ENDPOINT_URL_DYNAMODB";

/// The store's address in a function's endpoint; behind a proxy it stands in the path.
pub(crate) fn address_of(endpoint: &str) -> String {
    let mut parts = endpoint.split('/').filter(|part| part.contains(':'));
    parts.next_back().unwrap_or_default().to_owned()
}

fn list<T>(value: &Value, read: impl Fn(&Value) -> T) -> Vec<T> {
    value.as_array().unwrap().iter().map(read).collect()
}

fn spawn(folder: &Path, ready: &Path, options: &[&str]) -> Child {
    let log = File::create(folder.join("stack.log")).unwrap();
    let printed = File::create(folder.join("stack.out")).unwrap();
    let mut command = Command::new(program());
    command
        .args(["--port", "0", "--template"])
        .arg(root().join("infra/template.yaml"))
        .arg("--data-dir")
        .arg(folder.join("data"))
        .arg("--ready-file")
        .arg(ready)
        .args(options)
        .stdin(Stdio::null())
        .stdout(printed)
        .stderr(log);
    die_with_parent(&mut command);
    command.spawn().unwrap()
}

/// The child ends when the thread that starts it does, in whatever way.
pub fn die_with_parent(command: &mut Command) {
    let arm = || set_parent_process_death_signal(Some(Signal::KILL)).map_err(io::Error::from);
    // SAFETY: the closure runs between fork and exec; it makes one plain system call, takes
    // no lock and allocates nothing.
    unsafe {
        command.pre_exec(arm);
    }
}

/// Asks a process to stop, as Ctrl-C and a service manager do.
///
/// # Panics
/// When it has ended.
pub fn terminate(child: &Child) {
    let pid = i32::try_from(child.id()).ok().and_then(Pid::from_raw);
    kill_process(pid.unwrap(), Signal::TERM).unwrap();
}

/// The end of the stack's log.
fn log(folder: &Path) -> String {
    let text = fs::read_to_string(folder.join("stack.log")).unwrap_or_default();
    let lines: Vec<_> = text.lines().collect();
    lines[lines.len().saturating_sub(60)..].join("\n")
}

impl Drop for Stack {
    fn drop(&mut self) {
        // The functions die with it, by the kernel's parent-death signal.
        let _ = self.child.kill();
        let _ = self.child.wait();
        if std::thread::panicking() {
            eprintln!("--- the stack's log\n{}", log(self.folder.path()));
        }
    }
}
