//! The running service against its own document: Schemathesis calls every operation, as a guest
//! and as an owner, with data that the document allows and data that it does not.

use std::{
    fs::{self, File},
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    thread::sleep,
    time::Duration,
};

use crate::{
    openapi,
    project::Project,
    rust,
    shell::{Fault, Result, run_tests},
    tools::Python,
};

/// Schemathesis, pinned.
const REQUIREMENTS: &str = "tests/contract/requirements.txt";

/// Builds, starts a stack with the demo, and calls it.
pub(crate) fn check(project: &Project) -> Result<()> {
    let python = Python::with(project, "contract", REQUIREMENTS)?;
    rust::build_all(project)?;
    let folder = project.target.join("xtask/contract");
    if folder.exists() {
        fs::remove_dir_all(&folder).map_err(|error| Fault::new(error.to_string()))?;
    }
    fs::create_dir_all(&folder).map_err(|error| Fault::new(error.to_string()))?;
    let stack = Stack::start(project, &folder)?;
    let mut calls = python.program("python3");
    calls
        .arg(project.path("tests/contract/run.py"))
        .arg(project.path(openapi::DOCUMENT))
        .arg(&stack.ready)
        .arg(&folder);
    run_tests(&mut calls)
}

/// A stack of its own; it ends when it is dropped.
struct Stack {
    child: Child,
    ready: PathBuf,
}

impl Stack {
    fn start(project: &Project, folder: &Path) -> Result<Self> {
        let ready = folder.join("ready.json");
        let log = folder.join("stack.log");
        let file = File::create(&log).map_err(|error| Fault::new(error.to_string()))?;
        let bin = project.target.join("debug");
        let child = Command::new(bin.join("salver-local"))
            .args(["--port", "0", "--template"])
            .arg(project.path("infra/template.yaml"))
            .arg("--bin-dir")
            .arg(&bin)
            .arg("--data-dir")
            .arg(folder.join("data"))
            .arg("--ready-file")
            .arg(&ready)
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(file)
            .spawn()
            .map_err(|error| Fault::new(format!("the stack could not be started: {error}")))?;
        let mut stack = Self { child, ready };
        while !stack.ready.exists() {
            if let Ok(Some(status)) = stack.child.try_wait() {
                let said = fs::read_to_string(&log).unwrap_or_default();
                return Err(Fault::new(format!("the stack ended, {status}:\n{said}")));
            }
            sleep(Duration::from_millis(50));
        }
        Ok(stack)
    }
}

impl Drop for Stack {
    fn drop(&mut self) {
        // It has nothing to keep, and its functions end with it.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
