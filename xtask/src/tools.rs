//! Tools that the project installs for itself, under the target folder, when the machine does not have them.

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use crate::{
    project::Project,
    shell::{Fault, Result, output, run, version},
    stamp::Stamp,
};

/// The version of cargo-deny that is installed where there is none.
const CARGO_DENY: &str = "0.20.2";

/// cargo-deny: the machine's own, else one that is built into the tools folder.
pub(crate) fn cargo_deny(project: &Project) -> Result<PathBuf> {
    if version("cargo-deny", &["--version"]).is_some() {
        return Ok(PathBuf::from("cargo-deny"));
    }
    let tools = project.tools();
    let program = tools.join("bin/cargo-deny");
    if !program.is_file() {
        eprintln!(
            "Building cargo-deny {CARGO_DENY} into {}; this takes a while, once",
            tools.display()
        );
        let mut install = Command::new("cargo");
        install
            .args([
                "install",
                "--locked",
                // It runs for seconds: not worth the minutes of an optimised build.
                "--debug",
                "--version",
                CARGO_DENY,
                "cargo-deny",
                "--root",
            ])
            .arg(&tools);
        install.env("CARGO_PROFILE_DEV_DEBUG", "false");
        // Outside the workspace's own target folder, where it would wait for other builds.
        run(install.arg("--target-dir").arg(tools.join("build")))?;
        let _ = fs::remove_dir_all(tools.join("build"));
    }
    Ok(program)
}

/// Python with the packages of a requirements file.
pub(crate) struct Python {
    bin: PathBuf,
}

impl Python {
    /// Makes a virtual environment of this name, or brings it up to date when the requirements have changed.
    pub(crate) fn with(project: &Project, name: &str, requirements: &str) -> Result<Self> {
        let folder = project.tools().join(name);
        let requirements = project.path(requirements);
        let python = Self {
            bin: folder.join("bin"),
        };
        let stamp = Stamp::of(
            folder.join("installed"),
            std::slice::from_ref(&requirements),
            &[],
        )?;
        if stamp.is_fresh() {
            return Ok(python);
        }
        if version("python3", &["--version"]).is_none() {
            return Err(Fault::new(
                "Python 3 was not found; the template's linters and the second store need it (Debian: python3-venv)",
            ));
        }
        eprintln!(
            "Installing the packages of {} into {}",
            requirements.display(),
            folder.display()
        );
        run(Command::new("python3")
            .args(["-m", "venv", "--clear"])
            .arg(&folder))
        .map_err(|fault| {
            Fault::new(format!(
                "{fault}; Python's venv module is needed (Debian: apt-get install python3-venv)"
            ))
        })?;
        let mut pip = python.program("python3");
        pip.args([
            "-m",
            "pip",
            "install",
            "--quiet",
            "--disable-pip-version-check",
            "-r",
        ]);
        run(pip.arg(requirements))?;
        stamp.note()?;
        Ok(python)
    }

    /// A program of the environment, which comes first in its PATH.
    pub(crate) fn program(&self, name: &str) -> Command {
        let mut path = vec![self.bin.clone()];
        path.extend(std::env::split_paths(
            &std::env::var_os("PATH").unwrap_or_default(),
        ));
        let mut command = Command::new(self.bin.join(name));
        if let Ok(path) = std::env::join_paths(path) {
            command.env("PATH", path);
        }
        command
    }
}

/// The Chromium for the browser tests; installed with apt-get where that is possible.
pub(crate) fn chromium() -> Result<PathBuf> {
    if let Some(path) = std::env::var_os("CHROMIUM") {
        return Ok(PathBuf::from(path));
    }
    let find = || {
        let names = [
            "chromium",
            "chromium-browser",
            "google-chrome-stable",
            "google-chrome",
        ];
        names.iter().find_map(|name| which(name))
    };
    if let Some(path) = find() {
        return Ok(path);
    }
    let help = "Chromium was not found. Install it (Debian: apt-get install chromium), or name it in the variable \
                CHROMIUM.";
    let root = version("id", &["-u"]).is_some_and(|user| user == "0");
    if which("apt-get").is_none() || !root {
        return Err(Fault::new(help));
    }
    eprintln!("Installing Chromium with apt-get");
    run(Command::new("apt-get").args(["update", "-qq"]))?;
    run(Command::new("apt-get")
        .args([
            "install",
            "-y",
            "-qq",
            "--no-install-recommends",
            "chromium",
        ])
        .env("DEBIAN_FRONTEND", "noninteractive"))?;
    find().ok_or_else(|| Fault::new(help))
}

fn which(name: &str) -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    std::env::split_paths(&path)
        .map(|folder| folder.join(name))
        .find(|file| file.is_file())
}

/// Makes sure that the standard library for a target is there.
pub(crate) fn rust_target(project: &Project, target: &str) -> Result<()> {
    let folder = output(
        Command::new("rustc")
            .args(["--print", "target-libdir", "--target", target])
            .current_dir(&project.root),
    )?;
    if Path::new(folder.trim()).is_dir() {
        return Ok(());
    }
    run(Command::new("rustup")
        .args(["target", "add", target])
        .current_dir(&project.root))
}
