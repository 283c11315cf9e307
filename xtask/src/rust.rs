//! The Rust side: builds, lints and tests.

use std::{
    fs,
    path::{Path, PathBuf},
};

use crate::{
    project::Project,
    shell::{Fault, Result, run, run_tests, version},
};

/// Fails with a sentence that helps when the C compiler is missing, which SQLite and ring are built with.
pub(crate) fn check() -> Result<()> {
    let compiler = std::env::var("CC").unwrap_or_else(|_| "cc".to_owned());
    match version(&compiler, &["--version"]) {
        Some(_) => Ok(()),
        None => Err(Fault::new(format!(
            "The C compiler `{compiler}` was not found. The embedded store needs one: install gcc or clang \
             (Debian: apt-get install gcc; macOS: xcode-select --install), then run the command again."
        ))),
    }
}

/// Builds the functions and the local stack to try them on this machine.
pub(crate) fn build(project: &Project) -> Result<()> {
    let mut cargo = project.cargo(&["build", "--package", "salver-local"]);
    for function in &project.functions {
        cargo.args(["--package", function]);
    }
    run(&mut cargo)
}

/// Builds everything that the tests need in one go, so that cargo settles on one set of features.
pub(crate) fn build_all(project: &Project) -> Result<()> {
    run(&mut project.cargo(&["build", "--workspace", "--all-targets"]))
}

/// Builds the functions and these programs around them as they are used, optimised and stripped, and puts all of them
/// into one folder, which it names. The functions by themselves and for size, the rest for speed (Cargo.toml says why);
/// together they would also be linked with the features that the others ask for.
pub(crate) fn build_release(project: &Project, programs: &[&str]) -> Result<PathBuf> {
    let folder = release_folder(project);
    // What is from an earlier build must not pass for one of this.
    if folder.exists() {
        fs::remove_dir_all(&folder).map_err(|error| failed("remove", &folder, &error))?;
    }
    fs::create_dir_all(&folder).map_err(|error| failed("make", &folder, &error))?;
    let functions: Vec<_> = project.functions.iter().map(String::as_str).collect();
    for (profile, packages) in [("release", &functions[..]), ("stack", programs)] {
        let mut cargo = project.cargo(&["build", "--profile", profile, "--locked"]);
        for package in packages {
            cargo.args(["--package", package]);
        }
        run(&mut cargo)?;
        for package in packages {
            let to = folder.join(package);
            let built = project.target.join(profile).join(package);
            // Not every file system has links.
            fs::hard_link(&built, &to)
                .or_else(|_| fs::copy(&built, &to).map(drop))
                .map_err(|error| failed("link", &to, &error))?;
        }
    }
    Ok(folder)
}

/// Where [`build_release`] puts what it has built.
pub(crate) fn release_folder(project: &Project) -> PathBuf {
    project.target.join("programs")
}

fn failed(what: &str, path: &Path, error: &std::io::Error) -> Fault {
    Fault::new(format!("cannot {what} {}: {error}", path.display()))
}

/// Formatting as rustfmt has it.
pub(crate) fn fmt(project: &Project) -> Result<()> {
    run(&mut project.cargo(&["fmt", "--all", "--check"]))
}

/// Clippy over everything; a warning is a failure.
pub(crate) fn clippy(project: &Project) -> Result<()> {
    run(&mut project.cargo(&[
        "clippy",
        "--workspace",
        "--all-targets",
        "--all-features",
        "--",
        "-D",
        "warnings",
    ]))
}

/// All tests but those in the documentation, with nextest where the machine has it. They write no snapshot, new or
/// changed: that is for the developer who wants it.
pub(crate) fn tests(project: &Project) -> Result<()> {
    build_all(project)?;
    let mut cargo = match version("cargo", &["nextest", "--version"]) {
        Some(_) => project.cargo(&["nextest", "run", "--workspace", "--no-fail-fast"]),
        None => project.cargo(&["test", "--workspace", "--all-targets", "--no-fail-fast"]),
    };
    run_tests(cargo.env("INSTA_UPDATE", "no"))
}

/// The examples in the documentation.
pub(crate) fn doctests(project: &Project) -> Result<()> {
    run(&mut project.cargo(&["test", "--workspace", "--doc"]))
}
